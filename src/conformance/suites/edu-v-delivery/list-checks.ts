import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { resultOf } from '../../../platform/requirements/check-result.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { CallOptions } from '../../runner/target-client.js';
import type { TestContext } from '../../runner/test-context.js';
import { deliveryOrdersIn } from './read-calls.js';

/** Difference between an order and the expected one. */
type Difference = [pointer: string, expected: string, actual: string];

/** Checks every order of a list. Returns the number of orders. */
export async function checkEachOrder(
  context: TestContext,
  requirement: Requirement,
  call: CallOptions,
  differenceOf: (order: DeliveryOrder) => Difference | undefined,
): Promise<number> {
  const exchange = await context.call(call);
  const orders = deliveryOrdersIn(exchange);
  if (orders.length === 0) return 0;
  const violations = orders.flatMap((order, index) => {
    const difference = differenceOf(order);
    if (!difference) return [];
    const [pointer, expected, seen] = difference;
    return [{ pointer: `/${index}${pointer}`, expected, seen }];
  });
  context.record(resultOf(requirement, ...violations), exchange);
  return orders.length;
}

/** Checks that a list contains an order. */
export async function expectListed(
  context: TestContext,
  requirement: Requirement,
  call: CallOptions,
  { deliveryOrderId }: DeliveryOrder,
): Promise<void> {
  const exchange = await context.call(call);
  const ids = orderIdsIn(deliveryOrdersIn(exchange));
  context.expect(requirement, exchange, ids.includes(deliveryOrderId.toLowerCase()), {
    pointer: '',
    expected: `a list that contains ${deliveryOrderId}`,
    seen: ids.join(', ') || String(exchange.status),
  });
}

/** The ids of orders, in lower case and sorted. */
export function orderIdsIn(orders: DeliveryOrder[]): string[] {
  return orders.map(({ deliveryOrderId }) => deliveryOrderId.toLowerCase()).toSorted();
}
