import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { runConformance } from '../../src/cli/conformance-sandbox.js';
import type { ConformanceReport, Verdict } from '../../src/conformance/reports/report.js';
import {
  ConfigurationError,
  type RunOptions,
} from '../../src/conformance/runner/configuration/options.js';
import { readOptions } from '../../src/conformance/runner/configuration/read-options.js';
import { Progress, type FinishedTest } from '../../src/conformance/runner/progress.js';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import { roles } from '../../src/roles/index.js';
import { operation } from '../mutants/mutations.js';
import { Proxy } from '../mutants/proxy.js';
import { testServer } from '../support/test-server.js';

const server = testServer({ ROLES: 'ordersysteem,bestelomgeving,bokbasen-orders' });
const proxy = new Proxy();

beforeAll(async () => {
  await proxy.start();
  proxy.target = server.url;
});
afterAll(() => proxy.stop());
afterEach(() => {
  proxy.mutation = {};
});

/** Options of a run with short waits, so that what does not come is known soon. */
const optionsOf = (role: string, difference: object = {}): RunOptions =>
  readOptions(
    {
      role,
      target: `${proxy.url}/${role}`,
      tokenUrl: `${server.url}/${role}/oauth2/token`,
      listen: '127.0.0.1:0',
      timeout: '1s',
      ...difference,
    },
    roles,
  );

const idsOf = ({ requirements }: ConformanceReport, verdict: Verdict): string[] =>
  requirements.filter((result) => result.verdict === verdict).map(({ id }) => id);
const resultOf = ({ requirements }: ConformanceReport, id: string) =>
  requirements.find((result) => result.id === id);
const contractsOf = ({ requirements }: ConformanceReport): string[] => [
  ...new Set(requirements.map(({ contract }) => contract)),
];
const errorOf = async (options: RunOptions): Promise<ConfigurationError> =>
  runConformance(options).then(
    () => Promise.reject(new Error('the run did not end with an error')),
    (error: unknown) => error as ConfigurationError,
  );
const answered404 = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' };

describe('the APIs of a partner', () => {
  it('are tested each at its own base URL', async () => {
    const base = `${proxy.url}/bestelomgeving`;
    const target = [`edu-v-order=${base}/v1`, `edu-v-delivery=${base}/v2`];
    const only = ['EDUV-ORDER-acceptOrder-', 'EDUV-DELIVERY-acceptDeliveryOrder-'];
    const report = await runConformance(optionsOf('bestelomgeving', { target, only }));
    expect(idsOf(report, 'pass')).toEqual(
      expect.arrayContaining([
        'EDUV-ORDER-acceptOrder-role-bestelomgeving',
        'EDUV-DELIVERY-acceptDeliveryOrder-role-bestelomgeving',
      ]),
    );
    expect(
      report.requirements.filter(({ excused }) => excused).map(({ reason }) => reason),
    ).toEqual(expect.not.arrayContaining([expect.stringContaining('--target')]));
    expect(report.subject).toMatchObject({ target: `${base}/v1` });
  });

  it('are skipped when every operation answers 404, and do not count for the coverage', async () => {
    const target = `${proxy.url}/bestelomgeving/v2`;
    const only = ['EDUV-ORDER-confirm', 'EDUV-DELIVERY-acceptDeliveryOrder-'];
    const report = await runConformance(optionsOf('bestelomgeving', { target, only }));
    const orders = report.requirements.filter(({ contract }) => contract === 'edu-v-order');
    expect(orders.map(({ verdict, excused }) => [verdict, excused])).toEqual(
      orders.map(() => ['skip', true]),
    );
    expect(resultOf(report, 'EDUV-ORDER-confirmOrder-ok')?.reason).toBe(
      `PUT ${target}/orders/confirmations answered 404: --target must be the base URL to which ` +
        '/orders/confirmations is appended',
    );
    expect(idsOf(report, 'pass')).toContain(
      'EDUV-DELIVERY-acceptDeliveryOrder-role-bestelomgeving',
    );
  });

  it('end the run when none answers, with the base URL that does', async () => {
    proxy.mutation = {
      request: (call) => (call.path.includes('/v1/') ? call : answered404),
    };
    const { message, report } = await errorOf(optionsOf('ordersysteem'));
    const target = `${proxy.url}/ordersysteem`;
    expect(message).toBe(
      `PUT ${target}/orders answered 404: --target must be the base URL to which /orders is ` +
        `appended; ${target}/v1 answers: use --target edu-v-order=${target}/v1`,
    );
    expect([report?.summary.pass, report?.requirements[0]?.reason]).toEqual([0, message]);
  });

  it('are only those that are chosen', async () => {
    const difference = { api: ['edu-v-order'], only: ['EDUV-ORDER-acceptOrder-role'] };
    const report = await runConformance(optionsOf('bestelomgeving', difference));
    expect(contractsOf(report)).toEqual(['edu-v-order']);
  });

  it('are refused when the role does not have them', () => {
    expect(() => optionsOf('ordersysteem', { api: ['edu-v-delivery'] })).toThrow(
      'edu-v-delivery is no API of ordersysteem, which has edu-v-order',
    );
  });
});

