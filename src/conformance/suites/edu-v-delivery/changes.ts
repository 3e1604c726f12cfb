import type { DeliveryOrder, DeliveryOrderRequest } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Test } from '../../runner/test-context.js';
import type { AcceptedRequests } from './accepted-requests.js';
import { cancelled, changed, requestOf } from './test-data.js';

/** Changes and cancellations of orders that an Aanspraakmanager has accepted. */
export function changeTests(taken: AcceptedRequests): Test[] {
  const { world } = taken;
  const quantity = (totalQuantity: number): Partial<DeliveryOrder> => ({
    deliverySpecification: { school: world.school, totalQuantity },
  });
  const refused = (
    name: string,
    requirement: Requirement,
    change: (order: DeliveryOrder) => DeliveryOrderRequest,
  ): Test => ({
    name,
    verifies: [requirement, requirements.reasonWithRefusal],
    run: async (context) =>
      taken.refuses(context, requirement, change(await taken.accepted(context))),
  });
  return [
    lowerTest(taken, quantity),
    refused('A quantity that is raised', requirements.refusesRaise, (order) =>
      changed(order, quantity(101)),
    ),
    refused('An order that gets another startDate', requirements.refusesOtherChange, (order) =>
      changed(order, { startDate: '2020-08-01' }),
    ),
    cancelTest(taken),
    cancelUnknownTest(taken),
    cancelInUseTest(taken),
    wrongSumTest(taken),
    noEndDateTest(taken),
  ];
}

function lowerTest(
  taken: AcceptedRequests,
  quantity: (total: number) => Partial<DeliveryOrder>,
): Test {
  return {
    name: 'A quantity that is lowered',
    verifies: [requirements.lowersQuantity, requirements.echoQuantity],
    run: async (context) => {
      const order = await taken.accepted(context);
      const { exchange, message } = await taken.outcome(context, changed(order, quantity(80)));
      if (!message.success) context.skip(`it was refused: ${message.statusMessage}`);
      const said = message.newTotalQuantity;
      context.expect(requirements.lowersQuantity, exchange, said !== undefined, {
        pointer: '/newTotalQuantity',
        expected: '80',
        seen: 'missing',
      });
    },
  };
}

function cancelTest(taken: AcceptedRequests): Test {
  return {
    name: 'An order that is cancelled, and ordered again',
    verifies: [requirements.cancels, requirements.refusesAfterEnd],
    run: async (context) => {
      const order = await taken.accepted(context);
      const { exchange, message } = await taken.outcome(context, cancelled(order));
      if (!message.success) context.skip(`the cancellation was refused: ${message.statusMessage}`);
      context.expect(requirements.cancels, exchange, message.newStatus === 'cancelled', {
        pointer: '/newStatus',
        expected: 'cancelled',
        seen: String(message.newStatus),
      });
      const again = changed(order, { status: 'ordered' });
      await taken.refuses(context, requirements.refusesAfterEnd, again);
    },
  };
}

function cancelUnknownTest(taken: AcceptedRequests): Test {
  return {
    name: 'The cancellation of an order that never came',
    verifies: [requirements.cancelBeforeOrder],
    run: (context) =>
      taken.refuses(context, requirements.cancelBeforeOrder, cancelled(taken.world.order())),
  };
}

function cancelInUseTest(taken: AcceptedRequests): Test {
  const { world } = taken;
  return {
    name: 'The cancellation of an order that is in use',
    verifies: [requirements.refusesEndInUse, requirements.newStateNewId],
    run: async (context) => {
      const request = requestOf(world.order({ productId: world.productInUse }));
      await taken.outcome(context, request);
      const { deliveryOrderId } = request.deliveryOrder;
      const isInUse = (message: Record<string, unknown>): boolean =>
        message['deliveryOrderId'] === deliveryOrderId && message['newStatus'] === 'licensed';
      const heard = await world.lab.waitForRequests(
        deliveryOperations.confirmDeliveryOrder,
        isInUse,
      );
      if (heard.length === 0)
        context.skip(
          'no order was licensed: give data.productInUse, whose orders are used as soon as they are processed',
        );
      await taken.refuses(context, requirements.refusesEndInUse, cancelled(request.deliveryOrder));
    },
  };
}

function wrongSumTest(taken: AcceptedRequests): Test {
  return {
    name: 'An order whose quantities do not add up',
    verifies: [requirements.refusesWrongSum],
    run: async (context) => {
      const order = taken.world.orderForGroups();
      const deliverySpecification = { ...order.deliverySpecification, totalQuantity: 90 };
      const request = requestOf({ ...order, deliverySpecification });
      await taken.refuses(context, requirements.refusesWrongSum, request);
    },
  };
}

function noEndDateTest(taken: AcceptedRequests): Test {
  return {
    name: 'A cancellation without endDate',
    verifies: [requirements.endDateDemanded],
    run: async (context) => {
      const order = await taken.accepted(context);
      const ask = await taken.ask(changed(order, { status: 'cancelled' }));
      const exchange = await context.call({ ...ask, probe: true });
      context.answers(requirements.endDateDemanded, exchange, 400, {
        pointer: '/deliveryOrder/endDate',
      });
    },
  };
}
