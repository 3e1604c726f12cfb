import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { BokbasenClient, ORDERS, SEEDED_ORDER } from '../support/bokbasen-client.js';
import {
  aCreditOrder,
  aDeliveryOrder,
  anOrder,
  anOrderConfirmation,
  anOrderOf,
} from '../support/builders.js';
import { CONSUMER, DdsClient, NODRM } from '../support/dds-client.js';
import { TestServer, testServer } from '../support/test-server.js';

const NOW = '2026-09-01T08:00:00.000Z';
const server = testServer();
const bokbasen = new BokbasenClient(server);
type Item = Record<string, unknown>;
/** Fields that the roles add to an item, named after the role. */
const VIEWS = ['ordersysteem', 'bestelomgeving', 'aanspraakmanager', 'bokbasen-orders', 'dds'];

const getItem = (path: string) => server.control<Item>('get', `state/${path}`);
const putItem = (path: string, item: object) => server.control<Item>('put', `state/${path}`, item);
const putError = async (path: string, item: object): Promise<[number, string]> => {
  const { status, body } = await server.tryControl('put', `state/${path}`, item);
  return [status, (body as { detail: string }).detail];
};
const listItems = async (collection: string) =>
  (await server.control<{ items: Item[] }>('get', `state/${collection}?limit=500`)).items;
const withoutViews = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !VIEWS.includes(name)));

beforeEach(async () => {
  await server.control('post', 'reset');
  await server.freeze();
});

const order = anOrder();
const credit = aCreditOrder({ purchaseOrderId: 'PO-NOT-THERE' });
const deliveryOrder = aDeliveryOrder();
const school = { organisationMasterIdentifier: '104A158' };
const line = { id: 1, ean: '9788200000013', quantity: 4, status: 'SENT' };
const bokbasenId = '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7cff';
const links = {
  self: { href: `${ORDERS}/${bokbasenId}` },
  editx: { href: `${ORDERS}/${bokbasenId}/editx` },
};
const bokbasenOrder = {
  buyerOrderNumber: 'WRITTEN-1',
  buyer: '4321',
  seller: '987654',
  status: 'SENT',
  created: '2026-08-01Z10:20:30',
  _embedded: { lines: [line] },
};
const title = {
  isbn: '9788200100997',
  publisher: '900224',
  title: 'Skrevet',
  format: 'EPUB',
  drm: 'NODRM',
  version: 1,
  updated: '2026-08-01T00:00:00.000Z',
  published: true,
  access: true,
  excerpt: true,
};
const sale = {
  kind: 'normal',
  client: 'demo-store',
  excerpt: false,
  buyer: 'Ola Nordmann',
  createdAt: '2026-08-01T00:00:00.000Z',
  order: { orderid: 'written-1', resid: NODRM, spd: '18900', id: CONSUMER },
};
const report = {
  kind: 'rvu',
  client: 'demo',
  reportedAt: '2026-08-01T00:00:00.000Z',
  report: { resid: NODRM, dateTime: '2026-08-01' },
};
const FULFILMENT = '0b1c4e50-bb00-46ea-bc24-27d1b32fb2ff';
const REPORT = '01996d5c-8f00-7000-8000-000000000001';

/** An item per collection with its id and the fields that are added when it is read. */
// prettier-ignore
const items: [collection: string, id: string, item: object, shown: object][] = [
  ['orders',            order.requestReferenceId,  order, { orderStatus: 'approved', salesOrderId: expect.stringMatching(/^SO-[0-9A-F]{12}$/) }],
  ['creditorders',      credit.requestReferenceId, credit, { creditOrderStatus: 'declined' }],
  ['deliveryorders',    deliveryOrder.deliveryOrderId, deliveryOrder, {}],
  ['contracts',         'CT-2026-777',             {}, { id: 'CT-2026-777' }],
  ['schools',           'written',                 { organisationMasterIdentifier: '999Z999' }, { id: 'written' }],
  ['consents',          'written',                 { clientId: 'demo', school, scope: 'delivery.portal', status: 'pending' }, { id: 'written' }],
  ['memberships',       'written',                 { school, user: { userIds: [{ userId: 'e1', userIdType: 'NEPPI' }] } }, { id: 'written' }],
  ['bokbasen-orders',   bokbasenId,                bokbasenOrder, { orderId: bokbasenId, _links: links }],
  ['bokbasen-products', '9788200012344',           { kind: 'book', seller: '987654' }, { id: '9788200012344' }],
  ['parties',           '7045',                    { name: 'En annen', clients: [] }, { id: '7045' }],
  ['titles',            'written-title',           title, { id: 'written-title' }],
  ['consumers',         'written-consumer',        { email: 'kari@example.org', name: 'Kari', surname: 'Nordmann' }, { id: 'written-consumer' }],
  ['dds-orders',        FULFILMENT,                sale, { fulfilmentId: FULFILMENT }],
  ['reports',           REPORT,                    report, { id: REPORT }],
];

