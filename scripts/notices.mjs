import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)/i;

/** The folder of the package that has a module; undefined: the module is ours. */
function packageFolder(module) {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module)?.[0];
}

/** Folders of the packages from which a bundle has code. */
export function bundledPackages(modules) {
  const folders = modules.flatMap((module) => packageFolder(module) ?? []);
  return [...new Set(folders)].filter((folder) => existsSync(join(folder, 'package.json')));
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim());
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}

/** Writes the licences of the packages in a bundle. Most licences require their text beside the code. */
export function writeNotices(folders, file) {
  const notices = folders.map(noticeOf).toSorted();
  writeFileSync(file, `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}
