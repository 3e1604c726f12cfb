import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Documents in the root of the repository that are pages of the site. */
const rootPages = {
  'README.md': 'overview.md',
  'ARCHITECTURE.md': 'contributing/architecture.md',
  'CONTRIBUTING.md': 'contributing/index.md',
  'CHANGELOG.md': 'changelog.md',
  'SECURITY.md': 'security.md',
};

/** Patterns of everything in the repository that is no page. */
export const excluded = [
  ...readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory())
      return ['docs', 'examples'].includes(entry.name) ? [] : `${entry.name}/**`;
    return Object.hasOwn(rootPages, entry.name) ? [] : entry.name;
  }),
  // Packages and build results of an example.
  'examples/*/*/**',
];

/** Path of the page that VitePress makes of that file; both are relative to their root. */
export function pageOf(file) {
  if (Object.hasOwn(rootPages, file)) return rootPages[file];
  return file.replace(/^docs\//, '').replace(/(^|\/)README\.md$/, '$1index.md');
}

/** The page for a file or folder of the repository; undefined: it has none. A folder has the page of its README. */
export function pageFor(path) {
  const file = [path, posix.join(path, 'README.md')].find(
    (one) => one.endsWith('.md') && existsSync(join(root, one)),
  );
  if (file === undefined) return undefined;
  const isPage =
    Object.hasOwn(rootPages, file) || /^(?:docs\/|examples\/(?:[^/]+\/)?[^/]+$)/.test(file);
  return isPage ? pageOf(file) : undefined;
}

/** The Markdown files directly in a folder, then those of the folders in it, as paths in the repository. */
export function documentsIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder)).toSorted();
  const inFolders = names.map((name) => `${name}/README.md`);
  return [...names, ...inFolders]
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
    .filter((file) => existsSync(join(root, file)));
}

/** First heading of a document, without marks for code. */
export function titleOf(file) {
  const heading = /^# (.+)$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1];
  return heading?.replaceAll('`', '') ?? file;
}
