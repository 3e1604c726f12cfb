import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { keyOf } from '../../kernel/messages/messages.js';
import { insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import { documentPage } from '../../kernel/state/documents.js';

const ENTER = insertInto(
  'dds_orders',
  'workspace id arrival clientId orderid resid consumer createdAt document',
);
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
export class Sold {
  async enter(unit: Writing, workspace: string, sale: Sale): Promise<void> {
    const { fulfilmentId, client, createdAt, order } = sale;
    await unit.run(
      ENTER,
      workspace,
      keyOf(fulfilmentId),
      uuid(),
      client,
      order.orderid,
      keyOf(order.resid),
      // A subscription has no consumer: what stands there is kept, and means nothing.
      sale.kind === 'normal' && order.id !== undefined ? keyOf(order.id) : null,
      createdAt,
      JSON.stringify(sale),
    );
  }

  async find(look: Reading, workspace: string, id: string): Promise<Sale | undefined> {
    return saleOf(await look.get<Row>(FIND, workspace, keyOf(id)));
  }

  async byOrderid(
    look: Reading,
    workspace: string,
    client: string,
    orderid: string,
  ): Promise<Sale | undefined> {
    return saleOf(await look.get<Row>(BY_ORDERID, workspace, client, orderid));
  }

  /** False: there was none. */
  async remove(unit: Writing, workspace: string, id: string): Promise<boolean> {
    return (await unit.run(REMOVE, workspace, keyOf(id))) === 1;
  }

  /** What every store sold to a consumer, the oldest first. */
  async ofConsumer(look: Reading, workspace: string, consumer: string): Promise<Sale[]> {
    const rows = await look.all<Row>(OF_CONSUMER, workspace, keyOf(consumer));
    return rows.flatMap((row) => saleOf(row) ?? []);
  }

  /** The newest first, beginning behind that arrival. */
  page(look: Reading, workspace: string, limit: number, behind = '~') {
    return documentPage(look, PAGE, workspace, behind, limit);
  }
}

function saleOf(row: Row | undefined): Sale | undefined {
  return row && (JSON.parse(row.document) as Sale);
}
