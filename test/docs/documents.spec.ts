import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { firstMissingLine, lastJsonOf, reduceTo } from './answers.js';
import { codeBlocksOf, stepsOf, unexplainedBlocks, type CodeBlock } from './command-blocks.js';
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
    async (document) => {
      const shell = new DocumentShell();
      try {
        const ports = await shell.start();
        const text = read(document).replaceAll(
          /\b(4010|4020|9000)\b/g,
          (port) => ports[port] ?? '',
        );
        const steps = stepsOf(codeBlocksOf(text));
        const { outputs, exitCode } = await shell.run(steps.map(({ commands }) => commands.text));
        const completed = exitCode === 0 ? outputs : outputs.slice(0, -1);
        for (const [index, output] of completed.entries())
          for (const answer of steps[index]?.answers ?? [])
            expectAnswer(`${document}:${answer.line}`, answer, output);
        if (exitCode !== 0) {
          const { line } = steps[completed.length]?.commands ?? {};
          throw new Error(`${document}:${line}: exit code ${exitCode}\n${outputs.at(-1)}`);
        }
      } finally {
        await shell.remove();
      }
    },
    120_000,
  );

  it.each(documentsToRun)('%s: each block is run, or says why not', (document) => {
    const blocks = unexplainedBlocks(codeBlocksOf(read(document)));
    expect(blocks.map(({ line, language }) => `${document}:${line} ${language}`)).toEqual([]);
  });
});

describe('links', () => {
  const documents = ['README.md', ...markdownIn('docs')];
  it.each(documents)('%s: the target of each relative link exists', (document) => {
    expect(brokenLinksOf(join(root, document))).toEqual([]);
  });
});

/** Compares an output with the answer of a document. `place` makes a difference easy to find. */
function expectAnswer(place: string, { language, text }: CodeBlock, output: string): void {
  if (language === 'json') {
    const stated = JSON.parse(text) as unknown;
    const actual = lastJsonOf(output);
    expect({ place, answer: reduceTo(stated, actual) }).toEqual({ place, answer: stated });
  } else
    expect({ place, output, missing: firstMissingLine(text, output) }).toEqual({
      place,
      output,
      missing: undefined,
    });
}
