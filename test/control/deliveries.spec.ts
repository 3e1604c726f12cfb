import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer, type OutboxMessage, type Workspace } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const partner = partnerServer();
let workspace: Workspace;

beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
  await workspace.freeze();
  await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
});

const lateProduct = '9789000099054';
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

/** Confirmation that is sent or still waiting. */
async function confirmation(sent: boolean): Promise<OutboxMessage> {
  const productId = sent ? '9789000000017' : lateProduct;
  await workspace.put(
    '/ordersysteem/orders',
    anOrder({ orderLines: [{ productId, quantity: 1 }] }),
  );
  if (sent) await workspace.advance('PT1S');
  const [message] = await workspace.outbox();
  return message!;
}

describe('…/deliveries', () => {
  it('lists the messages of a state and of a receiver', async () => {
    const { id: sent } = await confirmation(true);
    const { id: waiting } = await confirmation(false);
    const ids = async (query: string) => {
      const { items } = await workspace.control<{ items: OutboxMessage[] }>(
        'get',
        `deliveries?${query}`,
      );
      return items.map(({ id }) => id);
    };
    expect([
      await ids('state=sent'),
      await ids('state=waiting'),
      await ids('state=waiting&to=ordersysteem'),
      await ids('to=bestelomgeving'),
    ]).toEqual([[sent], [waiting], [], [waiting, sent]]);
  });

  it.each(['state=open', 'to=dds'])('refuses %s', async (query) => {
    expect((await workspace.tryControl('get', `deliveries?${query}`)).status).toBe(400);
  });
});

describe('…/deliveries/{id}', () => {
  it('shows every attempt with request, response and time', async () => {
    partner.responses = [{ status: 503, headers: { 'x-why': 'busy' } }, 202];
    const { id, body } = await confirmation(true);
    await workspace.advance('PT10S');
    const message = await workspace.control<OutboxMessage>('get', `deliveries/${id}`);
    expect(message.attempts).toEqual([
      {
        at: '2026-09-01T08:00:00.200Z',
        status: 503,
        durationMs: expect.any(Number),
        exchange: expect.any(String),
        request: { headers: expect.objectContaining({ 'content-type': 'application/json' }), body },
        response: { headers: expect.objectContaining({ 'x-why': 'busy' }), body: null },
      },
      {
        at: '2026-09-01T08:00:01.200Z',
        status: 202,
        durationMs: expect.any(Number),
        exchange: expect.any(String),
        request: { headers: expect.any(Object), body },
        response: { headers: expect.any(Object), body: null },
      },
    ]);
    expect(await workspace.outbox()).toEqual([message]);
  });

  it('shows why an attempt had no response', async () => {
    partner.responses = ['reset'];
    const { id } = await confirmation(true);
    const { attempts } = await workspace.control<OutboxMessage>('get', `deliveries/${id}`);
    expect(attempts[0]).toMatchObject({ error: 'UND_ERR_SOCKET', request: { body: {} } });
  });
});

describe('the url of a delivery', () => {
  it('is the address of the partner that is set now, or of our own role', async () => {
    const { id } = await confirmation(false);
    const url = async () => (await workspace.control<OutboxMessage>('get', `deliveries/${id}`)).url;
    const toPartner = await url();
    await workspace.control('delete', 'partners/bestelomgeving');
    expect([toPartner, await url()]).toEqual([
      `${partner.url}/orders/confirmations`,
      `${server.url}/bestelomgeving/orders/confirmations`,
    ]);
  });
});

describe('an attempt', () => {
  it('names its exchange as long as the journal has it', async () => {
    const { id } = await confirmation(true);
    const { id: exchange } = (await workspace.lastExchange('operation=confirmOrder'))!;
    const exchanges = async () => {
      const { attempts } = await workspace.control<OutboxMessage>('get', `deliveries/${id}`);
      return attempts.map((attempt) => attempt.exchange);
    };
    expect(await exchanges()).toEqual([exchange]);
    await workspace.control('delete', 'exchanges');
    expect(await exchanges()).toEqual([undefined]);
  });
});

describe('POST …/deliveries/{id}/replay', () => {
  it('sends the same message again as a new delivery', async () => {
    const { id, body } = await confirmation(true);
    const replayed = await workspace.tryControl('post', `deliveries/${id}/replay`);
    expect([replayed.status, replayed.body]).toMatchObject([201, { body, state: 'waiting' }]);
    const [, again] = await partner.waitForMessages(2);
    expect(again?.body).toEqual(body);
  });
});

