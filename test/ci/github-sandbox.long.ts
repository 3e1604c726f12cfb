import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anOrder } from '../support/builders.js';
import { Workspace } from '../support/test-server.js';
import { GitHubJob, type ActionRun } from './github.js';

let job: GitHubJob;
beforeAll(() => {
  job = new GitHubJob();
});
// A test that failed leaves its server.
afterEach(async () => {
  if (job.hasSandbox) await job.run({ mode: 'stop' });
  job.remove();
  job = new GitHubJob();
});
afterAll(() => job.remove());

type Values = Record<string, string>;

const start = (more: Values = {}, env?: Values): Promise<ActionRun> =>
  job.run({ mode: 'start', port: '0', ...more }, env);

function errorsIn(log: string): string[] {
  return [...log.matchAll(/^::error title=Ketenlab::(.*)$/gm)].map(([, line]) => line!);
}

async function sendOrder(url: string, difference: object = {}): Promise<number> {
  const workspace = new Workspace('default', () => url);
  const order = { ...anOrder(), ...difference };
  return (await workspace.put('/ordersysteem/orders', order)).status;
}

describe('the action with mode: start and mode: stop', () => {
  it('starts a server that is ready, and stops it with its report', async () => {
    const started = await start();
    expect(started).toMatchObject({ succeeded: true, summary: '' });
    const { url } = started.outputs;
    expect(started.outputs).toEqual({
      ...Object.fromEntries(Object.keys(started.outputs).map((name) => [name, ''])),
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(started.uses.map(({ uses }) => uses)).toEqual(['actions/cache@v6']);
    expect(await sendOrder(url!)).toBe(202);

    const stopped = await job.run({ mode: 'stop', party: 'bestelomgeving', artifact: 'mine' });
    expect(stopped).toMatchObject({
      succeeded: true,
      outputs: { result: 'passed', failed: '0', 'report-dir': 'ketenlab-reports' },
      uses: [{ uses: 'actions/upload-artifact@v7', with: { name: 'mine' } }],
    });
    expect(Number(stopped.outputs['passed'])).toBeGreaterThan(0);
    expect(stopped.summary).toMatch(/^## Conformance of bestelomgeving in workspace default\n/);
    expect(readdirSync(join(job.folder.workspace, 'ketenlab-reports'))).toEqual([
      'conformance.html',
      'conformance.json',
      'conformance.junit.xml',
      'conformance.md',
      'conformance.svg',
    ]);
    await expect(fetch(url!)).rejects.toThrow('fetch failed');
  }, 60_000);

  it('fails and annotates the cause if a MUST failed, with no value of a message', async () => {
    const { url } = (await start()).outputs;
    const line = { purchaseOrderLineId: '10', productId: '9789000000017' };
    const quantity = 'Ola | <b>Nordmann</b>\n::error::x';
    expect(await sendOrder(url!, { orderLines: [{ ...line, quantity }] })).toBe(400);
    expect(await sendOrder(url!, { requestReferenceId: 'ola@example.org' })).toBe(400);
    const { succeeded, outputs, summary, log } = await job.run({ mode: 'stop' });
    expect([succeeded, outputs['result'], outputs['failed']]).toEqual([false, 'failed', '1']);
    expect(log).toMatch(
      /^::error title=EDUV-ORDER-01::.*expected integer, seen string at \/orderLines\/0\/quantity$/m,
    );
    expect(log).toMatch(/^::warning title=EDUV-ORDER-62::/m);
    expect(summary).toMatch(/^\| FAIL \| `EDUV-ORDER-01` .* \| integer \| string \| +\|$/m);
    expect(summary + log).not.toMatch(/ola/i);
    const junit = join(job.folder.workspace, 'ketenlab-reports/conformance.junit.xml');
    expect(readFileSync(junit, 'utf8')).toContain('Ola | &lt;b&gt;Nordmann');
  }, 60_000);

  it('fails on a SHOULD with fail-on: should', async () => {
    const { url } = (await start()).outputs;
    await sendOrder(url!);
    const stopped = await job.run({ mode: 'stop', 'fail-on': 'should' });
    expect([stopped.succeeded, stopped.outputs['result']]).toEqual([false, 'failed']);
    expect(stopped.log).toMatch(/ketenlab: requirements of level SHOULD failed: \d+$/m);
  }, 60_000);

  it('has roles, settings and a seed, and ignores the variables of the job', async () => {
    writeFileSync(join(job.folder.workspace, 'my seed.yaml'), 'orders: []\n');
    const inputs = {
      roles: 'ordersysteem\nbestelomgeving',
      settings: 'CONFIRM_AFTER=PT7S\n\nRULES_SCHEMA_DETAILS=off',
      'seed-file': 'my seed.yaml',
    };
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none', HOST: 'none', LEGACY: 'x' };
    const { outputs, log } = await start(inputs, env);
    expect(errorsIn(log)).toEqual([]);
    const { url = '' } = outputs;
    expect((await fetch(`${url}/bokbasen/orders/v1`)).status).toBe(404);
    const control = new Workspace('default', () => url);
    expect(await control.control('get', 'settings')).toMatchObject({ confirmAfter: 'PT7S' });
  }, 60_000);

  it('gives a token that the log masks if other machines reach the server', async () => {
    const { outputs, log } = await start({ settings: 'HOST=127.0.0.1\nSANDBOX_TOKEN=of-the-test' });
    expect(outputs['sandbox-token']).toBe('of-the-test');
    expect(log).toContain('::add-mask::of-the-test\n');
    expect((await fetch(`${outputs['url']}/_sandbox/workspaces`)).status).toBe(401);
    await sendOrder(outputs['url']!);
    expect((await job.run({ mode: 'stop' })).outputs['result']).toBe('passed');
  }, 60_000);

  it.each([
    ['a setting is wrong', { settings: 'RULES_X=1' }, /^RULES_X=1 is not allowed/],
    [
      'a line of the settings has no name',
      { settings: 'LEGACY=off\nmy secret' },
      /^settings: line 2 is not of the form NAME=value$/,
    ],
    ['the port is wrong', { port: 'x' }, /PORT=x is not allowed/],
    [
      'a role is unknown',
      { roles: '$(touch evil)"\'' },
      /^ROLES=\$\(touch evil\)"' is not allowed/,
    ],
    ['the seed is missing', { 'seed-file': 'none.yaml' }, /^SEED_FILE=\/.*\/none\.yaml /],
  ])(
    'fails with one line if %s',
    async (_, inputs, message) => {
      const { succeeded, outputs, log } = await start(inputs);
      expect([succeeded, outputs['result'], outputs['url']]).toEqual([false, 'error', '']);
      expect(errorsIn(log)).toEqual([expect.stringMatching(message)]);
      expect(log).not.toContain('my secret');
      expect(readdirSync(job.folder.workspace)).toEqual([]);
    },
    60_000,
  );

  it('fails with one line if it is stopped and nothing ran', async () => {
    const { succeeded, log } = await job.run({ mode: 'stop' });
    expect(succeeded).toBe(false);
    expect(errorsIn(log)).toEqual([
      'no sandbox is running; start it in an earlier step of the job',
    ]);
  }, 60_000);

  it('fails with one line, and stops, if no message came or the workspace does not exist', async () => {
    const { url } = (await start()).outputs;
    const { succeeded, outputs, log } = await job.run({ mode: 'stop' });
    expect([succeeded, outputs['result']]).toEqual([false, 'error']);
    expect(errorsIn(log)).toEqual([
      expect.stringMatching(/^no message of your system has reached the workspace default; check/),
    ]);
    await expect(fetch(url!)).rejects.toThrow('fetch failed');

    await start();
    const other = await job.run({ mode: 'stop', workspace: '../x' });
    expect(errorsIn(other.log)).toEqual([expect.stringMatching(/^workspace \.\.\/x: /)]);
    expect(other.outputs['result']).toBe('error');
  }, 60_000);
});
