import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { ConnectionTest } from '../../src/control/partners/connection-test.js';
import { Partners } from '../../src/platform/outbox/partners.js';
import { PartnerServer } from '../support/partner-server.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const partner = new PartnerServer();
let workspace: Workspace;

beforeAll(() => partner.start());
afterAll(() => partner.stop());

beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
});

interface Step {
  name: string;
  result: string;
  text: string;
  url?: string;
  status?: number;
  durationMs?: number;
  clockDifferenceMs?: number;
  exchange?: string;
}

interface ConnectionTestResult {
  peer: string;
  result: string;
  steps: Step[];
}

const test = (role = 'ordersysteem', of = workspace) =>
  of.control<ConnectionTestResult>('post', `partners/${role}/test`);
const setPartner = (address: object = {}, role = 'ordersysteem') =>
  workspace.control('put', `partners/${role}`, { baseUrl: `${partner.url}/v1`, ...address });
const withToken = () => ({ tokenUrl: `${partner.url}/oauth2/token`, clientId: 'ketenlab' });
const short = ({ steps }: ConnectionTestResult) =>
  steps.map(({ name, result, status }) => [name, result, status]);
const stepOf = async (name: string, result?: Promise<ConnectionTestResult>) =>
  (await (result ?? test())).steps.find((step) => step.name === name);

/** A port at which nothing listens. */
async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

describe('POST …/partners/{role}/test', () => {
  it('reports every step of a partner that works, with its values', async () => {
    partner.responses = [{ status: 405, headers: { allow: 'PUT' } }];
    await setPartner(withToken());
    const { peer, result, steps } = await test();
    expect([peer, result]).toEqual(['partner', 'ok']);
    const measured = { durationMs: expect.any(Number), exchange: expect.any(String) };
    expect(steps).toEqual([
      {
        name: 'reach',
        result: 'ok',
        text: 'The server answers.',
        url: partner.url,
        status: 405,
        ...measured,
      },
      {
        name: 'token',
        result: 'ok',
        text: 'The token endpoint issued a token for the scope eduv.order.',
        url: `${partner.url}/oauth2/token`,
        ...measured,
      },
      {
        name: 'answer',
        result: 'ok',
        text: 'It answers 405 to OPTIONS, as a server may that only accepts messages.',
        url: `${partner.url}/v1/orders`,
        status: 405,
        ...measured,
      },
      {
        name: 'clock',
        result: 'ok',
        text: 'The clocks agree.',
        url: partner.url,
        clockDifferenceMs: 0,
        exchange: expect.any(String),
      },
    ]);
  });

  it('sends OPTIONS with the token and no message, and is in the journal', async () => {
    await setPartner(withToken());
    const { steps } = await test();
    expect(partner.messages.map(({ method, path, text }) => [method, path, text])).toEqual([
      ['OPTIONS', '/v1/orders', ''],
    ]);
    expect(partner.messages[0]?.headers.authorization).toBe('Bearer partner-token-1');
    const calls = await workspace.exchanges('direction=outbound');
    expect(calls.map(({ operation, method }) => [operation, method])).toEqual([
      ['testConnection', 'OPTIONS'],
      ['issueToken', 'POST'],
    ]);
    expect(calls.flatMap(({ findings }) => findings)).toEqual([]);
    expect(new Set(steps.map(({ exchange }) => exchange))).toEqual(
      new Set(calls.map(({ id }) => id)),
    );
    expect(await workspace.exchanges('operation=testConnection')).toHaveLength(1);
  });

  it('asks for a new token each time', async () => {
    await setPartner(withToken());
    await test();
    await test();
    expect(partner.issuedTokens).toBe(2);
  });

  it.each(['bestelomgeving', 'ordersysteem', 'aanspraakmanager'])(
    'passes for our own %s, where no partner is set',
    async (role) => {
      const outcome = await test(role);
      expect([outcome.peer, outcome.result]).toEqual(['sandbox', 'ok']);
      expect(new Set(outcome.steps.map(({ result }) => result))).toEqual(new Set(['ok']));
    },
  );

  it('tests the base URL of each API', async () => {
    await setPartner({ deliveryBaseUrl: `${partner.url}/v2` }, 'bestelomgeving');
    const { steps } = await test('bestelomgeving');
    expect(steps.filter(({ name }) => name === 'answer').map(({ url }) => url)).toEqual([
      `${partner.url}/v1/orders/confirmations`,
      `${partner.url}/v2/deliveryorders/confirmations`,
    ]);
  });

  it('answers 404 for a role to which the sandbox sends nothing', async () => {
    expect((await workspace.tryControl('post', 'partners/dds/test')).status).toBe(404);
  });
});

