import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { successBecomes } from '../mutants/mutations.js';
import { Proxy } from '../mutants/proxy.js';
import { testServer } from '../support/test-server.js';
import { GitHubJob } from './github.js';

const server = testServer({ ROLES: 'ordersysteem', CONFIRM_AFTER: 'PT0S' });
const proxy = new Proxy();
let job = new GitHubJob();

beforeAll(async () => {
  await proxy.start();
  proxy.target = server.url;
  proxy.mutation = successBecomes(200, ({ path }) => path.endsWith('/orders'));
});
afterEach(() => {
  job.remove();
  job = new GitHubJob();
});
afterAll(async () => {
  job.remove();
  await proxy.stop();
});

const inputs = (more: Record<string, string> = {}): Record<string, string> => ({
  mode: 'conformance',
  role: 'ordersysteem',
  target: `${server.url}/ordersysteem`,
  'client-secret': 'demo-secret',
  listen: '127.0.0.1:0',
  only: 'EDUV-ORDER-acceptOrder-method\nEDUV-ORDER-acceptOrder-token',
  timeout: '2s',
  ...more,
});

const upload = (name = 'ketenlab-reports', path = 'ketenlab-reports') => ({
  uses: 'actions/upload-artifact@v7',
  with: { name, path, 'if-no-files-found': 'ignore' },
});

describe('the action with mode: conformance', () => {
  it('passes, writes reports and a summary, and uploads the reports', async () => {
    const { succeeded, outputs, summary, log, uses } = await job.run(inputs());
    expect({ succeeded, log }).toMatchObject({ succeeded: true });
    expect(outputs).toEqual({
      url: '',
      'sandbox-token': '',
      result: 'passed',
      passed: '2',
      failed: '0',
      warned: '0',
      skipped: '0',
      coverage: '100',
      'report-dir': 'ketenlab-reports',
    });
    expect(summary).toMatch(/^## Conformance of ordersysteem at http:/);
    expect(log).not.toMatch(/^::(?:error|warning)/m);
    expect(uses).toEqual([
      {
        uses: 'actions/cache@v6',
        with: {
          path: expect.stringMatching(/\/node_modules$/),
          key: expect.stringMatching(/^ketenlab-\w+-\w+-v[\d.]+-[\da-f]{16}$/),
        },
      },
      upload(),
    ]);
    expect(readdirSync(join(job.folder.workspace, 'ketenlab-reports'))).toEqual([
      'conformance.html',
      'conformance.json',
      'conformance.junit.xml',
      'conformance.md',
      'conformance.svg',
    ]);
  }, 60_000);

  it('fails and annotates the cause if a MUST fails, and uploads the reports', async () => {
    const { succeeded, outputs, summary, log, uses } = await job.run(
      inputs({ target: `${proxy.url}/ordersysteem`, only: 'EDUV-ORDER-acceptOrder-ok' }),
    );
    expect([succeeded, outputs['result'], outputs['failed']]).toEqual([false, 'failed', '1']);
    expect(log).toMatch(/^::error title=EDUV-ORDER-acceptOrder-ok::.*expected 202, seen 200/m);
    expect(log).toContain('ketenlab: requirements of level MUST failed: 1');
    expect(summary).toContain('| FAIL | `EDUV-ORDER-acceptOrder-ok` ');
    expect(uses).toContainEqual(upload());
  }, 60_000);

  it.each([
    ['fail-on', { 'fail-on': 'never' }, true, 'passed'],
    ['baseline', { baseline: 'known.json' }, true, 'passed'],
    [
      'min-coverage',
      {
        'fail-on': 'never',
        'min-coverage': '100',
        only: 'EDUV-ORDER-acceptOrder-ok\nEDUV-ORDER-28',
      },
      false,
      'failed',
    ],
  ])(
    'has the input %s',
    async (_, more, succeeds, result) => {
      writeFileSync(join(job.folder.workspace, 'known.json'), '["EDUV-ORDER-acceptOrder-ok"]');
      const { succeeded, outputs } = await job.run(
        inputs({ target: `${proxy.url}/ordersysteem`, only: 'EDUV-ORDER-acceptOrder-ok', ...more }),
      );
      expect([succeeded, outputs['result'], outputs['failed']]).toEqual([succeeds, result, '1']);
    },
    60_000,
  );

  it('tests the targets of a configuration file', async () => {
    const file = join(job.folder.workspace, 'my ketenlab.yaml');
    writeFileSync(
      file,
      `role: ordersysteem\ntargets: { edu-v-order: '${server.url}/ordersysteem' }\ntokenUrl: '${server.url}/ordersysteem/oauth2/token'\nlisten: 127.0.0.1:0\n`,
    );
    const { succeeded, outputs, log } = await job.run({
      mode: 'conformance',
      config: 'my ketenlab.yaml',
      only: 'EDUV-ORDER-acceptOrder-ok',
      'report-dir': 'my reports',
      artifact: '',
    });
    expect({ succeeded, log }).toMatchObject({ succeeded: true });
    expect(outputs).toMatchObject({ result: 'passed', passed: '1', 'report-dir': 'my reports' });
    expect(existsSync(join(job.folder.workspace, 'my reports/conformance.html'))).toBe(true);
  }, 60_000);

  it.each([
    [
      'the target does not answer',
      { target: 'http://127.0.0.1:1/v1' },
      /^http:\/\/127\.0\.0\.1:1\/v1 does not answer \(ECONNREFUSED\)/,
    ],
    ['the role is wrong', { role: 'nobody' }, /^--role nobody is not one of ordersysteem, /],
    ['there is no target', { target: '' }, /^--target is missing/],
    [
      'fail-on is wrong',
      { 'fail-on': 'all' },
      /^fail-on: "all" is not one of must, should, never$/,
    ],
    [
      'min-coverage is wrong',
      { 'min-coverage': 'all' },
      /^min-coverage: "all" is not a percentage/,
    ],
    ['the mode is wrong', { mode: 'run' }, /^mode: "run" is not one of start, stop, conformance$/],
  ])(
    'fails with one line if %s',
    async (_, more, message) => {
      const { succeeded, outputs, summary, log } = await job.run(inputs(more));
      expect([succeeded, outputs['result'], outputs['passed']]).toEqual([false, 'error', '']);
      const errors = [...log.matchAll(/^::error title=Ketenlab::(.*)$/gm)].map(([, line]) => line);
      expect(errors).toEqual([expect.stringMatching(message)]);
      expect(summary).toMatch(/^## Ketenlab\n\n- \*\*error\*\*: .*\n$/);
    },
    60_000,
  );

  it('runs no command in an input, and shows no secret', async () => {
    const evil = `"; touch evil; $(touch evil) \`touch evil\` '`;
    const all = await job.run(
      inputs({
        'client-secret': 'the-secret',
        role: evil,
        only: evil,
        'report-dir': 'r$(touch evil)',
      }),
    );
    expect([all.succeeded, all.outputs['result']]).toEqual([false, 'error']);
    expect(readdirSync(job.folder.workspace)).toEqual([]);
    expect(JSON.stringify(all)).not.toContain('the-secret');

    const refused = await job.run(inputs({ 'client-secret': 'the-secret' }));
    expect(refused.outputs['result']).toBe('error');
    const reports = join(job.folder.workspace, 'ketenlab-reports');
    const texts = readdirSync(reports).map((name) => readFileSync(join(reports, name), 'utf8'));
    expect([JSON.stringify(refused), ...texts].join('')).not.toContain('the-secret');
  }, 60_000);
});
