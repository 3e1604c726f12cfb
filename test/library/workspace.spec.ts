import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startKetenlab, type Sandbox, type Workspace } from '../../src/library/index.js';
import { anOrder } from '../support/builders.js';

let sandbox: Sandbox;
let workspace: Workspace;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
beforeEach(async () => {
  workspace = await sandbox.workspace();
});
afterAll(() => sandbox.stop());

async function send(order: object): Promise<number> {
  const response = await fetch(`${workspace.url}/ordersysteem/v1/orders`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await workspace.token()}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(order),
  });
  return response.status;
}

function claimsOf(token: string): Record<string, unknown> {
  const [, claims = ''] = token.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

describe('token', () => {
  it.each([
    ['demo', undefined, { iss: '' }],
    ['demo-dashboard', undefined, { iss: '', scope: 'eduv.delivery.dashboard' }],
    ['demo', 'bestelomgeving', { iss: '/bestelomgeving' }],
    ['demo-buyer', undefined, { iss: '/bokbasen/', aud: 'https://api.bokbasen.io/orders/' }],
    ['demo-store', undefined, { iss: '/bokbasen/', aud: 'https://api.bokbasen.io/dds/' }],
    ['demo', 'dds', { iss: '/bokbasen/', aud: 'https://api.bokbasen.io/dds/' }],
  ])('of %s for the role %s is issued as %j', async (client, role, { iss, ...rest }) => {
    const claims = claimsOf(await workspace.token(client, role));
    expect(claims).toMatchObject({ ...rest, azp: workspace.client(client).clientId });
    expect(claims['iss']).toBe(workspace.url + iss);
  });

  it('has the given scope or audience', async () => {
    const scoped = await workspace.token('demo', 'ordersysteem', { scope: 'eduv.order' });
    expect(claimsOf(scoped)).toMatchObject({ scope: 'eduv.order' });
    const audience = 'https://api.bokbasen.io/bokskya/';
    expect(claimsOf(await workspace.token('demo', 'dds', { audience }))).toMatchObject({
      aud: audience,
    });
  });

  it('says which roles and clients there are', async () => {
    await expect(workspace.token('demo', 'publisher')).rejects.toThrow(
      'there is no role publisher; the roles are ordersysteem, bestelomgeving, aanspraakmanager, bokbasen-orders, dds',
    );
    expect(() => workspace.client('me')).toThrow(
      `workspace ${workspace.id} has no client me; its clients are ${workspace.id}-demo, `,
    );
  });

  it('is refused with the reason of the token endpoint', async () => {
    const refused = workspace.token('demo-dashboard', 'bestelomgeving', { scope: 'eduv.order' });
    await expect(refused).rejects.toMatchObject({
      name: 'ControlApiError',
      status: 400,
      request: 'POST /bestelomgeving/oauth2/token',
    });
  });
});

describe('state', () => {
  it('writes, reads, lists and removes items', async () => {
    const contracts = workspace.state<{ id: string }>('contracts');
    expect(await contracts.put('CT-1', {})).toEqual({ id: 'CT-1' });
    expect(await contracts.get('CT-1')).toEqual({ id: 'CT-1' });
    expect(await contracts.list({ limit: 1 })).toHaveLength(1);
    expect((await contracts.list()).map(({ id }) => id)).toContain('CT-1');
    await contracts.remove('CT-1');
    await expect(contracts.get('CT-1')).rejects.toMatchObject({ status: 404 });
  });

  it('lists more items than a page of the control API has', async () => {
    const ids = await workspace.generate({ api: 'edu-v-order', count: 501, seed: 1 });
    expect(ids).toHaveLength(501);
    expect(
      (await workspace.orders.list()).length + (await workspace.creditOrders.list()).length,
    ).toBe(501);
  });

  it('sends a message to the partner', async () => {
    const { requestReferenceId = '' } = await workspace.orders.create();
    await workspace.clock.advance('PT1M');
    expect(await workspace.orders.get(requestReferenceId)).toMatchObject({
      orderStatus: 'approved',
    });
  });

  it('decides on an order by hand', async () => {
    await workspace.settings({ decide: 'manual' });
    const order = anOrder();
    await send(order);
    const decided = workspace.orders.decide(order.requestReferenceId, 'decline', 'out of print');
    expect(await decided).toMatchObject({ orderStatus: 'declined' });
    await expect(workspace.state('schools').decide('1', 'approve')).rejects.toThrow(
      'nobody decides on items of schools',
    );
  });

  it.each(['orders', 'creditorders', 'deliveryorders', 'bokbasen-orders'] as const)(
    'knows the role that decides on %s',
    async (collection) => {
      const decision = collection === 'deliveryorders' ? 'confirm' : 'approve';
      const id = '9b2f0c1e-7d55-4c63-8f0a-1d2e3f4a5b6c';
      await expect(workspace.state(collection).decide(id, decision)).rejects.toMatchObject({
        detail: expect.stringContaining(id),
      });
    },
  );
});

describe('clock', () => {
  it('stands still, moves and runs', async () => {
    const { clock } = workspace;
    expect(await clock.freeze('2026-09-01T08:00:00Z')).toEqual({
      mode: 'frozen',
      now: '2026-09-01T08:00:00.000Z',
    });
    expect(await clock.advance('PT1H')).toMatchObject({ now: '2026-09-01T09:00:00.000Z' });
    expect(await clock.advance(1500)).toMatchObject({ now: '2026-09-01T09:00:01.500Z' });
    expect(await clock.set(new Date('2026-10-01T00:00:00Z'))).toMatchObject({ mode: 'frozen' });
    expect(await clock.now()).toBe('2026-10-01T00:00:00.000Z');
    expect(await clock.run()).toMatchObject({ mode: 'real' });
    expect(await clock.set('2027-01-01T00:00:00Z')).toMatchObject({ mode: 'real' });
    expect(await clock.now()).toMatch(/^2027-01-01T00:00/);
    expect(await clock.freeze()).toMatchObject({ mode: 'frozen' });
  });
});

describe('faults and scenarios', () => {
  it('are added, listed and removed', async () => {
    const { faults, scenarios } = workspace;
    const fault = await faults.add({ kind: 'status', status: 503, operation: 'acceptOrder' });
    expect(await send(anOrder())).toBe(503);
    expect(await faults.list()).toMatchObject([{ id: fault.id, met: 1 }]);
    await faults.remove(fault);
    expect(await send(anOrder())).toBe(202);
    await faults.add({ kind: 'reset' });
    await faults.add({ kind: 'reset' });
    await faults.clear();
    expect(await faults.list()).toEqual([]);

    const wanted = {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: 'PO-503',
      behaviour: 'status-503',
    } as const;
    const scenario = await scenarios.add(wanted);
    expect(await send(anOrder({ purchaseOrderId: 'PO-503' }))).toBe(503);
    expect(await scenarios.list()).toEqual([scenario]);
    await scenarios.remove(scenario);
    await scenarios.add({ ...wanted, value: 'PO-504' });
    await scenarios.clear();
    expect(await scenarios.list()).toEqual([]);
  });
});

describe('partner', () => {
  it('is an address, or all settings, until it is removed', async () => {
    const baseUrl = 'http://127.0.0.1:1/v1';
    expect(await workspace.partner('bestelomgeving', baseUrl)).toMatchObject({ baseUrl });
    const tokenUrl = 'http://127.0.0.1:1/token';
    expect(
      await workspace.partner('bestelomgeving', { baseUrl, tokenUrl, clientId: 'me' }),
    ).toMatchObject({ tokenUrl, clientId: 'me' });
    expect(await workspace.testPartner('bestelomgeving')).toMatchObject({
      peer: 'partner',
      result: 'fail',
    });
    await workspace.removePartner('bestelomgeving');
    expect(await workspace.testPartner('bestelomgeving')).toMatchObject({ peer: 'sandbox' });
  });
});

describe('deliveries', () => {
  it('are listed by state, and sent again or not at all', async () => {
    const { clock, deliveries } = workspace;
    await clock.freeze();
    await send(anOrder());
    const [waiting] = await deliveries.list({ state: 'waiting', limit: 1 });
    expect(await deliveries.get(waiting!.id)).toMatchObject({ operation: 'confirmOrder' });
    expect(await deliveries.cancel(waiting!)).toMatchObject({ state: 'cancelled' });
    expect(await deliveries.replay(waiting!)).toMatchObject({ state: 'waiting' });
    expect(await deliveries.sendTwice(waiting!)).toHaveLength(2);
    await clock.advance('PT1S');
    expect(await deliveries.list({ state: 'sent' })).toHaveLength(3);
    await send(anOrder());
    const [next] = await deliveries.list({ state: 'waiting' });
    await deliveries.send(next!);
    expect(
      await workspace.exchanges.waitFor({ operation: 'confirmOrder', q: next!.about }),
    ).toMatchObject({ status: 202 });
  });
});

describe('a workspace', () => {
  it('returns to its snapshot and to its seed', async () => {
    const order = anOrder();
    await send(order);
    await workspace.snapshot('sent');
    await workspace.reset();
    await expect(workspace.orders.get(order.requestReferenceId)).rejects.toMatchObject({
      status: 404,
    });
    await workspace.restore('sent');
    expect(await workspace.orders.get(order.requestReferenceId)).toMatchObject({
      purchaseOrderId: order.purchaseOrderId,
    });
  });

  it('changes the given settings only', async () => {
    const before = await workspace.settings();
    expect(await workspace.settings({ confirmAfter: 'PT5S' })).toEqual({
      ...before,
      confirmAfter: 'PT5S',
    });
    expect(await workspace.settings()).toMatchObject({ confirmAfter: 'PT5S' });
  });

  it('writes items of several collections, or none', async () => {
    const written = workspace.seed({ contracts: [{ id: 'CT-9' }], schools: [] });
    expect(await written).toMatchObject({ contracts: 1 });
    await expect(workspace.seed({ contracts: [{ id: 9 }] })).rejects.toMatchObject({
      status: 400,
      faults: [{ path: '/contracts/0/id', expected: 'string', seen: 'number 9' }],
    });
  });

  it('has examples that an operation accepts', async () => {
    const { body } = await workspace.example('ordersysteem', 'acceptOrder');
    expect(await send(body as object)).toBe(202);
  });

  it('has a conformance report, which can be cleared', async () => {
    await send(anOrder({ purchaseOrderId: 7 }));
    expect((await workspace.conformance()).summary.fail).toBe(1);
    expect((await workspace.conformance({ party: 'aanspraakmanager' })).summary.fail).toBe(0);
    await workspace.clearConformance();
    expect((await workspace.conformance()).summary.fail).toBe(0);
  });

  it('is separate from others, and gone after its removal', async () => {
    const other = await sandbox.workspace();
    await send(anOrder());
    expect(await other.exchanges.list()).toEqual([]);
    await other.remove();
    await expect(other.clock.now()).rejects.toMatchObject({ status: 404 });
  });
});
