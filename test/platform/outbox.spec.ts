import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConfirmationsService } from '../../src/roles/bestelomgeving/confirmations.service.js';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { TestServer, testServer } from '../support/test-server.js';
import { PartnerServer, partnerServer } from '../support/partner-server.js';

const server = testServer();
const partner = partnerServer();

const accept = async (order = anOrder()) => {
  expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
  return order;
};
const messageOf = async ({ requestReferenceId }: { requestReferenceId: string }) => {
  const all = await server.outbox();
  return all.find(({ about }) => about === requestReferenceId)!;
};
const statuses = async (order: { requestReferenceId: string }) =>
  (await messageOf(order)).attempts.map(({ status }) => status);

describe('a confirmation to a partner', () => {
  beforeEach(async () => {
    await server.control('post', 'reset');
    partner.reset();
    await server.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    await server.freeze();
  });

  it('is sent to the base URL of the partner without a token when it has no token endpoint', async () => {
    const order = await accept();
    expect(await server.advance('PT1S')).toEqual({
      now: '2026-09-01T08:00:01.000Z',
      delivered: 1,
      failed: 0,
      waiting: 0,
    });
    expect(partner.requests).toHaveLength(1);
    expect(partner.requests[0]).toMatchObject({
      method: 'PUT',
      path: '/orders/confirmations',
      body: { requestReferenceId: order.requestReferenceId },
    });
    expect(partner.requests[0]?.headers['authorization']).toBeUndefined();
  });

  it.each([408, 429, 500, 502, 503, 504])(
    'is retried after %i with the pauses of the settings',
    async (status) => {
      partner.responses = [status, status, status];
      const order = await accept();
      await server.advance('PT0.2S');
      expect(await statuses(order)).toEqual([status]);
      await server.advance('PT1S');
      expect(await statuses(order)).toEqual([status, status]);
      await server.advance('PT4.9S');
      expect(await statuses(order)).toEqual([status, status]);
      await server.advance('PT30.1S');
      expect(await statuses(order)).toEqual([status, status, status, 202]);
      expect((await messageOf(order)).state).toBe('sent');
    },
  );

  it.each([
    ['hang', /^timeout$/],
    ['reset', /ECONNRESET|UND_ERR_SOCKET/],
  ] as const)('is retried when the partner connection fails: %s', async (failure, error) => {
    partner.responses = [failure];
    const order = await accept();
    await server.advance('PT5S');
    const { attempts, state } = await messageOf(order);
    expect([attempts[0]?.error, attempts[1]?.status, state]).toEqual([
      expect.stringMatching(error),
      202,
      'sent',
    ]);
  });

  it('becomes failed after the last pause', async () => {
    partner.responses = [500, 500, 500, 500, 500];
    const order = await accept();
    expect(await server.advance('PT10M')).toMatchObject({ delivered: 0, failed: 1, waiting: 0 });
    expect((await messageOf(order)).state).toBe('failed');
    expect(await statuses(order)).toEqual([500, 500, 500, 500, 500]);
  });

  it.each([400, 401, 403, 404, 405, 422, 302])(
    'is refused and not retried after %i',
    async (status) => {
      partner.responses = [status];
      const order = await accept();
      expect(await server.advance('PT10M')).toMatchObject({ delivered: 0, failed: 1, waiting: 0 });
      expect((await messageOf(order)).state).toBe('refused');
      expect(partner.requests).toHaveLength(1);
    },
  );

  it('waits for Retry-After when it is longer than the pause', async () => {
    partner.responses = [{ status: 503, headers: { 'retry-after': '60' } }];
    const order = await accept();
    await server.advance('PT59S');
    expect(await statuses(order)).toEqual([503]);
    await server.advance('PT2S');
    expect(await statuses(order)).toEqual([503, 202]);
  });

  it('delays only messages of the same order while it waits for a retry', async () => {
    partner.responses = [503];
    const order = await accept();
    await server.advance('PT0.2S');
    const receiver = await accept();
    const credit = aCreditOrder({ purchaseOrderId: order.purchaseOrderId });
    await server.put('/ordersysteem/creditorders', credit);
    await server.advance('PT0.2S');
    const received = () => partner.requests.map(({ body }) => body['requestReferenceId']);
    expect(received()).toEqual([order.requestReferenceId, receiver.requestReferenceId]);
    await server.advance('PT10S');
    expect(received()).toEqual(
      [order, receiver, order, credit].map(({ requestReferenceId }) => requestReferenceId),
    );
  });

  it('is sent twice at once when the request is repeated while it waits for a retry', async () => {
    partner.responses = [503];
    const order = await accept();
    await server.advance('PT0.2S');
    await accept(order);
    await server.advance('PT0S');
    const texts = partner.requests.map(({ text }) => text);
    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(1);
  });

  it('can be replayed', async () => {
    const order = await accept();
    await server.advance('PT1S');
    const { id } = await messageOf(order);
    const replay = await server.tryControl('post', `deliveries/${id}/replay`);
    expect([replay.status, replay.body]).toEqual([
      201,
      expect.objectContaining({ operation: 'confirmOrder', about: order.requestReferenceId }),
    ]);
    await server.advance('PT0S');
    expect(partner.requests.map(({ text }) => text)).toEqual([
      partner.requests[0]?.text,
      partner.requests[0]?.text,
    ]);
    expect((await server.tryControl('post', 'deliveries/none/replay')).status).toBe(404);
  });

  it('is recorded in the journal as outbound with the response of the partner', async () => {
    await accept();
    await server.advance('PT1S');
    const exchange = await server.lastExchange('direction=outbound');
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

  it('is sent without an advance when the clock is real', async () => {
    await server.control('put', 'clock', { mode: 'real' });
    const order = await accept();
    const [message] = await partner.waitForMessages(1);
    expect(message?.body['requestReferenceId']).toBe(order.requestReferenceId);
  });

  describe('with a token endpoint', () => {
    const withToken = (more: Record<string, unknown> = {}) =>
      server.control('put', 'partners/bestelomgeving', {
        baseUrl: partner.url,
        tokenUrl: `${partner.url}/oauth2/token`,
        clientId: 'us',
        clientSecret: 'secret',
        ...more,
      });

    it('fetches a token once for many messages', async () => {
      await withToken({ clientId: 'once' });
      await accept();
      await accept();
      await server.advance('PT1S');
      expect(partner.messages.map(({ headers }) => headers['authorization'])).toEqual([
        'Bearer partner-token-1',
        'Bearer partner-token-1',
      ]);
    });

    it('fetches a new token when the partner answers 401', async () => {
      await withToken({ clientId: 'forgotten' });
      partner.responses = [401];
      const order = await accept();
      await server.advance('PT1S');
      expect(partner.messages.map(({ headers }) => headers['authorization'])).toEqual([
        'Bearer partner-token-1',
        'Bearer partner-token-2',
      ]);
      expect((await messageOf(order)).state).toBe('sent');
    });

    it('authenticates in the form and requests a scope when configured', async () => {
      await withToken({ tokenAuth: 'client_secret_post', scope: 'eduv.order extra' });
      await accept();
      await server.advance('PT1S');
      expect(Object.fromEntries(new URLSearchParams(partner.requests[0]?.text))).toEqual({
        grant_type: 'client_credentials',
        scope: 'eduv.order extra',
        client_id: 'us',
        client_secret: 'secret',
      });
    });

    it('becomes refused with the error of the token endpoint', async () => {
      await withToken({ clientId: 'refused' });
      partner.tokenResponse = { status: 401, body: { error: 'invalid_client' } };
      const order = await accept();
      await server.advance('PT1S');
      expect(await messageOf(order)).toMatchObject({
        state: 'refused',
        attempts: [
          {
            status: 401,
            error: `${partner.url}/oauth2/token answered 401: invalid_client`,
          },
        ],
      });
    });
  });

  it('does not show the secret, token or credentials in the API or journal', async () => {
    const { body } = await server.tryControl('put', 'partners/bestelomgeving', {
      baseUrl: partner.url,
      tokenUrl: `${partner.url}/oauth2/token`,
      clientId: 'discreet',
      clientSecret: 'very-secret',
    });
    await accept();
    await server.advance('PT1S');
    const shown = JSON.stringify([
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
      expect(shown).not.toContain(secret);
    }
  });
});

describe('a confirmation to our own role', () => {
  it('arrives in a clock advance when this process is blocked for longer than a partner gets', async () => {
    const workspace = await server.workspace();
    await workspace.freeze();
    expect((await workspace.put('/ordersysteem/orders', anOrder())).status).toBe(202);
    const receiver = server.provider(ConfirmationsService);
    const receive = receiver.confirmOrder.bind(receiver);
    jest.spyOn(receiver, 'confirmOrder').mockImplementationOnce((...args) => {
      block(2_100);
      return receive(...args);
    });
    await workspace.advance('PT1S');
    expect(await workspace.outbox()).toMatchObject([
      { state: 'sent', attempts: [{ status: 202 }] },
    ]);
  });
});

/** Blocks the event loop. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('a restarted server', () => {
  it('sends waiting messages and no sent ones', async () => {
    const [restarted, receiver] = [new TestServer(), new PartnerServer()];
    await receiver.start();
    await restarted.start();
    await restarted.control('put', 'partners/bestelomgeving', { baseUrl: receiver.url });
    await restarted.freeze();
    const [sent, waiting] = [anOrder(), anOrderOf('9789000099054')];
    for (const order of [sent, waiting])
      expect((await restarted.put('/ordersysteem/orders', order)).status).toBe(202);
    await restarted.advance('PT1S');
    await restarted.stop();
    await restarted.start();
    expect((await restarted.control<{ now: string }>('get', 'clock')).now).toBe(
      '2026-09-01T08:00:01.000Z',
    );
    expect(await restarted.advance('P1D')).toMatchObject({ delivered: 1, waiting: 0 });
    expect(receiver.requests.map(({ body }) => body['requestReferenceId'])).toEqual([
      sent.requestReferenceId,
      waiting.requestReferenceId,
    ]);
    await restarted.remove();
    await receiver.stop();
  });
});

describe('200 concurrent confirmations', () => {
  it('are each sent exactly once', async () => {
    const [busy, receiver] = [new TestServer({ CONFIRM_AFTER: 'PT0S' }), new PartnerServer()];
    await receiver.start();
    await busy.start();
    await busy.control('put', 'partners/bestelomgeving', { baseUrl: receiver.url });
    const orders = Array.from({ length: 200 }, () => anOrder());
    await Promise.all(orders.map((order) => busy.put('/ordersysteem/orders', order)));
    const received = (await receiver.waitForMessages(200)).map(({ body }) =>
      String(body['requestReferenceId']),
    );
    expect(received.toSorted()).toEqual(
      orders.map(({ requestReferenceId }) => requestReferenceId).toSorted(),
    );
    await busy.remove();
    await receiver.stop();
  });
});
