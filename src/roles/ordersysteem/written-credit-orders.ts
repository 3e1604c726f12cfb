import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../contracts/edu-v-order/operations.js';
import { WrittenCreditOrder, creditOrderOf } from '../../contracts/edu-v-order/record.messages.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import { Messages, keyOf } from '../../kernel/messages/messages.js';
import { Outbox } from '../../kernel/outbox/outbox.js';
import { insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import { Problem } from '../../kernel/problem/problem.js';
import type { Writer } from '../../kernel/state/collections.js';
import {
  credited,
  decideCredit,
  declineCredit,
  type CreditDecision,
  type CreditedLine,
} from './credit-order.js';
import type { Line } from './order.js';
import { OrderFinder, type FoundOrder, type NoOrder } from './order-finder.js';
import { decisionsOf } from './written-decisions.js';

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
export class WrittenCreditOrders implements Writer<WrittenCreditOrder> {
  readonly of = WrittenCreditOrder;
  readonly id = 'requestReferenceId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly finder: OrderFinder,
  ) {}

  async put(
    unit: Writing,
    workspace: string,
    written: WrittenCreditOrder,
    before: object | undefined,
  ): Promise<void> {
    const credit = creditOrderOf(written);
    const id = keyOf(credit.requestReferenceId);
    if (before) await this.clear(unit, workspace, id);
    const document = JSON.stringify(credit);
    await this.messages.put(unit, { workspace, collection: COLLECTION, id, document });
    const now = this.clock.now(workspace);
    const found = await this.finder.find(unit, workspace, credit, now);
    const { status, lines } = decided(written, credit, found);
    const order = status && status !== 'pending' && !('reason' in found) ? found.id : null;
    const decisions = JSON.stringify(decisionsOf(id, status, now));
    await unit.run(WRITE, workspace, id, zulu(now), order, JSON.stringify(lines), decisions);
    await this.recount(unit, workspace, order);
  }

  async remove(unit: Writing, workspace: string, requestReferenceId: string): Promise<boolean> {
    const id = keyOf(requestReferenceId);
    await this.clear(unit, workspace, id);
    return this.messages.remove(unit, workspace, COLLECTION, id);
  }

  /** What the credit orders about an order took of it, the oldest first: a line that is declined took nothing. */
  async creditedOf(look: Reading, workspace: string, orderId: string): Promise<CreditedLine[][]> {
    const rows = await look.all<{ lines: string }>(OF_ORDER, workspace, orderId);
    return rows.map(({ lines }) => JSON.parse(lines) as CreditedLine[]);
  }

  /** The order is gone: what credited it stands alone. */
  async detach(unit: Writing, workspace: string, orderId: string): Promise<void> {
    await unit.run(DETACH, workspace, orderId);
  }

  /** Takes a credit order away, and gives its order back what it took. */
  private async clear(unit: Writing, workspace: string, id: string): Promise<void> {
    const operation = orderApi.confirmCreditOrder;
    await this.outbox.cancelAbout(unit, { workspace, operation, about: id });
    const row = await unit.get<{ orderId: string | null }>(ORDER_OF, workspace, id);
    await unit.run(REMOVE, workspace, id);
    await unit.run(FORGET_REFUSAL, workspace, COLLECTION, id);
    await this.recount(unit, workspace, row?.orderId ?? null);
  }

  private async recount(unit: Writing, workspace: string, orderId: string | null): Promise<void> {
    const row = orderId && (await unit.get<{ lines: string }>(LINES, workspace, orderId));
    if (!row) return;
    const credits = await this.creditedOf(unit, workspace, orderId);
    const lines = credited(JSON.parse(row.lines) as Line[], credits);
    await unit.run(CREDIT, JSON.stringify(lines), workspace, orderId);
  }
}

/** What becomes of a credit order: what the tester says, as far as the order lets itself be credited. */
function decided(
  { creditOrderStatus, requestReferenceId }: WrittenCreditOrder,
  credit: CreditOrderRequest,
  found: FoundOrder | NoOrder,
): Pick<CreditDecision, 'lines'> & { status: WrittenCreditOrder['creditOrderStatus'] } {
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
