import { beforeAll, describe, expect, it } from '@jest/globals';
import { BokbasenClient, ORDERS, SEEDED_ORDER, anOrder } from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const bokbasen = new BokbasenClient(server);
const everyStatus = [
  'RECEIVED',
  'FULFILLED',
  'FULFILLED_BLOCKED',
  'FULLFILLED_ASSIGNED_ORGANIZATION',
  'REJECTED',
];
const delivered = ['FULFILLED', 'FULFILLED_BLOCKED', 'FULLFILLED_ASSIGNED_ORGANIZATION'];
const lineOf = async (path: string, id = 1) =>
  (await bokbasen.details(path))._embedded.lines.find((line) => line.id === id);

beforeAll(() => server.freeze());

describe('POST /orders/v1/{id}/lines/{lineId}', () => {
  it('answers 200 with an empty body and shows the update in the order', async () => {
    const order = await bokbasen.processedOrder();
    const update = {
      comment: 'Lisens aktiv',
      valid_from: '2026-12-01',
      valid_to: '2027-07-31',
      price: { amount: 199.5, tax: 25 },
    };
    const { status, text, headers } = await bokbasen.update(order, 1, {
      status: 'FULFILLED',
      ...update,
    });
    expect([status, text, headers['content-length']]).toEqual([200, '', '0']);
    expect(await lineOf(order)).toEqual({
      id: 1,
      ean: '9788200000013',
      quantity: 4,
      status: 'FULFILLED',
      ...update,
    });
    expect(await bokbasen.findings('updateOrderLineStatus')).toEqual([]);
  });

  it.each(everyStatus)('accepts the status %s', async (status) => {
    const order = await bokbasen.processedOrder();
    expect((await bokbasen.update(order, 1, { status, comment: 'why' })).status).toBe(200);
    expect(await lineOf(order)).toMatchObject({ status, comment: 'why' });
  });

  // prettier-ignore
  it.each([
    'FULLFILLED', 'FULFILLED_ASSIGNED_ORGANIZATION', 'fulfilled', 'SENT', 'FAILED', 'UNPROCESSED', 'REQUESTED',
    'ACCEPTED', 'PROCESSED', 'CANCELLED', 'SHIPPED', 'DELIVERED', 'ERROR', '',
  ])('answers 400 to the status "%s"', async (status) => {
    const { status: code, body } = await bokbasen.update(SEEDED_ORDER, 1, { status });
    const expected = 'one of FULFILLED, FULFILLED_BLOCKED, FULLFILLED_ASSIGNED_ORGANIZATION, RECEIVED, REJECTED';
    expect([code, body]).toEqual([
      400,
      {
        message: `/status: expected ${expected}, seen ${status}`,
        faults: [{ path: '/status', expected, seen: status }],
      },
    ]);
  });

  // prettier-ignore
  it.each<[string, object, [string, string, string][]]>([
    ['no status',                  {},                                                    [['/status', expect.stringMatching(/^one of/) as never, 'missing']]],
    ['null',                       { status: null },                                      [['/status', expect.stringMatching(/^one of/) as never, 'null']]],
    ['a comment that is a number', { status: 'RECEIVED', comment: 1 },                    [['/comment', 'string', 'number 1']]],
    ['a date with a time',         { status: 'RECEIVED', valid_from: '2026-12-01T00:00:00Z' }, [['/valid_from', 'date', '2026-12-01T00:00:00Z']]],
    ['a date that does not exist', { status: 'RECEIVED', valid_to: '2026-02-30' },        [['/valid_to', 'date', '2026-02-30']]],
    ['a price as text',            { status: 'RECEIVED', price: '250.15' },               [['/price', 'object', 'string "250.15"']]],
    ['an amount as text',          { status: 'RECEIVED', price: { amount: '250.15', tax: 25 } }, [['/price/amount', 'number', 'string "250.15"']]],
    ['a price without tax',        { status: 'RECEIVED', price: { amount: 250.15 } },     [['/price/tax', 'number', 'missing']]],
    ['a price without amount',     { status: 'RECEIVED', price: { tax: 25 } },            [['/price/amount', 'number', 'missing']]],
    ['several errors',             { status: 'X', comment: 1, price: {} },                [['/price/amount', 'number', 'missing'], ['/price/tax', 'number', 'missing'], ['/status', expect.stringMatching(/^one of/) as never, 'X'], ['/comment', 'string', 'number 1']]],
  ])('answers 400 with every error to %s', async (_, body, expectedErrors) => {
    const response = await bokbasen.update(SEEDED_ORDER, 1, body);
    const errors = (response.body as { faults: Record<string, string>[] }).faults;
    expect(response.status).toBe(400);
    expect(errors.map(({ path, expected, seen }) => [path, expected, seen])).toEqual(
      expect.arrayContaining(expectedErrors),
    );
    expect(errors).toHaveLength(expectedErrors.length);
  });

  it('keeps the fields of an earlier update that a later one does not have', async () => {
    const order = await bokbasen.processedOrder();
    const price = { amount: 100, tax: 0 };
    await bokbasen.update(order, 1, { status: 'RECEIVED', comment: 'first', price });
    await bokbasen.update(order, 1, { status: 'FULFILLED', comment: 'second' });
    expect(await lineOf(order)).toMatchObject({ status: 'FULFILLED', comment: 'second', price });
  });

  it('accepts REJECTED without a comment and records a finding', async () => {
    const order = await bokbasen.processedOrder();
    expect((await bokbasen.update(order, 1, { status: 'REJECTED' })).status).toBe(200);
    expect(await bokbasen.findings('updateOrderLineStatus')).toEqual([
      ['BOKB-ORDER-21', '/comment', 'missing'],
    ]);
  });

  it('records findings for an undocumented field and for a period that ends before it starts', async () => {
    const order = await bokbasen.processedOrder();
    await bokbasen.update(order, 1, {
      status: 'FULFILLED',
      validFrom: '2026-12-01',
      valid_from: '2027-01-01',
      valid_to: '2026-12-31',
    });
    expect(await bokbasen.findings('updateOrderLineStatus')).toEqual([
      ['BOKB-ORDER-20', '/validFrom', 'a field'],
      ['BOKB-ORDER-24', '/valid_to', '2026-12-31'],
    ]);
  });
});

