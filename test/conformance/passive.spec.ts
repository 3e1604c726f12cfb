import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RequirementResult, ConformanceReport } from '../../src/conformance/reports/report.js';
import { aCreditOrder, anOrder, anOrderConfirmation } from '../support/builders.js';
import { TestServer, ketenlab, type Workspace } from '../support/ketenlab.js';
import { Partner } from '../support/partner.js';

const server = ketenlab({ CONFIRM_AFTER: 'PT0S' });
const partner = new Partner();
let workspace: Workspace;

beforeAll(() => partner.start());
afterAll(() => partner.stop());
beforeEach(async () => {
  partner.forget();
  workspace = await server.workspace();
});

const reportOf = (of: Workspace = workspace) => of.control<ConformanceReport>('get', 'conformance');
const judged = async (id: string, of?: Workspace): Promise<RequirementResult> => {
  const found = (await reportOf(of)).requirements.find((one) => one.id === id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};
const verdictOf = async (id: string) => (await judged(id)).verdict;
const order = (difference: object = {}) =>
  workspace.put('/ordersysteem/orders', anOrder({ ...difference }));

describe('GET conformance', () => {
  it('skips everything before anything was seen, and says what to do', async () => {
    const { summary, requirements, subject } = await reportOf();
    expect(subject).toEqual({ kind: 'workspace', workspace: workspace.id });
    expect(summary).toMatchObject({
      pass: 0,
      fail: 0,
      warn: 0,
      coverage: 0,
      skip: requirements.length,
    });
    expect(await judged('EDUV-ORDER-32')).toMatchObject({
      verdict: 'skip',
      reason: 'Nothing was seen by which to judge it',
      next: "Call PUT /orders, PUT /creditorders at the sandbox's ordersysteem, with a message of which this can be said",
      held: 0,
      departed: 0,
      findings: [],
    });
    expect(await judged('EDUV-ORDER-62')).toMatchObject({ verdict: 'skip', excused: true });
  });

  it('passes what a good message shows, with the exchange that shows it', async () => {
    await order();
    await order();
    const { requirements, exchanges } = await reportOf();
    const passed = requirements.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
    const numbers = ['01', '02', '03', '04', '30', '31', '32', '35'];
    expect(passed).toEqual(numbers.map((number) => `EDUV-ORDER-${number}`));
    const { held, first = '', last = '' } = await judged('EDUV-ORDER-32');
    expect([held, first === last]).toEqual([2, false]);
    expect([first, last].map((id) => exchanges[id])).toMatchObject([
      { operation: 'acceptOrder', status: 202, direction: 'inbound' },
      { operation: 'acceptOrder', status: 202, direction: 'inbound' },
    ]);
  });

  it('fails a MUST and warns of a SHOULD that was broken once, however often it was met', async () => {
    await order();
    await order({ purchaseOrderId: 17 });
    await order({ orderLines: [{ productId: '9789000000017', quantity: 0 }] });
    expect(await judged('EDUV-ORDER-01')).toMatchObject({
      verdict: 'fail',
      departed: 1,
      findings: [
        {
          pointer: '/purchaseOrderId',
          expected: 'string',
          seen: 'number',
          cause: 'implementation',
        },
      ],
    });
    expect(await judged('EDUV-ORDER-32')).toMatchObject({
      verdict: 'warn',
      held: 1,
      departed: 1,
      findings: [{ pointer: '/orderLines/0/quantity', expected: 'at least 1', seen: '0' }],
    });
  });

  it('passes an INFO that was departed from, with what was seen', async () => {
    await order({ colour: 'blue' });
    expect(await judged('EDUV-ORDER-30')).toMatchObject({
      verdict: 'pass',
      departed: 1,
      findings: [{ pointer: '/colour' }],
    });
  });

  it('tells a fault of the connection from one of the implementation', async () => {
    const noScope = await workspace.token('ordersysteem', 'demo-noscope');
    await workspace.put('/ordersysteem/orders', anOrder(), noScope);
    await workspace.put('/bestelomgeving/orders', anOrder());
    expect((await judged('EDUV-ORDER-02')).findings).toMatchObject([{ cause: 'configuration' }]);
    expect((await judged('EDUV-ORDER-03')).findings).toMatchObject([
      { cause: 'configuration', seen: expect.stringContaining('wrong-role') },
    ]);
  });

  it('gives a curl command that repeats a call, with the token as a variable', async () => {
    await order({ purchaseOrderId: "it's", orderLines: 1 });
    const [finding] = (await judged('EDUV-ORDER-01')).findings;
    expect(finding?.curl).toContain(`curl -i -X PUT '${server.url}/ordersysteem/orders'`);
    expect(finding?.curl).toContain('-H "authorization: Bearer $TOKEN"');
    expect(finding?.curl).toContain(String.raw`it'\''s`);
  });

  it('does not count what our own roles say to each other', async () => {
    await workspace.control('post', 'state/orders', anOrder());
    expect((await reportOf()).summary.coverage).toBe(0);
  });

  it('keeps workspaces apart', async () => {
    await order();
    const other = await server.workspace();
    expect((await reportOf(other)).summary.coverage).toBe(0);
  });

  it('keeps the proof when the journal is emptied and the workspace reset; DELETE forgets it', async () => {
    await order();
    await workspace.control('delete', 'exchanges');
    await workspace.control('post', 'reset');
    const { first = '' } = await judged('EDUV-ORDER-32');
    expect((await reportOf()).exchanges[first]).toMatchObject({ operation: 'acceptOrder' });
    await workspace.control('delete', 'conformance');
    expect(await verdictOf('EDUV-ORDER-32')).toBe('skip');
    expect((await reportOf()).exchanges).toEqual({});
  });

  it('has nothing of a removed workspace in a new one of its id', async () => {
    await order();
    await server.http.delete(`/_sandbox/workspaces/${workspace.id}`);
    const again = await server.workspace({ id: workspace.id });
    expect((await reportOf(again)).summary.coverage).toBe(0);
  });

  it('judges repeats by what went before', async () => {
    const first = anOrder();
    await workspace.put('/ordersysteem/orders', first);
    expect(await verdictOf('EDUV-ORDER-10')).toBe('skip');
    await workspace.put('/ordersysteem/orders', first);
    expect(await verdictOf('EDUV-ORDER-10')).toBe('pass');
    await workspace.put('/ordersysteem/orders', { ...first, contractId: 'another' });
    expect(await verdictOf('EDUV-ORDER-10')).toBe('warn');
  });

  it('judges a credit order by the order that it names', async () => {
    const known = anOrder();
    await workspace.put('/ordersysteem/orders', known);
    const { purchaseOrderId } = known;
    const credit = (difference: object) =>
      workspace.put('/ordersysteem/creditorders', aCreditOrder({ ...difference }));
    const line = { productId: '9789000000017', quantity: 31 };
    await credit({ purchaseOrderId, orderLines: [line] });
    await credit({ purchaseOrderId: 'PO-NONE' });
    await credit({ purchaseOrderId, responseReferenceId: known.requestReferenceId });
    expect((await judged('EDUV-ORDER-39')).findings).toMatchObject([
      { pointer: '/orderLines/0/quantity', expected: 'what is left to credit at the most' },
    ]);
    expect((await judged('EDUV-ORDER-29')).findings).toMatchObject([
      { pointer: '/purchaseOrderId' },
    ]);
    expect((await judged('EDUV-ORDER-37')).findings).toMatchObject([
      { pointer: '/responseReferenceId' },
    ]);
  });

  it('judges a Dutch postal code only where the country is NL', async () => {
    const address = { street: 'Kade', houseNumber: 1, city: 'Gent', country: 'België' };
    await order({ deliveryLocation: { ...address, countryCode: 'BE', zipCode: '9000' } });
    expect(await verdictOf('EDUV-ORDER-38')).toBe('skip');
    await order({ deliveryLocation: { ...address, countryCode: 'NL', zipCode: '1234 AB' } });
    expect(await verdictOf('EDUV-ORDER-38')).toBe('pass');
    await order({ deliveryLocation: { ...address, countryCode: 'NL', zipCode: '0234AB' } });
    expect(await verdictOf('EDUV-ORDER-38')).toBe('warn');
  });

  it('does not hold a token of before a new start against who fetches another', async () => {
    const token = await workspace.token('ordersysteem');
    const elsewhere = new TestServer();
    await elsewhere.start();
    const there = await elsewhere.put('/ordersysteem/orders', anOrder(), token);
    // Its issuer is another host: such a token was never good here.
    expect([there.status, (await judged('EDUV-ORDER-02', elsewhere)).departed]).toEqual([401, 1]);
    await elsewhere.remove();
  });
});

describe('the answers of a partner’s server', () => {
  const answered = async (answer: object): Promise<void> => {
    partner.answers = [answer as never];
    await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    await order();
    await partner.hears(1);
    await server.http.get(`/_sandbox/workspaces/${workspace.id}/exchanges/wait`).query({
      direction: 'outbound',
      since: '2020-01-01T00:00:00Z',
      timeout: 5,
    });
  };

  it('pass where they are as the contract has them', async () => {
    await answered({ status: 202, headers: { 'API-Version': '0.9.2' } });
    const ids = ['EDUV-ORDER-40', 'EDUV-ORDER-46', 'EDUV-ORDER-51', 'EDUV-ORDER-confirmOrder-ok'];
    expect(await Promise.all(ids.map(verdictOf))).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  it('fail where they are not, and the journal has the finding', async () => {
    await answered({ status: 200 });
    expect((await judged('EDUV-ORDER-confirmOrder-ok')).findings).toMatchObject([
      { expected: '202', seen: '200' },
    ]);
    expect((await judged('EDUV-ORDER-40')).findings).toMatchObject([
      { pointer: 'API-Version', expected: '0.9.2', seen: 'missing' },
    ]);
    const [exchange] = await workspace.exchanges('direction=outbound');
    expect(exchange?.findings.map(({ requirement }) => requirement)).toEqual([
      'EDUV-ORDER-40',
      'EDUV-ORDER-confirmOrder-ok',
    ]);
  });

  it('are judged by the rule where the sources disagree, and both readings are quoted', async () => {
    await answered({ status: 401 });
    const { verdict, findings } = await judged('EDUV-ORDER-42');
    expect([verdict, findings[0]?.readings]).toEqual([
      'warn',
      'UNAUTHORIZED_BODY=status-response of status-response, empty. Order API 0.9.2, responses 401: StatusResponse. ' +
        'The other reading: RFC-61 (released April 2026): no body, for every authentication failure',
    ]);
  });

  it('warn of a 5xx', async () => {
    await answered({ status: 500 });
    expect(await verdictOf('EDUV-ORDER-51')).toBe('warn');
  });
});

describe('the forms of a report', () => {
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
  ])('%s comes by ?format and by Accept', async (format, mediaType, beginning) => {
    for (const response of [await as(format), await as('', mediaType.split(';')[0])]) {
      const text = response.text ?? (response.body as Buffer).toString('utf8');
      expect([response.status, response.headers['content-type']]).toEqual([200, mediaType]);
      expect(text.toLowerCase().startsWith(beginning)).toBe(true);
    }
  });

  it('holds only what a party has to meet, by ?party', async () => {
    const response = await server.http.get(
      `/_sandbox/workspaces/${workspace.id}/conformance?party=ordersysteem`,
    );
    const { requirements } = response.body as ConformanceReport;
    expect(
      requirements.every(({ who }) => who.some((one) => one.startsWith('ordersysteem '))),
    ).toBe(true);
  });

  it.each([
    ['format=pdf', 'format'],
    ['party=nobody', 'party'],
    ['colour=blue', 'colour'],
  ])('refuses ?%s', async (query, path) => {
    const response = await server.http.get(
      `/_sandbox/workspaces/${workspace.id}/conformance?${query}`,
    );
    expect([response.status, response.body]).toMatchObject([400, { faults: [{ path }] }]);
  });
});

describe('both readings of a rule', () => {
  const other = ketenlab({ RULES_UNAUTHORIZED_BODY: 'empty' });

  it('stand with the finding, and the setting in the report', async () => {
    const report = await other.control<ConformanceReport>('get', 'conformance');
    expect(report.rules).toMatchObject({ UNAUTHORIZED_BODY: 'empty' });
    expect(report.hashes.configuration).not.toBe((await reportOf()).hashes.configuration);
    expect(report.hashes.requirements).toBe((await reportOf()).hashes.requirements);
  });
});

describe('after a new start', () => {
  it('the verdicts are as they were, and go on', async () => {
    const again = new TestServer();
    await again.start();
    await again.put('/ordersysteem/orders', anOrder());
    await again.put('/bestelomgeving/orders/confirmations', anOrderConfirmation());
    const before = await again.control<ConformanceReport>('get', 'conformance');
    await again.stop();
    await again.start();
    const after = await again.control<ConformanceReport>('get', 'conformance');
    expect({ ...after, at: '' }).toEqual({ ...before, at: '' });
    await again.remove();
  });
});

describe('GET /_sandbox/requirements', () => {
  it('lists what the contracts ask, each under an id of its own', async () => {
    const response = await server.http.get('/_sandbox/requirements');
    const { items } = response.body as { items: { id: string }[] };
    const ids = items.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(items.find(({ id }) => id === 'EDUV-ORDER-42')).toEqual({
      id: 'EDUV-ORDER-42',
      level: 'SHOULD',
      who: ['ordersysteem server', 'bestelomgeving server'],
      over: ['acceptOrder', 'acceptCreditOrder', 'confirmOrder', 'confirmCreditOrder'],
      text: 'A 401 has the body that the rule UNAUTHORIZED_BODY says',
      source: 'Order API 0.9.2: the response 401; RFC-61 (released April 2026)',
      contract: 'edu-v-order',
      rule: 'UNAUTHORIZED_BODY',
    });
  });
});
