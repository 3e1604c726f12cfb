import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { anOrder } from '../support/builders.js';
import { ContainerClient, SANDBOX_TOKEN } from './client.js';
import { buildImage, Container, engine, failingEngine, isPodman, until } from './engine.js';

const IMAGE = 'ketenlab-test';
const VOLUME = `ketenlab-test-${process.pid}`;
/** Acknowledged orders before the server is killed, and clients that send them. */
const [MIN_ORDERS, CALLERS] = [300, 8];

const figures: Record<string, string> = {};
const containers: Container[] = [];
let count = 0;

beforeAll(() => buildImage(IMAGE), 900_000);
afterEach(async () => {
  for (const container of containers.splice(0)) await container.remove();
});
afterAll(async () => {
  await engine('volume', 'rm', '--force', VOLUME);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
});

/** Arguments of `run`, with the settings of a test. */
const withSettings = (...options: string[]) => {
  const env = ['--env', `SANDBOX_TOKEN=${SANDBOX_TOKEN}`, '--env', 'DEMO_SECRETS=default'];
  return ['--publish', '127.0.0.1::4010', ...env, ...options, IMAGE];
};

/** Starts a container and waits until its server is ready. */
async function start(...args: string[]): Promise<Container> {
  const began = performance.now();
  count += 1;
  const container = new Container(`ketenlab-test-${process.pid}-${count}`);
  // Before it runs: a container that could not be started is removed too.
  containers.push(container);
  await engine('run', '--detach', '--name', container.id, ...args);
  await container.ready();
  figures['start'] ??= `${((performance.now() - began) / 1000).toFixed(1)} s`;
  return container;
}

const clientOf = async (container: Container) => new ContainerClient(await container.url());

/** Places an order and returns its state when it is confirmed. */
async function confirmedOrder(client: ContainerClient): Promise<string | null | undefined> {
  const order = anOrder();
  expect((await client.put('/ordersysteem/orders', order)).status).toBe(202);
  await client.advance('PT1M');
  return (await client.state('orders', order.requestReferenceId)).orderStatus;
}

/** Sends orders until the server is killed. Returns the ids of those that were acknowledged. */
async function ordersUntilKilled(container: Container): Promise<string[]> {
  const client = await clientOf(container);
  const acknowledged: string[] = [];
  let killed: Promise<void> | undefined;
  const send = async (): Promise<void> => {
    for (;;) {
      const order = anOrder();
      const status = await client.put('/ordersysteem/orders', order).then(
        (response) => response.status,
        () => undefined,
      );
      if (status === undefined) return;
      expect(status).toBe(202);
      acknowledged.push(order.requestReferenceId);
      if (acknowledged.length >= MIN_ORDERS) killed ??= container.kill();
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, send));
  await killed;
  return acknowledged;
}

