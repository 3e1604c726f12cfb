import { v5 as uuid } from 'uuid';
import type { OrderStatus } from '../../../apis/edu-v-order/messages.js';
import type { OrderDecision } from '../order.js';

/** The decision of a message that is written with that status; null: it is not decided. No confirmation says so. */
export function recordedDecisionsOf(
  id: string,
  status: OrderStatus | null | undefined,
  now: number,
): OrderDecision[] {
  if (!status) return [];
  return [{ status, at: now, responseReferenceId: madeFrom(`${id} ${status}`) }];
}

/** The order number of an order that is written without one. */
export function salesOrderIdOf(id: string): string {
  return `SO-${madeFrom(id).replaceAll('-', '').slice(-12).toUpperCase()}`;
}

/** A uuid that always is the same for the same text, so that what is made up by a seed is the same again. */
function madeFrom(text: string): string {
  return uuid(text, uuid.URL);
}
