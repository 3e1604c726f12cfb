import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { processInfo } from '../../src/cli/server/process-info.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const root = join(import.meta.dirname, '../..');
const MEMORY = { DATABASE_URL: 'sqlite::memory:', PORT: '0' };

let folder: ReturnType<typeof temporaryFolder>;
const used: (typeof folder)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  used.push(folder);
});
afterEach(async () => {
  await run(['stop']);
});
afterAll(() => {
  for (const one of used) one.remove();
});

async function run(args: string[], env: Record<string, string> = {}) {
  const command = new CommandProcess(['bin/ketenlab.mjs', ...args], env, folder.path);
  // The output is closed as soon as no process has it open.
  const { code } = await command.exit;
  return { code, output: command.output, errors: command.errors };
}
const detach = (env: Record<string, string> = {}, ...args: string[]) =>
  run(['serve', '--detach', ...args], { ...MEMORY, ...env });

const fileOfServer = () => join(folder.path, 'data/ketenlab.server.json');
/** Writes the file for a process that is no server. Returns its id. */
const writeServerFile = (change: object) => {
  const other = new CommandProcess(['-e', 'setInterval(() => undefined, 1_000)']);
  mkdirSync(join(folder.path, 'data'), { recursive: true });
  const server = {
    pid: other.pid,
    processStartedAt: processInfo(other.pid)?.startedAt,
    machine: hostname(),
    url: 'http://127.0.0.1:1',
    version: '0.1.0',
    startedAt: '2026-01-01T00:00:00.000Z',
    database: 'sqlite::memory:',
    log: 'data/ketenlab.log',
    ...change,
  };
  writeFileSync(fileOfServer(), JSON.stringify(server));
  return other.pid;
};

describe('serve --detach', () => {
  it('starts one server in a session of its own, which status shows and stop ends', async () => {
    const { code, output, errors } = await detach();
    expect([code, output, errors]).toEqual([0, expect.stringMatching(/^http:\S+:\d+\n$/), '']);
    const url = output.trim();
    expect((await request(url).get('/readyz')).body).toEqual({ status: 'ready' });

    const shown = await run(['status', '--json']);
    const { pid } = JSON.parse(shown.output) as { pid: number };
    expect([shown.code, JSON.parse(shown.output)]).toEqual([
      0,
      {
        running: true,
        ready: true,
        url,
        version: '0.1.0',
        pid: expect.any(Number),
        uptimeSeconds: expect.any(Number),
        database: { url: 'sqlite::memory:', available: true },
        workspaces: 1,
        waitingMessages: 0,
        log: join(folder.path, 'data/ketenlab.log'),
      },
    ]);
    // A session of its own (proc_pid_stat(5)): a signal of the terminal does not reach it.
    const session = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[3];
    expect(session).toBe(String(pid));

    expect(await detach()).toEqual({
      code: 1,
      output: '',
      errors:
        `ketenlab: a server that was detached from this folder is running at ${url} ` +
        `(process ${pid}); stop it with \`ketenlab stop\`\n`,
    });

    expect(await run(['stop'])).toEqual({ code: 0, output: `stopped ${url}\n`, errors: '' });
    expect(processInfo(pid)).toBeUndefined();
    expect(readFileSync(join(folder.path, 'data/ketenlab.log'), 'utf8')).toContain('"stopped"');
    expect(await run(['status'])).toEqual({
      code: 1,
      output: 'No server that was detached from this folder is running\n',
      errors: '',
    });
  });

  it('starts one server when two commands run at once', async () => {
    const results = await Promise.all([detach(), detach()]);
    expect(results.map(({ code }) => code === 0)).toContain(true);
    expect(results.map(({ code }) => code)).toContain(1);
    const loser = results.find(({ code }) => code === 1);
    expect(loser?.errors).toMatch(/^ketenlab: a server (?:is already starting|that was detached)/);
  });

  it.each([
    ['--port that is not a number', ['--port', 'abc'], {}, /^ketenlab: PORT=abc is not allowed: /],
    ['HOST that is not its own', [], { HOST: '192.0.2.1' }, /^ketenlab: HOST=192.0.2.1 is not an /],
  ])('ends with 2 and the line of the server: %s', async (_, args, env, line) => {
    const { code, output, errors } = await detach(env, ...args);
    expect([code, output, errors]).toEqual([2, '', expect.stringMatching(line)]);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect((await run(['status'])).code).toBe(1);
  });

  it('ends with 2 if the folder of its files cannot be made', async () => {
    writeFileSync(join(folder.path, 'data'), 'a file');
    expect(await detach()).toEqual({
      code: 2,
      output: '',
      errors: expect.stringMatching(/^ketenlab: \/\S+\/data cannot be used: /),
    });
  });

  it('leaves no file of its caller open, also one with a high number', async () => {
    const command = new CommandProcess(
      [
        '-c',
        `exec 9>&1 25>&1; "$0" "$@"`,
        process.execPath,
        `${root}/bin/ketenlab.mjs`,
        'serve',
        '--detach',
      ],
      MEMORY,
      folder.path,
      'bash',
    );
    expect(await command.exit).toEqual({ code: 0, signal: null });
    expect((await run(['status'])).code).toBe(0);
  });
});