describe('…/state/{collection}/{id}', () => {
  it('is tested for every collection', async () => {
    const { body } = await server.tryControl('get', 'state/none');
    const names = /use one of (.*)$/.exec((body as { detail: string }).detail)?.[1]?.split(', ');
    expect(items.map(([collection]) => collection).toSorted()).toEqual(names?.toSorted());
  });

  it.each(items)(
    '%s: writes, reads, lists and removes an item',
    async (collection, id, item, more) => {
      const shown = { ...item, ...more };
      const path = `${collection}/${id}`;
      expect(withoutViews(await putItem(path, item))).toEqual(shown);
      expect(withoutViews(await getItem(path))).toEqual(shown);
      expect((await listItems(collection)).map(withoutViews)).toContainEqual(shown);
      expect((await server.tryControl('delete', `state/${path}`)).status).toBe(204);
      expect((await server.tryControl('get', `state/${path}`)).status).toBe(404);
      expect((await listItems(collection)).map(withoutViews)).not.toContainEqual(shown);
      const { status, body } = await server.tryControl('delete', `state/${path}`);
      expect([status, (body as { detail: string }).detail]).toEqual([
        404,
        `There is no item ${id} in ${collection} of workspace default`,
      ]);
    },
  );

  it.each(items)('%s: accepts an item as it was read', async (collection, id, item) => {
    const path = `${collection}/${id}`;
    const first = await putItem(path, item);
    expect(await putItem(path, first)).toEqual(first);
    await server.control('delete', `state/${path}`);
  });

  it.each(items)('%s: accepts every seeded item as it was read', async (collection) => {
    const idOf: Record<string, string> = {
      deliveryorders: 'deliveryOrderId',
      'bokbasen-orders': 'orderId',
      'dds-orders': 'fulfilmentId',
    };
    // A PUT of a sent delivery order would send a change to the partner.
    const before = (await listItems(collection)).filter(
      ({ status }) => collection !== 'deliveryorders' || status === 'created',
    );
    for (const item of before) {
      const id = item[idOf[collection] ?? 'id'] as string;
      expect(await putItem(`${collection}/${id}`, item)).toEqual(item);
    }
  });

  it('replaces an existing item', async () => {
    const { requestReferenceId: id } = order;
    await putItem(`orders/${id}`, order);
    const otherItem = anOrder({ requestReferenceId: id.toUpperCase() });
    await putItem(`orders/${id}`, otherItem);
    const found = (await listItems('orders')).filter(
      (entry) => String(entry['requestReferenceId']).toLowerCase() === id,
    );
    expect(found.map(withoutViews)).toEqual([
      { ...otherItem, orderStatus: 'approved', salesOrderId: expect.any(String) },
    ]);
  });

  it('sends no messages', async () => {
    const deliveries = async () => (await server.outbox()).length;
    const before = await deliveries();
    for (const [collection, id, item] of items) await putItem(`${collection}/${id}`, item);
    expect(await server.advance('P2D')).toMatchObject({ delivered: 0, failed: 0, waiting: 0 });
    expect(await deliveries()).toBe(before);
  });

  const path = (index: number) => `${items[index]![0]}/${items[index]![1]}`;
  const without = (item: object, name: string) => ({ ...item, [name]: undefined });
  // prettier-ignore
  it.each<[string, string, object, string]>([
    ['an order without lines',              path(0), without(order, 'orderLines'), '/orderLines: expected array, seen missing'],
    ['an order with a wrong quantity',      path(0), { ...order, orderLines: [{ productId: '1', quantity: '5' }] }, '/orderLines/0/quantity: expected integer, seen string "5"'],
    ['an order with an unknown status',     path(0), { ...order, orderStatus: 'sent' }, '/orderStatus: expected one of pending, approved, declined, or null, seen sent'],
    ['an order with an unknown field',      path(0), { ...order, orderLine: [] }, '/orderLine: expected no such field, seen a field'],
    ['another id than that of the path',    path(0), { ...order, requestReferenceId: REPORT }, `/requestReferenceId: expected ${order.requestReferenceId}, seen ${REPORT}`],
    ['an id that is not a UUID',            'orders/x', without(order, 'requestReferenceId'), '/requestReferenceId: expected uuid, seen x'],
    ['a wrong credit order',                path(1), { ...credit, creditOrderStatus: 1 }, '/creditOrderStatus: expected one of pending, approved, declined, or null, seen 1'],
    ['a wrong delivery order',              path(2), { ...deliveryOrder, deliverySpecification: {} }, '/deliverySpecification/school: expected object, seen missing'],
    ['a cancelled order without endDate',   path(2), { ...deliveryOrder, status: 'cancelled' }, '/endDate: expected a date, because the status is cancelled, seen missing'],
    ['an unknown buyer',                    path(7), { ...bokbasenOrder, buyer: '1' }, '/buyer: expected one of the parties 4321, 555000, 987654, seen 1'],
    ['an unknown seller',                   path(7), { ...bokbasenOrder, seller: '2' }, '/seller: expected one of the parties 4321, 555000, 987654, seen 2'],
    ['another time format',                 path(7), { ...bokbasenOrder, created: '2026-08-01T10:20:30Z' }, '/created: expected YYYY-MM-DDZHH:MM:SS, a valid time, seen 2026-08-01T10:20:30Z'],
    ['a date that does not exist',          path(7), { ...bokbasenOrder, created: '2026-02-30Z10:20:30' }, '/created: expected YYYY-MM-DDZHH:MM:SS, a valid time, seen 2026-02-30Z10:20:30'],
    ['two lines with one id',               path(7), { ...bokbasenOrder, _embedded: { lines: [line, line] } }, '/_embedded/lines/1/id: expected a unique number of at least 1, seen 1'],
    ['a line status that differs from its order', path(7), { ...bokbasenOrder, status: 'UNPROCESSED' }, '/_embedded/lines/0/status: expected one of UNPROCESSED, because the order is UNPROCESSED, seen SENT'],
    ['an impossible line status',           path(7), { ...bokbasenOrder, _embedded: { lines: [{ ...line, status: 'FAILED' }] } }, '/_embedded/lines/0/status: expected one of SENT, REQUESTED, FULFILLED, FULFILLED_BLOCKED, FULLFILLED_ASSIGNED_ORGANIZATION, RECEIVED, REJECTED, because the order is SENT, seen FAILED'],
    ['a character that XML does not allow', path(7), { ...bokbasenOrder, buyerOrderNumber: 'a\u0001' }, '/buyerOrderNumber: expected text without control characters, seen one'],
    ['a sale of another kind',              path(12), { ...sale, kind: 'gift' }, '/kind: expected one of normal, subscription, seen gift'],
    ['a normal order without a price',      path(12), { ...sale, order: { orderid: 'x', resid: NODRM } }, '/order/spd: expected digits, or a non-negative integer, seen missing'],
    ['a sale to an unknown client',         path(12), { ...sale, client: 'nobody' }, '/client: expected a client of the workspace, seen nobody'],
    ['a sale in a leap second',             path(12), { ...sale, createdAt: '2026-06-30T23:59:60Z' }, '/createdAt: expected a time from 1970 to 9979, without a leap second, seen 2026-06-30T23:59:60Z'],
    ['a used orderid',                      path(12), { ...sale, client: 'demo', order: { ...sale.order, orderid: 'seed-1' } }, '/order/orderid: expected an orderid that demo has not used; it belongs to 0b1c4e50-bb00-46ea-bc24-27d1b32fb2a3, seen seed-1'],
    ['a report of another kind',            path(13), { ...report, kind: 'loan' }, '/report/isbn: expected string, seen missing; /report/model: expected one of PACKAGE, PAY_PER_LOAN, seen missing; /report/price: expected number, seen missing; /report/date: expected date, seen missing'],
    ['a report that is a number',           path(13), { ...report, report: 1 }, '/report: expected an object, or an array of objects, seen 1'],
    ['a wrong loan in a list',              path(13), { ...report, kind: 'loan', report: [{ isbn: '1', model: 'PACKAGE', price: 1, date: '2026-02-30' }] }, '/report/0/date: expected date, seen 2026-02-30'],
  ])('answers 400 to %s and stores nothing', async (_, itemPath, item, detail) => {
    expect(await putError(itemPath, item)).toEqual([400, detail]);
    expect((await server.tryControl('get', `state/${itemPath}`)).status).toBe(404);
  });
});

