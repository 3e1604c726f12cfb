import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  startKetenlab,
  type KetenlabOptions,
  type Sandbox,
  type Workspace,
} from '../../src/library/index.js';
import '../../src/library/jest.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
/** Folder for temporary files of child processes. */
const temporary = temporaryFolder();
const sandboxes: Sandbox[] = [];
afterEach(async () => void (await Promise.all(sandboxes.splice(0).map((one) => one.stop()))));
afterAll(() => [folder, temporary].forEach((one) => one.remove()));

async function start(options?: KetenlabOptions): Promise<Sandbox> {
  const sandbox = await startKetenlab(options);
  sandboxes.push(sandbox);
  return sandbox;
}

describe('startKetenlab', () => {
  it('resolves when the server answers at a free port of 127.0.0.1', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(other.url).not.toBe(one.url);
    expect((await fetch(`${one.url}/readyz`)).status).toBe(200);
    expect(one.default.client().clientId).toBe('demo');
  });

  it('serves with the given roles, rules, seed and variables', async () => {
    const seedFile = join(folder.path, 'seed.yaml');
    writeFileSync(seedFile, 'contracts:\n  - id: CT-SEED\n');
    const sandbox = await start({
      roles: ['ordersysteem'],
      rules: { SCHEMA_DETAILS: 'off' },
      env: { CONFIRM_AFTER: 'PT7S', SANDBOX_TOKEN: 'secret' },
    });
    expect((await fetch(`${sandbox.url}/bokbasen/orders/v1`)).status).toBe(404);
    expect(await sandbox.default.settings()).toMatchObject({ confirmAfter: 'PT7S' });
    const { data } = await sandbox.client.GET('/_sandbox/rules');
    expect(data?.items.find(({ name }) => name === 'SCHEMA_DETAILS')?.value).toBe('off');
    expect((await fetch(`${sandbox.url}/_sandbox/workspaces`)).status).toBe(401);

    const seeded = await start({ seedFile });
    const workspace = await seeded.workspace();
    expect(await workspace.state('contracts').get('CT-SEED')).toEqual({ id: 'CT-SEED' });
  });

  it('has a workspace with the given id', async () => {
    const sandbox = await start();
    const workspace = await sandbox.workspace({ id: 'mine', expiresAfter: 'PT1H' });
    expect(workspace.id).toBe('mine');
    await expect(sandbox.workspace({ id: 'mine' })).rejects.toMatchObject({
      name: 'ControlApiError',
      request: 'POST /_sandbox/workspaces',
      status: 409,
    });
  });

  it.each<[string, KetenlabOptions, string]>([
    [
      'a wrong port',
      { port: 70_000 },
      'PORT=70000 is not allowed: a whole number from 0 (any free port) to 65535',
    ],
    [
      'a wrong rule',
      { rules: { SCHEMA_DETAILS: 'maybe' } },
      'RULES_SCHEMA_DETAILS=maybe is not allowed: one of on, off',
    ],
    [
      'a wrong database',
      { databaseUrl: 'mysql://host' },
      'DATABASE_URL=mysql://host is not allowed: sqlite:<relative or absolute path>, sqlite::memory:, or postgres://user:password@host:port/database',
    ],
  ])('rejects with the line of the server for %s', async (_name, options, message) => {
    await expect(start(options)).rejects.toEqual(new Error(message));
  });

  it('rejects with a line if the port is in use', async () => {
    const port = Number(new URL((await start()).url).port);
    await expect(start({ port })).rejects.toEqual(
      new Error(
        `PORT=${port} is in use; stop the process that uses it, or set PORT=0 to use a free port`,
      ),
    );
  });

  it('does not read the variables of the process', async () => {
    process.env['CONFIRM_AFTER'] = 'PT9S';
    try {
      const sandbox = await start();
      expect(await sandbox.default.settings()).toMatchObject({ confirmAfter: 'PT0.2S' });
    } finally {
      delete process.env['CONFIRM_AFTER'];
    }
  });

  it('reads the data of an earlier sandbox, if the database is a file', async () => {
    const databaseUrl = `sqlite:${join(folder.path, 'data.sqlite')}`;
    const first = await start({ databaseUrl });
    await first.default.state('contracts').put('CT-FILE', {});
    await first.stop();
    const second = await start({ databaseUrl });
    expect(await second.default.state('contracts').get('CT-FILE')).toEqual({ id: 'CT-FILE' });
  });
});

