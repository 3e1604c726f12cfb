import { describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const anId = /^ws-[a-z0-9]{8}$/;

interface View {
  id: string;
  createdAt: string;
  expiresAt?: string;
  clients: { clientId: string; clientSecret: string; kind: string }[];
}

const create = (creation: object = {}) => server.http.post('/_sandbox/workspaces').send(creation);
const list = async (query = ''): Promise<{ items: View[]; nextCursor?: string }> =>
  (await server.http.get(`/_sandbox/workspaces${query}`)).body as { items: View[] };
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

describe('POST /_sandbox/workspaces', () => {
  it('answers 201 with a client of every kind and its secret', async () => {
    const response = await create();
    const { id, ...view } = response.body as View;
    expect([response.status, id]).toEqual([201, expect.stringMatching(anId)]);
    const [everything] = view.clients;
    expect(everything).toEqual({
      clientId: `${id}-demo`,
      clientSecret: `${id}-demo-secret`,
      kind: 'everything',
      scopes: expect.arrayContaining(['eduv.order', 'eduv.delivery.entitlor']),
      audiences: ['orders', 'dds', 'bokskya', 'reporting'],
      parties: ['4321', '987654'],
    });
    const { items: ofDefault } = await server.control<{ items: { clientId: string }[] }>(
      'get',
      'clients',
    );
    expect(view.clients.map(({ clientId }) => clientId)).toEqual(
      ofDefault.map(({ clientId }) => `${id}-${clientId}`),
    );
    expect(Date.parse(view.expiresAt ?? '') - Date.parse(view.createdAt)).toBe(86_400_000);
  });

  it('accepts an id and a duration, and answers 409 for an existing id', async () => {
    const first = await create({ id: 'mine', expiresAfter: 'PT1H' });
    const { createdAt, expiresAt = '' } = first.body as View;
    expect([first.status, Date.parse(expiresAt) - Date.parse(createdAt)]).toEqual([201, 3_600_000]);
    const second = await create({ id: 'mine' });
    expect([second.status, detailOf(second)]).toEqual([409, 'Workspace "mine" already exists']);
  });

  it.each([
    [
      { id: 'Mine!' },
      '/id: expected up to 63 lower-case letters, digits and hyphens, starting with a letter or digit, seen Mine!',
    ],
    [
      { expiresAfter: 'soon' },
      '/expiresAfter: expected an ISO 8601 duration of weeks, days, hours, minutes or seconds, at most ten years, seen soon',
    ],
    [{ expiresAfter: 'PT0S' }, '/expiresAfter: expected a duration of more than zero, seen PT0S'],
    [{ name: 'x' }, '/name: expected one of id, expiresAfter, seen no such field'],
  ])('answers 400 to %j', async (creation, detail) => {
    const response = await create(creation);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });

  it('creates the seed with consents for the clients of the workspace', async () => {
    const workspace = await server.workspace();
    const { items } = await workspace.control<{ items: { clientId: string }[] }>(
      'get',
      'state/consents?limit=500',
    );
    expect([...new Set(items.map(({ clientId }) => clientId))].toSorted()).toEqual(
      ['demo', 'demo-dashboard', 'demo-portaal'].map((name) => workspace.clientId(name)),
    );
    const school = '/bestelomgeving/deliveryorders/school?orgMasterId=104A158';
    expect((await workspace.call('get', school, { as: 'demo-dashboard' })).status).toBe(200);
  });
});

describe('GET /_sandbox/workspaces', () => {
  it('lists workspaces newest first, page by page, and shows one by id', async () => {
    const ids = [(await server.workspace()).id, (await server.workspace()).id];
    const first = await list('?limit=1');
    const second = await list(`?limit=1&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
    const { items } = await list('?limit=500');
    expect(items.at(-1)).toMatchObject({ id: 'default' });
    expect(items.at(-1)).not.toHaveProperty('expiresAt');
    expect((await server.http.get(`/_sandbox/workspaces/${ids[0]}`)).body).toEqual({
      ...second.items[0],
      expiresAt: expect.any(String),
    });
  });
});

describe('DELETE /_sandbox/workspaces/{ws}', () => {
  it('removes all data and tokens, so that a new workspace with the id starts empty', async () => {
    const workspace = await server.workspace({ id: 'gone-soon' });
    const token = await workspace.token();
    await workspace.put('/ordersysteem/orders', anOrder());
    await workspace.control('put', 'partners/bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
    await workspace.control('put', 'settings', { confirmAfter: 'P1D' });
    await workspace.control('post', 'snapshots', { name: 'kept' });
    await workspace.control('post', 'faults', { kind: 'status', status: 500 });
    expect((await workspace.tryControl('delete', '')).status).toBe(204);
    expect((await workspace.tryControl('get', 'settings')).status).toBe(404);
    expect((await server.put('/ordersysteem/orders', anOrder(), token)).status).toBe(401);
    expect((await workspace.tryControl('delete', '')).status).toBe(404);

    const again = await server.workspace({ id: 'gone-soon' });
    expect(await again.control('get', 'state/orders')).toEqual({ items: [] });
    expect(await again.control('get', 'snapshots')).toEqual({ items: [] });
    expect(await again.control('get', 'faults')).toEqual({ items: [] });
    expect((await again.tryControl('get', 'partners/bestelomgeving')).status).toBe(404);
    expect(await again.control('get', 'settings')).toMatchObject({ confirmAfter: 'PT0.2S' });
    expect((await again.put('/ordersysteem/orders', anOrder(), await again.token())).status).toBe(
      202,
    );
  });

  it('leaves no data to a workspace that is created concurrently with the same id', async () => {
    for (let round = 0; round < 5; round += 1) {
      const workspace = await server.workspace({ id: 'again' });
      const unused = await workspace.token();
      const [, removed, created] = await Promise.all([
        workspace.tryControl('post', 'faults', { kind: 'status' }),
        workspace.tryControl('delete', ''),
        create({ id: 'again' }),
      ]);
      expect(removed.status).toBe(204);
      if (created.status === 409) await server.workspace({ id: 'again' });
      expect(await workspace.control('get', 'faults')).toEqual({ items: [] });
      const { items } = await workspace.control<{ items: object[] }>('get', 'state/schools');
      expect(items).toHaveLength(3);
      expect((await server.put('/ordersysteem/orders', anOrder(), unused)).status).toBe(401);
      await workspace.control('delete', '');
    }
  });

  it('answers 409 for default', async () => {
    const response = await server.tryControl('delete', '');
    expect([response.status, detailOf(response)]).toEqual([
      409,
      'The workspace "default" cannot be removed; reset it instead',
    ]);
  });
});

describe('an unused workspace', () => {
  it('is removed after expiresAfter, while a used one stays', async () => {
    const [used, forgotten] = [
      await server.workspace({ expiresAfter: 'PT0.5S' }),
      await server.workspace({ expiresAfter: 'PT0.5S' }),
    ];
    const ids = async (): Promise<string[]> => (await list('?limit=500')).items.map(({ id }) => id);
    while ((await ids()).includes(forgotten.id)) {
      expect((await used.tryControl('get', 'clock')).status).toBe(200);
      await new Promise((turn) => setImmediate(turn));
    }
    expect(await ids()).toContain(used.id);
  });
});

describe('two workspaces', () => {
  const twoWorkspaces = async (): Promise<[Workspace, Workspace]> => [
    await server.workspace(),
    await server.workspace(),
  ];

  it('share no state, journal, outbox, clock, faults, scenarios, partners or settings', async () => {
    const [first, second] = await twoWorkspaces();
    const before = await Promise.all(
      ['state/orders', 'deliveries', 'faults', 'scenarios', 'settings', 'snapshots'].map((path) =>
        second.control('get', path),
      ),
    );
    await first.freeze('2031-01-01T00:00:00Z');
    await first.control('put', 'settings', { decide: 'manual' });
    await first.control('put', 'partners/bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
    await first.control('post', 'faults', {
      kind: 'status',
      status: 500,
      operation: 'acceptCreditOrder',
    });
    await first.control('post', 'scenarios', {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: '*',
      behaviour: 'never-confirmed',
    });
    const order = anOrder();
    expect((await first.put('/ordersysteem/orders', order)).status).toBe(202);
    await first.control('post', 'snapshots', { name: 'one' });

    expect(
      await Promise.all(
        ['state/orders', 'deliveries', 'faults', 'scenarios', 'settings', 'snapshots'].map((path) =>
          second.control('get', path),
        ),
      ),
    ).toEqual(before);
    expect((await second.tryControl('get', 'partners/bestelomgeving')).status).toBe(404);
    expect(await second.control('get', 'clock')).toMatchObject({ mode: 'real' });
    expect(await second.exchanges()).toEqual([]);
    // The same message is new in the second workspace.
    expect((await second.put('/ordersysteem/orders', order)).status).toBe(202);
    await second.control(
      'get',
      'exchanges/wait?operation=confirmOrder&direction=inbound&since=2020-01-01T00:00:00Z',
    );
    expect(await second.state('orders', order.requestReferenceId)).toMatchObject({
      orderStatus: 'approved',
    });
    expect(await first.state('orders', order.requestReferenceId)).toMatchObject({
      orderStatus: null,
    });
  });

  it('have their own journal, also for refused requests', async () => {
    const workspace = await server.workspace();
    await server.control('delete', 'exchanges');
    await workspace.freeze('2026-09-01T08:00:00Z');
    const token = await workspace.token();
    await server.put('/ordersysteem/nothing', {}, token);
    await server.put('/nothing', {}, token);
    await server.put('/bestelomgeving/orders', {}, token);
    await workspace.freeze('2026-09-02T08:00:00Z');
    await server.put('/ordersysteem/orders', anOrder(), token);
    await server.http.post('/ordersysteem/oauth2/token').type('form').send({
      grant_type: 'client_credentials',
      client_id: workspace.clientId(),
      client_secret: 'wrong',
    });
    await server.http
      .post('/bokbasen/oauth/token')
      .send({ client_id: workspace.clientId('demo-store') });
    await server.http
      .post('/boknett/login/v1/tickets')
      .send(`username=${workspace.clientId()}&password=wrong`);
    expect((await workspace.exchanges()).map(({ path, status }) => `${status} ${path}`)).toEqual([
      '400 /boknett/login/v1/tickets',
      '401 /bokbasen/oauth/token',
      '401 /ordersysteem/oauth2/token',
      '401 /ordersysteem/orders',
      '405 /bestelomgeving/orders',
      '404 /nothing',
      '404 /ordersysteem/nothing',
      '200 /ordersysteem/oauth2/token',
    ]);
    expect(await server.exchanges()).toEqual([]);
  });

  it('answer 400 to a party with a client of the other workspace', async () => {
    const [first, second] = await twoWorkspaces();
    const party = { name: 'Fjellheim Bokhandel AS', clients: [second.clientId()] };
    const response = await first.tryControl('put', 'state/parties/700207', party);
    expect([response.status, detailOf(response)]).toEqual([
      400,
      `/clients/0: expected a client of the workspace, seen ${second.clientId()}`,
    ]);
  });

  it('fetch separate tokens from the same partner', async () => {
    const [first, second] = await twoWorkspaces();
    const address = {
      baseUrl: `${server.url}/bestelomgeving`,
      tokenUrl: `${server.url}/bestelomgeving/oauth2/token`,
      clientId: 'demo',
      clientSecret: 'demo-secret',
    };
    for (const workspace of [first, second]) {
      await workspace.control('put', 'partners/bestelomgeving', address);
      await workspace.put('/ordersysteem/orders', anOrder());
      await workspace.control(
        'get',
        'exchanges/wait?operation=confirmOrder&direction=outbound&since=2020-01-01T00:00:00Z',
      );
      expect(
        (await workspace.exchanges('operation=issueToken&direction=outbound')).map(
          ({ status, peer }) => [status, peer],
        ),
      ).toEqual([[200, 'partner']]);
    }
  });
});

describe('200 workspaces', () => {
  it('can be created concurrently', async () => {
    const created = await Promise.all(Array.from({ length: 200 }, () => server.workspace()));
    expect(new Set(created.map(({ id }) => id)).size).toBe(200);
    const statuses = await Promise.all(
      created.map(async (first) => (await first.put('/ordersysteem/orders', anOrder())).status),
    );
    expect(new Set(statuses)).toEqual(new Set([202]));
    for (const first of created.slice(0, 20))
      expect((await first.control<{ items: object[] }>('get', 'state/orders')).items).toHaveLength(
        1,
      );
  });
});