describe('…/state/orders', () => {
  const put = (item: Item) => putItem(`orders/${String(item['requestReferenceId'])}`, item);

  it('approves a written order at the current time without a confirmation', async () => {
    const given = anOrder();
    expect(await put(given)).toEqual({
      ...given,
      orderStatus: 'approved',
      salesOrderId: expect.any(String),
      ordersysteem: {
        orderStatus: 'approved',
        salesOrderId: expect.any(String),
        acceptedAt: NOW,
        responseReferenceId: expect.any(String),
        lines: [
          {
            salesOrderLineId: '1',
            purchaseOrderLineId: '10',
            productId: '9789000000017',
            quantity: 30,
            credited: 0,
          },
        ],
      },
      bestelomgeving: { orderStatus: null, confirmations: [] },
    });
  });

  it('decides by magic values unless orderStatus is given', async () => {
    const given = anOrderOf('9789000099016');
    expect(await put(given)).toMatchObject({ orderStatus: 'declined' });
    const { ordersysteem } = await put({ ...given, orderStatus: 'approved' });
    expect(ordersysteem).toMatchObject({ orderStatus: 'approved' });
    expect((ordersysteem as Item)['lines']).toEqual([
      {
        salesOrderLineId: '1',
        purchaseOrderLineId: '10',
        productId: '9789000099016',
        quantity: 5,
        credited: 0,
      },
    ]);
    expect(await put(anOrderOf('9789000000017', '9789000099030'))).toMatchObject({
      orderStatus: 'approved',
      ordersysteem: { lines: [{}, { declined: 'this product cannot be delivered' }] },
    });
  });

  it.each(['pending', null])(
    'an order with orderStatus %s waits for a manual decision',
    async (orderStatus) => {
      const given = anOrder({ orderStatus });
      const id = given.requestReferenceId;
      expect(await put(given)).toMatchObject({ orderStatus });
      const answer = await server.control('post', `ordersysteem/orders/${id}/approve`);
      expect(answer).toMatchObject({ orderStatus: 'approved' });
      await server.advance('PT1S');
      expect((await server.state('orders', id)).bestelomgeving).toMatchObject({
        orderStatus: 'approved',
      });
    },
  );

  it('an approved order can be credited by a partner, also by salesOrderId', async () => {
    const given = anOrder({ salesOrderId: 'SO-WRITTEN' });
    await put(given);
    const creditOrder = aCreditOrder({
      purchaseOrderId: given.purchaseOrderId,
      salesOrderId: 'SO-WRITTEN',
      orderLines: [{ productId: '9789000000017', quantity: 12 }],
    });
    expect((await server.put('/ordersysteem/creditorders', creditOrder)).status).toBe(202);
    expect(await server.state('creditorders', creditOrder.requestReferenceId)).toMatchObject({
      creditOrderStatus: 'approved',
    });
    expect((await server.state('orders', given.requestReferenceId)).ordersysteem).toMatchObject({
      lines: [{ credited: 12 }],
    });
    // Writing the order again keeps the credited quantity.
    expect(await put({ ...given, salesOrderId: undefined })).toMatchObject({
      ordersysteem: { lines: [{ credited: 12 }] },
    });
    // A salesOrderId is unique.
    await put(given);
    const otherItem = anOrder({ salesOrderId: 'SO-WRITTEN' });
    expect(await putError(`orders/${otherItem.requestReferenceId}`, otherItem)).toEqual([
      400,
      `/salesOrderId: expected a number that differs from that of ${given.requestReferenceId}, seen SO-WRITTEN`,
    ]);
    // Removing and writing the order again makes a new order.
    await server.control('delete', `state/orders/${given.requestReferenceId}`);
    await put(given);
    expect(await put(given)).toMatchObject({ ordersysteem: { lines: [{ credited: 0 }] } });
    expect(
      (await server.state('creditorders', creditOrder.requestReferenceId)).ordersysteem,
    ).toMatchObject({
      orderId: null,
    });
  });

  it('an approved order can be credited by its responseReferenceId', async () => {
    const given = anOrder();
    const { responseReferenceId } = (await put(given))['ordersysteem'] as Item;
    const { purchaseOrderId } = given;
    const creditOrder = aCreditOrder({ purchaseOrderId, responseReferenceId });
    await server.put('/ordersysteem/creditorders', creditOrder);
    expect(await server.state('creditorders', creditOrder.requestReferenceId)).toMatchObject({
      creditOrderStatus: 'approved',
    });
  });

  it('can be confirmed by a partner as the Ordersysteem', async () => {
    const given = anOrder({ orderStatus: 'pending' });
    const id = given.requestReferenceId;
    await put(given);
    const confirmation = anOrderConfirmation({ requestReferenceId: id });
    const { status } = await server.put('/bestelomgeving/orders/confirmations', confirmation);
    expect(status).toBe(202);
    expect((await server.state('orders', id)).bestelomgeving).toMatchObject({
      orderStatus: 'approved',
      confirmations: [confirmation],
    });
  });

  it('a repeat of a written order by a partner is answered 202 and not confirmed', async () => {
    const given = anOrder();
    await put(given);
    expect((await server.put('/ordersysteem/orders', given)).status).toBe(202);
    expect(
      (await server.outbox()).filter(({ about }) => about === given.requestReferenceId),
    ).toEqual([]);
    expect((await server.exchanges('operation=acceptOrder'))[0]!.findings).toEqual([]);
  });

  it('cancels the waiting confirmation of the replaced order', async () => {
    const sent = anOrder({ extra: 'of the wire' });
    const id = sent.requestReferenceId;
    await server.put('/ordersysteem/orders', sent);
    const shown = await getItem(`orders/${id}`);
    expect(await putItem(`orders/${id}`, { ...shown, orderStatus: 'declined' })).toMatchObject({
      extra: 'of the wire',
      orderStatus: 'declined',
      bestelomgeving: { confirmations: [] },
    });
    expect(await server.advance('P1D')).toMatchObject({ delivered: 0, waiting: 0 });
    const states = (await server.outbox()).filter(({ about }) => about === id);
    expect(states.map(({ operation, state }) => [operation, state])).toEqual([
      ['confirmOrder', 'cancelled'],
    ]);
  });

  it('a removed order is unknown, has no confirmations, and can be sent again', async () => {
    const sent = anOrder();
    const id = sent.requestReferenceId;
    await server.put('/ordersysteem/orders', sent);
    await server.advance('PT1S');
    await server.control('delete', `state/orders/${id.toUpperCase()}`);
    const confirmation = anOrderConfirmation({ requestReferenceId: id });
    const refused = await server.put('/bestelomgeving/orders/confirmations', confirmation);
    expect(refused.status).toBe(400);
    await server.put('/ordersysteem/orders', sent);
    expect((await server.state('orders', id)).bestelomgeving).toEqual({
      orderStatus: null,
      confirmations: [],
    });
    await server.advance('PT1S');
    expect((await server.state('orders', id)).bestelomgeving!.confirmations).toHaveLength(1);
  });
});

