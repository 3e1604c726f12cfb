import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { anOrder } from '../support/builders.js';
import { ContainerClient } from './client.js';
import { engine, until, type Container } from './engine.js';
import { ComposeProject } from './project.js';

const REPLICAS = ['replica-1', 'replica-2', 'replica-3'];
const project = new ComposeProject('docker-compose.scale.yml');
const containers = new Map<string, Container>();
let client: ContainerClient;

interface Replica {
  id: string;
  url: string;
  self: boolean;
  workspaces: string[];
}

beforeAll(() => project.build('replica-1'), 900_000);
beforeAll(async () => {
  // Podman Compose does not wait for it.
  await project.start({}, 'postgres');
  await project.healthyContainer('postgres');
  await project.start({});
  for (const service of ['postgres', ...REPLICAS, 'proxy'])
    containers.set(service, await project.healthyContainer(service));
  client = new ContainerClient(await containers.get('proxy')!.url());
}, 600_000);
afterAll(() => project.down('--volumes'), 120_000);

async function replicas(): Promise<Replica[]> {
  const { body } = await client.authorized(client.http.get('/_sandbox/replicas'));
  return (body as { replicas: Replica[] }).replicas;
}

/** Sends an order and returns its id. */
async function acceptedOrder(): Promise<string> {
  const order = anOrder();
  expect((await client.put('/ordersysteem/orders', order)).status).toBe(202);
  return order.requestReferenceId;
}

/** Lets an order become due, and expects that it is confirmed once. */
async function expectConfirmation(id: string): Promise<void> {
  await client.advance('PT1M');
  expect(await client.state('orders', id)).toMatchObject({
    orderStatus: 'approved',
    bestelomgeving: { confirmations: [{ success: true, status: 2 }] },
  });
}

describe('docker-compose.scale.yml', () => {
  it('confirms an order that arrives through the proxy at port 4010', async () => {
    expect(client.url).toBe('http://127.0.0.1:4010');
    await expectConfirmation(await acceptedOrder());
  });

  it('passes on server-sent events at once', async () => {
    const url = `${client.url}/_sandbox/workspaces/default/exchanges/stream`;
    const abort = new AbortController();
    const headers = { authorization: `Bearer ${client.controlToken}` };
    const { body } = await fetch(url, { headers, signal: abort.signal });
    await acceptedOrder();
    let text = '';
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes('"operation":"acceptOrder"')) break;
    }
    abort.abort();
    expect(text).toContain('"operation":"acceptOrder"');
  });

  it('closes the connection of a GET that a fault resets, and sends it once', async () => {
    const path = `/bestelomgeving/deliveryorders/${randomUUID()}`;
    const { id } = await client.control('post', 'faults', { kind: 'reset', times: 1 });
    await expect(client.call('get', path)).rejects.toThrow('socket hang up');
    const exchanges = (await client.exchanges()).filter((one) => one.path === path);
    expect(exchanges.map(({ fault, status }) => [fault, status])).toEqual([
      [expect.objectContaining({ id, kind: 'reset' }), 0],
    ]);
  });

  it('passes on an answer that a fault slows as slowly as the replica sends it', async () => {
    await client.control('post', 'faults', {
      kind: 'slow',
      when: 'after',
      times: 1,
      delayMs: 2000,
    });
    const headers = { authorization: `Bearer ${await client.token()}` };
    const url = `${client.url}/ordersysteem/orders`;
    const { body } = await fetch(url, { method: 'PUT', headers, body: '{}' });
    const times: number[] = [];
    for await (const { length } of body!) if (length > 0) times.push(performance.now());
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(500);
  });

  it('answers again after the owner of the workspace was killed, and confirms what that accepted', async () => {
    const id = await acceptedOrder();
    const owner = (await replicas()).find(({ workspaces }) => workspaces.includes('default'));
    const killed = containers.get(new URL(owner!.url).hostname)!;
    await killed.kill();
    const began = performance.now();
    await until('the order is there', () =>
      client.tryControl('get', `state/orders/${id}`).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    expect(performance.now() - began).toBeLessThan(5000);
    await expectConfirmation(id);
    await engine('start', killed.id);
    await project.healthyContainer(new URL(owner!.url).hostname);
  });

  it('sends requests to every replica, and each knows all of them and the owner of the workspace', async () => {
    const answering = new Set<string>();
    await until('every replica has answered', async () => {
      for (const { id, self } of await replicas()) if (self) answering.add(id);
      return answering.size === REPLICAS.length;
    });
    const all = await replicas();
    expect(all.map(({ url }) => url).toSorted()).toEqual(
      REPLICAS.map((name) => `http://${name}:4010`),
    );
    expect(new Set(all.map(({ id }) => id))).toEqual(answering);
    expect(all.flatMap(({ workspaces }) => workspaces)).toEqual(['default']);
  });
});
