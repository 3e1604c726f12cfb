import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../../platform/time/uuid-v7.js';
import { hashedId } from '../../../platform/persistence/id-hash.js';
import { insertInto } from '../../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { DeliveryConfirmation } from './delivery.entities.js';

type ConfirmationRow = Pick<DeliveryConfirmation, 'about' | 'document'>;

const INSERT = insertInto(DeliveryConfirmation);
const FIND = `select "about", "document" from "delivery_confirmations"
  where "workspace" = ? and "idHash" = ? and "about" = ? and "id" = ?`;
const ABOUT = `select 1 as "found" from "delivery_confirmations"
  where "workspace" = ? and "idHash" = ? and "about" = ? limit 1`;
const OF_ORDER = `select "about", "document" from "delivery_confirmations"
  where "workspace" = ? and "deliveryOrderId" = ? order by "arrival"`;
const REMOVE_OF_ORDER =
  'delete from "delivery_confirmations" where "workspace" = ? and "deliveryOrderId" = ?';

/** Received confirmations of delivery orders. */
@Injectable()
export class DeliveryConfirmationRepository {
  async insert(
    tx: WriteTransaction,
    confirmation: Omit<DeliveryConfirmation, 'arrival'>,
  ): Promise<void> {
    await tx.insert(INSERT, { ...confirmation, arrival: uuidV7() });
  }

  async find(
    tx: ReadTransaction,
    { workspace, about, id }: Pick<DeliveryConfirmation, 'workspace' | 'about' | 'id'>,
  ): Promise<ConfirmationRow | undefined> {
    return tx.get<ConfirmationRow>(FIND, ...hashedId(workspace, about), id);
  }

  /** True if a confirmation of that request was received. */
  async hasAbout(tx: ReadTransaction, workspace: string, about: string): Promise<boolean> {
    return (await tx.get(ABOUT, ...hashedId(workspace, about))) !== undefined;
  }

  /** Confirmations of an order, in the order of arrival. */
  async ofOrder(
    tx: ReadTransaction,
    workspace: string,
    orderId: string,
  ): Promise<ConfirmationRow[]> {
    return tx.all<ConfirmationRow>(OF_ORDER, workspace, orderId);
  }

  async removeOfOrder(tx: WriteTransaction, workspace: string, orderId: string): Promise<void> {
    await tx.run(REMOVE_OF_ORDER, workspace, orderId);
  }
}
