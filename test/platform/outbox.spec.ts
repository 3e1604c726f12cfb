import { beforeEach, describe, expect, it } from '@jest/globals';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { TestServer, testServer } from '../support/test-server.js';
import { PartnerServer, partnerServer } from '../support/partner-server.js';

const server = testServer();
const shop = partnerServer();

const accept = async (order = anOrder()) => {
  expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
  return order;
};
const deliveryOf = async ({ requestReferenceId }: { requestReferenceId: string }) => {
  const all = await server.outbox();
  return all.find(({ about }) => about === requestReferenceId)!;
};
const statuses = async (order: { requestReferenceId: string }) =>
  (await deliveryOf(order)).attempts.map(({ status }) => status);

describe('a confirmation to a partner', () => {
  beforeEach(async () => {
    shop.reset();
    await server.control('post', 'reset');
    await server.control('put', 'partners/bestelomgeving', { baseUrl: shop.url });
    await server.freeze();
  });

  it('is sent to his base URL, with no token when he names no token endpoint', async () => {
    const order = await accept();
    expect(await server.advance('PT1S')).toEqual({
      now: '2026-09-01T08:00:01.000Z',
      delivered: 1,
      failed: 0,
      waiting: 0,
    });
    expect(shop.requests).toHaveLength(1);
    expect(shop.requests[0]).toMatchObject({
      method: 'PUT',
      path: '/orders/confirmations',
      body: { requestReferenceId: order.requestReferenceId },
    });
    expect(shop.requests[0]?.headers['authorization']).toBeUndefined();
  });

  it.each([408, 429, 500, 502, 503, 504])(
    'is tried again after %i, with the pauses of the settings',
    async (status) => {
      shop.responses = [status, status, status];
      const order = await accept();
      await server.advance('PT0.2S');
      expect(await statuses(order)).toEqual([status]);
      await server.advance('PT1S');
      expect(await statuses(order)).toEqual([status, status]);
      await server.advance('PT4.9S');
      expect(await statuses(order)).toEqual([status, status]);
      await server.advance('PT30.1S');
      expect(await statuses(order)).toEqual([status, status, status, 202]);
      expect((await deliveryOf(order)).state).toBe('sent');
    },
  );

  it.each([
    ['hang', /^timeout$/],
    ['reset', /ECONNRESET|UND_ERR_SOCKET/],
  ] as const)('is tried again when the partner does this: %s', async (misbehaviour, error) => {
    shop.responses = [misbehaviour];
    const order = await accept();
    await server.advance('PT5S');
    const { attempts, state } = await deliveryOf(order);
    expect([attempts[0]?.error, attempts[1]?.status, state]).toEqual([
      expect.stringMatching(error),
      202,
      'sent',
    ]);
  });

  it('is given up when the pauses are used up, and stays visible as failed', async () => {
    shop.responses = [500, 500, 500, 500, 500];
    const order = await accept();
    expect(await server.advance('PT10M')).toMatchObject({ delivered: 0, failed: 1, waiting: 0 });
    expect((await deliveryOf(order)).state).toBe('failed');
    expect(await statuses(order)).toEqual([500, 500, 500, 500, 500]);
  });

  it.each([400, 401, 403, 404, 405, 422, 302])('is not tried again after %i', async (status) => {
    shop.responses = [status];
    const order = await accept();
    expect(await server.advance('PT10M')).toMatchObject({ delivered: 0, failed: 1, waiting: 0 });
    expect((await deliveryOf(order)).state).toBe('refused');
    expect(shop.requests).toHaveLength(1);
  });

  it('waits as long as Retry-After says when that is longer than the pause', async () => {
    shop.responses = [{ status: 503, headers: { 'retry-after': '60' } }];
    const order = await accept();
    await server.advance('PT59S');
    expect(await statuses(order)).toEqual([503]);
    await server.advance('PT2S');
    expect(await statuses(order)).toEqual([503, 202]);
  });

  it('holds back what belongs to the same order, and nothing else', async () => {
    shop.responses = [503];
    const order = await accept();
    await server.advance('PT0.2S');
    const other = await accept();
    const credit = aCreditOrder({ purchaseOrderId: order.purchaseOrderId });
    await server.put('/ordersysteem/creditorders', credit);
    await server.advance('PT0.2S');
    const heard = () => shop.requests.map(({ body }) => body['requestReferenceId']);
    expect(heard()).toEqual([order.requestReferenceId, other.requestReferenceId]);
    await server.advance('PT10S');
    expect(heard()).toEqual(
      [order, other, order, credit].map(({ requestReferenceId }) => requestReferenceId),
    );
  });

  it('goes at once, both times, when the request is repeated while it waits for another attempt', async () => {
    shop.responses = [503];
    const order = await accept();
    await server.advance('PT0.2S');
    await accept(order);
    await server.advance('PT0S');
    const texts = shop.requests.map(({ text }) => text);
    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(1);
  });

  it('can be replayed', async () => {
    const order = await accept();
    await server.advance('PT1S');
    const { id } = await deliveryOf(order);
    const replay = await server.tryControl('post', `deliveries/${id}/replay`);
    expect([replay.status, replay.body]).toEqual([
      201,
      expect.objectContaining({ operation: 'confirmOrder', about: order.requestReferenceId }),
    ]);
    await server.advance('PT0S');
    expect(shop.requests.map(({ text }) => text)).toEqual([
      shop.requests[0]?.text,
      shop.requests[0]?.text,
    ]);
    expect((await server.tryControl('post', 'deliveries/none/replay')).status).toBe(404);
  });

  it('is filed in the journal as outbound, with the answer of the partner', async () => {
    await accept();
    await server.advance('PT1S');
    const [exchange] = await server.exchanges('direction=outbound');
    expect(exchange).toMatchObject({
      direction: 'outbound',
      peer: 'partner',
      role: 'ordersysteem',
      operation: 'confirmOrder',
      method: 'PUT',
      path: '/orders/confirmations',
      status: 202,
    });
  });

  it('goes out by itself when the clock is real', async () => {
    await server.control('put', 'clock', { mode: 'real' });
    const order = await accept();
    const [message] = await shop.waitForMessages(1);
    expect(message?.body['requestReferenceId']).toBe(order.requestReferenceId);
  });

  describe('with a token endpoint', () => {
    const withToken = (more: Record<string, unknown> = {}) =>
      server.control('put', 'partners/bestelomgeving', {
        baseUrl: shop.url,
        tokenUrl: `${shop.url}/oauth2/token`,
        clientId: 'us',
        clientSecret: 'secret',
        ...more,
      });

    it('fetches a token once for many messages', async () => {
      await withToken({ clientId: 'once' });
      await accept();
      await accept();
      await server.advance('PT1S');
      expect(shop.messages.map(({ headers }) => headers['authorization'])).toEqual([
        'Bearer partner-token-1',
        'Bearer partner-token-1',
      ]);
    });

    it('fetches another when the partner does not know the token any more', async () => {
      await withToken({ clientId: 'forgotten' });
      shop.responses = [401];
      const order = await accept();
      await server.advance('PT1S');
      expect(shop.messages.map(({ headers }) => headers['authorization'])).toEqual([
        'Bearer partner-token-1',
        'Bearer partner-token-2',
      ]);
      expect((await deliveryOf(order)).state).toBe('sent');
    });

    it('can authenticate in the form, and ask for a scope', async () => {
      await withToken({ tokenAuth: 'client_secret_post', scope: 'eduv.order extra' });
      await accept();
      await server.advance('PT1S');
      expect(Object.fromEntries(new URLSearchParams(shop.requests[0]?.text))).toEqual({
        grant_type: 'client_credentials',
        scope: 'eduv.order extra',
        client_id: 'us',
        client_secret: 'secret',
      });
    });

    it('ends as refused when the token is refused, and says so', async () => {
      await withToken({ clientId: 'refused' });
      shop.tokenResponse = { status: 401, body: { error: 'invalid_client' } };
      const order = await accept();
      await server.advance('PT1S');
      expect(await deliveryOf(order)).toMatchObject({
        state: 'refused',
        attempts: [
          { status: 401, error: `${shop.url}/oauth2/token answered 401 without an access_token` },
        ],
      });
    });
  });

  it('never shows the secret, the token or the credentials again', async () => {
    const { body } = await server.tryControl('put', 'partners/bestelomgeving', {
      baseUrl: shop.url,
      tokenUrl: `${shop.url}/oauth2/token`,
      clientId: 'discreet',
      clientSecret: 'very-secret',
    });
    await accept();
    await server.advance('PT1S');
    const seen = JSON.stringify([
      body,
      await server.control('get', 'partners/bestelomgeving'),
      await server.exchanges(),
    ]);
    for (const secret of [
      'very-secret',
      'partner-token-1',
      await server.token(),
      Buffer.from('discreet:very-secret').toString('base64'),
    ]) {
      expect(seen).not.toContain(secret);
    }
  });
});

