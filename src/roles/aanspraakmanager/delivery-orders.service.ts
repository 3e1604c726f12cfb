import { Injectable } from '@nestjs/common';
import { v4 } from 'uuid';
import { crossFieldErrors } from '../../apis/edu-v-delivery/cross-field-errors.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryOperations } from '../../apis/edu-v-delivery/operations.js';
import { Code, eduvErrorFormat } from '../../apis/edu-v/errors.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { durationMs } from '../../platform/time/duration.js';
import { toIsoUtc } from '../../platform/time/time.js';
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
import type { ManualDecision, StateView } from '../../sandbox/state/collections.js';
import type { TriggeredBehaviour } from '../../sandbox/scenarios/scenario.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { AcceptedOrders, type NewAcceptedOrder } from './accepted-orders.repository.js';
import { DeliveryRequestRepository } from './delivery-request.repository.js';
import { checkChange, checkEndDate, checkDeliveryRequest, checkRepeat } from './checks.js';
import { decideChange, type DeliveryDecision } from './delivery-decision.js';
import { API, licensingOf } from './scenarios.js';

export const ROLE = 'aanspraakmanager';

/** A request that is being answered. */
interface Request {
  workspace: string;
  /** The deliveryOrderReferenceId as it came. */
  reference: string;
  order: DeliveryOrder;
}

