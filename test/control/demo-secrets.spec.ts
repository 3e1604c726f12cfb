import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestServer } from '../support/test-server.js';

const SANDBOX_TOKEN = 'open sesame';
const OPEN = { HOST: '0.0.0.0', SANDBOX_TOKEN };
const authorization = `Bearer ${SANDBOX_TOKEN}`;

interface TestClient {
  clientId: string;
  clientSecret: string;
}

/** Starts a server, with the database of another one if it is given. */
async function start(env: Record<string, string>, earlier?: TestServer): Promise<TestServer> {
  const server = new TestServer(env);
  await (earlier ? server.startWithDataOf(earlier) : server.start());
  return server;
}

async function clientsOf(server: TestServer, workspace = 'default'): Promise<TestClient[]> {
  const path = `/_sandbox/workspaces/${workspace}`;
  const { body } = await server.http.get(path).set({ authorization });
  return (body as { clients: TestClient[] }).clients;
}
const createWorkspace = (server: TestServer, id: string) =>
  server.http.post('/_sandbox/workspaces').set({ authorization }).send({ id });

/** Statuses of the token endpoints of both organisations and of the older platform. */
async function statusesWith(
  { http }: TestServer,
  { clientId, clientSecret }: TestClient,
): Promise<number[]> {
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  };
  const audience = 'https://api.bokbasen.io/orders/';
  const answers = [
    await http.post('/ordersysteem/oauth2/token').type('form').send(form),
    await http.post('/bokbasen/oauth/token').send({ ...form, audience }),
    await http
      .post('/boknett/login/v1/tickets')
      .type('form')
      .send({ username: clientId, password: clientSecret }),
  ];
  return answers.map(({ status }) => status);
}
const documented = ({ clientId }: TestClient) => `${clientId}-secret`;

describe('the secrets of demo clients, if HOST is not loopback', () => {
  let server: TestServer;
  let clients: TestClient[];
  beforeAll(async () => {
    server = await start(OPEN);
    await createWorkspace(server, 'run-1');
    clients = [...(await clientsOf(server)), ...(await clientsOf(server, 'run-1'))];
  });
  afterAll(() => server.remove());

  it('are random in every workspace, and differ', () => {
    const secrets = clients.map(({ clientSecret }) => clientSecret);
    expect(clients.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => !/^[\da-f]{32}$/.test(secret))).toEqual([]);
    expect(new Set(secrets).size).toBe(secrets.length);
  });

  it('are accepted instead of the documented ones', async () => {
    const all = clients.filter(({ clientId }) => /^(?:run-1-)?demo$/.test(clientId));
    for (const client of all) {
      const old = { ...client, clientSecret: documented(client) };
      expect(await statusesWith(server, client)).toEqual([200, 200, 201]);
      expect(await statusesWith(server, old)).toEqual([401, 401, 400]);
    }
  });

  it('are in no page that needs no token', async () => {
    const pages = await Promise.all(
      [
        '/docs/dashboard/start.json',
        '/',
        '/docs/swagger-ui-init.js',
        '/docs/ordersysteem.json',
      ].map((path) => server.http.get(path).buffer(true)),
    );
    const text = pages.map(({ text: page }) => page).join('\n');
    expect(clients.filter(({ clientSecret }) => text.includes(clientSecret))).toEqual([]);
    // The start page says that the server prints them.
    expect(pages[0]?.body).toMatchObject({ hasDefaultSecrets: false });
    expect(pages[2]?.text).not.toContain('demo-secret');
  });
});

describe('the secrets of demo clients after another start', () => {
  const servers: TestServer[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.remove())));

  it('are the same, the documented ones on loopback or with DEMO_SECRETS=default, and then the same again', async () => {
    const next = async (env: Record<string, string>) => {
      const earlier = servers.at(-1);
      const server = await start(env, earlier);
      servers.push(server);
      if (!earlier) await createWorkspace(server, 'run-1');
      const clients = [...(await clientsOf(server)), ...(await clientsOf(server, 'run-1'))];
      await server.stop();
      return new Map(clients.map(({ clientId, clientSecret }) => [clientId, clientSecret]));
    };
    const made = await next(OPEN);
    expect(await next(OPEN)).toEqual(made);
    const expected = new Map([...made.keys()].map((id) => [id, `${id}-secret`]));
    expect(await next({ SANDBOX_TOKEN })).toEqual(expected);
    expect(await next({ ...OPEN, DEMO_SECRETS: 'default' })).toEqual(expected);
    expect(await next(OPEN)).toEqual(made);
  });
});