describe('a restart', () => {
  it('sends what was waiting, and nothing that was sent', async () => {
    const [stopped, other] = [new TestServer(), new PartnerServer()];
    await other.start();
    await stopped.start();
    await stopped.control('put', 'partners/bestelomgeving', { baseUrl: other.url });
    await stopped.freeze();
    const [sent, waiting] = [anOrder(), anOrderOf('9789000099054')];
    for (const order of [sent, waiting])
      expect((await stopped.put('/ordersysteem/orders', order)).status).toBe(202);
    await stopped.advance('PT1S');
    await stopped.stop();
    await stopped.start();
    expect((await stopped.control<{ now: string }>('get', 'clock')).now).toBe(
      '2026-09-01T08:00:01.000Z',
    );
    expect(await stopped.advance('P1D')).toMatchObject({ delivered: 1, waiting: 0 });
    expect(other.requests.map(({ body }) => body['requestReferenceId'])).toEqual([
      sent.requestReferenceId,
      waiting.requestReferenceId,
    ]);
    await stopped.remove();
    await other.stop();
  });
});

describe('many confirmations at once', () => {
  it('arrive each exactly once', async () => {
    const [busy, other] = [new TestServer({ CONFIRM_AFTER: 'PT0S' }), new PartnerServer()];
    await other.start();
    await busy.start();
    await busy.control('put', 'partners/bestelomgeving', { baseUrl: other.url });
    const orders = Array.from({ length: 200 }, () => anOrder());
    await Promise.all(orders.map((order) => busy.put('/ordersysteem/orders', order)));
    const heard = (await other.waitForMessages(200)).map(({ body }) =>
      String(body['requestReferenceId']),
    );
    expect(heard.toSorted()).toEqual(
      orders.map(({ requestReferenceId }) => requestReferenceId).toSorted(),
    );
    await busy.remove();
    await other.stop();
  });
});
