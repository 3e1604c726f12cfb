import { beforeEach, describe, expect, it } from '@jest/globals';
import { aCreditOrder, anOrder, anOrderConfirmation } from '../support/builders.js';
import { ketenlab } from '../support/ketenlab.js';
import { partner } from '../support/partner.js';

const lab = ketenlab();
const supplier = partner();

describe('POST …/state/orders', () => {
  beforeEach(async () => {
    supplier.forget();
    await lab.control('post', 'reset');
    await lab.control('put', 'partners/ordersysteem', {
      baseUrl: `${supplier.url}/v1`,
      tokenUrl: `${supplier.url}/oauth2/token`,
      clientId: 'ketenlab',
      clientSecret: 'a secret:',
    });
  });

  it('sends the order to the partner with a token of his', async () => {
    const order = anOrder();
    const response = await lab.tryControl('post', 'state/orders', order);
    expect([response.status, response.body]).toEqual([
      201,
      { requestReferenceId: order.requestReferenceId },
    ]);
    const [message] = await supplier.hears(1);
    expect(message).toMatchObject({ method: 'PUT', path: '/v1/orders', body: order });
    expect(message?.headers['authorization']).toBe('Bearer partner-token-1');
    const [token] = supplier.heard;
    expect(token?.headers['authorization']).toBe(
      `Basic ${Buffer.from('ketenlab:a%20secret%3A').toString('base64')}`,
    );
    expect(Object.fromEntries(new URLSearchParams(token?.text))).toEqual({
      grant_type: 'client_credentials',
      scope: 'eduv.order',
    });
  });

  it('makes up an order for {}', async () => {
    const { requestReferenceId } = await lab.control<{ requestReferenceId: string }>(
      'post',
      'state/orders',
      {},
    );
    const [message] = await supplier.hears(1);
    expect(message?.body).toMatchObject({
      requestReferenceId,
      purchaseOrderId: expect.stringMatching(/^PO-/),
    });
  });

  it('gives an order without a requestReferenceId one', async () => {
    const { requestReferenceId: _, ...order } = anOrder();
    await lab.control('post', 'state/orders', order);
    const [message] = await supplier.hears(1);
    expect(message?.body).toMatchObject({
      ...order,
      requestReferenceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('refuses what is against the schema', async () => {
    const response = await lab.tryControl('post', 'state/orders', anOrder({ purchaseOrderId: 1 }));
    expect([response.status, response.headers['content-type'], response.body]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: '/purchaseOrderId: expected string, seen number',
        faults: [{ path: '/purchaseOrderId', expected: 'string', seen: 'number' }],
      },
    ]);
  });

  it('refuses an id that was sent before', async () => {
    const order = anOrder();
    await lab.control('post', 'state/orders', order);
    const { status, body } = await lab.tryControl('post', 'state/orders', order);
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      `${order.requestReferenceId} was sent before; replay its delivery to send it again`,
    ]);
  });

  it('credits the order that was approved last for {} at …/state/creditorders', async () => {
    const refused = await lab.tryControl('post', 'state/creditorders', {});
    expect(refused.status).toBe(409);
    const order = anOrder();
    await lab.control('post', 'state/orders', order);
    const approval = anOrderConfirmation({
      requestReferenceId: order.requestReferenceId,
      salesOrderId: 'SO-9',
    });
    expect((await lab.put('/bestelomgeving/orders/confirmations', approval)).status).toBe(202);
    const { requestReferenceId } = await lab.control<{ requestReferenceId: string }>(
      'post',
      'state/creditorders',
      {},
    );
    const messages = await supplier.hears(2);
    expect(messages[1]).toMatchObject({
      path: '/v1/creditorders',
      body: {
        requestReferenceId,
        purchaseOrderId: order.purchaseOrderId,
        salesOrderId: 'SO-9',
        responseReferenceId: approval.responseReferenceId,
      },
    });
  });

  it('sends a given credit order at …/state/creditorders', async () => {
    const credit = aCreditOrder();
    await lab.control('post', 'state/creditorders', credit);
    expect((await supplier.hears(1))[0]).toMatchObject({ path: '/v1/creditorders', body: credit });
  });

  it('orders at our own Ordersysteem when no partner is set, and the chain closes', async () => {
    await lab.control('delete', 'partners/ordersysteem');
    await lab.freeze();
    const { requestReferenceId } = await lab.control<{ requestReferenceId: string }>(
      'post',
      'state/orders',
      {},
    );
    await lab.advance('PT1S');
    expect(await lab.state('orders', requestReferenceId)).toMatchObject({
      ordersysteem: { orderStatus: 'approved' },
      bestelomgeving: { orderStatus: 'approved' },
    });
    const { requestReferenceId: credit } = await lab.control<{ requestReferenceId: string }>(
      'post',
      'state/creditorders',
      {},
    );
    await lab.advance('PT1S');
    expect(await lab.state('creditorders', credit)).toMatchObject({
      bestelomgeving: { creditOrderStatus: 'approved' },
    });
    expect(supplier.heard).toEqual([]);
  });
});
