import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { codeBlocksOf, unexplainedBlocks } from './command-blocks.js';
import { brokenLinksOf } from './links.js';
import { markdownIn, problemsOf, read } from './run-document.js';

const root = join(import.meta.dirname, '../..');
const documentsToRun = ['README.md', ...markdownIn('docs/guides')];
// `tutorials.long.ts` runs them: they install the packed product, and need other languages.
const tutorials = markdownIn('docs/tutorials');

describe('commands in the documents', () => {
  it.concurrent.each(documentsToRun)(
    '%s: each block succeeds and gives the stated answer',
    async (document) => expect(await problemsOf(document)).toEqual([]),
    200_000,
  );

  it.each([...documentsToRun, ...tutorials])(
    '%s: each block is run, or says why not',
    (document) => {
      const blocks = unexplainedBlocks(codeBlocksOf(read(document)));
      expect(blocks.map(({ line, language }) => `${document}:${line} ${language}`)).toEqual([]);
    },
  );
});

it('README.md has at most 150 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

describe('links', () => {
  const inRoot = ['README', 'ARCHITECTURE', 'CONTRIBUTING', 'CHANGELOG', 'SECURITY'];
  const documents = [...inRoot.map((name) => `${name}.md`), ...markdownIn('docs')];
  it.each(documents)('%s: the target of each relative link exists', (document) => {
    expect(brokenLinksOf(join(root, document))).toEqual([]);
  });
});
