import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { Code } from '../../../apis/edu-v/errors.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { deliveryConfirmationOf, type PartnerDeliveryOrders } from './partner-delivery-orders.js';
import { waitUntilQuiet, resendTest } from '../edu-v/common-tests.js';

const CONCURRENT_CALLS = 5;
const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;

/**
 * Tests of the delivery orders that a Bestelomgeving sends, and of how it handles their
 * confirmations.
 */
export function sentDeliveryOrderTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  return [
    processedTest(partnerOrders),
    repeatTest(partnerOrders),
    unknownReferenceTest(partnerOrders),
    otherOrderTest(partnerOrders),
    requiredFieldTest(partnerOrders),
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
      requirements.positiveQuantity,
      requirements.zuluTime,
    ],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const { deliveryOrder } = request;
      const before = await partnerOrders.read(context, deliveryOrder);
      const changed = changedFields(deliveryOrder, before.order);
      context.expect(requirements.readsWhatWasSent, before.exchange, changed.length === 0, {
        pointer: changed.length === 1 ? `/${changed[0]}` : '',
        expected: 'the order as it was sent',
        seen: before.order
          ? `different values of ${changed.join(', ')}`
          : String(before.exchange.status),
      });
      const confirmed = await partnerOrders.confirm(context, request);
      if (confirmed.status !== 202)
        context.skip(`the confirmation was answered ${confirmed.status}, not 202`);
      const isProcessed = ({ status }: DeliveryOrder): boolean => status === 'processed';
      const after = await partnerOrders.read(context, deliveryOrder, isProcessed);
      context.expect(
        requirements.latestState,
        after.exchange,
        after.order?.status === 'processed',
        {
          pointer: '/status',
          expected: 'processed',
          seen: after.order?.status ?? String(after.exchange.status),
        },
      );
    },
  };
}

/** Names of the fields that differ from the order that was sent. The partner may add fields. */
function changedFields(order: DeliveryOrder, read: DeliveryOrder | undefined): string[] {
  const fields = { ...read } as Record<string, unknown>;
  return Object.entries(order)
    .filter(([name]) => name !== 'dateLastModified')
    .filter(([name, value]) => !isDeepStrictEqual(fields[name], value))
    .map(([name]) => name);
}

function repeatTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name:
      `PUT ${confirmDeliveryOrder.path} is repeated, once ` +
      `and ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.confirmationRepeats],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const confirmation = deliveryConfirmationOf(request);
      await partnerOrders.confirm(context, request, confirmation);
      const repeat = await partnerOrders.confirm(context, request, confirmation);
      context.expectStatus(requirements.confirmationRepeats, repeat, 202, {
        variant: 'the repeated confirmation',
      });
      const another = deliveryConfirmationOf(request);
      const calls = Array.from({ length: CONCURRENT_CALLS }, () =>
        partnerOrders.confirm(context, request, another),
      );
      for (const exchange of await Promise.all(calls))
        context.expectStatus(requirements.confirmationRepeats, exchange, 202, {
          variant: 'each concurrent confirmation',
        });
    },
  };
}

function unknownReferenceTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: `PUT ${confirmDeliveryOrder.path} with an unknown deliveryOrderReferenceId`,
    verifies: [requirements.unknownReference],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const body = { ...deliveryConfirmationOf(request), deliveryOrderReferenceId: randomUUID() };
      const exchange = await context.call({ operation: confirmDeliveryOrder, body, probe: true });
      const pointer = '/deliveryOrderReferenceId';
      context.expectStatus(requirements.unknownReference, exchange, 400, { pointer });
    },
  };
}

function otherOrderTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: `PUT ${confirmDeliveryOrder.path} with another deliveryOrderId than the request`,
    verifies: [requirements.otherOrder],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const { deliveryOrderId } = deliveryExamples.confirmation;
      const body = { ...deliveryConfirmationOf(request), deliveryOrderId };
      const exchange = await context.call({ operation: confirmDeliveryOrder, body, probe: true });
      context.expectStatus(requirements.otherOrder, exchange, 400, { pointer: '/deliveryOrderId' });
    },
  };
}

function requiredFieldTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name:
      `PUT ${confirmDeliveryOrder.path} with newDeliveryOrderStatus, which the source ` +
      'requires and does not define',
    verifies: [requirements.requiredFieldTaken],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const exchange = await partnerOrders.confirm(context, request);
      context.expectStatus(requirements.requiredFieldTaken, exchange, 202, {
        pointer: '/newDeliveryOrderStatus',
      });
    },
  };
}

function lowerTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A lower quantity is sent, confirmed, and read',
    verifies: [
      requirements.latestState,
      requirements.onlyStatusOrQuantity,
      requirements.quantityOnlyLowered,
      requirements.cancelledIsFinal,
      requirements.partsAddUp,
    ],
    run: async (context) => {
      const request = await partnerOrders.change(context);
      const confirmed = await partnerOrders.confirm(context, request);
      if (confirmed.status !== 202)
        context.skip(`the confirmation was answered ${confirmed.status}, not 202`);
      const total = totalOf(request.deliveryOrder);
      const isLower = (order: DeliveryOrder): boolean => totalOf(order) === total;
      const { exchange, order } = await partnerOrders.read(context, request.deliveryOrder, isLower);
      context.expect(requirements.latestState, exchange, order !== undefined && isLower(order), {
        pointer: '/deliverySpecification/totalQuantity',
        expected: String(total),
        seen: String(order ? totalOf(order) : exchange.status),
      });
    },
  };
}

function rejectionTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A cancellation is rejected, and the order is unchanged',
    verifies: [
      requirements.refusalChangesNothing,
      requirements.endDateAtEnd,
      requirements.endDateOnlyAtEnd,
    ],
    run: async (context) => {
      const request = await partnerOrders.cancellation(context);
      const before = await partnerOrders.read(context, request.deliveryOrder);
      const rejected = await partnerOrders.confirm(context, request, {
        success: false,
        status: Code.other,
        statusMessage: 'this order is in use',
        newDeliveryOrderStatus: before.order?.status ?? 'processed',
      });
      context.expectStatus(requirements.refusalChangesNothing, rejected, 202, {
        variant: 'a rejection',
      });
      await waitUntilQuiet();
      const { exchange, order } = await partnerOrders.read(context, request.deliveryOrder);
      const same = order?.status === before.order?.status;
      context.expect(requirements.refusalChangesNothing, exchange, same, {
        pointer: '/status',
        expected: String(before.order?.status),
        seen: String(order?.status ?? exchange.status),
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
      const processed = deliveryConfirmationOf(request);
      await partnerOrders.confirm(context, request, processed);
      await partnerOrders.confirm(context, request, { newStatus: 'licensed' });
      const isLicensed = ({ status }: DeliveryOrder): boolean => status === 'licensed';
      const after = await partnerOrders.read(context, deliveryOrder, isLicensed);
      const status = after.order?.status;
      context.expect(requirements.latestState, after.exchange, status === 'licensed', {
        pointer: '/status',
        expected: 'licensed',
        seen: String(status ?? after.exchange.status),
      });
      if (status !== 'licensed') context.skip('the partner did not set the status licensed');
      await partnerOrders.confirm(context, request, processed);
      await waitUntilQuiet();
      const { exchange, order } = await partnerOrders.read(context, deliveryOrder);
      context.expect(requirements.handledOnce, exchange, order?.status === 'licensed', {
        pointer: '/status',
        expected: 'licensed',
        seen: String(order?.status ?? exchange.status),
      });
    },
  };
}
