import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { OrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../apis/edu-v-order/operations.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { yieldIfLong } from '../../platform/time/turns.js';
import type { ValidatedBody } from '../../platform/http/validated-body.js';
import { normalizeId } from '../../platform/messages/messages.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import type { ManualDecision, StateChange, StateView } from '../../sandbox/state/state-resource.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { checkOrderRequest, checkNewPurchaseOrder } from './checks.js';
import { OrderConfirmationSender, orderConfirmationComposer } from './confirmations.js';
import { OrderMessageIntake, type OrderIntakeKind } from './message-intake.js';
import type { Order } from './order.entity.js';
import { OrdersysteemOrderRepository } from './order.repository.js';
import {
  decideOrder,
  changesOf,
  decisionAt,
  decidedLinesOf,
  type OrderDecision,
  type DecidedLine,
  type OrderOutcome,
} from './decide-order.js';
import { ORDER_API, orderBehaviourOf, type OrderBehaviour } from './scenarios.js';

const KIND: OrderIntakeKind = {
  collection: 'orders',
  confirmation: orderOperations.confirmOrder,
};

/** Accepts orders and decides on them. */
@Injectable()
export class OrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly intake: OrderMessageIntake,
    private readonly confirmations: OrderConfirmationSender,
    private readonly scenarios: Scenarios,
    private readonly orders: OrdersysteemOrderRepository,
  ) {}

  async accept(caller: Caller, received: ValidatedBody<OrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { message, text } = received;
    caller.record(checkOrderRequest(message));
    await yieldIfLong(text);
    await this.intake.accept(caller, KIND, received, async (tx, now) => {
      const { purchaseOrderId } = message;
      const same = await this.orders.hasPurchaseOrder(tx, workspace, purchaseOrderId);
      caller.record(checkNewPurchaseOrder(message, same));
      const lookup = this.scenarios.behaviourLookup(workspace, ORDER_API);
      const lines = decidedLinesOf(message, lookup);
      const salesOrderId = `SO-${randomUUID().slice(-12).toUpperCase()}`;
      const manual = this.workspaces.settings(workspace).decide === 'manual';
      const behaviour = orderBehaviourOf(lookup(message));
      const decisions = manual
        ? []
        : await this.decide(
            tx,
            workspace,
            message,
            { salesOrderId, lines },
            decideOrder(message, lines, lookup),
            behaviour,
            now,
          );
      await yieldIfLong(text);
      await this.orders.insert(tx, {
        workspace,
        id: normalizeId(message.requestReferenceId),
        purchaseOrderId: message.purchaseOrderId,
        salesOrderId,
        acceptedAt: toIsoUtc(now),
        ...approvalOf(decisions),
        lines,
        decisions,
      });
    });
  }

  /** Decides on an order for a tester, in a workspace with manual decisions. */
  async decideManually(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const found = await this.orders.find(tx, workspace, normalizeId(id));
      const { stored: order, message } = await this.intake.findUndecided<Order, OrderRequest>(
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
          : { status: 'declined', reason: reason || 'declined by a manual decision' };
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
      await this.orders.update(tx, order, { lines, decisions, ...approvalOf(decisions) });
    });
  }

  /** State of an order, for the control API. */
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

  /** Times of the acceptance and of each decision. */
  async history(tx: ReadTransaction, workspace: string, id: string): Promise<StateChange[]> {
    const order = await this.orders.find(tx, workspace, id);
    return order ? changesOf(order) : [];
  }

  private decide(
    tx: WriteTransaction,
    workspace: string,
    message: OrderRequest,
    { salesOrderId, lines }: { salesOrderId: string; lines: DecidedLine[] },
    outcome: OrderOutcome,
    behaviour: OrderBehaviour,
    now: number,
  ): Promise<OrderDecision[]> {
    const { requestReferenceId } = message;
    const compose = orderConfirmationComposer(message, salesOrderId, lines);
    const orderingKey = normalizeId(requestReferenceId);
    const confirmation = {
      workspace,
      operation: KIND.confirmation,
      requestReferenceId,
      orderingKey,
      compose,
    };
    return this.confirmations.confirm(tx, confirmation, outcome, behaviour, now);
  }
}

function approvalOf(decisions: OrderDecision[]): Pick<Order, 'approvedAt' | 'approvalReferenceId'> {
  const approval = decisions.find(({ status }) => status === 'approved');
  return {
    approvedAt: approval ? toIsoUtc(approval.at) : null,
    approvalReferenceId: approval ? normalizeId(approval.responseReferenceId) : null,
  };
}
