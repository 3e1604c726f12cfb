import { Injectable } from '@nestjs/common';
import type {
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { REQUESTS } from '../../../apis/edu-v-delivery/operations.js';
import { eduvProblems } from '../../../apis/edu-v/errors.js';
import type { Caller } from '../../../platform/oauth/caller.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import type { ValidatedBody } from '../../../platform/http/validated-body.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { Store, type ReadTransaction } from '../../../platform/persistence/store.js';
import type { StateView } from '../../../sandbox/state/state-resource.js';
import { applyConfirmation, changeProblemOf } from './apply-confirmation.js';
import {
  checkDeliveryConfirmation,
  checkRepeatedDeliveryConfirmation,
  failOtherOrder,
  failUnknownDeliveryRequest,
} from './confirmation-checks.js';
import { DeliveryConfirmationRepository } from './delivery-confirmation.repository.js';
import { DeliveryOrderRepository } from './delivery-orders.repository.js';

/** Receives the confirmations of the delivery orders that were sent. */
@Injectable()
export class DeliveryConfirmationsService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly orders: DeliveryOrderRepository,
    private readonly repository: DeliveryConfirmationRepository,
  ) {}

  async confirm(
    caller: Caller,
    { message, text }: ValidatedBody<DeliveryOrderConfirmation>,
  ): Promise<void> {
    const { workspace } = caller;
    const { deliveryOrderReferenceId, deliveryOrderReceiveId, deliveryOrderId } = message;
    const [about, id] = [normalizeId(deliveryOrderReferenceId), normalizeId(deliveryOrderId)];
    await this.store.write(workspace, async (tx) => {
      const sent = await this.messages.find(tx, workspace, REQUESTS, about);
      if (!sent) {
        throw eduvProblems
          .deliveryReferenceUnknown(deliveryOrderReferenceId)
          .withResults(failUnknownDeliveryRequest(message));
      }
      const { deliveryOrder: request, deliveryOrderReferenceId: reference } = JSON.parse(
        sent.document,
      ) as DeliveryOrderRequest;
      const order = await this.orders.find(tx, workspace, id);
      if (!order || normalizeId(request.deliveryOrderId) !== id) {
        throw eduvProblems
          .confirmsAnotherOrder(deliveryOrderId)
          .withResults(failOtherOrder(message, request));
      }
      const key = { workspace, about, id: deliveryOrderReceiveId };
      const before = await this.repository.find(tx, key);
      if (before) {
        caller.record(checkRepeatedDeliveryConfirmation(message, parseConfirmation(before)));
        return;
      }
      const earlier = await this.repository.ofOrder(tx, workspace, id);
      const ofRequest = earlier
        .filter((confirmation) => confirmation.about === about)
        .map(parseConfirmation);
      const now = this.clock.now(workspace);
      const context = { now, earlier: ofRequest, reference };
      caller.record(checkDeliveryConfirmation(message, request, context));
      const refusal = message.success ? changeProblemOf(message, order, request) : undefined;
      if (refusal) throw refusal;
      const changed = message.success ? applyConfirmation(message, order, request) : order;
      await this.repository.insert(tx, { ...key, deliveryOrderId: id, document: text });
      if (changed === order) return;
      const dateLastModified = toIsoUtc(this.clock.now(workspace));
      await this.orders.update(tx, workspace, { ...changed, dateLastModified });
    });
  }

  /** Confirmations of an order, for the control API. */
  async view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView> {
    const received = await this.repository.ofOrder(tx, workspace, id);
    return {
      summary: {},
      detail: { confirmations: received.map(({ document }) => JSON.parse(document) as unknown) },
    };
  }
}

function parseConfirmation({ document }: { document: string }): DeliveryOrderConfirmation {
  return JSON.parse(document) as DeliveryOrderConfirmation;
}
