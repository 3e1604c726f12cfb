import { beforeEach, describe, expect, it } from '@jest/globals';
import { aCreditOrder, anOrder, anOrderConfirmation } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const ordersysteem = partnerServer();

describe('POST …/state/orders', () => {
  beforeEach(async () => {
    await server.control('post', 'reset');
    ordersysteem.reset();
    await server.control('put', 'partners/ordersysteem', {
      baseUrl: `${ordersysteem.url}/v1`,
      tokenUrl: `${ordersysteem.url}/oauth2/token`,
      clientId: 'ketenlab',
      clientSecret: 'a secret:',
    });
  });

  it('sends the order to the partner with a token of the partner', async () => {
    const order = anOrder();
    const response = await server.tryControl('post', 'state/orders', order);
    expect([response.status, response.body]).toEqual([
      201,
      { requestReferenceId: order.requestReferenceId },
    ]);
    const [message] = await ordersysteem.waitForMessages(1);
    expect(message).toMatchObject({ method: 'PUT', path: '/v1/orders', body: order });
    expect(message?.headers['authorization']).toBe('Bearer partner-token-1');
    const [token] = ordersysteem.requests;
    expect(token?.headers['authorization']).toBe(
      `Basic ${Buffer.from('ketenlab:a%20secret%3A').toString('base64')}`,
    );
    expect(Object.fromEntries(new URLSearchParams(token?.text))).toEqual({
      grant_type: 'client_credentials',
      scope: 'eduv.order',
    });
  });

  it('generates an order for {}', async () => {
    const { requestReferenceId } = await server.control<{ requestReferenceId: string }>(
      'post',
      'state/orders',
      {},
    );
    const [message] = await ordersysteem.waitForMessages(1);
    expect(message?.body).toMatchObject({
      requestReferenceId,
      purchaseOrderId: expect.stringMatching(/^PO-/),
    });
  });

  it('adds a requestReferenceId to an order without one', async () => {
    const { requestReferenceId: _, ...order } = anOrder();
    await server.control('post', 'state/orders', order);
    const [message] = await ordersysteem.waitForMessages(1);
    expect(message?.body).toMatchObject({
      ...order,
      requestReferenceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('answers 400 for an order that does not match the schema', async () => {
    const response = await server.tryControl(
      'post',
      'state/orders',
      anOrder({ purchaseOrderId: 1 }),
    );
    expect([response.status, response.headers['content-type'], response.body]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: '/purchaseOrderId: expected string, seen number 1',
        faults: [{ path: '/purchaseOrderId', expected: 'string', seen: 'number 1' }],
      },
    ]);
  });

  it('answers 409 for a requestReferenceId that was sent before', async () => {
    const order = anOrder();
    await server.control('post', 'state/orders', order);
    const { status, body } = await server.tryControl('post', 'state/orders', order);
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      `${order.requestReferenceId} was already sent; replay its delivery to send it again`,
    ]);
  });

  it('credits the last approved order for {} at …/state/creditorders, and answers 409 without one', async () => {
    const refused = await server.tryControl('post', 'state/creditorders', {});
    expect(refused.status).toBe(409);
    const order = anOrder();
    await server.control('post', 'state/orders', order);
    const approval = anOrderConfirmation({
      requestReferenceId: order.requestReferenceId,
      salesOrderId: 'SO-9',
    });
    expect((await server.put('/bestelomgeving/orders/confirmations', approval)).status).toBe(202);
    const { requestReferenceId } = await server.control<{ requestReferenceId: string }>(
      'post',
      'state/creditorders',
      {},
    );
    const messages = await ordersysteem.waitForMessages(2);
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
    await server.control('post', 'state/creditorders', credit);
    expect((await ordersysteem.waitForMessages(1))[0]).toMatchObject({
      path: '/v1/creditorders',
      body: credit,
    });
  });

  it('sends to the Ordersysteem of the sandbox when no partner is configured', async () => {
    await server.control('delete', 'partners/ordersysteem');
    await server.freeze();
    const { requestReferenceId } = await server.control<{ requestReferenceId: string }>(
      'post',
      'state/orders',
      {},
    );
    await server.advance('PT1S');
    expect(await server.state('orders', requestReferenceId)).toMatchObject({
      ordersysteem: { orderStatus: 'approved' },
      bestelomgeving: { orderStatus: 'approved' },
    });
    const { requestReferenceId: credit } = await server.control<{ requestReferenceId: string }>(
      'post',
      'state/creditorders',
      {},
    );
    await server.advance('PT1S');
    expect(await server.state('creditorders', credit)).toMatchObject({
      bestelomgeving: { creditOrderStatus: 'approved' },
    });
    expect(ordersysteem.requests).toEqual([]);
  });
});
