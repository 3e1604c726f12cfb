import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startKetenlab, type Sandbox, type Workspace } from '../../src/library/index.js';
import '../../src/library/jest.js';
import { codeBlocksOf } from '../docs/command-blocks.js';
import { anOrder } from '../support/builders.js';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/guides/testing.md'), 'utf8');
const examples = codeBlocksOf(guide).filter(({ language }) => language === 'js');
/** The package by its own name, as the examples load it. */
const require = createRequire(import.meta.url);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
afterAll(() => sandbox.stop());

/** Sends an order as the system of the guide. */
async function sendOrder(workspace: Workspace, order: object = {}): Promise<number> {
  const headers = {
    authorization: `Bearer ${await workspace.token()}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify(anOrder({ ...order }));
  const url = `${workspace.url}/ordersysteem/v1/orders`;
  return (await fetch(url, { method: 'PUT', headers, body })).status;
}

const AsyncFunction = (async () => undefined).constructor as new (
  ...text: string[]
) => (...values: unknown[]) => Promise<void>;

describe('an example of docs/guides/testing.md', () => {
  it.each(examples.map(({ line, text }) => [line, text] as const))(
    'in line %i works',
    async (_line, text) => {
      const values = {
        startKetenlab,
        require,
        expect,
        sendOrder,
        workspace: await sandbox.workspace(),
        ...(text.includes('const sandbox') ? {} : { sandbox }),
      };
      await new AsyncFunction(...Object.keys(values), text)(...Object.values(values));
    },
  );

  it('is each block in JavaScript', () => {
    expect(examples.length).toBeGreaterThan(8);
  });
});
