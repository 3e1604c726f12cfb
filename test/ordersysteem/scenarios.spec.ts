import { beforeEach, describe, expect, it } from '@jest/globals';
import { orderScenarios } from '../../src/roles/ordersysteem/scenarios.js';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

interface Confirmation {
  responseReferenceId: string;
  orderStatus: string;
  statusMessage: string;
  orderConfirmationLines: { status: number; statusMessage: string }[];
}

async function confirmationsOf(order: { requestReferenceId: string }): Promise<Confirmation[]> {
  const { bestelomgeving } = await server.state('orders', order.requestReferenceId);
  return bestelomgeving?.confirmations as unknown as Confirmation[];
}

/** Confirmations of the order that the outbox sent. */
async function sentConfirmations(order: { requestReferenceId: string }): Promise<Confirmation[]> {
  const all = await server.outbox();
  const sent = all.filter(
    ({ about, state }) => about === order.requestReferenceId && state === 'sent',
  );
  return sent.map(({ body }) => body as unknown as Confirmation);
}

describe('magic values of edu-v-order', () => {
  beforeEach(() => server.freeze());

  it('9789000099016 declines the line, and the order if it is the only line', async () => {
    const [singleLine, withOtherLine] = [
      anOrderOf('9789000099016'),
      anOrderOf('9789000000017', '9789000099016'),
    ];
    await server.put('/ordersysteem/orders', singleLine);
    await server.put('/ordersysteem/orders', withOtherLine);
    await server.advance('PT1S');
    const [declined] = await confirmationsOf(singleLine);
    expect(declined).toMatchObject({
      orderStatus: 'declined',
      success: false,
      status: 99,
      statusMessage: 'unknown product: 9789000099016',
    });
    const [approved] = await confirmationsOf(withOtherLine);
    expect([
      approved?.orderStatus,
      ...(approved?.orderConfirmationLines ?? []).map(({ status }) => status),
    ]).toEqual(['approved', 2, 99]);
  });

  it('9789000099023 is pending first and approved after PT1H with another responseReferenceId', async () => {
    const order = anOrderOf('9789000099023');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT59M');
    expect((await confirmationsOf(order)).map(({ orderStatus }) => orderStatus)).toEqual([
      'pending',
    ]);
    expect((await server.state('orders', order.requestReferenceId)).orderStatus).toBe('pending');
    await server.advance('PT1M');
    const confirmations = await confirmationsOf(order);
    expect(confirmations.map(({ orderStatus }) => orderStatus)).toEqual(['pending', 'approved']);
    expect(new Set(confirmations.map(({ responseReferenceId }) => responseReferenceId)).size).toBe(
      2,
    );
    expect((await server.state('orders', order.requestReferenceId)).orderStatus).toBe('approved');
  });

  it('9789000099023 sends the confirmation of the current decision for a repeated request', async () => {
    const order = anOrderOf('9789000099023');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1M');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1M');
    expect((await sentConfirmations(order)).map(({ orderStatus }) => orderStatus)).toEqual([
      'pending',
      'pending',
    ]);
    await server.advance('PT1H');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT0S');
    expect(
      (await sentConfirmations(order)).filter(({ orderStatus }) => orderStatus === 'approved'),
    ).toHaveLength(2);
  });

  it('9789000099030 declines its line and approves the others', async () => {
    const order = anOrderOf('9789000099030', '9789000000017');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1S');
    const [confirmation] = await confirmationsOf(order);
    expect([
      confirmation?.orderStatus,
      ...(confirmation?.orderConfirmationLines ?? []).map(({ status }) => status),
    ]).toEqual(['approved', 99, 2]);
  });

  it('9789000099047 is never confirmed, even when the request is repeated', async () => {
    const order = anOrderOf('9789000099047');
    await server.put('/ordersysteem/orders', order);
    await server.put('/ordersysteem/orders', order);
    await server.advance('P2D');
    expect(await confirmationsOf(order)).toEqual([]);
    expect(
      (await server.state('orders', order.requestReferenceId)).ordersysteem?.['orderStatus'],
    ).toBe('approved');
  });

  it('9789000099054 is confirmed after P1D', async () => {
    const order = anOrderOf('9789000099054');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT23H59M');
    expect(await confirmationsOf(order)).toEqual([]);
    await server.advance('PT1M');
    expect(await confirmationsOf(order)).toHaveLength(1);
  });

  it('9789000099061 is confirmed twice with the same message', async () => {
    const order = anOrderOf('9789000099061');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1S');
    const [first, second] = await sentConfirmations(order);
    expect(first).toEqual(second);
    expect(await confirmationsOf(order)).toHaveLength(1);
  });

  it('9789000099078 is confirmed twice, the second with another responseReferenceId', async () => {
    const order = anOrderOf('9789000099078');
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1S');
    const ids = (await sentConfirmations(order)).map(
      ({ responseReferenceId }) => responseReferenceId,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('contractId CT-UNKNOWN declines the whole order', async () => {
    const order = { ...anOrderOf('9789000000017', '9789000000024'), contractId: 'CT-UNKNOWN' };
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1S');
    const [confirmation] = await confirmationsOf(order);
    expect(confirmation).toMatchObject({
      orderStatus: 'declined',
      statusMessage: 'unknown contract: CT-UNKNOWN',
    });
    expect(confirmation?.orderConfirmationLines.map(({ status }) => status)).toEqual([99, 99]);
  });

  describe.each([
    ['/ordersysteem/orders', anOrder],
    ['/ordersysteem/creditorders', aCreditOrder],
  ])('PUT %s', (path, aMessage) => {
    it.each([429, 500, 503])(
      'answers %i to the first request with its purchaseOrderId and 202 to repeats of it',
      async (status) => {
        const message = aMessage({ purchaseOrderId: `PO-MAGIC-${status}` });
        const refused = await server.put(path, message);
        expect([refused.status, refused.body]).toEqual([
          status,
          { status: 99, statusMessage: expect.any(String) },
        ]);
        expect((await server.put(path, message)).status).toBe(202);
        expect((await server.put(path, message)).status).toBe(202);
        expect(
          (await server.put(path, aMessage({ purchaseOrderId: `PO-MAGIC-${status}` }))).status,
        ).toBe(status);
      },
    );
  });

  it('lists every magic value at /_sandbox/scenarios', async () => {
    const response = await server.http.get('/_sandbox/scenarios');
    const { items } = response.body as { items: { api: string }[] };
    expect(items.filter(({ api }) => api === 'edu-v-order')).toEqual(orderScenarios);
    expect(orderScenarios.map(({ field, value }) => `${field} ${value}`)).toEqual([
      'productId 9789000099016',
      'productId 9789000099023',
      'productId 9789000099030',
      'productId 9789000099047',
      'productId 9789000099054',
      'productId 9789000099061',
      'productId 9789000099078',
      'productId 9789000099146',
      'productId 9789000099153',
      'productId 9789000099160',
      'contractId CT-UNKNOWN',
      'purchaseOrderId PO-MAGIC-429',
      'purchaseOrderId PO-MAGIC-500',
      'purchaseOrderId PO-MAGIC-503',
    ]);
  });
});