describe('the step reach', () => {
  it('fails where nothing listens, and skips what needs a response', async () => {
    await setPartner({ baseUrl: `http://127.0.0.1:${await closedPort()}` });
    const outcome = await test();
    expect([outcome.result, ...short(outcome)]).toEqual([
      'fail',
      ['reach', 'fail', undefined],
      ['token', 'skip', undefined],
      ['answer', 'skip', undefined],
      ['clock', 'skip', undefined],
    ]);
    expect(outcome.steps[0]?.text).toBe(
      'No response (ECONNREFUSED): check that the server runs and that the URL is right.',
    );
  });

  it('fails for a name that DNS does not know', async () => {
    await setPartner({ baseUrl: 'http://ketenlab.invalid' });
    expect((await stepOf('reach'))?.text).toMatch(
      /^No response \((ENOTFOUND|EAI_AGAIN)\): DNS does/,
    );
  });

  it('fails for a server that does not use TLS', async () => {
    await setPartner({ baseUrl: partner.url.replace('http:', 'https:') });
    expect((await stepOf('reach'))?.text).toContain('does not use TLS on this port');
  });

  it('fails for a server that closes the connection', async () => {
    partner.responses = ['reset'];
    await setPartner();
    expect((await stepOf('reach'))?.text).toContain('closed the connection');
  });

  it('fails when the time is over', async () => {
    const connectionTest = server.provider(ConnectionTest);
    const { timeoutMs } = connectionTest;
    connectionTest.timeoutMs = 100;
    partner.responses = ['hang'];
    await setPartner();
    try {
      expect(await stepOf('reach')).toMatchObject({
        result: 'fail',
        text: 'No response (timeout): check that the server runs and that no firewall blocks the connection.',
      });
    } finally {
      connectionTest.timeoutMs = timeoutMs;
    }
  });
});

describe('the step token', () => {
  it.each([
    [401, { error: 'invalid_client' }, 'check `clientId`, `clientSecret` and `tokenAuth`'],
    [400, { error: 'invalid_scope' }, 'check `scope`'],
    [404, 'Not found', 'check the path in `tokenUrl`'],
    [200, '<html>Log in</html>', 'check that `tokenUrl` is a token endpoint'],
    [503, '', 'look at the log of the token server'],
  ])('fails for the status %s with the body %j', async (status, body, hint) => {
    partner.tokenResponse = { status, body };
    partner.responses = [401];
    await setPartner(withToken());
    const outcome = await test();
    const [, token, answer] = outcome.steps;
    expect(token).toMatchObject({ name: 'token', result: 'fail', status });
    expect(token?.text).toContain(`${partner.url}/oauth2/token answered ${status}: `);
    expect(token?.text).toContain(hint);
    expect([answer?.result, answer?.text]).toEqual([
      'skip',
      'It answers 401, because there is no token: see the step token.',
    ]);
    expect(partner.messages[0]?.headers.authorization).toBeUndefined();
  });

  it('fails where nothing listens at the token URL, and the other steps go on', async () => {
    await setPartner({ ...withToken(), tokenUrl: `http://127.0.0.1:${await closedPort()}/token` });
    expect(short(await test())).toEqual([
      ['reach', 'ok', 202],
      ['token', 'fail', undefined],
      ['answer', 'ok', 202],
      ['clock', 'ok', undefined],
    ]);
  });
});

describe('the token steps of two APIs', () => {
  it('are separate for each scope', async () => {
    await setPartner(withToken(), 'bestelomgeving');
    const { steps } = await test('bestelomgeving');
    expect(steps.filter(({ name }) => name === 'token').map(({ text }) => text)).toEqual([
      'The token endpoint issued a token for the scope eduv.order.',
      'The token endpoint issued a token for the scope eduv.delivery.entitlor.',
    ]);
  });

  it('are one step when both fail in the same way', async () => {
    partner.tokenResponse = { status: 401, body: { error: 'invalid_client' } };
    await setPartner(withToken(), 'bestelomgeving');
    const { steps } = await test('bestelomgeving');
    expect(steps.filter(({ name }) => name === 'token')).toHaveLength(1);
  });
});

