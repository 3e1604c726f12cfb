import { parseJson, resultOf, type CheckResult } from '../../platform/requirements/check-result.js';
import type { ViolationDetail, Requirement } from '../../platform/requirements/requirement.js';
import { checkEduvResponse } from '../edu-v/check-response.js';
import { isUtcTimestamp } from '../edu-v/times.js';
import { realNow } from '../../platform/time/time.js';
import { implausibleTimes } from './order-times.js';
import { isCustomerOrderOfSchool, missingPartIds, sumOfParts } from './cross-field-errors.js';
import { deliveryTypeOf, deliveryTypes, rowOf, typeSynonyms } from './delivery-types.js';
import type { DeliveryOrder } from './messages.js';
import { deliveryRequirements as requirements } from './requirements.js';
import type { ReceivedResponse } from '../../platform/api/operation.js';

/**
 * Checks a response of a Delivery API: the common checks of Edu-V, and the orders that it contains.
 */
export function checkDeliveryResponse(response: ReceivedResponse): CheckResult[] {
  const { operation, status, body } = response;
  const orders = operation.response && status === operation.successStatus ? ordersIn(body) : [];
  return [
    ...checkEduvResponse(requirements, response, hasStatusResponse(response)),
    ...checkEach(requirements.answerInZulu, orders, notInZulu),
    ...checkEach(requirements.endDateShown, orders.filter(isCancelled), withoutEndDate),
    ...checkEach(requirements.partsShown, orders.filter(hasSum), wrongSum),
    ...checkEach(requirements.customerShown, orders.filter(isForCustomer), schoolAsBuyer),
    ...checkEach(requirements.timesShown, orders, notInThePast),
    ...checkEach(requirements.createdIsHidden, orders, onlyCreated),
    ...checkEach(requirements.typeNameShown, orders, synonymAsType),
    ...checkEach(requirements.partIdsShown, orders.filter(hasParts), withoutPartIds),
  ];
}

/** True where the source declares a body for the refusal: not for the 400 of a GET. */
function hasStatusResponse({ operation, status }: ReceivedResponse): boolean {
  if (status === 400) return operation.body !== undefined;
  return status === 403 || (status === 404 && operation.response !== undefined);
}

/** An order in a response, with its JSON Pointer. */
type Placed = DeliveryOrder & { at: string };

/** The orders of a response that can be checked. Schema errors are a result of their own. */
function ordersIn(body: string): Placed[] {
  const value = parseJson(body);
  const all = Array.isArray(value)
    ? (value as unknown[]).map((one, index) => [`/${index}`, one] as const)
    : [['', value] as const];
  return all.flatMap(([at, one]) => (isOrder(one) ? [{ ...one, at }] : []));
}

function isOrder(value: unknown): value is DeliveryOrder {
  const { deliveryType, deliverySpecification } = { ...(value as Partial<DeliveryOrder> | null) };
  return (
    deliveryTypes.some((type) => type === deliveryTypeOf(String(deliveryType))) &&
    typeof deliverySpecification === 'object' &&
    deliverySpecification !== null
  );
}

function checkEach(
  requirement: Requirement,
  orders: Placed[],
  violations: (order: Placed) => ViolationDetail[],
): CheckResult[] {
  return orders.length === 0 ? [] : [resultOf(requirement, ...orders.flatMap(violations))];
}

function notInZulu({ at, dateCreated, dateLastModified }: Placed): ViolationDetail[] {
  return Object.entries({ dateCreated, dateLastModified })
    .filter(([, time]) => typeof time === 'string' && !isUtcTimestamp(time))
    .map(([name, time]) => ({
      pointer: `${at}/${name}`,
      expected: 'a time in UTC that ends in Z',
      seen: time,
    }));
}

function isForCustomer({ deliveryType, buyer }: Placed): boolean {
  return deliveryType.startsWith('customer-') && typeof buyer === 'object' && buyer !== null;
}

function schoolAsBuyer(order: Placed): ViolationDetail[] {
  if (!isCustomerOrderOfSchool(order)) return [];
  return [{ pointer: `${order.at}/buyer`, expected: 'a customer', seen: 'a school' }];
}

function notInThePast(order: Placed): ViolationDetail[] {
  return implausibleTimes(order, realNow(), order.at);
}

function isCancelled({ status }: DeliveryOrder): boolean {
  return status === 'cancelled';
}

function withoutEndDate({ at, endDate }: Placed): ViolationDetail[] {
  if (endDate !== undefined) return [];
  const pointer = `${at}/endDate`;
  return [{ pointer, expected: 'the date of the cancellation', seen: 'missing' }];
}

function hasSum(order: DeliveryOrder): boolean {
  return order.deliverySpecification['totalQuantity'] !== undefined && sumOf(order) !== undefined;
}

function wrongSum(order: Placed): ViolationDetail[] {
  const sum = sumOf(order);
  const total = order.deliverySpecification['totalQuantity'];
  const pointer = `${order.at}/deliverySpecification/totalQuantity`;
  return sum === total ? [] : [{ pointer, expected: String(sum), seen: String(total) }];
}

/** The sum of the parts; undefined where they are not a list. */
function sumOf(order: DeliveryOrder): number | undefined {
  try {
    return sumOfParts(order);
  } catch {
    return undefined;
  }
}

function synonymAsType({ at, deliveryType }: Placed): ViolationDetail[] {
  const pointer = `${at}/deliveryType`;
  return Object.hasOwn(typeSynonyms, deliveryType)
    ? [{ pointer, expected: deliveryTypeOf(deliveryType), seen: deliveryType }]
    : [];
}

/** True where the parts can be checked: they are a list of objects. */
function hasParts({ deliveryType, deliverySpecification }: Placed): boolean {
  const { parts } = rowOf(deliveryType);
  const list = parts && deliverySpecification[parts.list];
  return Array.isArray(list) && list.every((part) => typeof part === 'object' && part !== null);
}

function withoutPartIds(order: Placed): ViolationDetail[] {
  return missingPartIds(order, order.at);
}

function onlyCreated({ at, status }: Placed): ViolationDetail[] {
  if (status !== 'created') return [];
  return [{ pointer: `${at}/status`, expected: 'an order that was sent', seen: status }];
}
