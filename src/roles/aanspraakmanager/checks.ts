import { partsOf, sumOfParts, totalOf } from '../../apis/edu-v-delivery/cross-field-errors.js';
import { rowOf } from '../../apis/edu-v-delivery/delivery-types.js';
import { DeliveryOrderRequest, type DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../apis/edu-v-delivery/requirements.js';
import { isUtcTimestamp } from '../../apis/edu-v/times.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { violationOf, type Requirement } from '../../platform/requirements/requirement.js';
import { undeclaredFields } from '../../platform/validation/schema.js';
import { changedFields, isBoughtBySchool } from './delivery-decision.js';
import type { Violation } from '../../platform/requirements/violation.js';

const AT = '/deliveryOrder';

/** What a careful Bestelomgeving would have done otherwise in a request that its schema allows. */
export function checkDeliveryRequest(message: DeliveryOrderRequest): Violation[] {
  const { deliveryOrder } = message;
  return [
    ...undeclaredFields(DeliveryOrderRequest, message).map((pointer) =>
      violationOf(requirements.knownFieldsOnly, pointer, 'no such field', 'a field'),
    ),
    ...checkTimes(deliveryOrder),
    ...checkStatus(deliveryOrder),
    ...checkBuyer(deliveryOrder),
    ...checkQuantities(deliveryOrder),
  ];
}

function checkTimes({
  dateCreated,
  dateLastModified,
  startDate,
  activationUntilDate,
}: DeliveryOrder): Violation[] {
  const local = Object.entries({ dateCreated, dateLastModified })
    .filter(([, time]) => !isUtcTimestamp(time))
    .map(([name, time]) =>
      violationOf(requirements.zuluTime, `${AT}/${name}`, 'a time that ends in Z', time),
    );
  if (activationUntilDate >= startDate) return local;
  const expected = `${startDate} or later`;
  const pointer = `${AT}/activationUntilDate`;
  return [
    ...local,
    violationOf(requirements.periodEndsLater, pointer, expected, activationUntilDate),
  ];
}

function checkStatus({ status, endDate }: DeliveryOrder): Violation[] {
  if (status === 'created')
    return [violationOf(requirements.sentStatus, `${AT}/status`, 'ordered', status)];
  if (status !== 'cancelled' && endDate !== undefined) {
    const expected = `no endDate, since the status is ${status}`;
    return [violationOf(requirements.endDateOnlyAtEnd, `${AT}/endDate`, expected, endDate)];
  }
  return [];
}

/** A cancelled order without its last day is refused, and it is said here why. */
export function checkEndDate({ status, endDate }: DeliveryOrder): Violation[] {
  if (status !== 'cancelled' || endDate !== undefined) return [];
  return [
    violationOf(requirements.endDateAtEnd, `${AT}/endDate`, 'the day of cancelling', 'missing'),
  ];
}

function checkBuyer(order: DeliveryOrder): Violation[] {
  if (!isBoughtBySchool(order)) return [];
  return [violationOf(requirements.customerBuys, `${AT}/buyer`, 'a customer', 'a school')];
}

function checkQuantities(order: DeliveryOrder): Violation[] {
  const at = `${AT}/deliverySpecification`;
  const { totalQuantity } = order.deliverySpecification as { totalQuantity?: number };
  const { parts } = rowOf(order.deliveryType);
  const quantities = [
    [`${at}/totalQuantity`, totalQuantity] as const,
    ...partsOf(order).map(
      ({ quantity }, index) => [`${at}/${parts?.list}/${index}/quantity`, quantity] as const,
    ),
  ];
  const few = quantities.flatMap(([pointer, quantity]) =>
    quantity !== undefined && quantity < 1
      ? [violationOf(requirements.positiveQuantity, pointer, 'at least 1', String(quantity))]
      : [],
  );
  const sum = sumOfParts(order);
  if (sum === undefined || totalQuantity === undefined || sum === totalQuantity) return few;
  const pointer = `${at}/totalQuantity`;
  return [
    ...few,
    violationOf(requirements.partsAddUp, pointer, String(sum), String(totalQuantity)),
  ];
}

/** What the sender does to an order that was sent before; undefined: none was. */
export function checkChange(
  caller: Pick<Caller, 'recordViolations' | 'recordSatisfied'>,
  sent: DeliveryOrder,
  before: DeliveryOrder | undefined,
): void {
  const see = (requirement: Requirement, fine: boolean, ...where: [string, string, string]) =>
    fine
      ? caller.recordSatisfied(requirement)
      : caller.recordViolations([violationOf(requirement, ...where)]);
  const { status } = sent;
  if (!before) {
    // That it is only created was said already.
    const first = ['ordered', 'created'].includes(status);
    see(requirements.knownOrder, first, `${AT}/status`, 'ordered, in its first request', status);
    return;
  }
  caller.recordSatisfied(requirements.knownOrder);
  const over = before.status === 'cancelled' && status !== 'cancelled';
  see(requirements.cancelledIsFinal, !over, `${AT}/status`, 'a new order: it is cancelled', status);
  const changed = changedFields(sent, before);
  const pointer = changed.length === 1 ? `${AT}/${changed[0]}` : AT;
  const seen = `other ${changed.join(', ')}`;
  see(
    requirements.onlyStatusOrQuantity,
    changed.length === 0,
    pointer,
    'what was sent before',
    seen,
  );
  const [most, wanted] = [totalOf(before) ?? Infinity, totalOf(sent) ?? Infinity];
  const quantity = `${AT}/deliverySpecification/totalQuantity`;
  const lowered = wanted <= most;
  see(requirements.quantityOnlyLowered, lowered, quantity, `${most} at the most`, String(wanted));
}
