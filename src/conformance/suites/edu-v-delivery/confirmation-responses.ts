import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { schemaLimitsTest, unusualTexts } from '../edu-v/schema-limits.js';
import type { PartnerDeliveryOrders } from './partner-delivery-orders.js';

const CONCURRENT_CALLS = 5;
const { confirmDeliveryOrder } = deliveryOperations;
const { ok: confirmationAccepted } = derivedRequirements(confirmDeliveryOrder);

/** Tests of how a Bestelomgeving answers confirmations, whatever they change. */
export function confirmationResponseTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  return [
    repeatTest(partnerOrders),
    unknownReferenceTest(partnerOrders),
    otherOrderTest(partnerOrders),
    limitsTest(partnerOrders),
    requiredFieldTest(partnerOrders),
  ];
}

/** Skips the test unless the partner accepted a confirmation. */
export function requireConfirmed(context: TestContext, confirmed: Exchange): void {
  if (confirmed.status === 202) return;
  context.skip(
    `PUT ${confirmDeliveryOrder.path} was answered ${describeResponse(confirmed)}, not 202: see ` +
      `${confirmationAccepted?.id}`,
  );
}

function repeatTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return {
    name:
      `PUT ${confirmDeliveryOrder.path} is repeated, once ` +
      `and ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.confirmationRepeats],
    run: async (context) => {
      const request = await partnerOrders.order(context);
      const confirmation = partnerOrders.confirmationOf(request);
      requireConfirmed(context, await partnerOrders.confirm(context, request, confirmation));
      const repeat = await partnerOrders.confirm(context, request, confirmation);
      context.expectStatus(requirements.confirmationRepeats, repeat, 202, {
        variant: 'the repeated confirmation',
        before: 'the same confirmation was answered 202',
      });
      const another = partnerOrders.confirmationOf(request);
      const calls = Array.from({ length: CONCURRENT_CALLS }, () =>
        partnerOrders.confirm(context, request, another),
      );
      for (const exchange of await Promise.all(calls))
        context.expectStatus(requirements.confirmationRepeats, exchange, 202, {
          variant: 'each concurrent confirmation',
          causes: [confirmationAccepted],
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
      const deliveryOrderReferenceId = context.session.ids.uuid();
      const body = { ...partnerOrders.confirmationOf(request), deliveryOrderReferenceId };
      const exchange = await context.call({
        operation: confirmDeliveryOrder,
        body,
        probe: true,
        isValidProbe: true,
      });
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
      const deliveryOrderId = context.session.ids.uuid();
      const body = { ...partnerOrders.confirmationOf(request), deliveryOrderId };
      const exchange = await context.call({
        operation: confirmDeliveryOrder,
        body,
        probe: true,
        isValidProbe: true,
      });
      context.expectStatus(requirements.otherOrder, exchange, 400, { pointer: '/deliveryOrderId' });
    },
  };
}

function limitsTest(partnerOrders: PartnerDeliveryOrders): ConformanceTest {
  return schemaLimitsTest(confirmDeliveryOrder, async (context) => {
    const request = await partnerOrders.order(context);
    return [
      ...unusualTexts.map((statusMessage) => ({ statusMessage })),
      { deliveryOrderReceiveId: 'x'.repeat(300) },
      { status: 2 },
    ].map((difference) => ({
      operation: confirmDeliveryOrder,
      body: partnerOrders.confirmationOf(request, difference),
    }));
  });
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
        causes: [confirmationAccepted],
      });
    },
  };
}
