import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { expectDistinctIds, expectProcessedAfterReceipt } from '../edu-v/distinct-ids.js';
import { contentTests, type OptionalContent } from '../edu-v/content-tests.js';
import { NOT_CONFIRMED, type EduvOrderClient } from './order-client.js';

const contents: readonly OptionalContent[] = [
  [requirements.echoPurchaseOrder, 'a purchaseOrderId'],
  [requirements.reasonWithDecline, 'the status declined'],
  [requirements.echoQuantity, 'a line with a quantity'],
  [requirements.everyLine, 'lines'],
  [requirements.confirmsOrderedLine, 'lines'],
];

/** Tests of the content of confirmations, which the sandbox checks when they arrive. */
export function confirmationContentTests(client: EduvOrderClient): ConformanceTest[] {
  const { confirmOrder, confirmCreditOrder } = orderOperations;
  return [
    {
      name: 'Confirmations of approved orders',
      verifies: [requirements.successHasItsCode, requirements.salesOrder],
      run: async (context) => void (await client.sharedApprovedOrder(context)),
    },
    everyConfirmationTest(client),
    ...contentTests(contents, 'confirmation', (context) => {
      const received = [confirmOrder, confirmCreditOrder].flatMap((operation) =>
        client.session.partnerRequests.received(operation, (_, exchange) => isAccepted(exchange)),
      );
      if (received.length === 0) context.skip(NOT_CONFIRMED);
      return Promise.resolve(received.map(jsonBodyOf));
    }),
  ];
}

/** Runs last, when all confirmations have arrived. */
function everyConfirmationTest(client: EduvOrderClient): ConformanceTest {
  const { ownReference, ownSalesOrder, notBeforeReceipt, echoReference } = requirements;
  return {
    name: 'Each confirmation has ids and a time of its own',
    verifies: [ownReference, ownSalesOrder, notBeforeReceipt],
    last: true,
    run: (context) => {
      const { confirmOrder, confirmCreditOrder } = orderOperations;
      const [orders, credits] = [confirmOrder, confirmCreditOrder].map((operation) =>
        client.session.partnerRequests.received(operation, (_, exchange) => isAccepted(exchange)),
      );
      const all = [...(orders ?? []), ...(credits ?? [])];
      if (all.length === 0) context.skip(NOT_CONFIRMED);
      const reference = 'requestReferenceId';
      expectDistinctIds(context, all, {
        requirement: ownReference,
        field: 'responseReferenceId',
        of: reference,
        causes: [echoReference],
      });
      expectDistinctIds(context, orders ?? [], {
        requirement: ownSalesOrder,
        field: 'salesOrderId',
        of: 'purchaseOrderId',
      });
      const { sentAt } = client;
      expectProcessedAfterReceipt(context, all, {
        requirement: notBeforeReceipt,
        reference,
        sentAt,
      });
      if (!(orders ?? []).some((one) => jsonBodyOf<{ salesOrderId?: string }>(one)?.salesOrderId))
        context.skip('no confirmation had a salesOrderId, which is optional');
      return Promise.resolve();
    },
  };
}
