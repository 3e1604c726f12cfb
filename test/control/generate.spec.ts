import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isEan13 } from '../../src/apis/bokbasen-orders/ean.js';
import { DeliveryOrder } from '../../src/apis/edu-v-delivery/messages.js';
import { OrderRequest } from '../../src/apis/edu-v-order/messages.js';
import { OrderDetails } from '../../src/apis/bokbasen-orders/messages.js';
import { OrderOfTitle, SubscriptionOrder } from '../../src/apis/bokbasen-dds/messages.js';
import { validatorOf } from '../../src/platform/validation/schema.js';
import { BokbasenClient, ORDERS, UUID } from '../support/bokbasen-client.js';
import { aCreditOrder } from '../support/builders.js';
import { DdsClient } from '../support/dds-client.js';
import { TestServer, testServer } from '../support/test-server.js';

type Item = Record<string, unknown>;
interface Generated {
  generated: number;
  ids: string[];
}
const server = testServer();
const generate = (api: string, count: number, seed?: number, target: TestServer = server) =>
  target.control<Generated>('post', 'orders/generate', {
    api,
    count,
    ...(seed !== undefined && { seed }),
  });
const listItems = async (collection: string, target: TestServer = server) =>
  (await target.control<{ items: Item[] }>('get', `state/${collection}?limit=500`)).items;
/** Generated items in the order of generation. */
const generateItems = async (
  api: string,
  collection: string,
  idField: string,
  count = 200,
  seed = 1,
) => {
  const { ids } = await generate(api, count, seed);
  const all = new Map((await listItems(collection)).map((item) => [item[idField], item]));
  return ids.map((id) => all.get(id)!);
};
const countBy = (names: unknown[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names) counts[String(name)] = (counts[String(name)] ?? 0) + 1;
  return counts;
};

beforeEach(async () => {
  await server.control('post', 'reset');
  await server.freeze();
});

/** Each API with its collection, its id field, and the products of an item. */
// prettier-ignore
const apis: [api: string, collection: string, idField: string, productsOf: (item: Item) => string[]][] = [
  ['edu-v-order',     'orders',          'requestReferenceId', ({ orderLines }) => (orderLines as { productId: string }[]).map(({ productId }) => productId)],
  ['edu-v-delivery',  'deliveryorders',  'deliveryOrderId',    ({ productId }) => [productId as string]],
  ['bokbasen-orders', 'bokbasen-orders', 'orderId',            ({ _embedded }) => (_embedded as { lines: { ean: string }[] }).lines.map(({ ean }) => ean)],
  ['dds',             'dds-orders',      'fulfilmentId',       () => []],
];

