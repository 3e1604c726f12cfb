import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { runConcurrently, type ConformanceTest } from '../../runner/test-context.js';
import type { DeliveryOrderClient } from './delivery-order-client.js';

const CONCURRENT_CALLS = 5;
const CUSTOMER = { displayName: 'J. Jansen', email: 'j.jansen@example.org' };

/** Test that each type of order has the kind of buyer that the table of types names. */
export function wrongBuyerTest(client: DeliveryOrderClient): ConformanceTest {
  const { testData } = client;
  return {
    name: 'PUT /deliveryorders of each deliveryType with the other kind of buyer',
    verifies: [requirements.refusesWrongBuyer],
    run: async (context) => {
      await client.requireAcceptance(context);
      await runConcurrently(testData.ordersOfAllTypes(), CONCURRENT_CALLS, async (order) => {
        const isForCustomer = order.deliveryType.startsWith('customer-');
        const buyer = isForCustomer ? testData.orderSchool : CUSTOMER;
        const request = testData.request({ ...order, buyer });
        await client.expectNotAccepted(context, requirements.refusesWrongBuyer, request, {
          pointer: '/deliveryOrder/buyer',
          variant: `${order.deliveryType}, bought by a ${isForCustomer ? 'school' : 'customer'}`,
        });
      });
    },
  };
}
