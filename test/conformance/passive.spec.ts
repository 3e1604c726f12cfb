import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequirementResult, ConformanceReport } from '../../src/conformance/reports/report.js';
import { aCreditOrder, anOrder, anOrderConfirmation } from '../support/builders.js';
import { TestServer, testServer, type Workspace } from '../support/test-server.js';
import { PartnerServer } from '../support/partner-server.js';

const server = testServer({ CONFIRM_AFTER: 'PT0S' });
const partner = new PartnerServer();
let workspace: Workspace;

beforeAll(() => partner.start());
afterAll(() => partner.stop());
beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
});

const reportOf = (target: Workspace = workspace) =>
  target.control<ConformanceReport>('get', 'conformance');
const resultOf = async (id: string, target?: Workspace): Promise<RequirementResult> => {
  const result = (await reportOf(target)).requirements.find((candidate) => candidate.id === id);
  if (!result) throw new Error(`there is no ${id}`);
  return result;
};
const verdictOf = async (id: string) => (await resultOf(id)).verdict;
const order = (difference: object = {}) =>
  workspace.put('/ordersysteem/orders', anOrder({ ...difference }));

describe('GET conformance', () => {
  it('skips every requirement before the first exchange, and says what to do', async () => {
    const { summary, requirements, subject } = await reportOf();
    expect(subject).toEqual({ kind: 'workspace', workspace: workspace.id });
    expect(summary).toMatchObject({
      pass: 0,
      fail: 0,
      warn: 0,
      coverage: 0,
      skip: requirements.length,
    });
    expect(await resultOf('EDUV-ORDER-32')).toMatchObject({
      verdict: 'skip',
      reason: 'No message showed whether it passes or fails',
      next:
        'Run `ketenlab conformance --role bestelomgeving --target <your base URL>`, or: Call PUT /orders, ' +
        "PUT /creditorders at the sandbox's ordersysteem, with a message to which the requirement applies",
      held: 0,
      departed: 0,
      findings: [],
    });
    expect(await resultOf('EDUV-ORDER-63')).toMatchObject({ verdict: 'skip', excused: true });
  });

  it('passes the requirements that a valid message shows, with the exchanges as evidence', async () => {
    await order();
    await order();
    const { requirements, exchanges } = await reportOf();
    const passed = requirements.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
    const numbers = ['01', '02', '03', '04', '30', '31', '32', '35', '80', '81'];
    expect(passed).toEqual(numbers.map((number) => `EDUV-ORDER-${number}`));
    // Every order passes 01; 32 has a result of its own for each order.
    for (const id of ['EDUV-ORDER-01', 'EDUV-ORDER-32']) {
      const { held, first, last } = await resultOf(id);
      expect([id, held, first === last]).toEqual([id, 2, false]);
    }
    const { first = '', last = '' } = await resultOf('EDUV-ORDER-01');
    expect([first, last].map((id) => exchanges[id])).toMatchObject([
      { operation: 'acceptOrder', status: 202, direction: 'inbound' },
      { operation: 'acceptOrder', status: 202, direction: 'inbound' },
    ]);
  });

  it('advises the runner for a requirement that only its messages show', async () => {
    for (const [id, role] of [
      ['EDUV-ORDER-54', 'ordersysteem'],
      ['EDUV-DELIVERY-70', 'aanspraakmanager'],
    ] as const)
      expect(await resultOf(id)).toMatchObject({
        verdict: 'skip',
        next: `Run \`ketenlab conformance --role ${role} --target <your base URL>\``,
      });
  });

  it('warns of a confirmation with a time of 2020 and with its reference in another case', async () => {
    const requestReferenceId = 'abcdef00-0000-4000-8000-000000000001';
    await workspace.control('post', 'state/orders', anOrder({ requestReferenceId }));
    await workspace.put('/bestelomgeving/orders/confirmations', {
      ...anOrderConfirmation({ requestReferenceId: requestReferenceId.toUpperCase() }),
      processedTimestamp: '2020-01-01T00:00:00Z',
    });
    expect(await verdictOf('EDUV-ORDER-22')).toBe('warn');
    expect(await verdictOf('EDUV-ORDER-57')).toBe('warn');
  });

  it('fails a MUST and warns of a SHOULD with one violation, however often it was satisfied', async () => {
    await order();
    await order({ purchaseOrderId: 17 });
    await order({ orderLines: [{ productId: '9789000000017', quantity: 0 }] });
    expect(await resultOf('EDUV-ORDER-01')).toMatchObject({
      verdict: 'fail',
      departed: 1,
      findings: [
        {
          pointer: '/purchaseOrderId',
          expected: 'string',
          seen: 'number 17',
          cause: 'implementation',
        },
      ],
    });
    expect(await resultOf('EDUV-ORDER-32')).toMatchObject({
      verdict: 'warn',
      held: 1,
      departed: 1,
      findings: [{ pointer: '/orderLines/0/quantity', expected: 'at least 1', seen: '0' }],
    });
  });

  it('passes an INFO with a violation, and lists the finding', async () => {
    await order({ colour: 'blue' });
    expect(await resultOf('EDUV-ORDER-30')).toMatchObject({
      verdict: 'pass',
      departed: 1,
      findings: [{ pointer: '/colour' }],
    });
  });

  it('distinguishes configuration causes from implementation causes', async () => {
    const noScope = await workspace.token('ordersysteem', 'demo-noscope');
    await workspace.put('/ordersysteem/orders', anOrder(), noScope);
    await workspace.put('/bestelomgeving/orders', anOrder());
    expect((await resultOf('EDUV-ORDER-02')).findings).toMatchObject([{ cause: 'configuration' }]);
    expect((await resultOf('EDUV-ORDER-03')).findings).toMatchObject([
      { cause: 'configuration', seen: expect.stringContaining('wrong-role') },
    ]);
  });

  it('gives a curl command that repeats the request with the token as a variable', async () => {
    await order({ purchaseOrderId: "it's", orderLines: 1 });
    const [finding] = (await resultOf('EDUV-ORDER-01')).findings;
    expect(finding?.curl).toContain(`curl -i -X PUT '${server.url}/ordersysteem/orders'`);
    expect(finding?.curl).toContain('-H "authorization: Bearer $TOKEN"');
    expect(finding?.curl).toContain(String.raw`it'\''s`);
  });

  it.each(['client_secret_post', 'client_secret_basic'])(
    'warns of a token that was requested with %s, because production refuses it',
    async (method) => {
      const [client_id, client_secret] = [workspace.clientId(), `${workspace.clientId()}-secret`];
      const form = { grant_type: 'client_credentials', scope: 'eduv.order' };
      const request = server.http.post('/ordersysteem/oauth2/token').type('form');
      const { status } =
        method === 'client_secret_basic'
          ? await request.auth(client_id, client_secret).send(form)
          : await request.send({ ...form, client_id, client_secret });
      expect(status).toBe(200);
      expect(await resultOf('EDUV-ORDER-62')).toMatchObject({
        level: 'SHOULD',
        verdict: 'warn',
        findings: [
          {
            pointer: 'client_assertion',
            expected: 'private_key_jwt; production refuses a client secret',
            seen: method,
          },
        ],
      });
      const exchange = await workspace.lastExchange('operation=issueToken');
      expect(exchange?.findings.map(({ requirement }) => requirement)).toEqual(['EDUV-ORDER-62']);
      expect(await verdictOf('EDUV-DELIVERY-62')).toBe('skip');
    },
  );

  it('does not count exchanges between roles of the sandbox', async () => {
    await workspace.control('post', 'state/orders', anOrder());
    expect((await reportOf()).summary.coverage).toBe(0);
  });

  it('keeps workspaces apart', async () => {
    await order();
    const emptyBodyServer = await server.workspace();
    expect((await reportOf(emptyBodyServer)).summary.coverage).toBe(0);
  });

  it('keeps evidence when the journal is cleared and the workspace is reset, until DELETE', async () => {
    await order();
    await workspace.control('delete', 'exchanges');
    await workspace.control('post', 'reset');
    const { first = '' } = await resultOf('EDUV-ORDER-32');
    expect((await reportOf()).exchanges[first]).toMatchObject({ operation: 'acceptOrder' });
    await workspace.control('delete', 'conformance');
    expect(await verdictOf('EDUV-ORDER-32')).toBe('skip');
    expect((await reportOf()).exchanges).toEqual({});
  });

  it('starts empty for a new workspace with the id of a removed one', async () => {
    await order();
    await server.http.delete(`/_sandbox/workspaces/${workspace.id}`);
    const restarted = await server.workspace({ id: workspace.id });
    expect((await reportOf(restarted)).summary.coverage).toBe(0);
  });

  it('warns of JSON with a byte order mark or with a name twice, and repeats its text', async () => {
    const text = `\uFEFF{"purchaseOrderId":"a",${JSON.stringify(anOrder()).slice(1)}`;
    await workspace.put('/ordersysteem/orders', text);
    expect(await resultOf('EDUV-ORDER-80')).toMatchObject({ verdict: 'warn', departed: 1 });
    const { verdict, findings } = await resultOf('EDUV-ORDER-81');
    expect([verdict, findings[0]?.pointer]).toEqual(['warn', '/purchaseOrderId']);
    expect(findings[0]?.curl).toContain(`--data-binary '${text}'`);
  });

  it('compares a repeated request with the first one', async () => {
    const first = anOrder();
    await workspace.put('/ordersysteem/orders', first);
    expect(await verdictOf('EDUV-ORDER-10')).toBe('skip');
    await workspace.put('/ordersysteem/orders', first);
    expect(await verdictOf('EDUV-ORDER-10')).toBe('pass');
    await workspace.put('/ordersysteem/orders', { ...first, contractId: 'another' });
    expect(await verdictOf('EDUV-ORDER-10')).toBe('fail');
  });

  it('compares a credit order with the order that it names', async () => {
    const known = anOrder();
    await workspace.put('/ordersysteem/orders', known);
    const { purchaseOrderId } = known;
    const credit = (difference: object) =>
      workspace.put('/ordersysteem/creditorders', aCreditOrder({ ...difference }));
    const line = { productId: '9789000000017', quantity: 31 };
    await credit({ purchaseOrderId, orderLines: [line] });
    await credit({ purchaseOrderId: 'PO-NONE' });
    await credit({ purchaseOrderId, responseReferenceId: known.requestReferenceId });
    expect((await resultOf('EDUV-ORDER-39')).findings).toMatchObject([
      {
        pointer: '/orderLines/0/quantity',
        expected: 'at most the quantity that is left to credit',
      },
    ]);
    expect((await resultOf('EDUV-ORDER-29')).findings).toMatchObject([
      { pointer: '/purchaseOrderId' },
    ]);
    expect((await resultOf('EDUV-ORDER-37')).findings).toMatchObject([
      { pointer: '/responseReferenceId' },
    ]);
  });

  it('checks a Dutch postal code only when the country is NL', async () => {
    const address = { street: 'Kade', houseNumber: 1, city: 'Gent', country: 'België' };
    await order({ deliveryLocation: { ...address, countryCode: 'BE', zipCode: '9000' } });
    expect(await verdictOf('EDUV-ORDER-38')).toBe('skip');
    await order({ deliveryLocation: { ...address, countryCode: 'NL', zipCode: '1234 AB' } });
    expect(await verdictOf('EDUV-ORDER-38')).toBe('pass');
    await order({ deliveryLocation: { ...address, countryCode: 'NL', zipCode: '0234AB' } });
    expect(await verdictOf('EDUV-ORDER-38')).toBe('warn');
  });

  it('records a violation for a token of another host', async () => {
    const token = await workspace.token('ordersysteem');
    const otherServer = new TestServer();
    await otherServer.start();
    const response = await otherServer.put('/ordersysteem/orders', anOrder(), token);
    // The issuer of the token is another host, so it was never valid here.
    expect([response.status, (await resultOf('EDUV-ORDER-02', otherServer)).departed]).toEqual([
      401, 1,
    ]);
    await otherServer.remove();
  });
});

