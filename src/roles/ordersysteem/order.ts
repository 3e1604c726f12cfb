import type { OrderRequest, OrderStatus } from '../../apis/edu-v-order/messages.js';
import { findBehaviour } from '../../sandbox/scenarios/scenario.js';
import type { BehaviourLookup } from '../../sandbox/scenarios/scenarios.js';
import { lineReason } from './scenarios.js';

/** A line of an order as the Ordersysteem keeps it. */
export interface DecidedLine {
  salesOrderLineId: string;
  purchaseOrderLineId?: string;
  productId: string;
  quantity: number;
  /** Why it was declined; absent: it was approved. */
  declined?: string;
  /** How many of it were credited so far. */
  credited: number;
}

/** What was decided, and when; `delivery` is the confirmation that says so, absent when none is ever sent. */
export interface OrderDecision {
  status: OrderStatus;
  /** Milliseconds since 1970. */
  at: number;
  responseReferenceId: string;
  delivery?: string;
}

/** The outcome of a message: final, and why not when it is a decline. */
export interface OrderOutcome {
  status: 'approved' | 'declined';
  reason?: string;
}

/** Numbers the lines of an order and declines those that cannot be delivered. */
export function linesOf(
  { orderLines, ...header }: OrderRequest,
  calls: BehaviourLookup,
): DecidedLine[] {
  const ofAll = calls(header);
  return orderLines.map((line, index) => {
    const { purchaseOrderLineId, productId, quantity } = line;
    const declined = lineReason([...ofAll, ...calls(line)]);
    return {
      salesOrderLineId: String(index + 1),
      ...(purchaseOrderLineId !== undefined && { purchaseOrderLineId }),
      productId,
      quantity,
      ...(declined && { declined }),
      credited: 0,
    };
  });
}

/** An order is declined when its contract is unknown, or when every one of its lines is declined. */
export function decideOrder(
  order: OrderRequest,
  lines: DecidedLine[],
  calls: BehaviourLookup,
): OrderOutcome {
  if (findBehaviour(calls(order), 'unknown-contract'))
    return { status: 'declined', reason: `unknown contract: ${order.contractId ?? 'none'}` };
  if (lines.length === 0 || lines.some((line) => !line.declined)) return { status: 'approved' };
  const reasons = [...new Set(lines.map((line) => `${line.declined}: ${line.productId}`))];
  return { status: 'declined', reason: reasons.join('; ') };
}

/** The decision that holds at that moment; undefined: none has been taken yet. */
export function decisionAt(decisions: OrderDecision[], now: number): OrderDecision | undefined {
  return decisions.findLast(({ at }) => at <= now);
}

/** How many of a line may still be credited. */
export function creditable({ quantity, credited, declined }: DecidedLine): number {
  return declined ? 0 : Math.max(0, quantity - credited);
}