describe('a missing endpoint', () => {
  it('is one failure, and skips what depends on it', async () => {
    const isCredit = operation('PUT', '/creditorders');
    proxy.mutation = { request: (call) => (isCredit(call) ? answered404 : call) };
    const report = await runConformance(optionsOf('ordersysteem'));
    const ok = 'EDUV-ORDER-acceptCreditOrder-ok';
    const own = report.requirements.filter(({ id }) => id.includes('acceptCreditOrder'));
    expect(own.map(({ id, verdict, consequenceOf }) => [id, verdict, consequenceOf])).toEqual([
      [ok, 'fail', undefined],
      ...['schema', 'token', 'scope', 'method'].map((kind) => [
        `EDUV-ORDER-acceptCreditOrder-${kind}`,
        'skip',
        ok,
      ]),
    ]);
    expect(resultOf(report, ok)?.findings).toMatchObject([
      { expected: '202', seen: '404: the server has no PUT /creditorders' },
    ]);
    // Confirmations go nowhere in this test, which is the only other cause.
    expect(idsOf(report, 'fail').filter((id) => id !== ok)).toEqual(['EDUV-ORDER-05']);
  });

  it('is found when it reads an id that the partner does not know', async () => {
    const isRead = operation('GET', /\/deliveryorders\/[0-9a-f-]{36}$/);
    proxy.mutation = {
      request: (call) =>
        isRead(call) || call.path.includes('no-such-path')
          ? { ...answered404, body: `Cannot GET ${call.path}` }
          : call,
    };
    const report = await runConformance(
      optionsOf('bestelomgeving', { api: ['edu-v-delivery'], only: ['EDUV-DELIVERY-getDelivery'] }),
    );
    expect(idsOf(report, 'fail')).toEqual(['EDUV-DELIVERY-getDeliveryOrder-ok']);
  });
});

describe('a confirmation that does not arrive', () => {
  it('is one failure that names both possible causes', async () => {
    const only = ['EDUV-ORDER-05', 'EDUV-ORDER-06', 'EDUV-ORDER-07'];
    const options = optionsOf('ordersysteem', { only, timeout: '600ms' });
    const report = await runConformance(options);
    expect(report.requirements.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['EDUV-ORDER-05', 'fail'],
      ['EDUV-ORDER-06', 'skip'],
      ['EDUV-ORDER-07', 'skip'],
    ]);
    expect(resultOf(report, 'EDUV-ORDER-05')?.findings[0]).toMatchObject({
      expected: expect.stringMatching(/^a PUT \/\w+\/confirmations within 600 ms$/),
      seen: expect.stringMatching(
        /^nothing arrived at \S+: the partner has another address for its bestelomgeving, or its code /,
      ),
      cause: 'configuration',
    });
  });
});

describe('--only', () => {
  it('accepts the beginning of ids', async () => {
    const only = ['EDUV-ORDER-acceptOrder-'];
    const report = await runConformance(optionsOf('ordersysteem', { only }));
    expect(idsOf(report, 'pass')).toEqual(
      ['ok', 'schema', 'token', 'scope', 'method'].map((kind) => `EDUV-ORDER-acceptOrder-${kind}`),
    );
    expect(report.requirements).toHaveLength(5);
  });
});

describe('a client of the configuration without a token', () => {
  const clients = { noscope: { clientId: 'demo-noscope', clientSecret: 'wrong' } };

  it('ends the run, with the answer of the partner and the settings to check', async () => {
    const options = { ...optionsOf('ordersysteem'), clients };
    const { message } = await errorOf(options);
    expect(message).toMatch(
      /^no token: \S+ answered 401 to client demo-noscope: .+; check --token-url \S+, clients.noscope.clientId, clients.noscope.clientSecret and --scope$/,
    );
  });

  it('names the audience at Bokbasen', async () => {
    const difference = {
      target: `${proxy.url}/bokbasen`,
      tokenUrl: `${server.url}/bokbasen/oauth/token`,
      audience: 'https://api.bokbasen.io/none/',
    };
    const { message } = await errorOf(optionsOf('bokbasen-orders', difference));
    expect(message).toMatch(
      /^no token: .* answered 40\d to client demo: .*; check --token-url, --client-id, --client-secret and --audience, which was https:\/\/api.bokbasen.io\/none\/$/,
    );
  });
});

