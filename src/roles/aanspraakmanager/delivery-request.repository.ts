import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import type { DeliveryOrderRequest } from '../../apis/edu-v-delivery/messages.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { hashedId } from '../../platform/persistence/id-hash.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { DeliveryRequest } from './aanspraakmanager.entities.js';

const INSERT = insertInto(DeliveryRequest, 'unchecked');
const DECIDE =
  'update "delivery_requests" set "sent" = ?, "waiting" = null where "workspace" = ? and "idHash" = ? and "id" = ?';
const FIND =
  'select "deliveryOrderId", "sent" from "delivery_requests" where "workspace" = ? and "idHash" = ? and "id" = ?';
const UNDECIDED = `select "waiting" from "delivery_requests"
  where "workspace" = ? and "deliveryOrderId" = ? and "waiting" is not null order by "arrival" limit 1`;
const OF_ORDER =
  'select "id" from "delivery_requests" where "workspace" = ? and "deliveryOrderId" = ?';
const REMOVE_OF_ORDER =
  'delete from "delivery_requests" where "workspace" = ? and "deliveryOrderId" = ?';

/** Received requests of delivery orders, with their confirmations. */
@Injectable()
export class DeliveryRequestRepository {
  /** Inserts an undecided request. */
  async insert(
    tx: WriteTransaction,
    workspace: string,
    request: DeliveryOrderRequest,
  ): Promise<void> {
    const { deliveryOrderReferenceId, deliveryOrder } = request;
    await tx.insert(INSERT, {
      workspace,
      id: normalizeId(deliveryOrderReferenceId),
      arrival: uuidV7(),
      deliveryOrderId: normalizeId(deliveryOrder.deliveryOrderId),
      sent: [],
      waiting: JSON.stringify(request),
    });
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    reference: string,
  ): Promise<Pick<DeliveryRequest, 'deliveryOrderId' | 'sent'> | undefined> {
    const row = await tx.get<{ deliveryOrderId: string; sent: string }>(
      FIND,
      ...hashedId(workspace, normalizeId(reference)),
    );
    return row && { ...row, sent: JSON.parse(row.sent) as string[] };
  }

  /** Oldest undecided request of an order. */
  async oldestUndecided(
    tx: ReadTransaction,
    workspace: string,
    deliveryOrderId: string,
  ): Promise<DeliveryOrderRequest | undefined> {
    const id = normalizeId(deliveryOrderId);
    const found = await tx.get<{ waiting: string }>(UNDECIDED, workspace, id);
    return found && (JSON.parse(found.waiting) as DeliveryOrderRequest);
  }

  /** Marks a request as decided. `sent` has the ids of its confirmations in the outbox. */
  async decide(
    tx: WriteTransaction,
    workspace: string,
    reference: string,
    sent: readonly string[],
  ): Promise<void> {
    await tx.run(DECIDE, JSON.stringify(sent), ...hashedId(workspace, normalizeId(reference)));
  }

  /** Ids of the requests of an order. */
  async idsOfOrder(
    tx: ReadTransaction,
    workspace: string,
    deliveryOrderId: string,
  ): Promise<string[]> {
    const rows = await tx.all<{ id: string }>(OF_ORDER, workspace, normalizeId(deliveryOrderId));
    return rows.map(({ id }) => id);
  }

  async removeOfOrder(
    tx: WriteTransaction,
    workspace: string,
    deliveryOrderId: string,
  ): Promise<void> {
    await tx.run(REMOVE_OF_ORDER, workspace, normalizeId(deliveryOrderId));
  }
}
