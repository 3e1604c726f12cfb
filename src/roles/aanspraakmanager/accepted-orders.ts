import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { DeliveryOrder } from '../../contracts/edu-v-delivery/messages.js';
import { keyOf } from '../../kernel/messages/messages.js';
import { insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import { documentPage } from '../../kernel/state/documents.js';

const KEEP = insertInto(
  'accepted_delivery_orders',
  'workspace id arrival document reference',
  'on conflict ("workspace", "id") do update set "document" = excluded."document", "reference" = excluded."reference"',
);
const STORED =
  'select "document", "reference" from "accepted_delivery_orders" where "workspace" = ? and "id" = ?';
const REMOVE = 'delete from "accepted_delivery_orders" where "workspace" = ? and "id" = ?';

const PAGE = `select "arrival", "id", "document" from "accepted_delivery_orders"
  where "workspace" = ? and "arrival" < ? order by "arrival" desc limit ?`;

/** An order in the state in which the Aanspraakmanager has it. */
export interface Accepted {
  order: DeliveryOrder;
  /** The deliveryOrderReferenceId of the request that was accepted last. */
  reference: string;
}

/** The delivery orders that the Aanspraakmanager has accepted. */
@Injectable()
export class AcceptedOrders {
  async find(look: Reading, workspace: string, id: string): Promise<Accepted | undefined> {
    const row = await look.get<{ document: string; reference: string }>(
      STORED,
      workspace,
      keyOf(id),
    );
    return row && { order: JSON.parse(row.document) as DeliveryOrder, reference: row.reference };
  }

  /** The newest first, beginning behind that arrival. */
  async page(look: Reading, workspace: string, limit: number, behind = '~') {
    return documentPage(look, PAGE, workspace, behind, limit);
  }

  /** False: there was none. */
  async remove(unit: Writing, workspace: string, id: string): Promise<boolean> {
    return (await unit.run(REMOVE, workspace, keyOf(id))) === 1;
  }

  /** Keeps an order as accepted by that request. */
  async keep(
    unit: Writing,
    workspace: string,
    order: DeliveryOrder,
    reference: string,
  ): Promise<void> {
    const id = keyOf(order.deliveryOrderId);
    await unit.run(KEEP, workspace, id, uuid(), JSON.stringify(order), reference);
  }
}
