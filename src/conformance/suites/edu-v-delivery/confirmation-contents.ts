import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { expectDistinctIds, expectProcessedAfterReceipt } from '../edu-v/distinct-ids.js';
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
    everyConfirmationTest(client),
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

/** Runs last, when all confirmations have arrived. */
function everyConfirmationTest(client: DeliveryOrderClient): ConformanceTest {
  const { uniqueReceiveId, notBeforeReceipt, echoReference, ownReceiveId } = requirements;
  return {
    name: 'Each confirmation has an id and a time of its own',
    verifies: [uniqueReceiveId, notBeforeReceipt],
    last: true,
    run: (context) => {
      const { partnerRequests } = client.testData.session;
      const all = partnerRequests.received(confirmDeliveryOrder, (_, exchange) =>
        isAccepted(exchange),
      );
      if (all.length === 0) context.skip(NOT_CONFIRMED);
      const reference = 'deliveryOrderReferenceId';
      expectDistinctIds(context, all, {
        requirement: uniqueReceiveId,
        field: 'deliveryOrderReceiveId',
        of: reference,
        causes: [echoReference, ownReceiveId],
      });
      const { sentAt } = client;
      expectProcessedAfterReceipt(context, all, {
        requirement: notBeforeReceipt,
        reference,
        sentAt,
      });
      return Promise.resolve();
    },
  };
}
