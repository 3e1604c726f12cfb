import { Injectable } from '@nestjs/common';
import { crossFieldErrors } from '../../apis/edu-v-delivery/cross-field-errors.js';
import { sharedStatuses } from '../../apis/edu-v-delivery/delivery-types.js';
import { DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import {
  REQUESTS,
  deliveryOperations,
  deliveryDescriptor,
} from '../../apis/edu-v-delivery/operations.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Collections, type Writer } from '../../sandbox/state/collections.js';
import { AcceptedOrders } from './accepted-orders.repository.js';
import { DeliveryRequestRepository } from './delivery-request.repository.js';

const COLLECTION = 'deliveryorders';

/** How testers write the delivery orders of the Aanspraakmanager, and take them away with the requests about them. */
@Injectable()
export class AcceptedDeliveryOrderState implements Writer<DeliveryOrder> {
  readonly of = DeliveryOrder;
  readonly id = 'deliveryOrderId';
  readonly anyCase = true;

  constructor(
    private readonly collections: Collections,
    private readonly accepted: AcceptedOrders,
    private readonly requests: DeliveryRequestRepository,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
  ) {}

  async put(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
    before: object | undefined,
  ): Promise<void> {
    const alone = this.collections.keepersOf(COLLECTION).length === 1;
    // What was there is changed by its source; without one, here.
    if (before && !alone) return;
    if (alone) demandShared(order);
    if (before) await this.remove(tx, workspace, order.deliveryOrderId);
    const { deliveryOrderId: reference, status } = order;
    if (status === 'created') return;
    await this.accepted.keep(tx, workspace, order, reference);
    if (status !== 'ordered') return;
    // It waits to be decided by hand, as the one of the seed.
    const request = { deliveryOrderReferenceId: reference, deliveryOrder: order };
    await this.requests.insert(tx, workspace, request);
  }

  async remove(tx: WriteTransaction, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = normalizeId(deliveryOrderId);
    const known = await this.accepted.find(tx, workspace, id);
    const references = await this.requests.idsOfOrder(tx, workspace, id);
    // One that was written, and not asked for, has its own id as its reference.
    if (known) references.push(normalizeId(known.reference));
    const operation = deliveryOperations.confirmDeliveryOrder;
    for (const correlationId of references) {
      await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId });
      await this.messages.remove(tx, workspace, REQUESTS, correlationId);
    }
    await this.requests.removeOfOrder(tx, workspace, id);
    return this.accepted.remove(tx, workspace, id);
  }
}

/** A good order that was sent: of another one nobody has heard here. */
function demandShared(order: DeliveryOrder): void {
  const faults = crossFieldErrors(order, deliveryDescriptor.version);
  if (order.status === 'created') {
    const expected = `one of ${sharedStatuses.join(', ')}: a created order was not sent yet`;
    faults.push({ path: '/status', expected, seen: order.status });
  }
  if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
}