describe('a status transition of a line', () => {
  const updatesTo: Record<string, string[]> = {
    SENT: [],
    RECEIVED: ['RECEIVED'],
    FULFILLED: ['FULFILLED'],
    FULLFILLED_ASSIGNED_ORGANIZATION: ['FULLFILLED_ASSIGNED_ORGANIZATION'],
    FULFILLED_BLOCKED: ['FULFILLED_BLOCKED'],
    REJECTED: ['REJECTED'],
  };
  const allowed: Record<string, string[]> = {
    SENT: everyStatus,
    RECEIVED: everyStatus,
    FULFILLED: delivered,
    FULLFILLED_ASSIGNED_ORGANIZATION: delivered,
    FULFILLED_BLOCKED: ['FULFILLED_BLOCKED'],
    REJECTED: ['REJECTED'],
  };

  it.each(Object.keys(updatesTo).flatMap((from) => everyStatus.map((to) => [from, to] as const)))(
    'from %s to %s',
    async (from, to) => {
      const order = await bokbasen.processedOrder();
      for (const status of updatesTo[from]!)
        await bokbasen.update(order, 1, { status, comment: 'x' });
      const { status } = await bokbasen.update(order, 1, { status: to, comment: 'x' });
      const moves = allowed[from]!.includes(to);
      expect([status, (await lineOf(order))?.status]).toEqual(moves ? [200, to] : [403, from]);
    },
  );

  it('is possible for a quantity change to every status', async () => {
    for (const status of everyStatus) {
      const order = await bokbasen.processedOrder();
      await bokbasen.reduce(order, { ean: '9788200000013', number: -1 });
      expect(await lineOf(order, 2)).toMatchObject({ status: 'REQUESTED', quantity: -1 });
      expect((await bokbasen.update(order, 2, { status, comment: 'x' })).status).toBe(200);
      expect((await lineOf(order, 2))?.status).toBe(status);
    }
  });

  it('that is not allowed is answered 403 with the allowed statuses and a finding', async () => {
    const order = await bokbasen.processedOrder();
    await bokbasen.update(order, 1, { status: 'FULFILLED' });
    const { status, body } = await bokbasen.update(order, 1, { status: 'RECEIVED' });
    const reason =
      'line 1 is FULFILLED and cannot become RECEIVED; allowed: FULFILLED, FULFILLED_BLOCKED, FULLFILLED_ASSIGNED_ORGANIZATION';
    expect([status, body]).toEqual([403, { message: 'Forbidden', reason }]);
    expect(await bokbasen.findings('updateOrderLineStatus')).toEqual([
      ['BOKB-ORDER-23', '/status', 'RECEIVED'],
    ]);
  });

  it('to the current status does not update the order', async () => {
    const order = await bokbasen.processedOrder();
    await bokbasen.update(order, 1, { status: 'RECEIVED', comment: 'x' });
    const { now } = await server.control<{ now: string }>('get', 'clock');
    await server.advance('PT1M');
    await bokbasen.update(order, 1, { status: 'RECEIVED', comment: 'x' });
    const later = new Date(Date.parse(now) + 1000).toISOString().replaceAll(/[-:T]|\..*/g, '');
    const listed = await bokbasen.list(`fromDate=${later}&mode=SENT_TO_ME`, 'demo-seller');
    expect(listed.map(({ orderId }) => orderId)).not.toContain(order.split('/').at(-1));
  });

  it('leaves the status of the order SENT', async () => {
    const order = await bokbasen.processedOrder();
    await bokbasen.update(order, 1, { status: 'REJECTED', comment: 'x' });
    expect(await bokbasen.statuses(order)).toEqual(['SENT', 'REJECTED']);
  });
});