describe('passive checks of the responses of a partner', () => {
  const receiveResponse = async (planned: object): Promise<void> => {
    partner.responses = [planned as never];
    await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    await order();
    await partner.waitForMessages(1);
    await server.http.get(`/_sandbox/workspaces/${workspace.id}/exchanges/wait`).query({
      direction: 'outbound',
      since: '2020-01-01T00:00:00Z',
      timeout: 5,
    });
  };

  it('pass a response that satisfies the API', async () => {
    await receiveResponse({ status: 202, headers: { 'API-Version': '0.9.2' } });
    const ids = ['EDUV-ORDER-40', 'EDUV-ORDER-46', 'EDUV-ORDER-51', 'EDUV-ORDER-confirmOrder-ok'];
    expect(await Promise.all(ids.map(verdictOf))).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  it('fail a response that violates the API, and record the finding in the journal', async () => {
    await receiveResponse({ status: 200 });
    expect((await resultOf('EDUV-ORDER-confirmOrder-ok')).findings).toMatchObject([
      { expected: '202', seen: '200' },
    ]);
    expect((await resultOf('EDUV-ORDER-40')).findings).toMatchObject([
      { pointer: 'API-Version', expected: 'a full version, for example 0.9.2', seen: 'nothing' },
    ]);
    const exchange = await workspace.lastExchange('direction=outbound');
    expect(exchange?.findings.map(({ requirement }) => requirement)).toEqual([
      'EDUV-ORDER-40',
      'EDUV-ORDER-confirmOrder-ok',
    ]);
  });

  it('accept a 401 without a body, as RFC-61 has it', async () => {
    await receiveResponse({ status: 401 });
    expect(await verdictOf('EDUV-ORDER-42')).toBe('pass');
  });

  it('warn of JSON with a byte order mark or with a name twice', async () => {
    const statusResponse = (text: string) => ({
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: `${text}"status":11,"statusMessage":"Schema incorrect"}`,
    });
    await receiveResponse(statusResponse('{'));
    expect(await Promise.all([verdictOf('EDUV-ORDER-82'), verdictOf('EDUV-ORDER-83')])).toEqual([
      'pass',
      'pass',
    ]);
    await receiveResponse(statusResponse('\uFEFF{"status":1,'));
    expect(await resultOf('EDUV-ORDER-82')).toMatchObject({ verdict: 'warn', departed: 1 });
    expect(await resultOf('EDUV-ORDER-83')).toMatchObject({
      verdict: 'warn',
      findings: [{ pointer: '/status', seen: 'the name 2 times' }],
    });
  });

  it('warn of a 5xx', async () => {
    await receiveResponse({ status: 500 });
    expect(await verdictOf('EDUV-ORDER-51')).toBe('warn');
  });
});

describe('GET conformance in other formats', () => {
  const as = (format: string, accept = '*/*') =>
    server.http
      .get(`/_sandbox/workspaces/${workspace.id}/conformance${format && `?format=${format}`}`)
      .set('accept', accept)
      .buffer(true);

  it.each([
    ['json', 'application/json; charset=utf-8', '{'],
    ['junit', 'application/xml', '<?xml'],
    ['html', 'text/html; charset=utf-8', '<!doctype html>'],
    ['badge', 'image/svg+xml', '<svg'],
  ])('answers %s for ?format and for Accept', async (format, mediaType, beginning) => {
    for (const response of [await as(format), await as('', mediaType.split(';')[0])]) {
      const text = response.text ?? (response.body as Buffer).toString('utf8');
      expect([response.status, response.headers['content-type']]).toEqual([200, mediaType]);
      expect(text.toLowerCase().startsWith(beginning)).toBe(true);
    }
  });

  it('answers only the requirements of a party for ?party', async () => {
    const response = await server.http.get(
      `/_sandbox/workspaces/${workspace.id}/conformance?party=ordersysteem`,
    );
    const { requirements } = response.body as ConformanceReport;
    expect(
      requirements.every(({ who }) => who.some((result) => result.startsWith('ordersysteem '))),
    ).toBe(true);
  });

  it.each([
    ['format=pdf', 'format'],
    ['party=nobody', 'party'],
    ['colour=blue', 'colour'],
  ])('answers 400 to ?%s', async (query, path) => {
    const response = await server.http.get(
      `/_sandbox/workspaces/${workspace.id}/conformance?${query}`,
    );
    expect([response.status, response.body]).toMatchObject([400, { faults: [{ path }] }]);
  });
});

describe('GET conformance with another rule setting', () => {
  const emptyBodyServer = testServer({ RULES_UNAUTHORIZED_BODY: 'empty' });

  it('reports the setting and another configuration hash', async () => {
    const report = await emptyBodyServer.control<ConformanceReport>('get', 'conformance');
    expect(report.rules).toMatchObject({ UNAUTHORIZED_BODY: 'empty' });
    expect(report.hashes.configuration).not.toBe((await reportOf()).hashes.configuration);
    expect(report.hashes.requirements).toBe((await reportOf()).hashes.requirements);
  });
});

describe('GET conformance after a restart', () => {
  it('answers the same verdicts', async () => {
    const restarted = new TestServer();
    await restarted.start();
    await restarted.put('/ordersysteem/orders', anOrder());
    await restarted.put('/bestelomgeving/orders/confirmations', anOrderConfirmation());
    const before = await restarted.control<ConformanceReport>('get', 'conformance');
    await restarted.stop();
    await restarted.start();
    const after = await restarted.control<ConformanceReport>('get', 'conformance');
    expect({ ...after, at: '' }).toEqual({ ...before, at: '' });
    await restarted.remove();
  });
});

describe('GET /_sandbox/requirements', () => {
  it('lists the requirements of every API under unique ids', async () => {
    const response = await server.http.get('/_sandbox/requirements');
    const { items } = response.body as { items: { id: string }[] };
    const ids = items.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(items.find(({ id }) => id === 'EDUV-ORDER-42')).toEqual({
      id: 'EDUV-ORDER-42',
      level: 'SHOULD',
      who: ['ordersysteem server', 'bestelomgeving server'],
      over: ['acceptOrder', 'acceptCreditOrder', 'confirmOrder', 'confirmCreditOrder'],
      text: 'A 401 response has no body, or a StatusResponse',
      source:
        'ours: the sources disagree; Order API 0.9.2, response 401: StatusResponse; ' +
        'RFC-61 (released April 2026): no body',
      contract: 'edu-v-order',
    });
  });
});

describe('a token that expired because the clock was moved', () => {
  const call = (token: string) =>
    server.http
      .put('/ordersysteem/orders')
      .set({ authorization: `Bearer ${token}` })
      .send(anOrder());

  it('is no violation of the client that gets a new one at once', async () => {
    const token = await workspace.token('ordersysteem');
    await workspace.advance('P1D');
    await call(token).expect(401);
    expect(await verdictOf('EDUV-ORDER-02')).toBe('skip');
    await call(await workspace.token('ordersysteem')).expect(202);
    expect(await resultOf('EDUV-ORDER-02')).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it('is a violation of the client that uses it again', async () => {
    const token = await workspace.token('ordersysteem');
    await workspace.advance('P1D');
    await call(token).expect(401);
    await call(token).expect(401);
    expect(await resultOf('EDUV-ORDER-02')).toMatchObject({
      verdict: 'fail',
      findings: [{ seen: 'the token has expired' }],
    });
  });
});
