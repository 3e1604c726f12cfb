import { Injectable } from '@nestjs/common';
import {
  DeliveryOrder,
  type DeliveryOrderRequest,
} from '../../../contracts/edu-v-delivery/messages.js';
import { REQUESTS, deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import { Messages, keyOf } from '../../../kernel/messages/messages.js';
import { Outbox } from '../../../kernel/outbox/outbox.js';
import type { Writing } from '../../../kernel/persistence/store.js';
import type { Writer } from '../../../kernel/state/collections.js';
import { DeliveryOrders } from './delivery-orders.js';
import { DeliverySendingService } from './delivery-sending.service.js';

const FORGET_CONFIRMATIONS =
  'delete from "delivery_confirmations" where "workspace" = ? and "deliveryOrderId" = ?';

/** How testers write the delivery orders of the Bestelomgeving, and take them away with all that was said of them. */
@Injectable()
export class WrittenDeliveryOrders implements Writer<DeliveryOrder> {
  readonly of = DeliveryOrder;
  readonly id = 'deliveryOrderId';
  readonly anyCase = true;

  constructor(
    private readonly orders: DeliveryOrders,
    private readonly sending: DeliverySendingService,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
  ) {}

  put(unit: Writing, workspace: string, order: DeliveryOrder): Promise<void> {
    return this.sending.put(unit, workspace, order);
  }

  async remove(unit: Writing, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = keyOf(deliveryOrderId);
    const operation = deliveryApi.acceptDeliveryOrder;
    for (const sent of await this.messages.mentioning(unit, workspace, REQUESTS, id)) {
      const { deliveryOrder } = JSON.parse(sent.document) as DeliveryOrderRequest;
      if (keyOf(deliveryOrder.deliveryOrderId) !== id) continue;
      await this.outbox.cancelAbout(unit, { workspace, operation, about: sent.id });
      await this.messages.remove(unit, workspace, REQUESTS, sent.id);
    }
    await unit.run(FORGET_CONFIRMATIONS, workspace, id);
    return this.orders.remove(unit, workspace, id);
  }
}