describe('stop', () => {
  it('ends the server and a call that waits, twice without an error', async () => {
    const sandbox = await start();
    const waiting = fetch(`${sandbox.url}/_sandbox/workspaces/default/exchanges/wait?timeout=60`);
    await fetch(`${sandbox.url}/readyz`);
    const began = performance.now();
    await Promise.all([sandbox.stop(), sandbox.stop()]);
    expect(performance.now() - began).toBeLessThan(2500);
    await waiting.catch(() => undefined);
    await expect(fetch(`${sandbox.url}/readyz`)).rejects.toThrow('fetch failed');
  });

  it.each<[string, (workspace: Workspace) => Promise<unknown>]>([
    ['of the control API', ({ clock }) => clock.now()],
    ['for a token', (workspace) => workspace.token()],
    ['of a matcher', (workspace) => expect(workspace).toHaveReceived('acceptOrder')],
    ['that waits', ({ exchanges }) => exchanges.waitFor({ operation: 'acceptOrder' })],
  ])('lets a call %s that is not answered reject with the reason', async (_kind, call) => {
    const sandbox = await start();
    const workspace = await sandbox.workspace();
    const outcomes = Promise.allSettled([call(workspace)]);
    await setImmediate();
    await sandbox.stop();
    expect(await outcomes).toMatchObject([
      {
        reason: {
          message: 'the sandbox was stopped before this call was answered; is an `await` missing?',
        },
      },
    ]);
  });

  it('lets a later call reject with the reason', async () => {
    const sandbox = await start();
    await sandbox.stop();
    const reason =
      'the sandbox is stopped; start another one with startKetenlab(), or is an `await` missing before stop()?';
    await expect(sandbox.workspace()).rejects.toThrow(reason);
    await expect(sandbox.default.token()).rejects.toThrow(reason);
  });
});

/** Runs a program that uses the built library, with a folder of its own for temporary files. */
async function run(program: string): Promise<{ code: number | null; output: string }> {
  const file = join(folder.path, 'program.cjs');
  const library = join(import.meta.dirname, '../../dist/library/index.cjs');
  writeFileSync(file, `const { startKetenlab } = require(${JSON.stringify(library)});\n${program}`);
  const child = new CommandProcess([file], { TMPDIR: temporary.path }, folder.path);
  const { code } = await child.exit;
  return { code, output: child.output + child.errors };
}

describe('a process with a sandbox', () => {
  it.each([
    ['ends by itself', ''],
    ['ends with process.exit', 'process.exit(0);'],
    ['ends after stop', 'await sandbox.stop();'],
  ])('%s, and leaves no files', async (_name, end) => {
    const result = await run(
      `void (async () => { const sandbox = await startKetenlab(); console.log((await fetch(sandbox.url + '/readyz')).status); ${end} })();`,
    );
    expect(result).toEqual({ code: 0, output: '200\n' });
    // Node 22 and later keep compiled code there.
    const files = readdirSync(temporary.path).filter((name) => name !== 'node-compile-cache');
    expect(files).toEqual([]);
  });

  it('prints the lines of the server from a given level', async () => {
    const { output } = await run(
      `void (async () => { const sandbox = await startKetenlab({ logLevel: 'debug' }); await sandbox.stop(); })();`,
    );
    expect(output).toMatch(/^\{"level":20,/);
  });
});
