import { totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeValue } from '../../runner/differences.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { resendTest } from '../edu-v/common-tests.js';
import { waitUntilQuiet } from '../edu-v/quiet.js';
import { confirmationResponseTests, requireConfirmed } from './confirmation-responses.js';
import { expectSentContent } from './sent-content.js';
import type { PartnerDeliveryOrders } from './partner-delivery-orders.js';

const { acceptDeliveryOrder, confirmDeliveryOrder, getDeliveryOrder } = deliveryOperations;
const { ok: confirmationAccepted } = derivedRequirements(confirmDeliveryOrder);
const { ok: orderReturned } = derivedRequirements(getDeliveryOrder);

/**
 * Tests of the delivery orders that a Bestelomgeving sends, and of how it handles their
 * confirmations.
 */
export function sentDeliveryOrderTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  return [
    processedTest(partnerOrders),
    ...confirmationResponseTests(partnerOrders),
    lowerTest(partnerOrders),
    rejectionTest(partnerOrders),
    resendTest(requirements.sameContent, acceptDeliveryOrder, {
      reference: 'deliveryOrderReferenceId',
      sendFirst: (context) => partnerOrders.order(context),
    }),
    licensedTest(partnerOrders),
  ];
}

/** Runs first, because an order is unchanged only until it is confirmed. */
function processedTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A delivery order is sent, read, confirmed as processed, and read again',
    first: true,
    verifies: [
      requirements.readsWhatWasSent,
      requirements.latestState,
      requirements.validMessage,
      requirements.authorised,
      requirements.provided,
      requirements.tokenInHeader,
      requirements.knownOrder,
      requirements.sentStatus,
      requirements.periodEndsLater,
      requirements.typeName,
      requirements.plausibleTimes,
      requirements.knownFieldsOnly,
      requirements.zuluTime,
    ],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const { deliveryOrder } = request;
      const before = await partnerOrders.read(context, deliveryOrder);
      expectSentContent(context, before.exchange, before.order, deliveryOrder);
      requireConfirmed(context, await partnerOrders.confirm(context, request));
      const isProcessed = ({ status }: DeliveryOrder): boolean => status === 'processed';
      const after = await partnerOrders.read(context, deliveryOrder, isProcessed);
      expectStatusOfOrder(context, after, 'processed', 'the order was confirmed as processed');
    },
  };
}

/** Checks the status of an order that was read. An order that is not returned is reported once. */
function expectStatusOfOrder(
  context: TestContext,
  { exchange, order }: { exchange: Exchange; order: DeliveryOrder | undefined },
  expected: string,
  before: string,
  requirement = requirements.latestState,
): void {
  context.expect(requirement, exchange, order?.status === expected, {
    pointer: '/status',
    expected: describeValue(expected),
    seen: order ? describeValue(order.status) : `the answer ${describeResponse(exchange)}`,
    before,
    causes: [orderReturned, requirements.readsWhatWasSent],
  });
}

function lowerTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A lower quantity is sent, confirmed, and read',
    verifies: [
      requirements.latestState,
      requirements.readsWhatWasSent,
      requirements.onlyStatusOrQuantity,
      requirements.quantityOnlyLowered,
      requirements.cancelledIsFinal,
    ],
    run: async (context) => {
      const request = await partnerOrders.change(context);
      requireConfirmed(context, await partnerOrders.confirm(context, request));
      const total = totalOf(request.deliveryOrder);
      const isLower = (order: DeliveryOrder): boolean => totalOf(order) === total;
      const { exchange, order } = await partnerOrders.read(context, request.deliveryOrder, isLower);
      context.expect(requirements.latestState, exchange, order !== undefined && isLower(order), {
        pointer: '/deliverySpecification/totalQuantity',
        expected: describeValue(total),
        seen: order ? describeValue(totalOf(order)) : `the answer ${describeResponse(exchange)}`,
        before: `the quantity ${total} was confirmed`,
        causes: [orderReturned],
      });
      // Its status may have changed meanwhile.
      if (order && isLower(order))
        expectSentContent(
          context,
          exchange,
          order,
          { ...request.deliveryOrder, status: order.status },
          { before: `the quantity ${total} was confirmed` },
        );
    },
  };
}

function rejectionTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A cancellation is rejected, and the order is unchanged',
    verifies: [requirements.refusalChangesNothing],
    run: async (context: TestContext) => {
      const request = await partnerOrders.cancellation(context);
      const { order: earlier } = await partnerOrders.read(context, request.deliveryOrder);
      if (!earlier) context.skip(`the order is not returned: see ${orderReturned?.id}`);
      const rejected = await partnerOrders.confirm(context, request, {
        success: false,
        status: Code.other,
        statusMessage: 'this order is in use',
        newDeliveryOrderStatus: earlier.status,
      });
      context.expectStatus(requirements.refusalChangesNothing, rejected, 202, {
        variant: 'a rejection',
        causes: [confirmationAccepted],
      });
      await waitUntilQuiet();
      const after = await partnerOrders.read(context, request.deliveryOrder);
      const state = `the order was ${earlier.status}, and its cancellation was rejected`;
      const requirement = requirements.refusalChangesNothing;
      expectStatusOfOrder(context, after, earlier.status, state, requirement);
      if (after.order?.status !== earlier.status) return;
      const detail = { requirement, before: state };
      expectSentContent(context, after.exchange, after.order, earlier, detail);
      context.expectValue(requirement, after.exchange, after.order.endDate, earlier.endDate, {
        pointer: '/endDate',
        before: state,
      });
    },
  };
}

/** Runs last, because a licensed order cannot change any more. */
function licensedTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'The confirmation as processed is repeated after licensed',
    last: true,
    verifies: [requirements.latestState, requirements.handledOnce],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const { deliveryOrder } = request;
      const processed = partnerOrders.confirmationOf(request);
      requireConfirmed(context, await partnerOrders.confirm(context, request, processed));
      requireConfirmed(
        context,
        await partnerOrders.confirm(context, request, { newStatus: 'licensed' }),
      );
      const isLicensed = ({ status }: DeliveryOrder): boolean => status === 'licensed';
      const after = await partnerOrders.read(context, deliveryOrder, isLicensed);
      expectStatusOfOrder(context, after, 'licensed', 'the order was confirmed as licensed');
      if (after.order?.status !== 'licensed')
        context.skip(`the order did not become licensed: see ${requirements.latestState.id}`);
      await partnerOrders.confirm(context, request, processed);
      await waitUntilQuiet();
      const last = await partnerOrders.read(context, deliveryOrder);
      const before = 'the order was licensed, and the confirmation as processed was repeated';
      expectStatusOfOrder(context, last, 'licensed', before, requirements.handledOnce);
    },
  };
}
