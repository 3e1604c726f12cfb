import type { CreditOrderLine, CreditOrderRequest } from '../../contracts/edu-v-order/messages.js';
import type { Requirement } from '../../kernel/contract/requirement.js';
import { creditable, type Line, type Outcome } from './order.js';

/** How the reason begins with which more than was ordered is declined. */
export const TOO_MUCH = 'too many';

/** What a credit order asks of one line of the order, and why it does not get it. */
export interface CreditedLine {
  purchaseOrderLineId?: string;
  salesOrderLineId?: string;
  productId: string;
  quantity: number;
  declined?: string;
}

export interface CreditDecision extends Outcome {
  lines: CreditedLine[];
  /** The order's lines with what is credited now; only an approval has them. */
  orderLines?: Line[];
}

/** A decision on a credit order, and what the request departs from where it names an order that there is not. */
export interface JudgedCredit extends CreditDecision {
  departs?: { requirement: Requirement; pointer: string } | undefined;
}

/** Decides what of an approved order can be credited. It is declined when no line of it can be. */
export function decideCredit(
  { orderLines: asked }: Pick<CreditOrderRequest, 'orderLines'>,
  orderLines: Line[],
): CreditDecision {
  const left = orderLines.map((line) => ({ ...line }));
  const lines =
    asked && asked.length > 0 ? asked.map((line) => creditLine(line, left)) : creditAll(left);
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
export function credited(orderLines: Line[], credits: CreditedLine[][]): Line[] {
  return credits.reduce<Line[]>(
    (lines, credit) => {
      const asked = credit.filter(({ declined }) => !declined);
      return (asked.length > 0 && decideCredit({ orderLines: asked }, lines).orderLines) || lines;
    },
    orderLines.map((line) => ({ ...line, credited: 0 })),
  );
}

function creditAll(lines: Line[]): CreditedLine[] {
  return lines
    .filter((line) => creditable(line) > 0)
    .map((line) => {
      const quantity = creditable(line);
      line.credited += quantity;
      return { ...echoOf(line), quantity };
    });
}

function creditLine(asked: CreditOrderLine, lines: Line[]): CreditedLine {
  const echo = echoOf(asked);
  const candidates = lines.filter((line) => isMeant(asked, line));
  const declined = whyNot(asked, lines, candidates);
  if (declined) return { ...echo, declined };
  let rest = asked.quantity;
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

function whyNot(asked: CreditOrderLine, lines: Line[], candidates: Line[]): string | undefined {
  const { productId, quantity } = asked;
  if (quantity < 1) return `the quantity to credit is to be at least 1, seen ${quantity}`;
  if (candidates.length === 0) {
    const known = lines.some((line) => line.productId === productId);
    return known
      ? `unknown line: ${lineIdsOf(asked)} is not one of product ${productId}`
      : `unknown product: ${productId} was not ordered`;
  }
  const left = candidates.reduce((sum, line) => sum + creditable(line), 0);
  if (quantity <= left) return undefined;
  const refused = candidates.every((line) => line.declined);
  if (refused) return `not approved: the order of product ${productId} was declined`;
  return `${TOO_MUCH}: ${quantity} of product ${productId} asked, ${left} left to credit`;
}

function isMeant(asked: CreditOrderLine, line: Line): boolean {
  const same = (one: string | undefined, other: string | undefined): boolean =>
    one === undefined || one === other;
  return (
    line.productId === asked.productId &&
    same(asked.purchaseOrderLineId, line.purchaseOrderLineId) &&
    same(asked.salesOrderLineId, line.salesOrderLineId)
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
}: CreditOrderLine | Line): CreditedLine {
  return {
    ...(purchaseOrderLineId !== undefined && { purchaseOrderLineId }),
    ...(salesOrderLineId !== undefined && { salesOrderLineId }),
    productId,
    quantity,
  };
}
