import { expect, it } from '@jest/globals';
import { aCreditOrder, aDeliveryOrder, aDeliveryRequest } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const KINDS = 5;

/** Numbers count up from the kind of run: two runs of one kind say the same, two of different kinds do not. */
class Run {
  private made = 0;
  readonly seen: unknown[] = [];

  constructor(
    readonly kind: number,
    readonly workspace: Workspace,
  ) {}

  id(): string {
    this.made += 1;
    return `00000000-0000-4000-8000-${String(this.kind * 1000 + this.made).padStart(12, '0')}`;
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
    this.seen.push((await this.workspace.put(path, body)).status);
  }

  see(what: unknown): void {
    this.seen.push(what);
  }
}

/** What a tester does in one workspace: orders, credits, deliveries, faults, rules, decisions, a snapshot, and time. */
async function play(run: Run): Promise<unknown[]> {
  const { workspace: mine, kind } = run;
  await mine.freeze(`203${kind}-01-01T00:00:00Z`);
  await mine.control('put', 'settings', { confirmAfter: `PT${kind + 1}M` });
  await mine.control('post', 'faults', {
    kind: 'status',
    status: 500 + kind,
    probability: 0.4,
    times: 4,
  });
  await mine.control('post', 'scenarios', {
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
  run.see(await mine.advance('PT30M'));
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
  await mine.control('post', 'snapshots', { name: 'half' });
  await mine.control('put', 'settings', { decide: 'manual' });
  const byHand = run.order('9789000000017');
  await run.put('/ordersysteem/orders', byHand);
  await run.put('/ordersysteem/orders', byHand);
  if (kind % 2 === 0) {
    const path = `ordersysteem/orders/${byHand.requestReferenceId}/decline`;
    run.see((await mine.tryControl('post', path, { reason: `kind ${kind}` })).status);
  }
  run.see(await mine.advance('PT45M'));
  await shown(run);
  if (kind > 2) await mine.control('post', 'snapshots/half/restore');
  run.see(await mine.advance('PT1H'));
  await shown(run);
  const first = await mine.state('orders', requestReferenceId);
  run.see(first.ordersysteem?.['lines']);
  return run.seen;
}

async function shown({ workspace: mine, seen }: Run): Promise<void> {
  for (const collection of ['orders', 'creditorders', 'deliveryorders']) {
    const { items } = await mine.control<{ items: Record<string, unknown>[] }>(
      'get',
      `state/${collection}?limit=500`,
    );
    seen.push(
      items.map((item) => [item['orderStatus'], item['creditOrderStatus'], item['status']]),
    );
  }
  seen.push((await mine.outbox()).map(({ operation, state, dueAt }) => [operation, state, dueAt]));
  seen.push(
    (await mine.exchanges())
      .map(({ direction, peer, role, operation, status, findings }) =>
        [direction, peer, role, operation, status, findings.length].join(' '),
      )
      .filter((line) => !line.includes('issueToken'))
      .toSorted(),
  );
  seen.push(await mine.control('get', 'clock'));
}

it('50 workspaces at once, with orders, faults and clocks of their own, each end exactly as they would alone', async () => {
  const alone: unknown[][] = [];
  for (let kind = 0; kind < KINDS; kind += 1)
    alone.push(await play(new Run(kind, await server.workspace())));
  expect(new Set(alone.map((seen) => JSON.stringify(seen))).size).toBe(KINDS);

  const together = await Promise.all(
    Array.from({ length: 50 }, async (_, number) =>
      play(new Run(number % KINDS, await server.workspace())),
    ),
  );
  for (const [number, seen] of together.entries()) expect(seen).toEqual(alone[number % KINDS]);
}, 120_000);