describe('authorization of a line status update', () => {
  it('answers the seller 200, the buyer 403 and a third party 404', async () => {
    const order = await bokbasen.processedOrder();
    const as = async (client: string | null) => {
      const { status, body } = await bokbasen.update(order, 1, { status: 'RECEIVED' }, client);
      return [status, (body as { reason?: string }).reason];
    };
    expect(await as('demo-buyer')).toEqual([
      403,
      'only the seller can update the status of a line: party 987654',
    ]);
    expect((await as('demo-reader'))[0]).toBe(404);
    expect((await as(null))[0]).toBe(401);
    expect(await as('demo-seller')).toEqual([200, undefined]);
    expect(await as('demo')).toEqual([200, undefined]);
  });

  it('is checked before the body', async () => {
    const order = await bokbasen.processedOrder();
    const unprocessed = await bokbasen.sendOrder();
    const as = async (client: string, path = order) =>
      (await bokbasen.update(path, 1, { status: 'X' }, client)).status;
    expect([await as('demo-buyer'), await as('demo-reader'), await as('demo-seller')]).toEqual([
      403, 404, 400,
    ]);
    expect([await as('demo-seller', unprocessed), await as('demo', unprocessed)]).toEqual([
      404, 403,
    ]);
  });

  it('accepts the largest line number of the schema and the quantity change after it', async () => {
    const order = await bokbasen.processedOrder(anOrder({ lines: [{ number: 2_147_483_647 }] }));
    expect((await bokbasen.update(order, 2_147_483_647, { status: 'RECEIVED' })).status).toBe(200);
    await bokbasen.reduce(order, { ean: '9788200000013', number: -1 });
    expect((await bokbasen.update(order, 2_147_483_648, { status: 'RECEIVED' })).status).toBe(200);
  });

  it('answers 403 or 404 for an order that was not processed without errors', async () => {
    const order = await bokbasen.sendOrder();
    const failed = await bokbasen.processedOrder(anOrder({ lines: [{ quantity: 0 }] }));
    const late = await bokbasen.sendOrder(anOrder({ lines: [{ ean: '9788200099024' }] }));
    for (const [path, orderStatus] of [
      [failed, 'FAILED'],
      [late, 'UNPROCESSED'],
    ] as const) {
      // The seller does not see the order. The client demo does, because it is also the buyer.
      expect((await bokbasen.update(path, 1, { status: 'FULFILLED' })).status).toBe(404);
      const { status, body } = await bokbasen.update(path, 1, { status: 'FULFILLED' }, 'demo');
      expect([status, body]).toEqual([
        403,
        {
          message: 'Forbidden',
          reason: `the order is ${orderStatus}; its lines can be updated after it was processed without errors`,
        },
      ]);
    }
    expect((await bokbasen.update(order, 1, { status: 'FULFILLED' })).status).toBe(200);
  });

  it.each(['2', '0', '01', '-1', '1.5', 'one', '99999999999999999999'])(
    'answers 404 for line %s of an order with one line',
    async (line) => {
      const order = await bokbasen.processedOrder();
      const { status, body } = await bokbasen.update(order, line, { status: 'RECEIVED' });
      expect([status, body]).toEqual([
        404,
        {
          message: 'Not Found',
          reason: `order ${order.slice(ORDERS.length + 1)} has no line ${line}`,
        },
      ]);
    },
  );

  it('answers 404 for an unknown order', async () => {
    const { status } = await bokbasen.update(`${ORDERS}/x`, 1, { status: 'RECEIVED' });
    expect(status).toBe(404);
  });
});
