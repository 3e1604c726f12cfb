import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import type { Mode } from '../../apis/bokbasen-orders/messages.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { hashedId } from '../../platform/persistence/id-hash.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { BokbasenOrder, BokbasenOrderLine } from './order.entities.js';
import type { OrderTimeline } from './order.js';
import type { StoredOrderLine, SellerUpdate } from './order-line.js';
import type { Violation } from '../../platform/requirements/violation.js';

const COLUMNS =
  '"id", "buyer", "seller", "orderNumber", "createdAt", "processedAt", "outcome", "updatedAt", "arrival"';
const INSERT = insertInto(BokbasenOrder);
const REPLACE_LINE = insertInto(BokbasenOrderLine, ['status', 'sellerUpdate']);
const FIND = `select ${COLUMNS} from "bokbasen_orders" where "workspace" = ? and "idHash" = ? and "id" = ?`;
const DOCUMENT =
  'select "document" from "bokbasen_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const FAILURES =
  'select "failures" from "bokbasen_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const USED = `select 1 as "used" from "bokbasen_orders"
  where "workspace" = ? and "buyer" = ? and "orderNumber" = ? limit 1`;
const BY_NUMBER =
  'select "id" from "bokbasen_orders" where "workspace" = ? and "buyer" = ? and "orderNumber" = ?';
const LINES = `select "id", "ean", "quantity", "status", "said" as "sellerUpdate" from "bokbasen_order_lines"
  where "workspace" = ? and "idHash" = ? and "orderId" = ? order by "id"`;
const LINE = `select "id", "ean", "quantity", "status", "said" as "sellerUpdate" from "bokbasen_order_lines"
  where "workspace" = ? and "idHash" = ? and "orderId" = ? and "id" = ?`;
const TOUCH =
  'update "bokbasen_orders" set "updatedAt" = ? where "workspace" = ? and "idHash" = ? and "id" = ?';
const PROCESS = `update "bokbasen_orders" set "processedAt" = ?, "updatedAt" = ?, "outcome" = ?, "failures" = ?
  where "workspace" = ? and "idHash" = ? and "id" = ?`;
const PAGE = `select ${COLUMNS} from "bokbasen_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;
/** Orders of a buyer. An order that is not processed yet counts as updated when it arrived. */
const SENT_BY = `select ${COLUMNS} from "bokbasen_orders"
  where "workspace" = ? and "buyer" = ? and "updatedAt" >= ? and ("processedAt" <= ? or "createdAt" >= ?)`;
const SENT_TO = `select ${COLUMNS} from "bokbasen_orders"
  where "workspace" = ? and "seller" = ? and "updatedAt" >= ? and "processedAt" <= ? and "outcome" = 'SENT'`;

const REMOVE = 'delete from "bokbasen_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const REMOVE_LINES =
  'delete from "bokbasen_order_lines" where "workspace" = ? and "idHash" = ? and "orderId" = ?';

export type StoredOrder = OrderTimeline & { arrival: string; updatedAt: string };

interface LineRow {
  id: number;
  ean: string | null;
  quantity: number;
  status: StoredOrderLine['status'];
  sellerUpdate: string;
}

/** Stored orders of a workspace and their lines. */
@Injectable()
export class BokbasenOrderRepository {
  async insert(
    tx: WriteTransaction,
    workspace: string,
    order: OrderTimeline,
    {
      lines,
      failures,
      document,
      updatedAt = order.processedAt,
    }: {
      lines: readonly StoredOrderLine[];
      failures: Violation[];
      document: string;
      updatedAt?: string;
    },
  ): Promise<void> {
    const { id, buyer, seller, orderNumber, createdAt, processedAt, outcome } = order;
    await tx.insert(INSERT, {
      workspace,
      id,
      arrival: uuidV7(),
      buyer,
      seller,
      orderNumber,
      createdAt,
      processedAt,
      outcome,
      updatedAt,
      failures,
      document,
    });
    for (const line of lines) await this.writeLine(tx, workspace, id, line);
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<StoredOrder | undefined> {
    return tx.get<StoredOrder>(FIND, ...hashedId(workspace, normalizeId(id)));
  }

  /** Ids of the orders of these buyers with this number. */
  async idsByNumber(
    tx: ReadTransaction,
    workspace: string,
    buyers: readonly string[],
    number: string,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const buyer of buyers) {
      const found = await tx.all<{ id: string }>(BY_NUMBER, workspace, buyer, number);
      ids.push(...found.map(({ id }) => id));
    }
    return ids;
  }

