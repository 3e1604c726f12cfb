import { afterAll, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { randomInt, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import request from 'supertest';
import { anOrder as anEditxOrder } from '../support/bokbasen-client.js';
import { aCreditOrder, aDeliveryRequest, anOrder } from '../support/builders.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { anOrder as aDdsOrder } from '../support/dds-client.js';
import { partnerServer } from '../support/partner-server.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const partner = partnerServer();
const file = join(folder.path, 'crash.sqlite');

/** `npm run test:crash` has more rounds in the long runs. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const CALLERS = 8;
/** Highest number of acknowledged writes after which the process is killed. */
const MAX_WRITES = 200;

const serve = () =>
  new CommandProcess(['dist/bundle/main.js'], {
    PORT: '0',
    CONFIRM_AFTER: 'PT0.02S',
    RETRY_PAUSES: 'PT0.05S,PT0.05S,PT0.05S,PT0.05S,PT0.05S,PT0.05S',
    DATABASE_URL: `sqlite:${file}`,
    LOG_LEVEL: 'silent',
  });

const CONTROL = '/_sandbox/workspaces/default';
const demo = {
  grant_type: 'client_credentials',
  client_id: 'demo',
  client_secret: 'demo-secret',
};

type Tokens = Record<'edu-v-order' | 'edu-v-delivery' | 'orders' | 'dds', string>;

async function tokensAt(url: string): Promise<Tokens> {
  const ask = async (path: string, form: object, type: string): Promise<string> => {
    const { body } = await request(url).post(path).type(type).send(form);
    return (body as { access_token: string }).access_token;
  };
  const bokbasen = (service: string) =>
    ask(
      '/bokbasen/oauth/token',
      { ...demo, audience: `https://api.bokbasen.io/${service}/` },
      'json',
    );
  return {
    'edu-v-order': await ask('/ordersysteem/oauth2/token', demo, 'form'),
    'edu-v-delivery': await ask('/aanspraakmanager/oauth2/token', demo, 'form'),
    orders: await bokbasen('orders'),
    dds: await bokbasen('dds'),
  };
}

interface Server {
  url: string;
  tokens: Tokens;
}

/** A write that was acknowledged: its collection in the control API, and its id there. */
interface Acknowledged {
  collection: string;
  id: string;
}

/** Sends one write and returns it when it was acknowledged. */
type Write = (server: Server) => Promise<Acknowledged>;

const put =
  (path: string, api: keyof Tokens, collection: string, message: object, id: string): Write =>
  async ({ url, tokens }) => {
    const { status } = await request(url)
      .put(path)
      .set('authorization', `Bearer ${tokens[api]}`)
      .send(message);
    expect([path, status]).toEqual([path, 202]);
    return { collection, id };
  };

const post =
  (path: string, api: 'orders' | 'dds', collection: string, body: string, type: string): Write =>
  async ({ url, tokens }) => {
    const { status, headers } = await request(url)
      .post(path)
      .set('authorization', `Bearer ${tokens[api]}`)
      .set('date', new Date().toUTCString())
      .set('content-type', type)
      .send(body);
    expect([path, status]).toEqual([path, api === 'dds' ? 201 : 202]);
    return { collection, id: String(headers['location']).split('/').at(-1)! };
  };

/** State that a tester writes. */
const writeContract: Write = async ({ url }) => {
  const id = randomUUID();
  const { status } = await request(url)
    .put(`${CONTROL}/state/contracts/${id}`)
    .set('content-type', 'application/json')
    .send(JSON.stringify({ id }));
  expect(['contract', Math.floor(status / 100)]).toEqual(['contract', 2]);
  return { collection: 'contracts', id };
};

/** One write to each API, with a repeat. */
function writes(): Write[] {
  const order = anOrder();
  const credit = aCreditOrder({ purchaseOrderId: order.purchaseOrderId });
  const delivery = aDeliveryRequest();
  const { deliveryOrderId } = delivery.deliveryOrder as { deliveryOrderId: string };
  const toOrder = put(
    '/ordersysteem/orders',
    'edu-v-order',
    'orders',
    order,
    order.requestReferenceId,
  );
  return [
    toOrder,
    put(
      '/ordersysteem/creditorders',
      'edu-v-order',
      'creditorders',
      credit,
      credit.requestReferenceId,
    ),
    toOrder,
    put(
      '/aanspraakmanager/deliveryorders',
      'edu-v-delivery',
      'deliveryorders',
      delivery,
      deliveryOrderId,
    ),
    post(
      '/bokbasen/orders/v1',
      'orders',
      'bokbasen-orders',
      anEditxOrder({ number: randomUUID() }),
      'application/xml',
    ),
    post(
      '/bokbasen/dds/order/v1',
      'dds',
      'dds-orders',
      JSON.stringify(aDdsOrder({ orderid: randomUUID() })),
      'application/json',
    ),
    writeContract,
  ];
}

/** Writes until the server is killed. */
async function stream(
  server: Server,
  acknowledged: Acknowledged[],
  onAcknowledged: () => void,
): Promise<void> {
  for (;;) {
    for (const write of writes()) {
      try {
        acknowledged.push(await write(server));
      } catch (error) {
        if ((error as { matcherResult?: unknown }).matcherResult) throw error;
        return;
      }
      onAcknowledged();
    }
  }
}

/** The id of an item, by collection. */
const ID_FIELDS: Record<string, string> = {
  orders: 'requestReferenceId',
  creditorders: 'requestReferenceId',
  deliveryorders: 'deliveryOrderId',
  'bokbasen-orders': 'orderId',
  'dds-orders': 'fulfilmentId',
  contracts: 'id',
};

/** Ids in a collection of the control API. */
async function storedIds(url: string, collection: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const page: { body: unknown } = await request(url).get(
      `${CONTROL}/state/${collection}?limit=500${cursor && `&cursor=${cursor}`}`,
    );
    const { items, nextCursor } = page.body as {
      items: Record<string, string>[];
      nextCursor?: string;
    };
    for (const item of items) ids.push(item[ID_FIELDS[collection]!] ?? '');
    cursor = nextCursor;
  }
  return ids;
}

describe(`SIGKILL at ${ROUNDS} random moments of writes to all APIs`, () => {
  it(
    'keeps every acknowledged write once, the file intact, and sends every confirmation',
    async () => {
      const acknowledged: Acknowledged[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const server = serve();
        const url = await server.url();
        for (const role of ['bestelomgeving'])
          await request(url)
            .put(`${CONTROL}/partners/${role}`)
            .set('content-type', 'application/json')
            .send({ baseUrl: partner.url });
        const tokens = await tokensAt(url);
        const killAt = acknowledged.length + randomInt(1, MAX_WRITES);
        const kill = () => {
          if (acknowledged.length >= killAt) server.kill('SIGKILL');
        };
        await Promise.all(
          Array.from({ length: CALLERS }, () => stream({ url, tokens }, acknowledged, kill)),
        );
        expect((await server.exit).signal).toBe('SIGKILL');
      }

      const last = serve();
      const url = await last.url();
      const waiting = async () => {
        const { text } = await request(url).get('/metrics');
        return Number(/ketenlab_outbox_waiting (\d+)/.exec(text)?.[1]);
      };
      for (let polls = 0; polls < 5_000 && (await waiting()) > 0; polls += 1);
      expect(await waiting()).toBe(0);

      const confirmed = new Set(
        partner.messages.flatMap(({ body }) => [
          body['requestReferenceId'],
          body['deliveryOrderId'],
        ]),
      );
      for (const collection of new Set(acknowledged.map((one) => one.collection))) {
        const ids = await storedIds(url, collection);
        const own = acknowledged.filter((one) => one.collection === collection);
        const sent = [...new Set(own.map(({ id }) => id))];
        expect({ collection, twice: ids.length - new Set(ids).size }).toEqual({
          collection,
          twice: 0,
        });
        expect({ collection, lost: sent.filter((id) => !ids.includes(id)) }).toEqual({
          collection,
          lost: [],
        });
        if (!['orders', 'creditorders', 'deliveryorders'].includes(collection)) continue;
        expect({ collection, unconfirmed: sent.filter((id) => !confirmed.has(id)) }).toEqual({
          collection,
          unconfirmed: [],
        });
      }
      // A resent confirmation keeps its id, even after a crash between sending and recording it.
      const ids = new Map<string, Set<unknown>>();
      for (const { path, body } of partner.messages) {
        const reference = body['requestReferenceId'] ?? body['deliveryOrderReferenceId'];
        const key = `${path} ${String(reference)}`;
        const id = body['responseReferenceId'] ?? body['deliveryOrderReceiveId'];
        ids.set(key, (ids.get(key) ?? new Set()).add(id));
      }
      expect([...ids.values()].filter((one) => one.size > 1)).toEqual([]);
      last.kill('SIGTERM');
      await last.exit;
      const db = new Sqlite(file, { readonly: true });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      db.close();
    },
    60_000 + ROUNDS * 10_000,
  );
});