describe('…/state/creditorders', () => {
  const putOrder = async () => {
    const given = anOrder();
    await putItem(`orders/${given.requestReferenceId}`, given);
    return given;
  };
  const creditOf = ({ purchaseOrderId }: { purchaseOrderId: string }, quantity: number) =>
    aCreditOrder({ purchaseOrderId, orderLines: [{ productId: '9789000000017', quantity }] });
  const put = (item: Item) => putItem(`creditorders/${String(item['requestReferenceId'])}`, item);
  const creditedOf = async ({ requestReferenceId }: { requestReferenceId: string }) =>
    (await server.state('orders', requestReferenceId)).ordersysteem!['lines'] as {
      credited: number;
    }[];

  it('credits the lines of its order when approved, until it is replaced or removed', async () => {
    const given = await putOrder();
    const [first, second] = [creditOf(given, 10), creditOf(given, 5)];
    expect(await put(first)).toEqual({
      ...first,
      creditOrderStatus: 'approved',
      ordersysteem: {
        creditOrderStatus: 'approved',
        acceptedAt: NOW,
        orderId: given.requestReferenceId,
        responseReferenceId: expect.any(String),
        lines: [{ productId: '9789000000017', quantity: 10, salesOrderLineId: '1' }],
      },
      bestelomgeving: { creditOrderStatus: null, confirmations: [] },
    });
    await put({ ...second, creditOrderStatus: 'approved' });
    expect(await creditedOf(given)).toMatchObject([{ credited: 15 }]);
    await put({ ...first, orderLines: [{ productId: '9789000000017', quantity: 3 }] });
    expect(await creditedOf(given)).toMatchObject([{ credited: 8 }]);
    await put({ ...first, creditOrderStatus: 'declined' });
    expect(await creditedOf(given)).toMatchObject([{ credited: 5 }]);
    await server.control('delete', `state/creditorders/${second.requestReferenceId}`);
    expect(await creditedOf(given)).toMatchObject([{ credited: 0 }]);
  });

  it('counts credit orders of partners, and credits the whole order without lines', async () => {
    const given = await putOrder();
    await server.put('/ordersysteem/creditorders', creditOf(given, 10));
    const { purchaseOrderId } = given;
    const all = aCreditOrder({ purchaseOrderId });
    expect((await put(all))['ordersysteem']).toMatchObject({ lines: [{ quantity: 20 }] });
    expect(await creditedOf(given)).toMatchObject([{ credited: 30 }]);
    await server.control('delete', `state/creditorders/${all.requestReferenceId}`);
    expect(await creditedOf(given)).toMatchObject([{ credited: 10 }]);
  });

  it('waits for a manual decision when pending', async () => {
    const given = await putOrder();
    const pending = { ...creditOf(given, 4), creditOrderStatus: 'pending' };
    const id = pending.requestReferenceId;
    expect(await put(pending)).toMatchObject({ creditOrderStatus: 'pending' });
    expect(await creditedOf(given)).toMatchObject([{ credited: 0 }]);
    await server.control('post', `ordersysteem/creditorders/${id}/approve`);
    expect(await creditedOf(given)).toMatchObject([{ credited: 4 }]);
    await server.advance('PT1S');
    expect((await server.state('creditorders', id)).bestelomgeving).toMatchObject({
      creditOrderStatus: 'approved',
    });
  });

  it('answers 409 to an approved credit order that exceeds the order', async () => {
    const given = await putOrder();
    const excessive = { ...creditOf(given, 31), creditOrderStatus: 'approved' };
    expect(await putError(`creditorders/${excessive.requestReferenceId}`, excessive)).toEqual([
      409,
      `Credit order ${excessive.requestReferenceId} cannot be approved: too many: 31 of product 9789000000017 requested, 30 left to credit`,
    ]);
    expect(await creditedOf(given)).toMatchObject([{ credited: 0 }]);
  });
});

