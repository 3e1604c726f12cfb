import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { differenceFrom } from './answers.js';
import { codeBlocksOf, stepsOf, unexplainedBlocks } from './command-blocks.js';
import { DocumentShell } from './document-shell.js';
import { brokenLinksOf } from './links.js';

const root = join(import.meta.dirname, '../..');
const markdownIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const read = (document: string) => readFileSync(join(root, document), 'utf8');

const documentsToRun = ['README.md', ...markdownIn('docs/guides')];

describe('commands in the documents', () => {
  it.concurrent.each(documentsToRun)(
    '%s: each block succeeds and gives the stated answer',
    async (document) => expect(await problemsOf(document)).toEqual([]),
    200_000,
  );

  it.each(documentsToRun)('%s: each block is run, or says why not', (document) => {
    const blocks = unexplainedBlocks(codeBlocksOf(read(document)));
    expect(blocks.map(({ line, language }) => `${document}:${line} ${language}`)).toEqual([]);
  });
});

it('README.md has at most 150 lines', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

describe('links', () => {
  const documents = ['README.md', ...markdownIn('docs')];
  it.each(documents)('%s: the target of each relative link exists', (document) => {
    expect(brokenLinksOf(join(root, document))).toEqual([]);
  });
});

/** Runs the commands of a document. A problem has the line of the block. */
async function problemsOf(document: string): Promise<object[]> {
  const shell = new DocumentShell();
  try {
    const ports = await shell.start();
    const text = read(document).replaceAll(/\b(4010|4020|9000)\b/g, (port) => ports[port] ?? port);
    const steps = stepsOf(codeBlocksOf(text));
    const { outputs, exitCode } = await shell.run(steps.map(({ commands }) => commands.text));
    const wrongAnswers = outputs.flatMap((output, index) =>
      (steps[index]?.answers ?? []).flatMap((answer) => {
        const difference = differenceFrom(answer, output);
        return difference ? [{ line: answer.line, ...difference }] : [];
      }),
    );
    if (exitCode === 0) return wrongAnswers;
    const line = steps[outputs.length - 1]?.commands.line;
    return [...wrongAnswers, { line, exitCode, output: outputs.at(-1) }];
  } finally {
    await shell.remove();
  }
}
