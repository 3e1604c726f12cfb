import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isEan13 } from '../../src/apis/bokbasen-orders/ean.js';
import { DeliveryOrder } from '../../src/apis/edu-v-delivery/messages.js';
import { OrderRequest } from '../../src/apis/edu-v-order/messages.js';
import { OrderDetails } from '../../src/apis/bokbasen-orders/messages.js';
import { OrderOfTitle, SubscriptionOrder } from '../../src/apis/bokbasen-dds/messages.js';
import { compileValidator } from '../../src/platform/validation/schema.js';
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
const generate = (api: string, count: number, seed?: number, from: TestServer = server) =>
  from.control<Generated>('post', 'orders/generate', {
    api,
    count,
    ...(seed !== undefined && { seed }),
  });
const listed = async (collection: string, from: TestServer = server) =>
  (await from.control<{ items: Item[] }>('get', `state/${collection}?limit=500`)).items;
/** Those that were made up, in the order in which they were. */
const madeUp = async (api: string, collection: string, idField: string, count = 200, seed = 1) => {
  const { ids } = await generate(api, count, seed);
  const all = new Map((await listed(collection)).map((item) => [item[idField], item]));
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

/** Of each API its collection, the field that is the id, and the products in an item. */
// prettier-ignore
const apis: [api: string, collection: string, idField: string, productsOf: (item: Item) => string[]][] = [
  ['edu-v-order',     'orders',          'requestReferenceId', ({ orderLines }) => (orderLines as { productId: string }[]).map(({ productId }) => productId)],
  ['edu-v-delivery',  'deliveryorders',  'deliveryOrderId',    ({ productId }) => [productId as string]],
  ['bokbasen-orders', 'bokbasen-orders', 'orderId',            ({ _embedded }) => (_embedded as { lines: { ean: string }[] }).lines.map(({ ean }) => ean)],
  ['dds',             'dds-orders',      'fulfilmentId',       () => []],
];

describe('POST …/orders/generate', () => {
  it.each(apis)(
    '%s: writes as many as were asked for, and names them',
    async (api, collection, idField) => {
      const before = (await listed(collection)).length;
      const answer = await generate(api, 25, 7);
      expect(answer).toEqual({ generated: 25, ids: Array(25).fill(expect.stringMatching(UUID)) });
      const all = await listed(collection);
      expect(all).toHaveLength(before + 25);
      // The newest first.
      expect(all.slice(0, 25).map((item) => item[idField])).toEqual(answer.ids.toReversed());
    },
  );

  it.each(apis)(
    '%s: the same seed makes the same ones, in another sandbox too',
    async (api, collection) => {
      const other = new TestServer();
      await other.start();
      await other.freeze();
      expect(await generate(api, 30, 4_294_967_295, other)).toEqual(
        await generate(api, 30, 4_294_967_295),
      );
      const [one, two] = [await listed(collection), await listed(collection, other)];
      expect(one.slice(0, 30)).toEqual(two.slice(0, 30));
      // Made up again they take the place of the first, and fewer are the first of them.
      expect((await generate(api, 10, 4_294_967_295)).ids).toHaveLength(10);
      expect(await listed(collection)).toHaveLength(one.length);
      await other.remove();
    },
  );

  it.each(apis)(
    '%s: another seed makes others; it is 1 when none is given',
    async (api, collection, idField) => {
      const [one, two] = [await generate(api, 20, 1), await generate(api, 20, 2)];
      expect(new Set([...one.ids, ...two.ids]).size).toBe(40);
      expect((await generate(api, 20)).ids).toEqual(one.ids);
      const numbers = (await listed(collection)).map((item) => {
        const { [idField]: _, ...rest } = item;
        return JSON.stringify(rest);
      });
      expect(new Set(numbers).size).toBe(numbers.length);
    },
  );

  it.each(apis)(
    '%s: every product has a right check digit, and none is magic',
    async (api, collection, idField, productsOf) => {
      const { body } = await server.http.get('/_sandbox/scenarios');
      const magic = new Set(
        (body as { items: { value: string }[] }).items.map(({ value }) => value),
      );
      const items = await madeUp(api, collection, idField);
      for (const item of items) {
        const products = productsOf(item);
        expect(products.filter((ean) => !isEan13(ean))).toEqual([]);
        expect(
          [...JSON.stringify(item).matchAll(/"([^"]*)"/g)].filter(([, text]) => magic.has(text!)),
        ).toEqual([]);
      }
    },
  );

  it('sends nothing', async () => {
    for (const [api] of apis) await generate(api, 50);
    for (const [api] of apis) await generate(api, 50);
    expect(await server.advance('P30D')).toMatchObject({ delivered: 0, failed: 0, waiting: 0 });
    expect(await server.outbox()).toEqual([]);
  });

  it('makes a thousand of each in a few seconds', async () => {
    for (const [api] of apis) {
      const began = performance.now();
      expect((await generate(api, 1000)).ids).toHaveLength(1000);
      expect(performance.now() - began).toBeLessThan(5000);
    }
  }, 60_000);

  // prettier-ignore
  it.each<[string, object, string]>([
    ['an API that is none', { api: 'edu-v', count: 1 },                       '/api: expected one of edu-v-order, edu-v-delivery, bokbasen-orders, dds, seen edu-v'],
    ['no count',            { api: 'dds' },                                   '/count: expected a whole number from 1 to 10000, seen missing'],
    ['none',                { api: 'dds', count: 0 },                         '/count: expected a whole number from 1 to 10000, seen 0'],
    ['too many',            { api: 'dds', count: 10_001 },                    '/count: expected a whole number from 1 to 10000, seen 10001'],
    ['half a seed',         { api: 'dds', count: 1, seed: 0.5 },              '/seed: expected a whole number from 0 to 4294967295, seen 0.5'],
    ['a seed of 33 bits',   { api: 'dds', count: 1, seed: 2 ** 32 },          '/seed: expected a whole number from 0 to 4294967295, seen 4294967296'],
    ['an unknown field',    { api: 'dds', count: 1, start: 1 },               '/start: expected one of api, count, seed, seen no such field'],
  ])('answers 400 to %s', async (_, asked, detail) => {
    const { status, body } = await server.tryControl('post', 'orders/generate', asked);
    expect([status, (body as { detail: string }).detail]).toEqual([400, detail]);
  });

  it('answers 404 in a workspace that is not there', async () => {
    const asked = { api: 'dds', count: 1 };
    const path = '/_sandbox/workspaces/nowhere/orders/generate';
    expect((await server.http.post(path).send(asked)).status).toBe(404);
  });
});

describe('a made-up Edu-V order', () => {
  const make = (count?: number) => madeUp('edu-v-order', 'orders', 'requestReferenceId', count);

  it('is as the wire wants it, and of every status', async () => {
    const faultsOf = compileValidator(OrderRequest);
    const items = await make();
    expect(items.flatMap(faultsOf)).toEqual([]);
    const statuses = countBy(items.map(({ orderStatus }) => orderStatus));
    expect(Object.keys(statuses).toSorted()).toEqual(['approved', 'declined', 'pending']);
    expect(statuses['approved']).toBeGreaterThan(100);
    const counts = countBy(items.map(({ orderLines }) => (orderLines as object[]).length));
    expect(Object.keys(counts)).toEqual(['1', '2', '3', '4', '6', '8']);
    expect(new Set(items.map(({ purchaseOrderId }) => purchaseOrderId)).size).toBe(200);
  });

  it('has a number that tells how many were made up before it', async () => {
    const numbers = (await make(250)).map(({ purchaseOrderId }) => String(purchaseOrderId));
    expect(numbers.map((number) => number.split('-')[2])).toEqual(
      numbers.map((_, index) => String(index + 1).padStart(4, '0')),
    );
  });

  it('can be credited when it is approved, and decided on when it is pending', async () => {
    const items = await make();
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

describe('a made-up delivery order', () => {
  it('is as the wire wants it, of every type and status, and its parts add up', async () => {
    const faultsOf = compileValidator(DeliveryOrder);
    const items = await madeUp('edu-v-delivery', 'deliveryorders', 'deliveryOrderId');
    expect(items.flatMap(faultsOf)).toEqual([]);
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

  it('is read for its school, by its id and contract; one that was not sent yet is not', async () => {
    const items = await madeUp('edu-v-delivery', 'deliveryorders', 'deliveryOrderId');
    const { body } = await server.call(
      'get',
      '/bestelomgeving/deliveryorders/school?orgMasterId=104A158',
    );
    const ofSchool = new Set((body as Item[]).map(({ deliveryOrderId }) => deliveryOrderId));
    const meant = items.filter(
      ({ status, buyer }) => status !== 'created' && JSON.stringify(buyer).includes('104A158'),
    );
    expect(meant.length).toBeGreaterThan(50);
    expect(meant.filter(({ deliveryOrderId }) => !ofSchool.has(deliveryOrderId))).toEqual([]);
    for (const { deliveryOrderId, status } of items.slice(0, 20)) {
      const read = await server.call(
        'get',
        `/bestelomgeving/deliveryorders/${String(deliveryOrderId)}`,
        { as: 'demo-aanspraakmanager' },
      );
      expect([status, read.status]).toEqual([status, status === 'created' ? 404 : 200]);
    }
  });

  it('is confirmed by hand when it is ordered, and licensed when it is processed', async () => {
    const items = await madeUp('edu-v-delivery', 'deliveryorders', 'deliveryOrderId');
    const by = (wanted: string) =>
      String(items.find(({ status }) => status === wanted)!['deliveryOrderId']);
    for (const [from, decision, to] of [
      ['ordered', 'confirm', 'processed'],
      ['processed', 'license', 'licensed'],
    ] as const) {
      const id = by(from);
      await server.control('post', `aanspraakmanager/deliveryorders/${id}/${decision}`);
      await server.advance('PT1S');
      expect(await server.state('deliveryorders', id)).toMatchObject({ status: to });
    }
  });
});

describe('a made-up Bokbasen order', () => {
  const bokbasen = new BokbasenClient(server);
  const make = () => madeUp('bokbasen-orders', 'bokbasen-orders', 'orderId');

  it('is as the wire wants it, of every status, and so are its lines', async () => {
    const faultsOf = compileValidator(OrderDetails);
    const items = await make();
    expect(items.flatMap(faultsOf)).toEqual([]);
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

  it('is listed for its buyer, and for its seller when it is SENT, who can answer it', async () => {
    const items = await make();
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
    const answer = await bokbasen.update(`${ORDERS}/${String(fresh['orderId'])}`, 1, {
      status: 'RECEIVED',
    });
    expect(answer.status).toBe(200);
  });
});

describe('a made-up order of DDS', () => {
  const dds = new DdsClient(server);

  it('is as the wire wants it, of a store or a subscription', async () => {
    const judges = {
      normal: compileValidator(OrderOfTitle),
      subscription: compileValidator(SubscriptionOrder),
    };
    const items = await madeUp('dds', 'dds-orders', 'fulfilmentId');
    expect(items.flatMap(({ kind, order }) => judges[kind as 'normal'](order))).toEqual([]);
    const kinds = countBy(items.map(({ kind, excerpt }) => `${String(kind)} ${String(excerpt)}`));
    expect(Object.keys(kinds).toSorted()).toEqual([
      'normal false',
      'normal true',
      'subscription false',
    ]);
  });

  it('has a name for the watermark of a title that has one', async () => {
    const titles = new Map((await listed('titles')).map((title) => [title['id'], title['drm']]));
    const items = await madeUp('dds', 'dds-orders', 'fulfilmentId');
    const orders = items
      .map(({ order }) => order as Item)
      .filter(({ resid }) => titles.get(resid) === 'SDRM');
    expect(orders.length).toBeGreaterThan(40);
    expect(orders.filter(({ firstname }) => firstname === undefined)).toEqual([]);
  });

  it('has content that can be fetched, and stands on the shelf of its consumer', async () => {
    const items = await madeUp('dds', 'dds-orders', 'fulfilmentId', 60);
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
  const alone = new TestServer({ ROLES: 'bestelomgeving' });
  beforeAll(() => alone.start());
  afterAll(() => alone.remove());

  it('makes up delivery orders, and says that nothing else is served', async () => {
    expect((await generate('edu-v-delivery', 3, 1, alone)).generated).toBe(3);
    for (const api of ['edu-v-order', 'bokbasen-orders', 'dds']) {
      const { status, body } = await alone.tryControl('post', 'orders/generate', { api, count: 1 });
      expect([status, (body as { detail: string }).detail]).toEqual([
        404,
        `No served role makes up orders of ${api}`,
      ]);
    }
  });
});
