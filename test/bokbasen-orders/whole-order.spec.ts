import { beforeAll, describe, expect, it } from '@jest/globals';
import { BOOK, BokbasenClient, DIGITAL, ORDERS, anOrder } from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const bokbasen = new BokbasenClient(server);

beforeAll(() => server.freeze('2026-11-21T14:05:09Z'));

describe('the Order API end to end', () => {
  it('takes an order of a buyer and a seller from sending to FULFILLED_BLOCKED', async () => {
    // The buyer sends the order and follows Location until it is processed.
    const xml = anOrder({
      number: 'WHOLE-1',
      lines: [{ ean: BOOK }, { ean: DIGITAL, quantity: 120 }],
    });
    const order = await bokbasen.sendOrder(xml);
    expect(await bokbasen.statuses(order)).toEqual(['UNPROCESSED', 'UNPROCESSED', 'UNPROCESSED']);
    await server.advance('PT1S');
    expect(await bokbasen.statuses(order)).toEqual(['SENT', 'SENT', 'SENT']);

    // The seller finds the order in the list and follows the links to its document.
    const listed = await bokbasen.list('fromDate=20261121000000&mode=SENT_TO_ME', 'demo-seller');
    expect(listed).toEqual([
      {
        orderId: order.slice(ORDERS.length + 1),
        buyerOrderNumber: 'WHOLE-1',
        buyer: '4321',
        seller: '987654',
        status: 'SENT',
        created: '2026-11-21Z14:05:09',
        links: [{ rel: 'self', href: server.url + order }],
      },
    ]);
    const self = new URL(listed[0]!.links[0]!.href).pathname;
    const { _links: links } = await bokbasen.details(self, 'demo-seller');
    const editx = await server.call('get', new URL(links.editx.href).pathname, {
      as: 'demo-seller',
    });
    expect(editx.text).toBe(xml);

    // The seller confirms receipt of both lines and delivers the digital one with period and price.
    await bokbasen.update(self, 1, { status: 'RECEIVED' });
    await bokbasen.update(self, 2, { status: 'RECEIVED' });
    const period = { valid_from: '2026-12-01', valid_to: '2027-07-31' };
    const price = { amount: 199.5, tax: 25 };
    await bokbasen.update(self, 2, {
      status: 'FULFILLED',
      comment: 'Lisens aktiv',
      ...period,
      price,
    });
    expect((await bokbasen.details(order))._embedded.lines).toEqual([
      { id: 1, ean: BOOK, quantity: 4, status: 'RECEIVED' },
      {
        id: 2,
        ean: DIGITAL,
        quantity: 120,
        status: 'FULFILLED',
        comment: 'Lisens aktiv',
        ...period,
        price,
      },
    ]);

    // The buyer reduces the quantity. The seller sees the change as a line and blocks the product.
    expect((await bokbasen.reduce(order, { ean: DIGITAL, number: -20 })).status).toBe(200);
    expect((await bokbasen.details(self, 'demo-seller'))._embedded.lines.at(-1)).toEqual({
      id: 3,
      ean: DIGITAL,
      quantity: -20,
      status: 'REQUESTED',
    });
    expect((await bokbasen.update(self, 3, { status: 'FULFILLED' })).status).toBe(200);
    expect((await bokbasen.update(self, 2, { status: 'FULFILLED_BLOCKED' })).status).toBe(200);

    // After that neither can change the product.
    expect((await bokbasen.reduce(order, { ean: DIGITAL, number: -1 })).status).toBe(403);
    expect((await bokbasen.update(self, 2, { status: 'REJECTED', comment: 'no' })).status).toBe(
      403,
    );
    expect(await bokbasen.statuses(order)).toEqual([
      'SENT',
      'RECEIVED',
      'FULFILLED_BLOCKED',
      'FULFILLED',
    ]);
  });
});