describe('POST …/orders/generate', () => {
  it.each(apis)(
    '%s: writes the requested number of items and returns their ids',
    async (api, collection, idField) => {
      const before = (await listItems(collection)).length;
      const response = await generate(api, 25, 7);
      expect(response).toEqual({ generated: 25, ids: Array(25).fill(expect.stringMatching(UUID)) });
      const all = await listItems(collection);
      expect(all).toHaveLength(before + 25);
      // Lists are sorted newest first.
      expect(all.slice(0, 25).map((item) => item[idField])).toEqual(response.ids.toReversed());
    },
  );

  it.each(apis)(
    '%s: generates the same items for the same seed, also in another sandbox',
    async (api, collection) => {
      const otherServer = new TestServer();
      await otherServer.start();
      await otherServer.freeze();
      expect(await generate(api, 30, 4_294_967_295, otherServer)).toEqual(
        await generate(api, 30, 4_294_967_295),
      );
      const [first, second] = [
        await listItems(collection),
        await listItems(collection, otherServer),
      ];
      expect(first.slice(0, 30)).toEqual(second.slice(0, 30));
      // Generating again replaces the items, and a smaller count gives the first of them.
      expect((await generate(api, 10, 4_294_967_295)).ids).toHaveLength(10);
      expect(await listItems(collection)).toHaveLength(first.length);
      await otherServer.remove();
    },
  );

  it.each(apis)(
    '%s: generates other items for another seed, which is 1 by default',
    async (api, collection, idField) => {
      const [first, second] = [await generate(api, 20, 1), await generate(api, 20, 2)];
      expect(new Set([...first.ids, ...second.ids]).size).toBe(40);
      expect((await generate(api, 20)).ids).toEqual(first.ids);
      const numbers = (await listItems(collection)).map((item) => {
        const { [idField]: _, ...rest } = item;
        return JSON.stringify(rest);
      });
      expect(new Set(numbers).size).toBe(numbers.length);
    },
  );

  it.each(apis)(
    '%s: uses products with a correct check digit and no magic values',
    async (api, collection, idField, productsOf) => {
      const { body } = await server.http.get('/_sandbox/scenarios');
      const magic = new Set(
        (body as { items: { value: string }[] }).items.map(({ value }) => value),
      );
      const items = await generateItems(api, collection, idField);
      for (const item of items) {
        const products = productsOf(item);
        expect(products.filter((ean) => !isEan13(ean))).toEqual([]);
        expect(
          [...JSON.stringify(item).matchAll(/"([^"]*)"/g)].filter(([, text]) => magic.has(text!)),
        ).toEqual([]);
      }
    },
  );

  it('sends no messages', async () => {
    for (const [api] of apis) await generate(api, 50);
    for (const [api] of apis) await generate(api, 50);
    expect(await server.advance('P30D')).toMatchObject({ delivered: 0, failed: 0, waiting: 0 });
    expect(await server.outbox()).toEqual([]);
  });

  it.each(apis)('%s: generates 1,000 items in one request', async (api) => {
    expect(new Set((await generate(api, 1000)).ids).size).toBe(1000);
  });

  // prettier-ignore
  it.each<[string, object, string]>([
    ['an unknown API',    { api: 'edu-v', count: 1 },                       '/api: expected one of edu-v-order, edu-v-delivery, bokbasen-orders, dds, seen edu-v'],
    ['no count',          { api: 'dds' },                                   '/count: expected a whole number from 1 to 10000, seen missing'],
    ['count 0',           { api: 'dds', count: 0 },                         '/count: expected a whole number from 1 to 10000, seen 0'],
    ['too many',          { api: 'dds', count: 10_001 },                    '/count: expected a whole number from 1 to 10000, seen 10001'],
    ['a fractional seed', { api: 'dds', count: 1, seed: 0.5 },              '/seed: expected a whole number from 0 to 4294967295, seen 0.5'],
    ['a seed of 33 bits', { api: 'dds', count: 1, seed: 2 ** 32 },          '/seed: expected a whole number from 0 to 4294967295, seen 4294967296'],
    ['an unknown field',  { api: 'dds', count: 1, start: 1 },               '/start: expected one of api, count, seed, seen no such field'],
  ])('answers 400 to %s', async (_, request, detail) => {
    const { status, body } = await server.tryControl('post', 'orders/generate', request);
    expect([status, (body as { detail: string }).detail]).toEqual([400, detail]);
  });

  it('answers 404 for an unknown workspace', async () => {
    const request = { api: 'dds', count: 1 };
    const path = '/_sandbox/workspaces/nowhere/orders/generate';
    expect((await server.http.post(path).send(request)).status).toBe(404);
  });
});

describe('a generated Edu-V order', () => {
  const generateOrders = (count?: number) =>
    generateItems('edu-v-order', 'orders', 'requestReferenceId', count);

  it('matches its schema and occurs in every status', async () => {
    const errorsOf = validatorOf(OrderRequest);
    const items = await generateOrders();
    expect(items.flatMap(errorsOf)).toEqual([]);
    const statuses = countBy(items.map(({ orderStatus }) => orderStatus));
    expect(Object.keys(statuses).toSorted()).toEqual(['approved', 'declined', 'pending']);
    expect(statuses['approved']).toBeGreaterThan(100);
    const counts = countBy(items.map(({ orderLines }) => (orderLines as object[]).length));
    expect(Object.keys(counts)).toEqual(['1', '2', '3', '4', '6', '8']);
    expect(new Set(items.map(({ purchaseOrderId }) => purchaseOrderId)).size).toBe(200);
  });

  it('has a sequential number in its purchaseOrderId', async () => {
    const numbers = (await generateOrders(250)).map(({ purchaseOrderId }) =>
      String(purchaseOrderId),
    );
    expect(numbers.map((number) => number.split('-')[2])).toEqual(
      numbers.map((_, index) => String(index + 1).padStart(4, '0')),
    );
  });

  it('can be credited when approved and decided when pending', async () => {
    const items = await generateOrders();
    const approved = items.find(({ orderStatus }) => orderStatus === 'approved')!;
    const credit = aCreditOrder({ purchaseOrderId: approved['purchaseOrderId'] });
    expect((await server.put('/ordersysteem/creditorders', credit)).status).toBe(202);
    expect(await server.state('creditorders', credit.requestReferenceId)).toMatchObject({
      creditOrderStatus: 'approved',
      ordersysteem: { orderId: approved['requestReferenceId'] },
    });
    const pending = items.find(({ orderStatus }) => orderStatus === 'pending')!;
    const path = `ordersysteem/orders/${String(pending['requestReferenceId'])}/approve`;
    expect(await server.control('post', path)).toMatchObject({ orderStatus: 'approved' });
  });
});

