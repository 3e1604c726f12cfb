import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { TestServer } from '../support/test-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

type Json = Record<string, unknown>;

/** Client of a sandbox at a URL, in this process or another. */
class Sandbox {
  constructor(readonly url: string) {}

  async control(method: string, path: string, body?: unknown): Promise<Json> {
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

/** Plays the chain. The first sandbox has the Bestelomgeving and Ordersysteem, the second the Aanspraakmanager. */
async function playChain(bestelomgeving: Sandbox, aanspraakmanager: Sandbox): Promise<void> {
  const sandboxes =
    bestelomgeving === aanspraakmanager ? [bestelomgeving] : [bestelomgeving, aanspraakmanager];
  for (const server of sandboxes)
    await server.control('PUT', 'clock', { mode: 'frozen', now: '2026-09-01T08:00:00Z' });
  const advanceAll = async () => {
    for (const server of [...sandboxes, ...sandboxes])
      await server.control('POST', 'clock/advance', { duration: 'PT1S' });
  };
  const order = anOrder({ orderLines: [{ productId: '9789000000029', quantity: 12 }] });
  expect((await bestelomgeving.call('PUT', '/ordersysteem/orders', order)).status).toBe(202);
  await advanceAll();

  const { items } = (await bestelomgeving.control('GET', 'state/deliveryorders?limit=1')) as {
    items: Json[];
  };
  const id = String(items[0]?.['deliveryOrderId']);
  const orderNow = async () =>
    (await bestelomgeving.call('GET', `/bestelomgeving/v2/deliveryorders/${id}`)).body;
  expect(await orderNow()).toMatchObject({
    status: 'processed',
    deliverySpecification: { totalQuantity: 12 },
  });

  await aanspraakmanager.control('POST', `aanspraakmanager/deliveryorders/${id}/license`);
  await advanceAll();
  const licensed = await orderNow();
  expect(licensed['status']).toBe('licensed');

  await bestelomgeving.control('PUT', `state/deliveryorders/${id}`, {
    ...licensed,
    status: 'cancelled',
    endDate: '2026-09-02',
  });
  await advanceAll();
  expect(await orderNow()).toEqual(licensed);
  const item = (await bestelomgeving.control('GET', `state/deliveryorders/${id}`)) as {
    bestelomgeving: { confirmations: Json[] };
  };
  expect(
    item.bestelomgeving.confirmations.map(({ success, newStatus, statusMessage }) => [
      success,
      newStatus,
      statusMessage,
    ]),
  ).toEqual([
    [true, 'processed', 'OK'],
    [true, 'licensed', 'OK'],
    [false, undefined, 'the order is licensed: an order in use cannot be cancelled'],
  ]);
  expect(await aanspraakmanager.control('GET', `state/deliveryorders/${id}`)).toMatchObject({
    aanspraakmanager: { status: 'licensed' },
  });
  for (const server of sandboxes) {
    const { items: sent } = (await server.control('GET', 'deliveries?limit=500')) as {
      items: Json[];
    };
    expect(sent.filter(({ state }) => state !== 'sent')).toEqual([]);
  }
}

describe('order, delivery order, confirmation, license and refused cancellation', () => {
  const server = new TestServer();
  const folder = temporaryFolder();
  beforeAll(() => server.start());
  afterAll(async () => {
    await server.remove();
    folder.remove();
  });

  it('works in one sandbox', async () => {
    const sandbox = new Sandbox(server.url);
    await playChain(sandbox, sandbox);
  });

  it('works between two processes that are each other’s partner', async () => {
    const start = async (name: string, roles: string): Promise<Sandbox> => {
      const env = {
        PORT: '0',
        DATABASE_URL: `sqlite:${folder.path}/${name}.sqlite`,
        ROLES: roles,
        LOG_LEVEL: 'silent',
      };
      return new Sandbox(await new CommandProcess(['dist/bundle/main.js'], env).url());
    };
    const bestelomgeving = await start('shop', 'ordersysteem,bestelomgeving');
    const aanspraakmanager = await start('keeper', 'aanspraakmanager');
    await bestelomgeving.control(
      'PUT',
      'partners/aanspraakmanager',
      asPartner(aanspraakmanager, 'aanspraakmanager', 'demo-bestelomgeving'),
    );
    await aanspraakmanager.control(
      'PUT',
      'partners/bestelomgeving',
      asPartner(bestelomgeving, 'bestelomgeving', 'demo'),
    );
    await playChain(bestelomgeving, aanspraakmanager);
  });
});
