import { beforeEach, describe, expect, it } from '@jest/globals';
import { savedFieldsOf } from '../support/full-workspace.js';
import { aCreditOrder, anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const partner = partnerServer();
let workspace: Workspace;

beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
});

const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;
const save = (name: string, target = workspace) => target.tryControl('post', 'snapshots', { name });
const restore = (name: string) => workspace.tryControl('post', `snapshots/${name}/restore`);
const fileOf = async (name: string): Promise<Record<string, unknown>> =>
  JSON.parse((await workspace.tryControl('get', `snapshots/${name}/file`)).text) as Record<
    string,
    unknown
  >;
const readAll = async (target = workspace): Promise<unknown[]> => {
  const collections =
    'orders creditorders deliveryorders contracts schools consents memberships bokbasen-orders bokbasen-products parties titles consumers dds-orders reports';
  return Promise.all(
    collections.split(' ').map((name) => target.control('get', `state/${name}?limit=500`)),
  );
};

describe('POST …/snapshots', () => {
  it('answers 201 and lists the snapshot until it is removed', async () => {
    const saved = await save('one');
    expect([saved.status, saved.body]).toEqual([
      201,
      { name: 'one', createdAt: expect.stringMatching(/Z$/) },
    ]);
    await save('two');
    expect(await workspace.control('get', 'snapshots')).toEqual({
      items: [{ name: 'two', createdAt: expect.any(String) }, saved.body],
    });
    expect((await workspace.tryControl('delete', 'snapshots/two')).status).toBe(204);
    expect((await workspace.tryControl('delete', 'snapshots/two')).status).toBe(404);
    expect(await workspace.control('get', 'snapshots')).toEqual({ items: [saved.body] });
  });

  it('answers 400 to an invalid name', async () => {
    const response = await save('a/b');
    expect([response.status, detailOf(response)]).toEqual([
      400,
      '/name: expected 1 to 64 letters, digits, dots, hyphens and underscores, seen a/b',
    ]);
  });
});

