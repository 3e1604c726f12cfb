import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { TestServer } from '../support/test-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

type Json = Record<string, unknown>;

/** What a tester says to a sandbox, wherever it runs. */
class Sandbox {
  constructor(readonly url: string) {}

  async say(method: string, path: string, body?: unknown): Promise<Json> {
    const response = await fetch(`${this.url}/_sandbox/workspaces/default/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? (JSON.parse(text) as Json) : {};
  }

  async token(role: string): Promise<string> {
    const form = {
      grant_type: 'client_credentials',
      client_id: 'demo',
      client_secret: 'demo-secret',
    };
    const response = await fetch(`${this.url}/${role}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Json }> {
    const authorization = `Bearer ${await this.token(path.split('/')[1]!)}`;
    const response = await fetch(this.url + path, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Json) : {} };
  }
}

const asPartner = ({ url }: Sandbox, role: string, client: string) => ({
  baseUrl: `${url}/${role}`,
  tokenUrl: `${url}/${role}/oauth2/token`,
  clientId: client,
  clientSecret: `${client}-secret`,
});

/**
 * Order, delivery order, confirmation, first activation, refused cancellation: `shop` has the Bestelomgeving and the
 * Ordersysteem, `keeper` the Aanspraakmanager.
 */
async function playChain(shop: Sandbox, keeper: Sandbox): Promise<void> {
  const labs = shop === keeper ? [shop] : [shop, keeper];
  for (const server of labs)
    await server.say('PUT', 'clock', { mode: 'frozen', now: '2026-09-01T08:00:00Z' });
  const pass = async () => {
    for (const server of [...labs, ...labs])
      await server.say('POST', 'clock/advance', { duration: 'PT1S' });
  };
  const order = anOrder({ orderLines: [{ productId: '9789000000029', quantity: 12 }] });
  expect((await shop.call('PUT', '/ordersysteem/orders', order)).status).toBe(202);
  await pass();

  const { items } = (await shop.say('GET', 'state/deliveryorders?limit=1')) as { items: Json[] };
  const id = String(items[0]?.['deliveryOrderId']);
  const orderNow = async () =>
    (await shop.call('GET', `/bestelomgeving/v2/deliveryorders/${id}`)).body;
  expect(await orderNow()).toMatchObject({
    status: 'processed',
    deliverySpecification: { totalQuantity: 12 },
  });

  await keeper.say('POST', `aanspraakmanager/deliveryorders/${id}/license`);
  await pass();
  const licensed = await orderNow();
  expect(licensed['status']).toBe('licensed');

  await shop.say('PUT', `state/deliveryorders/${id}`, {
    ...licensed,
    status: 'cancelled',
    endDate: '2026-09-02',
  });
  await pass();
  expect(await orderNow()).toEqual(licensed);
  const heard = (await shop.say('GET', `state/deliveryorders/${id}`)) as {
    bestelomgeving: { confirmations: Json[] };
  };
  expect(
    heard.bestelomgeving.confirmations.map(({ success, newStatus, statusMessage }) => [
      success,
      newStatus,
      statusMessage,
    ]),
  ).toEqual([
    [true, 'processed', 'OK'],
    [true, 'licensed', 'OK'],
    [false, undefined, 'the order is licensed: what is in use cannot be cancelled'],
  ]);
  expect(await keeper.say('GET', `state/deliveryorders/${id}`)).toMatchObject({
    aanspraakmanager: { status: 'licensed' },
  });
  for (const server of labs) {
    const { items: sent } = (await server.say('GET', 'deliveries?limit=500')) as { items: Json[] };
    expect(sent.filter(({ state }) => state !== 'sent')).toEqual([]);
  }
}

describe('order, delivery order, confirmation, licensed, refused cancellation', () => {
  const server = new TestServer();
  const folder = temporaryFolder();
  beforeAll(() => server.start());
  afterAll(async () => {
    await server.remove();
    folder.remove();
  });

  it('plays in one sandbox alone', async () => {
    const one = new Sandbox(server.url);
    await playChain(one, one);
  });

  it('plays between two processes, each the other one’s partner', async () => {
    const start = async (name: string, roles: string): Promise<Sandbox> => {
      const env = {
        PORT: '0',
        DATABASE_URL: `sqlite:${folder.path}/${name}.sqlite`,
        ROLES: roles,
        LOG_LEVEL: 'silent',
      };
      return new Sandbox(await new CommandProcess(['dist/bundle/main.js'], env).url());
    };
    const shop = await start('shop', 'ordersysteem,bestelomgeving');
    const keeper = await start('keeper', 'aanspraakmanager');
    await shop.say(
      'PUT',
      'partners/aanspraakmanager',
      asPartner(keeper, 'aanspraakmanager', 'demo-bestelomgeving'),
    );
    await keeper.say('PUT', 'partners/bestelomgeving', asPartner(shop, 'bestelomgeving', 'demo'));
    await playChain(shop, keeper);
  });
});