describe('the container image', () => {
  it('runs as a user that is not root and cannot change the program', async () => {
    const container = await start(...withSettings());
    expect(await engine('exec', container.id, 'id', '-u')).toBe('1000');
    const write = ['sh', '-c', 'test -w /app || test -w /app/dist/bundle/main.js'];
    expect((await failingEngine('exec', container.id, ...write)).code).toBe(1);
    const bytes = Number(await engine('image', 'inspect', '--format', '{{.Size}}', IMAGE));
    figures['image'] = `${Math.round(bytes / 1e6)} MB`;
  });

  it.each([
    ['no other place for files', isPodman ? ['--read-only-tmpfs=false'] : []],
    ['/tmp in memory', ['--tmpfs', '/tmp']],
  ])('serves with a read-only file system, no capabilities, a volume and %s', async (_, more) => {
    const hardened = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];
    const container = await start(...withSettings('--read-only', ...hardened, ...more));
    expect((await failingEngine('exec', container.id, 'touch', '/app/file')).code).toBe(1);
    const client = await clientOf(container);
    expect(await confirmedOrder(client)).toBe('approved');
    expect((await fetch(`${client.url}/docs/swagger-ui-bundle.js`)).status).toBe(200);
  });

  it('is healthy when the server is ready, and unhealthy when its database is gone', async () => {
    const container = await start(...withSettings());
    await until('healthy', async () => (await container.health()) === 'healthy');
    await engine('exec', container.id, 'rm', '/data/ketenlab.sqlite');
    await until('unhealthy', async () => (await container.health()) === 'unhealthy');
  });

  it('prints the line of the guide when it is ready', async () => {
    const guide = readFileSync(
      join(import.meta.dirname, '../../docs/guides/containers.md'),
      'utf8',
    );
    const line = /prints this line [^]*?```text\n(.*)\n```/.exec(guide)?.[1];
    const container = await start(...withSettings());
    expect((await container.log()).split('\n')).toContain(line);
  });

  it('stops in less than 4 s with exit code 0, says so in its log, and waits for no connection', async () => {
    const container = await start(...withSettings());
    const { port } = new URL(await container.url());
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise<void>((connected) => socket.once('connect', connected));
    const seconds = await container.stop();
    figures['stop'] = `${seconds.toFixed(1)} s`;
    expect(seconds).toBeLessThan(4);
    expect(await container.inspect('{{.State.ExitCode}}')).toBe('0');
    const lastLine = (await container.log()).trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(lastLine)).toMatchObject({ msg: 'stopped', signal: 'SIGTERM' });
  });

  it('keeps the orders and the token of the control API in the volume', async () => {
    const volume = ['--volume', `${VOLUME}:/data`];
    const tokenOf = async (container: Container) =>
      /Control API token +(\S+)/.exec(await container.log())?.[1];
    const options = ['--publish', '127.0.0.1::4010', ...volume, IMAGE];
    const first = await start(...options);
    const token = await tokenOf(first);
    expect(token).toMatch(/^[\da-f]{32}$/);
    await first.stop();
    await first.remove();

    const second = await start(...withSettings(...volume));
    const client = await clientOf(second);
    const order = anOrder();
    expect((await client.put('/ordersysteem/orders', order)).status).toBe(202);
    await second.remove();

    const third = await start(...options);
    expect(await tokenOf(third)).toBe(token);
    const state = `_sandbox/workspaces/default/state/orders/${order.requestReferenceId}`;
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${await third.url()}/${state}`, { headers })).status).toBe(200);
  });

  it('has every acknowledged write after SIGKILL, in a new container with the same volume', async () => {
    const volume = ['--volume', `${VOLUME}:/data`];
    const killed = await start(...withSettings(...volume));
    const acknowledged = await ordersUntilKilled(killed);
    expect(await killed.inspect('{{.State.ExitCode}}')).toBe('137');
    await killed.remove();

    const client = await clientOf(await start(...withSettings(...volume)));
    const lost: string[] = [];
    for (const id of acknowledged)
      if ((await client.tryControl('get', `state/orders/${id}`)).status !== 200) lost.push(id);
    expect(acknowledged.length).toBeGreaterThanOrEqual(MIN_ORDERS);
    expect(lost).toEqual([]);
    expect(await confirmedOrder(client)).toBe('approved');
  });

  it.each([
    ['a wrong setting', ['--env', 'ROLES=nobody'], /^ketenlab: ROLES=nobody/],
    ['a folder that it cannot write to', ['--user', '1234:1234'], /this user cannot write/],
  ])('ends with exit code 2 and one line for %s', async (_, options, line) => {
    const { code, errors } = await failingEngine('run', '--rm', ...options, IMAGE);
    expect([code, errors]).toEqual([2, [expect.stringMatching(line)]]);
  });

  it('refuses the volume of a running container with one line', async () => {
    const volume = ['--volume', `${VOLUME}:/data`];
    await start(...withSettings(...volume));
    const { code, errors } = await failingEngine('run', '--rm', ...volume, IMAGE);
    expect([code, errors]).toEqual([2, [expect.stringContaining('/data/ketenlab.sqlite')]]);
  });

  it('runs the other commands of ketenlab', async () => {
    expect(await engine('run', '--rm', IMAGE, '--help')).toMatch(/^Usage: ketenlab/);
    const container = await start(...withSettings());
    const command = ['node', 'bin/ketenlab.mjs', 'token', '--role', 'ordersysteem'];
    expect(await engine('exec', container.id, ...command)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });
});
