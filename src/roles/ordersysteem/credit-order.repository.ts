import { Injectable } from '@nestjs/common';
import { hashedId, idHash } from '../../platform/persistence/id-hash.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { CreditOrder } from './credit-order.entity.js';
import type { CreditedLine } from './decide-credit-order.js';
import type { OrderDecision } from './decide-order.js';

const INSERT = insertInto(CreditOrder, 'unchecked');
const REMOVE = 'delete from "credit_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const ORDER_OF =
  'select "orderId" from "credit_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const DECISIONS =
  'select "orderId", "decisions" from "credit_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const OF_ORDER = `select "lines" from "credit_orders"
  where "workspace" = ? and "orderId" = ? order by "acceptedAt", "id"`;
const DETACH =
  'update "credit_orders" set "orderId" = null where "workspace" = ? and "orderId" = ?';

/** The credit orders of the Ordersysteem. */
@Injectable()
export class CreditOrderRepository {
  async insert(tx: WriteTransaction, credit: CreditOrder): Promise<void> {
    await tx.insert(INSERT, credit);
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<CreditOrder | undefined> {
    return (
      (await tx.manager.findOneBy(CreditOrder, { workspace, idHash: idHash(id), id })) ?? undefined
    );
  }

  async update(
    tx: WriteTransaction,
    { workspace, id }: Pick<CreditOrder, 'workspace' | 'id'>,
    change: Partial<CreditOrder>,
  ): Promise<void> {
    await tx.manager.update(CreditOrder, { workspace, idHash: idHash(id), id }, change);
  }

  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    await tx.run(REMOVE, ...hashedId(workspace, id));
  }

  /**
   * Decisions on a credit order and the id of its order; undefined: the credit order is unknown.
   */
  async decisions(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<{ orderId: string | null; decisions: OrderDecision[] } | undefined> {
    const row = await tx.get<{ orderId: string | null; decisions: string }>(
      DECISIONS,
      ...hashedId(workspace, id),
    );
    return row && { ...row, decisions: JSON.parse(row.decisions) as OrderDecision[] };
  }

  /** Id of the credited order; null: no order was found. */
  async orderOf(tx: ReadTransaction, workspace: string, id: string): Promise<string | null> {
    return (
      (await tx.get<{ orderId: string | null }>(ORDER_OF, ...hashedId(workspace, id)))?.orderId ??
      null
    );
  }

  /** Lines of the credit orders of an order, the oldest first. */
  async linesOfOrder(
    tx: ReadTransaction,
    workspace: string,
    orderId: string,
  ): Promise<CreditedLine[][]> {
    const rows = await tx.all<{ lines: string }>(OF_ORDER, workspace, orderId);
    return rows.map(({ lines }) => JSON.parse(lines) as CreditedLine[]);
  }

  /** Removes the reference to an order from its credit orders, because the order is removed. */
  async detach(tx: WriteTransaction, workspace: string, orderId: string): Promise<void> {
    await tx.run(DETACH, workspace, orderId);
  }
}
