import { partsOf, sumOfParts, totalOf } from '../../apis/edu-v-delivery/cross-field-errors.js';
import { rowOf } from '../../apis/edu-v-delivery/delivery-types.js';
import { DeliveryOrderRequest, type DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../apis/edu-v-delivery/requirements.js';
import { isUtcTimestamp } from '../../apis/edu-v/times.js';
import {
  at,
  checkDeclaredFields,
  pass,
  passIf,
  resultOf,
  type CheckResult,
} from '../../platform/requirements/check-result.js';
import { changedFields, isBoughtBySchool } from './delivery-decision.js';

const ORDER = '/deliveryOrder';
const TOTAL = `${ORDER}/deliverySpecification/totalQuantity`;

/** Checks of a request that is valid against its schema. */
export function checkDeliveryRequest(message: DeliveryOrderRequest): CheckResult[] {
  const { deliveryOrder } = message;
  const buyer = at(`${ORDER}/buyer`, 'a customer', 'a school');
  return [
    checkDeclaredFields(requirements.knownFieldsOnly, DeliveryOrderRequest, message),
    ...checkTimes(deliveryOrder),
    ...checkStatus(deliveryOrder),
    passIf(requirements.customerBuys, !isBoughtBySchool(deliveryOrder), buyer),
    ...checkQuantities(deliveryOrder),
  ];
}

/**
 * Checks that a cancelled order has an endDate. A request without it is refused as a schema error.
 */
export function checkEndDate({ status, endDate }: DeliveryOrder): CheckResult[] {
  const isMissing = status === 'cancelled' && endDate === undefined;
  const place = at(`${ORDER}/endDate`, 'the day of cancelling', 'missing');
  return [passIf(requirements.endDateAtEnd, !isMissing, place)];
}

/** Checks that a repeated request is the message that was first sent. */
export function checkRepeat(isSame: boolean): CheckResult[] {
  const seen = 'another message with the same deliveryOrderReferenceId';
  const place = at('/deliveryOrderReferenceId', 'the message as it was first sent', seen);
  return [passIf(requirements.sameContent, isSame, place)];
}

/**
 * Checks a request against the order as it was sent before; undefined when it is the first request
 * of that order.
 */
export function checkChange(sent: DeliveryOrder, before: DeliveryOrder | undefined): CheckResult[] {
  const { status } = sent;
  if (!before) {
    // The status created has a violation of its own.
    const isFirst = ['ordered', 'created'].includes(status);
    const place = at(`${ORDER}/status`, 'ordered, in its first request', status);
    return [passIf(requirements.knownOrder, isFirst, place)];
  }
  const isReopened = before.status === 'cancelled' && status !== 'cancelled';
  const changed = changedFields(sent, before);
  const field = changed.length === 1 ? `${ORDER}/${changed[0]}` : ORDER;
  const [most, wanted] = [totalOf(before) ?? Infinity, totalOf(sent) ?? Infinity];
  return [
    pass(requirements.knownOrder),
    passIf(
      requirements.cancelledIsFinal,
      !isReopened,
      at(`${ORDER}/status`, 'a new order: it is cancelled', status),
    ),
    passIf(
      requirements.onlyStatusOrQuantity,
      changed.length === 0,
      at(field, 'what was sent before', `other ${changed.join(', ')}`),
    ),
    passIf(
      requirements.quantityOnlyLowered,
      wanted <= most,
      at(TOTAL, `${most} at the most`, String(wanted)),
    ),
  ];
}

function checkTimes(order: DeliveryOrder): CheckResult[] {
  const { dateCreated, dateLastModified, startDate, activationUntilDate } = order;
  const local = Object.entries({ dateCreated, dateLastModified })
    .filter(([, time]) => !isUtcTimestamp(time))
    .map(([name, time]) => at(`${ORDER}/${name}`, 'a time that ends in Z', time));
  const end = at(`${ORDER}/activationUntilDate`, `${startDate} or later`, activationUntilDate);
  return [
    resultOf(requirements.zuluTime, ...local),
    passIf(requirements.periodEndsLater, activationUntilDate >= startDate, end),
  ];
}

function checkStatus({ status, endDate }: DeliveryOrder): CheckResult[] {
  const isCreated = status === 'created';
  const mayEnd = isCreated || status === 'cancelled' || endDate === undefined;
  const end = at(`${ORDER}/endDate`, `no endDate, since the status is ${status}`, endDate ?? '');
  return [
    passIf(requirements.sentStatus, !isCreated, at(`${ORDER}/status`, 'ordered', status)),
    passIf(requirements.endDateOnlyAtEnd, mayEnd, end),
  ];
}

function checkQuantities(order: DeliveryOrder): CheckResult[] {
  const { totalQuantity } = order.deliverySpecification as { totalQuantity?: number };
  const sum = sumOfParts(order);
  const addsUp = sum === undefined || totalQuantity === undefined || sum === totalQuantity;
  const few = quantitiesOf(order).flatMap(([pointer, quantity]) =>
    quantity !== undefined && quantity < 1 ? [at(pointer, 'at least 1', String(quantity))] : [],
  );
  return [
    resultOf(requirements.positiveQuantity, ...few),
    passIf(requirements.partsAddUp, addsUp, at(TOTAL, String(sum), String(totalQuantity))),
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
