import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import {
  KetenlabContainer,
  type StartedKetenlabContainer,
} from '../../src/library/testcontainers.js';
import { anOrder } from '../support/builders.js';
import { temporaryFolder } from '../support/command-process.js';
import { buildImage, engine, isPodman } from './engine.js';

const IMAGE = 'ketenlab-test';
const LABEL = `nl.ketenlab.test=${process.pid}`;
const folder = temporaryFolder();
const started: StartedTestContainer[] = [];
const servers: Server[] = [];

beforeAll(() => buildImage(IMAGE), 900_000);
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => folder.remove());

function container(): KetenlabContainer {
  const [name = '', value = ''] = LABEL.split('=');
  return new KetenlabContainer(IMAGE).withLabels({ [name]: value });
}

async function start(one: KetenlabContainer): Promise<StartedKetenlabContainer> {
  const sandbox = await one.start();
  started.push(sandbox);
  return sandbox;
}

const remaining = () => engine('ps', '--all', '--quiet', '--filter', `label=${LABEL}`);

/** Server on the address under which a container reaches this machine. */
async function receivingServer(host: string): Promise<{ port: number; paths: string[] }> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.writeHead(202).end());
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return { port: (server.address() as AddressInfo).port, paths };
}

describe('KetenlabContainer', () => {
  it('has the objects of the library, and sends the token of the control API itself', async () => {
    const sandbox = await start(container());
    await using workspace = await sandbox.workspace();
    const order = anOrder();
    const token = await workspace.token();
    const response = await fetch(`${sandbox.url}/ordersysteem/v1/orders`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    expect(response.status).toBe(202);
    await workspace.clock.advance('PT1M');
    expect(await workspace.orders.get(order.requestReferenceId)).toMatchObject({
      orderStatus: 'approved',
    });
    expect(sandbox.default.id).toBe('default');
    expect((await sandbox.client.GET('/_sandbox/workspaces')).response.status).toBe(200);

    const url = `${sandbox.url}/_sandbox/workspaces`;
    expect((await fetch(url)).status).toBe(401);
    const headers = { authorization: `Bearer ${sandbox.sandboxToken}` };
    expect((await fetch(url, { headers })).status).toBe(200);
  });

  it('serves with the given roles, rules, seed, token and variables', async () => {
    const seedFile = join(folder.path, 'seed.yaml');
    writeFileSync(seedFile, 'contracts:\n  - id: CT-SEED\n', { mode: 0o600 });
    const sandbox = await start(
      container()
        .withRoles('ordersysteem', 'bestelomgeving')
        .withRules({ SCHEMA_DETAILS: 'off' })
        .withSeedFile(seedFile)
        .withSandboxToken('token-of-the-test')
        .withEnvironment({ CONFIRM_AFTER: 'PT7S' }),
    );
    expect(sandbox.sandboxToken).toBe('token-of-the-test');
    expect((await fetch(`${sandbox.url}/bokbasen/orders/v1`)).status).toBe(404);
    expect(await sandbox.default.settings()).toMatchObject({ confirmAfter: 'PT7S' });
    expect(await sandbox.default.state('contracts').get('CT-SEED')).toEqual({ id: 'CT-SEED' });
    const { data } = await sandbox.client.GET('/_sandbox/rules');
    expect(data?.items.find(({ name }) => name === 'SCHEMA_DETAILS')?.value).toBe('off');
  });

  it('rejects with one line if a setting is wrong, and leaves no container', async () => {
    await expect(container().withRoles('nobody').start()).rejects.toThrow(/^ROLES=nobody .*$/);
    expect(await remaining()).toBe('');
  });

  it('stops within 2 s and is removed', async () => {
    const sandbox = await container().start();
    const began = performance.now();
    await sandbox.stop();
    expect(performance.now() - began).toBeLessThan(2000);
    expect(await remaining()).toBe('');
  });

  it('has an empty database and the right URL after a restart', async () => {
    const sandbox = await start(container());
    const { id } = await sandbox.workspace();
    await sandbox.restart();
    expect((await fetch(`${sandbox.url}/readyz`)).status).toBe(200);
    const { data } = await sandbox.client.GET('/_sandbox/workspaces');
    expect(data?.items.map((one) => one.id)).not.toContain(id);
  });

  it('sends messages to a server on this machine', async () => {
    const name = isPodman ? 'host.containers.internal' : 'host.docker.internal';
    const one = container();
    if (!isPodman) one.withExtraHosts([{ host: name, ipAddress: 'host-gateway' }]);
    const sandbox = await start(one);
    const { output } = await sandbox.exec(['getent', 'ahostsv4', name]);
    const { port, paths } = await receivingServer(output.split(' ')[0]!);
    await sandbox.default.partner('ordersysteem', `http://${name}:${port}`);
    await sandbox.default.orders.create();
    await sandbox.default.clock.advance('PT1M');
    expect(paths).toEqual(['PUT /orders']);
  });
});

describe('GenericContainer, as in other languages', () => {
  it.each([
    ['the log line', () => Wait.forLogMessage(/Ketenlab listens at/)],
    ['/readyz', () => Wait.forHttp('/readyz', 4010)],
  ])('is ready after a wait for %s', async (_, strategy) => {
    const generic = await new GenericContainer(IMAGE)
      .withExposedPorts(4010)
      .withEnvironment({ SANDBOX_TOKEN: 'token-of-the-test' })
      .withWaitStrategy(strategy())
      .start();
    started.push(generic);
    const url = `http://${generic.getHost()}:${generic.getMappedPort(4010)}`;
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const headers = { authorization: 'Bearer token-of-the-test' };
    expect((await fetch(`${url}/_sandbox/workspaces`, { headers })).status).toBe(200);
  });
});
