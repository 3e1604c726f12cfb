import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import type { DeliveryOrderClient } from './delivery-order-client.js';

const DAY_MS = 86_400_000;
const OTHER_SCHOOL = { organisationMasterIdentifier: '999Z999' };

/** Tests that a known order keeps each field except its status and quantity. */
export function immutableFieldTests(client: DeliveryOrderClient): ConformanceTest[] {
  const { testData } = client;
  const changes: Record<string, (order: DeliveryOrder) => Partial<DeliveryOrder>> = {
    productId: () => ({ productId: testData.otherProduct }),
    buyer: () => ({ buyer: OTHER_SCHOOL }),
    contractId: ({ contractId }) => ({ contractId: `${contractId ?? 'contract'}-other` }),
    deliveryType: () => ({ deliveryType: 'school-admin' }),
    'school in deliverySpecification': ({ deliverySpecification }) => ({
      deliverySpecification: { ...deliverySpecification, school: OTHER_SCHOOL },
    }),
    portals: () => ({ portals: ['portal-other'] }),
    startDate: () => ({ startDate: '2020-08-01' }),
    activationUntilDate: ({ activationUntilDate }) => ({
      activationUntilDate: toIsoUtc(Date.parse(activationUntilDate) + DAY_MS).slice(0, 10),
    }),
  };
  return Object.entries(changes).map(([field, change]) => ({
    name: `PUT /deliveryorders with another ${field} for a known order`,
    verifies: [requirements.refusesOtherChange, requirements.reasonWithRefusal],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      const request = testData.changeRequest(order, change(order));
      const before = `the order was processed with another ${field}`;
      await client.expectRejection(context, requirements.refusesOtherChange, request, { before });
    },
  }));
}
