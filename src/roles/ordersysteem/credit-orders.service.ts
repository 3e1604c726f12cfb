import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../contracts/edu-v-order/operations.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import type { Received } from '../../kernel/contract/received.js';
import { keyOf } from '../../kernel/messages/messages.js';
import { Store, insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import { Problem } from '../../kernel/problem/problem.js';
import type { HandDecision, Seen } from '../../kernel/state/collections.js';
import { Scenarios } from '../../kernel/state/scenarios.js';
import { Workspaces } from '../../kernel/workspaces/workspaces.js';
import { checkCreditOrder, checkCredited, metBy } from './checks.js';
import { Confirmations, creditOrderConfirmation } from './confirmations.js';
import { CreditOrder } from './credit-order.entity.js';
import {
  decideCredit,
  declineCredit,
  type CreditDecision,
  type JudgedCredit,
} from './credit-order.js';
import { Intake, type Kind } from './intake.js';
import { decisionAt, type Decision } from './order.js';
import { OrderFinder, type FoundOrder } from './order-finder.js';
import { API, orderMannerOf, type OrderManner } from './scenarios.js';

const KIND: Kind = {
  collection: 'creditorders',
  table: 'credit_orders',
  confirmation: orderApi.confirmCreditOrder,
};
const INSERT = insertInto('credit_orders', 'workspace id acceptedAt orderId lines decisions');
const CREDIT = 'update "orders" set "lines" = ? where "workspace" = ? and "id" = ?';

/** The credit orders of the Ordersysteem. */
@Injectable()
export class CreditOrdersService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly intake: Intake,
    private readonly confirmations: Confirmations,
    private readonly finder: OrderFinder,
    private readonly scenarios: Scenarios,
  ) {}

  async accept(caller: Caller, received: Received<CreditOrderRequest>): Promise<void> {
    const { workspace } = caller;
    const { message } = received;
    caller.note(checkCreditOrder(message));
    await this.intake.accept(caller, KIND, received, async (unit, now) => {
      const id = keyOf(message.requestReferenceId);
      if (this.workspaces.settings(workspace).decide === 'manual') {
        await unit.run(INSERT, workspace, id, zulu(now), null, '[]', '[]');
        return;
      }
      const { order, outcome } = await this.judge(unit, workspace, message, now);
      const found = checkCredited(outcome);
      caller.note(found);
      for (const met of metBy(message, found)) caller.meets(met);
      const manner = orderMannerOf(this.scenarios.callsOf(workspace, API)(message));
      const decisions = await this.decide(unit, workspace, message, order, outcome, manner, now);
      await unit.run(
        INSERT,
        workspace,
        id,
        zulu(now),
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
    decision: HandDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(async (unit) => {
      const { kept, message } = await this.intake.undecided<CreditOrder, CreditOrderRequest>(
        unit,
        KIND,
        CreditOrder,
        workspace,
        id,
      );
      const now = this.clock.now(workspace);
      const judged = await this.judge(unit, workspace, message, now);
      if (decision === 'approve' && judged.outcome.status === 'declined') {
        throw new Problem(409, {
          text: `Credit order ${id} cannot be approved: ${judged.outcome.reason}`,
        });
      }
      const outcome =
        decision === 'approve'
          ? judged.outcome
          : declineCredit(message, reason || 'declined by hand');
      const manner = { ...orderMannerOf([]), lateMs: 0 };
      const decisions = await this.decide(
        unit,
        workspace,
        message,
        judged.order,
        outcome,
        manner,
        now,
      );
      const change = { lines: outcome.lines, decisions, orderId: judged.order?.id ?? null };
      await unit.manager.update(CreditOrder, { workspace, id: kept.id }, change);
    });
  }

  /** What the Ordersysteem knows of a credit order, for the control API. */
  async view(look: Reading, workspace: string, id: string): Promise<Seen | undefined> {
    const credit = await look.manager.findOneBy(CreditOrder, { workspace, id });
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
    unit: Writing,
    workspace: string,
    message: CreditOrderRequest,
    now: number,
  ): Promise<{ order?: FoundOrder; outcome: JudgedCredit }> {
    const found = await this.finder.find(unit, workspace, message, now);
    if ('reason' in found) {
      const { reason, departs } = found;
      return { outcome: { ...declineCredit(message, reason), departs } };
    }
    return { order: found, outcome: decideCredit(message, found.lines) };
  }

  private async decide(
    unit: Writing,
    workspace: string,
    message: CreditOrderRequest,
    order: FoundOrder | undefined,
    outcome: CreditDecision,
    manner: OrderManner,
    now: number,
  ): Promise<Decision[]> {
    if (order && outcome.orderLines) {
      await unit.run(CREDIT, JSON.stringify(outcome.orderLines), workspace, order.id);
    }
    const { requestReferenceId } = message;
    const write = creditOrderConfirmation(
      message,
      order?.salesOrderId ?? message.salesOrderId,
      outcome.lines,
    );
    const sequence = order?.id ?? keyOf(requestReferenceId);
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
