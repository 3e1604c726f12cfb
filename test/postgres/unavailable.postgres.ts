import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { anOrder } from '../support/builders.js';
import { CommandProcess } from '../support/command-process.js';
import { administer, createDatabase, type TestDatabase } from '../support/postgres.js';
import { DatabaseProxy } from './database-proxy.js';

let database: TestDatabase;
let proxy: DatabaseProxy;
let server: CommandProcess;
let url: string;
let token: string;

beforeAll(async () => {
  database = await createDatabase();
  proxy = new DatabaseProxy(new URL(database.url));
  const env = { PORT: '0', DATABASE_URL: await proxy.open(), CONFIRM_AFTER: 'PT0S' };
  server = new CommandProcess(['dist/bundle/main.js'], env);
  url = await server.url();
  const form = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
  };
  const { body } = await request(url).post('/oauth2/token').type('form').send(form);
  token = (body as { access_token: string }).access_token;
});
afterAll(async () => {
  server.kill('SIGTERM');
  await server.exit;
  await proxy.cut();
  await database.drop();
});

const put = (order: object) =>
  request(url).put('/orders').set('authorization', `Bearer ${token}`).send(order);
const ready = () => request(url).get('/readyz');
const control = (path: string) => request(url).get(`/_sandbox/workspaces/default/${path}`);
/** Repeats a call until it has a status. */
const until = async (status: number, call: () => request.Test): Promise<request.Response> => {
  for (;;) {
    const response = await call();
    if (response.status === status) return response;
    await new Promise((later) => setTimeout(later, 50));
  }
};
const storedIds = async (): Promise<string[]> => {
  const { body } = await control('state/orders?limit=500');
  const { items } = body as { items: { requestReferenceId: string }[] };
  return items.map(({ requestReferenceId }) => requestReferenceId);
};

describe('a connection that is lost', () => {
  it('is answered 503 in the format of the partner, until it is back', async () => {
    expect((await put(anOrder())).status).toBe(202);
    await proxy.cut();
    const refused = await until(503, () => put(anOrder()));
    expect([refused.headers['retry-after'], refused.body]).toEqual([
      '1',
      {
        status: 99,
        statusMessage: expect.stringMatching(
          /^The sandbox cannot use its database: (?:no PostgreSQL server answers|the connection to)/,
        ),
      },
    ]);
    const notReady = await until(503, ready);
    expect(notReady.body).toEqual({
      status: 'not ready',
      reason: expect.stringContaining('no PostgreSQL server answers at this address'),
    });
    expect((await request(url).get('/healthz')).status).toBe(200);
    expect((await request(url).get('/metrics')).text).toMatch(/^ketenlab_database_available 0$/m);
    await proxy.open();
    await until(200, ready);
    expect((await put(anOrder())).status).toBe(202);
    expect(server.output).toContain('the database can be used again');
  });

  it('loses no order that was acknowledged', async () => {
    const acknowledged: string[] = [];
    const connection = { isCut: false };
    const send = async (): Promise<void> => {
      while (!connection.isCut || acknowledged.length === 0) {
        const order = anOrder();
        const { status } = await put(order);
        if (status === 202) acknowledged.push(order.requestReferenceId);
      }
    };
    const senders = Array.from({ length: 8 }, send);
    while (acknowledged.length < 20) await new Promise((later) => setTimeout(later, 10));
    await proxy.cut();
    connection.isCut = true;
    await Promise.all(senders);
    await proxy.open();
    await until(200, ready);
    expect(await storedIds()).toEqual(expect.arrayContaining(acknowledged));
  });
});

describe('a commit whose answer is lost', () => {
  it('is looked up: the order is acknowledged, and stored once', async () => {
    await until(200, ready);
    const before = proxy.lostCommits;
    proxy.loseCommits(true);
    const order = anOrder();
    expect((await put(order)).status).toBe(202);
    proxy.loseCommits(false);
    expect(proxy.lostCommits).toBeGreaterThan(before);
    await until(200, ready);
    expect((await storedIds()).filter((id) => id === order.requestReferenceId)).toHaveLength(1);
  });
});

describe('a database that hangs', () => {
  it('is answered 503 with the reason, and used again when it answers', async () => {
    await until(200, ready);
    proxy.freeze();
    const notReady = await until(503, ready);
    expect(notReady.body).toEqual({
      status: 'not ready',
      reason: expect.stringContaining('PostgreSQL does not answer, or is too busy'),
    });
    expect((await put(anOrder())).body).toEqual({
      status: 99,
      statusMessage: expect.stringContaining('PostgreSQL does not answer, or is too busy'),
    });
    proxy.thaw();
    await until(200, ready);
    expect((await put(anOrder())).status).toBe(202);
  });
});

describe('a database that allows only reads', () => {
  const allowWrites = async (isAllowed: boolean) => {
    const onOrOff = isAllowed ? 'off' : 'on';
    await administer(
      `alter database ${database.name} set default_transaction_read_only = ${onOrOff}`,
    );
    await administer(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}'`,
    );
  };

  it('is reported as such, and used again when it allows writes', async () => {
    await until(200, ready);
    await allowWrites(false);
    await until(503, () => put(anOrder()));
    const notReady = await until(503, ready);
    expect((await put(anOrder())).body).toEqual({
      status: 99,
      statusMessage: expect.stringContaining('PostgreSQL allows only reads'),
    });
    expect(notReady.body).toMatchObject({ status: 'not ready' });
    await allowWrites(true);
    await until(200, ready);
    expect((await put(anOrder())).status).toBe(202);
  });
});
