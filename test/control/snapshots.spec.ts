import { beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { aCreditOrder, anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const other = partnerServer();
let mine: Workspace;

beforeEach(async () => {
  other.reset();
  mine = await server.workspace();
});

const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;
const save = (name: string, workspace = mine) =>
  workspace.tryControl('post', 'snapshots', { name });
const restore = (name: string) => mine.tryControl('post', `snapshots/${name}/restore`);
const fileOf = async (name: string): Promise<Record<string, unknown>> =>
  JSON.parse((await mine.tryControl('get', `snapshots/${name}/file`)).text) as Record<
    string,
    unknown
  >;
const readAll = async (workspace = mine): Promise<unknown[]> => {
  const collections =
    'orders creditorders deliveryorders contracts schools consents memberships bokbasen-orders bokbasen-products parties titles consumers dds-orders reports';
  return Promise.all(
    collections.split(' ').map((name) => workspace.control('get', `state/${name}?limit=500`)),
  );
};

describe('POST …/snapshots', () => {
  it('answers 201, and the list has it until it is removed', async () => {
    const saved = await save('one');
    expect([saved.status, saved.body]).toEqual([
      201,
      { name: 'one', createdAt: expect.stringMatching(/Z$/) },
    ]);
    await save('two');
    expect(await mine.control('get', 'snapshots')).toEqual({
      items: [{ name: 'two', createdAt: expect.any(String) }, saved.body],
    });
    expect((await mine.tryControl('delete', 'snapshots/two')).status).toBe(204);
    expect((await mine.tryControl('delete', 'snapshots/two')).status).toBe(404);
    expect(await mine.control('get', 'snapshots')).toEqual({ items: [saved.body] });
  });

  it('refuses a name that is no name', async () => {
    const response = await save('a/b');
    expect([response.status, detailOf(response)]).toEqual([
      400,
      '/name: expected 1 to 64 letters, digits, dots, hyphens and underscores, seen a/b',
    ]);
  });
});

describe('POST …/snapshots/{name}/restore', () => {
  it('brings back the state of every collection, deliveries and the clock', async () => {
    await mine.freeze();
    const order = anOrder();
    await mine.put('/ordersysteem/orders', order);
    await mine.advance('PT1S');
    await mine.control('post', 'state/deliveryorders', {});
    await mine.advance('PT1S');
    const before = [await readAll(), await mine.control('get', 'deliveries')];
    await save('before');

    await mine.put(
      '/ordersysteem/creditorders',
      aCreditOrder({ purchaseOrderId: order.purchaseOrderId }),
    );
    await mine.put('/ordersysteem/orders', anOrder());
    await mine.advance('PT1H');
    await mine.control('delete', 'state/schools/104A158');
    await mine.control('put', 'state/parties/777', { name: 'X', clients: [mine.clientId()] });
    expect(await readAll()).not.toEqual(before[0]);

    expect((await restore('before')).status).toBe(204);
    expect(await mine.control('get', 'clock')).toEqual({
      mode: 'frozen',
      now: '2026-09-01T08:00:02.000Z',
    });
    expect([await readAll(), withoutBodies(await mine.control('get', 'deliveries'))]).toEqual([
      before[0],
      withoutBodies(before[1]),
    ]);
    // What was credited is not credited any more.
    const credit = aCreditOrder({ purchaseOrderId: order.purchaseOrderId });
    await mine.put('/ordersysteem/creditorders', credit);
    await mine.advance('PT1S');
    expect(await mine.state('creditorders', credit.requestReferenceId)).toMatchObject({
      creditOrderStatus: 'approved',
    });
  });

  it('brings back a reset, faults and own scenarios; clients, tokens, partners and settings stay', async () => {
    await mine.control('post', 'faults', { kind: 'latency', delayMs: 1, times: 5 });
    await mine.control('post', 'scenarios', {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: 'PO-1',
      behaviour: 'never-confirmed',
    });
    const token = await mine.token();
    await mine.put('/ordersysteem/orders', anOrder(), token);
    const [faults, scenarios] = [
      await mine.control('get', 'faults'),
      await mine.control('get', 'scenarios'),
    ];
    expect(faults).toMatchObject({ items: [{ kind: 'latency', met: 1 }] });
    await save('one');
    await mine.control('post', 'reset');
    expect([await mine.control('get', 'faults'), await mine.control('get', 'scenarios')]).toEqual([
      { items: [] },
      { items: [] },
    ]);
    await mine.control('put', 'settings', { confirmAfter: 'PT7S' });
    await mine.control('put', 'partners/bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
    await restore('one');
    expect([await mine.control('get', 'faults'), await mine.control('get', 'scenarios')]).toEqual([
      faults,
      scenarios,
    ]);
    expect(await mine.control('get', 'settings')).toMatchObject({ confirmAfter: 'PT7S' });
    expect(await mine.control('get', 'partners/bestelomgeving')).toEqual({
      baseUrl: 'http://127.0.0.1:1',
    });
    expect(await mine.exchanges()).toEqual([]);
    expect((await mine.put('/ordersysteem/orders', anOrder(), token)).status).toBe(202);
  });

  it('sends nothing again that was sent, also after a reset, and what still waits is sent', async () => {
    await mine.freeze();
    await mine.control('put', 'partners/bestelomgeving', { baseUrl: other.url });
    const [soon, late] = [
      anOrder(),
      anOrder({ orderLines: [{ productId: '9789000099054', quantity: 1 }] }),
    ];
    await mine.put('/ordersysteem/orders', soon);
    await mine.put('/ordersysteem/orders', late);
    await save('both-wait');
    await mine.advance('PT1S');
    expect(other.messages.map(({ body }) => body['requestReferenceId'])).toEqual([
      soon.requestReferenceId,
    ]);

    await restore('both-wait');
    const states = async (): Promise<string[]> =>
      (await mine.outbox()).map(({ state }) => state).toSorted();
    expect(await states()).toEqual(['sent', 'waiting']);
    await mine.advance('PT1S');
    expect(other.messages).toHaveLength(1);

    await mine.control('post', 'reset');
    await restore('both-wait');
    expect(await states()).toEqual(['sent', 'waiting']);
    await mine.advance('P2D');
    expect(other.messages.map(({ body }) => body['requestReferenceId'])).toEqual([
      soon.requestReferenceId,
      late.requestReferenceId,
    ]);
    await restore('both-wait');
    expect(await states()).toEqual(['sent', 'sent']);
  });

  it('sends nothing again that was sent before a reset, nor from a file of before', async () => {
    await mine.freeze();
    await mine.control('put', 'partners/bestelomgeving', { baseUrl: other.url });
    await mine.put('/ordersysteem/orders', anOrder());
    await save('waiting');
    const file = await fileOf('waiting');
    await mine.advance('PT1S');
    await mine.control('post', 'reset');
    await restore('waiting');
    await mine.advance('PT1S');
    expect(other.messages).toHaveLength(1);
    await mine.control('post', 'reset');
    expect((await mine.tryControl('post', 'snapshots/import', file)).status).toBe(201);
    await restore('waiting');
    await mine.advance('PT1S');
    expect(other.messages).toHaveLength(1);
  });

  it('answers 404 for a name that there is not', async () => {
    const response = await restore('none');
    expect([response.status, detailOf(response)]).toEqual([
      404,
      `There is no snapshot "none" of workspace ${mine.id}`,
    ]);
  });
});

describe('GET …/snapshots/{name}/file and POST …/snapshots/import', () => {
  it('carry a state into another workspace, where its clients are those of the same kind', async () => {
    await mine.freeze();
    const order = anOrder();
    await mine.put('/ordersysteem/orders', order);
    await mine.advance('PT1S');
    await save('carried');
    const file = await fileOf('carried');
    expect(file).toEqual({
      format: 'ketenlab-snapshot',
      schemaVersion: expect.stringMatching(/^\d+$/),
      name: 'carried',
      workspace: mine.id,
      createdAt: expect.any(String),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      state: expect.any(Object),
    });

    const another = await server.workspace();
    const taken = await another.tryControl('post', 'snapshots/import', file);
    expect([taken.status, taken.body]).toEqual([
      201,
      { name: 'carried', createdAt: file['createdAt'] },
    ]);
    await another.control('post', 'snapshots/carried/restore');
    expect(await another.state('orders', order.requestReferenceId)).toEqual(
      await mine.state('orders', order.requestReferenceId),
    );
    expect(await another.control('get', 'clock')).toEqual(await mine.control('get', 'clock'));
    // Consents and sales are those of its own clients.
    const school = '/bestelomgeving/deliveryorders/school?orgMasterId=104A158';
    expect((await another.call('get', school, { as: 'demo-dashboard' })).status).toBe(200);
    const { items } = await another.control<{ items: { client: string }[] }>(
      'get',
      'state/dds-orders',
    );
    expect(new Set(items.map(({ client }) => client))).toEqual(new Set([another.clientId()]));
    expect(await mine.control('get', 'snapshots')).toMatchObject({ items: [{ name: 'carried' }] });
  });

  it('refuse a file of another version with a reason, one that was changed, and what is none', async () => {
    await save('one');
    const file = await fileOf('one');
    const refused = async (body: object): Promise<[number, string]> => {
      const response = await mine.tryControl('post', 'snapshots/import', body);
      return [response.status, detailOf(response)];
    };
    expect(await refused({ ...file, schemaVersion: '17' })).toEqual([
      409,
      `The file is of schema version 17, and this sandbox of ${String(file['schemaVersion'])}: one of the same version can read it`,
    ]);
    const state = file['state'] as { clock: object };
    expect(
      await refused({ ...file, state: { ...state, clock: { mode: 'frozen', now: 0 } } }),
    ).toEqual([400, 'The state is not the one that was exported: its digest differs']);
    const forged = { tables: [] };
    const digest = createHash('sha256').update(JSON.stringify(forged)).digest('hex');
    expect(await refused({ ...file, state: forged, digest })).toEqual([
      400,
      '/state is no state of a workspace',
    ]);
    expect((await refused({}))[0]).toBe(400);
    expect((await mine.tryControl('get', 'snapshots/none/file')).status).toBe(404);
  });
});

describe('a snapshot of a sandbox with fewer roles', () => {
  const fewer = testServer({ ROLES: 'bokbasen-orders' });

  it('is refused where more are served: it says nothing of them', async () => {
    await fewer.control('post', 'snapshots', { name: 'few' });
    const { text } = await fewer.tryControl('get', 'snapshots/few/file');
    const file = JSON.parse(text) as Record<string, unknown>;
    const version = (await save('one')) && (await fileOf('one'))['schemaVersion'];
    const taken = await mine.tryControl('post', 'snapshots/import', {
      ...file,
      schemaVersion: version,
    });
    expect(taken.status).toBe(201);
    const response = await restore('few');
    expect([response.status, detailOf(response)]).toEqual([
      409,
      expect.stringMatching(/^The snapshot was saved by a sandbox without the table orders/),
    ]);
    expect((await mine.control<{ items: object[] }>('get', 'state/schools')).items).toHaveLength(3);
  });
});

describe('another workspace', () => {
  it('is served while one with 1,000 orders is put back', async () => {
    await mine.control('post', 'orders/generate', { api: 'edu-v-order', count: 1000, seed: 1 });
    await save('thousand');
    const another = await server.workspace();
    const [, ...answers] = await Promise.all([
      restore('thousand'),
      ...Array.from({ length: 20 }, () => another.put('/ordersysteem/orders', anOrder())),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const page = await mine.control<{ items: object[]; nextCursor?: string }>(
      'get',
      'state/orders?limit=500',
    );
    expect([page.items.length, page.nextCursor]).toEqual([500, expect.any(String)]);
  });
});

/** What the journal knew of attempts goes with it. */
function withoutBodies(page: unknown): unknown {
  return JSON.parse(
    JSON.stringify(page, (name, value: unknown) =>
      name === 'request' || name === 'response' ? undefined : value,
    ),
  );
}
