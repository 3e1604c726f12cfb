import { isDeepStrictEqual } from 'node:util';
import {
  isCustomerOrderOfSchool,
  partsOf,
  sumOfParts,
  totalOf,
} from '../../apis/edu-v-delivery/cross-field-errors.js';
import {
  deliveryTypeOf,
  rowOf,
  type DeliveryStatus,
} from '../../apis/edu-v-delivery/delivery-types.js';
import type { DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import { findBehaviour, type TriggeredBehaviour } from '../../sandbox/scenarios/scenario.js';

/** Decision on a request: refused with a reason, or accepted with the new state of the order. */
export type DeliveryDecision =
  | { refused: string }
  | { order: DeliveryOrder; newStatus?: DeliveryStatus; newTotalQuantity?: number };

type Specification = Record<string, unknown> & { totalQuantity?: number };

/** Decides on an order by comparing it with the stored order, if there is one. */
export function decideChange(
  sent: DeliveryOrder,
  stored: DeliveryOrder | undefined,
  behaviours: readonly TriggeredBehaviour[],
): DeliveryDecision {
  if (!stored) return decideNew(sent, behaviours);
  if (stored.status === 'cancelled') return { refused: 'the order is cancelled, which is final' };
  if (sent.status === 'cancelled') return decideCancellation(sent, stored, behaviours);
  return decideModification(sent, stored);
}

function decideNew(
  sent: DeliveryOrder,
  behaviours: readonly TriggeredBehaviour[],
): DeliveryDecision {
  const { status, productId, contractId } = sent;
  if (status === 'cancelled') return { refused: `unknown order: ${sent.deliveryOrderId}` };
  if (status !== 'ordered')
    return { refused: `a new order must have the status ordered, not ${status}` };
  if (findBehaviour(behaviours, 'unknown-product'))
    return { refused: `unknown product: ${productId}` };
  if (findBehaviour(behaviours, 'unknown-contract'))
    return { refused: `unknown contract: ${contractId}` };
  if (sent.activationUntilDate < sent.startDate) {
    return { refused: 'activationUntilDate is earlier than startDate' };
  }
  const reason = buyerError(sent) ?? quantityError(sent);
  if (reason) return { refused: reason };
  return { order: { ...sent, status: 'processed' }, newStatus: 'processed' };
}

function decideCancellation(
  sent: DeliveryOrder,
  stored: DeliveryOrder,
  behaviours: readonly TriggeredBehaviour[],
): DeliveryDecision {
  if (stored.status === 'licensed') {
    return { refused: 'the order is licensed: an order in use cannot be cancelled' };
  }
  if (findBehaviour(behaviours, 'cancellation-refused')) {
    return { refused: 'this product cannot be cancelled' };
  }
  const changed = changedFields(sent, stored);
  if (changed.length > 0)
    return { refused: `a cancellation cannot change other fields: ${changed.join(', ')}` };
  const { endDate } = sent;
  return {
    order: { ...stored, status: 'cancelled', ...(endDate !== undefined && { endDate }) },
    newStatus: 'cancelled',
  };
}

function decideModification(sent: DeliveryOrder, stored: DeliveryOrder): DeliveryDecision {
  if (sent.status === 'licensed' && stored.status !== 'licensed') {
    return {
      refused: `the order is ${stored.status}: only the first activation makes it licensed`,
    };
  }
  const changed = changedFields(sent, stored);
  if (changed.length > 0) {
    return { refused: `only the status and the total quantity can change: ${changed.join(', ')}` };
  }
  const [before, after] = [totalOf(stored), totalOf(sent)];
  // A repeated `ordered` changes nothing in a processed order.
  if (before === after && hasSamePartQuantities(sent, stored)) {
    const status = stored.status === 'ordered' ? 'processed' : stored.status;
    return { order: { ...stored, status }, newStatus: status };
  }
  if (!rowOf(stored.deliveryType).open) {
    return { refused: `${stored.deliveryType} has no total quantity that can be reduced` };
  }
  if (after === undefined || (before !== undefined && after >= before)) {
    return {
      refused:
        `the total quantity can only be reduced: it is ${before ?? 'not limited'}, seen ` +
        `${after ?? 'none'}`,
    };
  }
  // The first activation made it licensed.
  if (stored.status === 'licensed' && after < 1)
    return { refused: `1 is already activated, seen ${after}` };
  const reason = quantityError(sent);
  if (reason) return { refused: reason };
  const { deliverySpecification } = sent;
  return { order: { ...stored, deliverySpecification }, newTotalQuantity: after };
}

function buyerError(order: DeliveryOrder): string | undefined {
  return isCustomerOrderOfSchool(order)
    ? `the buyer of ${order.deliveryType} must be a customer, seen a school`
    : undefined;
}

function quantityError(order: DeliveryOrder): string | undefined {
  const { totalQuantity } = order.deliverySpecification as Specification;
  const tooLow = partsOf(order).find(({ quantity }) => quantity !== undefined && quantity < 1);
  if (tooLow) return `a quantity must be at least 1, seen ${tooLow.quantity}`;
  if (totalQuantity === undefined) return undefined;
  if (totalQuantity < 1) return `totalQuantity must be at least 1, seen ${totalQuantity}`;
  const sum = sumOfParts(order);
  if (sum === undefined || sum === totalQuantity) return undefined;
  return `the quantities add up to ${sum}, but totalQuantity is ${totalQuantity}`;
}

function hasSamePartQuantities(sent: DeliveryOrder, stored: DeliveryOrder): boolean {
  return isDeepStrictEqual(partsOf(sent), partsOf(stored));
}

/**
 * Names of the immutable fields that differ. The status, the times and the quantities may change.
 */
export function changedFields(sent: DeliveryOrder, stored: DeliveryOrder): string[] {
  const [after, before] = [immutableFieldsOf(sent), immutableFieldsOf(stored)];
  return [...new Set([...Object.keys(after), ...Object.keys(before)])]
    .filter((name) => !isDeepStrictEqual(after[name], before[name]))
    .toSorted();
}

function immutableFieldsOf(order: DeliveryOrder): Record<string, unknown> {
  const { status: _, dateCreated, dateLastModified, endDate, ...changed } = order;
  const { totalQuantity, ...specification } = order.deliverySpecification as Specification;
  const { parts } = rowOf(order.deliveryType);
  return {
    ...changed,
    deliveryType: deliveryTypeOf(order.deliveryType),
    deliveryOrderId: order.deliveryOrderId.toLowerCase(),
    deliverySpecification: {
      ...specification,
      ...(parts && {
        [parts.list]: partsOf(order).map(({ quantity, ...part }) => part),
      }),
    },
  };
}