describe('a generated delivery order', () => {
  it('matches its schema, occurs in every type and status, and has a correct total', async () => {
    const errorsOf = validatorOf(DeliveryOrder);
    const items = await generateItems('edu-v-delivery', 'deliveryorders', 'deliveryOrderId');
    expect(items.flatMap(errorsOf)).toEqual([]);
    expect(Object.keys(countBy(items.map(({ deliveryType }) => deliveryType)))).toHaveLength(10);
    const statuses = countBy(items.map(({ status }) => status));
    expect(Object.keys(statuses)).toHaveLength(5);
    expect(statuses['processed']).toBeGreaterThan(60);
    const wrong = items.filter(({ deliverySpecification }) => {
      const { totalQuantity, ...specification } = deliverySpecification as Item;
      const parts = Object.values(specification).flat() as { quantity?: number }[];
      const sum = parts.reduce((so, { quantity = 0 }) => so + quantity, 0);
      return sum > 0 && sum !== totalQuantity;
    });
    expect(wrong).toEqual([]);
  });

  it('is found by school and id unless it has the status created', async () => {
    const items = await generateItems('edu-v-delivery', 'deliveryorders', 'deliveryOrderId');
    const { body } = await server.call(
      'get',
      '/bestelomgeving/deliveryorders/school?orgMasterId=104A158',
    );
    const ofSchool = new Set((body as Item[]).map(({ deliveryOrderId }) => deliveryOrderId));
    const expectedItems = items.filter(
      ({ status, buyer }) => status !== 'created' && JSON.stringify(buyer).includes('104A158'),
    );
    expect(expectedItems.length).toBeGreaterThan(50);
    expect(expectedItems.filter(({ deliveryOrderId }) => !ofSchool.has(deliveryOrderId))).toEqual(
      [],
    );
    for (const { deliveryOrderId, status } of items.slice(0, 20)) {
      const read = await server.call(
        'get',
        `/bestelomgeving/deliveryorders/${String(deliveryOrderId)}`,
        { as: 'demo-aanspraakmanager' },
      );
      expect([status, read.status]).toEqual([status, status === 'created' ? 404 : 200]);
    }
  });

  it('can be confirmed when ordered and licensed when processed', async () => {
    const items = await generateItems('edu-v-delivery', 'deliveryorders', 'deliveryOrderId');
    const by = (wanted: string) =>
      String(items.find(({ status }) => status === wanted)!['deliveryOrderId']);
    for (const [target, decision, to] of [
      ['ordered', 'confirm', 'processed'],
      ['processed', 'license', 'licensed'],
    ] as const) {
      const id = by(target);
      await server.control('post', `aanspraakmanager/deliveryorders/${id}/${decision}`);
      await server.advance('PT1S');
      expect(await server.state('deliveryorders', id)).toMatchObject({ status: to });
    }
  });
});

