import {
  isCustomerOrderOfSchool,
  missingPartIds,
  partsOf,
  sumOfParts,
  totalOf,
} from '../../apis/edu-v-delivery/cross-field-errors.js';
import { deliveryTypeOf, rowOf } from '../../apis/edu-v-delivery/delivery-types.js';
import { DeliveryOrderRequest, type DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../apis/edu-v-delivery/requirements.js';
import { implausibleTimes } from '../../apis/edu-v-delivery/order-times.js';
import { isUtcTimestamp } from '../../apis/edu-v/times.js';
import {
  at,
  checkDeclaredFields,
  pass,
  passIf,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import { changedFields } from './delivery-decision.js';

const ORDER = '/deliveryOrder';
const TOTAL = `${ORDER}/deliverySpecification/totalQuantity`;

/** Checks of a request that is valid against its schema. */
export function checkDeliveryRequest(message: DeliveryOrderRequest, now: number): CheckResult[] {
  const { deliveryOrder } = message;
  const buyer = at(`${ORDER}/buyer`, 'a customer', 'a school');
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, DeliveryOrderRequest, message),
    ...checkTimes(deliveryOrder),
    resultOf(requirements.plausibleTimes, ...implausibleTimes(deliveryOrder, now, ORDER)),
    ...checkStatus(deliveryOrder),
    passIf(requirements.customerBuys, !isCustomerOrderOfSchool(deliveryOrder), buyer),
    ...checkQuantities(deliveryOrder),
    ...checkNames(deliveryOrder),
  ];
}

/**
 * Checks that a cancelled order has an endDate. The schema rejects a request without it.
 */
export function checkCancelledEndDate({ status, endDate }: DeliveryOrder): CheckResult[] {
  const isMissing = status === 'cancelled' && endDate === undefined;
  const detail = at(`${ORDER}/endDate`, 'the date of the cancellation', 'missing');
  return [passIf(requirements.endDateAtEnd, !isMissing, detail)];
}

/** Checks that a repeated request equals the first message with its deliveryOrderReferenceId. */
export function checkRepeatedDeliveryRequest(isSame: boolean): CheckResult[] {
  const actual = 'another message with the same deliveryOrderReferenceId';
  const detail = at('/deliveryOrderReferenceId', 'the same content as the first message', actual);
  return [passIf(requirements.sameContent, isSame, detail)];
}

/**
 * Checks a request against the previous state of its order; undefined: it is the first request of
 * that order.
 */
export function checkOrderChange(
  sent: DeliveryOrder,
  before: DeliveryOrder | undefined,
): CheckResult[] {
  const { status } = sent;
  if (!before) {
    // The status created violates another requirement.
    const isFirst = ['ordered', 'created'].includes(status);
    const detail = at(`${ORDER}/status`, 'ordered in the first request for an order', status);
    return [passIf(requirements.knownOrder, isFirst, detail)];
  }
  const isReopened = before.status === 'cancelled' && status !== 'cancelled';
  const changed = changedFields(sent, before);
  const field = changed.length === 1 ? `${ORDER}/${changed[0]}` : ORDER;
  const [maximum, requested] = [totalOf(before) ?? Infinity, totalOf(sent) ?? Infinity];
  return [
    pass(requirements.knownOrder),
    passIf(
      requirements.cancelledIsFinal,
      !isReopened,
      at(`${ORDER}/status`, 'a new order, because this order is cancelled', status),
    ),
    passIf(
      requirements.onlyStatusOrQuantity,
      changed.length === 0,
      at(field, 'the values that were sent before', `changed ${changed.join(', ')}`),
    ),
    passIf(
      requirements.quantityOnlyLowered,
      requested <= maximum,
      at(TOTAL, `at most ${maximum}`, String(requested)),
    ),
  ];
}

function checkTimes(order: DeliveryOrder): CheckResult[] {
  const { dateCreated, dateLastModified, startDate, activationUntilDate } = order;
  const local = Object.entries({ dateCreated, dateLastModified })
    .filter(([, time]) => !isUtcTimestamp(time))
    .map(([name, time]) => at(`${ORDER}/${name}`, 'a time in UTC that ends in Z', time));
  const end = at(`${ORDER}/activationUntilDate`, `${startDate} or later`, activationUntilDate);
  return [
    resultOf(requirements.zuluTime, ...local),
    passIf(requirements.periodEndsLater, activationUntilDate >= startDate, end),
  ];
}

function checkStatus({ status, endDate }: DeliveryOrder): CheckResult[] {
  const isCreated = status === 'created';
  const mayEnd = isCreated || status === 'cancelled' || endDate === undefined;
  const end = at(`${ORDER}/endDate`, `no endDate, because the status is ${status}`, endDate ?? '');
  return [
    passIf(requirements.sentStatus, !isCreated, at(`${ORDER}/status`, 'ordered', status)),
    passIf(requirements.endDateOnlyAtEnd, mayEnd, end),
  ];
}

function checkQuantities(order: DeliveryOrder): CheckResult[] {
  const { totalQuantity } = order.deliverySpecification as { totalQuantity?: number };
  const sum = sumOfParts(order);
  const addsUp = sum === undefined || totalQuantity === undefined || sum === totalQuantity;
  const tooLow = quantitiesOf(order).flatMap(([pointer, quantity]) =>
    quantity !== undefined && quantity < 1 ? [at(pointer, 'at least 1', String(quantity))] : [],
  );
  return [
    resultOf(requirements.positiveQuantity, ...tooLow),
    passIf(requirements.partsAddUp, addsUp, at(TOTAL, String(sum), String(totalQuantity))),
  ];
}

/** Checks the name of the delivery type, and that each part has an id. */
function checkNames(order: DeliveryOrder): CheckResult[] {
  const { deliveryType } = order;
  const canonical = deliveryTypeOf(deliveryType);
  const name = at(`${ORDER}/deliveryType`, canonical, deliveryType);
  return [
    passIf(requirements.typeName, deliveryType === canonical, name),
    resultOf(requirements.partIds, ...missingPartIds(order, ORDER)),
  ];
}

/** All quantities of an order, with their pointers. */
function quantitiesOf(order: DeliveryOrder): [pointer: string, quantity: number | undefined][] {
  const { totalQuantity } = order.deliverySpecification as { totalQuantity?: number };
  const { parts } = rowOf(order.deliveryType);
  const list = `${ORDER}/deliverySpecification/${parts?.list}`;
  return [
    [TOTAL, totalQuantity],
    ...partsOf(order).map(({ quantity }, index): [string, number | undefined] => [
      `${list}/${index}/quantity`,
      quantity,
    ]),
  ];
}