describe('the step answer', () => {
  it.each([
    [404, false, 'skip', 'Either the server does not answer OPTIONS, or the base URL is wrong'],
    [401, false, 'fail', 'the partner has no tokenUrl'],
    [401, true, 'fail', 'It does not accept the token'],
    [403, true, 'fail', 'the client may not use this path'],
    [500, true, 'fail', 'look at the log of the server'],
    [501, true, 'ok', 'It answers 501 to OPTIONS'],
    [204, true, 'ok', 'It answers at this path.'],
  ])('explains %s (token URL: %s): %s', async (status, needsToken, result, text) => {
    partner.responses = [status];
    await setPartner(needsToken ? withToken() : {});
    const step = await stepOf('answer');
    expect(step).toMatchObject({ result, status });
    expect(step?.text).toContain(text);
  });

  it('fails for a redirect, and names its target', async () => {
    partner.responses = [{ status: 301, headers: { location: 'https://example.org/v1' } }];
    await setPartner();
    expect((await stepOf('answer'))?.text).toContain('redirects to https://example.org/v1,');
  });

  it('fails for a web page', async () => {
    partner.responses = [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }];
    await setPartner();
    expect(await stepOf('answer')).toMatchObject({
      result: 'fail',
      text: expect.stringContaining('a web page'),
    });
  });
});

describe('the answer steps of two paths', () => {
  it('fail where only the other path has a response', async () => {
    partner.responses = ['reset', 204];
    await setPartner({}, 'bestelomgeving');
    const answers = (await test('bestelomgeving')).steps.filter(({ name }) => name === 'answer');
    expect(answers.map(({ result }) => result).toSorted()).toEqual(['fail', 'ok']);
    expect(answers.find(({ result }) => result === 'fail')?.text).toContain(
      'No response at this path (UND_ERR_SOCKET)',
    );
  });
});

describe('the step clock', () => {
  it.each([
    ['ahead of', 3_600_000],
    ['behind', -3_600_000],
  ])('fails for a clock that is one hour %s ours', async (word, offset) => {
    const date = new Date(Date.now() + offset).toUTCString();
    partner.responses = [{ status: 204, headers: { date } }];
    await setPartner();
    const step = await stepOf('clock');
    expect(step).toMatchObject({
      result: 'fail',
      text: expect.stringContaining(`seconds ${word} `),
    });
    expect(Math.abs(step!.clockDifferenceMs! - offset)).toBeLessThan(5_000);
  });

  it('skips a response without a valid Date', async () => {
    partner.responses = [{ status: 204, headers: { date: 'today' } }];
    await setPartner();
    expect(await stepOf('clock')).toMatchObject({ result: 'skip' });
  });
});

describe('the test of a server that other machines can reach', () => {
  const open = testServer({
    HOST: '0.0.0.0',
    SANDBOX_TOKEN: 'open sesame',
    DEMO_SECRETS: 'default',
  });

  it('fails for a private address, names the setting, and sends nothing', async () => {
    // As a start on loopback would have stored it.
    await open.provider(Partners).set('default', 'ordersysteem', {
      baseUrl: partner.url,
      tokenUrl: `${partner.url}/oauth2/token`,
      clientId: 'ketenlab',
    });
    const { steps } = await test('ordersysteem', open);
    const refusal = '127.0.0.1 is not a public address, and ALLOW_PRIVATE_TARGETS does not name it';
    const hint =
      'start Ketenlab with ALLOW_PRIVATE_TARGETS set to the name or address of the server';
    expect(steps.slice(0, 2).map(({ name, result, text }) => [name, result, text])).toEqual([
      ['reach', 'fail', `No response (baseUrl: ${refusal}): ${hint}.`],
      ['token', 'fail', `No response (tokenUrl: ${refusal}): ${hint}.`],
    ]);
    expect(partner.requests).toEqual([]);
  });

  it('passes for its own roles', async () => {
    expect(await test('bestelomgeving', open)).toMatchObject({ peer: 'sandbox', result: 'ok' });
  });
});
