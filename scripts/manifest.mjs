// Before `npm pack`: replaces package.json by that of the package, which needs only what the bundle does not contain.
// After it, `restore` puts the file back.
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** Packages with native code. */
const unbundled = ['better-sqlite3'];
/** Packages that the library uses where a project has them. Package managers with strict folders need their names. */
const optional = { '@jest/globals': '*', vitest: '*', testcontainers: '>=11' };

const file = join(root, 'package.json');
const original = join(root, 'dist/package.json');
if (process.argv[2] === 'restore') renameSync(original, file);
else {
  // A packing that was interrupted has not put it back.
  if (existsSync(original)) copyFileSync(original, file);
  copyFileSync(file, original);
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  const { devDependencies: _, scripts: _1, overrides: _2, allowScripts: _3, ...rest } = manifest;
  const needed = Object.entries(rest.dependencies).filter(([name]) => unbundled.includes(name));
  const slim = {
    ...rest,
    dependencies: Object.fromEntries(needed),
    peerDependencies: optional,
    peerDependenciesMeta: Object.fromEntries(
      Object.keys(optional).map((name) => [name, { optional: true }]),
    ),
  };
  writeFileSync(file, `${JSON.stringify(slim, null, 2)}\n`);
}
