import { Injectable } from '@nestjs/common';
import type { OrderRequest, OrderStatus } from '../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../contracts/edu-v-order/operations.js';
import { WrittenOrder, orderOf } from '../../contracts/edu-v-order/record.messages.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import { Messages, keyOf } from '../../kernel/messages/messages.js';
import { Outbox } from '../../kernel/outbox/outbox.js';
import { insertInto, type Writing } from '../../kernel/persistence/store.js';
import { problemDetails } from '../../kernel/problem/problem-details.js';
import type { Writer } from '../../kernel/state/collections.js';
import { Scenarios, type Calls } from '../../kernel/state/scenarios.js';
import { credited } from './credit-order.js';
import { decideOrder, linesOf, type Line } from './order.js';
import { API } from './scenarios.js';
import { WrittenCreditOrders } from './written-credit-orders.js';
import { decisionsOf, salesOrderIdOf } from './written-decisions.js';

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
export class WrittenOrders implements Writer<WrittenOrder> {
  readonly of = WrittenOrder;
  readonly id = 'requestReferenceId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly credits: WrittenCreditOrders,
    private readonly scenarios: Scenarios,
  ) {}

  async put(
    unit: Writing,
    workspace: string,
    written: WrittenOrder,
    before: object | undefined,
  ): Promise<void> {
    const order = orderOf(written);
    const id = keyOf(order.requestReferenceId);
    if (before) await this.clear(unit, workspace, id);
    const document = JSON.stringify(order);
    await this.messages.put(unit, { workspace, collection: COLLECTION, id, document });
    const salesOrderId = written.salesOrderId ?? salesOrderIdOf(id);
    await this.demandFresh(unit, workspace, salesOrderId, id);
    const now = this.clock.now(workspace);
    const { status, lines } = decided(
      order,
      written.orderStatus,
      this.scenarios.callsOf(workspace, API),
    );
    const decisions = decisionsOf(id, status, now);
    const [approval] = status === 'approved' ? decisions : [];
    const earlier = before ? await this.credits.creditedOf(unit, workspace, id) : [];
    await unit.run(
      WRITE,
      workspace,
      id,
      order.purchaseOrderId,
      salesOrderId,
      zulu(now),
      approval ? zulu(approval.at) : null,
      approval ? approval.responseReferenceId : null,
      JSON.stringify(credited(lines, earlier)),
      JSON.stringify(decisions),
    );
  }

  async remove(unit: Writing, workspace: string, requestReferenceId: string): Promise<boolean> {
    const id = keyOf(requestReferenceId);
    await this.clear(unit, workspace, id);
    await this.credits.detach(unit, workspace, id);
    return this.messages.remove(unit, workspace, COLLECTION, id);
  }

  private async clear(unit: Writing, workspace: string, id: string): Promise<void> {
    await this.outbox.cancelAbout(unit, { workspace, operation: orderApi.confirmOrder, about: id });
    await unit.run(REMOVE, workspace, id);
    await unit.run(FORGET_REFUSAL, workspace, COLLECTION, id);
  }

  private async demandFresh(unit: Writing, workspace: string, salesOrderId: string, id: string) {
    const other = await unit.get<{ id: string }>(SAME_SALES_ORDER, workspace, salesOrderId, id);
    if (!other) return;
    const expected = `a number that ${other.id} has not`;
    throw problemDetails.schemaIncorrect([{ path: '/salesOrderId', expected, seen: salesOrderId }]);
  }
}

/** What becomes of an order: what the tester says, and of its lines what the Ordersysteem would say by itself. */
function decided(
  order: OrderRequest,
  asked: WrittenOrder['orderStatus'],
  calls: Calls,
): { status: OrderStatus | null; lines: Line[] } {
  const lines = linesOf(order, calls);
  const outcome = decideOrder(order, lines, calls);
  const status = asked === undefined ? outcome.status : asked;
  // Approved against what the order itself asks for: then all of it is.
  if (status !== 'approved' || outcome.status === 'approved') return { status, lines };
  return { status, lines: lines.map(({ declined: _, ...line }) => line) };
}
