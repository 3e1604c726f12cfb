import { Injectable } from '@nestjs/common';
import { hashedId, idHash } from '../../platform/persistence/id-hash.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Order } from './order.entity.js';
import type { DecidedLine, OrderDecision } from './decide-order.js';

/** Fields of an order that a credit order needs. */
export type CreditableOrder = Pick<
  Order,
  'id' | 'purchaseOrderId' | 'salesOrderId' | 'approvalReferenceId' | 'lines' | 'decisions'
>;

type OrderRow = Omit<CreditableOrder, 'lines' | 'decisions'> & { lines: string; decisions: string };

const INSERT = insertInto(Order, 'unchecked');
const REMOVE = 'delete from "orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const SET_LINES =
  'update "orders" set "lines" = ? where "workspace" = ? and "idHash" = ? and "id" = ?';
const LINES = 'select "lines" from "orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const DECISIONS =
  'select "decisions" from "orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const SAME_PURCHASE_ORDER =
  'select "id" from "orders" where "workspace" = ? and "purchaseOrderId" = ? limit 1';
const SAME_SALES_ORDER =
  'select "id" from "orders" where "workspace" = ? and "salesOrderId" = ? and "id" <> ? limit 1';
const BY_REFERENCE = ['purchaseOrderId', 'salesOrderId', 'approvalReferenceId'].map(
  (column) => `select "id" from "orders" where "workspace" = ? and "${column}" = ? limit ?`,
);
/** Maximum number of orders with the same number that are found. */
const MAX_FOUND = 20;
const COLUMNS =
  '"id", "purchaseOrderId", "salesOrderId", "approvalReferenceId", "lines", "decisions"';
const BY_SALES_ORDER = `select ${COLUMNS} from "orders" where "workspace" = ? and "salesOrderId" = ?`;
const BY_APPROVAL = `select ${COLUMNS} from "orders" where "workspace" = ? and "approvalReferenceId" = ?`;
const LATEST_APPROVED = `select ${COLUMNS} from "orders"
  where "workspace" = ? and "purchaseOrderId" = ? and "approvedAt" <= ? order by "approvedAt" desc nulls last, "seq" desc limit 1`;
const LATEST = `select ${COLUMNS} from "orders" where "workspace" = ? and "purchaseOrderId" = ?
  order by "approvedAt" desc nulls last, "seq" desc limit 1`;

/** The orders of the Ordersysteem. */
@Injectable()
export class OrdersysteemOrderRepository {
  async insert(tx: WriteTransaction, order: Order): Promise<void> {
    await tx.insert(INSERT, order);
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<Order | undefined> {
    return (await tx.manager.findOneBy(Order, { workspace, idHash: idHash(id), id })) ?? undefined;
  }

  /** Ids of the orders with this number of the buyer or the seller, or with this approval. */
  async idsBy(tx: ReadTransaction, workspace: string, reference: string): Promise<string[]> {
    const ids: string[] = [];
    for (const sql of BY_REFERENCE) {
      const found = await tx.all<{ id: string }>(sql, workspace, reference, MAX_FOUND);
      ids.push(...found.map(({ id }) => id));
    }
    return ids;
  }

  async update(
    tx: WriteTransaction,
    { workspace, id }: Pick<Order, 'workspace' | 'id'>,
    change: Partial<Order>,
  ): Promise<void> {
    await tx.manager.update(Order, { workspace, idHash: idHash(id), id }, change);
  }

  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    await tx.run(REMOVE, ...hashedId(workspace, id));
  }

  /** Decisions on an order; undefined: the order is unknown. */
  async decisions(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<OrderDecision[] | undefined> {
    const row = await tx.get<{ decisions: string }>(DECISIONS, ...hashedId(workspace, id));
    return row && (JSON.parse(row.decisions) as OrderDecision[]);
  }

  async lines(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<DecidedLine[] | undefined> {
    const row = await tx.get<{ lines: string }>(LINES, ...hashedId(workspace, id));
    return row && (JSON.parse(row.lines) as DecidedLine[]);
  }

  async setLines(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    lines: readonly DecidedLine[],
  ): Promise<void> {
    await tx.run(SET_LINES, JSON.stringify(lines), ...hashedId(workspace, id));
  }

  async hasPurchaseOrder(
    tx: ReadTransaction,
    workspace: string,
    purchaseOrderId: string,
  ): Promise<boolean> {
    return (await tx.get(SAME_PURCHASE_ORDER, workspace, purchaseOrderId)) !== undefined;
  }

  /** Id of a different order with the same salesOrderId. */
  async idBySalesOrder(
    tx: ReadTransaction,
    { workspace, salesOrderId, id }: Pick<Order, 'workspace' | 'salesOrderId' | 'id'>,
  ): Promise<string | undefined> {
    return (await tx.get<{ id: string }>(SAME_SALES_ORDER, workspace, salesOrderId, id))?.id;
  }

  async bySalesOrder(
    tx: ReadTransaction,
    workspace: string,
    salesOrderId: string,
  ): Promise<CreditableOrder | undefined> {
    return parseRow(await tx.get<OrderRow>(BY_SALES_ORDER, workspace, salesOrderId));
  }

  /** Order that was approved by the confirmation with this responseReferenceId. */
  async byApproval(
    tx: ReadTransaction,
    workspace: string,
    responseReferenceId: string,
  ): Promise<CreditableOrder | undefined> {
    return parseRow(await tx.get<OrderRow>(BY_APPROVAL, workspace, responseReferenceId));
  }

  /**
   * Order with this purchaseOrderId that was last approved at a moment; without an approval any of
   * them.
   */
  async latest(
    tx: ReadTransaction,
    workspace: string,
    purchaseOrderId: string,
    moment: string,
  ): Promise<CreditableOrder | undefined> {
    const row =
      (await tx.get<OrderRow>(LATEST_APPROVED, workspace, purchaseOrderId, moment)) ??
      (await tx.get<OrderRow>(LATEST, workspace, purchaseOrderId));
    return parseRow(row);
  }
}

function parseRow(row: OrderRow | undefined): CreditableOrder | undefined {
  return (
    row && {
      ...row,
      lines: JSON.parse(row.lines) as DecidedLine[],
      decisions: JSON.parse(row.decisions) as OrderDecision[],
    }
  );
}
