import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { CreditOrderRecord, creditOrderOf } from '../../../apis/edu-v-order/record.messages.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import {
  insertInto,
  type ReadTransaction,
  type WriteTransaction,
} from '../../../platform/persistence/store.js';
import { Problem } from '../../../platform/errors/problem.js';
import type { Writer } from '../../../sandbox/state/collections.js';
import {
  credited,
  decideCredit,
  declineCredit,
  type CreditDecision,
  type CreditedLine,
} from '../credit-order.js';
import type { DecidedLine } from '../order.js';
import { OrderFinder, type FoundOrder, type NoOrder } from '../order-finder.js';
import { recordedDecisionsOf } from './recorded-decisions.js';

const COLLECTION = 'creditorders';
const WRITE = insertInto('credit_orders', 'workspace id acceptedAt orderId lines decisions');
const REMOVE = 'delete from "credit_orders" where "workspace" = ? and "id" = ?';
const FORGET_REFUSAL =
  'delete from "refusals" where "workspace" = ? and "collection" = ? and "id" = ?';
const ORDER_OF = 'select "orderId" from "credit_orders" where "workspace" = ? and "id" = ?';
const OF_ORDER = `select "lines" from "credit_orders"
  where "workspace" = ? and "orderId" = ? order by "acceptedAt", "id"`;
const DETACH =
  'update "credit_orders" set "orderId" = null where "workspace" = ? and "orderId" = ?';
const LINES = 'select "lines" from "orders" where "workspace" = ? and "id" = ?';
const CREDIT = 'update "orders" set "lines" = ? where "workspace" = ? and "id" = ?';

/** How testers write the credit orders of the Ordersysteem. Nothing is sent. */
@Injectable()
export class CreditOrderState implements Writer<CreditOrderRecord> {
  readonly of = CreditOrderRecord;
  readonly id = 'requestReferenceId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly finder: OrderFinder,
  ) {}

  async put(
    tx: WriteTransaction,
    workspace: string,
    written: CreditOrderRecord,
    before: object | undefined,
  ): Promise<void> {
    const credit = creditOrderOf(written);
    const id = normalizeId(credit.requestReferenceId);
    if (before) await this.clear(tx, workspace, id);
    const document = JSON.stringify(credit);
    await this.messages.put(tx, { workspace, collection: COLLECTION, id, document });
    const now = this.clock.now(workspace);
    const found = await this.finder.find(tx, workspace, credit, now);
    const { status, lines } = decided(written, credit, found);
    const order = status && status !== 'pending' && !('reason' in found) ? found.id : null;
    const decisions = JSON.stringify(recordedDecisionsOf(id, status, now));
    await tx.run(WRITE, workspace, id, toIsoUtc(now), order, JSON.stringify(lines), decisions);
    await this.recount(tx, workspace, order);
  }

  async remove(
    tx: WriteTransaction,
    workspace: string,
    requestReferenceId: string,
  ): Promise<boolean> {
    const id = normalizeId(requestReferenceId);
    await this.clear(tx, workspace, id);
    return this.messages.remove(tx, workspace, COLLECTION, id);
  }

  /** What the credit orders about an order took of it, the oldest first: a line that is declined took nothing. */
  async creditedOf(
    tx: ReadTransaction,
    workspace: string,
    orderId: string,
  ): Promise<CreditedLine[][]> {
    const rows = await tx.all<{ lines: string }>(OF_ORDER, workspace, orderId);
    return rows.map(({ lines }) => JSON.parse(lines) as CreditedLine[]);
  }

  /** The order is gone: what credited it stands alone. */
  async detach(tx: WriteTransaction, workspace: string, orderId: string): Promise<void> {
    await tx.run(DETACH, workspace, orderId);
  }

  /** Takes a credit order away, and gives its order back what it took. */
  private async clear(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    const operation = orderOperations.confirmCreditOrder;
    await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId: id });
    const row = await tx.get<{ orderId: string | null }>(ORDER_OF, workspace, id);
    await tx.run(REMOVE, workspace, id);
    await tx.run(FORGET_REFUSAL, workspace, COLLECTION, id);
    await this.recount(tx, workspace, row?.orderId ?? null);
  }

  private async recount(
    tx: WriteTransaction,
    workspace: string,
    orderId: string | null,
  ): Promise<void> {
    const row = orderId && (await tx.get<{ lines: string }>(LINES, workspace, orderId));
    if (!row) return;
    const credits = await this.creditedOf(tx, workspace, orderId);
    const lines = credited(JSON.parse(row.lines) as DecidedLine[], credits);
    await tx.run(CREDIT, JSON.stringify(lines), workspace, orderId);
  }
}

/** What becomes of a credit order: what the tester says, as far as the order lets itself be credited. */
function decided(
  { creditOrderStatus, requestReferenceId }: CreditOrderRecord,
  credit: CreditOrderRequest,
  found: FoundOrder | NoOrder,
): Pick<CreditDecision, 'lines'> & { status: CreditOrderRecord['creditOrderStatus'] } {
  const outcome =
    'reason' in found ? declineCredit(credit, found.reason) : decideCredit(credit, found.lines);
  const { status: own } = outcome;
  const status = creditOrderStatus === undefined ? own : creditOrderStatus;
  if (status === own) return outcome;
  if (status === 'approved')
    throw new Problem(409, {
      text: `Credit order ${requestReferenceId} cannot be approved: ${outcome.reason}`,
    });
  if (status === 'declined') return { ...declineCredit(credit, 'declined by hand'), status };
  return { status, lines: [] };
}