describe('a generated Bokbasen order', () => {
  const bokbasen = new BokbasenClient(server);
  const generateOrders = () => generateItems('bokbasen-orders', 'bokbasen-orders', 'orderId');

  it('matches its schema and occurs in every status, as do its lines', async () => {
    const errorsOf = validatorOf(OrderDetails);
    const items = await generateOrders();
    expect(items.flatMap(errorsOf)).toEqual([]);
    expect(Object.keys(countBy(items.map(({ status }) => status))).toSorted()).toEqual([
      'FAILED',
      'SENT',
      'UNPROCESSED',
    ]);
    const lines = items.flatMap(({ _embedded }) => (_embedded as { lines: Item[] }).lines);
    expect(Object.keys(countBy(lines.map(({ status }) => status))).toSorted()).toEqual([
      'FAILED',
      'FULFILLED',
      'FULLFILLED_ASSIGNED_ORGANIZATION',
      'RECEIVED',
      'REJECTED',
      'REQUESTED',
      'SENT',
      'UNPROCESSED',
    ]);
  });

  it('is listed for its buyer, and for its seller when SENT, and can be updated', async () => {
    const items = await generateOrders();
    const idsOf = async (mode: string, as: string) =>
      (await bokbasen.list(`fromDate=20260901080000&mode=${mode}`, as)).map(
        ({ orderId }) => orderId,
      );
    const sent = items.filter(({ status }) => status === 'SENT').map(({ orderId }) => orderId);
    expect(await idsOf('SENT_TO_ME', 'demo-seller')).toEqual(sent);
    const forBuyer = items
      .filter(({ status }) => status !== 'UNPROCESSED')
      .map(({ orderId }) => orderId);
    expect(await idsOf('SENT_BY_ME', 'demo-buyer')).toEqual(forBuyer);
    const path = `${ORDERS}/${String(sent[0])}`;
    expect((await bokbasen.details(path, 'demo-seller')).orderId).toBe(sent[0]);
    const { text } = await server.call('get', `${path}/editx`, { as: 'demo-seller' });
    expect(text).toContain(
      `<OrderNumber>${(await bokbasen.details(path)).buyerOrderNumber}</OrderNumber>`,
    );
    const fresh = items.find(
      ({ status, _embedded: content }) =>
        status === 'SENT' && (content as { lines: Item[] }).lines[0]!['status'] === 'SENT',
    )!;
    const response = await bokbasen.update(`${ORDERS}/${String(fresh['orderId'])}`, 1, {
      status: 'RECEIVED',
    });
    expect(response.status).toBe(200);
  });
});

describe('a generated DDS order', () => {
  const dds = new DdsClient(server);

  it('matches its schema and occurs in every kind', async () => {
    const validators = {
      normal: validatorOf(OrderOfTitle),
      subscription: validatorOf(SubscriptionOrder),
    };
    const items = await generateItems('dds', 'dds-orders', 'fulfilmentId');
    expect(items.flatMap(({ kind, order }) => validators[kind as 'normal'](order))).toEqual([]);
    const kinds = countBy(items.map(({ kind, excerpt }) => `${String(kind)} ${String(excerpt)}`));
    expect(Object.keys(kinds).toSorted()).toEqual([
      'normal false',
      'normal true',
      'subscription false',
    ]);
  });

  it('has a name when its title has a watermark', async () => {
    const titles = new Map((await listItems('titles')).map((title) => [title['id'], title['drm']]));
    const items = await generateItems('dds', 'dds-orders', 'fulfilmentId');
    const orders = items
      .map(({ order }) => order as Item)
      .filter(({ resid }) => titles.get(resid) === 'SDRM');
    expect(orders.length).toBeGreaterThan(40);
    expect(orders.filter(({ firstname }) => firstname === undefined)).toEqual([]);
  });

  it('has content and is on the shelf of its consumer', async () => {
    const items = await generateItems('dds', 'dds-orders', 'fulfilmentId', 60);
    for (const { fulfilmentId } of items) {
      const { status } = await dds.call('get', `/bokbasen/dds/content/v1/${String(fulfilmentId)}`);
      expect([302, 300]).toContain(status);
    }
    const bought = items.find(({ kind }) => kind === 'normal')!;
    const { id } = bought['order'] as { id: string };
    const shelf = await dds.call('get', `/bokbasen/bokskya/content/v1/${id}`, {
      service: 'bokskya',
      headers: { accept: '*/*' },
    });
    expect(shelf.text).toContain(String(bought['fulfilmentId']));
  });
});

describe('ROLES=bestelomgeving', () => {
  const oneRole = new TestServer({ ROLES: 'bestelomgeving' });
  beforeAll(() => oneRole.start());
  afterAll(() => oneRole.remove());

  it('generates delivery orders and answers 404 for other APIs', async () => {
    expect((await generate('edu-v-delivery', 3, 1, oneRole)).generated).toBe(3);
    for (const api of ['edu-v-order', 'bokbasen-orders', 'dds']) {
      const { status, body } = await oneRole.tryControl('post', 'orders/generate', {
        api,
        count: 1,
      });
      expect([status, (body as { detail: string }).detail]).toEqual([
        404,
        `No served role generates orders of ${api}; add its role to ROLES`,
      ]);
    }
  });
});