describe('…/state/deliveryorders', () => {
  const atBothRoles = async (id: string) => {
    const { aanspraakmanager } = await getItem(`deliveryorders/${id}`);
    const creditOrder = await server.call('get', `/bestelomgeving/deliveryorders/${id}`);
    return [aanspraakmanager, creditOrder.status, creditOrder.body as unknown];
  };
  const put = async (difference: object) => {
    const given = aDeliveryOrder({ ...difference });
    await putItem(`deliveryorders/${given.deliveryOrderId}`, given);
    return given;
  };

  it.each(['ordered', 'processed', 'licensed', 'cancelled'])(
    'a written order has the status %s at both roles',
    async (status) => {
      const given = await put({ status, ...(status === 'cancelled' && { endDate: '2026-08-15' }) });
      const id = given.deliveryOrderId;
      expect(await atBothRoles(id)).toEqual([{ status, totalQuantity: 100 }, 200, given]);
      await server.control('delete', `state/deliveryorders/${id}`);
      expect((await server.call('get', `/bestelomgeving/deliveryorders/${id}`)).status).toBe(404);
      // The Aanspraakmanager forgot the order too, otherwise it would refuse another one with the id.
      const request = {
        deliveryOrderReferenceId: id,
        deliveryOrder: aDeliveryOrder({ deliveryOrderId: id }),
      };
      expect((await server.put('/aanspraakmanager/deliveryorders', request)).status).toBe(202);
      await server.advance('PT1S');
      expect((await atBothRoles(id))[0]).toMatchObject({ status: 'processed' });
    },
  );

  it('a created order is not sent and not readable for partners', async () => {
    const given = await put({ status: 'created' });
    const id = given.deliveryOrderId;
    expect(await getItem(`deliveryorders/${id}`)).toEqual({
      ...given,
      bestelomgeving: { confirmations: [] },
    });
    expect((await atBothRoles(id)).slice(0, 2)).toEqual([undefined, 404]);
  });

  it('an ordered order can be confirmed and then licensed', async () => {
    const { deliveryOrderId: id } = await put({ status: 'ordered' });
    for (const [decision, status] of [
      ['confirm', 'processed'],
      ['license', 'licensed'],
    ] as const) {
      await server.control('post', `aanspraakmanager/deliveryorders/${id}/${decision}`);
      await server.advance('PT1S');
      expect(await atBothRoles(id)).toMatchObject([{ status }, 200, { status }]);
    }
  });

  it('can be confirmed by a partner with its id as the reference', async () => {
    const { deliveryOrderId, productId } = await put({ status: 'ordered' });
    const { status } = await server.put('/bestelomgeving/deliveryorders/confirmations', {
      deliveryOrderReferenceId: deliveryOrderId,
      deliveryOrderReceiveId: 'r-1',
      deliveryOrderId,
      productId,
      processedTimestamp: NOW,
      newStatus: 'processed',
      success: true,
      status: 0,
    });
    expect(status).toBe(202);
    expect((await atBothRoles(deliveryOrderId))[2]).toMatchObject({ status: 'processed' });
  });

  it('is removed with its requests, confirmations and waiting messages', async () => {
    const given = await put({ status: 'processed' });
    const id = given.deliveryOrderId;
    const bestelomgevingView = async () =>
      (await getItem(`deliveryorders/${id}`))['bestelomgeving'];
    const cancelled = async () =>
      (await server.outbox()).filter(({ state }) => state === 'cancelled').length;
    const before = await cancelled();
    const deliverySpecification = { school, totalQuantity: 80 };
    await putItem(`deliveryorders/${id}`, { ...given, deliverySpecification });
    await server.advance('PT1S');
    expect(await bestelomgevingView()).toMatchObject({ confirmations: [{ newTotalQuantity: 80 }] });
    await server.control('post', `aanspraakmanager/deliveryorders/${id}/license`);
    await server.control('delete', `state/deliveryorders/${id}`);
    expect(await cancelled()).toBe(before + 1);
    // The new order has no history.
    await putItem(`deliveryorders/${id}`, given);
    await server.advance('PT1S');
    expect(await bestelomgevingView()).toEqual({ confirmations: [] });
    await server.control('post', `aanspraakmanager/deliveryorders/${id}/license`);
    await server.advance('PT1S');
    expect(await bestelomgevingView()).toMatchObject({
      confirmations: [{ newStatus: 'licensed' }],
    });
  });

  it('does not wait for a decision after it was removed', async () => {
    const { deliveryOrderId: id } = await put({ status: 'ordered' });
    await server.control('delete', `state/deliveryorders/${id}`);
    const path = `aanspraakmanager/deliveryorders/${id}/confirm`;
    expect((await server.tryControl('post', path)).status).toBe(409);
  });
});

