import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { contentTests } from '../edu-v/content-tests.js';
import { NOT_CONFIRMED, type DeliveryOrderClient } from './delivery-order-client.js';

const { confirmDeliveryOrder } = deliveryOperations;

/** Tests of the content of confirmations, which the sandbox checks when they arrive. */
export function confirmationContentTests(client: DeliveryOrderClient): ConformanceTest[] {
  const { partnerRequests } = client.testData.session;
  return [
    {
      name: 'Confirmations of accepted orders',
      verifies: [
        requirements.successHasItsCode,
        requirements.saysWhatChanged,
        requirements.statusFollows,
      ],
      run: (context) => client.requireAcceptance(context),
    },
    ...contentTests(
      [[requirements.reasonWithRefusal, 'success false']],
      'confirmation',
      (context) => {
        const received = partnerRequests.received(confirmDeliveryOrder, (_, exchange) =>
          isAccepted(exchange),
        );
        if (received.length === 0) context.skip(NOT_CONFIRMED);
        return Promise.resolve(received.map(jsonBodyOf));
      },
    ),
  ];
}
