import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aDeliveryOrder, anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const keeper = partnerServer();

type Json = Record<string, unknown>;
interface Sent {
  deliveryOrderReferenceId: string;
  deliveryOrderId: string;
}

const school = { organisationMasterIdentifier: '104A158' };
const path = '/bestelomgeving/deliveryorders/confirmations';

beforeEach(async () => {
  keeper.reset();
  await server.control('post', 'reset');
  // The Aanspraakmanager is a partner that says nothing by itself.
  await server.control('put', 'partners/aanspraakmanager', { baseUrl: keeper.url });
  await server.freeze();
});

const sendOrder = async (difference: Json = {}): Promise<Sent> => {
  const sent = await server.control<Json>(
    'post',
    'state/deliveryorders',
    aDeliveryOrder(difference),
  );
  await server.advance('PT1S');
  return sent as unknown as Sent;
};
const confirmation = (sent: Sent, difference: Json = {}): Json => ({
  ...sent,
  deliveryOrderReceiveId: randomUUID(),
  productId: '9789000000017',
  processedTimestamp: '2026-09-01T08:00:01Z',
  newStatus: 'processed',
  success: true,
  status: 0,
  statusMessage: 'OK',
  ...difference,
});
const confirm = async (sent: Sent, difference: Json = {}) => {
  const { status, body } = await server.put(path, confirmation(sent, difference));
  return [status, body] as [number, { status?: number; statusMessage?: string }];
};
const orderAt = async ({ deliveryOrderId }: Sent) =>
  (await server.call('get', `/bestelomgeving/deliveryorders/${deliveryOrderId}`)).body as Json;
