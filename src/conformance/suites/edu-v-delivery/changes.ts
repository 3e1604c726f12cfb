import { sumOfParts } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import type { DeliveryOrder, DeliveryOrderRequest } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { requireSuccess, type DeliveryOrderClient } from './delivery-order-client.js';
import { immutableFieldTests } from './immutable-fields.js';
import { expectCancelled, reductionTests } from './reductions.js';

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
    ...reductionTests(client),
    rejected(
      'PUT /deliveryorders with a higher quantity',
      requirements.refusesRaise,
      (order) => testData.changeRequest(order, quantity(101)),
      '100 ordered and processed, this request asks for 101',
    ),
    raiseAfterReductionTest(client, quantity),
    ...immutableFieldTests(client),
    ...licensedOrderTests(client, quantity),
    cancelTest(client),
    cancelUnknownTest(client),
    cancelInUseTest(client),
    ...wrongSumTests(client),
    noEndDateTest(client),
  ];
}

function cancelTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders cancels an order, then orders it again',
    verifies: [
      requirements.cancels,
      requirements.confirmsRequestedStatus,
      requirements.refusesAfterEnd,
    ],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      const { exchange, message } = await client.sendAndAwaitConfirmation(
        context,
        client.testData.cancellation(order),
      );
      if (!message.success) context.skip(`the cancellation was rejected: ${message.statusMessage}`);
      expectCancelled(context, exchange, message, 'the order was processed');
      const again = client.testData.changeRequest(order, { status: 'ordered' });
      const detail = { before: 'the order was cancelled', refusable: 'state' as const };
      await client.expectRejection(context, requirements.refusesAfterEnd, again, detail);
      const lower = {
        deliverySpecification: { ...order.deliverySpecification, totalQuantity: 80 },
      };
      const reduction = client.testData.changeRequest(order, lower);
      await client.expectRejection(context, requirements.refusesAfterEnd, reduction, detail);
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
      await client.expectRejection(context, requirements.cancelBeforeOrder, request, {
        before: `no order ${request.deliveryOrder.deliveryOrderId}`,
        refusable: 'state',
      });
    },
  };
}

function cancelInUseTest(client: DeliveryOrderClient): ConformanceTest {
  const { testData } = client;
  return {
    name: 'PUT /deliveryorders cancels an order that is in use',
    verifies: [requirements.refusesEndInUse, requirements.newStateNewId],
    run: async (context) => {
      const order = await placeLicensedOrder(context, client);
      await client.expectRejection(
        context,
        requirements.refusesEndInUse,
        testData.cancellation(order),
        { before: 'the order was confirmed as licensed', refusable: 'state' },
      );
    },
  };
}

/** A new order of each type with parts, of which the sum is not the total. */
function wrongSumTests(client: DeliveryOrderClient): ConformanceTest[] {
  const { testData } = client;
  return ['school-groups', 'school-studies', 'school-subjects'].map((type) => ({
    name: `PUT /deliveryorders of ${type} with quantities that do not add up to totalQuantity`,
    verifies: [requirements.refusesWrongSum],
    run: async (context) => {
      await client.requireAcceptance(context);
      const order = testData.ordersOfAllTypes().find(({ deliveryType }) => deliveryType === type)!;
      const totalQuantity = sumOfParts(order)! - 10;
      const deliverySpecification = { ...order.deliverySpecification, totalQuantity };
      const request = testData.request({ ...order, deliverySpecification });
      const before = `the parts add up to ${totalQuantity + 10}, totalQuantity is ${totalQuantity}`;
      await client.expectRejection(context, requirements.refusesWrongSum, request, { before });
    },
  }));
}

function raiseAfterReductionTest(
  client: DeliveryOrderClient,
  quantity: (total: number) => Partial<DeliveryOrder>,
): ConformanceTest {
  const { testData } = client;
  return {
    name: 'PUT /deliveryorders with a lower quantity, then with a higher one',
    verifies: [requirements.refusesRaise],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      const lower = testData.changeRequest(order, quantity(80));
      const { message } = await client.sendAndAwaitConfirmation(context, lower);
      if (!message.success)
        context.skip(`the lower quantity was rejected: ${message.statusMessage}`);
      const request = testData.changeRequest(order, quantity(90));
      const before = '100 ordered, reduced to 80, this request asks for 90';
      await client.expectRejection(context, requirements.refusesRaise, request, { before });
    },
  };
}

/** The rules on changes for an order that is in use. */
function licensedOrderTests(
  client: DeliveryOrderClient,
  quantity: (total: number) => Partial<DeliveryOrder>,
): ConformanceTest[] {
  const { testData } = client;
  const before = 'the order was confirmed as licensed';
  const { refusesRaise, refusesOtherChange, endDateDemanded } = requirements;
  return [
    {
      name: 'PUT /deliveryorders changes an order that is in use',
      verifies: [refusesRaise, refusesOtherChange, endDateDemanded],
      run: async (context) => {
        const order = await placeLicensedOrder(context, client);
        const raise = testData.changeRequest(order, quantity(101));
        await client.expectRejection(context, refusesRaise, raise, { before });
        const change = testData.changeRequest(order, { startDate: '2020-08-01' });
        await client.expectRejection(context, refusesOtherChange, change, { before });
        await expectEndDateDemanded(context, client, order, before);
      },
    },
  ];
}

/** Places an order of a product that is licensed at once. Skips the test if it is not licensed. */
async function placeLicensedOrder(
  context: TestContext,
  client: DeliveryOrderClient,
): Promise<DeliveryOrder> {
  const { testData } = client;
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
  return { ...request.deliveryOrder, status: 'licensed' };
}

async function expectEndDateDemanded(
  context: TestContext,
  client: DeliveryOrderClient,
  order: DeliveryOrder,
  before: string,
): Promise<void> {
  const request = client.testData.changeRequest(order, { status: 'cancelled' });
  await client.expectNotAccepted(context, requirements.endDateDemanded, request, {
    pointer: '/deliveryOrder/endDate',
    variant: 'a cancelled order without endDate',
    before,
  });
}

function noEndDateTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders cancels an order without an endDate',
    verifies: [requirements.endDateDemanded],
    run: async (context) => {
      const order = await client.placeAcceptedOrder(context);
      await expectEndDateDemanded(context, client, order, 'the order was processed');
      const unknown = client.testData.order();
      await expectEndDateDemanded(context, client, unknown, 'the order was never sent');
    },
  };
}
