import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './pages.mjs';

const published = new Set();

/**
 * Path in the site of a file or folder of the repository that a document links to. Browsers show the text of an unknown
 * kind of file only as `.txt`.
 */
export function publishedPath(path) {
  published.add(path);
  return pathInSite(path);
}

/** Copies the files that documents link to. A folder gets a page with a list. */
export function publishFiles(site) {
  for (const path of published) publish(path, site);
}

function publish(path, site) {
  const source = join(root, path);
  const target = join(site, pathInSite(path));
  mkdirSync(dirname(target), { recursive: true });
  if (!statSync(source).isDirectory()) return copyFileSync(source, target);
  const names = readdirSync(source).filter((name) => !/^(?:\.|node_modules$)/.test(name));
  for (const name of names) publish(`${path}/${name}`, site);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'index.html'), listOf(path, names));
}

function pathInSite(path) {
  if (statSync(join(root, path)).isDirectory()) return `${path}/`;
  return /\.(?:json|md|png|svg|txt)$/.test(path) ? path : `${path}.txt`;
}

function listOf(folder, names) {
  const items = names.map((name) => {
    const href = pathInSite(`${folder}/${name}`).slice(folder.length + 1);
    return `<li><a href="${href}">${name}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${folder} | Ketenlab</title>
<body style="font-family: sans-serif">
<h1>${folder}</h1>
<ul>
${items.join('\n')}
</ul>
</body>
</html>
`;
}
