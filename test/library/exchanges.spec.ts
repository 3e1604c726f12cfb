import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout } from 'node:timers/promises';
import { startKetenlab, type Sandbox, type Workspace } from '../../src/library/index.js';
import { anOrder } from '../support/builders.js';
import { messageOf } from '../support/matcher-message.js';

let sandbox: Sandbox;
let workspace: Workspace;
let token: string;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
beforeEach(async () => {
  workspace = await sandbox.workspace();
  token = await workspace.token();
});
afterAll(() => sandbox.stop());

function send(order: object): Promise<Response> {
  return fetch(`${workspace.url}/ordersysteem/v1/orders`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
}

describe('list', () => {
  it('has the matching exchanges, the newest first', async () => {
    // So that no confirmation comes in between.
    await workspace.clock.freeze();
    for (const purchaseOrderId of ['PO-1', 'PO-2', 'PO-3'])
      await send(anOrder({ purchaseOrderId }));
    await send({});
    const { exchanges } = workspace;
    const idsOf = (list: { request: { body?: unknown } }[]) =>
      list.map(({ request }) => (request.body as { purchaseOrderId?: string }).purchaseOrderId);
    const operation = 'acceptOrder';
    expect(idsOf(await exchanges.list({ operation }))).toEqual([undefined, 'PO-3', 'PO-2', 'PO-1']);
    expect(idsOf(await exchanges.list({ operation, status: 202, limit: 2 }))).toEqual([
      'PO-3',
      'PO-2',
    ]);
    expect(idsOf(await exchanges.list({ body: { purchaseOrderId: 'PO-2' } }))).toEqual(['PO-2']);
    expect(
      idsOf(await exchanges.list({ q: 'PO-1', direction: 'inbound', peer: 'partner' })),
    ).toEqual(['PO-1']);
    expect(await exchanges.list({ operation, since: new Date(Date.now() + 60_000) })).toEqual([]);
    const [newest] = await exchanges.list({ operation, limit: 1 });
    expect(await exchanges.get(newest!.id)).toEqual(newest);
    await exchanges.clear();
    expect(await exchanges.list()).toEqual([]);
  });
});

describe('a field that does not exist', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'list',
      () => workspace.exchanges.list({ op: 'acceptOrder' } as object),
      'There is no field op in the filter of exchanges. Did you mean operation? The fields are operation, direction, peer, since, q, role, status, method, path, body, headers, response, findings, limit.',
    ],
    [
      'waitFor, in the filter',
      () => workspace.exchanges.waitFor({ limit: 1 } as object),
      'There is no field limit in the filter of waitFor. The fields are operation, direction, peer, since, q, role, status, method, path, body, headers, response, findings.',
    ],
    [
      'waitFor, in the options',
      () => workspace.exchanges.waitFor({}, { timeoutMs: 1 } as object),
      'There is no field timeoutMs in the options of waitFor. Did you mean timeout? The fields are timeout.',
    ],
  ])('is refused by %s', async (_call, call, message) => {
    await expect(call()).rejects.toEqual(new TypeError(message));
  });
});

describe('waitFor', () => {
  it('resolves with the first exchange that has come already', async () => {
    await send(anOrder({ purchaseOrderId: 'PO-1' }));
    await send(anOrder({ purchaseOrderId: 'PO-2' }));
    const exchange = await workspace.exchanges.waitFor({ operation: 'acceptOrder' });
    expect(exchange.request.body).toMatchObject({ purchaseOrderId: 'PO-1' });
  });

  it('resolves as soon as a matching exchange comes, after others', async () => {
    const waiting = workspace.exchanges.waitFor(
      { operation: 'acceptOrder', body: { purchaseOrderId: 'PO-2' } },
      { timeout: 30_000 },
    );
    const began = performance.now();
    await setTimeout(100);
    await send(anOrder({ purchaseOrderId: 'PO-1' }));
    await send(anOrder({ purchaseOrderId: 'PO-2' }));
    expect(await waiting).toMatchObject({ status: 202 });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('rejects after the timeout with the filter and the exchanges that came', async () => {
    await workspace.exchanges.clear();
    await send(anOrder({ purchaseOrderId: 7 }));
    await send(anOrder());
    await workspace.clock.advance('PT1M');
    const began = performance.now();
    const waiting = () =>
      workspace.exchanges.waitFor(
        {
          operation: 'acceptOrder',
          peer: 'partner',
          status: 400,
          body: { purchaseOrderId: expect.any(String) },
        },
        { timeout: 1200 },
      );
    expect(await messageOf(workspace, waiting)).toBe(
      [
        'no exchange matched {"operation":"acceptOrder","peer":"partner","status":400,"body":{"purchaseOrderId":"Any<String>"}} within 1200 ms',
        '',
        'Requests of acceptOrder, the newest first:',
        '  <time> PUT /ordersysteem/v1/orders → 202 (acceptOrder)',
        '    status: expected 400, received 202',
        '  <time> PUT /ordersysteem/v1/orders → 400 (acceptOrder)',
        '    body.purchaseOrderId: expected "Any<String>", received 7',
        '    Schema incorrect. [{"path":"/purchaseOrderId","expected":"string","seen":"number 7"}]',
        '    EDUV-ORDER-01 (MUST) /purchaseOrderId: expected string, seen number 7',
      ].join('\n'),
    );
    expect(performance.now() - began).toBeGreaterThanOrEqual(1199);
  });

  it.each([
    ['sent', { direction: 'outbound' }],
    ['received', { since: '2100-01-01T00:00:00Z' }],
  ] as const)('says that no request was %s', async (verb, filter) => {
    const waiting = () => workspace.exchanges.waitFor(filter, { timeout: 0 });
    expect(await messageOf(workspace, waiting)).toBe(
      `no exchange matched ${JSON.stringify(filter)} within 0 ms\n\nThe workspace has ${verb} no request.`,
    );
  });

  it('rejects at once for an unknown operation', async () => {
    await expect(workspace.exchanges.waitFor({ operation: 'acceptOrders' })).rejects.toMatchObject({
      status: 400,
      detail: expect.stringContaining('operation: expected one of acceptOrder'),
    });
  });
});
