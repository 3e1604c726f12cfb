import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '../support/command-process.js';
import { markdownIn, read } from './run-document.js';
import { Site } from './site.js';

const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder();
const documents = [
  ...['README', 'ARCHITECTURE', 'CONTRIBUTING', 'CHANGELOG', 'SECURITY'].map(
    (name) => `${name}.md`,
  ),
  ...markdownIn('docs'),
].filter((document) => document !== 'docs/index.md');

let site: Site;
/** Path of the page of a document. */
let pathOf: (document: string) => string;

beforeAll(async () => {
  const base = '/ketenlab/';
  const script = join(root, 'scripts/docs.mjs');
  execFileSync(process.execPath, [script, 'build', '--outDir', folder.path], {
    env: { ...process.env, DOCS_BASE: base },
    stdio: 'pipe',
  });
  site = new Site(folder.path, base);
  const module = join(root, 'docs/.vitepress/pages.mjs');
  const { pageOf } = (await import(module)) as { pageOf: (document: string) => string };
  pathOf = (document) => pageOf(document).replace(/\.md$/, '.html');
}, 300_000);
afterAll(() => folder.remove());

describe('the site of the documents', () => {
  it('has a page for each document, with the headings and the code of the document', () => {
    const missing = documents.map((document) => {
      const texts = site.pages.get(pathOf(document))?.texts;
      return [document, textsOf(read(document)).filter((text) => !texts?.includes(text))];
    });
    expect(missing).toEqual(documents.map((document) => [document, []]));
  });

  it('has the target of each link and anchor below its base path', () => {
    const broken = [...site.pages.keys()].flatMap((path) =>
      site.brokenLinksOf(path).map((link) => `${path}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('links to other hosts with https only, and to servers on this machine', () => {
    const bad = [...site.pages.keys()].flatMap((path) =>
      site
        .externalLinksOf(path)
        .filter(
          (link) => !/^https:\/\/[\w.-]+\.[a-z]+(?:\/\S*)?$|^http:\/\/127\.0\.0\.1:/.test(link),
        )
        .map((link) => `${path}: ${link}`),
    );
    expect(bad).toEqual([]);
  });

  it('leads from its home page to each page', () => {
    const pages = [...site.pages.keys()].filter((path) => path !== '404.html');
    expect([...site.reachableFrom('index.html')].toSorted()).toEqual(pages.toSorted());
  });

  it('has each document in the index of its search', async () => {
    const chunks = join(folder.path, 'assets/chunks');
    const name = readdirSync(chunks).find((one) => one.startsWith('@localSearchIndex'))!;
    const index = (await import(pathToFileURL(join(chunks, name)).href)) as { default: string };
    const { documentIds } = JSON.parse(index.default) as { documentIds: Record<string, string> };
    const found = new Set(Object.values(documentIds).map((id) => id.replace(/#.*$/, '')));
    const urls = documents.map((one) => `/ketenlab/${pathOf(one).replace(/index\.html$/, '')}`);
    expect(urls.filter((url) => !found.has(url))).toEqual([]);
  });
});

/** Headings without marks for code and links, and code in the text. */
function textsOf(markdown: string): string[] {
  const text = markdown.replaceAll(/^\s*```[^]*?^\s*```$|<!--.*?-->/gm, '');
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', ''),
  );
  const code = [...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, one = '']) =>
    one.replaceAll(String.raw`\|`, '|').trim(),
  );
  return [...headings, ...code];
}
