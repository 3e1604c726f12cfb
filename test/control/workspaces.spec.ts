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

const create = (order: object = {}) => server.http.post('/_sandbox/workspaces').send(order);
const list = async (query = ''): Promise<{ items: View[]; nextCursor?: string }> =>
  (await server.http.get(`/_sandbox/workspaces${query}`)).body as { items: View[] };
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

describe('POST /_sandbox/workspaces', () => {
  it('answers 201 with a client of every kind, each with its secret', async () => {
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

  it('takes an id and a duration, and answers 409 for an id that is there', async () => {
    const first = await create({ id: 'mine', expiresAfter: 'PT1H' });
    const { createdAt, expiresAt = '' } = first.body as View;
    expect([first.status, Date.parse(expiresAt) - Date.parse(createdAt)]).toEqual([201, 3_600_000]);
    const second = await create({ id: 'mine' });
    expect([second.status, detailOf(second)]).toEqual([409, 'There is a workspace "mine" already']);
  });

  it.each([
    [
      { id: 'Mine!' },
      '/id: expected up to 63 small letters, digits and hyphens, a letter or digit first, seen Mine!',
    ],
    [
      { expiresAfter: 'soon' },
      '/expiresAfter: expected an ISO 8601 duration of weeks, days, hours, minutes or seconds, at most ten years, seen soon',
    ],
    [{ expiresAfter: 'PT0S' }, '/expiresAfter: expected more than no time at all, seen PT0S'],
    [{ name: 'x' }, '/name: expected one of id, expiresAfter, seen no such field'],
  ])('refuses %j', async (order, detail) => {
    const response = await create(order);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });

  it('begins with the seed, with the consents of its own clients', async () => {
    const mine = await server.workspace();
    const { items } = await mine.control<{ items: { clientId: string }[] }>(
      'get',
      'state/consents?limit=500',
    );
    expect([...new Set(items.map(({ clientId }) => clientId))].toSorted()).toEqual(
      ['demo', 'demo-dashboard', 'demo-portaal'].map((name) => mine.clientId(name)),
    );
    const school = '/bestelomgeving/deliveryorders/school?orgMasterId=104A158';
    expect((await mine.call('get', school, { as: 'demo-dashboard' })).status).toBe(200);
  });
});

describe('GET /_sandbox/workspaces', () => {
  it('lists the newest first, by pages, and shows one', async () => {
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
  it('takes everything away: its tokens die, and the same id begins anew', async () => {
    const mine = await server.workspace({ id: 'gone-soon' });
    const token = await mine.token();
    await mine.put('/ordersysteem/orders', anOrder());
    await mine.control('put', 'partners/bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
    await mine.control('put', 'settings', { confirmAfter: 'P1D' });
    await mine.control('post', 'snapshots', { name: 'kept' });
    await mine.control('post', 'faults', { kind: 'status', status: 500 });
    expect((await mine.tryControl('delete', '')).status).toBe(204);
    expect((await mine.tryControl('get', 'settings')).status).toBe(404);
    expect((await server.put('/ordersysteem/orders', anOrder(), token)).status).toBe(401);
    expect((await mine.tryControl('delete', '')).status).toBe(404);

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

  it('leaves nothing to one that is made of the same id at once: no faults, no tokens, and all of its seed', async () => {
    for (let round = 0; round < 5; round += 1) {
      const mine = await server.workspace({ id: 'again' });
      const unused = await mine.token();
      const [, removed, made] = await Promise.all([
        mine.tryControl('post', 'faults', { kind: 'status' }),
        mine.tryControl('delete', ''),
        create({ id: 'again' }),
      ]);
      expect(removed.status).toBe(204);
      if (made.status === 409) await server.workspace({ id: 'again' });
      expect(await mine.control('get', 'faults')).toEqual({ items: [] });
      const { items } = await mine.control<{ items: object[] }>('get', 'state/schools');
      expect(items).toHaveLength(3);
      expect((await server.put('/ordersysteem/orders', anOrder(), unused)).status).toBe(401);
      await mine.control('delete', '');
    }
  });

  it('answers 409 for default', async () => {
    const response = await server.tryControl('delete', '');
    expect([response.status, detailOf(response)]).toEqual([
      409,
      'The workspace "default" always exists; reset it',
    ]);
  });
});

describe('a workspace that nobody uses', () => {
  it('goes when its time is over, and one that is used stays', async () => {
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
  const both = async (): Promise<[Workspace, Workspace]> => [
    await server.workspace(),
    await server.workspace(),
  ];

  it('see nothing of each other: state, journal, deliveries, clock, faults, scenarios, partners, settings', async () => {
    const [one, other] = await both();
    const before = await Promise.all(
      ['state/orders', 'deliveries', 'faults', 'scenarios', 'settings', 'snapshots'].map((path) =>
        other.control('get', path),
      ),
    );
    await one.freeze('2031-01-01T00:00:00Z');
    await one.control('put', 'settings', { decide: 'manual' });
    await one.control('put', 'partners/bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
    await one.control('post', 'faults', {
      kind: 'status',
      status: 500,
      operation: 'acceptCreditOrder',
    });
    await one.control('post', 'scenarios', {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: '*',
      behaviour: 'never-confirmed',
    });
    const order = anOrder();
    expect((await one.put('/ordersysteem/orders', order)).status).toBe(202);
    await one.control('post', 'snapshots', { name: 'one' });

    expect(
      await Promise.all(
        ['state/orders', 'deliveries', 'faults', 'scenarios', 'settings', 'snapshots'].map((path) =>
          other.control('get', path),
        ),
      ),
    ).toEqual(before);
    expect((await other.tryControl('get', 'partners/bestelomgeving')).status).toBe(404);
    expect(await other.control('get', 'clock')).toMatchObject({ mode: 'real' });
    expect(await other.exchanges()).toEqual([]);
    // The same message is another one there.
    expect((await other.put('/ordersysteem/orders', order)).status).toBe(202);
    await other.control(
      'get',
      'exchanges/wait?operation=confirmOrder&direction=inbound&since=2020-01-01T00:00:00Z',
    );
    expect(await other.state('orders', order.requestReferenceId)).toMatchObject({
      orderStatus: 'approved',
    });
    expect(await one.state('orders', order.requestReferenceId)).toMatchObject({
      orderStatus: null,
    });
  });

  it('have their own journal, also for what is refused: 404, 405, 401 with an expired token, a failed login', async () => {
    const mine = await server.workspace();
    await server.control('delete', 'exchanges');
    await mine.freeze('2026-09-01T08:00:00Z');
    const token = await mine.token();
    await server.put('/ordersysteem/nothing', {}, token);
    await server.put('/nothing', {}, token);
    await server.put('/bestelomgeving/orders', {}, token);
    await mine.freeze('2026-09-02T08:00:00Z');
    await server.put('/ordersysteem/orders', anOrder(), token);
    await server.http.post('/ordersysteem/oauth2/token').type('form').send({
      grant_type: 'client_credentials',
      client_id: mine.clientId(),
      client_secret: 'wrong',
    });
    await server.http
      .post('/bokbasen/oauth/token')
      .send({ client_id: mine.clientId('demo-store') });
    await server.http
      .post('/boknett/login/v1/tickets')
      .send(`username=${mine.clientId()}&password=wrong`);
    expect((await mine.exchanges()).map(({ path, status }) => `${status} ${path}`)).toEqual([
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

  it('let no client of the other act for a party', async () => {
    const [one, other] = await both();
    const party = { name: 'Fjellheim Bokhandel AS', clients: [other.clientId()] };
    const response = await one.tryControl('put', 'state/parties/700207', party);
    expect([response.status, detailOf(response)]).toEqual([
      400,
      `/clients/0: expected a client of the workspace, seen ${other.clientId()}`,
    ]);
  });

  it('fetch tokens of the same partner each for itself', async () => {
    const [one, other] = await both();
    const address = {
      baseUrl: `${server.url}/bestelomgeving`,
      tokenUrl: `${server.url}/bestelomgeving/oauth2/token`,
      clientId: 'demo',
      clientSecret: 'demo-secret',
    };
    for (const workspace of [one, other]) {
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
  it('are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 200 }, () => server.workspace()));
    expect(new Set(made.map(({ id }) => id)).size).toBe(200);
    const statuses = await Promise.all(
      made.map(async (one) => (await one.put('/ordersysteem/orders', anOrder())).status),
    );
    expect(new Set(statuses)).toEqual(new Set([202]));
    for (const one of made.slice(0, 20))
      expect((await one.control<{ items: object[] }>('get', 'state/orders')).items).toHaveLength(1);
  });
});
