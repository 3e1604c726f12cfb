import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { normalizeId } from '../../platform/messages/messages.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { DdsOrder } from './dds.entities.js';
import { documentPage } from '../../sandbox/state/documents.js';

const INSERT = insertInto(DdsOrder);
const FIND = 'select * from "dds_orders" where "workspace" = ? and "id" = ?';
const REMOVE = 'delete from "dds_orders" where "workspace" = ? and "id" = ?';
const BY_ORDERID = `select * from "dds_orders" where "workspace" = ? and "clientId" = ? and "orderid" = ?`;
const OF_CONSUMER = `select * from "dds_orders" where "workspace" = ? and "consumer" = ? order by "arrival"`;
const PAGE = `select "arrival", "id", "document" from "dds_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;

/** What was sold, as it came, and how it was taken. */
export interface Sale {
  fulfilmentId: string;
  kind: 'normal' | 'subscription';
  client: string;
  excerpt: boolean;
  /** Of whom the watermark tells. */
  buyer: string | undefined;
  createdAt: string;
  order: Record<string, unknown> & { orderid: string; resid: string; id?: string };
}

interface Row {
  document: string;
}

/** The orders of DDS: each has a fulfilment id that never changes. */
@Injectable()
export class SaleRepository {
  async enter(tx: WriteTransaction, workspace: string, sale: Sale): Promise<void> {
    const { fulfilmentId, client, createdAt, order } = sale;
    await tx.insert(INSERT, {
      workspace,
      id: normalizeId(fulfilmentId),
      arrival: uuid(),
      clientId: client,
      orderid: order.orderid,
      resid: normalizeId(order.resid),
      // A subscription has no consumer: what stands there is kept, and means nothing.
      consumer: sale.kind === 'normal' && order.id !== undefined ? normalizeId(order.id) : null,
      createdAt,
      document: JSON.stringify(sale),
    });
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<Sale | undefined> {
    return saleOf(await tx.get<Row>(FIND, workspace, normalizeId(id)));
  }

  async byOrderid(
    tx: ReadTransaction,
    workspace: string,
    client: string,
    orderid: string,
  ): Promise<Sale | undefined> {
    return saleOf(await tx.get<Row>(BY_ORDERID, workspace, client, orderid));
  }

  /** False: there was none. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, normalizeId(id))) === 1;
  }

  /** What every store sold to a consumer, the oldest first. */
  async ofConsumer(tx: ReadTransaction, workspace: string, consumer: string): Promise<Sale[]> {
    const rows = await tx.all<Row>(OF_CONSUMER, workspace, normalizeId(consumer));
    return rows.flatMap((row) => saleOf(row) ?? []);
  }

  /** The newest first, beginning behind that arrival. */
  page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    return documentPage(tx, PAGE, workspace, behind, limit);
  }
}

function saleOf(row: Row | undefined): Sale | undefined {
  return row && (JSON.parse(row.document) as Sale);
}