describe('POST …/deliveries/{id}/send', () => {
  it('sends a waiting message before it is due', async () => {
    const { id, body } = await confirmation(false);
    const sent = await workspace.tryControl('post', `deliveries/${id}/send`);
    expect([sent.status, sent.body]).toMatchObject([
      200,
      { id, dueAt: '2026-09-01T08:00:00.000Z' },
    ]);
    const [received] = await partner.waitForMessages(1);
    expect(received?.body).toEqual(body);
    await workspace.advance('P2D');
    expect(partner.messages).toHaveLength(1);
  });

  it('retries at once a message that waits for a retry', async () => {
    partner.responses = [503];
    const { id } = await confirmation(true);
    await workspace.advance('PT0S');
    await workspace.control('post', `deliveries/${id}/send`);
    await partner.waitForMessages(2);
  });

  it('answers 409 for a message that is not waiting', async () => {
    const { id } = await confirmation(true);
    const response = await workspace.tryControl('post', `deliveries/${id}/send`);
    expect([response.status, detailOf(response)]).toEqual([
      409,
      `Delivery ${id} is not waiting: it is sent; use replay to send it again`,
    ]);
  });
});

describe('POST …/deliveries/{id}/send-twice', () => {
  it('sends a waiting message and a copy of it', async () => {
    const { id, body } = await confirmation(false);
    const sent = await workspace.tryControl('post', `deliveries/${id}/send-twice`);
    const { items } = sent.body as { items: OutboxMessage[] };
    expect([sent.status, items.length, items[0]?.id]).toEqual([201, 2, id]);
    expect((await partner.waitForMessages(2)).map((received) => received.body)).toEqual([
      body,
      body,
    ]);
  });

  it('sends two copies of a sent message', async () => {
    const { id, body } = await confirmation(true);
    await workspace.control('post', `deliveries/${id}/send-twice`);
    expect((await partner.waitForMessages(3)).map((received) => received.body)).toEqual([
      body,
      body,
      body,
    ]);
  });
});

describe('POST …/deliveries/{id}/cancel', () => {
  it('cancels a waiting message', async () => {
    const { id } = await confirmation(false);
    const cancelled = await workspace.tryControl('post', `deliveries/${id}/cancel`);
    expect([cancelled.status, cancelled.body]).toMatchObject([200, { id, state: 'cancelled' }]);
    await workspace.advance('P2D');
    expect(partner.messages).toEqual([]);
  });

  it('answers 409 for a message that is not waiting', async () => {
    const { id } = await confirmation(true);
    const response = await workspace.tryControl('post', `deliveries/${id}/cancel`);
    expect([response.status, detailOf(response)]).toEqual([
      409,
      `Delivery ${id} is not waiting: it is sent; use replay to send it again`,
    ]);
  });
});

describe('a message in flight', () => {
  it('stays cancelled when its order is removed and the attempt fails', async () => {
    partner.responses = ['hang', 503];
    await workspace.control('put', 'settings', { retryPauses: ['PT0S', 'PT0S'] });
    const order = anOrder();
    await workspace.put('/ordersysteem/orders', order);
    const advanced = workspace.advance('PT1S');
    await partner.waitForMessages(1);
    await workspace.control('delete', `state/orders/${order.requestReferenceId}`);
    await advanced;
    await workspace.advance('PT1H');
    expect([(await workspace.outbox()).map(({ state }) => state), partner.messages.length]).toEqual(
      [['cancelled'], 1],
    );
  });

  it('is not aborted when another message is cancelled', async () => {
    const { id } = await confirmation(false);
    partner.responses = ['hang'];
    await workspace.put('/ordersysteem/orders', anOrder());
    await workspace.control('put', 'clock', { mode: 'frozen', now: '2026-09-01T08:00:01Z' });
    await partner.waitForMessages(1);
    const startedAt = performance.now();
    expect((await workspace.tryControl('post', `deliveries/${id}/cancel`)).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    const [newest] = await workspace.outbox();
    expect([newest?.state, newest?.attempts]).toEqual(['waiting', []]);
  });

  it('is not sent again by restoring a snapshot that was saved meanwhile', async () => {
    partner.responses = ['hang'];
    await workspace.put('/ordersysteem/orders', anOrder());
    await workspace.control('put', 'clock', { mode: 'frozen', now: '2026-09-01T08:00:01Z' });
    await partner.waitForMessages(1);
    await workspace.control('post', 'snapshots', { name: 'underway' });
    await workspace.control('post', 'snapshots/underway/restore');
    await workspace.advance('PT1H');
    expect([(await workspace.outbox()).map(({ state }) => state), partner.messages.length]).toEqual(
      [['failed'], 1],
    );
  });
});

it.each(['', '/replay', '/send', '/send-twice', '/cancel'])(
  '…/deliveries/{id}%s answers 404 for an unknown id',
  async (action) => {
    const response = await workspace.tryControl(
      action ? 'post' : 'get',
      `deliveries/none${action}`,
    );
    expect([response.status, detailOf(response)]).toEqual([
      404,
      `Workspace ${workspace.id} has no delivery none`,
    ]);
  },
);
