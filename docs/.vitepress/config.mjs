import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { publishFiles } from './files.mjs';
import { forGitHub, slugOf } from './markdown.mjs';
import { excluded, pageOf } from './pages.mjs';
import { sidebar } from './sidebar.mjs';

/** Path of the site on its host, for example `/ketenlab/`. */
const base = process.env.DOCS_BASE || '/';
const drawing = readFileSync(new URL('theme/logo.svg', import.meta.url), 'utf8');
const logo = `data:image/svg+xml,${encodeURIComponent(drawing)}`;

export default defineConfig({
  base,
  lang: 'en',
  title: 'Ketenlab',
  description: 'A test partner for the Edu-V and Bokbasen APIs',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: logo }]],
  // The documents are those of the repository: README.md and others are in its root.
  srcDir: '..',
  srcExclude: excluded,
  rewrites: pageOf,
  outDir: '../dist/docs',
  cacheDir: 'node_modules/.vitepress',
  ignoreDeadLinks: false,
  markdown: {
    anchor: { slugify: slugOf },
    // `{id}` at the end of a heading is text.
    attrs: { disable: true },
    config: (markdown) => forGitHub(markdown, base),
    languageAlias: { console: 'sh' },
    // A URL without marks is a name, for example of a link relation.
    linkify: false,
  },
  buildEnd: ({ outDir }) => publishFiles(outDir),
  themeConfig: {
    logo,
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Tutorials', link: '/tutorials/' },
      { text: 'Tests', link: '/guides/testing' },
      { text: 'Control API', link: '/guides/control-api' },
      { text: 'Conformance', link: '/guides/conformance' },
      { text: 'Changes', link: '/changelog' },
    ],
    sidebar: sidebar(),
    docFooter: { prev: false, next: false },
  },
});
