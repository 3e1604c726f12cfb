import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup.mjs';

/** Folder of the installed packages, and a key that changes with what is in it. */
export function packagesToCache() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const { platform, arch, version } = process;
  const key = ['ketenlab', platform, arch, version, lock.digest('hex').slice(0, 16)].join('-');
  return { key, packages: join(root, 'node_modules') };
}