describe('a run', () => {
  it('ignores a message that belongs to an earlier run', async () => {
    const { orderConfirmation } = orderExamples;
    const [, , ...rest] = randomUUID().split('-');
    const requestReferenceId = ['0ddba115', '4b4c', ...rest].join('-');
    const late = { ...orderConfirmation, requestReferenceId };
    let answer = 0;
    const onListening = (url: string): void => {
      void sendConfirmation(`${url}/bestelomgeving`, late).then((status) => (answer = status));
    };
    const only = ['EDUV-ORDER-06', 'EDUV-ORDER-acceptOrder-ok'];
    const report = await runConformance(optionsOf('ordersysteem', { only }), { onListening });
    expect(answer).toBe(400);
    expect(report.requirements.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['EDUV-ORDER-06', 'skip'],
      ['EDUV-ORDER-acceptOrder-ok', 'pass'],
    ]);
  });

  it('calls its target and token URL at any address, also when other machines can reach its listener', async () => {
    const difference = { listen: '0.0.0.0:0', only: ['EDUV-ORDER-acceptOrder-ok'] };
    const report = await runConformance(optionsOf('ordersysteem', difference));
    expect(idsOf(report, 'pass')).toEqual(['EDUV-ORDER-acceptOrder-ok']);
  });

  it('opens no port for a role that never calls', async () => {
    const opened: string[] = [];
    const difference = {
      target: `${server.url}/bokbasen`,
      tokenUrl: `${server.url}/bokbasen/oauth/token`,
      only: ['BOKB-ORDER-sendOrder-ok'],
    };
    const onListening = (url: string): void => void opened.push(url);
    const report = await runConformance(optionsOf('bokbasen-orders', difference), { onListening });
    expect([opened, report.preflight.map(({ name }) => name)]).toEqual([
      [],
      [
        'target answers',
        'clock of the target is right',
        'token is issued',
        'paths are below the target',
        'token is accepted',
      ],
    ]);
  });

  it('tells which tests have ended and for what it waits', async () => {
    const finished: FinishedTest[] = [];
    const progress = new Progress((test) => void finished.push(test));
    const options = optionsOf('ordersysteem', { only: ['EDUV-ORDER-05'], timeout: '2s' });
    const run = runConformance(options, { progress });
    let seen = progress.state;
    while (seen.waiting.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen = progress.state;
    }
    await run;
    expect(seen).toEqual({
      done: expect.any(Number),
      total: 2,
      running: expect.arrayContaining(['PUT /orders is confirmed']),
      waiting: expect.arrayContaining([
        {
          operation: 'PUT /orders/confirmations',
          elapsedMs: expect.any(Number),
          timeoutMs: 2000,
        },
      ]),
    });
    expect(finished.map(({ name }) => name).toSorted()).toEqual([
      'PUT /creditorders is confirmed',
      'PUT /orders is confirmed',
    ]);
  });

  it('shows the response of a call in act that fails', async () => {
    const act = { acceptOrder: { url: `${proxy.url}/hook` } };
    proxy.mutation = {
      request: (call) =>
        call.path === '/hook' ? { status: 500, headers: {}, body: 'no such customer' } : call,
    };
    const difference = { api: ['edu-v-order'], only: ['EDUV-ORDER-confirmOrder-ok'] };
    const options = { ...optionsOf('bestelomgeving', difference), act };
    const report = await runConformance(options);
    expect(resultOf(report, 'EDUV-ORDER-confirmOrder-ok')?.reason).toBe(
      `the call act.acceptOrder of ${proxy.url}/hook failed: it answered 500: no such customer`,
    );
  });
});

/** Sends a confirmation as the partner of the runner. */
async function sendConfirmation(base: string, message: object): Promise<number> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'partner',
    client_secret: 'partner-secret',
  });
  const granted = await fetch(`${base}/oauth2/token`, { method: 'POST', body: form });
  const { access_token: token } = (await granted.json()) as { access_token: string };
  const response = await fetch(`${base}/orders/confirmations`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  return response.status;
}
