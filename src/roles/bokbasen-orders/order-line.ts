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

/** Line of an order, or a row that requests a change of quantity. */
export interface StoredOrderLine {
  id: number;
  ean: string | undefined;
  quantity: number;
  /** Status that the seller set; until then SENT, or REQUESTED for a change of quantity. */
  status: Extract<LineStatus, SellerStatus | 'SENT' | 'REQUESTED'>;
  sellerUpdate: SellerUpdate;
}

/** Fields that the seller added to a line, besides its status. */
export interface SellerUpdate {
  comment?: string;
  valid_from?: string;
  valid_to?: string;
  price?: LinePrice;
}

/** Reason why an update is refused, and the requirement that it violates. */
export interface UpdateRefusal {
  requirement: Requirement;
  reason: string;
  /** JSON pointer of the violation in the message. */
  pointer: string;
  expected: string;
  seen: string;
}

/** Statuses of a delivered line. */
export const DELIVERED_STATUSES: SellerStatus[] = [
  'FULFILLED',
  'FULFILLED_BLOCKED',
  'FULLFILLED_ASSIGNED_ORGANIZATION',
];

/** Statuses that a seller may set, by the current status of a line. */
const allowedTransitions: Record<StoredOrderLine['status'], readonly SellerStatus[]> = {
  SENT: SELLER_STATUSES,
  REQUESTED: SELLER_STATUSES,
  RECEIVED: SELLER_STATUSES,
  FULFILLED: DELIVERED_STATUSES,
  FULLFILLED_ASSIGNED_ORGANIZATION: DELIVERED_STATUSES,
  FULFILLED_BLOCKED: ['FULFILLED_BLOCKED'],
  REJECTED: ['REJECTED'],
};

/** Applies the update of a seller to a line. Fields that the update does not have stay. */
export function applyStatusUpdate(
  line: StoredOrderLine,
  update: LineStatusUpdate,
): StoredOrderLine | UpdateRefusal {
  const { status, comment, valid_from, valid_to, price } = update;
  if (!allowedTransitions[line.status].includes(status)) {
    const allowed = allowedTransitions[line.status].join(', ');
    return {
      requirement: requirements.lineMove,
      pointer: '/status',
      expected: `one of ${allowed}, because the line is ${line.status}`,
      seen: status,
      reason: `line ${line.id} is ${line.status} and cannot become ${status}; allowed: ${allowed}`,
    };
  }
  const changes = {
    ...(comment !== undefined && { comment }),
    ...(valid_from !== undefined && { valid_from }),
    ...(valid_to !== undefined && { valid_to }),
    ...(price !== undefined && { price }),
  };
  return { ...line, status, sellerUpdate: { ...line.sellerUpdate, ...changes } };
}

/** Returns the row that a change of quantity adds to an order. A magic value makes `isRefused` true. */
export function reduceQuantity(
  lines: readonly StoredOrderLine[],
  { ean, number }: QuantityUpdate,
  { isRefused }: { isRefused: boolean },
): StoredOrderLine | UpdateRefusal {
  const rows = lines.filter((line) => line.ean === ean);
  if (rows.length === 0) {
    const reason = `the order does not contain ${ean}; send a new order for a new product`;
    const expected = 'a product in the order';
    return {
      requirement: requirements.orderedProduct,
      reason,
      pointer: '/ean',
      expected,
      seen: ean,
    };
  }
  const refusal = { requirement: requirements.blockedLine, pointer: '/ean', seen: ean };
  const blocked = rows.find(({ status }) => status === 'FULFILLED_BLOCKED');
  if (blocked) {
    const expected = 'a product that is not blocked';
    return { ...refusal, expected, reason: `line ${blocked.id} is FULFILLED_BLOCKED` };
  }
  if (isRefused) {
    const expected = 'a product that can be reduced';
    return { ...refusal, expected, reason: `${ean} cannot be reduced (magic value)` };
  }
  const available = rows.reduce(
    // A change that the seller rejected does not count.
    (sum, { quantity, status }) => (quantity < 0 && status === 'REJECTED' ? sum : sum + quantity),
    0,
  );
  if (available + number < 0) {
    const reason = `the quantity of ${ean} is ${available} and cannot be reduced by ${-number}`;
    const expected = `-${available} or more`;
    const seen = String(number);
    return { requirement: requirements.reduceOrdered, reason, pointer: '/number', expected, seen };
  }
  const id = Math.max(...lines.map((line) => line.id)) + 1;
  return { id, ean, quantity: number, status: 'REQUESTED', sellerUpdate: {} };
}
