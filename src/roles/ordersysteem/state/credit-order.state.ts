import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { CreditOrderRecord, creditOrderOf } from '../../../apis/edu-v-order/record.messages.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { Problem } from '../../../platform/errors/problem.js';
import {
  StateResource,
  type HistorySource,
  type ManualDecider,
  type StateViewSource,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import {
  applyCredits,
  decideCredit,
  declineCredit,
  type CreditDecision,
  type CreditedLine,
} from '../decide-credit-order.js';
import { CREDIT_ORDERS, CreditOrders } from '../credit-orders.js';
import { CreditableOrderFinder, type NoCreditableOrder } from '../order-finder.js';
import { OrdersysteemOrderRepository, type CreditableOrder } from '../order.repository.js';
import { RefusalRepository } from '../refusal.repository.js';
import { ORDERSYSTEEM_ROLE } from '../role.js';
import { CreditOrderService } from '../credit-orders.service.js';
import { recordedDecisionsOf } from './recorded-decisions.js';

/** Manual decisions on a credit order. */
export const creditOrderDecisions = ['approve', 'decline'] as const;

/** State resource for the credit orders of the Ordersysteem. A change sends nothing. */
@StateResource()
@Injectable()
export class CreditOrderStateResource
  implements
    StateResource,
    StateWriter<CreditOrderRecord>,
    StateViewSource,
    HistorySource,
    ManualDecider
{
  readonly role = ORDERSYSTEEM_ROLE;
  readonly collection = CREDIT_ORDERS;
  readonly itemType = { of: CreditOrderRecord, id: 'requestReferenceId', anyCase: true } as const;
  readonly decisions = creditOrderDecisions;

  constructor(
    private readonly service: CreditOrderService,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly finder: CreditableOrderFinder,
    private readonly orders: OrdersysteemOrderRepository,
    private readonly credits: CreditOrders,
    private readonly refusals: RefusalRepository,
  ) {}

  view(...args: Parameters<StateViewSource['view']>) {
    return this.service.view(...args);
  }

  history(...args: Parameters<HistorySource['history']>) {
    return this.service.history(...args);
  }

  decide(...args: Parameters<ManualDecider['decide']>) {
    return this.service.decideManually(...args);
  }

  async put(
    tx: WriteTransaction,
    workspace: string,
    record: CreditOrderRecord,
    before: object | undefined,
  ): Promise<void> {
    const credit = creditOrderOf(record);
    const id = normalizeId(credit.requestReferenceId);
    if (before) await this.clear(tx, workspace, id);
    const document = JSON.stringify(credit);
    await this.messages.put(tx, { workspace, collection: this.collection, id, document });
    const now = this.clock.now(workspace);
    const found = await this.finder.find(tx, workspace, credit, now);
    const { status, lines } = decideRecordedCredit(record, credit, found);
    const orderId = status && status !== 'pending' && !('reason' in found) ? found.id : null;
    const decisions = recordedDecisionsOf(id, status, now);
    const acceptedAt = toIsoUtc(now);
    await this.credits.set(tx, workspace, id, { acceptedAt, orderId, lines, decisions });
    await this.updateCredited(tx, workspace, orderId);
  }

  async remove(
    tx: WriteTransaction,
    workspace: string,
    requestReferenceId: string,
  ): Promise<boolean> {
    const id = normalizeId(requestReferenceId);
    await this.clear(tx, workspace, id);
    return this.messages.remove(tx, workspace, this.collection, id);
  }

  /** Lines of the credit orders of an order, the oldest first. Declined lines are included. */
  async creditsOf(
    tx: ReadTransaction,
    workspace: string,
    orderId: string,
  ): Promise<CreditedLine[][]> {
    return this.credits.linesOfOrder(tx, workspace, orderId);
  }

  /** Removes the reference to an order from its credit orders, because the order is removed. */
  async detach(tx: WriteTransaction, workspace: string, orderId: string): Promise<void> {
    await this.credits.detach(tx, workspace, orderId);
  }

  /** Removes the state of a credit order, and updates the credited quantities of its order. */
  private async clear(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    const operation = orderOperations.confirmCreditOrder;
    await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId: id });
    const credit = await this.credits.find(tx, workspace, id);
    await this.credits.remove(tx, workspace, id);
    await this.refusals.remove(tx, { workspace, collection: this.collection, id });
    if (credit) await this.updateCredited(tx, workspace, credit.orderId);
  }

  private async updateCredited(
    tx: WriteTransaction,
    workspace: string,
    orderId: string | null,
  ): Promise<void> {
    if (orderId === null) return;
    const lines = await this.orders.lines(tx, workspace, orderId);
    if (!lines) return;
    const credits = await this.creditsOf(tx, workspace, orderId);
    await this.orders.setLines(tx, workspace, orderId, applyCredits(lines, credits));
  }
}

/** Decision on a credit order as recorded by a tester; 409 when the order does not allow it. */
function decideRecordedCredit(
  { creditOrderStatus, requestReferenceId }: CreditOrderRecord,
  credit: CreditOrderRequest,
  found: CreditableOrder | NoCreditableOrder,
): Pick<CreditDecision, 'lines'> & { status: CreditOrderRecord['creditOrderStatus'] } {
  const outcome =
    'reason' in found ? declineCredit(credit, found.reason) : decideCredit(credit, found.lines);
  const { status: computed } = outcome;
  const status = creditOrderStatus === undefined ? computed : creditOrderStatus;
  if (status === computed) return outcome;
  if (status === 'approved')
    throw new Problem(409, {
      text: `Credit order ${requestReferenceId} cannot be approved: ${outcome.reason}`,
    });
  if (status === 'declined')
    return { ...declineCredit(credit, 'declined by a manual decision'), status };
  return { status, lines: [] };
}
