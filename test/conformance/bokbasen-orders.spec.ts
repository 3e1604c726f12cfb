import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bokbasenOrderOperations } from '../../src/apis/bokbasen-orders/operations.js';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import {
  BOOK,
  BokbasenClient,
  DIGITAL,
  ORDERS,
  SEEDED_ORDER,
  anOrder,
} from '../support/bokbasen-client.js';
import { FAULTY_JSON, violatedByResponse } from '../support/json-checks.js';
import { testServer } from '../support/test-server.js';

const server = testServer({ PROCESS_AFTER: 'PT0S' });
const bokbasen = new BokbasenClient(server);
const NOW = '2026-11-21T12:00:00.000Z';
const UNKNOWN_ORDER = `${ORDERS}/0b9c0f0e-5d0e-4a53-9a40-000000000000`;

beforeEach(() => server.freeze(NOW));
afterEach(async () => {
  await server.control('delete', 'conformance');
  await server.control('post', 'reset');
});

async function results(party?: string): Promise<ConformanceReport['requirements']> {
  const path = `conformance${party ? `?party=${party}` : ''}`;
  return (await server.control<ConformanceReport>('get', path)).requirements;
}

/** Verdicts on a party by requirement number, without skipped requirements. */
async function verdicts(party: string): Promise<Record<string, string>> {
  const tested = (await results(party)).filter(({ verdict }) => verdict !== 'skip');
  return Object.fromEntries(
    tested.map(({ id, verdict }) => [id.replace('BOKB-ORDER-', ''), verdict]),
  );
}

/** Verdict on a requirement with violations. */
async function violationVerdict(number: string): Promise<string | undefined> {
  const result = (await results()).find(({ id }) => id === `BOKB-ORDER-${number}`);
  return result && result.departed > 0 ? result.verdict : undefined;
}

/** Request with the given Content-Type. */
async function post(path: string, type: string | undefined, body: string, as: string) {
  const request = server.http
    .post(path)
    .set('authorization', `Bearer ${await server.token('bokbasen', as)}`);
  return (type === undefined ? request : request.set('content-type', type)).send(body);
}

const list = (fromDate: string, mode = 'SENT_TO_ME', as = 'demo-seller') =>
  server.call('get', `${ORDERS}?fromDate=${fromDate}&mode=${mode}`, { as });
const delivered = {
  status: 'FULFILLED',
  valid_from: '2026-12-01',
  valid_to: '2027-07-31',
  price: { amount: 250.15, tax: 25 },
};

describe('passive checks of a buyer', () => {
  it('pass every requirement that an order, its reading and a reduction show', async () => {
    const order = await bokbasen.sendOrder();
    await bokbasen.details(order);
    await bokbasen.reduce(order, { ean: BOOK, number: -1 });
    await list('20261121110000', 'SENT_BY_ME', 'demo-buyer');
    await list('20261121115900', 'SENT_BY_ME', 'demo-buyer');
    expect(await verdicts('buyer')).toEqual(
      passed(
        ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15'],
        [
          '20',
          '25',
          '26',
          '27',
          '30',
          '31',
          '32',
          '33',
          '34',
          '37',
          '38',
          '40',
          '41',
          '130',
          '131',
          '148',
        ],
      ),
    );
  });
});

describe('passive checks of a seller', () => {
  it('pass every requirement that lists, documents and updates show', async () => {
    const order = await bokbasen.sendOrder(anOrder({ lines: [{ ean: DIGITAL }, { ean: BOOK }] }));
    await bokbasen.reduce(order, { ean: BOOK, number: -1 });
    await server.control('delete', 'conformance');
    await list('20261121110000');
    await list('20261121115900');
    await bokbasen.details(order, 'demo-seller');
    await server.call('get', `${order}/editx`, { as: 'demo-seller' });
    await bokbasen.update(order, 1, delivered);
    await bokbasen.update(order, 2, { status: 'REJECTED', comment: 'Utsolgt' });
    await bokbasen.update(order, 3, { status: 'RECEIVED' });
    expect(await verdicts('seller')).toEqual(
      passed(
        ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29'],
        ['35', '36', '37', '38', '40', '41', '130', '131', '141', '149'],
      ),
    );
  });
});

function passed(...numbers: string[][]): Record<string, string> {
  return Object.fromEntries(numbers.flat().map((number) => [number, 'pass']));
}

