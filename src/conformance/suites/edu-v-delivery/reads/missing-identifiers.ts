import type { DeliveryOrder } from '../../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../../apis/edu-v-delivery/requirements.js';
import { deliveryExamples } from '../../../../apis/edu-v-delivery/examples.js';
import { describeResponse, type ConformanceTest } from '../../../runner/test-context.js';
import type { DeliveryOrderClient } from '../delivery-order-client.js';
import { callAsReader, readByUser } from './read-calls.js';
import type { DeliveryTestData } from '../test-data.js';

/** The references in a specification, each of which needs an identifier. */
const references = ['school', 'students', 'employees', 'student'] as const;

/** Test that an order for a school or a user without any identifier is refused. */
export function ordersForNobodyTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders for a school or a user without an identifier',
    verifies: [requirements.identifierNeeded],
    run: async (context) => {
      for (const order of client.testData.ordersOfAllTypes()) {
        for (const name of references.filter((one) => one in order.deliverySpecification)) {
          const request = client.testData.request(forNobody(order, name));
          await client.expectNotAccepted(context, requirements.identifierNeeded, request, {
            pointer: `/deliveryOrder/deliverySpecification/${name}`,
            variant: `no identifier in ${order.deliveryType}`,
          });
        }
      }
    },
  };
}

function forNobody(order: DeliveryOrder, name: (typeof references)[number]): DeliveryOrder {
  const isList = Array.isArray(order.deliverySpecification[name]);
  const deliverySpecification = { ...order.deliverySpecification, [name]: isList ? [{}] : {} };
  return { ...order, deliverySpecification };
}

/** Test that a question about a school or a user without any identifier is refused. */
export function questionsAboutNobodyTest({ session }: DeliveryTestData): ConformanceTest {
  return {
    name: 'POST /deliveryorders/school/user without an identifier',
    verifies: [requirements.identifierNeeded],
    run: async (context) => {
      const { data } = session.options;
      const { school, user } = deliveryExamples.userAtSchool;
      const known = typeof data['school'] === 'object' ? data['school'] : undefined;
      for (const [name, call] of [
        ['school', readByUser(data['user'] ?? user, {})],
        ['user', readByUser({}, known ?? school)],
      ] as const) {
        const exchange = await callAsReader(context, { ...call, probe: true, isValidProbe: true });
        const { status } = exchange;
        context.expect(requirements.identifierNeeded, exchange, status >= 400 && status < 500, {
          pointer: `/${name}`,
          expected: '400',
          seen: describeResponse(exchange),
        });
      }
    },
  };
}
