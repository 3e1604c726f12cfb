// npm run sbom: writes dist/sbom.cdx.json, the CycloneDX list of what the package contains: the libraries in its bundle, and
// the packages that it installs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './setup.mjs';

/** Production dependencies of the repository that only build: `npm start` needs them, the package does not. */
const buildTools = ['rolldown', 'vite'];

/** Not `--omit=dev`: with it, npm leaves out each production package that a development package needs too. */
const options = [
  'sbom',
  '--sbom-format=cyclonedx',
  '--sbom-type=application',
  '--package-lock-only',
];

/** References of the packages in a lock file that are not for development only. */
function productionRefs(folder) {
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const refs = Object.entries(packages)
    .filter(([, { dev, devOptional }]) => !dev && !devOptional)
    // A package that replaces another one has the name of that one as its folder.
    .map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`);
  return new Set(refs);
}

/** The production dependencies in a lock file, each once, as CycloneDX. */
export function productionPackages(folder) {
  const text = execFileSync('npm', options, { cwd: folder, maxBuffer: 2 ** 26 });
  const { components, dependencies, ...rest } = JSON.parse(text);
  const packages = { ...rest, components: components.map(tidied), dependencies };
  return withOnly(productionRefs(folder), packages);
}

/** npm names a package that replaces another one as that one, and npm 10 adds the folder. */
function tidied({ properties: _, ...component }) {
  return { ...component, name: nameOf(component) };
}

function nameOf({ purl }) {
  return decodeURIComponent(purl.slice('pkg:npm/'.length, purl.lastIndexOf('@')));
}

/** A list without other packages. npm repeats a package that is in several folders; references must be unique. */
function withOnly(refs, { components, dependencies, ...rest }) {
  const edges = new Map();
  for (const { ref, dependsOn } of dependencies.filter((one) => refs.has(one.ref)))
    edges.set(ref, [...(edges.get(ref) ?? []), ...dependsOn.filter((one) => refs.has(one))]);
  return {
    ...rest,
    components: uniqueByRef(components.filter((one) => refs.has(one['bom-ref']))),
    dependencies: [...edges].map(([ref, all]) => ({ ref, dependsOn: [...new Set(all)] })),
  };
}

function uniqueByRef(components) {
  return [...new Map(components.map((one) => [one['bom-ref'], one])).values()];
}

/** References that can be reached without the packages that only build. */
function containedRefs({ metadata, dependencies }) {
  const reached = new Set([metadata.component['bom-ref']]);
  const edges = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  for (const ref of reached)
    for (const next of edges.get(ref) ?? [])
      if (!buildTools.includes(next.slice(0, next.lastIndexOf('@')))) reached.add(next);
  return reached;
}

function sbomOf(folder) {
  const packages = productionPackages(folder);
  const { component, ...metadata } = packages.metadata;
  return {
    ...withOnly(containedRefs(packages), packages),
    // npm gives the name of the folder.
    metadata: { ...metadata, component: { ...component, name: nameOf(component) } },
  };
}

if (resolve(process.argv[1]) === import.meta.filename) {
  const file = join(root, 'dist/sbom.cdx.json');
  const sbom = sbomOf(root);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
  process.stdout.write(`ketenlab: dist/sbom.cdx.json lists ${sbom.components.length} packages\n`);
}