describe('POST …/snapshots/{name}/restore', () => {
  it('restores every collection, the outbox and the clock', async () => {
    await workspace.freeze();
    const order = anOrder();
    await workspace.put('/ordersysteem/orders', order);
    await workspace.advance('PT1S');
    await workspace.control('post', 'state/deliveryorders', {});
    await workspace.advance('PT1S');
    const before = [await readAll(), await workspace.control('get', 'deliveries')];
    await save('before');

    await workspace.put(
      '/ordersysteem/creditorders',
      aCreditOrder({ purchaseOrderId: order.purchaseOrderId }),
    );
    await workspace.put('/ordersysteem/orders', anOrder());
    await workspace.advance('PT1H');
    await workspace.control('delete', 'state/schools/104A158');
    await workspace.control('put', 'state/parties/777', {
      name: 'X',
      clients: [workspace.clientId()],
    });
    expect(await readAll()).not.toEqual(before[0]);

    expect((await restore('before')).status).toBe(204);
    expect(await workspace.control('get', 'clock')).toEqual({
      mode: 'frozen',
      now: '2026-09-01T08:00:02.000Z',
    });
    expect([await readAll(), savedFieldsOf(await workspace.control('get', 'deliveries'))]).toEqual([
      before[0],
      savedFieldsOf(before[1]),
    ]);
    // The credit after the snapshot is undone.
    const credit = aCreditOrder({ purchaseOrderId: order.purchaseOrderId });
    await workspace.put('/ordersysteem/creditorders', credit);
    await workspace.advance('PT1S');
    expect(await workspace.state('creditorders', credit.requestReferenceId)).toMatchObject({
      creditOrderStatus: 'approved',
    });
  });

  it('restores faults and scenarios after a reset, and keeps tokens, partners and settings', async () => {
    // Nothing falls due while it runs, however slow the machine is.
    await workspace.freeze();
    await workspace.control('post', 'faults', { kind: 'latency', delayMs: 1, times: 5 });
    await workspace.control('post', 'scenarios', {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: 'PO-1',
      behaviour: 'never-confirmed',
    });
    const token = await workspace.token();
    // The confirmation stays waiting, so that the restored message is not sent during this test.
    await workspace.control('put', 'settings', { confirmAfter: 'PT1H' });
    await workspace.put('/ordersysteem/orders', anOrder(), token);
    const [faults, scenarios] = [
      await workspace.control('get', 'faults'),
      await workspace.control('get', 'scenarios'),
    ];
    expect(faults).toMatchObject({ items: [{ kind: 'latency', met: 1 }] });
    await save('one');
    await workspace.control('post', 'reset');
    expect([
      await workspace.control('get', 'faults'),
      await workspace.control('get', 'scenarios'),
    ]).toEqual([{ items: [] }, { items: [] }]);
    await workspace.control('put', 'settings', { confirmAfter: 'PT7S' });
    await workspace.control('put', 'partners/bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
    await restore('one');
    expect([
      await workspace.control('get', 'faults'),
      await workspace.control('get', 'scenarios'),
    ]).toEqual([faults, scenarios]);
    expect(await workspace.control('get', 'settings')).toMatchObject({ confirmAfter: 'PT7S' });
    expect(await workspace.control('get', 'partners/bestelomgeving')).toEqual({
      baseUrl: 'http://127.0.0.1:1',
    });
    expect(await workspace.exchanges()).toEqual([]);
    expect((await workspace.put('/ordersysteem/orders', anOrder(), token)).status).toBe(202);
  });

  it('sends waiting messages once and never repeats sent ones, also after a reset', async () => {
    await workspace.freeze();
    await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    const [dueOrder, lateOrder] = [
      anOrder(),
      anOrder({ orderLines: [{ productId: '9789000099054', quantity: 1 }] }),
    ];
    await workspace.put('/ordersysteem/orders', dueOrder);
    await workspace.put('/ordersysteem/orders', lateOrder);
    await save('both-wait');
    await workspace.advance('PT1S');
    expect(partner.messages.map(({ body }) => body['requestReferenceId'])).toEqual([
      dueOrder.requestReferenceId,
    ]);

    await restore('both-wait');
    const states = async (): Promise<string[]> =>
      (await workspace.outbox()).map(({ state }) => state).toSorted();
    expect(await states()).toEqual(['sent', 'waiting']);
    await workspace.advance('PT1S');
    expect(partner.messages).toHaveLength(1);

    await workspace.control('post', 'reset');
    await restore('both-wait');
    expect(await states()).toEqual(['sent', 'waiting']);
    await workspace.advance('P2D');
    expect(partner.messages.map(({ body }) => body['requestReferenceId'])).toEqual([
      dueOrder.requestReferenceId,
      lateOrder.requestReferenceId,
    ]);
    await restore('both-wait');
    expect(await states()).toEqual(['sent', 'sent']);
  });

  it('does not repeat messages sent before a reset, also when restored from a file', async () => {
    await workspace.freeze();
    await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    await workspace.put('/ordersysteem/orders', anOrder());
    await save('waiting');
    const file = await fileOf('waiting');
    await workspace.advance('PT1S');
    await workspace.control('post', 'reset');
    await restore('waiting');
    await workspace.advance('PT1S');
    expect(partner.messages).toHaveLength(1);
    await workspace.control('post', 'reset');
    expect((await workspace.tryControl('post', 'snapshots/import', file)).status).toBe(201);
    await restore('waiting');
    await workspace.advance('PT1S');
    expect(partner.messages).toHaveLength(1);
  });

  it('answers 404 for an unknown name', async () => {
    const response = await restore('none');
    expect([response.status, detailOf(response)]).toEqual([
      404,
      `There is no snapshot "none" of workspace ${workspace.id}`,
    ]);
  });
});

describe('GET …/snapshots/{name}/file and POST …/snapshots/import', () => {
  it('copy the state to another workspace and map its clients', async () => {
    await workspace.freeze();
    const order = anOrder();
    await workspace.put('/ordersysteem/orders', order);
    await workspace.advance('PT1S');
    await save('carried');
    const file = await fileOf('carried');
    expect(file).toEqual({
      format: 'ketenlab-snapshot',
      version: 2,
      name: 'carried',
      workspace: workspace.id,
      createdAt: expect.any(String),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      state: expect.any(Object),
    });

    const otherWorkspace = await server.workspace();
    const importResponse = await otherWorkspace.tryControl('post', 'snapshots/import', file);
    expect([importResponse.status, importResponse.body]).toEqual([
      201,
      { name: 'carried', createdAt: file['createdAt'] },
    ]);
    await otherWorkspace.control('post', 'snapshots/carried/restore');
    expect(await otherWorkspace.state('orders', order.requestReferenceId)).toEqual(
      await workspace.state('orders', order.requestReferenceId),
    );
    expect(await otherWorkspace.control('get', 'clock')).toEqual(
      await workspace.control('get', 'clock'),
    );
    // Consents and sales belong to the clients of the other workspace.
    const school = '/bestelomgeving/deliveryorders/school?orgMasterId=104A158';
    expect((await otherWorkspace.call('get', school, { as: 'demo-dashboard' })).status).toBe(200);
    const { items } = await otherWorkspace.control<{ items: { client: string }[] }>(
      'get',
      'state/dds-orders',
    );
    expect(new Set(items.map(({ client }) => client))).toEqual(
      new Set([otherWorkspace.clientId()]),
    );
    expect(await workspace.control('get', 'snapshots')).toMatchObject({
      items: [{ name: 'carried' }],
    });
  });

  it('refuse a file with a wrong digest, and a body that is no file', async () => {
    await save('one');
    const file = await fileOf('one');
    const state = file['state'] as { clock: object };
    const response = await workspace.tryControl('post', 'snapshots/import', {
      ...file,
      state: { ...state, clock: { mode: 'frozen', now: 0 } },
    });
    expect([response.status, detailOf(response)]).toEqual([
      400,
      'The digest does not match the state: the file was changed after its export',
    ]);
    expect((await workspace.tryControl('post', 'snapshots/import', {})).status).toBe(400);
    expect((await workspace.tryControl('get', 'snapshots/none/file')).status).toBe(404);
  });
});

describe('a snapshot of a sandbox with fewer roles', () => {
  const fewer = testServer({ ROLES: 'bokbasen-orders' });

  it('is answered 409 by a sandbox with more roles', async () => {
    await fewer.control('post', 'snapshots', { name: 'few' });
    const { text } = await fewer.tryControl('get', 'snapshots/few/file');
    const response = await workspace.tryControl('post', 'snapshots/import', JSON.parse(text));
    expect([response.status, detailOf(response)]).toEqual([
      409,
      'Snapshot has no list roles/ordersysteem/orders: it was saved by a sandbox that serves fewer roles. Serve the same roles',
    ]);
    expect(await workspace.control('get', 'snapshots')).toEqual({ items: [] });
  });

  it('is answered 409 by a sandbox with fewer roles', async () => {
    await save('many');
    const response = await fewer.tryControl('post', 'snapshots/import', await fileOf('many'));
    expect([response.status, detailOf(response)]).toEqual([
      409,
      'Snapshot has a list roles/ordersysteem/orders that no served role has: it was saved by a sandbox that serves more roles. Serve the same roles',
    ]);
  });
});

describe('a restore of 1,000 orders', () => {
  it('does not block requests of another workspace', async () => {
    await workspace.control('post', 'orders/generate', {
      api: 'edu-v-order',
      count: 1000,
      seed: 1,
    });
    await save('thousand');
    const otherWorkspace = await server.workspace();
    const [, ...responses] = await Promise.all([
      restore('thousand'),
      ...Array.from({ length: 20 }, () => otherWorkspace.put('/ordersysteem/orders', anOrder())),
    ]);
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]));
    const page = await workspace.control<{ items: object[]; nextCursor?: string }>(
      'get',
      'state/orders?limit=500',
    );
    expect([page.items.length, page.nextCursor]).toEqual([500, expect.any(String)]);
  });
});
