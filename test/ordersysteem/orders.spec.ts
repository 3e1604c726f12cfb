import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder, anOrderOf } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

describe('PUT /orders', () => {
  beforeEach(() => server.freeze());

  it('answers 202 with an empty body and API-Version', async () => {
    const response = await server.put('/ordersysteem/orders', anOrder());
    expect([response.status, response.text, response.headers['api-version']]).toEqual([
      202,
      '',
      '0.9.2',
    ]);
  });

  it.each(['/ordersysteem/orders', '/ordersysteem/v1/orders', '/orders', '/v1/orders', '/orders/'])(
    'is served at %s',
    async (path) => {
      const order = anOrder();
      expect((await server.put(path, order, await server.token())).status).toBe(202);
      expect((await server.state('orders', order.requestReferenceId)).orderStatus).toBe('approved');
    },
  );

  it('is confirmed at the Bestelomgeving with the fields of the order', async () => {
    const order = anOrderOf('9789000000017', '9789000000024');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT0.2S');
    const { bestelomgeving } = await server.state('orders', order.requestReferenceId);
    const line = { quantity: 5, status: 2, statusMessage: 'Accepted' };
    expect(bestelomgeving).toEqual({
      orderStatus: 'approved',
      confirmations: [
        {
          responseReferenceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          requestReferenceId: order.requestReferenceId,
          processedTimestamp: '2026-09-01T08:00:00.000Z',
          purchaseOrderId: order.purchaseOrderId,
          salesOrderId: expect.stringMatching(/^SO-[0-9A-F]{12}$/),
          orderStatus: 'approved',
          success: true,
          status: 2,
          statusMessage: 'Accepted',
          orderConfirmationLines: [
            {
              salesOrderLineId: '1',
              purchaseOrderLineId: '10',
              productId: '9789000000017',
              ...line,
            },
            {
              salesOrderLineId: '2',
              purchaseOrderLineId: '20',
              productId: '9789000000024',
              ...line,
            },
          ],
        },
      ],
    });
  });

  it('is confirmed after confirmAfter and not before', async () => {
    const order = anOrder();
    await server.put('/ordersysteem/orders', order);
    expect(await server.advance('PT0.1S')).toMatchObject({ delivered: 0, waiting: 1 });
    expect(await server.advance('PT0.1S')).toMatchObject({ delivered: 1, waiting: 0 });
  });

  it('echoes a requestReferenceId unchanged and ignores its case in comparisons', async () => {
    const order = anOrder();
    const upperCase = { ...order, requestReferenceId: order.requestReferenceId.toUpperCase() };
    await server.put('/ordersysteem/orders', upperCase);
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1S');
    const { bestelomgeving } = await server.state('orders', order.requestReferenceId);
    expect(
      bestelomgeving?.confirmations.map((confirmation) => confirmation['requestReferenceId']),
    ).toEqual([upperCase.requestReferenceId]);
  });

  it('stores the document exactly as received', async () => {
    const order = { ...anOrder(), extra: { nested: [1.5, null] } };
    await server.put('/ordersysteem/orders', order);
    expect(await server.state('orders', order.requestReferenceId)).toMatchObject(order);
  });

  it('confirms a repeated request at once with the same message and responseReferenceId', async () => {
    const order = anOrder();
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1S');
    expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
    await server.advance('PT0S');
    const sent = (await server.outbox()).filter(({ about }) => about === order.requestReferenceId);
    expect(sent.map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ['sent', '2026-09-01T08:00:01.000Z'],
      ['sent', '2026-09-01T08:00:00.200Z'],
    ]);
    expect(JSON.stringify(sent[0]?.body)).toBe(JSON.stringify(sent[1]?.body));
  });

  it('does not process a repeated request with different content, and records a finding', async () => {
    const order = anOrder();
    await server.put('/ordersysteem/orders', order);
    const changedRepeat = { ...order, orderLines: [{ productId: '9789000000024', quantity: 1 }] };
    expect((await server.put('/ordersysteem/orders', changedRepeat)).status).toBe(202);
    const exchange = await server.lastExchange('operation=acceptOrder');
    expect(exchange?.findings).toEqual([
      expect.objectContaining({
        requirement: 'EDUV-ORDER-10',
        level: 'MUST',
        pointer: '/requestReferenceId',
      }),
    ]);
    const { ordersysteem } = await server.state('orders', order.requestReferenceId);
    expect(ordersysteem?.['lines']).toEqual([
      {
        salesOrderLineId: '1',
        purchaseOrderLineId: '10',
        productId: '9789000000017',
        quantity: 30,
        credited: 0,
      },
    ]);
  });

  it.each([
    ['an unknown field', { colour: 'blue' }, 'EDUV-ORDER-30', '/colour'],
    [
      'an unknown field of a line',
      { orderLines: [{ productId: '9', quantity: 1, 'a/b': 1 }] },
      'EDUV-ORDER-30',
      '/orderLines/0/a~1b',
    ],
    ['no lines', { orderLines: [] }, 'EDUV-ORDER-31', '/orderLines'],
    [
      'a quantity of 0',
      { orderLines: [{ productId: '9', quantity: 0 }] },
      'EDUV-ORDER-32',
      '/orderLines/0/quantity',
    ],
    [
      'a quantity below 0',
      { orderLines: [{ productId: '9', quantity: -1 }] },
      'EDUV-ORDER-32',
      '/orderLines/0/quantity',
    ],
    [
      'a purchaseOrderLineId that occurs twice',
      {
        orderLines: [1, 2].map((quantity) => ({
          purchaseOrderLineId: '10',
          productId: '9',
          quantity,
        })),
      },
      'EDUV-ORDER-33',
      '/orderLines/1/purchaseOrderLineId',
    ],
    [
      'an invalid countryCode',
      {
        deliveryLocation: {
          street: 'S',
          houseNumber: 1,
          zipCode: '1',
          city: 'C',
          country: 'N',
          countryCode: 'nld',
        },
      },
      'EDUV-ORDER-34',
      '/deliveryLocation/countryCode',
    ],
  ])('accepts %s and records a finding', async (_name, difference, requirement, pointer) => {
    expect((await server.put('/ordersysteem/orders', anOrder(difference))).status).toBe(202);
    const exchange = await server.lastExchange('operation=acceptOrder');
    expect(
      exchange?.findings.map((confirmation) => [confirmation.requirement, confirmation.pointer]),
    ).toEqual([[requirement, pointer]]);
  });

  it('accepts a repeated purchaseOrderId as a new order and records a finding', async () => {
    const first = anOrder();
    await server.put('/ordersysteem/orders', first);
    expect(
      (
        await server.put(
          '/ordersysteem/orders',
          anOrder({ purchaseOrderId: first.purchaseOrderId }),
        )
      ).status,
    ).toBe(202);
    const exchange = await server.lastExchange('operation=acceptOrder');
    expect(exchange?.findings.map(({ requirement }) => requirement)).toEqual(['EDUV-ORDER-35']);
  });

  it('records no finding for a valid order', async () => {
    await server.put('/ordersysteem/orders', anOrder());
    const exchange = await server.lastExchange('operation=acceptOrder');
    expect(exchange?.findings).toEqual([]);
  });
});
