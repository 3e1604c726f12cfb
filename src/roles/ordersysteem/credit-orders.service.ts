import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
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
import { Problem } from '../../platform/errors/problem.js';
import type { ManualDecision, StateView } from '../../sandbox/state/collections.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { checkCreditOrder, checkCredited } from './checks.js';
import { Confirmations, creditOrderConfirmation } from './confirmations.js';
import type { CreditOrder } from './credit-order.entity.js';
import {
  decideCredit,
  declineCredit,
  type CreditDecision,
  type CreditCheck,
} from './credit-order.js';
import { CreditOrderRepository } from './credit-order.repository.js';
import { MessageIntake, type IntakeKind } from './message-intake.js';
import { decisionAt, type OrderDecision } from './order.js';
import { OrderFinder } from './order-finder.js';
import { OrdersysteemOrderRepository, type CreditableOrder } from './order.repository.js';
import { API, orderBehaviourOf, type OrderBehaviour } from './scenarios.js';

const KIND: IntakeKind = {
  collection: 'creditorders',
  confirmation: orderOperations.confirmCreditOrder,
};

/** The credit orders of the Ordersysteem. */
@Injectable()
export class CreditOrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly intake: MessageIntake,
    private readonly confirmations: Confirmations,
    private readonly finder: OrderFinder,
    private readonly scenarios: Scenarios,
    private readonly orders: OrdersysteemOrderRepository,
    private readonly credits: CreditOrderRepository,
  ) {}

  async accept(caller: Caller, received: ValidatedBody<CreditOrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { message } = received;
    caller.record(checkCreditOrder(message));
    await this.intake.accept(caller, KIND, received, async (tx, now) => {
      const accepted = {
        workspace,
        id: normalizeId(message.requestReferenceId),
        acceptedAt: toIsoUtc(now),
      };
      if (this.workspaces.settings(workspace).decide === 'manual') {
        await this.credits.insert(tx, { ...accepted, orderId: null, lines: [], decisions: [] });
        return;
      }
      const { order, outcome } = await this.judge(tx, workspace, message, now);
      caller.record(checkCredited(message, outcome));
      const manner = orderBehaviourOf(this.scenarios.behaviourLookup(workspace, API)(message));
      const decisions = await this.decide(tx, workspace, message, order, outcome, manner, now);
      await this.credits.insert(tx, {
        ...accepted,
        orderId: order?.id ?? null,
        lines: outcome.lines,
        decisions,
      });
    });
  }

  /** Decides on a credit order that was accepted while the workspace decides by hand. */
  async decideByHand(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const credit = await this.credits.find(tx, workspace, normalizeId(id));
      const { kept, message } = await this.intake.undecided<CreditOrder, CreditOrderRequest>(
        tx,
        KIND,
        credit,
        workspace,
        id,
      );
      const now = this.clock.now(workspace);
      const judged = await this.judge(tx, workspace, message, now);
      if (decision === 'approve' && judged.outcome.status === 'declined') {
        throw new Problem(409, {
          text: `Credit order ${id} cannot be approved: ${judged.outcome.reason}`,
        });
      }
      const outcome =
        decision === 'approve'
          ? judged.outcome
          : declineCredit(message, reason || 'declined by hand');
      const manner = { ...orderBehaviourOf([]), delayMs: 0 };
      const decisions = await this.decide(
        tx,
        workspace,
        message,
        judged.order,
        outcome,
        manner,
        now,
      );
      const change = { lines: outcome.lines, decisions, orderId: judged.order?.id ?? null };
      await this.credits.update(tx, kept, change);
    });
  }

  /** What the Ordersysteem knows of a credit order, for the control API. */
  async view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined> {
    const credit = await this.credits.find(tx, workspace, id);
    if (!credit) return undefined;
    const { acceptedAt, orderId, lines } = credit;
    const decision = decisionAt(credit.decisions, this.clock.now(workspace));
    return {
      summary: { creditOrderStatus: decision?.status ?? null },
      detail: {
        acceptedAt,
        orderId,
        ...(decision && { responseReferenceId: decision.responseReferenceId }),
        lines,
      },
    };
  }

  private async judge(
    tx: WriteTransaction,
    workspace: string,
    message: CreditOrderRequest,
    now: number,
  ): Promise<{ order?: CreditableOrder; outcome: CreditCheck }> {
    const found = await this.finder.find(tx, workspace, message, now);
    if ('reason' in found) {
      const { reason, violates } = found;
      return { outcome: { ...declineCredit(message, reason), violates } };
    }
    return { order: found, outcome: decideCredit(message, found.lines) };
  }

  private async decide(
    tx: WriteTransaction,
    workspace: string,
    message: CreditOrderRequest,
    order: CreditableOrder | undefined,
    outcome: CreditDecision,
    manner: OrderBehaviour,
    now: number,
  ): Promise<OrderDecision[]> {
    if (order && outcome.orderLines) {
      await this.orders.setLines(tx, workspace, order.id, outcome.orderLines);
    }
    const { requestReferenceId } = message;
    const write = creditOrderConfirmation(
      message,
      order?.salesOrderId ?? message.salesOrderId,
      outcome.lines,
    );
    const sequence = order?.id ?? normalizeId(requestReferenceId);
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