type ViolationCase = [what: string, number: string, verdict: string, call: () => Promise<unknown>];
const repeatedOrder = anOrder();
const sendOrder = async (xml?: string): Promise<string> => bokbasen.sendOrder(xml);
const slowOrder = (): string => anOrder({ lines: [{ ean: '9788200099024' }] });

// prettier-ignore
const violations: ViolationCase[] = [
  ['an order with a schema error',        '01', 'fail', () => bokbasen.postOrder(anOrder({ purpose: 'Copy' }))],
  ['an order of another party',           '02', 'warn', () => bokbasen.postOrder(anOrder({ buyer: '987654' }))],
  ['three references',                    '03', 'fail', () => bokbasen.postOrder(anOrder({ references: 3 }))],
  ['a repeated OrderNumber',              '04', 'fail', async () => [await sendOrder(repeatedOrder), await sendOrder(repeatedOrder)]],
  ['an unknown product',                  '05', 'fail', () => bokbasen.postOrder(anOrder({ lines: [{ ean: '9788200099017' }] }))],
  ['an e-book',                           '06', 'fail', () => bokbasen.postOrder(anOrder({ lines: [{ ean: '9788200000037' }] }))],
  ['a wrong check digit',                 '07', 'warn', () => bokbasen.postOrder(anOrder({ lines: [{ ean: '9788200000014' }] }))],
  ['a quantity of 0',                     '08', 'warn', () => bokbasen.postOrder(anOrder({ lines: [{ quantity: 0 }] }))],
  ['one LineNumber for two lines',        '09', 'warn', () => bokbasen.postOrder(anOrder({ lines: [{ number: 7 }, { number: 7 }] }))],
  ['a wrong NumberOfLines',               '10', 'warn', () => bokbasen.postOrder(anOrder({ numberOfLines: 2 }))],
  ['no OrderNumber',                      '12', 'warn', () => bokbasen.postOrder(anOrder({ number: '' }))],
  ['an unknown seller',                   '13', 'warn', () => bokbasen.postOrder(anOrder({ seller: '111' }))],
  ['an order as text/plain',              '14', 'fail', () => post(ORDERS, 'text/plain', anOrder(), 'demo-buyer')],
  ['an order as application/json',        '14', 'fail', () => post(ORDERS, 'application/json', anOrder(), 'demo-buyer')],
  ['an undocumented field',               '20', 'pass', async () => bokbasen.update(await sendOrder(), 1, { status: 'RECEIVED', more: 1 })],
  ['REJECTED without a comment',          '21', 'warn', async () => bokbasen.update(await sendOrder(), 1, { status: 'REJECTED' })],
  ['a rejected line that is fulfilled',   '23', 'warn', async () => { const order = await sendOrder(); await bokbasen.update(order, 1, { status: 'REJECTED', comment: 'x' }); await bokbasen.update(order, 1, delivered); }],
  ['a period that ends before it begins', '24', 'warn', async () => bokbasen.update(await sendOrder(), 1, { ...delivered, valid_to: '2026-11-30' })],
  ['a status in another spelling',        '25', 'fail', async () => bokbasen.update(await sendOrder(), 1, { status: 'FULFILLED_ASSIGNED_ORGANIZATION' })],
  ['a fromDate with hyphens',             '25', 'fail', () => list('2026-11-21')],
  ['a number that is not negative',       '25', 'fail', async () => bokbasen.reduce(await sendOrder(), { ean: BOOK, number: 1 })],
  ['an update as text/plain',             '26', 'fail', async () => post(`${await sendOrder()}/update`, 'text/plain', JSON.stringify({ ean: BOOK, number: -1 }), 'demo-buyer')],
  ['an unknown order',                    '27', 'warn', () => server.call('get', UNKNOWN_ORDER, { as: 'demo-buyer' })],
  ['an unknown line',                     '27', 'warn', async () => bokbasen.update(await sendOrder(), 9, { status: 'RECEIVED' })],
  ['a status by the buyer',               '28', 'fail', async () => bokbasen.update(await sendOrder(), 1, { status: 'RECEIVED' }, 'demo-buyer')],
  ['a tax of 0.25',                       '29', 'warn', async () => bokbasen.update(await sendOrder(), 1, { ...delivered, price: { amount: 250.15, tax: 0.25 } })],
  ['a reduction by too much',             '30', 'fail', async () => bokbasen.reduce(await sendOrder(), { ean: BOOK, number: -5 })],
  ['a reduction of a blocked line',       '31', 'fail', async () => { const order = await sendOrder(); await bokbasen.update(order, 1, { status: 'FULFILLED_BLOCKED' }); await bokbasen.reduce(order, { ean: BOOK, number: -1 }); }],
  ['a reduction of another product',      '32', 'fail', async () => bokbasen.reduce(await sendOrder(), { ean: DIGITAL, number: -1 })],
  ['a reduction before processing',       '33', 'warn', async () => bokbasen.reduce(await sendOrder(slowOrder()), { ean: '9788200099024', number: -1 })],
  ['a reduction by the seller',           '34', 'fail', async () => bokbasen.reduce(await sendOrder(), { ean: BOOK, number: -1 }, 'demo-seller')],
  ['a price with RECEIVED',               '35', 'warn', async () => bokbasen.update(await sendOrder(), 1, { ...delivered, status: 'RECEIVED' })],
  ['a list that leaves a gap',            '37', 'warn', async () => { await list('20261121110000'); await server.advance('PT1H'); await list('20261121123000'); }],
  ['a fromDate in the future',            '38', 'warn', () => list('20261122120000')],
  ['no token',                            '40', 'fail', () => server.call('get', UNKNOWN_ORDER, { as: null })],
  ['a PUT of an order',                   '41', 'fail', () => server.call('put', ORDERS, { as: 'demo-buyer', body: anOrder() })],
];

