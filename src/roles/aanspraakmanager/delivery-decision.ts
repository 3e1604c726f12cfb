import { isDeepStrictEqual } from 'node:util';
import { partsOf, sumOfParts, totalOf } from '../../apis/edu-v-delivery/cross-field-errors.js';
import { rowOf, type DeliveryStatus } from '../../apis/edu-v-delivery/delivery-types.js';
import type { DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import { findBehaviour, type TriggeredBehaviour } from '../../sandbox/scenarios/scenario.js';

/** What becomes of a request: refused for a reason, or accepted, with the order as it is from then on. */
export type DeliveryDecision =
  | { refused: string }
  | { order: DeliveryOrder; newStatus?: DeliveryStatus; newTotalQuantity?: number };

type Specification = Record<string, unknown> & { totalQuantity?: number };

/** Judges an order as it was sent against the one that is stored, if there is one. */
export function decideChange(
  sent: DeliveryOrder,
  stored: DeliveryOrder | undefined,
  called: readonly TriggeredBehaviour[],
): DeliveryDecision {
  if (!stored) return judgeNew(sent, called);
  if (stored.status === 'cancelled') return { refused: 'the order is cancelled, which is final' };
  if (sent.status === 'cancelled') return judgeCancelled(sent, stored, called);
  return judgeChanged(sent, stored);
}

function judgeNew(sent: DeliveryOrder, called: readonly TriggeredBehaviour[]): DeliveryDecision {
  const { status, productId, contractId } = sent;
  if (status === 'cancelled') return { refused: `unknown order: ${sent.deliveryOrderId}` };
  if (status !== 'ordered') return { refused: `a new order is ordered, not ${status}` };
  if (findBehaviour(called, 'unknown-product')) return { refused: `unknown product: ${productId}` };
  if (findBehaviour(called, 'unknown-contract'))
    return { refused: `unknown contract: ${contractId}` };
  if (sent.activationUntilDate < sent.startDate) {
    return { refused: 'activationUntilDate lies before startDate' };
  }
  const wrong = wrongBuyer(sent) ?? wrongQuantity(sent);
  if (wrong) return { refused: wrong };
  return { order: { ...sent, status: 'processed' }, newStatus: 'processed' };
}

function judgeCancelled(
  sent: DeliveryOrder,
  stored: DeliveryOrder,
  called: readonly TriggeredBehaviour[],
): DeliveryDecision {
  if (stored.status === 'licensed') {
    return { refused: 'the order is licensed: what is in use cannot be cancelled' };
  }
  if (findBehaviour(called, 'cancellation-refused')) {
    return { refused: 'this product cannot be cancelled' };
  }
  const frozen = changedFields(sent, stored);
  if (frozen.length > 0)
    return { refused: `a cancellation changes nothing else: ${frozen.join(', ')}` };
  const { endDate } = sent;
  return {
    order: { ...stored, status: 'cancelled', ...(endDate !== undefined && { endDate }) },
    newStatus: 'cancelled',
  };
}

function judgeChanged(sent: DeliveryOrder, stored: DeliveryOrder): DeliveryDecision {
  if (sent.status === 'licensed' && stored.status !== 'licensed') {
    return {
      refused: `the order is ${stored.status}: it becomes licensed by the first activation`,
    };
  }
  const frozen = changedFields(sent, stored);
  if (frozen.length > 0) {
    return { refused: `only the status and the total quantity can change: ${frozen.join(', ')}` };
  }
  const [before, after] = [totalOf(stored), totalOf(sent)];
  // `ordered` sent again for a processed order says nothing new.
  if (before === after && samePartQuantities(sent, stored)) {
    const status = stored.status === 'ordered' ? 'processed' : stored.status;
    return { order: { ...stored, status }, newStatus: status };
  }
  if (!rowOf(stored.deliveryType).open) {
    return { refused: `${stored.deliveryType} has no total quantity that could be lowered` };
  }
  if (after === undefined || (before !== undefined && after >= before)) {
    return {
      refused: `the total quantity can only be lowered: it is ${before ?? 'not limited'}, seen ${after ?? 'none'}`,
    };
  }
  const activated = stored.status === 'licensed' ? 1 : 0;
  if (after < activated) return { refused: `${activated} is activated already, seen ${after}` };
  const wrong = wrongQuantity(sent);
  if (wrong) return { refused: wrong };
  const { deliverySpecification } = sent;
  return { order: { ...stored, deliverySpecification }, newTotalQuantity: after };
}

function wrongBuyer(order: DeliveryOrder): string | undefined {
  return isBoughtBySchool(order)
    ? `the buyer of ${order.deliveryType} is a customer, seen a school`
    : undefined;
}

/** Whether a school buys for a customer; who buys for a school was judged with its schema. */
export function isBoughtBySchool({ buyer, deliveryType }: DeliveryOrder): boolean {
  const isSchool = 'organisationMasterIdentifier' in buyer || 'organisationIds' in buyer;
  return deliveryType.startsWith('customer-') && isSchool;
}

function wrongQuantity(order: DeliveryOrder): string | undefined {
  const { totalQuantity } = order.deliverySpecification as Specification;
  const few = partsOf(order).find(({ quantity }) => quantity !== undefined && quantity < 1);
  if (few) return `a quantity is at least 1, seen ${few.quantity}`;
  if (totalQuantity === undefined) return undefined;
  if (totalQuantity < 1) return `totalQuantity is at least 1, seen ${totalQuantity}`;
  const sum = sumOfParts(order);
  if (sum === undefined || sum === totalQuantity) return undefined;
  return `the quantities add up to ${sum}, and totalQuantity is ${totalQuantity}`;
}

function samePartQuantities(one: DeliveryOrder, other: DeliveryOrder): boolean {
  return isDeepStrictEqual(partsOf(one), partsOf(other));
}

/** The names of the fields that differ, but for the status, the times, and quantities. */
export function changedFields(sent: DeliveryOrder, stored: DeliveryOrder): string[] {
  const [one, other] = [frozenPartOf(sent), frozenPartOf(stored)];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => !isDeepStrictEqual(one[name], other[name]))
    .toSorted();
}

function frozenPartOf(order: DeliveryOrder): Record<string, unknown> {
  const { status: _, dateCreated, dateLastModified, endDate, ...frozen } = order;
  const { totalQuantity, ...specification } = order.deliverySpecification as Specification;
  const { parts } = rowOf(order.deliveryType);
  return {
    ...frozen,
    deliveryOrderId: order.deliveryOrderId.toLowerCase(),
    deliverySpecification: {
      ...specification,
      ...(parts && {
        [parts.list]: partsOf(order).map(({ quantity, ...part }) => part),
      }),
    },
  };
}
