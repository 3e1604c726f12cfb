import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, writeFileSync } from 'node:fs';
import { Agent, request as call } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import request from 'supertest';
import { anOrder } from '../support/builders.js';
import { partnerServer } from '../support/partner-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
const memoryFolder = temporaryFolder();
afterAll(() => {
  folder.remove();
  memoryFolder.remove();
});

const serve = (env: Record<string, string> = {}) =>
  new CommandProcess(['dist/bundle/main.js'], {
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder.path, 'server.sqlite')}`,
    ...env,
  });

/** In-memory server with its own folder for the temporary database file. */
const serveInMemory = () => serve({ DATABASE_URL: 'sqlite::memory:', TMPDIR: memoryFolder.path });

const tokenAt = async (url: string) => {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
  };
  return (
    (await request(url).post('/oauth2/token').type('form').send(form)).body as {
      access_token: string;
    }
  ).access_token;
};

describe('a server process', () => {
  const partner = partnerServer();

  it('keeps and confirms an order after it was killed right after its 202', async () => {
    const order = anOrder();
    const first = serve({ CONFIRM_AFTER: 'PT0.5S' });
    const url = await first.url();
    await request(url)
      .put('/_sandbox/workspaces/default/partners/bestelomgeving')
      .set('content-type', 'application/json')
      .send({ baseUrl: partner.url });
    const token = await tokenAt(url);
    const { status } = await request(url)
      .put('/orders')
      .set('authorization', `Bearer ${token}`)
      .send(order);
    first.kill('SIGKILL');
    expect([status, await first.exit]).toEqual([202, { code: null, signal: 'SIGKILL' }]);
    expect(partner.requests).toEqual([]);

    const second = serve();
    const state = await request(await second.url()).get(
      `/_sandbox/workspaces/default/state/orders/${order.requestReferenceId}`,
    );
    expect([state.status, (state.body as { orderStatus: string }).orderStatus]).toEqual([
      200,
      'approved',
    ]);
    const [confirmation] = await partner.waitForMessages(1);
    expect(confirmation?.body['requestReferenceId']).toBe(order.requestReferenceId);
    // A token stays valid after a restart, because signing keys belong to the installation.
    const repeat = await request(await second.url())
      .put('/orders')
      .set('authorization', `Bearer ${token}`)
      .send(order);
    expect(repeat.status).toBe(202);
    second.kill('SIGTERM');
    await second.exit;
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops on one or more %s with exit code 0',
    async (signal) => {
      const server = serve();
      await server.url();
      server.kill(signal);
      server.kill(signal);
      expect([await server.exit, server.errors]).toEqual([{ code: 0, signal: null }, '']);
    },
  );

  it('finishes requests in flight before it stops, and keeps every acknowledged order', async () => {
    const server = serve();
    const url = await server.url();
    const token = await tokenAt(url);
    const put = (serverUrl: string, order: object) =>
      request(serverUrl).put('/orders').set('authorization', `Bearer ${token}`).send(order);
    const orders = Array.from({ length: 20 }, () => anOrder());
    const sent = orders.map((order) =>
      put(url, order).then(
        ({ status }) => status,
        () => undefined,
      ),
    );
    await sent[0];
    server.kill('SIGTERM');
    const statuses = await Promise.all(sent);
    // A request during the stop is answered 503 or finds no connection.
    expect(statuses.filter((status) => ![202, 503, undefined].includes(status))).toEqual([]);
    expect(await server.exit).toEqual({ code: 0, signal: null });

    const again = serve();
    const state = `${await again.url()}/_sandbox/workspaces/default/state/orders`;
    for (const [index, { requestReferenceId }] of orders.entries()) {
      const { status } = await request(`${state}/${requestReferenceId}`).get('');
      expect([statuses[index], status]).toEqual([
        statuses[index],
        statuses[index] === 202 ? 200 : 404,
      ]);
    }
    expect(statuses).toContain(202);
    again.kill('SIGTERM');
    await again.exit;
  });

  it('closes its files when the last response goes to a keep-alive connection', async () => {
    partner.responses = ['hang'];
    const server = serveInMemory();
    const url = await server.url();
    const agent = new Agent({ keepAlive: true });
    const control = (method: string, path: string, body: unknown): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json' };
        const sent = call(
          `${url}/_sandbox/workspaces/default/${path}`,
          { method, agent, headers },
          (answer) => {
            answer.resume().on('end', () => resolve(answer.statusCode));
          },
        );
        sent.on('error', reject).end(JSON.stringify(body));
      });
    await control('PUT', 'partners/ordersysteem', { baseUrl: partner.url });
    await control('PUT', 'clock', { mode: 'frozen' });
    // The advance waits for a partner that does not answer.
    const advancing = control('POST', 'state/orders', {}).then(() =>
      control('POST', 'clock/advance', { duration: 'PT1S' }),
    );
    await partner.waitForMessages(partner.messages.length + 1);
    server.kill('SIGTERM');
    expect([await advancing.catch(() => 200), await server.exit]).toEqual([
      200,
      { code: 0, signal: null },
    ]);
    agent.destroy();
    expect(readdirSync(memoryFolder.path)).toEqual([]);
  });

  it('prints one banner with the dashboard, Swagger UI, token endpoints and demo client, and a line when it has stopped', async () => {
    const server = serve();
    const url = await server.url();
    server.kill('SIGTERM');
    await server.exit;
    expect(
      server.output
        .trim()
        .split('\n')
        .map((line) => line.trim().replaceAll(/ {2,}/g, ' | ')),
    ).toEqual([
      `Ketenlab listens at ${url}`,
      `Dashboard | ${url}/`,
      `Swagger UI | ${url}/docs`,
      `Token endpoint | ${url}/ordersysteem/oauth2/token`,
      `Token endpoint | ${url}/bestelomgeving/oauth2/token`,
      `Token endpoint | ${url}/aanspraakmanager/oauth2/token`,
      `Token endpoint | ${url}/bokbasen/oauth/token`,
      'Demo client | demo, secret demo-secret',
      '',
      expect.stringMatching(/^\{.*"signal":"SIGTERM","msg":"stopped"\}$/),
    ]);
  });

  it('prints the token of the control API when it generated one', async () => {
    const server = serve({ HOST: '0.0.0.0' });
    const url = await server.url();
    const token = /Control API token +(\S+)/.exec(server.output)?.[1];
    expect((await request(url).get('/_sandbox/rules')).status).toBe(401);
    expect(
      (await request(url).get('/_sandbox/rules').set('authorization', `Bearer ${token}`)).status,
    ).toBe(200);
    server.kill('SIGTERM');
    await server.exit;
  });

  it('leaves no file behind with sqlite::memory:', async () => {
    const server = serveInMemory();
    await server.url();
    expect(readdirSync(memoryFolder.path)).toHaveLength(1);
    server.kill('SIGTERM');
    await server.exit;
    expect(readdirSync(memoryFolder.path)).toEqual([]);
  });
});

describe('a start with invalid configuration', () => {
  const seeds = {
    'syntax.yaml': 'contracts:\n  - {id: C-1\n',
    'fault.yaml': 'contracts:\n  - id: C-1\n  - id: 207\nbooks: []\n',
    'client.yaml': 'parties:\n  - id: "1"\n    name: Store\n    clients: [nobody]\n',
  };
  let portHolder: ReturnType<typeof createServer>;
  beforeAll(async () => {
    writeFileSync(
      join(folder.path, 'text.sqlite'),
      'no database, but a text of some length\n'.repeat(100),
    );
    for (const [name, text] of Object.entries(seeds)) writeFileSync(join(folder.path, name), text);
    portHolder = createServer();
    await new Promise<void>((listening) => portHolder.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => void portHolder.close());

  const startFailure = async (env: Record<string, string>) => {
    const server = serve(env);
    return [(await server.exit).code, (server.output + server.errors).trim()];
  };

  it.each([
    ['PORT', 'http', 'PORT=http is not allowed: a whole number from 0 (any free port) to 65535'],
    [
      'DATABASE_URL',
      'sqlite:/dev/null/x/y.sqlite',
      'DATABASE_URL=sqlite:/dev/null/x/y.sqlite: the file cannot be opened',
    ],
    [
      'DATABASE_URL',
      `sqlite:${join(folder.path, 'text.sqlite')}`,
      'the file cannot be used (file is not a database)',
    ],
    [
      'SEED_FILE',
      '/dev/null/seed.yaml',
      'SEED_FILE=/dev/null/seed.yaml is not allowed: a YAML or JSON file that can be read (ENOTDIR)',
    ],
    [
      'SEED_FILE',
      join(folder.path, 'syntax.yaml'),
      'syntax.yaml is not allowed: line 3, column 1: expected YAML, seen Flow map in block collection',
    ],
    [
      'SEED_FILE',
      join(folder.path, 'fault.yaml'),
      'fault.yaml is not allowed: line 3, /contracts/1/id: expected string, seen number 207; line 4, /books: expected one of schools,',
    ],
    [
      'SEED_FILE',
      join(folder.path, 'client.yaml'),
      'client.yaml is not allowed: line 4, /parties/0/clients/0: expected a client of the workspace, seen nobody',
    ],
    ['HOST', 'no.such.host.invalid', 'HOST=no.such.host.invalid is not an address of this machine'],
  ])('%s=%s exits with 2 and one line', async (name, value, line) => {
    const [code, errors] = await startFailure({ [name]: value });
    expect([code, errors]).toEqual([2, expect.stringContaining(line)]);
    expect(String(errors).split('\n')).toHaveLength(1);
  });

  it('reports a port that is in use', async () => {
    const { port } = portHolder.address() as { port: number };
    expect(await startFailure({ PORT: String(port) })).toEqual([
      2,
      `ketenlab: PORT=${port} is in use; stop the process that uses it, or set PORT=0 to use a free port`,
    ]);
  });

  it('reports a database file that another process has open', async () => {
    const first = serve();
    await first.url();
    const [code, errors] = await startFailure({});
    expect([code, errors]).toEqual([
      2,
      expect.stringContaining('another Ketenlab process uses this file'),
    ]);
    first.kill('SIGTERM');
    await first.exit;
  });
});
