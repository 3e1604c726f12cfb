import { beforeEach, describe, expect, it } from '@jest/globals';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

async function sendAccepted(
  path: string,
  message: { requestReferenceId: string },
): Promise<string> {
  expect((await server.put(path, message)).status).toBe(202);
  return message.requestReferenceId;
}

describe('settings decide: manual', () => {
  beforeEach(async () => {
    await server.freeze();
    await server.control('put', 'settings', { decide: 'manual' });
  });

  it('leaves an order undecided and sends no confirmation', async () => {
    const id = await sendAccepted('/ordersysteem/orders', anOrder());
    expect(await server.advance('P1D')).toMatchObject({ delivered: 0, waiting: 0 });
    expect((await server.state('orders', id)).ordersysteem).toMatchObject({ orderStatus: null });
  });

  it('approve confirms the order at once, including an unknown product', async () => {
    const id = await sendAccepted('/ordersysteem/orders', anOrderOf('9789000099016'));
    await server.control('post', `ordersysteem/orders/${id}/approve`);
    await server.advance('PT0S');
    expect((await server.state('orders', id)).bestelomgeving).toMatchObject({
      orderStatus: 'approved',
      confirmations: [{ orderStatus: 'approved', orderConfirmationLines: [{ status: 2 }] }],
    });
  });

  it('decline confirms with the reason', async () => {
    const id = await sendAccepted('/ordersysteem/orders', anOrder());
    await server.control('post', `ordersysteem/orders/${id}/decline`, { reason: 'out of print' });
    await server.advance('PT0S');
    const [confirmation] = (await server.state('orders', id)).bestelomgeving?.confirmations ?? [];
    expect(confirmation).toMatchObject({
      orderStatus: 'declined',
      success: false,
      status: 99,
      statusMessage: 'out of print',
    });
  });

  it('answers 409 to a second decision', async () => {
    const id = await sendAccepted('/ordersysteem/orders', anOrder());
    await server.control('post', `ordersysteem/orders/${id}/approve`);
    const again = await server.tryControl('post', `ordersysteem/orders/${id}/decline`);
    expect([again.status, again.body]).toEqual([
      409,
      expect.objectContaining({ detail: `${id} in orders has already been decided` }),
    ]);
  });

  it('approve credits a credit order, and answers 409 when it cannot be credited', async () => {
    const order = anOrder();
    const id = await sendAccepted('/ordersysteem/orders', order);
    const { purchaseOrderId } = order;
    const credit = await sendAccepted(
      '/ordersysteem/creditorders',
      aCreditOrder({ purchaseOrderId }),
    );
    const tooSoon = await server.tryControl('post', `ordersysteem/creditorders/${credit}/approve`);
    expect([tooSoon.status, (tooSoon.body as { detail: string }).detail]).toEqual([
      409,
      `Credit order ${credit} cannot be approved: the order is not decided: only an approved order can be credited`,
    ]);
    await server.control('post', `ordersysteem/orders/${id}/approve`);
    await server.control('post', `ordersysteem/creditorders/${credit}/approve`);
    await server.advance('PT0S');
    expect((await server.state('creditorders', credit)).bestelomgeving).toMatchObject({
      creditOrderStatus: 'approved',
    });
    expect((await server.state('orders', id)).ordersysteem).toMatchObject({
      lines: [{ credited: 30 }],
    });
  });

  it('decline declines a credit order and credits nothing', async () => {
    const order = anOrder();
    const id = await sendAccepted('/ordersysteem/orders', order);
    await server.control('post', `ordersysteem/orders/${id}/approve`);
    const credit = await sendAccepted(
      '/ordersysteem/creditorders',
      aCreditOrder({ purchaseOrderId: order.purchaseOrderId }),
    );
    await server.control('post', `ordersysteem/creditorders/${credit}/decline`);
    await server.advance('PT0S');
    const [confirmation] =
      (await server.state('creditorders', credit)).bestelomgeving?.confirmations ?? [];
    expect(confirmation).toMatchObject({
      creditOrderStatus: 'declined',
      statusMessage: 'declined by a manual decision',
    });
    expect((await server.state('orders', id)).ordersysteem).toMatchObject({
      lines: [{ credited: 0 }],
    });
  });

  it.each([
    'ordersysteem/orders/none/approve',
    'ordersysteem/creditorders/none/approve',
    'bestelomgeving/orders/none/approve',
    'ordersysteem/orders/none/burn',
  ])('answers 404 to POST %s', async (path) => {
    expect((await server.tryControl('post', path)).status).toBe(404);
  });
});
