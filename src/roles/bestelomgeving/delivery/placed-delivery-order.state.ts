import { Injectable } from '@nestjs/common';
import { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import {
  REQUESTS,
  deliveryDescriptor,
  deliveryOperations,
} from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements } from '../../../apis/edu-v-delivery/requirements.js';
import { CONFIRMED_WITHIN_MS } from '../../../apis/edu-v/times.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import {
  StateResource,
  type ConfirmationTracker,
  type HistorySource,
  type ItemGenerator,
  type StateChange,
  type MessageSender,
  type StateReader,
  type StateViewSource,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import { BESTELOMGEVING_ROLE } from '../role.js';
import { DeliveryConfirmationRepository } from './delivery-confirmation.repository.js';
import { DeliveryConfirmationsService } from './delivery-confirmations.service.js';
import { DeliveryOrderRepository } from './delivery-orders.repository.js';
import { DeliveryReferenceRepository } from './delivery-reference.repository.js';
import { generateDeliveryOrder } from './generate-delivery-order.js';
import { SendDeliveryOrdersService } from './send-delivery-orders.service.js';

/**
 * State resource for the delivery orders of the Bestelomgeving. Removing an order removes its
 * messages.
 */
@StateResource()
@Injectable()
export class PlacedDeliveryOrderStateResource
  implements
    StateResource,
    StateReader,
    StateWriter<DeliveryOrder>,
    StateViewSource,
    HistorySource,
    MessageSender,
    ItemGenerator,
    ConfirmationTracker
{
  readonly role = BESTELOMGEVING_ROLE;
  readonly collection = 'deliveryorders';
  readonly itemType = { of: DeliveryOrder, id: 'deliveryOrderId', anyCase: true } as const;
  readonly generator = deliveryDescriptor.name;
  readonly generate = generateDeliveryOrder;
  readonly operation = deliveryOperations.acceptDeliveryOrder;
  readonly confirms = deliveryRequirements.confirms;
  readonly confirmedWithinMs = CONFIRMED_WITHIN_MS;

  constructor(
    private readonly orders: DeliveryOrderRepository,
    private readonly sending: SendDeliveryOrdersService,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly references: DeliveryReferenceRepository,
    private readonly confirmations: DeliveryConfirmationRepository,
    private readonly received: DeliveryConfirmationsService,
  ) {}

  page(...args: Parameters<StateReader['page']>) {
    return this.orders.page(...args);
  }

  find(...args: Parameters<StateReader['find']>) {
    return this.orders.find(...args);
  }

  view(...args: Parameters<StateViewSource['view']>) {
    return this.received.view(...args);
  }

  /** Time of creation: the times of later states are those of the messages. */
  async history(tx: ReadTransaction, workspace: string, id: string): Promise<StateChange[]> {
    const order = await this.orders.find(tx, workspace, id);
    return order ? [{ at: toIsoUtc(Date.parse(order.dateCreated)), status: 'created' }] : [];
  }

  send(...args: Parameters<MessageSender['send']>) {
    return this.sending.send(...args);
  }

  isConfirmed(tx: ReadTransaction, workspace: string, reference: string): Promise<boolean> {
    return this.confirmations.hasAbout(tx, workspace, reference);
  }

  put(tx: WriteTransaction, workspace: string, order: DeliveryOrder): Promise<void> {
    return this.sending.put(tx, workspace, order);
  }

  /** Records the reference of a request, so that the request is removed with its order. */
  async recordReference(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
    reference: string,
  ) {
    const deliveryOrderId = normalizeId(order.deliveryOrderId);
    await this.references.insert(tx, { workspace, deliveryOrderId, reference });
  }

  async remove(tx: WriteTransaction, workspace: string, deliveryOrderId: string): Promise<boolean> {
    const id = normalizeId(deliveryOrderId);
    const { operation } = this;
    for (const correlationId of await this.references.ofOrder(tx, workspace, id)) {
      await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId });
      await this.messages.remove(tx, workspace, REQUESTS, correlationId);
    }
    await this.references.removeOfOrder(tx, workspace, id);
    await this.confirmations.removeOfOrder(tx, workspace, id);
    return this.orders.remove(tx, workspace, id);
  }
}
