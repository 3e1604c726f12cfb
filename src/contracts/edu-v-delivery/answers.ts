import {
  jsonOf,
  judged,
  type AnswerSeen,
  type Judgement,
} from '../../kernel/contract/judgement.js';
import type { Departure, Requirement } from '../../kernel/contract/requirement.js';
import { judgeAnswer } from '../edu-v/answers.js';
import { isZulu } from '../edu-v/times.js';
import { sumOfParts } from './coherence.js';
import { deliveryTypes } from './delivery-types.js';
import type { DeliveryOrder } from './messages.js';
import { deliveryRequirements as asked } from './requirements.js';

/** Judges an answer of a Delivery API: what all Edu-V APIs have in common, and the orders that it holds. */
export function judgeDeliveryAnswer(seen: AnswerSeen): Judgement[] {
  const { operation, status, body } = seen;
  const orders = operation.answers && status === operation.ok ? ordersIn(body) : [];
  return [
    ...judgeAnswer(asked, seen, hasStatusResponse(seen)),
    ...judgeEach(asked.answerInZulu, orders, notInZulu),
    ...judgeEach(asked.endDateShown, orders.filter(isCancelled), withoutEndDate),
    ...judgeEach(asked.partsShown, orders.filter(hasSum), wrongSum),
    ...judgeEach(asked.createdIsHidden, orders, onlyCreated),
  ];
}

/** Whether the source declares a body for that refusal: it does not for the 400 of a question by GET. */
function hasStatusResponse({ operation, status }: AnswerSeen): boolean {
  if (status === 400) return operation.body !== undefined;
  return status === 403 || (status === 404 && operation.answers !== undefined);
}

/** An order of an answer, and where it stands there. */
type Placed = DeliveryOrder & { at: string };

/** Those that can be judged: what is against the schema is said by who judges that. */
function ordersIn(body: string): Placed[] {
  const value = jsonOf(body);
  const all = Array.isArray(value)
    ? (value as unknown[]).map((one, index) => [`/${index}`, one] as const)
    : [['', value] as const];
  return all.flatMap(([at, one]) => (isOrder(one) ? [{ ...one, at }] : []));
}

function isOrder(value: unknown): value is DeliveryOrder {
  const { deliveryType, deliverySpecification } = { ...(value as Partial<DeliveryOrder> | null) };
  return (
    deliveryTypes.some((type) => type === deliveryType) &&
    typeof deliverySpecification === 'object' &&
    deliverySpecification !== null
  );
}

function judgeEach(
  requirement: Requirement,
  orders: Placed[],
  departures: (order: Placed) => Departure[],
): Judgement[] {
  return orders.length === 0 ? [] : [judged(requirement, ...orders.flatMap(departures))];
}

function notInZulu({ at, dateCreated, dateLastModified }: Placed): Departure[] {
  return Object.entries({ dateCreated, dateLastModified })
    .filter(([, time]) => typeof time === 'string' && !isZulu(time))
    .map(([name, seen]) => ({ pointer: `${at}/${name}`, expected: 'a time that ends in Z', seen }));
}

function isCancelled({ status }: DeliveryOrder): boolean {
  return status === 'cancelled';
}

function withoutEndDate({ at, endDate }: Placed): Departure[] {
  if (endDate !== undefined) return [];
  const pointer = `${at}/endDate`;
  return [{ pointer, expected: 'the date on which it was cancelled', seen: 'missing' }];
}

function hasSum(order: DeliveryOrder): boolean {
  return order.deliverySpecification['totalQuantity'] !== undefined && sumOf(order) !== undefined;
}

function wrongSum(order: Placed): Departure[] {
  const sum = sumOf(order);
  const seen = order.deliverySpecification['totalQuantity'];
  const pointer = `${order.at}/deliverySpecification/totalQuantity`;
  return sum === seen ? [] : [{ pointer, expected: String(sum), seen: String(seen) }];
}

/** Undefined also where the list of its parts is none. */
function sumOf(order: DeliveryOrder): number | undefined {
  try {
    return sumOfParts(order);
  } catch {
    return undefined;
  }
}

function onlyCreated({ at, status }: Placed): Departure[] {
  if (status !== 'created') return [];
  return [{ pointer: `${at}/status`, expected: 'an order that was sent', seen: status }];
}
