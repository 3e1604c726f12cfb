import { Injectable } from '@nestjs/common';
import { v4 as uuid } from 'uuid';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
  OrderStatus,
} from '../../contracts/edu-v-order/messages.js';
import { Code } from '../../contracts/edu-v/errors.js';
import { durationMs } from '../../kernel/clock/duration.js';
import { zulu } from '../../kernel/clock/time.js';
import type { Operation } from '../../kernel/contract/operation.js';
import { keyOf } from '../../kernel/messages/messages.js';
import { spoiled } from '../../kernel/state/manner.js';
import { Outbox } from '../../kernel/outbox/outbox.js';
import type { Writing } from '../../kernel/persistence/store.js';
import { Workspaces } from '../../kernel/workspaces/workspaces.js';
import type { CreditedLine } from './credit-order.js';
import { decisionAt, type Decision, type Line, type Outcome } from './order.js';
import type { OrderManner } from './scenarios.js';

/** What every confirmation says of a decision, under the names of the wire. */
interface Said {
  responseReferenceId: string;
  requestReferenceId: string;
  processedTimestamp: string;
  success: boolean;
  status: number;
  statusMessage: string;
}

/** A message that is to be confirmed, and how its confirmation is written once the decision is known. */
export interface Confirmable {
  workspace: string;
  operation: Operation;
  requestReferenceId: string;
  /** Confirmations with the same value arrive in order. */
  sequence: string;
  write(said: Said, status: OrderStatus): OrderConfirmation | CreditOrderConfirmation;
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
    unit: Writing,
    message: Confirmable,
    outcome: Outcome,
    manner: OrderManner,
    now: number,
  ): Promise<Decision[]> {
    const usual = durationMs(this.workspaces.settings(message.workspace).confirmAfter) ?? 0;
    const { pendingMs, lateMs, outOfOrder } = manner;
    if (pendingMs === undefined) {
      const moments = { at: now, dueAt: now + (lateMs ?? usual) };
      const decision = await this.decide(unit, message, outcome, manner, moments);
      if (outOfOrder) await this.decide(unit, message, { status: 'pending' }, manner, moments);
      return [decision];
    }
    const later = now + pendingMs;
    return [
      await this.decide(unit, message, { status: 'pending' }, manner, {
        at: now,
        dueAt: now + usual,
      }),
      await this.decide(unit, message, outcome, manner, { at: later, dueAt: later }),
    ];
  }

  /** Sends the confirmation of the decision that holds now once more, byte for byte. */
  async again(
    unit: Writing,
    { workspace, operation, requestReferenceId, sequence }: Omit<Confirmable, 'write'>,
    decisions: Decision[],
    now: number,
  ): Promise<void> {
    // Before the first decision there is none only when the clock was set back.
    const delivery = (decisionAt(decisions, now) ?? decisions[0])?.delivery;
    const body = delivery && (await this.outbox.bodyOf(unit, workspace, delivery));
    if (!body) return;
    const about = keyOf(requestReferenceId);
    const message = { workspace, operation, from: ROLE, about, sequence, dueAt: now };
    await this.outbox.pullForward(unit, message);
    await this.outbox.enqueue(unit, { ...message, body });
  }

  private async decide(
    unit: Writing,
    message: Confirmable,
    { status, reason }: { status: OrderStatus; reason?: string },
    { never, copies, wrong }: OrderManner,
    { at, dueAt }: { at: number; dueAt: number },
  ): Promise<Decision> {
    const declined = status === 'declined';
    const said = {
      requestReferenceId: message.requestReferenceId,
      processedTimestamp: zulu(at),
      success: !declined,
      status: declined ? Code.other : Code.accepted,
      statusMessage: declined ? (reason ?? 'declined') : 'Accepted',
    };
    const send = (responseReferenceId: string): Promise<string> =>
      this.outbox.enqueue(unit, {
        workspace: message.workspace,
        operation: message.operation,
        from: ROLE,
        about: keyOf(message.requestReferenceId),
        sequence: message.sequence,
        dueAt,
        body: JSON.stringify(
          spoiled(
            message.write({ responseReferenceId, ...said }, status),
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
  lines: Line[],
): (said: Said, status: OrderStatus) => OrderConfirmation {
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
): (said: Said, status: OrderStatus) => CreditOrderConfirmation {
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

function referencesOf({ responseReferenceId, requestReferenceId, processedTimestamp }: Said) {
  return { responseReferenceId, requestReferenceId, processedTimestamp };
}

function resultOf({ success, status, statusMessage }: Said) {
  return { success, status, statusMessage };
}

function lineResult(declined: string | undefined): { status: number; statusMessage: string } {
  return declined
    ? { status: Code.other, statusMessage: declined }
    : { status: Code.accepted, statusMessage: 'Accepted' };
}
