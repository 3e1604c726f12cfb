import { Injectable } from '@nestjs/common';
import { incoherences } from '../../contracts/edu-v-delivery/coherence.js';
import { sharedStatuses } from '../../contracts/edu-v-delivery/delivery-types.js';
import { DeliveryOrder } from '../../contracts/edu-v-delivery/messages.js';
import {
  REQUESTS,
  deliveryApi,
  deliveryContract,
} from '../../contracts/edu-v-delivery/operations.js';
import { Messages, keyOf } from '../../kernel/messages/messages.js';
import { Outbox } from '../../kernel/outbox/outbox.js';
import type { Writing } from '../../kernel/persistence/store.js';
import { problemDetails } from '../../kernel/problem/problem-details.js';
import { Collections, type Writer } from '../../kernel/state/collections.js';
import { AcceptedOrders } from './accepted-orders.js';
import { DeliveryOrdersService } from './delivery-orders.service.js';

const COLLECTION = 'deliveryorders';
const REQUESTS_ABOUT =
  'select "id" from "delivery_requests" where "workspace" = ? and "deliveryOrderId" = ?';
const FORGET_REQUESTS =
  'delete from "delivery_requests" where "workspace" = ? and "deliveryOrderId" = ?';

/** How testers write the delivery orders of the Aanspraakmanager, and take them away with the requests about them. */
@Injectable()
export class WrittenDeliveryOrders implements Writer<DeliveryOrder> {
  readonly of = DeliveryOrder;
  readonly id = 'deliveryOrderId';
  readonly anyCase = true;

  constructor(
    private readonly collections: Collections,
    private readonly accepted: AcceptedOrders,
    private readonly orders: DeliveryOrdersService,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
  ) {}

  async put(
    unit: Writing,
    workspace: string,
    order: DeliveryOrder,
    before: object | undefined,
  ): Promise<void> {
    const alone = this.collections.keepersOf(COLLECTION).length === 1;
    // What was there is changed by its source; without one, here.
    if (before && !alone) return;
    if (alone) demandShared(order);
    if (before) await this.remove(unit, workspace, order.deliveryOrderId);
    const { deliveryOrderId: reference, status } = order;
    if (status === 'created') return;
    await this.accepted.keep(unit, workspace, order, reference);
    if (status !== 'ordered') return;
    // It waits to be decided by hand, as the one of the seed.
    const request = { deliveryOrderReferenceId: reference, deliveryOrder: order };
    await this.orders.takeIn(unit, workspace, request);
  }

  async remove(unit: Writing, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = keyOf(deliveryOrderId);
    const known = await this.accepted.find(unit, workspace, id);
    const requests = await unit.all<{ id: string }>(REQUESTS_ABOUT, workspace, id);
    const references = requests.map((request) => request.id);
    // One that was written, and not asked for, has its own id as its reference.
    if (known) references.push(keyOf(known.reference));
    const operation = deliveryApi.confirmDeliveryOrder;
    for (const about of references) {
      await this.outbox.cancelAbout(unit, { workspace, operation, about });
      await this.messages.remove(unit, workspace, REQUESTS, about);
    }
    await unit.run(FORGET_REQUESTS, workspace, id);
    return this.accepted.remove(unit, workspace, id);
  }
}

/** A good order that was sent: of another one nobody has heard here. */
function demandShared(order: DeliveryOrder): void {
  const faults = incoherences(order, deliveryContract.version);
  if (order.status === 'created') {
    const expected = `one of ${sharedStatuses.join(', ')}: a created order was not sent yet`;
    faults.push({ path: '/status', expected, seen: order.status });
  }
  if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
}
