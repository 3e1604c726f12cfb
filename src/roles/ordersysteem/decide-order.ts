import type { OrderRequest, OrderStatus } from '../../apis/edu-v-order/messages.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { findBehaviour } from '../../sandbox/scenarios/scenario.js';
import type { BehaviourLookup } from '../../sandbox/scenarios/scenarios.js';
import { lineDeclineReason } from './scenarios.js';

/** A line of an order, with its decision. */
export interface DecidedLine {
  salesOrderLineId: string;
  purchaseOrderLineId?: string | undefined;
  productId: string;
  quantity: number;
  /** Reason for declining it; absent: approved. */
  declined?: string | undefined;
  /** Quantity that was credited. */
  credited: number;
}

/**
 * A decision on a message. `delivery` is the id of its confirmation in the outbox; absent: none is
 * sent.
 */
export interface OrderDecision {
  status: OrderStatus;
  /** Milliseconds since 1970. */
  at: number;
  responseReferenceId: string;
  delivery?: string | undefined;
}

/** Final outcome of a message, with the reason for declining it. */
export interface OrderOutcome {
  status: 'approved' | 'declined';
  reason?: string;
}

/** Numbers the lines of an order and declines those with a declining scenario. */
export function decidedLinesOf(
  { orderLines, ...header }: OrderRequest,
  lookup: BehaviourLookup,
): DecidedLine[] {
  const ofAll = lookup(header);
  return orderLines.map((line, index) => {
    const { purchaseOrderLineId, productId, quantity } = line;
    const declined = lineDeclineReason([...ofAll, ...lookup(line)]);
    return {
      salesOrderLineId: String(index + 1),
      purchaseOrderLineId,
      productId,
      quantity,
      declined,
      credited: 0,
    };
  });
}

/** Declines an order when its contract is unknown or all of its lines are declined. */
export function decideOrder(
  order: OrderRequest,
  lines: DecidedLine[],
  lookup: BehaviourLookup,
): OrderOutcome {
  if (findBehaviour(lookup(order), 'unknown-contract'))
    return { status: 'declined', reason: `unknown contract: ${order.contractId ?? 'none'}` };
  if (lines.length === 0 || lines.some((line) => !line.declined)) return { status: 'approved' };
  const reasons = [...new Set(lines.map((line) => `${line.declined}: ${line.productId}`))];
  return { status: 'declined', reason: reasons.join('; ') };
}

/** Current decision at a moment; undefined: not decided yet. */
export function decisionAt(decisions: OrderDecision[], now: number): OrderDecision | undefined {
  return decisions.findLast(({ at }) => at <= now);
}

/** Changes of the state of a message: its acceptance and its decisions. */
export function changesOf({
  acceptedAt,
  decisions,
}: {
  acceptedAt: string;
  decisions: readonly OrderDecision[];
}): { at: string; status: string }[] {
  const decided = decisions.map(({ at, status }) => ({ at: toIsoUtc(at), status }));
  return [{ at: acceptedAt, status: 'accepted' }, ...decided];
}

/** Quantity of a line that can still be credited. */
export function creditableQuantity({ quantity, credited, declined }: DecidedLine): number {
  return declined ? 0 : Math.max(0, quantity - credited);
}
