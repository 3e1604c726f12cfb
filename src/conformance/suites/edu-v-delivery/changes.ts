import type { DeliveryOrder, DeliveryOrderRequest } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { describeValue } from '../../runner/differences.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { requireSuccess, type DeliveryOrderClient } from './delivery-order-client.js';

/** Tests of changes and cancellations of orders that an Aanspraakmanager has accepted. */
export function changeTests(client: DeliveryOrderClient): ConformanceTest[] {
  const { testData } = client;
  const quantity = (totalQuantity: number): Partial<DeliveryOrder> => ({
    deliverySpecification: { school: testData.orderSchool, totalQuantity },
  });
  const rejected = (
    name: string,
    requirement: Requirement,
    change: (order: DeliveryOrder) => DeliveryOrderRequest,
    before: string,
  ): ConformanceTest => ({
    name,
    verifies: [requirement, requirements.reasonWithRefusal],
    run: async (context) =>
      client.expectRejection(
        context,
        requirement,
        change(await client.placeAcceptedOrder(context)),
        { before },
      ),
  });
  return [
    lowerTest(client, quantity),
    rejected(
      'PUT /deliveryorders with a higher quantity',
      requirements.refusesRaise,
      (order) => testData.changeRequest(order, quantity(101)),
      '100 ordered and processed, this request asks for 101',
    ),
    rejected(
      'PUT /deliveryorders with another startDate for a known order',
      requirements.refusesOtherChange,
      (order) => testData.changeRequest(order, { startDate: '2020-08-01' }),
      'the order was processed with another startDate',
    ),
    cancelTest(client),
    cancelUnknownTest(client),
    cancelInUseTest(client),
    wrongSumTest(client),
    noEndDateTest(client),
  ];
}

function lowerTest(
  client: DeliveryOrderClient,
  quantity: (total: number) => Partial<DeliveryOrder>,
): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with a lower quantity',
    verifies: [requirements.lowersQuantity, requirements.echoQuantity],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      const { exchange, message } = await client.sendAndAwaitConfirmation(
        context,
        client.testData.changeRequest(order, quantity(80)),
      );
      if (!message.success)
        context.skip(`the lower quantity was rejected: ${message.statusMessage}`);
      const isConfirmed = message.newTotalQuantity !== undefined;
      context.expect(requirements.lowersQuantity, exchange, isConfirmed, {
        pointer: '/newTotalQuantity',
        expected: describeValue(80),
        seen: describeValue(message.newTotalQuantity),
        before: '100 ordered, reduced to 80',
      });
      if (!isConfirmed) context.skip('the confirmation had no newTotalQuantity, which is optional');
    },
  };
}

function cancelTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders cancels an order, then orders it again',
    verifies: [requirements.cancels, requirements.refusesAfterEnd],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      const { exchange, message } = await client.sendAndAwaitConfirmation(
        context,
        client.testData.cancellation(order),
      );
      if (!message.success) context.skip(`the cancellation was rejected: ${message.statusMessage}`);
      context.expectValue(requirements.cancels, exchange, message.newStatus, 'cancelled', {
        pointer: '/newStatus',
        before: 'the order was processed',
      });
      const again = client.testData.changeRequest(order, { status: 'ordered' });
      const before = 'the order was cancelled';
      await client.expectRejection(context, requirements.refusesAfterEnd, again, { before });
    },
  };
}

function cancelUnknownTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders cancels an unknown order',
    verifies: [requirements.cancelBeforeOrder],
    run: async (context) => {
      await client.requireAcceptance(context);
      const { testData } = client;
      const request = testData.cancellation(testData.order());
      const before = `no order ${request.deliveryOrder.deliveryOrderId}`;
      await client.expectRejection(context, requirements.cancelBeforeOrder, request, { before });
    },
  };
}

function cancelInUseTest(client: DeliveryOrderClient): ConformanceTest {
  const { testData } = client;
  return {
    name: 'PUT /deliveryorders cancels an order that is in use',
    verifies: [requirements.refusesEndInUse, requirements.newStateNewId],
    run: async (context) => {
      const productId = testData.productInUse(context);
      const request = testData.request(testData.order({ productId }));
      const { message: confirmed } = await client.sendAndAwaitConfirmation(context, request);
      requireSuccess(context, confirmed);
      const { deliveryOrderId } = request.deliveryOrder;
      const isInUse = (message: Record<string, unknown>): boolean =>
        message['deliveryOrderId'] === deliveryOrderId && message['newStatus'] === 'licensed';
      const confirmations = await testData.session.partnerRequests.waitFor(
        deliveryOperations.confirmDeliveryOrder,
        isInUse,
      );
      if (confirmations.length === 0)
        context.skip(
          'the order of data.productInUse was not confirmed as licensed, so it is not in use',
        );
      await client.expectRejection(
        context,
        requirements.refusesEndInUse,
        testData.cancellation(request.deliveryOrder),
        { before: 'the order was confirmed as licensed' },
      );
    },
  };
}

function wrongSumTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with quantities that do not add up to totalQuantity',
    verifies: [requirements.refusesWrongSum],
    run: async (context) => {
      await client.requireAcceptance(context);
      const order = client.testData.orderForGroups();
      const deliverySpecification = { ...order.deliverySpecification, totalQuantity: 90 };
      const request = client.testData.request({ ...order, deliverySpecification });
      const before = 'the groups add up to 100, totalQuantity is 90';
      await client.expectRejection(context, requirements.refusesWrongSum, request, { before });
    },
  };
}

function noEndDateTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders cancels an order without an endDate',
    verifies: [requirements.endDateDemanded],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      const call = await client.prepareCall(
        client.testData.changeRequest(order, { status: 'cancelled' }),
      );
      const exchange = await context.call({ ...call, probe: true });
      context.expectStatus(requirements.endDateDemanded, exchange, 400, {
        pointer: '/deliveryOrder/endDate',
      });
    },
  };
}
