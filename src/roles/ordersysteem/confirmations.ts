import { Injectable } from '@nestjs/common';
import { v4 as uuid } from 'uuid';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
  OrderStatus,
} from '../../apis/edu-v-order/messages.js';
import { Code } from '../../apis/edu-v/errors.js';
import { durationMs } from '../../platform/time/duration.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { Operation } from '../../platform/api/operation.js';
import { normalizeId } from '../../platform/messages/messages.js';
import { corrupt } from '../../sandbox/scenarios/confirmation-behaviour.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import type { CreditedLine } from './credit-order.js';
import { decisionAt, type OrderDecision, type DecidedLine, type OrderOutcome } from './order.js';
import type { OrderBehaviour } from './scenarios.js';

/** What every confirmation says of a decision, under the names of the wire. */
interface ConfirmationHeader {
  responseReferenceId: string;
  requestReferenceId: string;
  processedTimestamp: string;
  success: boolean;
  status: number;
  statusMessage: string;
}

/** A message that must be confirmed, and how its confirmation is written once the decision is known. */
export interface PendingConfirmation {
  workspace: string;
  operation: Operation;
  requestReferenceId: string;
  /** Confirmations with the same value arrive in order. */
  orderingKey: string;
  write(said: ConfirmationHeader, status: OrderStatus): OrderConfirmation | CreditOrderConfirmation;
}

/** What the Ordersysteem sends back, and when. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly outbox: Outbox,
    private readonly workspaces: Workspaces,
  ) {}

  /** Takes the decisions that lead to the outcome and puts in what says so; answers the decisions. */
  async confirm(
    tx: WriteTransaction,
    message: PendingConfirmation,
    outcome: OrderOutcome,
    behaviour: OrderBehaviour,
    now: number,
  ): Promise<OrderDecision[]> {
    const usual = durationMs(this.workspaces.settings(message.workspace).confirmAfter) ?? 0;
    const { pendingMs, delayMs: lateMs, outOfOrder } = behaviour;
    if (pendingMs === undefined) {
      const moments = { at: now, dueAt: now + (lateMs ?? usual) };
      const decision = await this.decide(tx, message, outcome, behaviour, moments);
      if (outOfOrder) await this.decide(tx, message, { status: 'pending' }, behaviour, moments);
      return [decision];
    }
    const later = now + pendingMs;
    return [
      await this.decide(tx, message, { status: 'pending' }, behaviour, {
        at: now,
        dueAt: now + usual,
      }),
      await this.decide(tx, message, outcome, behaviour, { at: later, dueAt: later }),
    ];
  }

  /** Sends the confirmation of the decision that holds now once more, byte for byte. */
  async again(
    tx: WriteTransaction,
    { workspace, operation, requestReferenceId, orderingKey }: Omit<PendingConfirmation, 'write'>,
    decisions: OrderDecision[],
    now: number,
  ): Promise<void> {
    // Before the first decision there is none only when the clock was set back.
    const delivery = (decisionAt(decisions, now) ?? decisions[0])?.delivery;
    const body = delivery && (await this.outbox.bodyOf(tx, workspace, delivery));
    if (!body) return;
    const correlationId = normalizeId(requestReferenceId);
    const message = { workspace, operation, from: ROLE, correlationId, orderingKey, dueAt: now };
    await this.outbox.pullForward(tx, message);
    await this.outbox.enqueue(tx, { ...message, body });
  }

  private async decide(
    tx: WriteTransaction,
    message: PendingConfirmation,
    { status, reason }: { status: OrderStatus; reason?: string },
    { neverConfirmed: never, copies, corruption: wrong }: OrderBehaviour,
    { at, dueAt }: { at: number; dueAt: number },
  ): Promise<OrderDecision> {
    const declined = status === 'declined';
    const header = {
      requestReferenceId: message.requestReferenceId,
      processedTimestamp: toIsoUtc(at),
      success: !declined,
      status: declined ? Code.other : Code.accepted,
      statusMessage: declined ? (reason ?? 'declined') : 'Accepted',
    };
    const send = (responseReferenceId: string): Promise<string> =>
      this.outbox.enqueue(tx, {
        workspace: message.workspace,
        operation: message.operation,
        from: ROLE,
        correlationId: normalizeId(message.requestReferenceId),
        orderingKey: message.orderingKey,
        dueAt,
        body: JSON.stringify(
          corrupt(
            message.write({ responseReferenceId, ...header }, status),
            wrong,
            'requestReferenceId',
          ),
        ),
      });
    const responseReferenceId = uuid();
    if (never) return { status, at, responseReferenceId };
    const delivery = await send(responseReferenceId);
    if (copies === 'two alike') await send(responseReferenceId);
    if (copies === 'two that differ') await send(uuid());
    return { status, at, responseReferenceId, delivery };
  }
}

/** The name of this role. */
export const ROLE = 'ordersysteem';

/** How the confirmation of an order is written. */
export function orderConfirmation(
  { purchaseOrderId }: OrderRequest,
  salesOrderId: string,
  lines: DecidedLine[],
): (said: ConfirmationHeader, status: OrderStatus) => OrderConfirmation {
  return (said, orderStatus) => ({
    ...referencesOf(said),
    purchaseOrderId,
    salesOrderId,
    orderStatus,
    ...resultOf(said),
    orderConfirmationLines: lines.map(({ credited: _, declined, ...line }) => ({
      ...line,
      ...lineResult(declined ?? (orderStatus === 'declined' ? said.statusMessage : undefined)),
    })),
  });
}

/** How the confirmation of a credit order is written; without an order it echoes the salesOrderId of the request. */
export function creditOrderConfirmation(
  { purchaseOrderId }: CreditOrderRequest,
  salesOrderId: string | undefined,
  lines: CreditedLine[],
): (said: ConfirmationHeader, status: OrderStatus) => CreditOrderConfirmation {
  return (said, creditOrderStatus) => ({
    ...referencesOf(said),
    purchaseOrderId,
    ...(salesOrderId !== undefined && { salesOrderId }),
    creditOrderStatus,
    ...resultOf(said),
    creditOrderConfirmationLines: lines.map(({ declined, ...line }) => ({
      ...line,
      ...lineResult(
        declined ?? (creditOrderStatus === 'declined' ? said.statusMessage : undefined),
      ),
    })),
  });
}

function referencesOf({
  responseReferenceId,
  requestReferenceId,
  processedTimestamp,
}: ConfirmationHeader) {
  return { responseReferenceId, requestReferenceId, processedTimestamp };
}

function resultOf({ success, status, statusMessage }: ConfirmationHeader) {
  return { success, status, statusMessage };
}

function lineResult(declined: string | undefined): { status: number; statusMessage: string } {
  return declined
    ? { status: Code.other, statusMessage: declined }
    : { status: Code.accepted, statusMessage: 'Accepted' };
}