describe('a command without an address', () => {
  const token = (env?: Record<string, string>, ...args: string[]) =>
    run(['token', '--role', 'ordersysteem', ...args], env);
  const noServerAt = (address: string) => ({
    code: 1,
    output: '',
    errors:
      `ketenlab: no server answers at ${address} (fetch failed); start it with \`npm start\` or ` +
      '`npx ketenlab serve --detach`, or set --url or KETENLAB_URL\n',
  });

  it('calls the server that was detached from this folder', async () => {
    const url = (await detach()).output.trim();
    expect(await token()).toEqual({
      code: 0,
      output: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/),
      errors: '',
    });
    await run(['workspace', 'create', 'detached']);
    expect((await request(url).get('/_sandbox/workspaces/detached')).status).toBe(200);
  });

  it('prefers --url, then KETENLAB_URL', async () => {
    writeServerFile({});
    const env = { KETENLAB_URL: 'http://127.0.0.1:7' };
    expect(await token()).toEqual(noServerAt('http://127.0.0.1:1'));
    expect(await token(env)).toEqual(noServerAt('http://127.0.0.1:7'));
    expect(await token(env, '--url', 'http://127.0.0.1:9')).toEqual(
      noServerAt('http://127.0.0.1:9'),
    );
  });
});

describe('a file that is left from an earlier server', () => {
  it.each([
    ['whose process has ended', { pid: 2 ** 22 + 1 }],
    ['whose process id belongs to another process now', { processStartedAt: '1' }],
    ['of another machine', { machine: 'another-machine' }],
  ])('does not count: %s', async (_, change) => {
    writeServerFile(change);
    expect((await run(['status'])).code).toBe(1);
    expect(await run(['stop'])).toEqual({
      code: 1,
      output: '',
      errors: 'ketenlab: no server that was detached from this folder is running\n',
    });
  });

  it('is replaced by the next start', async () => {
    writeServerFile({ processStartedAt: '1' });
    expect((await detach()).code).toBe(0);
  });
});

describe('status', () => {
  it('ends with 3 if the process runs and does not answer', async () => {
    const pid = writeServerFile({});
    const { code, output } = await run(['status', '--json']);
    expect([code, JSON.parse(output)]).toMatchObject([
      3,
      { running: true, ready: false, pid, reason: 'it does not answer' },
    ]);
  });

  it('shows a server at --url, and says that none answers', async () => {
    const server = new CommandProcess(['dist/bundle/main.js'], MEMORY, folder.path);
    const url = await server.url();
    const shown = await run(['status', '--url', url]);
    expect([shown.code, shown.output]).toEqual([
      0,
      expect.stringMatching(
        /^state +ready\nurl +http:\S+\nversion +0\.1\.0\nuptime +\d+ s\ndatabase +available\nworkspaces +1\nwaiting messages +0\n$/,
      ),
    ]);
    server.kill('SIGTERM');
    await server.exit;
    expect(await run(['status', '--url', url])).toEqual({
      code: 1,
      output: `No server at ${url} is running\n`,
      errors: '',
    });
  });
});

describe('stop', () => {
  it('kills a server that does not stop in time', async () => {
    await detach();
    const { pid } = JSON.parse(readFileSync(fileOfServer(), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGSTOP');
    expect(await run(['stop', '--timeout', '0.2', '--json'])).toEqual({
      code: 0,
      output: expect.stringContaining('"killed":true'),
      errors: `ketenlab: killed process ${pid}, which did not stop in 0.2 s\n`,
    });
    expect(processInfo(pid)).toBeUndefined();
  });
});
