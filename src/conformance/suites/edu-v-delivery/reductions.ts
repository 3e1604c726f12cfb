import { partsOf, totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { rowOf } from '../../../apis/edu-v-delivery/delivery-types.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeValue } from '../../runner/differences.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import type { DeliveryOrderClient } from './delivery-order-client.js';

/** Tests of reductions: of each type of order with a quantity, twice, and then a cancellation. */
export function reductionTests(client: DeliveryOrderClient): ConformanceTest[] {
  return ['school-all', 'school-groups', 'school-studies', 'school-subjects'].map((type) => ({
    name: `PUT /deliveryorders of ${type} with a lower quantity, twice, then cancelled`,
    verifies: [
      requirements.lowersQuantity,
      requirements.echoQuantity,
      requirements.cancels,
      requirements.confirmsRequestedStatus,
    ],
    run: async (context) => {
      const { testData } = client;
      const ordered = testData
        .ordersOfAllTypes()
        .find(({ deliveryType }) => deliveryType === type)!;
      let order = await client.placeAcceptedOrder(context, ordered);
      let isConfirmed = true;
      for (const less of [3, 2]) {
        const lower = reduced(order, less);
        isConfirmed = (await expectReduction(context, client, order, lower)) && isConfirmed;
        order = lower;
      }
      const cancellation = testData.cancellation(order);
      const { exchange, message } = await client.sendAndAwaitConfirmation(context, cancellation);
      if (!message.success) context.skip(`the cancellation was rejected: ${message.statusMessage}`);
      expectCancelled(context, exchange, message, 'the order was processed and reduced');
      if (!isConfirmed) context.skip('the confirmation had no newTotalQuantity, which is optional');
    },
  }));
}

/** The order with a lower quantity, in its first part too. */
function reduced(order: DeliveryOrder, less: number): DeliveryOrder {
  const { deliverySpecification } = order;
  const { parts } = rowOf(order.deliveryType);
  const [first, ...others] = partsOf(order);
  return {
    ...order,
    deliverySpecification: {
      ...deliverySpecification,
      ...(parts &&
        first && { [parts.list]: [{ ...first, quantity: first.quantity! - less }, ...others] }),
      totalQuantity: totalOf(order)! - less,
    },
  };
}

/** Sends a reduction, and checks its confirmation. Returns false without newTotalQuantity. */
async function expectReduction(
  context: TestContext,
  client: DeliveryOrderClient,
  order: DeliveryOrder,
  lower: DeliveryOrder,
): Promise<boolean> {
  const request = client.testData.changeRequest(lower, {});
  const { exchange, message } = await client.sendAndAwaitConfirmation(context, request);
  if (!message.success) context.skip(`the lower quantity was rejected: ${message.statusMessage}`);
  const total = totalOf(lower);
  const actual = message.newTotalQuantity;
  const detail = {
    pointer: '/newTotalQuantity',
    before: `${totalOf(order)} ordered, reduced to ${total}`,
  };
  context.expect(requirements.lowersQuantity, exchange, actual !== undefined, {
    ...detail,
    expected: describeValue(total),
    seen: describeValue(actual),
  });
  if (actual === undefined) return false;
  context.expectValue(requirements.echoQuantity, exchange, actual, total, detail);
  return true;
}

/** Checks the status in the confirmation of an accepted cancellation. */
export function expectCancelled(
  context: TestContext,
  exchange: Exchange,
  { newStatus }: DeliveryOrderConfirmation,
  before: string,
): void {
  const { cancels, confirmsRequestedStatus } = requirements;
  const detail = { pointer: '/newStatus', before };
  if (newStatus !== undefined)
    context.expectValue(confirmsRequestedStatus, exchange, newStatus, 'cancelled', detail);
  const causes = [confirmsRequestedStatus];
  context.expectValue(cancels, exchange, newStatus, 'cancelled', { ...detail, causes });
}
