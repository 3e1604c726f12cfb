import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aDeliveryOrder, anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const aanspraakmanager = partnerServer();

type Json = Record<string, unknown>;
interface SentOrder {
  deliveryOrderReferenceId: string;
  deliveryOrderId: string;
}

const school = { organisationMasterIdentifier: '104A158' };
const path = '/bestelomgeving/deliveryorders/confirmations';

beforeEach(async () => {
  await server.control('post', 'reset');
  aanspraakmanager.reset();
  // The partner server replaces the Aanspraakmanager and sends no confirmations by itself.
  await server.control('put', 'partners/aanspraakmanager', { baseUrl: aanspraakmanager.url });
  await server.freeze();
});

const sendOrder = async (difference: Json = {}): Promise<SentOrder> => {
  const sent = await server.control<Json>(
    'post',
    'state/deliveryorders',
    aDeliveryOrder(difference),
  );
  await server.advance('PT1S');
  return sent as unknown as SentOrder;
};
const confirmation = (sent: SentOrder, difference: Json = {}): Json => ({
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
const confirm = async (sent: SentOrder, difference: Json = {}) => {
  const { status, body } = await server.put(path, confirmation(sent, difference));
  return [status, body] as [number, { status?: number; statusMessage?: string }];
};
const orderAt = async ({ deliveryOrderId }: SentOrder) =>
  (await server.call('get', `/bestelomgeving/deliveryorders/${deliveryOrderId}`)).body as Json;
const findings = async () => {
  const exchange = await server.lastExchange('operation=confirmDeliveryOrder');
  return exchange!.findings.map(({ requirement, pointer }) => [requirement, pointer]);
};
const sendCancellation = async (sent: SentOrder): Promise<SentOrder> => {
  const order = await orderAt(sent);
  await server.control('put', `state/deliveryorders/${sent.deliveryOrderId}`, {
    ...order,
    status: 'cancelled',
    endDate: '2026-09-10',
  });
  await server.advance('PT1S');
  const { body } = aanspraakmanager.messages.at(-1)!;
  return { ...sent, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']) };
};
const sendLoweredQuantity = async (sent: SentOrder, totalQuantity: number): Promise<SentOrder> => {
  const order = await orderAt(sent);
  await server.control('put', `state/deliveryorders/${sent.deliveryOrderId}`, {
    ...order,
    deliverySpecification: { school, totalQuantity },
  });
  await server.advance('PT1S');
  const { body } = aanspraakmanager.messages.at(-1)!;
  return { ...sent, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']) };
};

describe('PUT /deliveryorders/confirmations with newStatus', () => {
  it('processed changes an ordered order and its dateLastModified', async () => {
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

  it('licensed changes a processed order under the same reference', async () => {
    const sent = await sendOrder();
    await confirm(sent);
    expect(await confirm(sent, { newStatus: 'licensed' })).toEqual([202, {}]);
    expect((await orderAt(sent))['status']).toBe('licensed');
  });

  it.each([[false], [true]])(
    'cancelled cancels an order and sets its endDate (processed before: %s)',
    async (processed) => {
      const sent = await sendOrder();
      if (processed) await confirm(sent);
      const cancelling = await sendCancellation(sent);
      // The order does not change before the confirmation.
      expect(await orderAt(sent)).not.toHaveProperty('endDate');
      expect(await confirm(cancelling, { newStatus: 'cancelled' })).toEqual([202, {}]);
      expect(await orderAt(sent)).toMatchObject({ status: 'cancelled', endDate: '2026-09-10' });
    },
  );

  // prettier-ignore
  it.each([
    [['licensed'],                           'licensed; the order is ordered and can become processed or cancelled'],
    [['processed', 'ordered'],               'ordered; the order is processed and can become licensed or cancelled'],
    [['processed', 'licensed', 'processed'], 'processed; the order is licensed and can become nothing, because licensed is final'],
    [['processed', 'licensed', 'cancelled'], 'cancelled; the order is licensed and can become nothing, because licensed is final'],
    [['cancelled'],                          'cancelled; the request was not a cancellation'],
  ])('%j answers 400 with status 99 to the last one, which changes nothing', async (moves, text) => {
    const sent = await sendOrder();
    const last = moves.at(-1)!;
    for (const newStatus of moves.slice(0, -1)) expect((await confirm(sent, { newStatus }))[0]).toBe(202);
    const before = await orderAt(sent);
    expect(await confirm(sent, { newStatus: last })).toEqual([400, { status: 99, statusMessage: `newStatus not allowed: ${text}` }]);
    expect(await orderAt(sent)).toEqual(before);
  });

  it('created answers 400', async () => {
    const sent = await sendOrder();
    const [status, body] = await confirm(sent, { newStatus: 'created' });
    expect([status, body.status]).toEqual([400, 11]);
  });
});

describe('an order that a client sends to the Aanspraakmanager of the sandbox', () => {
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

  it('is stored by the Bestelomgeving as in the accepted request, not as in a refused one', async () => {
    const order = aDeliveryOrder({ productId: '9789000099085' });
    expect((await send(order))[1]['status']).toBe('ordered');
    const corrected = { ...order, productId: '9789000000029', contractId: 'CT-NEW' };
    expect((await send(corrected))[1]).toMatchObject({
      productId: '9789000000029',
      contractId: 'CT-NEW',
      status: 'processed',
    });
    const { body } = await server.call('get', '/bestelomgeving/deliveryorders/contracts/CT-NEW');
    expect((body as Json[]).map(({ deliveryOrderId }) => deliveryOrderId)).toEqual([
      order.deliveryOrderId,
    ]);
  });

  it('is accepted after a refused cancellation of the same order', async () => {
    const order = aDeliveryOrder();
    expect((await send({ ...order, status: 'cancelled', endDate: '2026-09-01' }))[0]).toBe(404);
    const [, { status, endDate }] = await send(order);
    expect([status, endDate]).toEqual(['processed', undefined]);
  });
});

describe('PUT /deliveryorders/confirmations with newTotalQuantity', () => {
  it('lowers the quantity of the order', async () => {
    const sent = await sendOrder();
    await confirm(sent);
    const lowering = await sendLoweredQuantity(sent, 80);
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

  it('lowers the quantities of the groups to those of the request', async () => {
    const groups = (firstQuantity: number, secondQuantity: number) => ({
      school,
      groups: [
        { groupId: 'G-1', quantity: firstQuantity },
        { groupId: 'G-2', quantity: secondQuantity },
      ],
      totalQuantity: firstQuantity + secondQuantity,
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
    const { body } = aanspraakmanager.messages.at(-1)!;
    await confirm(
      { ...sent, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']) },
      { newStatus: undefined, newTotalQuantity: 60 },
    );
    expect((await orderAt(sent))['deliverySpecification']).toEqual(groups(50, 10));
  });

  it.each([
    [101, '101; the quantity can only be reduced, from 100 to at least 1'],
    [80, '80; the request contains 100'],
    [0, '0; the quantity can only be reduced, from 100 to at least 1'],
  ])('answers 400 for %i', async (newTotalQuantity, text) => {
    const sent = await sendOrder();
    expect(await confirm(sent, { newTotalQuantity })).toEqual([
      400,
      { status: 99, statusMessage: `newTotalQuantity not allowed: ${text}` },
    ]);
    expect((await orderAt(sent))['status']).toBe('ordered');
  });

  it('answers 400 for a cancelled order', async () => {
    const sent = await sendOrder();
    const cancelling = await sendCancellation(sent);
    await confirm(cancelling, { newStatus: 'cancelled' });
    expect(
      (await confirm(sent, { newStatus: undefined, newTotalQuantity: 7 }))[1].statusMessage,
    ).toBe('newTotalQuantity not allowed: the order is cancelled');
  });

  it('answers 400 for an order with named students', async () => {
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

describe('PUT /deliveryorders/confirmations', () => {
  it('answers 400 for a deliveryOrderReferenceId that was never sent', async () => {
    const sent = await sendOrder();
    expect(await confirm({ ...sent, deliveryOrderReferenceId: 'nobody-sent-this' })).toEqual([
      400,
      { status: 99, statusMessage: 'deliveryOrderReferenceId unknown: nobody-sent-this' },
    ]);
  });

  it('answers 400 for a deliveryOrderId of another request', async () => {
    const [first, second] = [await sendOrder(), await sendOrder()];
    const deliveryOrderId = second.deliveryOrderId;
    expect(await confirm({ ...first, deliveryOrderId })).toEqual([
      400,
      {
        status: 99,
        statusMessage: `deliveryOrderId is not that of the request: ${deliveryOrderId}`,
      },
    ]);
  });

  it('answers 202 to a repeated confirmation and does not apply it again', async () => {
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

  it('changes nothing when success is false', async () => {
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
      'newDeliveryOrderStatus, a field that the source requires and does not define',
      { newDeliveryOrderStatus: 'processed' },
      [],
    ],
    [
      'a time with an offset instead of Z',
      { processedTimestamp: '2026-09-01T10:00:01+02:00' },
      [['EDUV-DELIVERY-20', '/processedTimestamp']],
    ],
    [
      'a time in the future',
      { processedTimestamp: '2026-09-01T09:00:01Z' },
      [['EDUV-DELIVERY-21', '/processedTimestamp']],
    ],
    [
      'an empty deliveryOrderReceiveId',
      { deliveryOrderReceiveId: '' },
      [['EDUV-DELIVERY-33', '/deliveryOrderReceiveId']],
    ],
    ['success and a status code of refusal', { status: 4101 }, [['EDUV-DELIVERY-17', '/status']]],
    ['another product', { productId: 'x' }, [['EDUV-DELIVERY-12', '/productId']]],
    [
      'a refusal without a reason',
      { success: false, newStatus: undefined, statusMessage: undefined },
      [
        ['EDUV-DELIVERY-13', '/status'],
        ['EDUV-DELIVERY-13', '/statusMessage'],
      ],
    ],
    ['no change', { newStatus: undefined }, [['EDUV-DELIVERY-14', '/newStatus']]],
  ])(
    'accepts a confirmation with %s and records the expected findings',
    async (_what, difference, expected) => {
      expect((await confirm(await sendOrder(), difference))[0]).toBe(202);
      expect(await findings()).toEqual(expected);
    },
  );

  it('records a finding for the same change under another deliveryOrderReceiveId', async () => {
    const sent = await sendOrder();
    await confirm(sent);
    expect((await confirm(sent))[0]).toBe(202);
    expect(await findings()).toEqual([['EDUV-DELIVERY-15', '/deliveryOrderReceiveId']]);
  });
});

describe('…/state/deliveryorders', () => {
  it('POST sends a generated order for {}, and a given order or message unchanged', async () => {
    const whole = { deliveryOrderReferenceId: randomUUID(), deliveryOrder: aDeliveryOrder() };
    for (const given of [{}, aDeliveryOrder(), whole]) {
      const sent = await server.control('post', 'state/deliveryorders', given);
      await server.advance('PT1S');
      const { method, path: at, body } = aanspraakmanager.messages.at(-1)!;
      const { deliveryOrder } = body as { deliveryOrder: Json };
      expect([method, at, sent]).toEqual([
        'PUT',
        '/deliveryorders',
        {
          deliveryOrderReferenceId: body['deliveryOrderReferenceId'],
          deliveryOrderId: deliveryOrder['deliveryOrderId'],
        },
      ]);
      expect(await orderAt(sent as unknown as SentOrder)).toEqual({
        ...deliveryOrder,
        status: 'ordered',
      });
    }
  });

  it('POST sends to deliveryBaseUrl when the partner has one', async () => {
    await server.control('put', 'partners/aanspraakmanager', {
      baseUrl: 'http://127.0.0.1:9/',
      deliveryBaseUrl: `${aanspraakmanager.url}/v2/`,
    });
    await sendOrder();
    expect(aanspraakmanager.messages.map(({ path: at }) => at)).toEqual(['/v2/deliveryorders']);
  });

  it('GET shows the order with its confirmations, newest first', async () => {
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

  it('POST answers 400 for a status after ordered, and PUT for a cancellation without endDate', async () => {
    for (const status of ['processed', 'licensed', 'cancelled']) {
      const order = aDeliveryOrder({ status, endDate: '2026-09-01' });
      const response = await server.tryControl('post', 'state/deliveryorders', order);
      expect([response.status, (response.body as { detail: string }).detail]).toEqual([
        400,
        `/deliveryOrder/status: expected created or ordered, the first status of an order, seen ${status}`,
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
      '/endDate: expected a date, because the status is cancelled, seen missing',
    ]);
  });

  it('PUT moves a created order to another school and contract', async () => {
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

  it('POST answers 400 for a schema error and 409 for an order that was sent before', async () => {
    const { status, body } = await server.tryControl(
      'post',
      'state/deliveryorders',
      aDeliveryOrder({ productId: 1 }),
    );
    expect([status, (body as { detail: string }).detail]).toEqual([
      400,
      '/deliveryOrder/productId: expected string, seen number 1',
    ]);
    const sent = await sendOrder();
    expect(
      (await server.tryControl('post', 'state/deliveryorders', await orderAt(sent))).status,
    ).toBe(409);
  });

  it('PUT answers 400 for a schema error and for another id in the body', async () => {
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

  it('POST stores a created order, PUT as created changes it, PUT as ordered sends it', async () => {
    const order = aDeliveryOrder({ status: 'created' });
    const id = order.deliveryOrderId;
    expect(await server.control('post', 'state/deliveryorders', order)).toEqual({
      deliveryOrderId: id,
    });
    await server.control('put', `state/deliveryorders/${id}`, { ...order, productId: 'x' });
    await server.advance('PT1S');
    expect(aanspraakmanager.messages).toEqual([]);
    await server.control('put', `state/deliveryorders/${id}`, { ...order, status: 'ordered' });
    await server.advance('PT1S');
    expect(aanspraakmanager.messages).toHaveLength(1);
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
    expect(aanspraakmanager.messages).toHaveLength(1);
    expect((await orderAt({ deliveryOrderId: id } as SentOrder))['status']).toBe('ordered');
  });
});

describe('an approved order line of the digital product', () => {
  it('creates a delivery order with its quantity and contract until the end of the school year', async () => {
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
      aanspraakmanager.messages.map(({ body }) => (body as { deliveryOrder: Json }).deliveryOrder),
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

  const quantitiesAfterApproval = async (orderLines: Json[], orderConfirmationLines: Json[]) => {
    const order = anOrder({ orderLines });
    await server.control('put', 'partners/ordersysteem', { baseUrl: aanspraakmanager.url });
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
    return aanspraakmanager.messages
      .filter(({ path: at }) => at === '/deliveryorders')
      .map(
        ({ body }) =>
          (body as { deliveryOrder: { deliverySpecification: Json } }).deliveryOrder
            .deliverySpecification['totalQuantity'],
      );
  };
  const productId = '9789000000029';

  it('is matched by purchaseOrderLineId, or else by product and quantity', async () => {
    expect(
      await quantitiesAfterApproval(
        [{ purchaseOrderLineId: '10', productId, quantity: 3 }],
        [{ productId, status: 99 }],
      ),
    ).toEqual([]);
    expect(
      await quantitiesAfterApproval(
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

  it('creates no delivery order when declined, and only one when the approval arrives twice', async () => {
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
    expect(aanspraakmanager.messages).toHaveLength(1);
  });
});
