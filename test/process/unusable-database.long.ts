import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite, { type Database } from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { anOrder } from '../support/builders.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { partnerServer } from '../support/partner-server.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = join(folder.path, 'unusable.sqlite');

const partner = partnerServer();
let server: CommandProcess;
let url: string;
let token: string;

const control = (path: string) => `/_sandbox/workspaces/default/${path}`;
const start = async (env: Record<string, string> = {}) => {
  server = new CommandProcess(['dist/bundle/main.js'], {
    PORT: '0',
    DATABASE_URL: `sqlite:${file}`,
    CONFIRM_AFTER: 'PT0S',
    ...env,
  });
  url = await server.url();
  const form = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
  };
  const { body } = await request(url).post('/oauth2/token').type('form').send(form);
  token = (body as { access_token: string }).access_token;
  await request(url)
    .put(control('partners/bestelomgeving'))
    .set('content-type', 'application/json')
    .send({ baseUrl: partner.url });
};
const stop = async () => {
  server.kill('SIGTERM');
  return server.exit;
};
const put = (order: object) =>
  request(url).put('/orders').set('authorization', `Bearer ${token}`).send(order);
const ready = () => request(url).get('/readyz');
/** Repeats a call until it has a status. */
const until = async (status: number, call: () => request.Test) => {
  for (;;) {
    const response = await call();
    if (response.status === status) return response;
    await new Promise((later) => setTimeout(later, 50));
  }
};
/** Bytes up to which the process can write in a file. Nothing of a transaction fits in one page. */
const limitFiles = (bytes: number | 'unlimited') =>
  execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:unlimited`]);

const unavailable = (because: unknown) => ({
  status: 99,
  statusMessage: expect.stringMatching(
    new RegExp(`^The sandbox cannot use its database: ${String(because)}`),
  ),
});

beforeEach(() => {
  partner.reset();
  for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(file + suffix, { force: true });
});

describe('a disk that cannot be written to', () => {
  it('is reported with 503 everywhere, until the server recovers by itself', async () => {
    await start();
    limitFiles(4096);
    const refused = await put(anOrder());
    expect([refused.status, refused.headers['retry-after'], refused.body]).toEqual([
      503,
      '1',
      unavailable('the disk reports an error; check the disk'),
    ]);
    expect(refused.headers['sandbox-reason']).toContain('the disk reports an error');
    const notReady = await ready();
    expect([notReady.status, notReady.body]).toEqual([
      503,
      { status: 'not ready', reason: expect.stringContaining('the disk reports an error') },
    ]);
    expect((await request(url).get('/healthz')).status).toBe(200);
    expect((await request(url).post(control('reset'))).status).toBe(503);
    expect((await request(url).get('/metrics')).text).toMatch(/^ketenlab_database_available 0$/m);
    limitFiles('unlimited');
    await until(200, ready);
    expect((await put(anOrder())).status).toBe(202);
    expect((await request(url).get('/metrics')).text).toMatch(/^ketenlab_database_available 1$/m);
    expect(server.output).toContain('the database can be used again');
    await stop();
  });

  it('lets a confirmation that was sent arrive once, and no other be sent', async () => {
    await start({ CONFIRM_AFTER: 'PT0.5S' });
    const [first, second, third] = [anOrder(), anOrder(), anOrder()];
    let answer = (_status: number): void => undefined;
    partner.responses = [new Promise((resolve) => (answer = resolve))];
    for (const order of [first, second]) expect((await put(order)).status).toBe(202);
    await partner.waitForMessages(1);
    // One confirmation has arrived, and its answer comes when it cannot be recorded.
    limitFiles(4096);
    answer(202);
    await until(503, ready);
    const sent = partner.requests.length;
    await new Promise((later) => setTimeout(later, 2500));
    expect(partner.requests).toHaveLength(sent);
    limitFiles('unlimited');
    await until(200, ready);
    expect((await put(third)).status).toBe(202);
    await partner.waitForMessages(3);
    const ids = partner.requests.map((one) => one.body['requestReferenceId']);
    expect(ids).toHaveLength(3);
    expect(new Set(ids)).toEqual(
      new Set([first, second, third].map(({ requestReferenceId }) => requestReferenceId)),
    );
    const { body } = await request(url).get(control('deliveries'));
    const { items } = body as { items: { attempts: { status: number }[] }[] };
    expect(items.map(({ attempts }) => attempts.map(({ status }) => status))).toEqual([
      [202],
      [202],
      [202],
    ]);
    await stop();
  });

  it('keeps the results of the conformance checks and the journal', async () => {
    await start();
    const order = { ...anOrder(), orderLines: [] };
    expect((await put(order)).status).toBe(202);
    limitFiles(4096);
    expect((await put({ ...anOrder(), orderLines: [] })).status).toBe(503);
    await until(503, ready);
    limitFiles('unlimited');
    await until(200, ready);
    await stop();
    await start();
    const report = (await request(url).get(control('conformance'))).body as ConformanceReport;
    const verdict = report.requirements.find(({ id }) => id === 'EDUV-ORDER-31')?.verdict;
    const { body } = await request(url).get(control('exchanges?operation=acceptOrder'));
    const statuses = (body as { items: { status: number }[] }).items.map(({ status }) => status);
    expect([verdict, statuses.toSorted((a, b) => a - b)]).toEqual(['warn', [202, 503]]);
    await stop();
  });
});

describe('a file that is', () => {
  it.each([
    ['removed', () => rmSync(file)],
    ['replaced', () => renameSync(`${file}.lock`, file)],
  ])('%s while the server runs is reported before the next 2xx', async (what, change) => {
    await start();
    change();
    const reason = `the file was ${what}; restart Ketenlab`;
    const read = await request(url).get(control('state/orders'));
    expect([read.status, (read.body as { detail: string }).detail]).toEqual([
      503,
      expect.stringMatching(reason),
    ]);
    const written = await put(anOrder());
    expect([written.status, written.body]).toEqual([503, unavailable(reason)]);
    expect((await ready()).status).toBe(503);
    expect(await stop()).toEqual({ code: 0, signal: null });
  });

  it('removed is noticed by /readyz when nothing else uses the database', async () => {
    await start();
    expect((await ready()).status).toBe(200);
    rmSync(file);
    const { status, body } = await ready();
    expect([status, body]).toEqual([
      503,
      { status: 'not ready', reason: expect.stringContaining('the file was removed') },
    ]);
    await stop();
  });

  it('moved away and back is used again', async () => {
    await start();
    renameSync(file, `${file}.away`);
    expect((await put(anOrder())).status).toBe(503);
    renameSync(`${file}.away`, file);
    await until(200, ready);
    expect((await put(anOrder())).status).toBe(202);
    await stop();
  });
});

describe('a file that another program has locked', () => {
  let other: Database;
  const lock = () => {
    other = new Sqlite(file);
    other.exec('begin immediate');
  };

  it('is waited for without delaying other requests, and then reported', async () => {
    await start();
    lock();
    const answers: string[] = [];
    const write = put(anOrder()).then((response) => {
      answers.push('write');
      return response;
    });
    for (let count = 0; count < 5; count += 1) {
      expect((await request(url).get('/healthz')).status).toBe(200);
      answers.push('health');
    }
    const { status, body } = await write;
    expect(answers).toEqual([...Array.from({ length: 5 }, () => 'health'), 'write']);
    expect([status, body]).toEqual([503, unavailable('another program has locked the file')]);
    other.close();
    await until(200, ready);
    await stop();
  });

  it('is written to when the lock ends in time', async () => {
    await start();
    lock();
    const write = put(anOrder());
    setTimeout(() => other.close(), 500);
    expect((await write).status).toBe(202);
    await stop();
  });
});
