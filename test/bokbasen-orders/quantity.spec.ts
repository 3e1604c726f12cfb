import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  BOOK,
  BokbasenClient,
  DIGITAL,
  SEEDED_ORDER,
  anOrder,
} from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const bokbasen = new BokbasenClient(server);
const reduce = async (path: string, number: number, ean = BOOK) => {
  const { status, body } = await bokbasen.reduce(path, { ean, number });
  return [status, (body as { reason?: string }).reason];
};

beforeAll(() => server.freeze());

describe('POST /orders/v1/{id}/update', () => {
  it('answers 200 with an empty body and adds a REQUESTED line with the negative number', async () => {
    const order = await bokbasen.processedOrder(
      anOrder({ lines: [{ number: 10 }, { number: 20, ean: DIGITAL }] }),
    );
    const { status, text } = await bokbasen.reduce(order, { ean: BOOK, number: -2 });
    expect([status, text]).toEqual([200, '']);
    expect((await bokbasen.details(order))._embedded.lines).toEqual([
      { id: 10, ean: BOOK, quantity: 4, status: 'SENT' },
      { id: 20, ean: DIGITAL, quantity: 4, status: 'SENT' },
      { id: 21, ean: BOOK, quantity: -2, status: 'REQUESTED' },
    ]);
    expect(await bokbasen.statuses(order, 'demo-seller')).toEqual([
      'SENT',
      'SENT',
      'SENT',
      'REQUESTED',
    ]);
  });

  it('answers 403 to a reduction beyond the quantity that earlier changes left', async () => {
    const order = await bokbasen.processedOrder();
    expect(await reduce(order, -5)).toEqual([
      403,
      `the quantity of ${BOOK} is 4 and cannot be reduced by 5`,
    ]);
    expect(await reduce(order, -3)).toEqual([200, undefined]);
    expect(await reduce(order, -2)).toEqual([
      403,
      `the quantity of ${BOOK} is 1 and cannot be reduced by 2`,
    ]);
    expect(await bokbasen.findings('updateOrderLineQuantity')).toEqual([
      ['BOKB-ORDER-30', '/number', '-2'],
    ]);
    expect(await reduce(order, -1)).toEqual([200, undefined]);
    expect(await reduce(order, -1)).toEqual([
      403,
      `the quantity of ${BOOK} is 0 and cannot be reduced by 1`,
    ]);
  });

  it('does not count a change that the seller rejected', async () => {
    const order = await bokbasen.processedOrder();
    await reduce(order, -4);
    await bokbasen.update(order, 2, { status: 'REJECTED', comment: 'for late' });
    expect(await reduce(order, -4)).toEqual([200, undefined]);
  });

  it('counts a rejected line as ordered', async () => {
    const order = await bokbasen.processedOrder();
    await reduce(order, -3);
    await bokbasen.update(order, 1, { status: 'REJECTED', comment: 'x' });
    expect(await reduce(order, -1)).toEqual([200, undefined]);
    expect((await reduce(order, -1))[0]).toBe(403);
  });

  it('adds up the lines of a product', async () => {
    const order = await bokbasen.processedOrder(anOrder({ lines: [{}, {}] }));
    expect(await reduce(order, -8)).toEqual([200, undefined]);
  });

  it('answers 403 when a line or change of the product is FULFILLED_BLOCKED', async () => {
    const order = await bokbasen.processedOrder();
    await bokbasen.update(order, 1, { status: 'FULFILLED' });
    expect(await reduce(order, -1)).toEqual([200, undefined]);
    await bokbasen.update(order, 2, { status: 'FULFILLED_BLOCKED' });
    expect(await reduce(order, -1)).toEqual([403, 'line 2 is FULFILLED_BLOCKED']);
    expect(await bokbasen.findings('updateOrderLineQuantity')).toEqual([
      ['BOKB-ORDER-31', '/ean', BOOK],
    ]);
  });

  it('answers 403 to a product that is not in the order', async () => {
    const order = await bokbasen.processedOrder();
    expect(await reduce(order, -1, DIGITAL)).toEqual([
      403,
      `the order does not contain ${DIGITAL}; send a new order for a new product`,
    ]);
  });

  it('answers 403 to the magic product 9788200099048', async () => {
    const order = await bokbasen.processedOrder(anOrder({ lines: [{ ean: '9788200099048' }] }));
    expect((await reduce(order, -1, '9788200099048'))[0]).toBe(403);
  });

  it('answers the buyer 200, the seller 403 and a third party 404', async () => {
    const order = await bokbasen.processedOrder();
    const as = async (client: string) =>
      (await bokbasen.reduce(order, { ean: BOOK, number: -1 }, client)).status;
    expect([await as('demo-seller'), await as('demo-reader'), await as('demo')]).toEqual([
      403, 404, 200,
    ]);
  });

  it('checks authorization before the body', async () => {
    const order = await bokbasen.processedOrder();
    const as = async (client: string) =>
      (await bokbasen.reduce(order, { number: 1 }, client)).status;
    expect([await as('demo-seller'), await as('demo-reader'), await as('demo-buyer')]).toEqual([
      403, 404, 400,
    ]);
  });

  it('answers 403 for an order that was not processed without errors', async () => {
    const order = await bokbasen.sendOrder();
    expect(await reduce(order, -1)).toEqual([
      403,
      'the order is UNPROCESSED; its lines can be updated after it was processed without errors',
    ]);
    const failed = await bokbasen.processedOrder(anOrder({ lines: [{ quantity: 0 }] }));
    expect((await reduce(failed, -1))[0]).toBe(403);
  });

  // prettier-ignore
  it.each([
    ['zero',              { ean: BOOK, number: 0 },        ['/number', 'integer of at most -1', '0']],
    ['a positive number', { ean: BOOK, number: 2 },       ['/number', 'integer of at most -1', '2']],
    ['a fraction',        { ean: BOOK, number: -1.5 },     ['/number', 'integer of at most -1', 'number -1.5']],
    ['a text',            { ean: BOOK, number: '-1' },     ['/number', 'integer of at most -1', 'string "-1"']],
    ['no number',         { ean: BOOK },                   ['/number', 'integer of at most -1', 'missing']],
    ['no ean',            { number: -1 },                  ['/ean', 'string', 'missing']],
    ['an ean as number',  { ean: 9788200000013, number: -1 }, ['/ean', 'string', 'number 9788200000013']],
    ['the old isbn',      { isbn: BOOK, number: -1 },      ['/ean', 'string', 'missing']],
  ])('answers 400 to %s', async (_, body, [path, expected, seen]) => {
    const response = await bokbasen.reduce(SEEDED_ORDER, body);
    expect([response.status, (response.body as { faults: object[] }).faults]).toEqual([400, [{ path, expected, seen }]]);
  });

  it('accepts ten of twenty concurrent reductions of a quantity of ten', async () => {
    const order = await bokbasen.processedOrder(anOrder({ lines: [{ quantity: 10 }] }));
    const responses = await Promise.all(Array.from({ length: 20 }, () => reduce(order, -1)));
    expect(responses.filter(([status]) => status === 200)).toHaveLength(10);
    const { _embedded: content } = await bokbasen.details(order);
    expect(content.lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(0);
    expect(new Set(content.lines.map(({ id }) => id)).size).toBe(11);
  });
});
