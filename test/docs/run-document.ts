import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { differenceFrom } from './answers.js';
import { codeBlocksOf, stepsOf } from './command-blocks.js';
import { DocumentShell } from './document-shell.js';
import type { TutorialShell } from './tutorial-shell.js';

const root = join(import.meta.dirname, '../..');

/** The documents in a folder of the repository and below it, without those of installed packages. */
export function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md') && !name.split(sep).includes('node_modules'))
    .map((name) => join(folder, name));
}

export const read = (document: string) => readFileSync(join(root, document), 'utf8');

/** Runs the commands of a document in that shell. A problem has the line of the block. */
export async function problemsOf(
  document: string,
  shell: DocumentShell | TutorialShell = new DocumentShell(),
): Promise<object[]> {
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
