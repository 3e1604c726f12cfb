import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const server = testServer();
const folder = temporaryFolder();
afterAll(() => folder.remove());

let workspace: Workspace;
beforeEach(async () => {
  workspace = await server.workspace();
});

async function runIn(
  id: string | undefined,
  args: string[],
  input = '',
  env: Record<string, string> = {},
) {
  const where = id === undefined ? [] : ['--workspace', id];
  const command = new CommandProcess(['bin/ketenlab.mjs', ...args, ...where], {
    KETENLAB_URL: server.url,
    ...env,
  });
  command.writeInput(input);
  const { code } = await command.exit;
  return { code, output: command.output, errors: command.errors };
}
const run = (...args: string[]) => runIn(workspace.id, args);
const json = async (...args: string[]): Promise<unknown> => {
  const { output, errors } = await run(...args, '--json');
  if (errors !== '') throw new Error(errors);
  return JSON.parse(output);
};

describe('ketenlab clock', () => {
  it('shows, freezes, advances, sets and runs the clock', async () => {
    expect(await run('clock', 'freeze', '2026-09-01T08:00:00Z')).toEqual({
      code: 0,
      output: 'mode  frozen\nnow   2026-09-01T08:00:00.000Z\n',
      errors: '',
    });
    expect(await json('clock', 'advance', 'PT1H')).toEqual({
      now: '2026-09-01T09:00:00.000Z',
      delivered: 0,
      failed: 0,
      waiting: 0,
    });
    expect(await json('clock', 'set', '2026-10-01T00:00:00Z')).toEqual({
      mode: 'frozen',
      now: '2026-10-01T00:00:00.000Z',
    });
    expect(await json('clock', 'run')).toMatchObject({ mode: 'real' });
    expect(await json('clock', 'show')).toEqual(
      await workspace
        .control('get', 'clock')
        .then(({ mode }) => ({ mode, now: expect.any(String) })),
    );
  });
});

describe('ketenlab fault', () => {
  it('adds a fault from options, from a file and from standard input, and removes them', async () => {
    const flags = [
      '--kind',
      'latency',
      '--delay-ms',
      '100-500',
      '--times',
      '2',
      '--probability',
      '0.5',
    ];
    const first = await json('fault', 'add', ...flags);
    expect(first).toEqual({
      id: expect.any(String),
      kind: 'latency',
      delayMs: { min: 100, max: 500 },
      times: 2,
      probability: 0.5,
      when: 'before',
      met: 0,
    });
    const file = join(folder.path, 'fault.json');
    writeFileSync(file, '{"kind": "status", "status": 500}');
    const second = await json('fault', 'add', '--file', file, '--status', '503');
    expect(second).toMatchObject({ kind: 'status', status: 503 });
    const third = await runIn(workspace.id, ['fault', 'add', '--file', '-'], '{"kind": "reset"}');
    expect(third.output).toMatch(/^ID +KIND +WHEN .*\n[\w-]+ +reset +before .* 0\n$/);

    const { id } = second as { id: string };
    expect(await run('fault', 'remove', id)).toMatchObject({ code: 0, output: `removed ${id}\n` });
    expect(await json('fault', 'list')).toMatchObject({ items: [{ kind: 'reset' }, first] });
    expect(await run('fault', 'clear')).toMatchObject({ code: 0, output: 'removed 2\n' });
    expect(await json('fault', 'list')).toEqual({ items: [] });
  });

  it('shows the field, the expected and the actual value of each error', async () => {
    expect(await run('fault', 'add', '--kind', 'nothing', '--times', 'two')).toEqual({
      code: 1,
      output: '',
      errors: [
        `ketenlab: ${server.url}/_sandbox/workspaces/${workspace.id}/faults answered 400 Bad Request`,
        '  field     /kind',
        '  expected  one of latency, status, reset, truncate, malformed, slow',
        '  actual    nothing',
        '',
        '  field     /times',
        '  expected  integer',
        '  actual    string "two"',
        '',
      ].join('\n'),
    });
  });

  it('refuses a file that is not a JSON object', async () => {
    const input = (text: string) => runIn(workspace.id, ['fault', 'add', '--file', '-'], text);
    const wrong = { code: 2, output: '' };
    expect(await input('[]')).toEqual({ ...wrong, errors: 'ketenlab: - has no JSON object\n' });
    expect(await input('{')).toEqual({
      ...wrong,
      errors: expect.stringMatching(/^ketenlab: - is not JSON: /),
    });
  });
});

describe('ketenlab partner', () => {
  it('sets, lists, tests and removes a partner', async () => {
    const address = ['--base-url', 'http://127.0.0.1:1/v1', '--client-secret', 'secret'];
    expect(await run('partner', 'set', 'bestelomgeving', ...address)).toEqual({
      code: 0,
      output: 'role     bestelomgeving\nbaseUrl  http://127.0.0.1:1/v1\n',
      errors: '',
    });
    expect((await run('partner', 'list')).output).toBe(
      [
        'ROLE              PLAYED BY              TOKEN URL  CLIENT',
        'ordersysteem      the sandbox            -          -',
        'bestelomgeving    http://127.0.0.1:1/v1  -          -',
        'aanspraakmanager  the sandbox            -          -',
        '',
      ].join('\n'),
    );
    const test = await run('partner', 'test', 'bestelomgeving');
    expect([test.code, test.output]).toEqual([1, expect.stringMatching(/^fail {2}reach /)]);
    expect((await run('partner', 'remove', 'bestelomgeving')).code).toBe(0);
    expect((await run('partner', 'test', 'bestelomgeving')).code).toBe(0);
  });
});

