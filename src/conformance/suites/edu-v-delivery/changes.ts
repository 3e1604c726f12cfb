import type {
  DeliveryOrder,
  DeliveryOrderRequest,
} from '../../../contracts/edu-v-delivery/messages.js';
import { deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Test } from '../../runner/trial.js';
import type { Taken } from './taken.js';
import { cancelled, changed, requestOf } from './world.js';

/** Changes and cancellations of orders that an Aanspraakmanager has accepted. */
export function changeTests(taken: Taken): Test[] {
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
    verifies: [requirement, asked.reasonWithRefusal],
    run: async (trial) => taken.refuses(trial, requirement, change(await taken.accepted(trial))),
  });
  return [
    lowerTest(taken, quantity),
    refused('A quantity that is raised', asked.refusesRaise, (order) =>
      changed(order, quantity(101)),
    ),
    refused('An order that gets another startDate', asked.refusesOtherChange, (order) =>
      changed(order, { startDate: '2020-08-01' }),
    ),
    cancelTest(taken),
    cancelUnknownTest(taken),
    cancelInUseTest(taken),
    wrongSumTest(taken),
    noEndDateTest(taken),
  ];
}

function lowerTest(taken: Taken, quantity: (total: number) => Partial<DeliveryOrder>): Test {
  return {
    name: 'A quantity that is lowered',
    verifies: [asked.lowersQuantity, asked.echoQuantity],
    run: async (trial) => {
      const order = await taken.accepted(trial);
      const { exchange, message } = await taken.outcome(trial, changed(order, quantity(80)));
      if (!message.success) trial.skip(`it was refused: ${message.statusMessage}`);
      const said = message.newTotalQuantity;
      trial.expect(asked.lowersQuantity, exchange, said !== undefined, {
        pointer: '/newTotalQuantity',
        expected: '80',
        seen: 'missing',
      });
    },
  };
}

function cancelTest(taken: Taken): Test {
  return {
    name: 'An order that is cancelled, and ordered again',
    verifies: [asked.cancels, asked.refusesAfterEnd],
    run: async (trial) => {
      const order = await taken.accepted(trial);
      const { exchange, message } = await taken.outcome(trial, cancelled(order));
      if (!message.success) trial.skip(`the cancellation was refused: ${message.statusMessage}`);
      trial.expect(asked.cancels, exchange, message.newStatus === 'cancelled', {
        pointer: '/newStatus',
        expected: 'cancelled',
        seen: String(message.newStatus),
      });
      const again = changed(order, { status: 'ordered' });
      await taken.refuses(trial, asked.refusesAfterEnd, again);
    },
  };
}

function cancelUnknownTest(taken: Taken): Test {
  return {
    name: 'The cancellation of an order that never came',
    verifies: [asked.cancelBeforeOrder],
    run: (trial) => taken.refuses(trial, asked.cancelBeforeOrder, cancelled(taken.world.order())),
  };
}

function cancelInUseTest(taken: Taken): Test {
  const { world } = taken;
  return {
    name: 'The cancellation of an order that is in use',
    verifies: [asked.refusesEndInUse, asked.newStateNewId],
    run: async (trial) => {
      const request = requestOf(world.order({ productId: world.productInUse }));
      await taken.outcome(trial, request);
      const { deliveryOrderId } = request.deliveryOrder;
      const isInUse = (message: Record<string, unknown>): boolean =>
        message['deliveryOrderId'] === deliveryOrderId && message['newStatus'] === 'licensed';
      const heard = await world.lab.hears(deliveryApi.confirmDeliveryOrder, isInUse);
      if (heard.length === 0)
        trial.skip(
          'no order was licensed: give data.productInUse, whose orders are used as soon as they are processed',
        );
      await taken.refuses(trial, asked.refusesEndInUse, cancelled(request.deliveryOrder));
    },
  };
}

function wrongSumTest(taken: Taken): Test {
  return {
    name: 'An order whose quantities do not add up',
    verifies: [asked.refusesWrongSum],
    run: async (trial) => {
      const order = taken.world.orderForGroups();
      const deliverySpecification = { ...order.deliverySpecification, totalQuantity: 90 };
      const request = requestOf({ ...order, deliverySpecification });
      await taken.refuses(trial, asked.refusesWrongSum, request);
    },
  };
}

function noEndDateTest(taken: Taken): Test {
  return {
    name: 'A cancellation without endDate',
    verifies: [asked.endDateDemanded],
    run: async (trial) => {
      const order = await taken.accepted(trial);
      const ask = await taken.ask(changed(order, { status: 'cancelled' }));
      const exchange = await trial.call({ ...ask, probe: true });
      trial.answers(asked.endDateDemanded, exchange, 400, { pointer: '/deliveryOrder/endDate' });
    },
  };
}
