import { Injectable } from '@nestjs/common';
import { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { insertInto, type WriteTransaction } from '../../../platform/persistence/store.js';
import type { Writer } from '../../../sandbox/state/collections.js';
import { DeliveryOrders } from './delivery-orders.repository.js';
import { SendDeliveryOrdersService } from './send-delivery-orders.service.js';

const REFER = insertInto(
  'delivery_references',
  'workspace deliveryOrderId reference',
  'on conflict do nothing',
);
const REFERENCES =
  'select "reference" from "delivery_references" where "workspace" = ? and "deliveryOrderId" = ?';
const FORGET_REFERENCES =
  'delete from "delivery_references" where "workspace" = ? and "deliveryOrderId" = ?';
const FORGET_CONFIRMATIONS =
  'delete from "delivery_confirmations" where "workspace" = ? and "deliveryOrderId" = ?';

/** How testers write the delivery orders of the Bestelomgeving, and take them away with all that was said of them. */
@Injectable()
export class PlacedDeliveryOrderState implements Writer<DeliveryOrder> {
  readonly of = DeliveryOrder;
  readonly id = 'deliveryOrderId';
  readonly anyCase = true;

  constructor(
    private readonly orders: DeliveryOrders,
    private readonly sending: SendDeliveryOrdersService,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
  ) {}

  put(tx: WriteTransaction, workspace: string, order: DeliveryOrder): Promise<void> {
    return this.sending.put(tx, workspace, order);
  }

  /** Remembers a request that was entered: it goes with its order. */
  async refer(tx: WriteTransaction, workspace: string, order: DeliveryOrder, reference: string) {
    await tx.run(REFER, workspace, normalizeId(order.deliveryOrderId), reference);
  }

  async remove(tx: WriteTransaction, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = normalizeId(deliveryOrderId);
    const operation = deliveryOperations.acceptDeliveryOrder;
    const requests = await tx.all<{ reference: string }>(REFERENCES, workspace, id);
    for (const { reference: correlationId } of requests) {
      await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId });
      await this.messages.remove(tx, workspace, REQUESTS, correlationId);
    }
    await tx.run(FORGET_REFERENCES, workspace, id);
    await tx.run(FORGET_CONFIRMATIONS, workspace, id);
    return this.orders.remove(tx, workspace, id);
  }
}
