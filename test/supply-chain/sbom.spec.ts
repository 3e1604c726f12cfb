import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Component {
  'bom-ref': string;
  type: string;
  name: string;
  version: string;
  purl: string;
  hashes?: { alg: string; content: string }[];
  licenses?: object[];
}
interface Sbom {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
interface LockedPackage {
  name?: string;
  version: string;
  integrity?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

const { packages } = read('package-lock.json') as { packages: Record<string, LockedPackage> };

/** Folder of a package that another one finds: in its own `node_modules`, or in that of a folder above it. */
function folderOf(name: string, from: string): string | undefined {
  const own = `${from && `${from}/`}node_modules/${name}`;
  if (packages[own]) return own;
  if (from === '') return undefined;
  return folderOf(name, from.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, ''));
}

function namesOf(one: LockedPackage): string[] {
  const peers = Object.keys(one.peerDependencies ?? {}).filter(
    (name) => !one.peerDependenciesMeta?.[name]?.optional,
  );
  return [
    ...Object.keys(one.dependencies ?? {}),
    ...Object.keys(one.optionalDependencies ?? {}),
    ...peers,
  ];
}

/** Packages that can be reached in the lock file from the dependencies of the product, without the bundlers. */
function packagesOfProduct(): Map<string, LockedPackage> {
  const { rolldown: _, vite: _1, ...dependencies } = packages['']!.dependencies!;
  const found = new Map<string, LockedPackage>([['', { version: '', dependencies }]]);
  for (const [from, one] of found)
    for (const name of namesOf(one)) {
      const folder = folderOf(name, from);
      if (folder) found.set(folder, packages[folder]!);
    }
  found.delete('');
  return found;
}

const idOf = (folder: string, { name, version }: LockedPackage) =>
  `${name ?? folder.split('node_modules/').at(-1)}@${version}`;

describe('the SBOM of npm run sbom', () => {
  let sbom: Sbom;
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/sbom.mjs'], { cwd: root });
    sbom = read('dist/sbom.cdx.json') as Sbom;
  });

  it('is CycloneDX 1.5 about this version of ketenlab', () => {
    const { name, version } = read('package.json') as Component;
    expect(sbom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      serialNumber: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/),
      metadata: { component: { type: 'application', name, version } },
    });
  });

  it('has each package of the bundle and each that is installed with it, once, and no other', () => {
    const expected = [...packagesOfProduct()].map(([folder, one]) => idOf(folder, one));
    const listed = sbom.components.map(({ name, version }) => `${name}@${version}`);
    expect(listed.toSorted()).toEqual([...new Set(expected)].toSorted());
    expect(listed).toEqual(
      expect.arrayContaining([expect.stringMatching(/^ajv@/), expect.stringMatching(/^rxjs@/)]),
    );
  });

  it('has each package from which the bundler took code', () => {
    const names = sbom.components.map(({ name }) => name);
    const bundled = read('dist/bundled-packages.json') as string[];
    expect(bundled.length).toBeGreaterThan(50);
    expect(bundled.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('has the address, the licence and the hash of the lock file for each package', () => {
    const locked = new Map(
      [...packagesOfProduct()].map(([folder, one]) => [idOf(folder, one), one.integrity]),
    );
    for (const { name, version, purl, hashes, licenses } of sbom.components) {
      const id = `${name}@${version}`;
      const [hash] = hashes ?? [];
      const content = Buffer.from(hash?.content ?? '', 'hex').toString('base64');
      expect([decodeURIComponent(purl), hash?.alg, `sha512-${content}`]).toEqual([
        `pkg:npm/${id}`,
        'SHA-512',
        locked.get(id),
      ]);
      expect([id, licenses?.length]).toEqual([id, 1]);
    }
  });

  it('says for each package which of the others it needs', () => {
    const refs = [sbom.metadata.component, ...sbom.components].map((one) => one['bom-ref']);
    expect(sbom.dependencies.map(({ ref }) => ref).toSorted()).toEqual(refs.toSorted());
    const named = new Set(sbom.dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect([...named].filter((ref) => !refs.includes(ref))).toEqual([]);
  });
});
