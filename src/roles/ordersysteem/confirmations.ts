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
import type { CreditedLine } from './decide-credit-order.js';
import {
  decisionAt,
  type OrderDecision,
  type DecidedLine,
  type OrderOutcome,
} from './decide-order.js';
import type { OrderBehaviour } from './scenarios.js';
import { ORDERSYSTEEM_ROLE } from './role.js';

const ACCEPTED = 'Accepted';

/** Fields that every confirmation has. The names are those of the wire. */
interface ConfirmationHeader {
  responseReferenceId: string;
  requestReferenceId: string;
  processedTimestamp: string;
  success: boolean;
  status: number;
  statusMessage: string;
}

/** A message that needs a confirmation. `compose` makes the body when the decision is known. */
export interface PendingConfirmation {
  workspace: string;
  operation: Operation;
  requestReferenceId: string;
  /** Confirmations with the same key are delivered in order. */
  orderingKey: string;
  compose(
    header: ConfirmationHeader,
    status: OrderStatus,
  ): OrderConfirmation | CreditOrderConfirmation;
}

/** Decides on messages and puts their confirmations in the outbox. */
@Injectable()
export class OrderConfirmationSender {
  constructor(
    private readonly outbox: Outbox,
    private readonly workspaces: Workspaces,
  ) {}

  /**
   * Makes the decisions for an outcome and enqueues their confirmations. A pending phase adds a
   * decision.
   */
  async confirm(
    tx: WriteTransaction,
    message: PendingConfirmation,
    outcome: OrderOutcome,
    behaviour: OrderBehaviour,
    now: number,
  ): Promise<OrderDecision[]> {
    const defaultDelayMs =
      durationMs(this.workspaces.settings(message.workspace).confirmAfter) ?? 0;
    const { pendingMs, delayMs, outOfOrder } = behaviour;
    if (pendingMs === undefined) {
      const moments = { at: now, dueAt: now + (delayMs ?? defaultDelayMs) };
      const decision = await this.decide(tx, message, outcome, behaviour, moments);
      if (outOfOrder) await this.decide(tx, message, { status: 'pending' }, behaviour, moments);
      return [decision];
    }
    const later = now + pendingMs;
    return [
      await this.decide(tx, message, { status: 'pending' }, behaviour, {
        at: now,
        dueAt: now + defaultDelayMs,
      }),
      await this.decide(tx, message, outcome, behaviour, { at: later, dueAt: later }),
    ];
  }

  /** Sends the confirmation of the current decision again, byte for byte. */
  async resend(
    tx: WriteTransaction,
    { workspace, operation, requestReferenceId, orderingKey }: Omit<PendingConfirmation, 'compose'>,
    decisions: OrderDecision[],
    now: number,
  ): Promise<void> {
    // No decision is current only when the clock was set back; the first one is sent then.
    const delivery = (decisionAt(decisions, now) ?? decisions[0])?.delivery;
    const body = delivery && (await this.outbox.bodyOf(tx, workspace, delivery));
    if (!body) return;
    const correlationId = normalizeId(requestReferenceId);
    const message = {
      workspace,
      operation,
      from: ORDERSYSTEEM_ROLE,
      correlationId,
      orderingKey,
      dueAt: now,
    };
    await this.outbox.pullForward(tx, message);
    await this.outbox.enqueue(tx, { ...message, body });
  }

  private async decide(
    tx: WriteTransaction,
    message: PendingConfirmation,
    { status, reason }: { status: OrderStatus; reason?: string },
    { neverConfirmed, copies, corruption }: OrderBehaviour,
    { at, dueAt }: { at: number; dueAt: number },
  ): Promise<OrderDecision> {
    const declined = status === 'declined';
    const processedTimestamp = toIsoUtc(at);
    const statusMessage = declined ? (reason ?? 'declined') : ACCEPTED;
    const send = (responseReferenceId: string): Promise<string> =>
      this.outbox.enqueue(tx, {
        workspace: message.workspace,
        operation: message.operation,
        from: ORDERSYSTEEM_ROLE,
        correlationId: normalizeId(message.requestReferenceId),
        orderingKey: message.orderingKey,
        dueAt,
        body: JSON.stringify(
          corrupt(
            message.compose(
              {
                responseReferenceId,
                requestReferenceId: message.requestReferenceId,
                processedTimestamp,
                success: !declined,
                status: declined ? Code.other : Code.accepted,
                statusMessage,
              },
              status,
            ),
            corruption,
            'requestReferenceId',
          ),
        ),
      });
    const responseReferenceId = uuid();
    if (neverConfirmed) return { status, at, responseReferenceId };
    const delivery = await send(responseReferenceId);
    if (copies === 'two alike') await send(responseReferenceId);
    if (copies === 'two that differ') await send(uuid());
    return { status, at, responseReferenceId, delivery };
  }
}

/** Returns the composer of the confirmation of an order. */
export function orderConfirmationComposer(
  { purchaseOrderId }: OrderRequest,
  salesOrderId: string,
  lines: DecidedLine[],
): (header: ConfirmationHeader, status: OrderStatus) => OrderConfirmation {
  return (header, orderStatus) => ({
    responseReferenceId: header.responseReferenceId,
    requestReferenceId: header.requestReferenceId,
    processedTimestamp: header.processedTimestamp,
    purchaseOrderId,
    salesOrderId,
    orderStatus,
    success: header.success,
    status: header.status,
    statusMessage: header.statusMessage,
    orderConfirmationLines: lines.map((line) => confirmedLine(line, header)),
  });
}

/**
 * Returns the composer of the confirmation of a credit order. For an unknown order it echoes the
 * salesOrderId.
 */
export function creditOrderConfirmationComposer(
  { purchaseOrderId }: CreditOrderRequest,
  salesOrderId: string | undefined,
  lines: CreditedLine[],
): (header: ConfirmationHeader, status: OrderStatus) => CreditOrderConfirmation {
  return (header, creditOrderStatus) => ({
    responseReferenceId: header.responseReferenceId,
    requestReferenceId: header.requestReferenceId,
    processedTimestamp: header.processedTimestamp,
    purchaseOrderId,
    salesOrderId,
    creditOrderStatus,
    success: header.success,
    status: header.status,
    statusMessage: header.statusMessage,
    creditOrderConfirmationLines: lines.map((line) => confirmedLine(line, header)),
  });
}

/** A line of a confirmation. A line without a reason of its own has the one of a declined message. */
function confirmedLine(line: CreditedLine, { success, statusMessage }: ConfirmationHeader) {
  const reason = line.declined ?? (success ? undefined : statusMessage);
  return {
    purchaseOrderLineId: line.purchaseOrderLineId,
    salesOrderLineId: line.salesOrderLineId,
    productId: line.productId,
    quantity: line.quantity,
    status: reason ? Code.other : Code.accepted,
    statusMessage: reason || ACCEPTED,
  };
}
