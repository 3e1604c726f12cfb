import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '../../src/roles/index.js';
import { anOrder } from '../support/builders.js';
import { ContainerClient } from './client.js';
import { ComposeProject } from './project.js';

const project = new ComposeProject('docker-compose.yml', { COMPOSE_PROFILES: 'roles' });

/** Starts services and returns a client of each. */
async function up(...services: string[]): Promise<ContainerClient[]> {
  await project.start({}, ...services);
  const containers = await Promise.all(services.map((one) => project.healthyContainer(one)));
  return Promise.all(
    containers.map(async (container) => new ContainerClient(await container.url())),
  );
}

beforeAll(() => project.build('ketenlab'), 900_000);
afterAll(() => project.down('--volumes'), 120_000);

/** An operation of each role, at the root. */
const ownPaths = [
  ['ordersysteem', 'put', '/v1/orders'],
  ['bestelomgeving', 'put', '/v1/orders/confirmations'],
  ['aanspraakmanager', 'put', '/v2/deliveryorders'],
  ['bokbasen-orders', 'post', '/orders/v1'],
  ['dds', 'post', '/dds/order/v1'],
] as const;

/** The address of a role for the other containers. */
const partnerAt = (role: string) => ({
  baseUrl: `http://${role}:4010`,
  tokenUrl: `http://${role}:4010/oauth2/token`,
  tokenAuth: 'client_secret_post',
  clientId: 'demo',
  clientSecret: 'demo-secret',
});

interface Ids {
  requestReferenceId: string;
  deliveryOrderId?: string;
}

describe('docker-compose.yml', () => {
  it('starts every role at port 4010, and keeps the orders over down and up', async () => {
    const [client] = await up('ketenlab');
    expect(client?.url).toBe('http://127.0.0.1:4010');
    const order = anOrder();
    expect((await client?.put('/ordersysteem/orders', order))?.status).toBe(202);
    await client?.advance('PT1M');
    await project.down();
    const [again] = await up('ketenlab');
    expect(await again?.state('orders', order.requestReferenceId)).toMatchObject({
      orderStatus: 'approved',
    });
    await project.down();
  });

  it('lets the server make a token of the control API when the environment has none', async () => {
    await project.start({ SANDBOX_TOKEN: '' }, 'ketenlab');
    const container = await project.healthyContainer('ketenlab');
    expect(await container.log()).toMatch(/Control API token +[\da-f]{32}\n/);
    const client = new ContainerClient(await container.url());
    expect((await client.tryControl('get', 'settings')).status).toBe(401);
    await project.down();
  });

  it('starts one role per container, each at the root of its own port, that reach each other by name', async () => {
    const names = roles.map(({ name }) => name);
    const clients = await up(...names);
    expect(clients.map(({ url }) => url)).toEqual(
      names.map((_, index) => `http://127.0.0.1:${4011 + index}`),
    );
    const clientOf = (role: string) => clients[names.indexOf(role)]!;
    for (const [role, method, path] of ownPaths) {
      const { status } = await clientOf(role).call(method, path, { as: null });
      expect([role, status]).toEqual([role, 401]);
    }
    const buyer = clientOf('bestelomgeving');
    /** The buyer sends a message to the seller, which confirms it. Returns what the buyer then has. */
    const exchange = async (collection: string, role: string): Promise<object> => {
      const seller = clientOf(role);
      await buyer.control('put', `partners/${role}`, partnerAt(role));
      await seller.control('put', 'partners/bestelomgeving', partnerAt('bestelomgeving'));
      const created = await buyer.control<Ids>('post', `state/${collection}`, {});
      await buyer.advance('PT1M');
      await seller.advance('PT1M');
      return buyer.state(collection, created.deliveryOrderId ?? created.requestReferenceId);
    };
    expect(await exchange('orders', 'ordersysteem')).toMatchObject({
      orderStatus: 'approved',
      bestelomgeving: { confirmations: [{ success: true, status: 2 }] },
    });
    expect(await exchange('deliveryorders', 'aanspraakmanager')).toMatchObject({
      status: 'processed',
      bestelomgeving: { confirmations: [{ success: true, newStatus: 'processed' }] },
    });
  });
});
