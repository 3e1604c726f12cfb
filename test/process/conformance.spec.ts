import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Report } from '../../src/conformance/reports/report.js';
import { formats } from '../../src/platform/validation/formats.js';
import { successIs } from '../mutants/changes.js';
import { Proxy } from '../mutants/proxy.js';
import { ketenlab } from '../support/ketenlab.js';
import { Running, temporaryFolder } from '../support/process.js';

const PORT = 4160 + Number(process.env['JEST_WORKER_ID'] ?? 1);
const ours = `http://127.0.0.1:${PORT}/bestelomgeving`;
const server = ketenlab({ ROLES: 'ordersysteem', CONFIRM_AFTER: 'PT0S' });
const folder = temporaryFolder();
const broken = new Proxy();

beforeAll(async () => {
  await server.control('put', 'partners/bestelomgeving', {
    baseUrl: ours,
    tokenUrl: `${ours}/oauth2/token`,
    clientId: 'partner',
    clientSecret: 'partner-secret',
  });
  await broken.start();
  broken.target = server.url;
  broken.mutation = successIs(200, ({ path }) => path.endsWith('/orders'));
});
afterAll(async () => {
  await broken.stop();
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
  const command = new Running(['bin/ketenlab.mjs', 'conformance', ...args, ...more]);
  const { code } = await command.exit;
  return { code, reports, output: command.output, errors: command.errors };
};
const written = (name: string, text: string): string => {
  const file = join(folder.path, name);
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(file, text);
  return file;
};
const reportIn = (reports: string): Report =>
  JSON.parse(readFileSync(join(reports, 'conformance.json'), 'utf8')) as Report;

describe('ketenlab conformance', () => {
  it('passes our own Ordersysteem, and writes every form of the report', async () => {
    const { code, output, errors, reports } = await run();
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain(`Calls of bestelomgeving are awaited at ${ours}`);
    expect(output).toContain('PASS EDUV-ORDER-12 A confirmation repeats the purchaseOrderId');
    // No client without the scope was given: a token for another one does.
    expect(output).toContain('PASS EDUV-ORDER-acceptOrder-scope');
    expect(readdirSync(reports).toSorted()).toEqual([
      'conformance.html',
      'conformance.json',
      'conformance.junit.xml',
      'conformance.svg',
    ]);
  });

  it('writes a report as its schema says, with hashes and the rules, and without secrets', async () => {
    const { reports } = await run({}, '--only', 'EDUV-ORDER-acceptOrder-ok');
    const ajv = new Ajv({ allErrors: true });
    for (const [name, { matches }] of Object.entries(formats)) ajv.addFormat(name, matches);
    const schema = (await server.http.get('/docs/report.schema.json')).text;
    const validate = ajv.compile(JSON.parse(schema) as object);
    const report = reportIn(reports);
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

  it('ends with 1 where a MUST failed, and says what was expected, seen, and how to repeat it', async () => {
    const { code, output } = await run(
      { target: `${broken.url}/ordersysteem` },
      '--only',
      'EDUV-ORDER-acceptOrder-ok',
    );
    expect(code).toBe(1);
    expect(output).toMatch(
      /FAIL EDUV-ORDER-acceptOrder-ok A good PUT \/orders is answered 202\n.*\n.*PUT \/orders\n +expected 202\n +seen +200\n +cause +implementation\n +curl -i -X PUT/,
    );
    expect(output).toContain('-H "authorization: Bearer $TOKEN"');
  });

  it('ends with 0 where what failed was expected, and tells what passed against expectation', async () => {
    const only = ['--only', 'EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-acceptCreditOrder-ok'];
    const target = `${broken.url}/ordersysteem`;
    const baseline = written(
      'baseline.json',
      '["EDUV-ORDER-acceptOrder-ok","EDUV-ORDER-acceptCreditOrder-ok"]',
    );
    const { code, output, reports } = await run({ target, baseline }, ...only);
    expect(code).toBe(0);
    expect(output).toContain('passed unexpectedly: EDUV-ORDER-acceptCreditOrder-ok');
    const again = await run(
      { target, baseline: join(reports, 'conformance.json') },
      '--only',
      'EDUV-ORDER-acceptOrder-ok',
    );
    expect(again.code).toBe(0);
  });

  it('fails a confirmation that does not come in time', async () => {
    const { code, output } = await run(
      { listen: '127.0.0.1:0', timeout: '300ms' },
      '--only',
      'EDUV-ORDER-05',
    );
    expect(code).toBe(1);
    expect(output).toContain('expected a /orders/confirmations within 300 ms');
  });

  it('reads all of it from a file, over which the command line goes', async () => {
    const config = written(
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
    const nothing = Object.fromEntries(
      ['target', 'token-url', 'client-id', 'client-secret'].map((name) => [name, undefined]),
    );
    const { code, output, errors } = await run({ ...nothing, config });
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain('PASS EDUV-ORDER-acceptOrder-scope');
  });

  it.each([
    ['nothing answers', { target: 'http://127.0.0.1:9' }, /does not answer \(ECONNREFUSED\)/],
    [
      'the target speaks no TLS',
      { target: () => server.url.replace('http', 'https') },
      /no TLS|speak TLS/,
    ],
    [
      'the paths are elsewhere',
      { target: () => `${server.url}/elsewhere` },
      /answered 404: --target is to be/,
    ],
    ['it plays another role', { role: 'bestelomgeving' }, /answered 405: --target is to be/],
    ['there is no token', { 'client-secret': 'wrong' }, /no token: .* answered 401 to client demo/],
    [
      'the token is not taken',
      { 'client-id': 'demo-unconnected', 'client-secret': 'demo-unconnected-secret' },
      /answered 403, with a token of/,
    ],
    [
      'the role is unknown',
      { role: 'wholesaler' },
      /--role wholesaler is not one of ordersysteem, /,
    ],
    ['no target is given', { target: undefined }, /--target is missing/],
    ['the target is no URL', { target: 'lab' }, /--target lab is to be an http or https URL/],
    ['the address is none', { listen: '4020' }, /--listen 4020 is to be a host and a port/],
    ['the time is none', { timeout: 'soon' }, /--timeout soon is to be a time like/],
    [
      'the requirement is unknown',
      { only: 'EDUV-ORDER-99' },
      /--only EDUV-ORDER-99: there is no such/,
    ],
    [
      'the requirement is for somebody else',
      { only: 'EDUV-DELIVERY-07' },
      /--only EDUV-DELIVERY-07: it is not for ordersysteem, but for/,
    ],
    ['there is no such option', { colour: 'blue' }, /unknown option '--colour'/],
    ['the folder is a file', { 'report-dir': '/dev/null' }, /--report-dir \/dev\/null: EEXIST/],
    ['the file is not there', { config: '/none.yaml' }, /--config \/none.yaml: ENOENT/],
    [
      'a setting of the file is unknown',
      { config: () => written('typo.yaml', 'clients: { byer: {} }') },
      /^ketenlab: --config \S+: clients.byer: no such setting; did you mean buyer\?$/m,
    ],
    [
      'a value of the file is of a wrong type',
      { config: () => written('typo.json', '{"data":{"titles":[]}}') },
      /: data.titles: expected object, got array$/m,
    ],
    ['the baseline is none', { baseline: '/none.json' }, /--baseline \/none.json: ENOENT/],
  ])('ends with 2 and one line when %s', async (_what, difference, text) => {
    const given = Object.entries(difference).map(([name, value]) => [
      name,
      typeof value === 'function' ? value() : value,
    ]);
    const { code, errors } = await run(Object.fromEntries(given) as Record<string, string>);
    expect([code, errors.trimEnd().split('\n').length]).toEqual([2, 1]);
    expect(errors).toMatch(text);
  });

  it('judges what shows in every call too, when it alone is asked for', async () => {
    const { code, output } = await run({}, '--only', 'EDUV-ORDER-40');
    expect(code).toBe(0);
    expect(output).toContain('PASS EDUV-ORDER-40');
  });

  it('does not judge what stands at the base of the target', async () => {
    const page = { status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>403</h1>' };
    broken.mutation = {
      answer: (answer, { path }) => (/^\/ordersysteem\/?$/.test(path) ? page : answer),
    };
    const { code, output } = await run(
      { target: `${broken.url}/ordersysteem` },
      '--only',
      'EDUV-ORDER-41',
      'EDUV-ORDER-acceptOrder-schema',
    );
    expect([code, output]).toEqual([0, expect.stringContaining('PASS EDUV-ORDER-41')]);
  });

  it('ends with 2 when the server stops answering, and blames nobody for it', async () => {
    let calls = 0;
    broken.mutation = {
      call: (call) => {
        calls += 1;
        if (calls > 30) throw new Error('gone');
        return call;
      },
    };
    const { code, errors } = await run({ target: `${broken.url}/ordersysteem` });
    expect([code, errors]).toEqual([
      2,
      expect.stringMatching(
        /^ketenlab: \S+ has stopped answering \(UND_ERR_SOCKET\), at last to .*\n$/,
      ),
    ]);
  });

  it('ends with 2 and one line when its port is in use', async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(PORT, '127.0.0.1', listening));
    const { code, errors } = await run();
    taken.close();
    expect([code, errors]).toEqual([
      2,
      `ketenlab: port ${PORT} is in use; give another one with --listen\n`,
    ]);
  });
});