describe('ketenlab report', () => {
  it('prints the tested requirements, and ends with 0 if no MUST failed', async () => {
    await workspace.put('/ordersysteem/orders', anOrder());
    const { code, output, errors } = await run('report', '--party', 'bestelomgeving');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^ *PASS +EDUV-ORDER-01 /m);
    expect(output).toMatch(/\b0 failed, /);
    expect(output).not.toMatch(/^ *SKIP/m);
  });

  it('prints a violation with its field, and ends with 1', async () => {
    await workspace.put('/ordersysteem/orders', { ...anOrder(), purchaseOrderId: 17 });
    const { code, output } = await run('report');
    expect([code, output]).toEqual([1, expect.stringMatching(/FAIL +EDUV-ORDER-01 [^]*17/)]);
    // Only the runner can test again.
    expect(output).not.toContain('--only');
    const expected = await workspace.control<object>('get', 'conformance');
    expect(await json('report')).toEqual({ ...expected, at: expect.any(String) });
    const junit = await run('report', '--format', 'junit');
    expect([junit.code, junit.output]).toEqual([1, expect.stringMatching(/^<\?xml [^]*<failure /)]);
  });

  it('ends with 1 if no message of the party was tested', async () => {
    const { code, output, errors } = await run('report', '--party', 'ordersysteem', '--json');
    expect([code, JSON.parse(output)]).toEqual([
      1,
      expect.objectContaining({ summary: expect.objectContaining({ pass: 0, fail: 0, warn: 0 }) }),
    ]);
    expect(errors).toBe(
      `ketenlab: no message of the ordersysteem has reached the workspace ${workspace.id}; ` +
        'check the base URLs and the client of your system\n',
    );
  });

  it('ends with 1 and the reason for an unknown workspace', async () => {
    const { code, output, errors } = await runIn('missing', ['report']);
    expect([code, output, errors]).toEqual([1, '', expect.stringMatching(/^ketenlab: .*missing/)]);
  });
});

describe('ketenlab workspace', () => {
  it('creates, shows, lists, resets and removes a workspace', async () => {
    const id = `${workspace.id}-new`;
    const all = async (...args: string[]) => runIn(undefined, ['workspace', ...args]);
    const created = await all('create', id, '--expires-after', 'PT1H', '--json');
    expect(JSON.parse(created.output)).toMatchObject({ id, clients: expect.any(Array) });
    expect((await all('show', id)).output).toMatch(
      new RegExp(`^id +${id}\\n[^]*\\n${id}-demo +${id}-demo-secret +everything `),
    );
    expect((await all('list')).output).toMatch(new RegExp(`^ID +CREATED .*\\n${id} `));
    expect(await all('reset', id)).toEqual({ code: 0, output: `reset ${id}\n`, errors: '' });
    expect(await all('remove', id)).toEqual({ code: 0, output: `removed ${id}\n`, errors: '' });
    expect((await all('show', id)).code).toBe(1);
  });
});

describe('--json', () => {
  it('prints the answer of token, seed, reset and snapshot', async () => {
    const token = [
      'token',
      '--role',
      'ordersysteem',
      '--client-id',
      workspace.clientId(),
      '--json',
    ];
    expect(JSON.parse((await runIn(undefined, token)).output)).toMatchObject({
      token_type: 'Bearer',
    });
    const seed = await runIn(
      workspace.id,
      ['seed', '-', '--json'],
      '{"contracts": [{"id": "C-1"}]}',
    );
    expect(JSON.parse(seed.output)).toEqual({ written: { contracts: 1 } });
    expect(await json('snapshot', 'save', 'a')).toMatchObject({ name: 'a' });
    expect(await json('snapshot', 'list')).toMatchObject({ items: [{ name: 'a' }] });
    expect(await json('reset')).toEqual({ workspace: workspace.id });
  });
});

describe('a command', () => {
  it('has colours outside of a terminal only with FORCE_COLOR', async () => {
    const first = async (env: Record<string, string>) =>
      (await runIn(workspace.id, ['fault', 'list'], '', env)).output.split(' ')[0];
    expect(await first({})).toBe('ID');
    expect(await first({ FORCE_COLOR: '1' })).toBe('\u001b[1mID');
    expect(await first({ FORCE_COLOR: '0' })).toBe('ID');
  });

  it.each([[['nothing']], [['token']], [['clock', 'advance']], [['status', '--url', 'x']]])(
    'that is used wrongly ends with 2: %j',
    async (args) => {
      const { code, output, errors } = await runIn(undefined, args);
      expect([code, output, errors]).toEqual([2, '', expect.stringMatching(/^error: /)]);
    },
  );
});
