import type { CreditOrderLine, CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { creditableQuantity, type DecidedLine, type OrderOutcome } from './decide-order.js';

/** First words of the reason for declining a quantity above the quantity that can be credited. */
export const EXCESS_CREDIT = 'too many';

const UNKNOWN_LINE = 'unknown line';
const UNKNOWN_PRODUCT = 'unknown product';

/** True for the reason for declining a line that the order does not have. */
export function isOfUnknownLine(reason: string): boolean {
  return reason.startsWith(UNKNOWN_LINE) || reason.startsWith(UNKNOWN_PRODUCT);
}

/** A line of a credit order. `declined` is the reason for declining it. */
export interface CreditedLine {
  purchaseOrderLineId?: string | undefined;
  salesOrderLineId?: string | undefined;
  productId: string;
  quantity: number;
  declined?: string | undefined;
}

export interface CreditDecision extends OrderOutcome {
  lines: CreditedLine[];
  /** Updated lines of the order. Only an approval has them. */
  orderLines?: DecidedLine[];
}

/**
 * A decision on a credit order, with the requirement that a reference to an unknown order violates.
 */
export interface CreditCheck extends CreditDecision {
  violates?: { requirement: Requirement; pointer: string } | undefined;
}

/**
 * Decides on each line of a credit order. The credit order is declined when all of its lines are.
 */
export function decideCredit(
  { orderLines: requested }: Pick<CreditOrderRequest, 'orderLines'>,
  orderLines: DecidedLine[],
): CreditDecision {
  const left = orderLines.map((line) => ({ ...line }));
  const lines = requested && requested.length > 0 ? creditLines(requested, left) : creditAll(left);
  if (lines.some((line) => !line.declined)) return { status: 'approved', lines, orderLines: left };
  const reasons = [...new Set(lines.map((line) => line.declined))].join('; ');
  return {
    status: 'declined',
    reason: reasons || 'the order has no quantity left to credit',
    lines,
  };
}

/** Declines a credit order and each of its lines for the same reason. */
export function declineCredit(
  { orderLines = [] }: CreditOrderRequest,
  reason: string,
): CreditDecision {
  return {
    status: 'declined',
    reason,
    lines: orderLines.map((line) => echoOf(line, reason)),
  };
}

/** Recalculates the credited quantities of the lines of an order from its credit orders. */
export function applyCredits(orderLines: DecidedLine[], credits: CreditedLine[][]): DecidedLine[] {
  return credits.reduce<DecidedLine[]>(
    (lines, credit) => {
      const requested = credit.filter(({ declined }) => !declined);
      return (
        (requested.length > 0 && decideCredit({ orderLines: requested }, lines).orderLines) || lines
      );
    },
    orderLines.map((line) => ({ ...line, credited: 0 })),
  );
}

function creditAll(lines: DecidedLine[]): CreditedLine[] {
  return lines
    .filter((line) => creditableQuantity(line) > 0)
    .map((line) => {
      const quantity = creditableQuantity(line);
      line.credited += quantity;
      return { ...echoOf(line), quantity };
    });
}

/** Lines of an order by product, and by product and line id: a message may have thousands of lines. */
type LineIndex = ReadonlyMap<string, DecidedLine[]>;

const lineKey = (productId: string, lineId?: string): string => `${productId}\n${lineId ?? ''}`;

function indexOf(lines: DecidedLine[]): LineIndex {
  const index = new Map<string, DecidedLine[]>();
  for (const line of lines) {
    const { productId, purchaseOrderLineId, salesOrderLineId } = line;
    const ids = [undefined, purchaseOrderLineId, salesOrderLineId];
    // A line that has the same key twice counts once.
    for (const key of new Set(ids.map((id) => lineKey(productId, id)))) {
      const known = index.get(key);
      if (known) known.push(line);
      else index.set(key, [line]);
    }
  }
  return index;
}

function creditLines(requested: CreditOrderLine[], lines: DecidedLine[]): CreditedLine[] {
  const index = indexOf(lines);
  return requested.map((line) => creditLine(line, index));
}

function creditLine(requested: CreditOrderLine, index: LineIndex): CreditedLine {
  const { productId, purchaseOrderLineId, salesOrderLineId } = requested;
  const similar = index.get(lineKey(productId, purchaseOrderLineId ?? salesOrderLineId)) ?? [];
  const candidates = similar.filter((line) => matchesLine(requested, line));
  const isKnownProduct = index.has(lineKey(productId));
  const declined = declineReasonOf(requested, isKnownProduct, candidates);
  const echo = echoOf(requested, declined);
  if (declined) return echo;
  let rest = requested.quantity;
  for (const line of candidates) {
    const taken = Math.min(rest, creditableQuantity(line));
    line.credited += taken;
    rest -= taken;
  }
  const [only] = candidates;
  if (candidates.length === 1 && only) echo.salesOrderLineId = only.salesOrderLineId;
  return echo;
}

function declineReasonOf(
  requested: CreditOrderLine,
  isKnownProduct: boolean,
  candidates: DecidedLine[],
): string | undefined {
  const { productId, quantity } = requested;
  if (quantity < 1) return `the quantity to credit must be at least 1, seen ${quantity}`;
  if (candidates.length === 0) {
    return isKnownProduct
      ? `${UNKNOWN_LINE}: ${lineIdsOf(requested)} is not a line of product ${productId}`
      : `${UNKNOWN_PRODUCT}: ${productId} was not ordered`;
  }
  const left = candidates.reduce((sum, line) => sum + creditableQuantity(line), 0);
  if (quantity <= left) return undefined;
  const refused = candidates.every((line) => line.declined);
  if (refused) return `not approved: the order of product ${productId} was declined`;
  return `${EXCESS_CREDIT}: ${quantity} of product ${productId} requested, ${left} left to credit`;
}

function matchesLine(requested: CreditOrderLine, line: DecidedLine): boolean {
  const same = (wanted: string | undefined, actual: string | undefined): boolean =>
    wanted === undefined || wanted === actual;
  return (
    line.productId === requested.productId &&
    same(requested.purchaseOrderLineId, line.purchaseOrderLineId) &&
    same(requested.salesOrderLineId, line.salesOrderLineId)
  );
}

function lineIdsOf({ purchaseOrderLineId, salesOrderLineId }: CreditOrderLine): string {
  return [
    purchaseOrderLineId !== undefined && `purchaseOrderLineId ${purchaseOrderLineId}`,
    salesOrderLineId !== undefined && `salesOrderLineId ${salesOrderLineId}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The line of a request in the answer. With every field in every line, V8 gives all of them one shape. */
function echoOf(
  { purchaseOrderLineId, salesOrderLineId, productId, quantity }: CreditOrderLine | DecidedLine,
  declined?: string,
): CreditedLine {
  return { purchaseOrderLineId, salesOrderLineId, productId, quantity, declined };
}
