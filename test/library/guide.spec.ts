import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startKetenlab, type Sandbox } from '../../src/library/index.js';
import '../../src/library/jest.js';
import { codeBlocksOf } from '../docs/command-blocks.js';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/testing.md'), 'utf8');
const blocks = codeBlocksOf(guide).filter(({ language }) => language === 'js');
/** The function that the other blocks call. */
const definitions = blocks.filter(({ text }) => text.includes('function sendOrder('));
const examples = blocks.filter((one) => !definitions.includes(one));
/** The package by its own name, as the examples load it. */
const require = createRequire(import.meta.url);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
afterAll(() => sandbox.stop());

const AsyncFunction = (async () => undefined).constructor as new (
  ...text: string[]
) => (...values: unknown[]) => Promise<void>;

describe('an example of docs/guides/testing.md', () => {
  it.each(examples.map(({ line, text }) => [line, text] as const))(
    'in line %i works',
    async (_line, text) => {
      const checks: (() => Promise<void>)[] = [];
      const values = {
        startKetenlab,
        require,
        expect,
        afterEach: (check: () => Promise<void>) => checks.push(check),
        workspace: await sandbox.workspace(),
        ...(text.includes('const sandbox') ? {} : { sandbox }),
      };
      const program = [...definitions.map((one) => one.text), text].join('\n');
      await new AsyncFunction(...Object.keys(values), program)(...Object.values(values));
      for (const check of checks) await check();
    },
  );

  it('is each block in JavaScript, with one definition of sendOrder', () => {
    expect(definitions).toHaveLength(1);
    expect(examples.length).toBeGreaterThan(9);
  });
});