describe('a waiting message to a partner that is not reachable', () => {
  const nowhere = { baseUrl: 'http://127.0.0.1:9' };
  // prettier-ignore
  it.each([
    ['orders',         'ordersysteem',     'requestReferenceId', anOrder()],
    ['creditorders',   'ordersysteem',     'requestReferenceId', aCreditOrder()],
    ['deliveryorders', 'aanspraakmanager', 'deliveryOrderId',    aDeliveryOrder()],
  ])('is cancelled when its item is removed: %s', async (collection, role, idField, message: Item) => {
    await server.control('put', `partners/${role}`, nowhere);
    await server.control('post', `state/${collection}`, message);
    expect(await server.advance('PT0.5S')).toMatchObject({ delivered: 0, waiting: 1 });
    await server.control('delete', `state/${collection}/${String(message[idField])}`);
    expect(await server.advance('P1D')).toMatchObject({ delivered: 0, waiting: 0 });
    expect((await server.outbox())[0]).toMatchObject({ state: 'cancelled' });
    await server.control('delete', `partners/${role}`);
  });
});

describe('…/state/bokbasen-orders', () => {
  const id = bokbasenId;
  const path = `${ORDERS}/${id}`;

  it('a written order is served to buyer and seller with an EDItX document', async () => {
    await putItem(`bokbasen-orders/${id}`, bokbasenOrder);
    expect(await bokbasen.details(path, 'demo-seller')).toMatchObject({
      ...bokbasenOrder,
      orderId: id,
    });
    const { text } = await server.call('get', `${path}/editx`, { as: 'demo-seller' });
    expect(text).toContain('<OrderNumber>WRITTEN-1</OrderNumber>');
    expect(text).toContain('<IssueDateTime>20260801T1020Z</IssueDateTime>');
    expect(text).toContain('<Identifier>9788200000013</Identifier>');
    // The order counts as updated now.
    const news = (from: string) => bokbasen.list(`fromDate=${from}&mode=SENT_TO_ME`, 'demo-seller');
    expect((await news('20260901080000')).map(({ orderId }) => orderId)).toContain(id);
    expect((await news('20260901080001')).map(({ orderId }) => orderId)).not.toContain(id);
    expect((await bokbasen.update(path, 1, { status: 'RECEIVED' })).status).toBe(200);
  });

  it('excludes quantity changes from the document, and replaces the lines on every PUT', async () => {
    const change = { ...line, id: 2, quantity: -1, status: 'REQUESTED' };
    const changed = { ...bokbasenOrder, _embedded: { lines: [line, change] } };
    await putItem(`bokbasen-orders/${id}`, changed);
    expect((await bokbasen.details(path))._embedded).toEqual(changed._embedded);
    const { text } = await server.call('get', `${path}/editx`);
    expect(text).toContain('<NumberOfLines>1</NumberOfLines><UnitsOrdered>4</UnitsOrdered>');
    await putItem(`bokbasen-orders/${id}`, bokbasenOrder);
    expect((await bokbasen.details(path))._embedded).toEqual(bokbasenOrder._embedded);
  });

  it('keeps a given document until the order changes', async () => {
    const editx = async () => (await server.call('get', `${path}/editx`)).text;
    await putItem(`bokbasen-orders/${id}`, { ...bokbasenOrder, editx: '<Order>mine</Order>' });
    await putItem(`bokbasen-orders/${id}`, await getItem(`bokbasen-orders/${id}`));
    expect(await editx()).toBe('<Order>mine</Order>');
    await putItem(`bokbasen-orders/${id}`, { ...bokbasenOrder, buyerOrderNumber: 'WRITTEN-2' });
    expect(await editx()).toContain('<OrderNumber>WRITTEN-2</OrderNumber>');
  });

  it('an UNPROCESSED order stays so until it is approved', async () => {
    const lines = [{ ...line, status: 'UNPROCESSED' }];
    await putItem(`bokbasen-orders/${id}`, {
      ...bokbasenOrder,
      status: 'UNPROCESSED',
      _embedded: { lines },
    });
    await server.advance('P30D');
    expect(await bokbasen.statuses(path)).toEqual(['UNPROCESSED', 'UNPROCESSED']);
    await server.control('post', `bokbasen-orders/bokbasen-orders/${id}/approve`);
    expect(await bokbasen.statuses(path, 'demo-seller')).toEqual(['SENT', 'SENT']);
  });

  it('a FAILED order is visible only to its buyer', async () => {
    const lines = [{ ...line, status: 'FAILED' }];
    await putItem(`bokbasen-orders/${id}`, {
      ...bokbasenOrder,
      status: 'FAILED',
      _embedded: { lines },
    });
    expect(await bokbasen.statuses(path)).toEqual(['FAILED', 'FAILED']);
    expect((await server.call('get', path, { as: 'demo-seller' })).status).toBe(404);
  });

  it('keeps the updates of the seller in its lines', async () => {
    const seeded = SEEDED_ORDER.split('/').at(-1)!;
    const before = await getItem(`bokbasen-orders/${seeded}`);
    expect(await putItem(`bokbasen-orders/${seeded}`, before)).toEqual(before);
    const { _embedded: content } = await bokbasen.details(SEEDED_ORDER);
    expect(content.lines).toContainEqual({
      id: 5,
      ean: '9788200000020',
      quantity: 120,
      status: 'FULLFILLED_ASSIGNED_ORGANIZATION',
      comment: 'Tilgang aktivert',
      valid_from: '2026-01-05',
      valid_to: '2027-07-31',
      price: { amount: 250.15, tax: 25 },
    });
  });
});

