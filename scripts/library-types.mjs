// Before `npm pack`: writes the types of the library beside it. Its declarations are files for CommonJS; those for modules
// export the same types. The client comes with the types of `openapi-fetch`, which the package does not install.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { entries, target } from './library.mjs';
import { root } from './setup.mjs';

const require = createRequire(import.meta.url);
/** Packages whose types are part of the public types. */
const packages = ['openapi-fetch', 'openapi-typescript-helpers'];

const folder = mkdtempSync(join(tmpdir(), 'ketenlab-types-'));
try {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'src/library', '--outDir', folder], {
    cwd: root,
    stdio: 'inherit',
  });
  const declared = join(folder, 'library');
  for (const file of readdirSync(declared, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.d.ts') && !/^worker\b/.test(file)) writeTypes(join(declared, file), file);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const name of packages) {
  const text = readFileSync(require.resolve(name).replace(/\.cjs$/, '.d.cts'), 'utf8');
  writeFileSync(join(target, `${name}.d.cts`), withOwnPaths(text, `${name}.d.cts`));
}
for (const name of Object.keys(entries))
  writeFileSync(join(target, `${name}.d.ts`), `export * from './${name}.cjs';\n`);

function writeTypes(source, file) {
  const text = readFileSync(source, 'utf8');
  const isModule = file === 'vitest.d.ts';
  const name = isModule ? file : file.replace(/\.ts$/, '.cts');
  mkdirSync(dirname(join(target, name)), { recursive: true });
  writeFileSync(join(target, name), isModule ? text : withOwnPaths(text, name));
}

/** Types whose imports name files for CommonJS, and the files of the packages. */
function withOwnPaths(text, file) {
  const here = join(target, dirname(file));
  return text.replaceAll(/(from |import\()(['"])([^'"]+)\2/g, (_, keyword, quote, path) => {
    const own = packages.includes(path)
      ? `./${relative(here, join(target, `${path}.cjs`))}`
      : path.replace(/^(\..*)\.js$/, '$1.cjs');
    return `${keyword}${quote}${own}${quote}`;
  });
}
