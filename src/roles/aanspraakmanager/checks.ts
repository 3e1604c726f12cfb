import { partsOf, sumOfParts, totalOf } from '../../contracts/edu-v-delivery/coherence.js';
import { rowOf } from '../../contracts/edu-v-delivery/delivery-types.js';
import {
  DeliveryOrderRequest,
  type DeliveryOrder,
} from '../../contracts/edu-v-delivery/messages.js';
import { deliveryRequirements as asked } from '../../contracts/edu-v-delivery/requirements.js';
import { isZulu } from '../../contracts/edu-v/times.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { finding, type Requirement } from '../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../kernel/contract/schema.js';
import type { Finding } from '../../kernel/journal/exchange.js';
import { changedFields, isBoughtBySchool } from './judge.js';

const AT = '/deliveryOrder';

/** What a careful Bestelomgeving would have done otherwise in a request that its schema allows. */
export function checkRequest(message: DeliveryOrderRequest): Finding[] {
  const { deliveryOrder } = message;
  return [
    ...undeclaredFields(DeliveryOrderRequest, message).map((pointer) =>
      finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field'),
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
}: DeliveryOrder): Finding[] {
  const local = Object.entries({ dateCreated, dateLastModified })
    .filter(([, time]) => !isZulu(time))
    .map(([name, time]) => finding(asked.zuluTime, `${AT}/${name}`, 'a time that ends in Z', time));
  if (activationUntilDate >= startDate) return local;
  const expected = `${startDate} or later`;
  const pointer = `${AT}/activationUntilDate`;
  return [...local, finding(asked.periodEndsLater, pointer, expected, activationUntilDate)];
}

function checkStatus({ status, endDate }: DeliveryOrder): Finding[] {
  if (status === 'created') return [finding(asked.sentStatus, `${AT}/status`, 'ordered', status)];
  if (status !== 'cancelled' && endDate !== undefined) {
    const expected = `no endDate, since the status is ${status}`;
    return [finding(asked.endDateOnlyAtEnd, `${AT}/endDate`, expected, endDate)];
  }
  return [];
}

/** A cancelled order without its last day is refused, and it is said here why. */
export function checkEndDate({ status, endDate }: DeliveryOrder): Finding[] {
  if (status !== 'cancelled' || endDate !== undefined) return [];
  return [finding(asked.endDateAtEnd, `${AT}/endDate`, 'the day of cancelling', 'missing')];
}

function checkBuyer(order: DeliveryOrder): Finding[] {
  if (!isBoughtBySchool(order)) return [];
  return [finding(asked.customerBuys, `${AT}/buyer`, 'a customer', 'a school')];
}

function checkQuantities(order: DeliveryOrder): Finding[] {
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
      ? [finding(asked.positiveQuantity, pointer, 'at least 1', String(quantity))]
      : [],
  );
  const sum = sumOfParts(order);
  if (sum === undefined || totalQuantity === undefined || sum === totalQuantity) return few;
  const pointer = `${at}/totalQuantity`;
  return [...few, finding(asked.partsAddUp, pointer, String(sum), String(totalQuantity))];
}

/** What the sender does to an order that was sent before; undefined: none was. */
export function checkChange(
  caller: Pick<Caller, 'note' | 'meets'>,
  sent: DeliveryOrder,
  before: DeliveryOrder | undefined,
): void {
  const see = (requirement: Requirement, fine: boolean, ...where: [string, string, string]) =>
    fine ? caller.meets(requirement) : caller.note([finding(requirement, ...where)]);
  const { status } = sent;
  if (!before) {
    // That it is only created was said already.
    const first = ['ordered', 'created'].includes(status);
    see(asked.knownOrder, first, `${AT}/status`, 'ordered, in its first request', status);
    return;
  }
  caller.meets(asked.knownOrder);
  const over = before.status === 'cancelled' && status !== 'cancelled';
  see(asked.cancelledIsFinal, !over, `${AT}/status`, 'a new order: it is cancelled', status);
  const changed = changedFields(sent, before);
  const pointer = changed.length === 1 ? `${AT}/${changed[0]}` : AT;
  const seen = `other ${changed.join(', ')}`;
  see(asked.onlyStatusOrQuantity, changed.length === 0, pointer, 'what was sent before', seen);
  const [most, wanted] = [totalOf(before) ?? Infinity, totalOf(sent) ?? Infinity];
  const quantity = `${AT}/deliverySpecification/totalQuantity`;
  const lowered = wanted <= most;
  see(asked.quantityOnlyLowered, lowered, quantity, `${most} at the most`, String(wanted));
}
