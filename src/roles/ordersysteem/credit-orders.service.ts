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
  insertInto,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import type { ManualDecision, StateView } from '../../sandbox/state/collections.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { checkCreditOrder, checkCredited } from './checks.js';
import { Confirmations, creditOrderConfirmation } from './confirmations.js';
import { CreditOrder } from './credit-order.entity.js';
import {
  decideCredit,
  declineCredit,
  type CreditDecision,
  type CreditCheck,
} from './credit-order.js';
import { MessageIntake, type IntakeKind } from './message-intake.js';
import { decisionAt, type OrderDecision } from './order.js';
import { OrderFinder, type FoundOrder } from './order-finder.js';
import { API, orderBehaviourOf, type OrderBehaviour } from './scenarios.js';

const KIND: IntakeKind = {
  collection: 'creditorders',
  table: 'credit_orders',
  confirmation: orderOperations.confirmCreditOrder,
};
const INSERT = insertInto('credit_orders', 'workspace id acceptedAt orderId lines decisions');
const CREDIT = 'update "orders" set "lines" = ? where "workspace" = ? and "id" = ?';

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
  ) {}

  async accept(caller: Caller, received: ValidatedBody<CreditOrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { message } = received;
    caller.record(checkCreditOrder(message));
    await this.intake.accept(caller, KIND, received, async (tx, now) => {
      const id = normalizeId(message.requestReferenceId);
      if (this.workspaces.settings(workspace).decide === 'manual') {
        await tx.run(INSERT, workspace, id, toIsoUtc(now), null, '[]', '[]');
        return;
      }
      const { order, outcome } = await this.judge(tx, workspace, message, now);
      caller.record(checkCredited(message, outcome));
      const manner = orderBehaviourOf(this.scenarios.behaviourLookup(workspace, API)(message));
      const decisions = await this.decide(tx, workspace, message, order, outcome, manner, now);
      await tx.run(
        INSERT,
        workspace,
        id,
        toIsoUtc(now),
        order?.id ?? null,
        JSON.stringify(outcome.lines),
        JSON.stringify(decisions),
      );
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
      const { kept, message } = await this.intake.undecided<CreditOrder, CreditOrderRequest>(
        tx,
        KIND,
        CreditOrder,
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
      await tx.manager.update(CreditOrder, { workspace, id: kept.id }, change);
    });
  }

  /** What the Ordersysteem knows of a credit order, for the control API. */
  async view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined> {
    const credit = await tx.manager.findOneBy(CreditOrder, { workspace, id });
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
  ): Promise<{ order?: FoundOrder; outcome: CreditCheck }> {
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
    order: FoundOrder | undefined,
    outcome: CreditDecision,
    manner: OrderBehaviour,
    now: number,
  ): Promise<OrderDecision[]> {
    if (order && outcome.orderLines) {
      await tx.run(CREDIT, JSON.stringify(outcome.orderLines), workspace, order.id);
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
