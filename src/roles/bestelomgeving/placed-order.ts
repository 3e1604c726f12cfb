import type { OrderStatus } from '../../apis/edu-v-order/messages.js';

/** An order, or credit order, that the Bestelomgeving sent: `pending` may come first, the others are final. */
export const moves: Record<OrderStatus, readonly OrderStatus[]> = {
  pending: ['pending', 'approved', 'declined'],
  approved: [],
  declined: [],
};

/** Where confirmations lead, in the order in which they came; null: none came yet. */
export function statusAfter(confirmed: OrderStatus[]): OrderStatus | null {
  let status: OrderStatus | null = null;
  for (const next of confirmed) if (canBecome(status, next)) status = next;
  return status;
}

/** Whether a confirmation with the next status changes anything for an order with that status. */
export function canBecome(status: OrderStatus | null, next: OrderStatus): boolean {
  return status === null || moves[status].includes(next);
}
