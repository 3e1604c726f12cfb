import type { DeliveryOrder, DeliveryOrderRequest } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import type { DeliveryOrderClient } from './delivery-order-client.js';
import { cancellationOf, changeRequestOf, deliveryRequestOf } from './test-data.js';

/** Tests of changes and cancellations of orders that an Aanspraakmanager has accepted. */
export function changeTests(client: DeliveryOrderClient): ConformanceTest[] {
  const { testData } = client;
  const quantity = (totalQuantity: number): Partial<DeliveryOrder> => ({
    deliverySpecification: { school: testData.school, totalQuantity },
  });
  const rejected = (
    name: string,
    requirement: Requirement,
    change: (order: DeliveryOrder) => DeliveryOrderRequest,
  ): ConformanceTest => ({
    name,
    verifies: [requirement, requirements.reasonWithRefusal],
    run: async (context) =>
      client.expectRejection(
        context,
        requirement,
        change(await client.placeAcceptedOrder(context)),
      ),
  });
  return [
    lowerTest(client, quantity),
    rejected('PUT /deliveryorders with a higher quantity', requirements.refusesRaise, (order) =>
      changeRequestOf(order, quantity(101)),
    ),
    rejected(
      'PUT /deliveryorders with another startDate for a known order',
      requirements.refusesOtherChange,
      (order) => changeRequestOf(order, { startDate: '2020-08-01' }),
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
        changeRequestOf(order, quantity(80)),
      );
      if (!message.success)
        context.skip(`the lower quantity was rejected: ${message.statusMessage}`);
      const { newTotalQuantity } = message;
      context.expect(requirements.lowersQuantity, exchange, newTotalQuantity !== undefined, {
        pointer: '/newTotalQuantity',
        expected: '80',
        seen: 'missing',
      });
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
        cancellationOf(order),
      );
      if (!message.success) context.skip(`the cancellation was rejected: ${message.statusMessage}`);
      context.expect(requirements.cancels, exchange, message.newStatus === 'cancelled', {
        pointer: '/newStatus',
        expected: 'cancelled',
        seen: String(message.newStatus),
      });
      const again = changeRequestOf(order, { status: 'ordered' });
      await client.expectRejection(context, requirements.refusesAfterEnd, again);
    },
  };
}

function cancelUnknownTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders cancels an unknown order',
    verifies: [requirements.cancelBeforeOrder],
    run: (context) =>
      client.expectRejection(
        context,
        requirements.cancelBeforeOrder,
        cancellationOf(client.testData.order()),
      ),
  };
}

function cancelInUseTest(client: DeliveryOrderClient): ConformanceTest {
  const { testData } = client;
  return {
    name: 'PUT /deliveryorders cancels an order that is in use',
    verifies: [requirements.refusesEndInUse, requirements.newStateNewId],
    run: async (context) => {
      const request = deliveryRequestOf(testData.order({ productId: testData.productInUse }));
      await client.sendAndAwaitConfirmation(context, request);
      const { deliveryOrderId } = request.deliveryOrder;
      const isInUse = (message: Record<string, unknown>): boolean =>
        message['deliveryOrderId'] === deliveryOrderId && message['newStatus'] === 'licensed';
      const confirmations = await testData.session.partnerRequests.waitFor(
        deliveryOperations.confirmDeliveryOrder,
        isInUse,
      );
      if (confirmations.length === 0)
        context.skip(
          'the order was not licensed: configure data.productInUse with a product ' +
            'whose orders are licensed as soon as they are processed',
        );
      await client.expectRejection(
        context,
        requirements.refusesEndInUse,
        cancellationOf(request.deliveryOrder),
      );
    },
  };
}

function wrongSumTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with quantities that do not add up to totalQuantity',
    verifies: [requirements.refusesWrongSum],
    run: async (context) => {
      const order = client.testData.orderForGroups();
      const deliverySpecification = { ...order.deliverySpecification, totalQuantity: 90 };
      const request = deliveryRequestOf({ ...order, deliverySpecification });
      await client.expectRejection(context, requirements.refusesWrongSum, request);
    },
  };
}

function noEndDateTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders cancels an order without an endDate',
    verifies: [requirements.endDateDemanded],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      const call = await client.prepareCall(changeRequestOf(order, { status: 'cancelled' }));
      const exchange = await context.call({ ...call, probe: true });
      context.expectStatus(requirements.endDateDemanded, exchange, 400, {
        pointer: '/deliveryOrder/endDate',
      });
    },
  };
}
