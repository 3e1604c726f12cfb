import { Inject, Injectable } from '@nestjs/common';
import { v4 } from 'uuid';
import { crossFieldErrors } from '../../apis/edu-v-delivery/cross-field-errors.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryOperations } from '../../apis/edu-v-delivery/operations.js';
import { eduvErrorFormat } from '../../apis/edu-v/errors.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { realNow } from '../../platform/time/time.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { durationMs } from '../../platform/time/duration.js';
import type { ValidatedBody } from '../../platform/http/validated-body.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import {
  confirmationBehaviourOf,
  corrupt,
  type ConfirmationBehaviour,
} from '../../sandbox/scenarios/confirmation-behaviour.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import type { ManualDecision, StateView } from '../../sandbox/state/state-resource.js';
import type { TriggeredBehaviour } from '../../sandbox/scenarios/scenario.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import {
  AcceptedDeliveryOrderRepository,
  type AcceptedOrderState,
} from './accepted-delivery-orders.repository.js';
import { DeliveryRequestRepository } from './delivery-request.repository.js';
import {
  checkOrderChange,
  checkCancelledEndDate,
  checkDeliveryRequest,
  checkRepeatedDeliveryRequest,
} from './checks.js';
import { deliveryConfirmationOf, type ConfirmedRequest } from './delivery-confirmation.js';
import { decideChange, type DeliveryDecision } from './delivery-decision.js';
import { DELIVERY_API, licensingOf } from './scenarios.js';
import { AANSPRAAKMANAGER_ROLE } from './role.js';

/** A request in progress. */
interface IncomingRequest extends ConfirmedRequest {
  workspace: string;
}

