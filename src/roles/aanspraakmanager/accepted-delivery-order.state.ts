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
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Collections } from '../../sandbox/state/collections.js';
import {
  StateResource,
  type ManualDecider,
  type StateReader,
  type StateViewSource,
  type StateWriter,
} from '../../sandbox/state/state-resource.js';
import { AcceptedDeliveryOrderRepository } from './accepted-delivery-orders.repository.js';
import { AcceptDeliveryOrderService } from './delivery-orders.service.js';
import { DeliveryRequestRepository } from './delivery-request.repository.js';
import { AANSPRAAKMANAGER_ROLE } from './role.js';

/** Manual decisions on a delivery order. */
export const deliveryOrderDecisions = ['confirm', 'license', 'fail'] as const;

/**
 * State resource for the delivery orders of the Aanspraakmanager. Removing an order removes its
 * requests.
 */
@StateResource()
@Injectable()
export class AcceptedDeliveryOrderStateResource
  implements StateResource, StateReader, StateWriter<DeliveryOrder>, StateViewSource, ManualDecider
{
  readonly role = AANSPRAAKMANAGER_ROLE;
  readonly collection = 'deliveryorders';
  readonly itemType = { of: DeliveryOrder, id: 'deliveryOrderId', anyCase: true } as const;
  readonly decisions = deliveryOrderDecisions;

  constructor(
    private readonly collections: Collections,
    private readonly service: AcceptDeliveryOrderService,
    private readonly accepted: AcceptedDeliveryOrderRepository,
    private readonly requests: DeliveryRequestRepository,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
  ) {}

  page(...args: Parameters<StateReader['page']>) {
    return this.accepted.page(...args);
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<DeliveryOrder | undefined> {
    return (await this.accepted.find(tx, workspace, id))?.order;
  }

  view(...args: Parameters<StateViewSource['view']>) {
    return this.service.view(...args);
  }

  decide(...args: Parameters<ManualDecider['decide']>) {
    return this.service.decideManually(...args);
  }

  async put(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
    existing: object | undefined,
  ): Promise<void> {
    const isOnlyKeeper = this.collections.readersOf(this.collection).length === 1;
    // The source of the orders changes existing ones. Without that role they are changed here.
    if (existing && !isOnlyKeeper) return;
    if (isOnlyKeeper) requireSharedOrder(order);
    if (existing) await this.remove(tx, workspace, order.deliveryOrderId);
    const { deliveryOrderId: reference, status } = order;
    if (status === 'created') return;
    await this.accepted.save(tx, workspace, order, reference);
    if (status !== 'ordered') return;
    // An ordered one is undecided, as in the seed.
    const request = { deliveryOrderReferenceId: reference, deliveryOrder: order };
    await this.requests.insert(tx, workspace, request);
  }

  async remove(tx: WriteTransaction, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = normalizeId(deliveryOrderId);
    const known = await this.accepted.find(tx, workspace, id);
    const references = await this.requests.idsOfOrder(tx, workspace, id);
    // An order that a tester wrote has its own id as reference.
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

/** Requires a valid order that was sent. The Aanspraakmanager does not know created orders. */
function requireSharedOrder(order: DeliveryOrder): void {
  const errors = crossFieldErrors(order, deliveryDescriptor.version);
  if (order.status === 'created') {
    const expected = `one of ${sharedStatuses.join(', ')}: a created order has not been sent yet`;
    errors.push({ path: '/status', expected, seen: order.status });
  }
  if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
}
