import { Injectable } from '@nestjs/common';
import { insertInto } from '../../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { DeliveryReference } from './delivery.entities.js';

const INSERT = insertInto(DeliveryReference, 'ignore');
const OF_ORDER =
  'select "reference" from "delivery_references" where "workspace" = ? and "deliveryOrderId" = ?';
const REMOVE_OF_ORDER =
  'delete from "delivery_references" where "workspace" = ? and "deliveryOrderId" = ?';

/** Reference ids of the requests of each delivery order. */
@Injectable()
export class DeliveryReferenceRepository {
  async insert(tx: WriteTransaction, reference: DeliveryReference): Promise<void> {
    await tx.insert(INSERT, reference);
  }

  async ofOrder(tx: ReadTransaction, workspace: string, orderId: string): Promise<string[]> {
    const rows = await tx.all<{ reference: string }>(OF_ORDER, workspace, orderId);
    return rows.map(({ reference }) => reference);
  }

  async removeOfOrder(tx: WriteTransaction, workspace: string, orderId: string): Promise<void> {
    await tx.run(REMOVE_OF_ORDER, workspace, orderId);
  }
}
