import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { formats } from '../../src/platform/validation/formats.js';
import { successBecomes } from '../mutants/mutations.js';
import { Proxy } from '../mutants/proxy.js';
import { testServer } from '../support/test-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const PORT = 4160 + Number(process.env['JEST_WORKER_ID'] ?? 1);
const runnerUrl = `http://127.0.0.1:${PORT}/bestelomgeving`;
const server = testServer({ ROLES: 'ordersysteem', CONFIRM_AFTER: 'PT0S' });
const folder = temporaryFolder();
const proxy = new Proxy();

beforeAll(async () => {
  await server.control('put', 'partners/bestelomgeving', {
    baseUrl: runnerUrl,
    tokenUrl: `${runnerUrl}/oauth2/token`,
    clientId: 'partner',
    clientSecret: 'partner-secret',
  });
  await proxy.start();
  proxy.target = server.url;
  proxy.mutation = successBecomes(200, ({ path }) => path.endsWith('/orders'));
});
afterAll(async () => {
  await proxy.stop();
  folder.remove();
});

let runs = 0;
const run = async (difference: Record<string, string | undefined> = {}, ...more: string[]) => {
  runs += 1;
  const reports = join(folder.path, String(runs));
  const options: Record<string, string | undefined> = {
    role: 'ordersysteem',
    target: `${server.url}/ordersysteem`,
    'token-url': `${server.url}/ordersysteem/oauth2/token`,
    'client-id': 'demo',
    'client-secret': 'demo-secret',
    listen: `127.0.0.1:${PORT}`,
    timeout: '8s',
    'report-dir': reports,
    ...difference,
  };
  const args = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  const command = new CommandProcess(['bin/ketenlab.mjs', 'conformance', ...args, ...more]);
  const { code } = await command.exit;
  return { code, reports, output: command.output, errors: command.errors };
};
const writeFile = (name: string, text: string): string => {
  const file = join(folder.path, name);
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(file, text);
  return file;
};
const readReport = (reports: string): ConformanceReport =>
  JSON.parse(readFileSync(join(reports, 'conformance.json'), 'utf8')) as ConformanceReport;