/** Accepts delivery orders, decides on them, confirms and licenses them. */
@Injectable()
export class AcceptDeliveryOrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly accepted: AcceptedDeliveryOrderRepository,
    private readonly scenarios: Scenarios,
    private readonly requests: DeliveryRequestRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async accept(
    caller: Caller,
    { message, text }: ValidatedBody<DeliveryOrderRequest>,
  ): Promise<void> {
    const { workspace } = caller;
    const { deliveryOrderReferenceId: reference, deliveryOrder: order } = message;
    const errors = crossFieldErrors(order, caller.version, this.config.rules);
    if (errors.length > 0) {
      throw eduvErrorFormat
        .schemaIncorrect(errors.map((error) => ({ ...error, path: `/deliveryOrder${error.path}` })))
        .withResults(checkCancelledEndDate(order));
    }
    // The clock of a workspace may be behind that of the partner.
    const now = Math.max(this.clock.now(workspace), realNow());
    caller.record(checkDeliveryRequest(message, now));
    const id = normalizeId(reference);
    await this.store.write(workspace, async (tx) => {
      const entered = await this.messages.enter(tx, {
        workspace,
        collection: REQUESTS,
        id,
        document: text,
      });
      if (!entered) {
        const key = { workspace, collection: REQUESTS, id };
        caller.record(
          checkRepeatedDeliveryRequest(await this.messages.matchesStored(tx, key, message)),
        );
      }
      const known = entered ? undefined : await this.requests.find(tx, workspace, id);
      if (known) {
        await this.resend(tx, workspace, id, known);
        return;
      }
      const stored = await this.accepted.find(tx, workspace, order.deliveryOrderId);
      const waiting = await this.requests.oldestUndecided(tx, workspace, order.deliveryOrderId);
      caller.record(checkOrderChange(order, stored?.order ?? waiting?.deliveryOrder));
      await this.requests.insert(tx, workspace, message);
      if (this.workspaces.settings(workspace).decide === 'manual') return;
      const request = { workspace, reference, order, stored: stored?.order };
      await this.decide(
        tx,
        request,
        decideChange(order, request.stored, this.behavioursOf(request)),
      );
    });
  }

  /**
   * Decides for a tester. `confirm` and `fail` are for the oldest undecided request of an order;
   * `license` simulates its first activation.
   */
  async decideManually(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const stored = await this.accepted.find(tx, workspace, id);
      if (decision === 'license') return this.license(tx, workspace, id, stored);
      const found = await this.requests.oldestUndecided(tx, workspace, id);
      if (!found) throw new Problem(409, { text: `${id} has no undecided request` });
      const { deliveryOrderReferenceId: reference, deliveryOrder: order } = found;
      const outcome: DeliveryDecision =
        decision === 'fail'
          ? { refused: reason || 'rejected by a manual decision' }
          : decideChange(order, stored?.order, this.behavioursOf({ workspace, order }));
      if (decision === 'confirm' && 'refused' in outcome)
        throw new Problem(409, { text: `${id} cannot be confirmed: ${outcome.refused}` });
      await this.decide(tx, { workspace, reference, order, stored: stored?.order }, outcome);
    });
  }

  /** State of an order, for the control API. */
  async view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined> {
    const stored = await this.accepted.find(tx, workspace, id);
    if (!stored) return undefined;
    const { status, deliverySpecification } = stored.order;
    const { totalQuantity } = deliverySpecification as { totalQuantity?: number };
    return {
      summary: {},
      detail: { status, ...(totalQuantity !== undefined && { totalQuantity }) },
    };
  }

  private async decide(
    tx: WriteTransaction,
    request: IncomingRequest,
    outcome: DeliveryDecision,
  ): Promise<void> {
    const { workspace, reference, order } = request;
    if (!('refused' in outcome)) await this.accepted.save(tx, workspace, outcome.order, reference);
    const now = this.clock.now(workspace);
    const behaviours = this.behavioursOf(request);
    const { neverConfirmed, delayMs, copies, corruption } = confirmationBehaviourOf(behaviours);
    const licensed = licensingOf(behaviours);
    const defaultDelayMs = durationMs(this.workspaces.settings(workspace).confirmAfter) ?? 0;
    const dueAt = now + (delayMs ?? defaultDelayMs);
    const confirmation = deliveryConfirmationOf(request, outcome, now);
    const sent: string[] = [];
    const license = async (): Promise<void> => {
      if (confirmation.newStatus !== 'processed') return;
      sent.push(await this.storeAndConfirmLicensed(tx, workspace, order, reference, dueAt));
    };
    if (!neverConfirmed) {
      if (licensed === 'too early') await license();
      sent.push(await this.send(tx, workspace, confirmation, dueAt, corruption));
      if (copies === 'two alike') await this.send(tx, workspace, confirmation, dueAt);
      if (copies === 'two that differ') {
        const other = { ...confirmation, deliveryOrderReceiveId: v4() };
        await this.send(tx, workspace, other, dueAt);
      }
      if (licensed === 'at once') await license();
    }
    await this.requests.decide(tx, workspace, reference, sent);
  }

  private behavioursOf({
    workspace,
    order,
  }: Pick<IncomingRequest, 'workspace' | 'order'>): TriggeredBehaviour[] {
    return this.scenarios.behaviourLookup(workspace, DELIVERY_API)(order);
  }

  private async license(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    stored: AcceptedOrderState | undefined,
  ): Promise<void> {
    if (!stored)
      throw new Problem(404, { text: `The Aanspraakmanager has no delivery order ${id}` });
    const { order, reference } = stored;
    if (order.status !== 'processed') {
      throw new Problem(409, {
        text: `Delivery order ${id} is ${order.status}: only a processed order can be licensed`,
      });
    }
    const defaultDelayMs = durationMs(this.workspaces.settings(workspace).confirmAfter) ?? 0;
    const earlier = await this.outbox.lastDue(tx, {
      workspace,
      operation: deliveryOperations.confirmDeliveryOrder,
      orderingKey: normalizeId(id),
    });
    const dueAt = Math.max(this.clock.now(workspace) + defaultDelayMs, earlier ?? 0);
    const sent = await this.storeAndConfirmLicensed(tx, workspace, order, reference, dueAt);
    const known = await this.requests.find(tx, workspace, reference);
    if (known) await this.requests.decide(tx, workspace, reference, [...known.sent, sent]);
  }

  private async storeAndConfirmLicensed(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
    reference: string,
    dueAt: number,
  ): Promise<string> {
    const licensed: DeliveryOrder = { ...order, status: 'licensed' };
    await this.accepted.save(tx, workspace, licensed, reference);
    const outcome: DeliveryDecision = { order: licensed, newStatus: 'licensed' };
    const now = this.clock.now(workspace);
    const confirmation = deliveryConfirmationOf({ reference, order }, outcome, now);
    return this.send(tx, workspace, confirmation, dueAt);
  }

  private send(
    tx: WriteTransaction,
    workspace: string,
    confirmation: DeliveryOrderConfirmation,
    dueAt: number,
    corruption?: ConfirmationBehaviour['corruption'],
  ): Promise<string> {
    return this.outbox.enqueue(tx, {
      workspace,
      operation: deliveryOperations.confirmDeliveryOrder,
      from: AANSPRAAKMANAGER_ROLE,
      correlationId: normalizeId(confirmation.deliveryOrderReferenceId),
      orderingKey: normalizeId(confirmation.deliveryOrderId),
      dueAt,
      body: JSON.stringify(corrupt(confirmation, corruption, 'deliveryOrderReferenceId')),
    });
  }

  /** Sends the confirmations of a request again, byte for byte. */
  private async resend(
    tx: WriteTransaction,
    workspace: string,
    correlationId: string,
    { deliveryOrderId: orderingKey, sent }: { deliveryOrderId: string; sent: string[] },
  ): Promise<void> {
    const operation = deliveryOperations.confirmDeliveryOrder;
    const dueAt = this.clock.now(workspace);
    const message = {
      workspace,
      operation,
      from: AANSPRAAKMANAGER_ROLE,
      correlationId,
      orderingKey,
      dueAt,
    };
    for (const delivery of sent) {
      const body = await this.outbox.bodyOf(tx, workspace, delivery);
      if (body === undefined) continue;
      await this.outbox.pullForward(tx, message);
      await this.outbox.enqueue(tx, { ...message, body });
    }
  }
}
