import { expect, it } from '@jest/globals';
import { aCreditOrder, aDeliveryOrder, aDeliveryRequest } from '../support/builders.js';
import { testServer, type OutboxMessage, type Workspace } from '../support/test-server.js';

const server = testServer();
const KINDS = 5;

/** Test run in one workspace. Runs of the same kind use the same ids and must give the same results. */
class Run {
  private count = 0;
  readonly results: unknown[] = [];

  constructor(
    readonly kind: number,
    readonly workspace: Workspace,
  ) {}

  id(): string {
    this.count += 1;
    return `00000000-0000-4000-8000-${String(this.kind * 1000 + this.count).padStart(12, '0')}`;
  }

  order(...productIds: string[]): Record<string, unknown> & { requestReferenceId: string } {
    return {
      requestReferenceId: this.id(),
      purchaseOrderId: 'PO-THE-SAME',
      orderLines: productIds.map((productId, at) => ({
        purchaseOrderLineId: String(at + 1),
        productId,
        quantity: 10 * (this.kind + 1),
      })),
    };
  }

  async put(path: string, body: object): Promise<void> {
    this.results.push((await this.workspace.put(path, body)).status);
  }

  record(result: unknown): void {
    this.results.push(result);
  }
}

/** Uses every feature in one workspace: orders, faults, scenarios, manual decisions, a snapshot and the clock. */
async function runScript(run: Run): Promise<unknown[]> {
  const { workspace, kind } = run;
  await workspace.freeze(`203${kind}-01-01T00:00:00Z`);
  await workspace.control('put', 'settings', { confirmAfter: `PT${kind + 1}M` });
  await workspace.control('post', 'faults', {
    kind: 'status',
    status: 500 + kind,
    probability: 0.4,
    times: 4,
  });
  await workspace.control('post', 'scenarios', {
    api: 'edu-v-order',
    field: 'purchaseOrderLineId',
    value: String(kind + 1),
    behaviour: 'line-declined',
  });
  const orders = [
    run.order('9789000000017', '9789000000024', '9789000000031'),
    run.order('9789000099023'),
    run.order('9789000099061'),
    run.order('9789000000029'),
  ];
  for (const order of orders) {
    await run.put('/ordersysteem/orders', order);
    await run.put('/ordersysteem/orders', order);
  }
  await nothingIsDue(workspace);
  run.record(await workspace.advance('PT30M'));
  const { requestReferenceId } = orders[0]!;
  await run.put(
    '/ordersysteem/creditorders',
    aCreditOrder({
      requestReferenceId: run.id(),
      purchaseOrderId: 'PO-THE-SAME',
      orderLines: [{ productId: '9789000000017', quantity: 3 }],
    }),
  );
  await run.put('/aanspraakmanager/deliveryorders', {
    ...aDeliveryRequest(aDeliveryOrder({ deliveryOrderId: run.id() })),
    deliveryOrderReferenceId: run.id(),
  });
  await workspace.control('post', 'snapshots', { name: 'half' });
  await workspace.control('put', 'settings', { decide: 'manual' });
  const byHand = run.order('9789000000017');
  await run.put('/ordersysteem/orders', byHand);
  await run.put('/ordersysteem/orders', byHand);
  if (kind % 2 === 0) {
    const path = `ordersysteem/orders/${byHand.requestReferenceId}/decline`;
    run.record((await workspace.tryControl('post', path, { reason: `kind ${kind}` })).status);
    await nothingIsDue(workspace);
  }
  run.record(await workspace.advance('PT45M'));
  await recordState(run);
  if (kind > 2) await workspace.control('post', 'snapshots/half/restore');
  run.record(await workspace.advance('PT1H'));
  await recordState(run);
  const first = await workspace.state('orders', requestReferenceId);
  run.record(first.ordersysteem?.['lines']);
  return run.results;
}

/** Waits until the messages that are due now are sent. Otherwise the next clock advance may count them. */
async function nothingIsDue(workspace: Workspace): Promise<void> {
  const { now } = await workspace.control<{ now: string }>('get', 'clock');
  const isDue = ({ state, dueAt }: OutboxMessage) => state === 'waiting' && dueAt <= now;
  while ((await workspace.outbox()).some(isDue)) await new Promise(setImmediate);
}

async function recordState({ workspace, results }: Run): Promise<void> {
  for (const collection of ['orders', 'creditorders', 'deliveryorders']) {
    const { items } = await workspace.control<{ items: Record<string, unknown>[] }>(
      'get',
      `state/${collection}?limit=500`,
    );
    results.push(
      items.map((item) => [item['orderStatus'], item['creditOrderStatus'], item['status']]),
    );
  }
  results.push(
    (await workspace.outbox()).map(({ operation, state, dueAt }) => [operation, state, dueAt]),
  );
  results.push(
    (await workspace.exchanges())
      .map(({ direction, peer, role, operation, status, findings }) =>
        [direction, peer, role, operation, status, findings.length].join(' '),
      )
      .filter((line) => !line.includes('issueToken'))
      .toSorted(),
  );
  results.push(await workspace.control('get', 'clock'));
}

it('50 concurrent workspaces give the same results as sequential ones', async () => {
  const sequential: unknown[][] = [];
  for (let kind = 0; kind < KINDS; kind += 1)
    sequential.push(await runScript(new Run(kind, await server.workspace())));
  expect(new Set(sequential.map((results) => JSON.stringify(results))).size).toBe(KINDS);

  const concurrent = await Promise.all(
    Array.from({ length: 50 }, async (_, number) =>
      runScript(new Run(number % KINDS, await server.workspace())),
    ),
  );
  for (const [number, results] of concurrent.entries())
    expect(results).toEqual(sequential[number % KINDS]);
}, 120_000);
