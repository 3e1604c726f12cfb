import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

interface Line {
  purchaseOrderLineId?: string;
  salesOrderLineId?: string;
  productId: string;
  quantity: number;
  status: number;
  statusMessage: string;
}
interface Confirmation {
  purchaseOrderId: string;
  salesOrderId?: string;
  responseReferenceId: string;
  creditOrderStatus: string;
  success: boolean;
  status: number;
  statusMessage: string;
  creditOrderConfirmationLines: Line[];
}

/** Places an order and advances the clock until its confirmation has arrived. */
async function placeApprovedOrder(
  order = anOrder(),
): Promise<typeof order & { salesOrderId: string; approval: string }> {
  expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
  await server.advance('PT1S');
  const { salesOrderId = '', ordersysteem } = await server.state(
    'orders',
    order.requestReferenceId,
  );
  return { ...order, salesOrderId, approval: String(ordersysteem?.['responseReferenceId']) };
}

/** Sends a credit order and returns the confirmation that the Bestelomgeving received. */
async function confirmationOf(difference: Record<string, unknown>): Promise<Confirmation> {
  const credit = aCreditOrder(difference);
  const response = await server.put('/ordersysteem/creditorders', credit);
  expect([response.status, response.text]).toEqual([202, '']);
  await server.advance('PT1S');
  const { bestelomgeving } = await server.state('creditorders', credit.requestReferenceId);
  return bestelomgeving?.confirmations[0] as unknown as Confirmation;
}

