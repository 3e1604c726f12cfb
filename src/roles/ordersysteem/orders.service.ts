import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { OrderRequest } from '../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../contracts/edu-v-order/operations.js';
import { orderRequirements } from '../../contracts/edu-v-order/requirements.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import type { Received } from '../../kernel/contract/received.js';
import { finding } from '../../kernel/contract/requirement.js';
import { keyOf } from '../../kernel/messages/messages.js';
import { Store, insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import type { HandDecision, Seen } from '../../kernel/state/collections.js';
import { Scenarios } from '../../kernel/state/scenarios.js';
import { Workspaces } from '../../kernel/workspaces/workspaces.js';
import { checkOrder } from './checks.js';
import { Confirmations, orderConfirmation } from './confirmations.js';
import { Intake, type Kind } from './intake.js';
import { Order } from './order.entity.js';
import {
  decideOrder,
  decisionAt,
  linesOf,
  type Decision,
  type Line,
  type Outcome,
} from './order.js';
import { API, orderMannerOf, type OrderManner } from './scenarios.js';

const KIND: Kind = { collection: 'orders', table: 'orders', confirmation: orderApi.confirmOrder };
const INSERT = insertInto(
  'orders',
  'workspace id purchaseOrderId salesOrderId acceptedAt approvedAt approvalReferenceId lines decisions',
);
const SAME_PURCHASE_ORDER =
  'select "id" from "orders" where "workspace" = ? and "purchaseOrderId" = ? limit 1';

/** The orders of the Ordersysteem. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly intake: Intake,
    private readonly confirmations: Confirmations,
    private readonly scenarios: Scenarios,
  ) {}

  async accept(caller: Caller, received: Received<OrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { message } = received;
    caller.note(checkOrder(message));
    await this.intake.accept(caller, KIND, received, async (unit, now) => {
      if (await unit.get(SAME_PURCHASE_ORDER, workspace, message.purchaseOrderId)) {
        const { purchaseOrderId } = message;
        caller.note([
          finding(
            orderRequirements.freshPurchaseOrder,
            '/purchaseOrderId',
            'a new one',
            purchaseOrderId,
          ),
        ]);
      }
      const calls = this.scenarios.callsOf(workspace, API);
      const lines = linesOf(message, calls);
      const salesOrderId = `SO-${randomBytes(6).toString('hex').toUpperCase()}`;
      const manual = this.workspaces.settings(workspace).decide === 'manual';
      const manner = orderMannerOf(calls(message));
      const decisions = manual
        ? []
        : await this.decide(
            unit,
            workspace,
            message,
            { salesOrderId, lines },
            decideOrder(message, lines, calls),
            manner,
            now,
          );
      const approval = approvalIn(decisions);
      await unit.run(
        INSERT,
        workspace,
        keyOf(message.requestReferenceId),
        message.purchaseOrderId,
        salesOrderId,
        zulu(now),
        approval.approvedAt,
        approval.approvalReferenceId,
        JSON.stringify(lines),
        JSON.stringify(decisions),
      );
    });
  }

  /** Decides on an order that was accepted while the workspace decides by hand. */
  async decideByHand(
    workspace: string,
    id: string,
    decision: HandDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(async (unit) => {
      const { kept: order, message } = await this.intake.undecided<Order, OrderRequest>(
        unit,
        KIND,
        Order,
        workspace,
        id,
      );
      const lines =
        decision === 'approve' ? order.lines.map(({ declined: _, ...line }) => line) : order.lines;
      const outcome: Outcome =
        decision === 'approve'
          ? { status: 'approved' }
          : { status: 'declined', reason: reason || 'declined by hand' };
      const now = this.clock.now(workspace);
      const decisions = await this.decide(
        unit,
        workspace,
        message,
        { ...order, lines },
        outcome,
        { ...orderMannerOf([]), lateMs: 0 },
        now,
      );
      await unit.manager.update(
        Order,
        { workspace, id: order.id },
        { lines, decisions, ...approvalIn(decisions) },
      );
    });
  }

  /** What the Ordersysteem knows of an order, for the control API. */
  async view(look: Reading, workspace: string, id: string): Promise<Seen | undefined> {
    const order = await look.manager.findOneBy(Order, { workspace, id });
    if (!order) return undefined;
    const { salesOrderId, acceptedAt, lines } = order;
    const now = this.clock.now(workspace);
    const decision = decisionAt(order.decisions, now);
    return {
      summary: { orderStatus: decision?.status ?? null, salesOrderId },
      detail: {
        acceptedAt,
        ...(decision && { responseReferenceId: decision.responseReferenceId }),
        lines,
      },
    };
  }

  private decide(
    unit: Writing,
    workspace: string,
    message: OrderRequest,
    { salesOrderId, lines }: { salesOrderId: string; lines: Line[] },
    outcome: Outcome,
    manner: OrderManner,
    now: number,
  ): Promise<Decision[]> {
    const { requestReferenceId } = message;
    const write = orderConfirmation(message, salesOrderId, lines);
    const sequence = keyOf(requestReferenceId);
    const confirmable = {
      workspace,
      operation: KIND.confirmation,
      requestReferenceId,
      sequence,
      write,
    };
    return this.confirmations.confirm(unit, confirmable, outcome, manner, now);
  }
}

function approvalIn(decisions: Decision[]): Pick<Order, 'approvedAt' | 'approvalReferenceId'> {
  const approval = decisions.find(({ status }) => status === 'approved');
  return {
    approvedAt: approval ? zulu(approval.at) : null,
    approvalReferenceId: approval ? keyOf(approval.responseReferenceId) : null,
  };
}
