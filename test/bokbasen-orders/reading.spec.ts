import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  BOOK,
  BokbasenClient,
  DIGITAL,
  ORDERS,
  SEEDED_ORDER,
  anOrder,
} from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const bokbasen = new BokbasenClient(server);
const numbers = async (query: string, as?: string): Promise<string[]> =>
  (await bokbasen.list(query, as)).map(({ buyerOrderNumber }) => buyerOrderNumber);

beforeAll(() => server.freeze('2026-09-01T08:00:00Z'));

describe('GET /orders/v1', () => {
  it('answers a list as application/hal+json with a list of links and the documented form of created', async () => {
    await server.control('post', 'reset');
    const { status, headers, text } = await server.call(
      'get',
      `${ORDERS}?fromDate=20260101000000&mode=SENT_TO_ME`,
      { as: 'demo-seller' },
    );
    expect([status, headers['content-type']]).toEqual([200, 'application/hal+json']);
    expect(JSON.parse(text)).toEqual([
      {
        orderId: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11',
        buyerOrderNumber: 'SEED-2026-0001',
        buyer: '4321',
        seller: '987654',
        status: 'SENT',
        created: '2026-01-05Z08:00:00',
        links: [{ rel: 'self', href: server.url + SEEDED_ORDER }],
      },
    ]);
    await server.freeze('2026-09-01T08:00:00Z');
  });

  it('lists orders of every status for mode SENT_BY_ME, and processed orders for SENT_TO_ME', async () => {
    const from = 'fromDate=20260901080000';
    const [good, bad] = [anOrder(), anOrder({ lines: [{ quantity: 0 }] })];
    const numberOf = (xml: string) => /<OrderNumber>(.+)<\/OrderNumber>/.exec(xml)![1]!;
    await bokbasen.sendOrder(good);
    await bokbasen.sendOrder(bad);
    const sent = async (as?: string) =>
      (await bokbasen.list(`${from}&mode=SENT_BY_ME`, as)).map((item) => [
        item.buyerOrderNumber,
        item.status,
      ]);
    expect(await sent()).toEqual([
      [numberOf(good), 'UNPROCESSED'],
      [numberOf(bad), 'UNPROCESSED'],
    ]);
    expect(await numbers(`${from}&mode=SENT_TO_ME`, 'demo-seller')).toEqual([]);
    await server.advance('PT1S');
    expect(await sent()).toEqual([
      [numberOf(good), 'SENT'],
      [numberOf(bad), 'FAILED'],
    ]);
    expect(await numbers(`${from}&mode=SENT_TO_ME`, 'demo-seller')).toEqual([numberOf(good)]);
    expect(await sent('demo-seller')).toEqual([]);
    expect(await numbers(`${from}&mode=SENT_TO_ME`)).toEqual([]);
    for (const mode of ['SENT_BY_ME', 'SENT_TO_ME'])
      expect(await numbers(`fromDate=20200101000000&mode=${mode}`, 'demo-reader')).toEqual([]);
    // The client demo is buyer and seller.
    expect(await numbers(`${from}&mode=SENT_BY_ME`, 'demo')).toHaveLength(2);
    expect(await numbers(`${from}&mode=SENT_TO_ME`, 'demo')).toHaveLength(1);
  });

  it('compares fromDate in UTC with the last update, inclusive', async () => {
    await server.control('put', 'clock', { mode: 'frozen', now: '2026-10-01T12:00:00Z' });
    const order = await bokbasen.sendOrder(anOrder({ number: 'DATED' }));
    const isListed = async (fromDate: string) =>
      (await numbers(`fromDate=${fromDate}&mode=SENT_BY_ME`)).includes('DATED');
    expect([await isListed('20261001120000'), await isListed('20261001120001')]).toEqual([
      true,
      false,
    ]);
    await server.advance('PT1S');
    // Processing counts as an update.
    expect([await isListed('20261001120001'), await isListed('20261001120002')]).toEqual([
      true,
      false,
    ]);
    await server.advance('PT1H');
    await bokbasen.update(order, 1, { status: 'RECEIVED' });
    expect([await isListed('20261001130001'), await isListed('20261001130002')]).toEqual([
      true,
      false,
    ]);
    await server.advance('PT1H');
    await bokbasen.reduce(order, { ean: BOOK, number: -1 });
    expect([await isListed('20261001140001'), await isListed('20261001140002')]).toEqual([
      true,
      false,
    ]);
  });

  // prettier-ignore
  it.each([
    ['without parameters',      '',                                         [['?fromDate', 'YYYYMMDDHHMMSS', 'missing'], ['?mode', 'one of SENT_TO_ME, SENT_BY_ME', 'missing']]],
    ['without fromDate',        'mode=SENT_TO_ME',                          [['?fromDate', 'YYYYMMDDHHMMSS', 'missing']]],
    ['without mode',            'fromDate=20260101000000',                  [['?mode', 'one of SENT_TO_ME, SENT_BY_ME', 'missing']]],
    ['with mode ALL',           'fromDate=20260101000000&mode=ALL',         [['?mode', 'one of SENT_TO_ME, SENT_BY_ME', 'ALL']]],
    ['with a date alone',       'fromDate=20260101&mode=SENT_TO_ME',        [['?fromDate', 'YYYYMMDDHHMMSS', '20260101']]],
    ['with an ISO 8601 time',   'fromDate=2026-01-01T00:00:00Z&mode=SENT_TO_ME', [['?fromDate', 'YYYYMMDDHHMMSS', '2026-01-01T00:00:00Z']]],
    ['with a month 13',         'fromDate=20261301000000&mode=SENT_TO_ME',  [['?fromDate', 'YYYYMMDDHHMMSS, a valid time', '20261301000000']]],
    ['with mode twice',         'fromDate=20260101000000&mode=SENT_TO_ME&mode=SENT_BY_ME', [['?mode', 'one of SENT_TO_ME, SENT_BY_ME', 'array']]],
  ])('answers 400 %s', async (_, query, expectedErrors) => {
    const { status, body } = await server.call('get', `${ORDERS}?${query}`, { as: 'demo-seller' });
    const { faults: errors, message } = body as { faults: Record<string, string>[]; message: string };
    expect([status, errors.map(({ path, expected, seen }) => [path, expected, seen])]).toEqual([400, expectedErrors]);
    expect(message).toMatch(/^\?\w+: expected /);
  });
});

