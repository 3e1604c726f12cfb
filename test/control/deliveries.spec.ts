import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer, type OutboxMessage, type Workspace } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const other = partnerServer();
let mine: Workspace;

beforeEach(async () => {
  other.reset();
  mine = await server.workspace();
  await mine.freeze();
  await mine.control('put', 'partners/bestelomgeving', { baseUrl: other.url });
});

const late = '9789000099054';
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

/** A confirmation that waits, or that is sent. */
async function confirmation(sent: boolean): Promise<OutboxMessage> {
  const productId = sent ? '9789000000017' : late;
  await mine.put('/ordersysteem/orders', anOrder({ orderLines: [{ productId, quantity: 1 }] }));
  if (sent) await mine.advance('PT1S');
  const [delivery] = await mine.outbox();
  return delivery!;
}

describe('…/deliveries/{id}', () => {
  it('shows every attempt with request, answer and time', async () => {
    other.responses = [{ status: 503, headers: { 'x-why': 'busy' } }, 202];
    const { id, body } = await confirmation(true);
    await mine.advance('PT10S');
    const delivery = await mine.control<OutboxMessage>('get', `deliveries/${id}`);
    expect(delivery.attempts).toEqual([
      {
        at: '2026-09-01T08:00:00.200Z',
        status: 503,
        durationMs: expect.any(Number),
        request: { headers: expect.objectContaining({ 'content-type': 'application/json' }), body },
        response: { headers: expect.objectContaining({ 'x-why': 'busy' }), body: null },
      },
      {
        at: '2026-09-01T08:00:01.200Z',
        status: 202,
        durationMs: expect.any(Number),
        request: { headers: expect.any(Object), body },
        response: { headers: expect.any(Object), body: null },
      },
    ]);
    expect(await mine.outbox()).toEqual([delivery]);
  });

  it('tells why an attempt had no answer', async () => {
    other.responses = ['reset'];
    const { id } = await confirmation(true);
    const { attempts } = await mine.control<OutboxMessage>('get', `deliveries/${id}`);
    expect(attempts[0]).toMatchObject({ error: 'UND_ERR_SOCKET', request: { body: {} } });
  });
});

describe('POST …/deliveries/{id}/replay', () => {
  it('sends the same message once more as a new delivery', async () => {
    const { id, body } = await confirmation(true);
    const replayed = await mine.tryControl('post', `deliveries/${id}/replay`);
    expect([replayed.status, replayed.body]).toMatchObject([201, { body, state: 'waiting' }]);
    const [, again] = await other.waitForMessages(2);
    expect(again?.body).toEqual(body);
  });
});

describe('POST …/deliveries/{id}/send', () => {
  it('sends now what waits for its time', async () => {
    const { id, body } = await confirmation(false);
    const sent = await mine.tryControl('post', `deliveries/${id}/send`);
    expect([sent.status, sent.body]).toMatchObject([
      200,
      { id, dueAt: '2026-09-01T08:00:00.000Z' },
    ]);
    const [heard] = await other.waitForMessages(1);
    expect(heard?.body).toEqual(body);
    await mine.advance('P2D');
    expect(other.messages).toHaveLength(1);
  });

  it('tries again now what waits for another attempt', async () => {
    other.responses = [503];
    const { id } = await confirmation(true);
    await mine.advance('PT0S');
    await mine.control('post', `deliveries/${id}/send`);
    await other.waitForMessages(2);
  });

  it('answers 409 for what does not wait', async () => {
    const { id } = await confirmation(true);
    const response = await mine.tryControl('post', `deliveries/${id}/send`);
    expect([response.status, detailOf(response)]).toEqual([
      409,
      `Delivery ${id} does not wait: it is sent; replay sends it again`,
    ]);
  });
});

describe('POST …/deliveries/{id}/send-twice', () => {
  it('sends what waits, and a copy of it', async () => {
    const { id, body } = await confirmation(false);
    const sent = await mine.tryControl('post', `deliveries/${id}/send-twice`);
    const { items } = sent.body as { items: OutboxMessage[] };
    expect([sent.status, items.length, items[0]?.id]).toEqual([201, 2, id]);
    expect((await other.waitForMessages(2)).map((heard) => heard.body)).toEqual([body, body]);
  });

  it('sends two copies of what was sent', async () => {
    const { id, body } = await confirmation(true);
    await mine.control('post', `deliveries/${id}/send-twice`);
    expect((await other.waitForMessages(3)).map((heard) => heard.body)).toEqual([body, body, body]);
  });
});

describe('POST …/deliveries/{id}/cancel', () => {
  it('takes a message back that waits', async () => {
    const { id } = await confirmation(false);
    const cancelled = await mine.tryControl('post', `deliveries/${id}/cancel`);
    expect([cancelled.status, cancelled.body]).toMatchObject([200, { id, state: 'cancelled' }]);
    await mine.advance('P2D');
    expect(other.messages).toEqual([]);
  });

  it('answers 409 for what does not wait', async () => {
    const { id } = await confirmation(true);
    const response = await mine.tryControl('post', `deliveries/${id}/cancel`);
    expect([response.status, detailOf(response)]).toEqual([
      409,
      `Delivery ${id} does not wait: it is sent; replay sends it again`,
    ]);
  });
});

describe('a message that is on its way', () => {
  it('stays cancelled when its order is removed meanwhile and it did not arrive', async () => {
    other.responses = ['hang', 503];
    await mine.control('put', 'settings', { retryPauses: ['PT0S', 'PT0S'] });
    const order = anOrder();
    await mine.put('/ordersysteem/orders', order);
    const advanced = mine.advance('PT1S');
    await other.waitForMessages(1);
    await mine.control('delete', `state/orders/${order.requestReferenceId}`);
    await advanced;
    await mine.advance('PT1H');
    expect([(await mine.outbox()).map(({ state }) => state), other.messages.length]).toEqual([
      ['cancelled'],
      1,
    ]);
  });

  it('is not broken off when another one is cancelled', async () => {
    const { id } = await confirmation(false);
    other.responses = ['hang'];
    await mine.put('/ordersysteem/orders', anOrder());
    await mine.control('put', 'clock', { mode: 'frozen', now: '2026-09-01T08:00:01Z' });
    await other.waitForMessages(1);
    const began = performance.now();
    expect((await mine.tryControl('post', `deliveries/${id}/cancel`)).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(1500);
    const [newest] = await mine.outbox();
    expect([newest?.state, newest?.attempts]).toEqual(['waiting', []]);
  });

  it('is not sent again by restoring what was saved while it was', async () => {
    other.responses = ['hang'];
    await mine.put('/ordersysteem/orders', anOrder());
    await mine.control('put', 'clock', { mode: 'frozen', now: '2026-09-01T08:00:01Z' });
    await other.waitForMessages(1);
    await mine.control('post', 'snapshots', { name: 'underway' });
    await mine.control('post', 'snapshots/underway/restore');
    await mine.advance('PT1H');
    expect([(await mine.outbox()).map(({ state }) => state), other.messages.length]).toEqual([
      ['failed'],
      1,
    ]);
  });
});

it.each(['', '/replay', '/send', '/send-twice', '/cancel'])(
  '…/deliveries/{id}%s answers 404 where there is none',
  async (action) => {
    const response = await mine.tryControl(action ? 'post' : 'get', `deliveries/none${action}`);
    expect([response.status, detailOf(response)]).toEqual([
      404,
      `There is no delivery none in workspace ${mine.id}`,
    ]);
  },
);
