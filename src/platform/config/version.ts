import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this Ketenlab: that of the package it is run from, built or not. */
export const VERSION = versionAt(import.meta.dirname);

function versionAt(folder: string): string {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return versionAt(dirname(folder));
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
