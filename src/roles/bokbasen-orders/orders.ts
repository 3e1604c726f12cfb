import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Mode } from '../../contracts/bokbasen-orders/messages.js';
import type { Finding } from '../../kernel/journal/exchange.js';
import { keyOf } from '../../kernel/messages/messages.js';
import { insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import type { Order } from './order.js';
import type { Line, SellerSaid } from './order-line.js';

const COLUMNS =
  '"id", "buyer", "seller", "orderNumber", "createdAt", "processedAt", "outcome", "updatedAt", "arrival"';
const INSERT = insertInto(
  'bokbasen_orders',
  'workspace id arrival buyer seller orderNumber createdAt processedAt outcome updatedAt failures document',
);
const WRITE_LINE = insertInto(
  'bokbasen_order_lines',
  'workspace orderId id ean quantity status said',
  'on conflict ("workspace", "orderId", "id") do update set "status" = excluded."status", "said" = excluded."said"',
);
const FIND = `select ${COLUMNS} from "bokbasen_orders" where "workspace" = ? and "id" = ?`;
const DOCUMENT = 'select "document" from "bokbasen_orders" where "workspace" = ? and "id" = ?';
const FAILURES = 'select "failures" from "bokbasen_orders" where "workspace" = ? and "id" = ?';
const USED = `select 1 as "used" from "bokbasen_orders"
  where "workspace" = ? and "buyer" = ? and "orderNumber" = ? limit 1`;
const LINES = `select "id", "ean", "quantity", "status", "said" from "bokbasen_order_lines"
  where "workspace" = ? and "orderId" = ? order by "id"`;
const LINE = `select "id", "ean", "quantity", "status", "said" from "bokbasen_order_lines"
  where "workspace" = ? and "orderId" = ? and "id" = ?`;
const TOUCH = 'update "bokbasen_orders" set "updatedAt" = ? where "workspace" = ? and "id" = ?';
const PROCESS = `update "bokbasen_orders" set "processedAt" = ?, "updatedAt" = ?, "outcome" = ?, "failures" = ?
  where "workspace" = ? and "id" = ?`;
const PAGE = `select ${COLUMNS} from "bokbasen_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;
/** An order that is not processed yet was last updated when it came in. */
const SENT_BY = `select ${COLUMNS} from "bokbasen_orders"
  where "workspace" = ? and "buyer" = ? and "updatedAt" >= ? and ("processedAt" <= ? or "createdAt" >= ?)`;
const SENT_TO = `select ${COLUMNS} from "bokbasen_orders"
  where "workspace" = ? and "seller" = ? and "updatedAt" >= ? and "processedAt" <= ? and "outcome" = 'SENT'`;

const REMOVE = 'delete from "bokbasen_orders" where "workspace" = ? and "id" = ?';
const REMOVE_LINES = 'delete from "bokbasen_order_lines" where "workspace" = ? and "orderId" = ?';

export type StoredOrder = Order & { arrival: string; updatedAt: string };

interface LineRow {
  id: number;
  ean: string | null;
  quantity: number;
  status: Line['status'];
  said: string;
}

/** The orders of a workspace and their lines, as they are kept. */
@Injectable()
export class Orders {
  async enter(
    unit: Writing,
    workspace: string,
    order: Order,
    {
      lines,
      failures,
      document,
      updatedAt = order.processedAt,
    }: {
      lines: readonly Line[];
      failures: Finding[];
      document: string;
      updatedAt?: string;
    },
  ): Promise<void> {
    const { id, buyer, seller, orderNumber, createdAt, processedAt, outcome } = order;
    await unit.run(
      INSERT,
      workspace,
      id,
      uuid(),
      buyer,
      seller,
      orderNumber,
      createdAt,
      processedAt,
      outcome,
      updatedAt,
      JSON.stringify(failures),
      document,
    );
    for (const line of lines) await this.writeLine(unit, workspace, id, line);
  }

  async find(look: Reading, workspace: string, id: string): Promise<StoredOrder | undefined> {
    return look.get<StoredOrder>(FIND, workspace, keyOf(id));
  }

  async documentOf(look: Reading, workspace: string, id: string): Promise<string> {
    return (await look.get<{ document: string }>(DOCUMENT, workspace, keyOf(id)))?.document ?? '';
  }

  async failuresOf(look: Reading, workspace: string, id: string): Promise<Finding[]> {
    const row = await look.get<{ failures: string }>(FAILURES, workspace, keyOf(id));
    return JSON.parse(row?.failures ?? '[]') as Finding[];
  }

  /** Whether a buyer has sent an order of this number, whatever became of it. */
  async isUsed(look: Reading, workspace: string, buyer: string, number: string): Promise<boolean> {
    return (await look.get(USED, workspace, buyer, number)) !== undefined;
  }

  /** What these parties sent, or received, and was last updated from that moment on; in the order of arrival. */
  async list(
    look: Reading,
    asked: { workspace: string; parties: readonly string[]; mode: Mode; from: string; now: string },
  ): Promise<StoredOrder[]> {
    const { workspace, parties, mode, from, now } = asked;
    const found: StoredOrder[] = [];
    for (const party of parties) {
      const rows =
        mode === 'SENT_BY_ME'
          ? await look.all<StoredOrder>(SENT_BY, workspace, party, from, now, from)
          : await look.all<StoredOrder>(SENT_TO, workspace, party, from, now);
      found.push(...rows);
    }
    return found.toSorted((one, other) => (one.arrival < other.arrival ? -1 : 1));
  }

  /** The newest first, beginning behind that arrival. */
  async page(
    look: Reading,
    workspace: string,
    limit: number,
    behind = '~',
  ): Promise<StoredOrder[]> {
    return look.all<StoredOrder>(PAGE, workspace, behind, limit);
  }

  async linesOf(look: Reading, workspace: string, id: string): Promise<Line[]> {
    return (await look.all<LineRow>(LINES, workspace, keyOf(id))).map(lineOf);
  }

  async lineOf(
    look: Reading,
    workspace: string,
    id: string,
    line: number,
  ): Promise<Line | undefined> {
    const row = await look.get<LineRow>(LINE, workspace, keyOf(id), line);
    return row && lineOf(row);
  }

  async writeLine(unit: Writing, workspace: string, id: string, line: Line): Promise<void> {
    const { ean = null, quantity, status, said } = line;
    const order = keyOf(id);
    await unit.run(
      WRITE_LINE,
      workspace,
      order,
      line.id,
      ean,
      quantity,
      status,
      JSON.stringify(said),
    );
  }

  /** False: there was none. */
  async remove(unit: Writing, workspace: string, id: string): Promise<boolean> {
    await unit.run(REMOVE_LINES, workspace, keyOf(id));
    return (await unit.run(REMOVE, workspace, keyOf(id))) === 1;
  }

  /** Says that the order was updated at that moment. */
  async touch(unit: Writing, workspace: string, id: string, now: string): Promise<void> {
    await unit.run(TOUCH, now, workspace, keyOf(id));
  }

  /** Ends the processing of an order at that moment. */
  async endProcessing(
    unit: Writing,
    workspace: string,
    id: string,
    { now, outcome, failures }: { now: string; outcome: Order['outcome']; failures: Finding[] },
  ): Promise<void> {
    const why = JSON.stringify(failures);
    await unit.run(PROCESS, now, now, outcome, why, workspace, keyOf(id));
  }
}

function lineOf({ ean, said, ...row }: LineRow): Line {
  return { ...row, ean: ean ?? undefined, said: JSON.parse(said) as SellerSaid };
}
