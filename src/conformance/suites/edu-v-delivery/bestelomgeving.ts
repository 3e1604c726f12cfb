import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { Code } from '../../../apis/edu-v/errors.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { deliveryConfirmationOf, type PartnerDeliveryOrders } from './sent-by-partner.js';
import { waitUntilQuiet, resendTest } from '../edu-v/common-tests.js';

const AT_ONCE = 5;
const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;

/** What is tried on a Bestelomgeving about the orders that it sends, and about their confirmations. */
export function sentDeliveryOrderTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  return [
    processedTest(partnerOrders),
    repeatTest(partnerOrders),
    unknownReferenceTest(partnerOrders),
    otherOrderTest(partnerOrders),
    oldFieldTest(partnerOrders),
    lowerTest(partnerOrders),
    refusalTest(partnerOrders),
    resendTest(requirements.sameContent, acceptDeliveryOrder, {
      reference: 'deliveryOrderReferenceId',
      first: (context) => partnerOrders.order(context),
    }),
    licensedTest(partnerOrders),
  ];
}

/** Before everything else: an order is as it was sent until it is confirmed. */
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
      const other = otherFields(deliveryOrder, before.order);
      context.expect(requirements.readsWhatWasSent, before.exchange, other.length === 0, {
        pointer: other.length === 1 ? `/${other[0]}` : '',
        expected: 'what was sent',
        seen: before.order ? `other ${other.join(', ')}` : String(before.exchange.status),
      });
      const confirmed = await partnerOrders.confirm(context, request);
      if (confirmed.status !== 202) context.skip(`a confirmation was answered ${confirmed.status}`);
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

/** The fields in which an order that was read departs from what was sent; a partner may add others. */
function otherFields(order: DeliveryOrder, read: DeliveryOrder | undefined): string[] {
  const fields = { ...read } as Record<string, unknown>;
  return Object.entries(order)
    .filter(([name]) => name !== 'dateLastModified')
    .filter(([name, value]) => !isDeepStrictEqual(fields[name], value))
    .map(([name]) => name);
}

function repeatTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: `PUT ${confirmDeliveryOrder.path} once more, and ${AT_ONCE} times at once`,
    verifies: [requirements.confirmationRepeats],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const once = deliveryConfirmationOf(request);
      await partnerOrders.confirm(context, request, once);
      const again = await partnerOrders.confirm(context, request, once);
      context.expectStatus(requirements.confirmationRepeats, again, 202, { variant: 'the repeat' });
      const another = deliveryConfirmationOf(request);
      const calls = Array.from({ length: AT_ONCE }, () =>
        partnerOrders.confirm(context, request, another),
      );
      for (const exchange of await Promise.all(calls))
        context.expectStatus(requirements.confirmationRepeats, exchange, 202, {
          variant: 'one of several at once',
        });
    },
  };
}

function unknownReferenceTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: `PUT ${confirmDeliveryOrder.path} for a request that nobody sent`,
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
    name: `PUT ${confirmDeliveryOrder.path} for another order than that of the request`,
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

function oldFieldTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: `PUT ${confirmDeliveryOrder.path} with a newDeliveryOrderStatus`,
    verifies: [requirements.oldFieldTaken],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const old: object = { newDeliveryOrderStatus: 'processed' };
      const exchange = await partnerOrders.confirm(context, request, old);
      context.expectStatus(requirements.oldFieldTaken, exchange, 202, {
        pointer: '/newDeliveryOrderStatus',
      });
    },
  };
}

function lowerTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A lower quantity is confirmed, and read',
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
      if (confirmed.status !== 202) context.skip(`a confirmation was answered ${confirmed.status}`);
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

function refusalTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A cancellation is refused, and the order is as it was',
    verifies: [
      requirements.refusalChangesNothing,
      requirements.endDateAtEnd,
      requirements.endDateOnlyAtEnd,
    ],
    run: async (context) => {
      const request = await partnerOrders.cancellation(context);
      const before = await partnerOrders.read(context, request.deliveryOrder);
      const refused = await partnerOrders.confirm(context, request, {
        success: false,
        status: Code.other,
        statusMessage: 'this order is in use',
      });
      context.expectStatus(requirements.refusalChangesNothing, refused, 202, {
        variant: 'a refusal',
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

/** After everything else: no order comes back from there. */
function licensedTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name: 'A repeat of processed, after licensed',
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
      if (status !== 'licensed') context.skip('the order did not become licensed');
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
