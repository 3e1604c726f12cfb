import { totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { requiredStatusOf } from '../../../apis/edu-v-delivery/confirmed-status.js';
import {
  rowOf,
  statusMoves,
  type DeliveryStatus,
} from '../../../apis/edu-v-delivery/delivery-types.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { eduvProblems } from '../../../apis/edu-v/errors.js';
import { fail } from '../../../platform/requirements/check-result.js';
import type { Problem } from '../../../platform/errors/problem.js';

/** Applies a successful confirmation to an order. */
export function applyConfirmation(
  confirmation: DeliveryOrderConfirmation,
  order: DeliveryOrder,
  request: DeliveryOrder,
): DeliveryOrder {
  const { newTotalQuantity } = confirmation;
  const moved = withStatus(order, confirmedStatusOf(confirmation, order, request), request);
  if (newTotalQuantity === undefined || newTotalQuantity === totalOf(moved)) return moved;
  const { parts } = rowOf(order.deliveryType);
  const { totalQuantity } = request.deliverySpecification as { totalQuantity?: number };
  // A request may have quantities only in its parts: the old total would contradict them.
  const { totalQuantity: _, ...specification } = moved.deliverySpecification;
  const deliverySpecification = {
    ...specification,
    ...(parts && { [parts.list]: request.deliverySpecification[parts.list] }),
    ...(totalQuantity !== undefined && { totalQuantity }),
  };
  return { ...moved, deliverySpecification };
}

/**
 * Problem of a successful confirmation that the state of the order does not allow; undefined: it is
 * allowed.
 */
export function changeProblemOf(
  confirmation: DeliveryOrderConfirmation,
  order: DeliveryOrder,
  request: DeliveryOrder,
): Problem | undefined {
  const { newStatus, newTotalQuantity } = confirmation;
  const transition =
    newStatus && newStatus !== order.status && transitionError(order, newStatus, request);
  if (transition) {
    const expected = statusMoves[order.status].join(' or ') || order.status;
    return eduvProblems
      .moveNotAllowed(transition)
      .withResults([fail(requirements.statusFollows, '/newStatus', expected, transition)]);
  }
  const moved = withStatus(order, confirmedStatusOf(confirmation, order, request), request);
  if (newTotalQuantity === undefined || newTotalQuantity === totalOf(moved)) return undefined;
  const quantity = quantityError(newTotalQuantity, moved, request);
  if (!quantity) return undefined;
  const expected = String(totalOf(request) ?? 'none');
  return eduvProblems
    .quantityNotAllowed(quantity)
    .withResults([fail(requirements.echoQuantity, '/newTotalQuantity', expected, quantity)]);
}

/**
 * The status that a confirmation reports. Without newStatus, newDeliveryOrderStatus counts, if the
 * order can get that status.
 */
function confirmedStatusOf(
  confirmation: DeliveryOrderConfirmation,
  order: DeliveryOrder,
  request: DeliveryOrder,
): DeliveryStatus | undefined {
  if (confirmation.newStatus !== undefined) return confirmation.newStatus;
  const reported = requiredStatusOf(confirmation);
  return reported && !transitionError(order, reported, request) ? reported : undefined;
}

function withStatus(
  order: DeliveryOrder,
  newStatus: DeliveryStatus | undefined,
  request: DeliveryOrder,
): DeliveryOrder {
  const { status } = order;
  if (newStatus === undefined || newStatus === status) return order;
  const { endDate } = request;
  return {
    // An order that was refused may be sent again with other content, until it is processed.
    ...(status === 'ordered' && newStatus === 'processed' ? request : order),
    ...(newStatus === 'cancelled' && endDate !== undefined && { endDate }),
    status: newStatus,
  };
}

function quantityError(
  newTotalQuantity: number,
  order: DeliveryOrder,
  request: DeliveryOrder,
): string | undefined {
  const { deliveryType, status } = order;
  const [current, requested] = [totalOf(order), totalOf(request)];
  return (
    (status === 'cancelled' && 'the order is cancelled') ||
    (!rowOf(deliveryType).open && `${deliveryType} has no total quantity`) ||
    ((newTotalQuantity < 1 || newTotalQuantity > (current ?? Infinity)) &&
      `${newTotalQuantity}; the quantity can only be reduced, from ` +
        `${current ?? 'no limit'} to at least 1`) ||
    (newTotalQuantity !== requested &&
      `${newTotalQuantity}; the request contains ${requested ?? 'none'}`) ||
    undefined
  );
}

function transitionError(
  { status: from }: DeliveryOrder,
  to: DeliveryStatus,
  request: DeliveryOrder,
): string | undefined {
  if (!statusMoves[from].includes(to)) {
    const allowed = statusMoves[from].join(' or ') || `nothing, because ${from} is final`;
    return `${to}; the order is ${from} and can become ${allowed}`;
  }
  return to === 'cancelled' && request.status !== 'cancelled'
    ? 'cancelled; the request was not a cancellation'
    : undefined;
}
