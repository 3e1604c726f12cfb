import { totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
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

/** The order as a confirmation of success makes it. */
export function apply(
  { newStatus, newTotalQuantity }: DeliveryOrderConfirmation,
  order: DeliveryOrder,
  request: DeliveryOrder,
): DeliveryOrder {
  const moved = withStatus(order, newStatus, request);
  if (newTotalQuantity === undefined || newTotalQuantity === totalOf(moved)) return moved;
  const { parts } = rowOf(order.deliveryType);
  const { totalQuantity } = request.deliverySpecification as { totalQuantity?: number };
  const deliverySpecification = {
    ...moved.deliverySpecification,
    ...(parts && { [parts.list]: request.deliverySpecification[parts.list] }),
    ...(totalQuantity !== undefined && { totalQuantity }),
  };
  return { ...moved, deliverySpecification };
}

/** The refusal of a confirmation of success that does not fit the order as it is; undefined when it fits. */
export function refusalOf(
  { newStatus, newTotalQuantity }: DeliveryOrderConfirmation,
  order: DeliveryOrder,
  request: DeliveryOrder,
): Problem | undefined {
  const move = newStatus && newStatus !== order.status && wrongMove(order, newStatus, request);
  if (move) {
    const expected = statusMoves[order.status].join(' or ') || order.status;
    return eduvProblems
      .moveNotAllowed(move)
      .withResults([fail(requirements.statusFollows, '/newStatus', expected, move)]);
  }
  const moved = withStatus(order, newStatus, request);
  if (newTotalQuantity === undefined || newTotalQuantity === totalOf(moved)) return undefined;
  const quantity = wrongQuantity(newTotalQuantity, moved, request);
  if (!quantity) return undefined;
  const expected = String(totalOf(request) ?? 'none');
  return eduvProblems
    .quantityNotAllowed(quantity)
    .withResults([fail(requirements.echoQuantity, '/newTotalQuantity', expected, quantity)]);
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
    // Until it was processed an order may have been refused, and sent again with another content.
    ...(status === 'ordered' && newStatus === 'processed' ? request : order),
    ...(newStatus === 'cancelled' && endDate !== undefined && { endDate }),
    status: newStatus,
  };
}

function wrongQuantity(
  said: number,
  order: DeliveryOrder,
  request: DeliveryOrder,
): string | undefined {
  const { deliveryType, status } = order;
  const [now, wanted] = [totalOf(order), totalOf(request)];
  return (
    (status === 'cancelled' && 'the order is cancelled') ||
    (!rowOf(deliveryType).open && `${deliveryType} has no total quantity`) ||
    ((said < 1 || said > (now ?? Infinity)) &&
      `${said}; it can only be lowered, from ${now ?? 'no limit'} to at least 1`) ||
    (said !== wanted && `${said}; the request asked for ${wanted ?? 'none'}`) ||
    undefined
  );
}

function wrongMove(
  { status: from }: DeliveryOrder,
  to: DeliveryStatus,
  request: DeliveryOrder,
): string | undefined {
  if (!statusMoves[from].includes(to)) {
    const allowed = statusMoves[from].join(' or ') || 'nothing: it is final';
    return `${to}; the order is ${from} and can become ${allowed}`;
  }
  return to === 'cancelled' && request.status !== 'cancelled'
    ? 'cancelled; the request did not ask for that'
    : undefined;
}
