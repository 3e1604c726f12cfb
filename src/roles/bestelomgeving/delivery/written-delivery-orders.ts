import { Injectable } from '@nestjs/common';
import { DeliveryOrder } from '../../../contracts/edu-v-delivery/messages.js';
import { REQUESTS, deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import { Messages, keyOf } from '../../../kernel/messages/messages.js';
import { Outbox } from '../../../kernel/outbox/outbox.js';
import { insertInto, type Writing } from '../../../kernel/persistence/store.js';
import type { Writer } from '../../../kernel/state/collections.js';
import { DeliveryOrders } from './delivery-orders.js';
import { DeliverySendingService } from './delivery-sending.service.js';

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

  /** Remembers a request that was entered: it goes with its order. */
  async refer(unit: Writing, workspace: string, order: DeliveryOrder, reference: string) {
    await unit.run(REFER, workspace, keyOf(order.deliveryOrderId), reference);
  }

  async remove(unit: Writing, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = keyOf(deliveryOrderId);
    const operation = deliveryApi.acceptDeliveryOrder;
    const requests = await unit.all<{ reference: string }>(REFERENCES, workspace, id);
    for (const { reference: about } of requests) {
      await this.outbox.cancelAbout(unit, { workspace, operation, about });
      await this.messages.remove(unit, workspace, REQUESTS, about);
    }
    await unit.run(FORGET_REFERENCES, workspace, id);
    await unit.run(FORGET_CONFIRMATIONS, workspace, id);
    return this.orders.remove(unit, workspace, id);
  }
}