describe('…/state/dds-orders and …/state/reports', () => {
  const dds = new DdsClient(server);
  const path = `dds-orders/${FULFILMENT}`;

  it('a written order gives its client access to the content', async () => {
    await putItem(path, sale);
    const content = `/bokbasen/dds/content/v1/${FULFILMENT}`;
    expect((await dds.call('get', content)).status).toBe(404);
    expect((await dds.file(content, 'demo-store')).type).toBe('application/epub+zip');
  });

  it('a written order has defaults for absent fields', async () => {
    const { order: wanted } = sale;
    const given = {
      kind: 'normal',
      order: { ...wanted, firstname: 'Ola', lastname: 'Nordmann', excerpt: 'true' },
    };
    expect(await putItem(path, given)).toEqual({
      fulfilmentId: FULFILMENT,
      kind: 'normal',
      client: 'demo',
      excerpt: true,
      buyer: 'Ola Nordmann',
      createdAt: NOW,
      order: given.order,
    });
    expect(
      await putItem(path, { kind: 'subscription', order: { resid: 'nobody-has-it' } }),
    ).toEqual({
      fulfilmentId: FULFILMENT,
      kind: 'subscription',
      client: 'demo',
      excerpt: false,
      createdAt: NOW,
      order: { orderid: FULFILMENT, resid: 'nobody-has-it', spd: '0' },
    });
  });

  it('accepts a report with a list of loans', async () => {
    const loan = { isbn: '9788200100010', model: 'PACKAGE', price: 49, date: '2026-08-01' };
    const loans = { ...report, kind: 'tibi', report: [loan, loan] };
    expect(await putItem(`reports/${REPORT}`, loans)).toEqual({ id: REPORT, ...loans });
  });
});

