import { Injectable } from '@nestjs/common';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Order } from './order.entity.js';
import type { DecidedLine, OrderDecision } from './order.js';

/** What a credit order has to know of its order. */
export type CreditableOrder = Pick<
  Order,
  'id' | 'purchaseOrderId' | 'salesOrderId' | 'approvalReferenceId' | 'lines' | 'decisions'
>;

type Row = Omit<CreditableOrder, 'lines' | 'decisions'> & { lines: string; decisions: string };

const INSERT = insertInto(Order);
const REMOVE = 'delete from "orders" where "workspace" = ? and "id" = ?';
const SET_LINES = 'update "orders" set "lines" = ? where "workspace" = ? and "id" = ?';
const LINES = 'select "lines" from "orders" where "workspace" = ? and "id" = ?';
const DECISIONS = 'select "decisions" from "orders" where "workspace" = ? and "id" = ?';
const SAME_PURCHASE_ORDER =
  'select "id" from "orders" where "workspace" = ? and "purchaseOrderId" = ? limit 1';
const SAME_SALES_ORDER =
  'select "id" from "orders" where "workspace" = ? and "salesOrderId" = ? and "id" <> ? limit 1';
const COLUMNS =
  '"id", "purchaseOrderId", "salesOrderId", "approvalReferenceId", "lines", "decisions"';
const BY_SALES_ORDER = `select ${COLUMNS} from "orders" where "workspace" = ? and "salesOrderId" = ?`;
const BY_APPROVAL = `select ${COLUMNS} from "orders" where "workspace" = ? and "approvalReferenceId" = ?`;
const LATEST_APPROVED = `select ${COLUMNS} from "orders"
  where "workspace" = ? and "purchaseOrderId" = ? and "approvedAt" <= ? order by "approvedAt" desc limit 1`;
const LATEST = `select ${COLUMNS} from "orders" where "workspace" = ? and "purchaseOrderId" = ?
  order by "approvedAt" desc limit 1`;

/** The orders of the Ordersysteem. */
@Injectable()
export class OrdersysteemOrderRepository {
  async insert(tx: WriteTransaction, order: Order): Promise<void> {
    await tx.insert(INSERT, order);
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<Order | undefined> {
    return (await tx.manager.findOneBy(Order, { workspace, id })) ?? undefined;
  }

  async update(
    tx: WriteTransaction,
    { workspace, id }: Pick<Order, 'workspace' | 'id'>,
    change: Partial<Order>,
  ): Promise<void> {
    await tx.manager.update(Order, { workspace, id }, change);
  }

  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    await tx.run(REMOVE, workspace, id);
  }

  /** The decisions on an order; undefined: there is none of that id. */
  async decisions(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<OrderDecision[] | undefined> {
    const row = await tx.get<{ decisions: string }>(DECISIONS, workspace, id);
    return row && (JSON.parse(row.decisions) as OrderDecision[]);
  }

  async lines(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<DecidedLine[] | undefined> {
    const row = await tx.get<{ lines: string }>(LINES, workspace, id);
    return row && (JSON.parse(row.lines) as DecidedLine[]);
  }

  async setLines(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    lines: readonly DecidedLine[],
  ): Promise<void> {
    await tx.run(SET_LINES, JSON.stringify(lines), workspace, id);
  }

  async hasPurchaseOrder(
    tx: ReadTransaction,
    workspace: string,
    purchaseOrderId: string,
  ): Promise<boolean> {
    return (await tx.get(SAME_PURCHASE_ORDER, workspace, purchaseOrderId)) !== undefined;
  }

  /** The id of another order with that number. */
  async otherWithSalesOrder(
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
    return orderOf(await tx.get<Row>(BY_SALES_ORDER, workspace, salesOrderId));
  }

  /** The order that a confirmation of that responseReferenceId approved. */
  async byApproval(
    tx: ReadTransaction,
    workspace: string,
    responseReferenceId: string,
  ): Promise<CreditableOrder | undefined> {
    return orderOf(await tx.get<Row>(BY_APPROVAL, workspace, responseReferenceId));
  }

  /** The order of that number that was approved last up to a moment, or else any. */
  async latest(
    tx: ReadTransaction,
    workspace: string,
    purchaseOrderId: string,
    moment: string,
  ): Promise<CreditableOrder | undefined> {
    const row =
      (await tx.get<Row>(LATEST_APPROVED, workspace, purchaseOrderId, moment)) ??
      (await tx.get<Row>(LATEST, workspace, purchaseOrderId));
    return orderOf(row);
  }
}

function orderOf(row: Row | undefined): CreditableOrder | undefined {
  return (
    row && {
      ...row,
      lines: JSON.parse(row.lines) as DecidedLine[],
      decisions: JSON.parse(row.decisions) as OrderDecision[],
    }
  );
}
