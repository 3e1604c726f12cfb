import type { DeliveryOrder } from '../../../../apis/edu-v-delivery/messages.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { resultOf } from '../../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import { describeValue } from '../../../runner/differences.js';
import { describeResponse, type TestContext } from '../../../runner/test-context.js';
import { callAsReader, deliveryOrdersIn, type ReadCall } from './read-calls.js';

/** Difference between an order and the expected one. */
export type Difference = [pointer: string, expected: unknown, actual: unknown];

/** Checks every order of a list. Returns the number of orders. */
export async function checkEachOrder(
  context: TestContext,
  requirement: Requirement,
  call: ReadCall,
  differenceOf: (order: DeliveryOrder) => Difference | undefined,
): Promise<number> {
  return checkOrdersIn(context, requirement, await callAsReader(context, call), differenceOf);
}

/** Checks every order in the response to a list request. Returns the number of orders. */
export function checkOrdersIn(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  differenceOf: (order: DeliveryOrder) => Difference | undefined,
): number {
  const orders = deliveryOrdersIn(exchange);
  if (orders.length === 0) return 0;
  const violations = orders.flatMap((order, index) => {
    const difference = differenceOf(order);
    if (!difference) return [];
    const [pointer, expected, seen] = difference;
    return [
      {
        pointer: `/${index}${pointer}`,
        expected: describeValue(expected),
        seen: describeValue(seen),
      },
    ];
  });
  context.record(resultOf(requirement, ...violations), exchange);
  return orders.length;
}

/** Checks that a list contains an order. */
export async function expectListed(
  context: TestContext,
  requirement: Requirement,
  call: ReadCall,
  { deliveryOrderId }: DeliveryOrder,
): Promise<void> {
  const exchange = await callAsReader(context, call);
  const ids = orderIdsIn(deliveryOrdersIn(exchange));
  context.expect(requirement, exchange, ids.includes(deliveryOrderId.toLowerCase()), {
    pointer: '',
    expected: `a list that contains ${deliveryOrderId}`,
    seen: exchange.status === 200 ? ids.join(', ') || 'an empty list' : describeResponse(exchange),
    causes: [derivedRequirements(call.operation).ok],
  });
}

/** The ids of orders, in lower case and sorted. */
export function orderIdsIn(orders: DeliveryOrder[]): string[] {
  return orders.map(({ deliveryOrderId }) => deliveryOrderId.toLowerCase()).toSorted();
}
