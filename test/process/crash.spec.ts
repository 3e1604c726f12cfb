import { afterAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import request from 'supertest';
import { aCreditOrder, anOrder } from '../support/builders.js';
import { partnerServer } from '../support/partner-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const bestelomgeving = partnerServer();

const CALLERS = 8;
/** Numbers of acknowledged messages after which the process is killed. */
const KILL_AFTER = [1, 7, 40, 150];

interface AcknowledgedMessage {
  collection: 'orders' | 'creditorders';
  id: string;
}

const serve = () =>
  new CommandProcess(['dist/bundle/main.js'], {
    PORT: '0',
    CONFIRM_AFTER: 'PT0.02S',
    RETRY_PAUSES: 'PT0.05S,PT0.05S,PT0.05S,PT0.05S,PT0.05S,PT0.05S',
    DATABASE_URL: `sqlite:${join(folder.path, 'crash.sqlite')}`,
    LOG_LEVEL: 'silent',
  });

async function tokenAt(url: string): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
  };
  const { body } = await request(url).post('/ordersysteem/oauth2/token').type('form').send(form);
  return (body as { access_token: string }).access_token;
}

/** Sends orders, credit orders and repeats until the server is killed. Records acknowledged messages. */
async function stream(
  url: string,
  token: string,
  acknowledged: AcknowledgedMessage[],
  onAcknowledged: () => void,
): Promise<void> {
  const put = async (
    collection: AcknowledgedMessage['collection'],
    message: { requestReferenceId: string },
  ): Promise<void> => {
    const { status } = await request(url)
      .put(`/ordersysteem/${collection}`)
      .set('authorization', `Bearer ${token}`)
      .send(message);
    expect(status).toBe(202);
    acknowledged.push({ collection, id: message.requestReferenceId });
    onAcknowledged();
  };
  for (;;) {
    const order = anOrder();
    try {
      await put('orders', order);
      await put('creditorders', aCreditOrder({ purchaseOrderId: order.purchaseOrderId }));
      await put('orders', order);
    } catch (error) {
      if ((error as { matcherResult?: unknown }).matcherResult) throw error;
      return;
    }
  }
}

describe('SIGKILL during a stream of orders, credit orders and repeats', () => {
  it('keeps every acknowledged message once and sends every confirmation', async () => {
    const acknowledged: AcknowledgedMessage[] = [];
    for (const killAfter of KILL_AFTER) {
      const server = serve();
      const url = await server.url();
      const countBefore = acknowledged.length;
      await request(url)
        .put('/_sandbox/workspaces/default/partners/bestelomgeving')
        .set('content-type', 'application/json')
        .send({ baseUrl: bestelomgeving.url });
      const token = await tokenAt(url);
      const kill = () => {
        if (acknowledged.length - countBefore >= killAfter) server.kill('SIGKILL');
      };
      await Promise.all(
        Array.from({ length: CALLERS }, () => stream(url, token, acknowledged, kill)),
      );
      expect((await server.exit).signal).toBe('SIGKILL');
    }
    expect(acknowledged.length).toBeGreaterThan(
      KILL_AFTER.reduce((sum, killAfter) => sum + killAfter, 0) - 1,
    );

    const last = serve();
    const url = await last.url();
    const waiting = async () => {
      const { text } = await request(url).get('/metrics');
      return Number(/ketenlab_outbox_waiting (\d+)/.exec(text)?.[1]);
    };
    for (let polls = 0; polls < 5_000 && (await waiting()) > 0; polls += 1);
    expect(await waiting()).toBe(0);

    const storedIds = async (collection: AcknowledgedMessage['collection']) => {
      const ids: string[] = [];
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const page: { body: unknown } = await request(url).get(
          `/_sandbox/workspaces/default/state/${collection}?limit=500${cursor && `&cursor=${cursor}`}`,
        );
        const { items, nextCursor } = page.body as {
          items: { requestReferenceId: string }[];
          nextCursor?: string;
        };
        ids.push(...items.map(({ requestReferenceId }) => requestReferenceId));
        cursor = nextCursor;
      }
      return ids;
    };
    const confirmed = new Set(
      bestelomgeving.messages.map(
        ({ path, body }) => `${path} ${String(body['requestReferenceId'])}`,
      ),
    );
    for (const collection of ['orders', 'creditorders'] as const) {
      const ids = await storedIds(collection);
      expect(new Set(ids).size).toBe(ids.length);
      const sent = new Set(
        acknowledged.filter((message) => message.collection === collection).map(({ id }) => id),
      );
      expect([...sent].filter((id) => !ids.includes(id))).toEqual([]);
      expect(
        [...sent].filter((id) => !confirmed.has(`/${collection}/confirmations ${id}`)),
      ).toEqual([]);
    }
    // A resent confirmation keeps its responseReferenceId, even after a crash between sending and recording it.
    const responseIds = new Map<string, Set<unknown>>();
    for (const { path, body } of bestelomgeving.messages) {
      const key = `${path} ${String(body['requestReferenceId'])}`;
      responseIds.set(key, (responseIds.get(key) ?? new Set()).add(body['responseReferenceId']));
    }
    expect([...responseIds.values()].filter((ids) => ids.size > 1)).toEqual([]);
    last.kill('SIGTERM');
    await last.exit;
  });
});
