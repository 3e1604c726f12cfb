import { v5 as uuid } from 'uuid';
import type { OrderStatus } from '../../../apis/edu-v-order/messages.js';
import type { OrderDecision } from '../decide-order.js';

/** Decision of a message that a tester writes; null: not decided. It has no confirmation. */
export function recordedDecisionsOf(
  id: string,
  status: OrderStatus | null | undefined,
  now: number,
): OrderDecision[] {
  if (!status) return [];
  return [{ status, at: now, responseReferenceId: deterministicUuid(`${id} ${status}`) }];
}

/** salesOrderId of an order that a tester writes without one. */
export function salesOrderIdOf(id: string): string {
  return `SO-${deterministicUuid(id).replaceAll('-', '').slice(-12).toUpperCase()}`;
}

/** Generates the same UUID for the same text, so that generated state is reproducible. */
function deterministicUuid(text: string): string {
  return uuid(text, uuid.URL);
}
