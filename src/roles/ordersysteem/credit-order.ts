import type { CreditOrderLine, CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { creditable, type DecidedLine, type OrderOutcome } from './order.js';

/** How the reason begins with which more than was ordered is declined. */
export const TOO_MUCH_CREDITED = 'too many';

/** What a credit order asks of one line of the order, and why it does not get it. */
export interface CreditedLine {
  purchaseOrderLineId?: string;
  salesOrderLineId?: string;
  productId: string;
  quantity: number;
  declined?: string;
}

export interface CreditDecision extends OrderOutcome {
  lines: CreditedLine[];
  /** The order's lines with what is credited now; only an approval has them. */
  orderLines?: DecidedLine[];
}

/** A decision on a credit order, with the requirement that is violated where the request names an unknown order. */
export interface CreditCheck extends CreditDecision {
  violates?: { requirement: Requirement; pointer: string } | undefined;
}

/** Decides what of an approved order can be credited. It is declined when no line of it can be. */
export function decideCredit(
  { orderLines: args }: Pick<CreditOrderRequest, 'orderLines'>,
  orderLines: DecidedLine[],
): CreditDecision {
  const left = orderLines.map((line) => ({ ...line }));
  const lines =
    args && args.length > 0 ? args.map((line) => creditLine(line, left)) : creditAll(left);
  if (lines.some((line) => !line.declined)) return { status: 'approved', lines, orderLines: left };
  const reasons = [...new Set(lines.map((line) => line.declined))].join('; ');
  return { status: 'declined', reason: reasons || 'nothing of the order is left to credit', lines };
}

/** Declines a credit order as a whole: each line for the same reason. */
export function declineCredit(
  { orderLines = [] }: CreditOrderRequest,
  reason: string,
): CreditDecision {
  return {
    status: 'declined',
    reason,
    lines: orderLines.map((line) => ({ ...echoOf(line), declined: reason })),
  };
}

/** The lines of an order with what these credit orders took of it, and nothing else. */
export function credited(orderLines: DecidedLine[], credits: CreditedLine[][]): DecidedLine[] {
  return credits.reduce<DecidedLine[]>(
    (lines, credit) => {
      const args = credit.filter(({ declined }) => !declined);
      return (args.length > 0 && decideCredit({ orderLines: args }, lines).orderLines) || lines;
    },
    orderLines.map((line) => ({ ...line, credited: 0 })),
  );
}

function creditAll(lines: DecidedLine[]): CreditedLine[] {
  return lines
    .filter((line) => creditable(line) > 0)
    .map((line) => {
      const quantity = creditable(line);
      line.credited += quantity;
      return { ...echoOf(line), quantity };
    });
}

function creditLine(args: CreditOrderLine, lines: DecidedLine[]): CreditedLine {
  const echo = echoOf(args);
  const candidates = lines.filter((line) => isMeant(args, line));
  const declined = whyNot(args, lines, candidates);
  if (declined) return { ...echo, declined };
  let rest = args.quantity;
  for (const line of candidates) {
    const taken = Math.min(rest, creditable(line));
    line.credited += taken;
    rest -= taken;
  }
  const [only] = candidates;
  return candidates.length === 1 && only
    ? { ...echo, salesOrderLineId: only.salesOrderLineId }
    : echo;
}

function whyNot(
  args: CreditOrderLine,
  lines: DecidedLine[],
  candidates: DecidedLine[],
): string | undefined {
  const { productId, quantity } = args;
  if (quantity < 1) return `the quantity to credit must be at least 1, seen ${quantity}`;
  if (candidates.length === 0) {
    const known = lines.some((line) => line.productId === productId);
    return known
      ? `unknown line: ${lineIdsOf(args)} is not one of product ${productId}`
      : `unknown product: ${productId} was not ordered`;
  }
  const left = candidates.reduce((sum, line) => sum + creditable(line), 0);
  if (quantity <= left) return undefined;
  const refused = candidates.every((line) => line.declined);
  if (refused) return `not approved: the order of product ${productId} was declined`;
  return `${TOO_MUCH_CREDITED}: ${quantity} of product ${productId} asked, ${left} left to credit`;
}

function isMeant(args: CreditOrderLine, line: DecidedLine): boolean {
  const same = (one: string | undefined, other: string | undefined): boolean =>
    one === undefined || one === other;
  return (
    line.productId === args.productId &&
    same(args.purchaseOrderLineId, line.purchaseOrderLineId) &&
    same(args.salesOrderLineId, line.salesOrderLineId)
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

function echoOf({
  purchaseOrderLineId,
  salesOrderLineId,
  productId,
  quantity,
}: CreditOrderLine | DecidedLine): CreditedLine {
  return {
    ...(purchaseOrderLineId !== undefined && { purchaseOrderLineId }),
    ...(salesOrderLineId !== undefined && { salesOrderLineId }),
    productId,
    quantity,
  };
}