describe('PUT /creditorders', () => {
  beforeEach(() => server.freeze());

  it('answers 202 with an empty body and API-Version', async () => {
    const response = await server.put('/ordersysteem/creditorders', aCreditOrder());
    expect([response.status, response.text, response.headers['api-version']]).toEqual([
      202,
      '',
      '0.9.2',
    ]);
  });

  it('credits the whole order when orderLines is absent and echoes its fields in the confirmation', async () => {
    const { purchaseOrderId, salesOrderId } = await placeApprovedOrder();
    const credit = aCreditOrder({ purchaseOrderId });
    await server.put('/ordersysteem/creditorders', credit);
    await server.advance('PT1S');
    const { bestelomgeving } = await server.state('creditorders', credit.requestReferenceId);
    expect(bestelomgeving).toEqual({
      creditOrderStatus: 'approved',
      confirmations: [
        {
          requestReferenceId: credit.requestReferenceId,
          responseReferenceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          processedTimestamp: expect.stringMatching(/Z$/),
          purchaseOrderId,
          salesOrderId,
          creditOrderStatus: 'approved',
          success: true,
          status: 2,
          statusMessage: 'Accepted',
          creditOrderConfirmationLines: [
            {
              salesOrderLineId: '1',
              purchaseOrderLineId: '10',
              productId: '9789000000017',
              quantity: 30,
              status: 2,
              statusMessage: 'Accepted',
            },
          ],
        },
      ],
    });
  });

  it('processes a repeated requestReferenceId once and sends the same confirmation again', async () => {
    const { purchaseOrderId } = await placeApprovedOrder();
    const credit = aCreditOrder({
      purchaseOrderId,
      orderLines: [{ productId: '9789000000017', quantity: 20 }],
    });
    for (let times = 0; times < 3; times += 1)
      await server.put('/ordersysteem/creditorders', credit);
    await server.advance('PT1S');
    const sent = await server.exchanges('operation=confirmCreditOrder&direction=inbound');
    const bodies = sent
      .map(({ request }) => request.body as Confirmation & { requestReferenceId: string })
      .filter(({ requestReferenceId }) => requestReferenceId === credit.requestReferenceId);
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    const rest = await confirmationOf({
      purchaseOrderId,
      orderLines: [{ productId: '9789000000017', quantity: 10 }],
    });
    expect(rest.creditOrderStatus).toBe('approved');
  });

  it('processes a requestReferenceId that was used for an order as a new one', async () => {
    const { requestReferenceId, purchaseOrderId } = await placeApprovedOrder();
    const confirmation = await confirmationOf({ requestReferenceId, purchaseOrderId });
    expect(confirmation.creditOrderStatus).toBe('approved');
  });

  it('finds the last approved order with the purchaseOrderId', async () => {
    const purchaseOrderId = `PO-${randomUUID()}`;
    await placeApprovedOrder(anOrder({ purchaseOrderId }));
    await server.advance('PT1M');
    const later = await placeApprovedOrder(anOrder({ purchaseOrderId }));
    expect((await confirmationOf({ purchaseOrderId })).salesOrderId).toBe(later.salesOrderId);
  });

  it('finds the order by salesOrderId', async () => {
    const purchaseOrderId = `PO-${randomUUID()}`;
    const { salesOrderId } = await placeApprovedOrder(anOrder({ purchaseOrderId }));
    await placeApprovedOrder(anOrder({ purchaseOrderId }));
    const confirmation = await confirmationOf({ purchaseOrderId, salesOrderId });
    expect([confirmation.creditOrderStatus, confirmation.salesOrderId]).toEqual([
      'approved',
      salesOrderId,
    ]);
  });

  it('finds the order by the responseReferenceId of its approval, ignoring case', async () => {
    const { purchaseOrderId, approval: approvalId, salesOrderId } = await placeApprovedOrder();
    const confirmation = await confirmationOf({
      purchaseOrderId,
      responseReferenceId: approvalId.toUpperCase(),
    });
    expect([confirmation.creditOrderStatus, confirmation.salesOrderId]).toEqual([
      'approved',
      salesOrderId,
    ]);
  });

  it.each([
    ['purchaseOrderLineId', { purchaseOrderLineId: '20' }, '2'],
    ['salesOrderLineId', { salesOrderLineId: '2' }, '2'],
  ])('credits one line identified by its %s', async (_name, line, salesOrderLineId) => {
    const { purchaseOrderId } = await placeApprovedOrder(
      anOrderOf('9789000000017', '9789000000024'),
    );
    const confirmation = await confirmationOf({
      purchaseOrderId,
      orderLines: [{ ...line, productId: '9789000000024', quantity: 5 }],
    });
    expect(confirmation.creditOrderConfirmationLines).toEqual([
      {
        ...line,
        salesOrderLineId,
        productId: '9789000000024',
        quantity: 5,
        status: 2,
        statusMessage: 'Accepted',
      },
    ]);
  });

  it('credits at most the ordered quantity over several credit orders', async () => {
    const { purchaseOrderId } = await placeApprovedOrder();
    const creditQuantity = (quantity: number) =>
      confirmationOf({ purchaseOrderId, orderLines: [{ productId: '9789000000017', quantity }] });
    expect((await creditQuantity(20)).creditOrderStatus).toBe('approved');
    const tooMany = await creditQuantity(11);
    expect([
      tooMany.creditOrderStatus,
      tooMany.success,
      tooMany.status,
      tooMany.statusMessage,
    ]).toEqual([
      'declined',
      false,
      99,
      'too many: 11 of product 9789000000017 requested, 10 left to credit',
    ]);
    expect((await creditQuantity(10)).creditOrderStatus).toBe('approved');
    expect((await confirmationOf({ purchaseOrderId })).statusMessage).toBe(
      'the order has no quantity left to credit',
    );
  });

  it('credits the remaining quantity when the whole order is credited after a part of it', async () => {
    const { purchaseOrderId } = await placeApprovedOrder();
    await confirmationOf({
      purchaseOrderId,
      orderLines: [{ productId: '9789000000017', quantity: 20 }],
    });
    const rest = await confirmationOf({ purchaseOrderId });
    expect(rest.creditOrderConfirmationLines.map(({ quantity }) => quantity)).toEqual([10]);
  });

  it('adds up the lines of one credit order for the same product', async () => {
    const { purchaseOrderId } = await placeApprovedOrder();
    const line = { productId: '9789000000017', quantity: 20 };
    const confirmation = await confirmationOf({ purchaseOrderId, orderLines: [line, line] });
    expect(confirmation.creditOrderConfirmationLines.map(({ status }) => status)).toEqual([2, 99]);
  });

  it('approves the credit order with a declined line when another line can be credited', async () => {
    const { purchaseOrderId } = await placeApprovedOrder();
    const confirmation = await confirmationOf({
      purchaseOrderId,
      orderLines: [
        { productId: '9789000000017', quantity: 1 },
        { productId: '9789000000999', quantity: 1 },
      ],
    });
    expect(confirmation.creditOrderStatus).toBe('approved');
    expect(confirmation.creditOrderConfirmationLines[1]).toEqual({
      productId: '9789000000999',
      quantity: 1,
      status: 99,
      statusMessage: 'unknown product: 9789000000999 was not ordered',
    });
  });

  it.each([
    [
      'an unknown purchaseOrderId',
      { purchaseOrderId: 'PO-NONE' },
      'unknown order: there is no order with purchaseOrderId PO-NONE',
    ],
    [
      'an unknown salesOrderId',
      { purchaseOrderId: 'PO-NONE', salesOrderId: 'SO-NONE' },
      'unknown salesOrderId: SO-NONE',
    ],
    [
      'an unknown responseReferenceId',
      { purchaseOrderId: 'PO-NONE', responseReferenceId: '00000000-0000-4000-8000-000000000000' },
      'unknown responseReferenceId: no order was approved with 00000000-0000-4000-8000-000000000000',
    ],
  ])('declines %s with the reason', async (_name, reference, reason) => {
    const { creditOrderStatus, success, status, statusMessage } = await confirmationOf(reference);
    expect([creditOrderStatus, success, status, statusMessage]).toEqual([
      'declined',
      false,
      99,
      reason,
    ]);
  });

  it.each([
    [
      'an unknown product',
      { productId: '9789000000999', quantity: 1 },
      'unknown product: 9789000000999 was not ordered',
    ],
    [
      'an unknown line',
      { purchaseOrderLineId: '99', productId: '9789000000017', quantity: 1 },
      'unknown line: purchaseOrderLineId 99 is not a line of product 9789000000017',
    ],
    [
      'a quantity of 0',
      { productId: '9789000000017', quantity: 0 },
      'the quantity to credit must be at least 1, seen 0',
    ],
    [
      'a quantity below 0',
      { productId: '9789000000017', quantity: -1 },
      'the quantity to credit must be at least 1, seen -1',
    ],
  ])('declines %s with the reason', async (_name, line, reason) => {
    const { purchaseOrderId } = await placeApprovedOrder();
    const { creditOrderStatus, statusMessage } = await confirmationOf({
      purchaseOrderId,
      orderLines: [line],
    });
    expect([creditOrderStatus, statusMessage]).toEqual(['declined', reason]);
  });

  it('declines a salesOrderId of another purchaseOrderId', async () => {
    const { salesOrderId, purchaseOrderId } = await placeApprovedOrder();
    const { creditOrderStatus, statusMessage } = await confirmationOf({
      purchaseOrderId: 'PO-OTHER',
      salesOrderId,
    });
    expect([creditOrderStatus, statusMessage]).toEqual([
      'declined',
      `salesOrderId ${salesOrderId} belongs to purchaseOrderId ${purchaseOrderId}, not PO-OTHER`,
    ]);
  });

  it('declines a responseReferenceId that did not approve the salesOrderId', async () => {
    const { salesOrderId, purchaseOrderId } = await placeApprovedOrder();
    const responseReferenceId = randomUUID();
    const { statusMessage } = await confirmationOf({
      purchaseOrderId,
      salesOrderId,
      responseReferenceId,
    });
    expect(statusMessage).toBe(
      `responseReferenceId ${responseReferenceId} did not approve salesOrderId ${salesOrderId}`,
    );
  });

  it.each([
    ['pending', '9789000099023'],
    ['declined', '9789000099016'],
  ])('declines the credit of an order that is %s', async (status, product) => {
    const { purchaseOrderId } = await placeApprovedOrder(anOrderOf(product));
    const { creditOrderStatus, statusMessage } = await confirmationOf({ purchaseOrderId });
    expect([creditOrderStatus, statusMessage]).toEqual([
      'declined',
      `the order is ${status}: only an approved order can be credited`,
    ]);
  });

  it('declines the credit of a line that was not approved', async () => {
    const { purchaseOrderId } = await placeApprovedOrder(
      anOrderOf('9789000000017', '9789000099030'),
    );
    const { statusMessage } = await confirmationOf({
      purchaseOrderId,
      orderLines: [{ productId: '9789000099030', quantity: 1 }],
    });
    expect(statusMessage).toBe('not approved: the order of product 9789000099030 was declined');
  });

  it('treats an empty orderLines as the whole order and records a finding', async () => {
    const { purchaseOrderId } = await placeApprovedOrder();
    expect((await confirmationOf({ purchaseOrderId, orderLines: [] })).creditOrderStatus).toBe(
      'approved',
    );
    const exchange = await server.lastExchange('operation=acceptCreditOrder');
    expect(exchange?.findings.map(({ requirement, pointer }) => [requirement, pointer])).toEqual([
      ['EDUV-ORDER-31', '/orderLines'],
    ]);
  });

  it('is pending for an hour and then approved for the product 9789000099023', async () => {
    const { purchaseOrderId } = await placeApprovedOrder(anOrderOf('9789000099023'));
    await server.advance('PT1H');
    const credit = aCreditOrder({
      purchaseOrderId,
      orderLines: [{ productId: '9789000099023', quantity: 5 }],
    });
    await server.put('/ordersysteem/creditorders', credit);
    await server.advance('PT1S');
    expect((await server.state('creditorders', credit.requestReferenceId)).creditOrderStatus).toBe(
      'pending',
    );
    await server.advance('PT1H');
    expect((await server.state('creditorders', credit.requestReferenceId)).creditOrderStatus).toBe(
      'approved',
    );
  });
});
