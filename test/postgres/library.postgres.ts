import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startKetenlab, type Sandbox } from '../../src/library/index.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const ORDER = { purchaseOrderId: 'PO-1', salesOrderId: 'SO-1', orderLines: [] };
const folder = temporaryFolder();
const sandboxes: Sandbox[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterEach(async () => void (await Promise.all(sandboxes.splice(0).map((one) => one.stop()))));
afterAll(async () => {
  folder.remove();
  await database.drop();
});

async function start(): Promise<Sandbox> {
  const sandbox = await startKetenlab({ databaseUrl: database.url });
  sandboxes.push(sandbox);
  return sandbox;
}

describe('startKetenlab with a database of PostgreSQL', () => {
  it('finds its orders again after a stop', async () => {
    const id = '9b2f0c1e-7d55-4c63-8f0a-1d2e3f4a5b6c';
    const first = await start();
    await first.default.orders.put(id, ORDER);
    await first.stop();

    const second = await start();
    expect(await second.default.orders.get(id)).toMatchObject({ purchaseOrderId: 'PO-1' });
  });

  it('rejects with one line, without the password, if the database cannot be used', async () => {
    const url = Object.assign(new URL(database.url), { password: 'wrong-secret' }).href;
    await expect(startKetenlab({ databaseUrl: url })).rejects.toThrow(
      /^DATABASE_URL=postgres:\/\/(?!.*secret)[^\n]*: the user or the password is wrong; correct them$/,
    );
  });
});

it('serve --detach starts a server on PostgreSQL, which status shows without its password', async () => {
  const run = async (...args: string[]) => {
    const env = { DATABASE_URL: database.url, PORT: '0' };
    const command = new CommandProcess(['bin/ketenlab.mjs', ...args], env, folder.path);
    const { code } = await command.exit;
    return { code, output: command.output, errors: command.errors };
  };
  const { code, output } = await run('serve', '--detach');
  expect(code).toBe(0);
  const status = await run('status', '--json');
  expect(JSON.parse(status.output)).toMatchObject({
    ready: true,
    url: output.trim(),
    database: { url: expect.not.stringContaining(passwordOf(database.url)), available: true },
  });
  expect(await run('stop')).toEqual({ code: 0, output: `stopped ${output.trim()}\n`, errors: '' });
});

const passwordOf = (url: string) => new URL(url).password;
