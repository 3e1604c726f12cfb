import { bokbasenOrderRequirements as requirements } from '../../apis/bokbasen-orders/requirements.js';
import {
  SELLER_STATUSES,
  type LinePrice,
  type LineStatus,
  type LineStatusUpdate,
  type QuantityUpdate,
  type SellerStatus,
} from '../../apis/bokbasen-orders/messages.js';
import type { Requirement } from '../../platform/requirements/requirement.js';

/** A line of an order, or a row that stands for a change of its quantity. */
export interface OrderLine {
  id: number;
  ean: string | undefined;
  quantity: number;
  /** What the seller made of it; SENT until then, REQUESTED for a change. */
  status: Extract<LineStatus, SellerStatus | 'SENT' | 'REQUESTED'>;
  said: SellerUpdate;
}

/** What the seller said of a line, beside its status. */
export interface SellerUpdate {
  comment?: string;
  valid_from?: string;
  valid_to?: string;
  price?: LinePrice;
}

/** Why something may not be done, and the requirement that says so. */
export interface UpdateRefusal {
  requirement: Requirement;
  reason: string;
  /** Where it is in the message, what was expected there, and what was seen. */
  pointer: string;
  expected: string;
  seen: string;
}

/** What tells that a line was delivered. */
export const delivered: SellerStatus[] = [
  'FULFILLED',
  'FULFILLED_BLOCKED',
  'FULLFILLED_ASSIGNED_ORGANIZATION',
];

/** What a seller may make of a line that was processed without errors. */
const moves: Record<OrderLine['status'], readonly SellerStatus[]> = {
  SENT: SELLER_STATUSES,
  REQUESTED: SELLER_STATUSES,
  RECEIVED: SELLER_STATUSES,
  FULFILLED: delivered,
  FULLFILLED_ASSIGNED_ORGANIZATION: delivered,
  FULFILLED_BLOCKED: ['FULFILLED_BLOCKED'],
  REJECTED: ['REJECTED'],
};

/** The line as the seller's message leaves it: what a message does not say stays. */
export function updated(line: OrderLine, update: LineStatusUpdate): OrderLine | UpdateRefusal {
  const { status, comment, valid_from, valid_to, price } = update;
  if (!moves[line.status].includes(status)) {
    const allowed = moves[line.status].join(', ');
    return {
      requirement: requirements.lineMove,
      pointer: '/status',
      expected: `one of ${allowed}, since the line is ${line.status}`,
      seen: status,
      reason: `line ${line.id} is ${line.status}, and cannot become ${status}; it can be ${allowed}`,
    };
  }
  const said = {
    ...(comment !== undefined && { comment }),
    ...(valid_from !== undefined && { valid_from }),
    ...(valid_to !== undefined && { valid_to }),
    ...(price !== undefined && { price }),
  };
  return { ...line, status, said: { ...line.said, ...said } };
}

/** The row that a change of quantity adds to these lines of an order; it may be refused on purpose. */
export function reduced(
  lines: readonly OrderLine[],
  { ean, number }: QuantityUpdate,
  { isRefused }: { isRefused: boolean },
): OrderLine | UpdateRefusal {
  const rows = lines.filter((line) => line.ean === ean);
  if (rows.length === 0) {
    const reason = `the order has no ${ean}; a new product is a new order`;
    const expected = 'a product of the order';
    return {
      requirement: requirements.orderedProduct,
      reason,
      pointer: '/ean',
      expected,
      seen: ean,
    };
  }
  const stuck = { requirement: requirements.blockedLine, pointer: '/ean', seen: ean };
  const blocked = rows.find(({ status }) => status === 'FULFILLED_BLOCKED');
  if (blocked) {
    const expected = 'a product that is not blocked';
    return { ...stuck, expected, reason: `line ${blocked.id} is FULFILLED_BLOCKED` };
  }
  if (isRefused) {
    const expected = 'a product that can be reduced';
    return { ...stuck, expected, reason: `${ean} cannot be reduced, on purpose` };
  }
  const available = rows.reduce(
    // A change that the seller rejected has not happened.
    (sum, { quantity, status }) => (quantity < 0 && status === 'REJECTED' ? sum : sum + quantity),
    0,
  );
  if (available + number < 0) {
    const reason = `${available} are left of ${ean}, and ${-number} were to go`;
    const expected = `-${available} or more`;
    const seen = String(number);
    return { requirement: requirements.reduceOrdered, reason, pointer: '/number', expected, seen };
  }
  const id = Math.max(...lines.map((line) => line.id)) + 1;
  return { id, ean, quantity: number, status: 'REQUESTED', said: {} };
}