describe.each([
  ['bestelomgeving', 'orders', order.requestReferenceId, order, { orderStatus: null }],
  [
    'bestelomgeving',
    'creditorders',
    credit.requestReferenceId,
    credit,
    { creditOrderStatus: null },
  ],
  ['bestelomgeving', 'deliveryorders', deliveryOrder.deliveryOrderId, deliveryOrder, {}],
  ['ordersysteem', 'orders', order.requestReferenceId, order, { orderStatus: 'approved' }],
  ['aanspraakmanager', 'deliveryorders', deliveryOrder.deliveryOrderId, deliveryOrder, {}],
])('ROLES=%s', (role, collection, id, item, more) => {
  const oneRole = new TestServer({ ROLES: role });
  beforeAll(() => oneRole.start());
  afterAll(() => oneRole.remove());

  it(`writes ${collection} without the other roles`, async () => {
    const first = await oneRole.control<Item>('put', `state/${collection}/${id}`, item);
    expect(first).toMatchObject({ ...item, ...more });
    expect(Object.keys(first)).toContain(role);
    expect(await oneRole.control('put', `state/${collection}/${id}`, first)).toMatchObject(item);
    await oneRole.control('delete', `state/${collection}/${id}`);
    expect((await oneRole.tryControl('get', `state/${collection}/${id}`)).status).toBe(404);
  });
});

describe('ROLES=bestelomgeving', () => {
  it('removes the requests of a delivery order with the order', async () => {
    const oneRole = new TestServer({ ROLES: 'bestelomgeving' });
    await oneRole.start();
    const put = (totalQuantity: number) =>
      oneRole.control('put', `state/deliveryorders/${deliveryOrderId}`, {
        ...deliveryOrder,
        deliverySpecification: { school, totalQuantity },
      });
    const { deliveryOrderId, productId } = deliveryOrder;
    await put(100);
    await oneRole.control('delete', `state/deliveryorders/${deliveryOrderId}`);
    await put(80);
    const { status } = await oneRole.put('/bestelomgeving/deliveryorders/confirmations', {
      deliveryOrderReferenceId: deliveryOrderId,
      deliveryOrderReceiveId: 'r-1',
      deliveryOrderId,
      productId,
      processedTimestamp: NOW,
      newStatus: 'processed',
      success: true,
      status: 0,
    });
    expect(status).toBe(202);
    expect(await oneRole.state('deliveryorders', deliveryOrderId)).toMatchObject({
      status: 'processed',
      deliverySpecification: { totalQuantity: 80 },
    });
    await oneRole.remove();
  });
});

describe('ROLES=aanspraakmanager', () => {
  it('answers 400 to a delivery order with status created', async () => {
    const oneRole = new TestServer({ ROLES: 'aanspraakmanager' });
    await oneRole.start();
    const given = aDeliveryOrder({ status: 'created' });
    const path = `state/deliveryorders/${given.deliveryOrderId}`;
    const { status, body } = await oneRole.tryControl('put', path, given);
    expect([status, (body as { detail: string }).detail]).toEqual([
      400,
      '/status: expected one of ordered, processed, licensed, cancelled: a created order has not been sent yet, seen created',
    ]);
    await oneRole.remove();
  });
});

it.each(['constructor', '__proto__', 'toString', 17, null, { toString: 1 }])(
  'a delivery order with deliveryType %j is answered 400',
  async (deliveryType) => {
    const id = randomUUID();
    const item = { ...aDeliveryOrder({ deliveryOrderId: id }), deliveryType };
    const response = await server.tryControl('put', `state/deliveryorders/${id}`, item);
    expect(response.status).toBe(400);
  },
);
