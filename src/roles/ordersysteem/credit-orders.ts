import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
import type { Message, MessageState } from '../../platform/messages/message.entity.js';
import { Messages } from '../../platform/messages/messages.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { TEXT, UTC_TIME, listOf, objectOf } from '../../platform/validation/json-schemas.js';
import { decisionsSchema } from './order.entity.js';
import { declineCredit, type CreditedLine } from './decide-credit-order.js';
import type { OrderDecision } from './decide-order.js';

export const CREDIT_ORDERS = 'creditorders';

/** State of a credit order in the Ordersysteem. */
export interface CreditOrderState {
  acceptedAt: string;
  /** Id of the credited order; null: no order was found. */
  orderId: string | null;
  lines: CreditedLine[];
  decisions: OrderDecision[];
}

/** The state as JSON, in the row of the message. The id of the order has a column of its own. */
interface StoredState extends Pick<CreditOrderState, 'acceptedAt' | 'decisions'> {
  /** Absent: every line of the message is declined for the same reason. */
  lines?: CreditedLine[] | undefined;
  declined?: string | undefined;
}

/** Schema of a `StoredState`. */
export const creditStateSchema = objectOf(
  { acceptedAt: UTC_TIME, decisions: decisionsSchema },
  {
    lines: listOf(
      objectOf(
        { productId: TEXT, quantity: { type: 'number' } },
        { purchaseOrderLineId: TEXT, salesOrderLineId: TEXT, declined: TEXT },
      ),
    ),
    declined: TEXT,
  },
);

/** The states of the credit orders of the Ordersysteem. Each is in the row of its message. */
@Injectable()
export class CreditOrders {
  constructor(private readonly messages: Messages) {}

  /** State of a credit order; undefined: the Ordersysteem did not receive it. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<CreditOrderState | undefined> {
    return creditOrderStateOf(await this.messages.find(tx, workspace, CREDIT_ORDERS, id));
  }

  /** Writes the state of a credit order that is stored as a message. */
  async set(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    state: CreditOrderState,
  ): Promise<void> {
    const key = { workspace, collection: CREDIT_ORDERS, id };
    await this.messages.setState(tx, key, messageStateOf(state));
  }

  /** Removes the state of a credit order. The message stays. */
  async remove(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    const key = { workspace, collection: CREDIT_ORDERS, id };
    await this.messages.setState(tx, key, { state: null, relatedId: null });
  }

  /** Lines of the credit orders of an order, the oldest first. */
  async linesOfOrder(
    tx: ReadTransaction,
    workspace: string,
    orderId: string,
  ): Promise<CreditedLine[][]> {
    const credits = await this.messages.related(tx, workspace, CREDIT_ORDERS, orderId);
    return credits.map((credit) => creditOrderStateOf(credit)?.lines ?? []);
  }

  /** Removes the reference to an order from its credit orders, because the order is removed. */
  async detach(tx: WriteTransaction, workspace: string, orderId: string): Promise<void> {
    await this.messages.detach(tx, workspace, CREDIT_ORDERS, orderId);
  }
}

/** Columns of the message of a credit order. */
export function messageStateOf({ orderId, ...state }: CreditOrderState): MessageState {
  return encode(state, orderId);
}

/** Columns of the message of a credit order whose lines are those of its document: a common reason is stored once. */
export function newMessageStateOf(state: CreditOrderState): MessageState {
  const { acceptedAt, orderId, lines, decisions } = state;
  const declined = lines[0]?.declined;
  if (declined === undefined || lines.some((line) => line.declined !== declined))
    return messageStateOf(state);
  return encode({ acceptedAt, declined, decisions }, orderId);
}

function encode(state: StoredState, relatedId: string | null): MessageState {
  return { state: JSON.stringify(state), relatedId };
}

/** State of a credit order that is stored as a message; undefined: the Ordersysteem did not receive it. */
export function creditOrderStateOf(message: Message | undefined): CreditOrderState | undefined {
  if (!message?.state) return undefined;
  const { acceptedAt, lines, declined, decisions } = JSON.parse(message.state) as StoredState;
  return {
    acceptedAt,
    orderId: message.relatedId,
    lines: lines ?? declinedLinesOf(message, declined ?? ''),
    decisions,
  };
}

function declinedLinesOf({ document }: Message, reason: string): CreditedLine[] {
  return declineCredit(JSON.parse(document) as CreditOrderRequest, reason).lines;
}