const findings = async () => {
  const [exchange] = await server.exchanges('operation=confirmDeliveryOrder');
  return exchange!.findings.map(({ requirement, pointer }) => [requirement, pointer]);
};
const cancel = async (sent: Sent): Promise<Sent> => {
  const order = await orderAt(sent);
  await server.control('put', `state/deliveryorders/${sent.deliveryOrderId}`, {
    ...order,
    status: 'cancelled',
    endDate: '2026-09-10',
  });
  await server.advance('PT1S');
  const { body } = keeper.messages.at(-1)!;
  return { ...sent, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']) };
};
const lower = async (sent: Sent, totalQuantity: number): Promise<Sent> => {
  const order = await orderAt(sent);
  await server.control('put', `state/deliveryorders/${sent.deliveryOrderId}`, {
    ...order,
    deliverySpecification: { school, totalQuantity },
  });
  await server.advance('PT1S');
  const { body } = keeper.messages.at(-1)!;
  return { ...sent, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']) };
};

describe('newStatus', () => {
  it('processed moves an ordered order, and dateLastModified with it', async () => {
    const sent = await sendOrder();
    expect((await orderAt(sent))['status']).toBe('ordered');
    await server.advance('PT1H');
    expect(await confirm(sent)).toEqual([202, {}]);
    expect(await orderAt(sent)).toMatchObject({
      status: 'processed',
      dateCreated: '2026-06-01T10:00:00Z',
      dateLastModified: '2026-09-01T09:00:01.000Z',
    });
    expect(await findings()).toEqual([]);
  });

  it('licensed follows on processed, under the same reference', async () => {
    const sent = await sendOrder();
    await confirm(sent);
    expect(await confirm(sent, { newStatus: 'licensed' })).toEqual([202, {}]);
    expect((await orderAt(sent))['status']).toBe('licensed');
  });

  it.each([[false], [true]])(
    'cancelled ends an order with its endDate, processed before: %s',
    async (processed) => {
      const sent = await sendOrder();
      if (processed) await confirm(sent);
      const cancelling = await cancel(sent);
      // Until it is confirmed the order is as it was.
      expect(await orderAt(sent)).not.toHaveProperty('endDate');
      expect(await confirm(cancelling, { newStatus: 'cancelled' })).toEqual([202, {}]);
      expect(await orderAt(sent)).toMatchObject({ status: 'cancelled', endDate: '2026-09-10' });
    },
  );

  // prettier-ignore
  it.each([
    [['licensed'],                           'licensed; the order is ordered and can become processed or cancelled'],
    [['processed', 'ordered'],               'ordered; the order is processed and can become licensed or cancelled'],
    [['processed', 'licensed', 'processed'], 'processed; the order is licensed and can become nothing: it is final'],
    [['processed', 'licensed', 'cancelled'], 'cancelled; the order is licensed and can become nothing: it is final'],
    [['cancelled'],                          'cancelled; the request did not ask for that'],
  ])('%j is refused with 400 and status 99 at the last, and changes nothing', async (moves, text) => {
    const sent = await sendOrder();
    const last = moves.at(-1)!;
    for (const newStatus of moves.slice(0, -1)) expect((await confirm(sent, { newStatus }))[0]).toBe(202);
    const before = await orderAt(sent);
    expect(await confirm(sent, { newStatus: last })).toEqual([400, { status: 99, statusMessage: `newStatus not allowed: ${text}` }]);
    expect(await orderAt(sent)).toEqual(before);
  });

  it('created is none that can be confirmed', async () => {
    const sent = await sendOrder();
    const [status, body] = await confirm(sent, { newStatus: 'created' });
    expect([status, body.status]).toEqual([400, 11]);
  });
});

describe('an order that a client sent to our Aanspraakmanager', () => {
  beforeEach(() => server.control('delete', 'partners/aanspraakmanager'));
  const send = async (order: Json) => {
    await server.put('/aanspraakmanager/deliveryorders', {
      deliveryOrderReferenceId: randomUUID(),
      deliveryOrder: order,
    });
    await server.advance('PT1S');
    const { status, body } = await server.call(
      'get',
      `/bestelomgeving/deliveryorders/${String(order['deliveryOrderId'])}`,
    );
    return [status, body] as [number, Json];
  };

  it('is the Bestelomgeving’s as it was accepted, not as it was refused before', async () => {
    const order = aDeliveryOrder({ productId: '9789000099085' });
    expect((await send(order))[1]['status']).toBe('ordered');
    const better = { ...order, productId: '9789000000029', contractId: 'CT-NEW' };
    expect((await send(better))[1]).toMatchObject({
      productId: '9789000000029',
      contractId: 'CT-NEW',
      status: 'processed',
    });
    const { body } = await server.call('get', '/bestelomgeving/deliveryorders/contracts/CT-NEW');
    expect((body as Json[]).map(({ deliveryOrderId }) => deliveryOrderId)).toEqual([
      order.deliveryOrderId,
    ]);
  });

  it('can still come after its cancellation was refused', async () => {
    const order = aDeliveryOrder();
    expect((await send({ ...order, status: 'cancelled', endDate: '2026-09-01' }))[0]).toBe(404);
    const [, { status, endDate }] = await send(order);
    expect([status, endDate]).toEqual(['processed', undefined]);
  });
});

describe('newTotalQuantity', () => {
  it('lowers the quantity of the order', async () => {
    const sent = await sendOrder();
    await confirm(sent);
    const lowering = await lower(sent, 80);
    expect((await orderAt(sent))['deliverySpecification']).toEqual({ school, totalQuantity: 100 });
    expect(await confirm(lowering, { newStatus: undefined, newTotalQuantity: 80 })).toEqual([
      202,
      {},
    ]);
    expect(await orderAt(sent)).toMatchObject({
      status: 'processed',
      deliverySpecification: { school, totalQuantity: 80 },
    });
  });

  it('lowers the quantities of the groups as the request had them', async () => {
    const groups = (one: number, two: number) => ({
      school,
      groups: [
        { groupId: 'G-1', quantity: one },
        { groupId: 'G-2', quantity: two },
      ],
      totalQuantity: one + two,
    });
    const sent = await sendOrder({
      deliveryType: 'school-groups',
      deliverySpecification: groups(60, 40),
    });
    await confirm(sent);
    const order = await orderAt(sent);
    await server.control('put', `state/deliveryorders/${sent.deliveryOrderId}`, {
      ...order,
      deliverySpecification: groups(50, 10),
    });
    await server.advance('PT1S');
    const { body } = keeper.messages.at(-1)!;
    await confirm(
      { ...sent, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']) },
      { newStatus: undefined, newTotalQuantity: 60 },
    );
    expect((await orderAt(sent))['deliverySpecification']).toEqual(groups(50, 10));
  });

  it.each([
    [101, '101; it can only be lowered, from 100 to at least 1'],
    [80, '80; the request asked for 100'],
    [0, '0; it can only be lowered, from 100 to at least 1'],
  ])('%i is refused', async (newTotalQuantity, text) => {
    const sent = await sendOrder();
    expect(await confirm(sent, { newTotalQuantity })).toEqual([
      400,
      { status: 99, statusMessage: `newTotalQuantity not allowed: ${text}` },
    ]);
    expect((await orderAt(sent))['status']).toBe('ordered');
  });

  it('is refused for a cancelled order', async () => {
    const sent = await sendOrder();
    const cancelling = await cancel(sent);
    await confirm(cancelling, { newStatus: 'cancelled' });
    expect(
      (await confirm(sent, { newStatus: undefined, newTotalQuantity: 7 }))[1].statusMessage,
    ).toBe('newTotalQuantity not allowed: the order is cancelled');
  });

  it('is refused for who is listed by name', async () => {
    const students = [{ userMasterIdentifier: 'a' }];
    const sent = await sendOrder({
      deliveryType: 'school-students',
      deliverySpecification: { school, students },
    });
    expect((await confirm(sent, { newTotalQuantity: 1 }))[1].statusMessage).toBe(
      'newTotalQuantity not allowed: school-students has no total quantity',
    );
  });
});

describe('a confirmation', () => {
  it('of a deliveryOrderReferenceId that nobody sent is refused', async () => {
    const sent = await sendOrder();
    expect(await confirm({ ...sent, deliveryOrderReferenceId: 'nobody-sent-this' })).toEqual([
      400,
      { status: 99, statusMessage: 'deliveryOrderReferenceId unknown: nobody-sent-this' },
    ]);
  });

  it('of another deliveryOrderId than that of its request is refused', async () => {
    const [one, other] = [await sendOrder(), await sendOrder()];
    const deliveryOrderId = other.deliveryOrderId;
    expect(await confirm({ ...one, deliveryOrderId })).toEqual([
      400,
      {
        status: 99,
        statusMessage: `deliveryOrderId is not that of the request: ${deliveryOrderId}`,
      },
    ]);
  });

  it('that was heard before is 202, and not applied again', async () => {
    const sent = await sendOrder();
    const deliveryOrderReceiveId = randomUUID();
    await confirm(sent, { deliveryOrderReceiveId });
    await confirm(sent, { newStatus: 'licensed' });
    expect((await confirm(sent, { deliveryOrderReceiveId }))[0]).toBe(202);
    expect(await findings()).toEqual([]);
    expect((await orderAt(sent))['status']).toBe('licensed');
    await confirm(sent, { deliveryOrderReceiveId, statusMessage: 'other' });
    expect(await findings()).toEqual([['EDUV-DELIVERY-16', '/deliveryOrderReceiveId']]);
  });

  it('with success false changes nothing', async () => {
    const sent = await sendOrder();
    const refusal = {
      success: false,
      newStatus: undefined,
      status: 4107,
      statusMessage: 'no such group',
    };
    expect(await confirm(sent, refusal)).toEqual([202, {}]);
    expect([(await orderAt(sent))['status'], await findings()]).toEqual(['ordered', []]);
  });

  it.each([
    ['an unknown field', { colour: 'red' }, [['EDUV-DELIVERY-30', '/colour']]],
    [
      'the field that the source requires and does not define',
      { newDeliveryOrderStatus: 'processed' },
      [],
    ],
    [
      'a time that is not in Zulu',
      { processedTimestamp: '2026-09-01T10:00:01+02:00' },
      [['EDUV-DELIVERY-20', '/processedTimestamp']],
    ],
    [
      'a time that has not come',
      { processedTimestamp: '2026-09-01T09:00:01Z' },
      [['EDUV-DELIVERY-21', '/processedTimestamp']],
    ],
    [
      'no reference of its own',
      { deliveryOrderReceiveId: '' },
      [['EDUV-DELIVERY-33', '/deliveryOrderReceiveId']],
    ],
    ['success and a code of refusal', { status: 4101 }, [['EDUV-DELIVERY-17', '/status']]],
    ['another product', { productId: 'x' }, [['EDUV-DELIVERY-12', '/productId']]],
    [
      'a refusal without a reason',
      { success: false, newStatus: undefined, statusMessage: undefined },
      [
        ['EDUV-DELIVERY-13', '/status'],
        ['EDUV-DELIVERY-13', '/statusMessage'],
      ],
    ],
    ['nothing that changed', { newStatus: undefined }, [['EDUV-DELIVERY-14', '/newStatus']]],
  ])('with %s is taken, with what is to be said about it', async (_what, difference, expected) => {
    expect((await confirm(await sendOrder(), difference))[0]).toBe(202);
    expect(await findings()).toEqual(expected);
  });

  it('of the same change under another deliveryOrderReceiveId is found', async () => {
    const sent = await sendOrder();
    await confirm(sent);
    expect((await confirm(sent))[0]).toBe(202);
    expect(await findings()).toEqual([['EDUV-DELIVERY-15', '/deliveryOrderReceiveId']]);
  });
});

describe('…/state/deliveryorders', () => {
  it('POST sends a made-up order for {}, and an order or the whole message as given', async () => {
    const whole = { deliveryOrderReferenceId: randomUUID(), deliveryOrder: aDeliveryOrder() };
    for (const given of [{}, aDeliveryOrder(), whole]) {
      const sent = await server.control('post', 'state/deliveryorders', given);
      await server.advance('PT1S');
      const { method, path: at, body } = keeper.messages.at(-1)!;
      const { deliveryOrder } = body as { deliveryOrder: Json };
      expect([method, at, sent]).toEqual([
        'PUT',
        '/deliveryorders',
        {
          deliveryOrderReferenceId: body['deliveryOrderReferenceId'],
          deliveryOrderId: deliveryOrder['deliveryOrderId'],
        },
      ]);
      expect(await orderAt(sent as unknown as Sent)).toEqual({
        ...deliveryOrder,
        status: 'ordered',
      });
    }
  });

  it('sends to deliveryBaseUrl where the partner has one', async () => {
    await server.control('put', 'partners/aanspraakmanager', {
      baseUrl: 'http://127.0.0.1:9/',
      deliveryBaseUrl: `${keeper.url}/v2/`,
    });
    await sendOrder();
    expect(keeper.messages.map(({ path: at }) => at)).toEqual(['/v2/deliveryorders']);
  });

  it('shows the order with what was heard of it, the newest first', async () => {
    const sent = await sendOrder();
    await confirm(sent);
    const item = await server.state<Json>('deliveryorders', sent.deliveryOrderId);
    expect(item).toMatchObject({
      deliveryOrderId: sent.deliveryOrderId,
      status: 'processed',
      bestelomgeving: { confirmations: [{ newStatus: 'processed' }] },
    });
    const { items } = await server.control<{ items: Json[] }>(
      'get',
      'state/deliveryorders?limit=1',
    );
    expect(items[0]?.['deliveryOrderId']).toBe(sent.deliveryOrderId);
  });

  it('POST makes no order that has come further, and PUT cancels none without an endDate', async () => {
    for (const status of ['processed', 'licensed', 'cancelled']) {
      const order = aDeliveryOrder({ status, endDate: '2026-09-01' });
      const response = await server.tryControl('post', 'state/deliveryorders', order);
      expect([response.status, (response.body as { detail: string }).detail]).toEqual([
        400,
        `/deliveryOrder/status: expected created or ordered: an order begins so, seen ${status}`,
      ]);
    }
    const sent = await sendOrder();
    const cancelled = { ...(await orderAt(sent)), status: 'cancelled' };
    const { status, body } = await server.tryControl(
      'put',
      `state/deliveryorders/${sent.deliveryOrderId}`,
      cancelled,
    );
    expect([status, (body as { detail: string }).detail]).toEqual([
      400,
      '/endDate: expected date, since the status is cancelled, seen missing',
    ]);
  });

  it('PUT of a created order for another school and contract is found there, and not where it was', async () => {
    const order = aDeliveryOrder({ status: 'created' });
    await server.control('post', 'state/deliveryorders', order);
    const second = {
      organisationIds: [{ organisationId: '09QQ', organisationIdType: 'OIE_CODE' }],
    };
    await server.control('put', `state/deliveryorders/${order.deliveryOrderId}`, {
      ...order,
      status: 'ordered',
      contractId: 'CT-MOVED',
      buyer: second,
      deliverySpecification: { school: second },
    });
    const idsAt = async (list: string) =>
      ((await server.call('get', `/bestelomgeving/deliveryorders/${list}`)).body as Json[]).map(
        ({ deliveryOrderId }) => deliveryOrderId,
      );
    expect(await idsAt('contracts/CT-MOVED')).toEqual([order.deliveryOrderId]);
    expect(await idsAt('school?orgMasterId=104A158')).not.toContain(order.deliveryOrderId);
  });

  it('POST refuses what is against the schema, or was sent before', async () => {
    const { status, body } = await server.tryControl(
      'post',
      'state/deliveryorders',
      aDeliveryOrder({ productId: 1 }),
    );
    expect([status, (body as { detail: string }).detail]).toEqual([
      400,
      '/deliveryOrder/productId: expected string, seen number',
    ]);
    const sent = await sendOrder();
    expect(
      (await server.tryControl('post', 'state/deliveryorders', await orderAt(sent))).status,
    ).toBe(409);
  });

  it('PUT refuses what is against the schema, and another id', async () => {
    const sent = await sendOrder();
    const order = await orderAt(sent);
    const put = async (id: string, item: object) => {
      const { status, body } = await server.tryControl('put', `state/deliveryorders/${id}`, item);
      return [status, (body as { detail: string }).detail];
    };
    const id = sent.deliveryOrderId;
    expect(await put(id, { ...order, status: 'gone' })).toEqual([
      400,
      expect.stringContaining('/status: expected one of created'),
    ]);
    expect(await put(id, { ...order, deliveryOrderId: randomUUID() })).toEqual([
      400,
      expect.stringContaining(`/deliveryOrderId: expected ${id}`),
    ]);
  });

  it('POST of a created order keeps it, PUT as created changes it, PUT as ordered sends it', async () => {
    const order = aDeliveryOrder({ status: 'created' });
    const id = order.deliveryOrderId;
    expect(await server.control('post', 'state/deliveryorders', order)).toEqual({
      deliveryOrderId: id,
    });
    await server.control('put', `state/deliveryorders/${id}`, { ...order, productId: 'x' });
    await server.advance('PT1S');
    expect(keeper.messages).toEqual([]);
    await server.control('put', `state/deliveryorders/${id}`, { ...order, status: 'ordered' });
    await server.advance('PT1S');
    expect(keeper.messages).toHaveLength(1);
    expect((await server.tryControl('put', `state/deliveryorders/${id}`, order)).status).toBe(409);
  });

  it('PUT of the seeded created order sends it', async () => {
    const { items } = await server.control<{ items: Json[] }>(
      'get',
      'state/deliveryorders?limit=500',
    );
    const {
      bestelomgeving: _,
      aanspraakmanager: __,
      ...created
    } = items.find(({ status }) => status === 'created')!;
    const id = String(created['deliveryOrderId']);
    expect((await server.call('get', `/bestelomgeving/deliveryorders/${id}`)).status).toBe(404);
    await server.control('put', `state/deliveryorders/${id}`, { ...created, status: 'ordered' });
    await server.advance('PT1S');
    expect(keeper.messages).toHaveLength(1);
    expect((await orderAt({ deliveryOrderId: id } as Sent))['status']).toBe('ordered');
  });
});

describe('an approved line of the digital product', () => {
  it('leads to a delivery order, for its quantity and contract, until the next end of the school year', async () => {
    const lines = [
      { productId: '9789000000029', quantity: 7 },
      { productId: '9789000000017', quantity: 8 },
      { productId: '9789000000029', quantity: 9 },
    ];
    await server.put(
      '/ordersysteem/orders',
      anOrder({
        contractId: 'CT-2026-001',
        orderLines: lines.map((line, index) => ({ ...line, purchaseOrderLineId: String(index) })),
      }),
    );
    await server.advance('PT1S');
    expect(
      keeper.messages.map(({ body }) => (body as { deliveryOrder: Json }).deliveryOrder),
    ).toEqual(
      [7, 9].map((totalQuantity) => ({
        deliveryOrderId: expect.any(String) as unknown,
        contractId: 'CT-2026-001',
        buyer: school,
        productId: '9789000000029',
        deliveryType: 'school-all',
        deliverySpecification: { school, totalQuantity },
        startDate: '2026-09-01',
        activationUntilDate: '2027-07-31',
        status: 'ordered',
        dateCreated: '2026-09-01T08:00:00.200Z',
        dateLastModified: '2026-09-01T08:00:00.200Z',
      })),
    );
  });

  const approved = async (orderLines: Json[], orderConfirmationLines: Json[]) => {
    const order = anOrder({ orderLines });
    await server.control('put', 'partners/ordersysteem', { baseUrl: keeper.url });
    await server.control('post', 'state/orders', order);
    await server.advance('PT1S');
    await server.put('/bestelomgeving/orders/confirmations', {
      responseReferenceId: randomUUID(),
      requestReferenceId: order.requestReferenceId,
      processedTimestamp: '2026-09-01T08:00:00Z',
      orderStatus: 'approved',
      success: true,
      status: 2,
      orderConfirmationLines,
    });
    await server.advance('PT1S');
    await server.control('delete', 'partners/ordersysteem');
    return keeper.messages
      .filter(({ path: at }) => at === '/deliveryorders')
      .map(
        ({ body }) =>
          (body as { deliveryOrder: { deliverySpecification: Json } }).deliveryOrder
            .deliverySpecification['totalQuantity'],
      );
  };
  const productId = '9789000000029';

  it('is told from a declined one by its id, or else by product and quantity', async () => {
    expect(
      await approved(
        [{ purchaseOrderLineId: '10', productId, quantity: 3 }],
        [{ productId, status: 99 }],
      ),
    ).toEqual([]);
    expect(
      await approved(
        [
          { productId, quantity: 3 },
          { productId, quantity: 4 },
        ],
        [
          { productId, quantity: 3, status: 2 },
          { productId, quantity: 4, status: 99 },
        ],
      ),
    ).toEqual([3]);
  });

  it('leads to none when the line, or the order, is declined, and to one only when the approval comes twice', async () => {
    await server.put(
      '/ordersysteem/orders',
      anOrder({
        contractId: 'CT-UNKNOWN',
        orderLines: [{ productId: '9789000000029', quantity: 1 }],
      }),
    );
    await server.put(
      '/ordersysteem/orders',
      anOrder({
        orderLines: [
          { productId: '9789000000029', quantity: 1 },
          { productId: '9789000099078', quantity: 1 },
        ],
      }),
    );
    await server.advance('PT1S');
    expect(keeper.messages).toHaveLength(1);
  });
});