/** The delivery orders of the Aanspraakmanager: taken in, judged, confirmed, licensed. */
@Injectable()
export class AcceptDeliveryOrderService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly accepted: AcceptedOrders,
    private readonly scenarios: Scenarios,
    private readonly requests: DeliveryRequestRepository,
  ) {}

  async accept(
    caller: Caller,
    { message, text }: ValidatedBody<DeliveryOrderRequest>,
  ): Promise<void> {
    const { workspace } = caller;
    const { deliveryOrderReferenceId: reference, deliveryOrder: order } = message;
    const faults = crossFieldErrors(order, caller.version);
    if (faults.length > 0) {
      throw eduvErrorFormat
        .schemaIncorrect(faults.map((fault) => ({ ...fault, path: `/deliveryOrder${fault.path}` })))
        .withResults(checkEndDate(order));
    }
    caller.record(checkDeliveryRequest(message));
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
        caller.record(checkRepeat(await this.messages.isAsEntered(tx, key, message)));
      }
      const known = await this.requests.find(tx, workspace, id);
      if (known) {
        await this.sendAgain(tx, workspace, id, known);
        return;
      }
      const stored = await this.accepted.find(tx, workspace, order.deliveryOrderId);
      const waiting = await this.requests.undecided(tx, workspace, order.deliveryOrderId);
      caller.record(checkChange(order, stored?.order ?? waiting?.deliveryOrder));
      await this.requests.insert(tx, workspace, message);
      if (this.workspaces.settings(workspace).decide === 'manual') return;
      const request = { workspace, reference, order };
      await this.decide(tx, request, decideChange(order, stored?.order, this.calledBy(request)));
    });
  }

  /** `confirm` and `fail` decide on the oldest request about an order that waits; `license` plays its first activation. */
  async decideByHand(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason?: string,
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const stored = await this.accepted.find(tx, workspace, id);
      if (decision === 'license') return this.license(tx, workspace, id, stored);
      const found = await this.requests.undecided(tx, workspace, id);
      if (!found)
        throw new Problem(409, { text: `No request about ${id} waits to be decided by hand` });
      const { deliveryOrderReferenceId: reference, deliveryOrder: order } = found;
      const verdict: DeliveryDecision =
        decision === 'fail'
          ? { refused: reason || 'refused by hand' }
          : decideChange(order, stored?.order, this.calledBy({ workspace, order }));
      if (decision === 'confirm' && 'refused' in verdict)
        throw new Problem(409, { text: `${id} cannot be confirmed: ${verdict.refused}` });
      await this.decide(tx, { workspace, reference, order }, verdict);
    });
  }

  /** What the Aanspraakmanager knows of an order, for the control API. */
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
    request: Request,
    verdict: DeliveryDecision,
  ): Promise<void> {
    const { workspace, reference, order } = request;
    if (!('refused' in verdict)) await this.accepted.keep(tx, workspace, verdict.order, reference);
    const now = this.clock.now(workspace);
    const called = this.calledBy(request);
    const {
      neverConfirmed: never,
      delayMs: lateMs,
      copies,
      corruption: wrong,
    } = confirmationBehaviourOf(called);
    const licensed = licensingOf(called);
    const usual = durationMs(this.workspaces.settings(workspace).confirmAfter) ?? 0;
    const dueAt = now + (lateMs ?? usual);
    const confirmation = confirmationOf(request, verdict, now);
    const sent: string[] = [];
    const license = async (): Promise<void> => {
      if (confirmation.newStatus !== 'processed') return;
      sent.push(await this.confirmLicensed(tx, workspace, order, reference, dueAt));
    };
    if (!never) {
      if (licensed === 'too early') await license();
      sent.push(await this.send(tx, workspace, confirmation, dueAt, wrong));
      if (copies === 'two alike') await this.send(tx, workspace, confirmation, dueAt);
      if (copies === 'two that differ') {
        const other = { ...confirmation, deliveryOrderReceiveId: v4() };
        await this.send(tx, workspace, other, dueAt);
      }
      if (licensed === 'at once') await license();
    }
    await this.requests.decide(tx, workspace, reference, sent);
  }

  private calledBy({
    workspace,
    order,
  }: Pick<Request, 'workspace' | 'order'>): TriggeredBehaviour[] {
    return this.scenarios.behaviourLookup(workspace, API)(order);
  }

  private async license(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    stored: NewAcceptedOrder | undefined,
  ): Promise<void> {
    if (!stored) throw new Problem(404, { text: `The Aanspraakmanager has no ${id}` });
    const { order, reference } = stored;
    if (order.status !== 'processed') {
      throw new Problem(409, {
        text: `${id} is ${order.status}: only a processed order is licensed`,
      });
    }
    const usual = durationMs(this.workspaces.settings(workspace).confirmAfter) ?? 0;
    const earlier = await this.outbox.lastDue(tx, {
      workspace,
      operation: deliveryOperations.confirmDeliveryOrder,
      orderingKey: normalizeId(id),
    });
    const dueAt = Math.max(this.clock.now(workspace) + usual, earlier ?? 0);
    const sent = await this.confirmLicensed(tx, workspace, order, reference, dueAt);
    const known = await this.requests.find(tx, workspace, reference);
    if (known) await this.requests.decide(tx, workspace, reference, [...known.sent, sent]);
  }

  private async confirmLicensed(
    tx: WriteTransaction,
    workspace: string,
    order: DeliveryOrder,
    reference: string,
    dueAt: number,
  ): Promise<string> {
    const licensed: DeliveryOrder = { ...order, status: 'licensed' };
    await this.accepted.keep(tx, workspace, licensed, reference);
    const verdict: DeliveryDecision = { order: licensed, newStatus: 'licensed' };
    const now = this.clock.now(workspace);
    const confirmation = confirmationOf({ workspace, reference, order }, verdict, now);
    return this.send(tx, workspace, confirmation, dueAt);
  }

  private send(
    tx: WriteTransaction,
    workspace: string,
    confirmation: DeliveryOrderConfirmation,
    dueAt: number,
    wrong?: ConfirmationBehaviour['corruption'],
  ): Promise<string> {
    return this.outbox.enqueue(tx, {
      workspace,
      operation: deliveryOperations.confirmDeliveryOrder,
      from: ROLE,
      correlationId: normalizeId(confirmation.deliveryOrderReferenceId),
      orderingKey: normalizeId(confirmation.deliveryOrderId),
      dueAt,
      body: JSON.stringify(corrupt(confirmation, wrong, 'deliveryOrderReferenceId')),
    });
  }

  /** Sends the confirmations of a request once more, byte for byte. */
  private async sendAgain(
    tx: WriteTransaction,
    workspace: string,
    correlationId: string,
    { deliveryOrderId: orderingKey, sent }: { deliveryOrderId: string; sent: string[] },
  ): Promise<void> {
    const operation = deliveryOperations.confirmDeliveryOrder;
    const dueAt = this.clock.now(workspace);
    const message = { workspace, operation, from: ROLE, correlationId, orderingKey, dueAt };
    for (const delivery of sent) {
      const body = await this.outbox.bodyOf(tx, workspace, delivery);
      if (body === undefined) continue;
      await this.outbox.pullForward(tx, message);
      await this.outbox.enqueue(tx, { ...message, body });
    }
  }
}

function confirmationOf(
  { reference, order }: Request,
  verdict: DeliveryDecision,
  now: number,
): DeliveryOrderConfirmation {
  const { deliveryOrderId, productId } = order;
  const common = {
    deliveryOrderReferenceId: reference,
    deliveryOrderReceiveId: v4(),
    deliveryOrderId,
    productId,
    processedTimestamp: toIsoUtc(now),
  };
  if ('refused' in verdict) {
    return { ...common, success: false, status: Code.other, statusMessage: verdict.refused };
  }
  const { newStatus, newTotalQuantity } = verdict;
  return {
    ...common,
    ...(newStatus !== undefined && { newStatus }),
    ...(newTotalQuantity !== undefined && { newTotalQuantity }),
    success: true,
    status: Code.ok,
    statusMessage: 'OK',
  };
}
