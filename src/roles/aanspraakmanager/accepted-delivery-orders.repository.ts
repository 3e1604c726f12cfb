import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import type { DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { hashedId } from '../../platform/persistence/id-hash.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { AcceptedDeliveryOrder } from './aanspraakmanager.entities.js';
import { documentPage } from '../../sandbox/state/documents.js';

const REPLACE = insertInto(AcceptedDeliveryOrder, ['document', 'reference']);
const STORED =
  'select "document", "reference" from "accepted_delivery_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';
const REMOVE =
  'delete from "accepted_delivery_orders" where "workspace" = ? and "idHash" = ? and "id" = ?';

const PAGE = `select "arrival", "id", "document" from "accepted_delivery_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;

/** An accepted order in its current state. */
export interface AcceptedOrderState {
  order: DeliveryOrder;
  /** The deliveryOrderReferenceId of the latest accepted request. */
  reference: string;
}

/** The delivery orders that the Aanspraakmanager has accepted. */
@Injectable()
export class AcceptedDeliveryOrderRepository {
  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<AcceptedOrderState | undefined> {
    const row = await tx.get<{ document: string; reference: string }>(
      STORED,
      ...hashedId(workspace, normalizeId(id)),
    );
    return row && { order: JSON.parse(row.document) as DeliveryOrder, reference: row.reference };
  }

  /** A page of orders, the newest first, that starts after the given arrival. */
  async page(tx: ReadTransaction, workspace: string, limit: number, behind = '~') {
    return documentPage(tx, PAGE, workspace, behind, limit);
  }

  /** Removes an order; false: it does not exist. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(REMOVE, ...hashedId(workspace, normalizeId(id)))) === 1;
  }

  /** Inserts or replaces an order with the reference of its accepted request. */
  async save(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
    reference: string,
  ): Promise<void> {
    const id = normalizeId(order.deliveryOrderId);
    await tx.insert(REPLACE, { workspace, id, arrival: uuidV7(), document: order, reference });
  }
}