describe('GET /orders/v1/{id}', () => {
  it('answers HAL with links and the updates of every line', async () => {
    const { status, headers, text } = await server.call('get', SEEDED_ORDER, { as: 'demo-seller' });
    expect([status, headers['content-type']]).toEqual([200, 'application/hal+json']);
    expect(JSON.parse(text)).toEqual({
      _links: {
        self: { href: server.url + SEEDED_ORDER },
        editx: { href: `${server.url}${SEEDED_ORDER}/editx` },
      },
      orderId: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11',
      buyerOrderNumber: 'SEED-2026-0001',
      buyer: '4321',
      seller: '987654',
      status: 'SENT',
      created: '2026-01-05Z08:00:00',
      _embedded: {
        lines: [
          { id: 1, ean: BOOK, quantity: 4, status: 'SENT' },
          { id: 2, ean: BOOK, quantity: 4, status: 'RECEIVED' },
          { id: 3, ean: BOOK, quantity: 4, status: 'FULFILLED' },
          { id: 4, ean: BOOK, quantity: 4, status: 'FULFILLED_BLOCKED' },
          {
            id: 5,
            ean: DIGITAL,
            quantity: 120,
            status: 'FULLFILLED_ASSIGNED_ORGANIZATION',
            comment: 'Tilgang aktivert',
            valid_from: '2026-01-05',
            valid_to: '2027-07-31',
            price: { amount: 250.15, tax: 25 },
          },
          { id: 6, ean: BOOK, quantity: 4, status: 'REJECTED', comment: 'Utsolgt fra forlaget' },
          { id: 7, ean: BOOK, quantity: -1, status: 'REQUESTED' },
        ],
      },
    });
  });

  it('answers the seeded UNPROCESSED and FAILED orders to the buyer only', async () => {
    const seeded = (last: number) => SEEDED_ORDER.replace(/1$/, String(last));
    expect(await bokbasen.statuses(seeded(2))).toEqual(['UNPROCESSED', 'UNPROCESSED']);
    expect(await bokbasen.statuses(seeded(3))).toEqual(['FAILED', 'FAILED']);
    for (const last of [2, 3])
      expect((await server.call('get', seeded(last), { as: 'demo-seller' })).status).toBe(404);
  });

  it('answers an order to the buyer at once, to the seller once processed, to a third party never', async () => {
    const order = await bokbasen.sendOrder();
    const statuses = async () =>
      Promise.all(
        ['demo-buyer', 'demo-seller', 'demo-reader', 'demo'].map(
          async (as) => (await server.call('get', order, { as })).status,
        ),
      );
    expect(await statuses()).toEqual([200, 404, 404, 200]);
    await server.advance('PT1S');
    expect(await statuses()).toEqual([200, 200, 404, 200]);
  });

  it('ignores the case of an id, and answers 404 for an unknown one', async () => {
    expect(
      (await server.call('get', SEEDED_ORDER.toUpperCase().replace('/BOKBASEN/ORDERS/V1', ORDERS)))
        .status,
    ).toBe(200);
    const { status, body } = await server.call('get', `${ORDERS}/nothing`, { as: 'demo-buyer' });
    expect([status, body]).toEqual([
      404,
      { message: 'Not Found', reason: 'there is no order nothing that demo-buyer can access' },
    ]);
  });
});

describe('GET /orders/v1/{id}/editx', () => {
  it('answers the received document byte for byte as application/xml', async () => {
    const xml = `\u{feff}${anOrder({ number: 'BÆRE & BRINGE'.replace('&', '&amp;') })}\r\n<!-- ☃ -->\n`;
    const order = await bokbasen.processedOrder(xml);
    const { _links: links } = await bokbasen.details(order);
    const { pathname } = new URL(links.editx.href);
    const response = await fetch(server.url + pathname, {
      headers: { authorization: `Bearer ${await server.token('bokbasen', 'demo-seller')}` },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/xml',
    ]);
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(xml))).toBe(true);
    expect((await bokbasen.details(order)).buyerOrderNumber).toBe('BÆRE & BRINGE');
  });

  it('accepts editx in any case, and answers 404 to a client that may not see the order', async () => {
    for (const word of ['editx', 'EDItX', 'EDITX'])
      expect(
        (await server.call('get', `${SEEDED_ORDER}/${word}`, { as: 'demo-buyer' })).status,
      ).toBe(200);
    expect((await server.call('get', `${SEEDED_ORDER}/editx`, { as: 'demo-reader' })).status).toBe(
      404,
    );
    expect((await server.call('get', `${SEEDED_ORDER}/onix`, { as: 'demo-buyer' })).status).toBe(
      404,
    );
  });
});