describe('passive checks record a violation for', () => {
  it.each(violations)('%s by BOKB-ORDER-%s: %s', async (_what, number, verdict, call) => {
    await call();
    expect(await violationVerdict(number)).toBe(verdict);
  });

  it('an update of a FAILED order by a client that is seller and buyer by BOKB-ORDER-22', async () => {
    const order = await sendOrder(anOrder({ lines: [{ ean: '9788200099017' }], seller: '987654' }));
    await bokbasen.update(order, 1, { status: 'FULFILLED' }, 'demo');
    expect(await violationVerdict('22')).toBe('fail');
  });

  it('a rejection of a FAILED order by a client that is seller and buyer by BOKB-ORDER-141', async () => {
    const order = await sendOrder(anOrder({ lines: [{ ean: '9788200099017' }], seller: '987654' }));
    await bokbasen.update(order, 1, { status: 'REJECTED', comment: 'Utsolgt' }, 'demo');
    expect(await violationVerdict('141')).toBe('warn');
  });

  it('a period that is over by BOKB-ORDER-149', async () => {
    const update = { ...delivered, valid_from: '2020-01-01', valid_to: '2020-07-31' };
    await bokbasen.update(await sendOrder(), 1, update);
    expect(await violationVerdict('149')).toBe('warn');
  });

  it('an order of 2020 by BOKB-ORDER-148', async () => {
    await sendOrder(anOrder().replace(/(?<=<IssueDateTime>)\d{4}/, '2020'));
    expect(await violationVerdict('148')).toBe('warn');
  });
});

describe('an order with lines of several sellers', () => {
  it('is a violation of BOKB-ORDER-11', async () => {
    await server.control('put', `state/bokbasen-products/${DIGITAL}`, {
      kind: 'digital',
      seller: '555000',
    });
    await bokbasen.postOrder(anOrder({ lines: [{ ean: BOOK }, { ean: DIGITAL }] }));
    expect(await violationVerdict('11')).toBe('warn');
  });
});

describe('passive checks of JSON texts', () => {
  it('warn of a request with a byte order mark or with a name twice', async () => {
    const text = `\uFEFF{"number":1,"ean":"${DIGITAL}","number":-1}`;
    const { status } = await post(`${SEEDED_ORDER}/update`, 'application/json', text, 'demo-buyer');
    expect(status).toBe(200);
    expect(await violationVerdict('130')).toBe('warn');
    expect(await violationVerdict('131')).toBe('warn');
  });

  it('warn of a response with a byte order mark or with a name twice', () => {
    const { getOrder } = bokbasenOrderOperations;
    expect(violatedByResponse(getOrder, FAULTY_JSON)).toEqual(['132', '133']);
    expect(violatedByResponse(getOrder, '{"message":"a"}')).toEqual([]);
  });
});
