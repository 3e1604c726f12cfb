import { Injectable } from '@nestjs/common';
import type { OrderRequest, OrderStatus } from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { OrderRecord, orderOf } from '../../../apis/edu-v-order/record.messages.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { insertInto, type WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import type { Writer } from '../../../sandbox/state/collections.js';
import { Scenarios, type BehaviourLookup } from '../../../sandbox/scenarios/scenarios.js';
import { credited } from '../credit-order.js';
import { decideOrder, linesOf, type DecidedLine } from '../order.js';
import { API } from '../scenarios.js';
import { CreditOrderState } from './credit-order.state.js';
import { recordedDecisionsOf, salesOrderIdOf } from './recorded-decisions.js';

const COLLECTION = 'orders';
const WRITE = insertInto(
  'orders',
  'workspace id purchaseOrderId salesOrderId acceptedAt approvedAt approvalReferenceId lines decisions',
);
const REMOVE = 'delete from "orders" where "workspace" = ? and "id" = ?';
const FORGET_REFUSAL =
  'delete from "refusals" where "workspace" = ? and "collection" = ? and "id" = ?';
const SAME_SALES_ORDER =
  'select "id" from "orders" where "workspace" = ? and "salesOrderId" = ? and "id" <> ? limit 1';

/** How testers write the orders of the Ordersysteem. Nothing is sent. */
@Injectable()
export class OrderState implements Writer<OrderRecord> {
  readonly of = OrderRecord;
  readonly id = 'requestReferenceId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly credits: CreditOrderState,
    private readonly scenarios: Scenarios,
  ) {}

  async put(
    tx: WriteTransaction,
    workspace: string,
    written: OrderRecord,
    before: object | undefined,
  ): Promise<void> {
    const order = orderOf(written);
    const id = normalizeId(order.requestReferenceId);
    if (before) await this.clear(tx, workspace, id);
    const document = JSON.stringify(order);
    await this.messages.put(tx, { workspace, collection: COLLECTION, id, document });
    const salesOrderId = written.salesOrderId ?? salesOrderIdOf(id);
    await this.demandFresh(tx, workspace, salesOrderId, id);
    const now = this.clock.now(workspace);
    const { status, lines } = decided(
      order,
      written.orderStatus,
      this.scenarios.behaviourLookup(workspace, API),
    );
    const decisions = recordedDecisionsOf(id, status, now);
    const [approval] = status === 'approved' ? decisions : [];
    const earlier = before ? await this.credits.creditedOf(tx, workspace, id) : [];
    await tx.run(
      WRITE,
      workspace,
      id,
      order.purchaseOrderId,
      salesOrderId,
      toIsoUtc(now),
      approval ? toIsoUtc(approval.at) : null,
      approval ? approval.responseReferenceId : null,
      JSON.stringify(credited(lines, earlier)),
      JSON.stringify(decisions),
    );
  }

  async remove(
    tx: WriteTransaction,
    workspace: string,
    requestReferenceId: string,
  ): Promise<boolean> {
    const id = normalizeId(requestReferenceId);
    await this.clear(tx, workspace, id);
    await this.credits.detach(tx, workspace, id);
    return this.messages.remove(tx, workspace, COLLECTION, id);
  }

  private async clear(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    await this.outbox.cancelCorrelated(tx, {
      workspace,
      operation: orderOperations.confirmOrder,
      correlationId: id,
    });
    await tx.run(REMOVE, workspace, id);
    await tx.run(FORGET_REFUSAL, workspace, COLLECTION, id);
  }

  private async demandFresh(
    tx: WriteTransaction,
    workspace: string,
    salesOrderId: string,
    id: string,
  ) {
    const other = await tx.get<{ id: string }>(SAME_SALES_ORDER, workspace, salesOrderId, id);
    if (!other) return;
    const expected = `a number that ${other.id} has not`;
    throw problemDetails.schemaIncorrect([{ path: '/salesOrderId', expected, seen: salesOrderId }]);
  }
}

/** What becomes of an order: what the tester says, and of its lines what the Ordersysteem would say by itself. */
function decided(
  order: OrderRequest,
  args: OrderRecord['orderStatus'],
  calls: BehaviourLookup,
): { status: OrderStatus | null; lines: DecidedLine[] } {
  const lines = linesOf(order, calls);
  const outcome = decideOrder(order, lines, calls);
  const status = args === undefined ? outcome.status : args;
  // Approved against what the order itself asks for: then all of it is.
  if (status !== 'approved' || outcome.status === 'approved') return { status, lines };
  return { status, lines: lines.map(({ declined: _, ...line }) => line) };
}
