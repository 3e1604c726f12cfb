import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
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
import { Problem } from '../../platform/errors/problem.js';
import type { ManualDecision, StateChange, StateView } from '../../sandbox/state/state-resource.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { checkCreditOrderRequest, checkCreditAgainstOrder } from './checks.js';
import { OrderConfirmationSender, creditOrderConfirmationComposer } from './confirmations.js';
import {
  decideCredit,
  declineCredit,
  type CreditDecision,
  type CreditCheck,
} from './decide-credit-order.js';
import {
  CREDIT_ORDERS,
  CreditOrders,
  messageStateOf,
  newMessageStateOf,
  type CreditOrderState,
} from './credit-orders.js';
import { OrderMessageIntake, type OrderIntakeKind } from './message-intake.js';
import { changesOf, decisionAt, type OrderDecision } from './decide-order.js';
import { CreditableOrderFinder } from './order-finder.js';
import { OrdersysteemOrderRepository, type CreditableOrder } from './order.repository.js';
import { ORDER_API, orderBehaviourOf, type OrderBehaviour } from './scenarios.js';

const KIND: OrderIntakeKind = {
  collection: CREDIT_ORDERS,
  confirmation: orderOperations.confirmCreditOrder,
};

/** Accepts credit orders and decides on them. */
@Injectable()
export class CreditOrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly intake: OrderMessageIntake,
    private readonly confirmations: OrderConfirmationSender,
    private readonly finder: CreditableOrderFinder,
    private readonly scenarios: Scenarios,
    private readonly orders: OrdersysteemOrderRepository,
    private readonly credits: CreditOrders,
  ) {}

  async accept(caller: Caller, received: ValidatedBody<CreditOrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { message, text } = received;
    caller.record(checkCreditOrderRequest(message));
    await yieldIfLong(text);
    await this.intake.accept(caller, KIND, received, async (tx, now, stored) => {
      const acceptedAt = toIsoUtc(now);
      if (this.workspaces.settings(workspace).decide === 'manual')
        return messageStateOf({ acceptedAt, orderId: null, lines: [], decisions: [] });
      const { order, outcome } = await this.assess(tx, workspace, message, now);
      await yieldIfLong(text);
      caller.record(checkCreditAgainstOrder(message, outcome));
      const behaviour = orderBehaviourOf(
        this.scenarios.behaviourLookup(workspace, ORDER_API)(message),
      );
      const decisions = await this.decide(tx, workspace, message, order, outcome, behaviour, now);
      await yieldIfLong(text);
      const { lines } = outcome;
      const state = { acceptedAt, orderId: order?.id ?? null, lines, decisions };
      return stored ? messageStateOf(state) : newMessageStateOf(state);
    });
  }

  /** Decides on a credit order for a tester, in a workspace with manual decisions. */
  async decideManually(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const creditId = normalizeId(id);
      const { stored, message } = await this.intake.findUndecided<
        CreditOrderState,
        CreditOrderRequest
      >(tx, KIND, await this.credits.find(tx, workspace, creditId), workspace, id);
      const now = this.clock.now(workspace);
      const assessment = await this.assess(tx, workspace, message, now);
      if (decision === 'approve' && assessment.outcome.status === 'declined') {
        throw new Problem(409, {
          text: `Credit order ${id} cannot be approved: ${assessment.outcome.reason}`,
        });
      }
      const outcome =
        decision === 'approve'
          ? assessment.outcome
          : declineCredit(message, reason || 'declined by a manual decision');
      const behaviour = { ...orderBehaviourOf([]), delayMs: 0 };
      const decisions = await this.decide(
        tx,
        workspace,
        message,
        assessment.order,
        outcome,
        behaviour,
        now,
      );
      const { lines } = outcome;
      const orderId = assessment.order?.id ?? null;
      await this.credits.set(tx, workspace, creditId, { ...stored, orderId, lines, decisions });
    });
  }

  /** State of a credit order, for the control API. */
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

  /** Times of the acceptance and of each decision. */
  async history(tx: ReadTransaction, workspace: string, id: string): Promise<StateChange[]> {
    const credit = await this.credits.find(tx, workspace, id);
    return credit ? changesOf(credit) : [];
  }

  private async assess(
    tx: WriteTransaction,
    workspace: string,
    message: CreditOrderRequest,
    now: number,
  ): Promise<{ order?: CreditableOrder; outcome: CreditCheck }> {
    const found = await this.finder.find(tx, workspace, message, now);
    if ('reason' in found) {
      const { reason, violates } = found;
      const { status, lines } = declineCredit(message, reason);
      return { outcome: { status, reason, lines, violates } };
    }
    return { order: found, outcome: decideCredit(message, found.lines) };
  }

  private async decide(
    tx: WriteTransaction,
    workspace: string,
    message: CreditOrderRequest,
    order: CreditableOrder | undefined,
    outcome: CreditDecision,
    behaviour: OrderBehaviour,
    now: number,
  ): Promise<OrderDecision[]> {
    if (order && outcome.orderLines) {
      await this.orders.setLines(tx, workspace, order.id, outcome.orderLines);
    }
    const { requestReferenceId } = message;
    const compose = creditOrderConfirmationComposer(
      message,
      order?.salesOrderId ?? message.salesOrderId,
      outcome.lines,
    );
    const orderingKey = order?.id ?? normalizeId(requestReferenceId);
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
