import type { OrderStatus } from '../../apis/edu-v-order/messages.js';

/** Status transitions of a sent order or credit order. `approved` and `declined` are final. */
export const statusTransitions: Record<OrderStatus, readonly OrderStatus[]> = {
  pending: ['pending', 'approved', 'declined'],
  approved: [],
  declined: [],
};

/** Status after these confirmations, in the order of arrival; null: no confirmation. */
export function statusAfter(confirmed: OrderStatus[]): OrderStatus | null {
  let status: OrderStatus | null = null;
  for (const next of confirmed) if (canBecome(status, next)) status = next;
  return status;
}

/** True when a confirmation may change an order from this status to the next one. */
export function canBecome(status: OrderStatus | null, next: OrderStatus): boolean {
  return status === null || statusTransitions[status].includes(next);
}