  async documentOf(tx: ReadTransaction, workspace: string, id: string): Promise<string> {
    return (
      (await tx.get<{ document: string }>(DOCUMENT, ...hashedId(workspace, normalizeId(id))))
        ?.document ?? ''
    );
  }

  async failuresOf(tx: ReadTransaction, workspace: string, id: string): Promise<Violation[]> {
    const row = await tx.get<{ failures: string }>(
      FAILURES,
      ...hashedId(workspace, normalizeId(id)),
    );
    return JSON.parse(row?.failures ?? '[]') as Violation[];
  }

  /** True when a buyer has sent an order with this number, whatever its outcome. */
  async isUsed(
    tx: ReadTransaction,
    workspace: string,
    buyer: string,
    number: string,
  ): Promise<boolean> {
    return (await tx.get(USED, workspace, buyer, number)) !== undefined;
  }

  /** Orders that these parties sent or received and that were updated since `from`, in the order of arrival. */
  async list(
    tx: ReadTransaction,
    args: { workspace: string; parties: readonly string[]; mode: Mode; from: string; now: string },
  ): Promise<StoredOrder[]> {
    const { workspace, parties, mode, from, now } = args;
    const found: StoredOrder[] = [];
    for (const party of parties) {
      const rows =
        mode === 'SENT_BY_ME'
          ? await tx.all<StoredOrder>(SENT_BY, workspace, party, from, now, from)
          : await tx.all<StoredOrder>(SENT_TO, workspace, party, from, now);
      found.push(...rows);
    }
    return found.toSorted((a, b) => (a.arrival < b.arrival ? -1 : 1));
  }

  /** Page of orders, the newest first, that starts after the arrival `behind`. */
  async page(
    tx: ReadTransaction,
    workspace: string,
    limit: number,
    behind = '~',
  ): Promise<StoredOrder[]> {
    return tx.all<StoredOrder>(PAGE, workspace, behind, limit);
  }

  async linesOf(tx: ReadTransaction, workspace: string, id: string): Promise<StoredOrderLine[]> {
    return (await tx.all<LineRow>(LINES, ...hashedId(workspace, normalizeId(id)))).map(lineOf);
  }

  async lineOf(
    tx: ReadTransaction,
    workspace: string,
    id: string,
    line: number,
  ): Promise<StoredOrderLine | undefined> {
    const row = await tx.get<LineRow>(LINE, ...hashedId(workspace, normalizeId(id)), line);
    return row && lineOf(row);
  }

  async writeLine(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    line: StoredOrderLine,
  ): Promise<void> {
    const { ean = null, ...rest } = line;
    await tx.insert(REPLACE_LINE, { workspace, orderId: normalizeId(id), ...rest, ean });
  }

  /** Removes an order with its lines. False: there is no order of this id. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    await tx.run(REMOVE_LINES, ...hashedId(workspace, normalizeId(id)));
    return (await tx.run(REMOVE, ...hashedId(workspace, normalizeId(id)))) === 1;
  }

  /** Sets the time at which the order was updated. */
  async touch(tx: WriteTransaction, workspace: string, id: string, now: string): Promise<void> {
    await tx.run(TOUCH, now, ...hashedId(workspace, normalizeId(id)));
  }

  /** Ends the processing of an order at `now`. */
  async endProcessing(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    {
      now,
      outcome,
      failures,
    }: { now: string; outcome: OrderTimeline['outcome']; failures: Violation[] },
  ): Promise<void> {
    const reasons = JSON.stringify(failures);
    await tx.run(PROCESS, now, now, outcome, reasons, ...hashedId(workspace, normalizeId(id)));
  }
}

function lineOf({ ean, sellerUpdate, ...row }: LineRow): StoredOrderLine {
  return { ...row, ean: ean ?? undefined, sellerUpdate: JSON.parse(sellerUpdate) as SellerUpdate };
}
