import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { OrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../apis/edu-v-order/operations.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { ValidatedBody } from '../../platform/http/validated-body.js';
import { normalizeId } from '../../platform/messages/messages.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import type { ManualDecision, StateView } from '../../sandbox/state/collections.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { checkOrder, checkPurchaseOrder } from './checks.js';
import { Confirmations, orderConfirmation } from './confirmations.js';
import { MessageIntake, type IntakeKind } from './message-intake.js';
import type { Order } from './order.entity.js';
import { OrdersysteemOrderRepository } from './order.repository.js';
import {
  decideOrder,
  decisionAt,
  linesOf,
  type OrderDecision,
  type DecidedLine,
  type OrderOutcome,
} from './order.js';
import { API, orderBehaviourOf, type OrderBehaviour } from './scenarios.js';

const KIND: IntakeKind = {
  collection: 'orders',
  confirmation: orderOperations.confirmOrder,
};

/** The orders of the Ordersysteem. */
@Injectable()
export class OrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly intake: MessageIntake,
    private readonly confirmations: Confirmations,
    private readonly scenarios: Scenarios,
    private readonly orders: OrdersysteemOrderRepository,
  ) {}

  async accept(caller: Caller, received: ValidatedBody<OrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { message } = received;
    caller.record(checkOrder(message));
    await this.intake.accept(caller, KIND, received, async (tx, now) => {
      const { purchaseOrderId } = message;
      const same = await this.orders.hasPurchaseOrder(tx, workspace, purchaseOrderId);
      caller.record(checkPurchaseOrder(message, same));
      const calls = this.scenarios.behaviourLookup(workspace, API);
      const lines = linesOf(message, calls);
      const salesOrderId = `SO-${randomBytes(6).toString('hex').toUpperCase()}`;
      const manual = this.workspaces.settings(workspace).decide === 'manual';
      const manner = orderBehaviourOf(calls(message));
      const decisions = manual
        ? []
        : await this.decide(
            tx,
            workspace,
            message,
            { salesOrderId, lines },
            decideOrder(message, lines, calls),
            manner,
            now,
          );
      await this.orders.insert(tx, {
        workspace,
        id: normalizeId(message.requestReferenceId),
        purchaseOrderId: message.purchaseOrderId,
        salesOrderId,
        acceptedAt: toIsoUtc(now),
        ...approvalIn(decisions),
        lines,
        decisions,
      });
    });
  }

  /** Decides on an order that was accepted while the workspace decides by hand. */
  async decideByHand(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const found = await this.orders.find(tx, workspace, normalizeId(id));
      const { kept: order, message } = await this.intake.undecided<Order, OrderRequest>(
        tx,
        KIND,
        found,
        workspace,
        id,
      );
      const lines =
        decision === 'approve' ? order.lines.map(({ declined: _, ...line }) => line) : order.lines;
      const outcome: OrderOutcome =
        decision === 'approve'
          ? { status: 'approved' }
          : { status: 'declined', reason: reason || 'declined by hand' };
      const now = this.clock.now(workspace);
      const decisions = await this.decide(
        tx,
        workspace,
        message,
        { ...order, lines },
        outcome,
        { ...orderBehaviourOf([]), delayMs: 0 },
        now,
      );
      await this.orders.update(tx, order, { lines, decisions, ...approvalIn(decisions) });
    });
  }

  /** What the Ordersysteem knows of an order, for the control API. */
  async view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined> {
    const order = await this.orders.find(tx, workspace, id);
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
    tx: WriteTransaction,
    workspace: string,
    message: OrderRequest,
    { salesOrderId, lines }: { salesOrderId: string; lines: DecidedLine[] },
    outcome: OrderOutcome,
    manner: OrderBehaviour,
    now: number,
  ): Promise<OrderDecision[]> {
    const { requestReferenceId } = message;
    const write = orderConfirmation(message, salesOrderId, lines);
    const sequence = normalizeId(requestReferenceId);
    const confirmable = {
      workspace,
      operation: KIND.confirmation,
      requestReferenceId,
      orderingKey: sequence,
      write,
    };
    return this.confirmations.confirm(tx, confirmable, outcome, manner, now);
  }
}

function approvalIn(decisions: OrderDecision[]): Pick<Order, 'approvedAt' | 'approvalReferenceId'> {
  const approval = decisions.find(({ status }) => status === 'approved');
  return {
    approvedAt: approval ? toIsoUtc(approval.at) : null,
    approvalReferenceId: approval ? normalizeId(approval.responseReferenceId) : null,
  };
}