describe('ketenlab conformance', () => {
  it('passes the Ordersysteem of the sandbox and writes every report format', async () => {
    const { code, output, errors, reports } = await run();
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain(`Send requests for bestelomgeving to ${runnerUrl}`);
    expect(output).toContain('PASS EDUV-ORDER-12 The confirmation contains the purchaseOrderId');
    // Without a client without scope, a token with another scope is used.
    expect(output).toContain('PASS EDUV-ORDER-acceptOrder-scope');
    expect(readdirSync(reports).toSorted()).toEqual([
      'conformance.html',
      'conformance.json',
      'conformance.junit.xml',
      'conformance.md',
      'conformance.svg',
    ]);
  });

  it('writes a report that matches its schema and contains no secrets', async () => {
    const { reports } = await run({}, '--only', 'EDUV-ORDER-acceptOrder-ok');
    const ajv = new Ajv({ allErrors: true });
    for (const [name, { matches }] of Object.entries(formats)) ajv.addFormat(name, matches);
    const schema = (await server.http.get('/docs/report.schema.json')).text;
    const validate = ajv.compile(JSON.parse(schema) as object);
    const report = readReport(reports);
    expect([validate(report), validate.errors]).toEqual([true, null]);
    expect(report.subject).toEqual({
      kind: 'runner',
      role: 'ordersysteem',
      target: `${server.url}/ordersysteem`,
    });
    expect(report.requirements.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['EDUV-ORDER-acceptOrder-ok', 'pass'],
    ]);
    expect(readFileSync(join(reports, 'conformance.json'), 'utf8')).not.toMatch(
      /demo-secret|partner-secret|Bearer ey/,
    );
  });

  it('exits with 1 when a MUST fails, and prints expected, seen, cause and a curl command', async () => {
    const { code, output } = await run(
      { target: `${proxy.url}/ordersysteem` },
      '--only',
      'EDUV-ORDER-acceptOrder-ok',
    );
    expect(code).toBe(1);
    expect(output).toMatch(
      /FAIL EDUV-ORDER-acceptOrder-ok The server answers 202 to a valid PUT \/orders\n.*\n +Effect: .*\n.*PUT \/orders \(accept-order-request\)\n +expected 202\n +seen +200\n +cause +implementation\n +TOKEN=.*\n +curl -i -X PUT/,
    );
    expect(output).toContain('-H "authorization: Bearer $TOKEN"');
  });

  it('exits with 0 when the baseline expects the failures, and lists unexpected passes', async () => {
    const only = ['--only', 'EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-acceptOrder-method'];
    const target = `${proxy.url}/ordersysteem`;
    const baseline = writeFile(
      'baseline.json',
      '["EDUV-ORDER-acceptOrder-ok","EDUV-ORDER-acceptOrder-method"]',
    );
    const { code, output } = await run({ target, baseline }, ...only);
    expect(code).toBe(0);
    expect(output).toContain('passed unexpectedly: EDUV-ORDER-acceptOrder-method');
  });

  it('reads options from a file, which the command line overrides', async () => {
    const config = writeFile(
      'ketenlab.yaml',
      `role: bestelomgeving
target: ${server.url}/ordersysteem
tokenUrl: ${server.url}/ordersysteem/oauth2/token
clientId: demo
clientSecret: demo-secret
only: [EDUV-ORDER-acceptOrder-scope]
clients:
  noscope: { clientId: demo-noscope, clientSecret: demo-noscope-secret }
`,
    );
    const unset = Object.fromEntries(
      ['target', 'token-url', 'client-id', 'client-secret'].map((name) => [name, undefined]),
    );
    const { code, output, errors } = await run({ ...unset, config });
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain('PASS EDUV-ORDER-acceptOrder-scope');
  });

  it.each([
    ['nothing answers', { target: 'http://127.0.0.1:9' }, /does not answer \(ECONNREFUSED\)/],
    [
      'the role is unknown',
      { role: 'wholesaler' },
      /--role wholesaler is not one of ordersysteem, /,
    ],
    ['the option is unknown', { colour: 'blue' }, /unknown option '--colour'/],
    [
      'the report folder is a file',
      { 'report-dir': '/dev/null' },
      /--report-dir \/dev\/null: EEXIST/,
    ],
  ])('exits with 2 and one line when %s', async (_what, difference, text) => {
    const { code, errors } = await run(difference);
    expect([code, errors.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(errors).toMatch(text);
  });

  it('tests a requirement of every request when --only names it alone', async () => {
    const { code, output } = await run({}, '--only', 'EDUV-ORDER-40');
    expect(code).toBe(0);
    expect(output).toContain('PASS EDUV-ORDER-40');
  });

  it('does not check the response at the base of the target', async () => {
    const page = { status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>403</h1>' };
    proxy.mutation = {
      response: (response, { path }) => (/^\/ordersysteem\/?$/.test(path) ? page : response),
    };
    const { code, output } = await run(
      { target: `${proxy.url}/ordersysteem` },
      '--only',
      'EDUV-ORDER-41',
      'EDUV-ORDER-acceptOrder-schema',
    );
    expect([code, output]).toEqual([0, expect.stringContaining('PASS EDUV-ORDER-41')]);
  });

  it('exits with 2 when the server stops answering', async () => {
    let calls = 0;
    proxy.mutation = {
      request: (request) => {
        calls += 1;
        if (calls > 30) throw new Error('gone');
        return request;
      },
    };
    const { code, errors, reports } = await run({ target: `${proxy.url}/ordersysteem` });
    expect([code, errors]).toEqual([
      2,
      expect.stringMatching(
        /^ketenlab: \S+ has stopped answering \(UND_ERR_SOCKET\); the last call was .*\n$/,
      ),
    ]);
    // The reports say why, too.
    const report = readReport(reports);
    const untested = report.requirements.find(
      ({ verdict, excused }) => verdict === 'skip' && !excused,
    );
    expect(`ketenlab: ${untested?.reason}\n`).toBe(errors);
  });

  it('exits with 1 when the coverage is too low, and writes JSON lines', async () => {
    const { code, output, errors } = await run(
      { listen: '127.0.0.1:0', timeout: '300ms', 'min-coverage': '60', format: 'ndjson' },
      '--only',
      'EDUV-ORDER-12',
      'EDUV-ORDER-acceptOrder-ok',
    );
    expect([code, errors]).toEqual([
      1,
      'ketenlab: the coverage of 50 % is below --min-coverage 60\n',
    ]);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines.at(-1)).toMatchObject({ type: 'summary', pass: 1, skip: 1, coverage: 0.5 });
  });

  it('exits with 2 and one line when its port is in use', async () => {
    const portHolder = createServer();
    await new Promise<void>((listening) => portHolder.listen(PORT, '127.0.0.1', listening));
    const { code, errors } = await run();
    portHolder.close();
    expect([code, errors]).toEqual([
      2,
      `ketenlab: port ${PORT} is in use; choose another port with --listen\n`,
    ]);
  });
});
