import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { hashedId } from '../../platform/persistence/id-hash.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { DdsOrder } from './dds.entities.js';
import { documentPage } from '../../sandbox/state/documents.js';

const INSERT = insertInto(DdsOrder);
const FIND = 'select * from "dds_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const REMOVE = 'delete from "dds_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const BY_ORDERID = `select * from "dds_orders" where "workspace" = ? and "clientId" = ? and "orderid" = ?`;
const OF_CONSUMER = `select * from "dds_orders" where "workspace" = ? and "consumer" = ? order by "arrival"`;
const PAGE = `select "arrival", "id", "document" from "dds_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;

/** Accepted order, with the fields that were derived from it. */
export interface Sale {
  fulfilmentId: string;
  kind: 'normal' | 'subscription';
  client: string;
  excerpt: boolean;
  /** Name in the watermark. */
  buyer: string | undefined;
  createdAt: string;
  order: Record<string, unknown> & { orderid: string; resid: string; id?: string };
}

interface Row {
  document: string;
}

/** Accepted orders. Each has a fulfilment id that never changes. */
@Injectable()
export class SaleRepository {
  async insert(tx: WriteTransaction, workspace: string, sale: Sale): Promise<void> {
    const { fulfilmentId, client, createdAt, order } = sale;
    await tx.insert(INSERT, {
      workspace,
      id: normalizeId(fulfilmentId),
      arrival: uuidV7(),
      clientId: client,
      orderid: order.orderid,
      resid: normalizeId(order.resid),
      // A subscription order has no consumer: its `id` is stored in the document but has no meaning.
      consumer: sale.kind === 'normal' && order.id !== undefined ? normalizeId(order.id) : null,
      createdAt,
      document: JSON.stringify(sale),
    });
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<Sale | undefined> {
    return saleOf(await tx.get<Row>(FIND, ...hashedId(workspace, normalizeId(id))));
  }

  async byOrderid(
    tx: ReadTransaction,
    workspace: string,
    client: string,
    orderid: string,
  ): Promise<Sale | undefined> {
    return saleOf(await tx.get<Row>(BY_ORDERID, workspace, client, orderid));
  }

  /** Removes a sale. False: there is no sale of this id. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(REMOVE, ...hashedId(workspace, normalizeId(id)))) === 1;
  }

  /** Sales of all stores to a consumer, the oldest first. */
  async ofConsumer(tx: ReadTransaction, workspace: string, consumer: string): Promise<Sale[]> {
    const rows = await tx.all<Row>(OF_CONSUMER, workspace, normalizeId(consumer));
    return rows.flatMap((row) => saleOf(row) ?? []);
  }

  /** Page of sales, the newest first, that starts after the arrival `behind`. */
  page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    return documentPage(tx, PAGE, workspace, behind, limit);
  }
}

function saleOf(row: Row | undefined): Sale | undefined {
  return row && (JSON.parse(row.document) as Sale);
}
