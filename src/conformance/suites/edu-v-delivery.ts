import { examples } from '../../contracts/edu-v-delivery/examples.js';
import { deliveryApi, deliveryContract } from '../../contracts/edu-v-delivery/operations.js';
import { deliveryRequirements as asked } from '../../contracts/edu-v-delivery/requirements.js';
import { tableTests, type TableHow } from '../runner/table-tests.js';
import type { Test } from '../runner/trial.js';
import { listTests } from './edu-v-delivery/lists.js';
import { goodQuestion, questionTests, questions } from './edu-v-delivery/questions.js';
import { SentByPartner, confirmationOf } from './edu-v-delivery/sent.js';
import { storeTests } from './edu-v-delivery/store.js';
import { takerTests } from './edu-v-delivery/taker.js';
import { DeliveryWorld, tooLittleOf } from './edu-v-delivery/world.js';
import { eduvAuthTests, refusedBySchema } from './edu-v.js';
import type { Suite } from './suite.js';

/** What is tried on an Aanspraakmanager, and on the Bestelomgeving that is the source of the orders. */
export const deliverySuite: Suite = {
  contract: deliveryContract,
  needs: [
    'data.products: products that the partner knows',
    'data.productInUse: a product whose orders are used as soon as they are processed',
    'data.contract, data.school, data.schoolWithoutConsent, data.user: what the partner knows',
    'data.orderIds, data.orderWithoutConsent: orders that the partner has',
    'act.changeDeliveryOrder, act.cancelDeliveryOrder: how the partner is made to change an order',
  ],
  tests: (lab, role) => {
    const world = new DeliveryWorld(lab);
    return role === 'aanspraakmanager' ? takerTests(world) : sourceTests(new SentByPartner(world));
  },
};

/** What is tried on a Bestelomgeving. */
function sourceTests(sent: SentByPartner): Test[] {
  const { world } = sent;
  const how: TableHow = {
    good: async (trial, operation) =>
      operation.name === 'confirmDeliveryOrder'
        ? { operation, body: confirmationOf(await sent.order(trial)) }
        : goodQuestion(world, operation),
    astray: (operation) => ({ operation, body: examples.request }),
    tooLittle: tooLittleOf,
    refusedBySchema: (trial, exchange) => {
      // A question by GET has no body declared for its 400.
      if (exchange.method !== 'GET') refusedBySchema(asked, trial, exchange);
    },
  };
  const served = [...questions, deliveryApi.confirmDeliveryOrder];
  return [
    ...storeTests(sent),
    ...tableTests(deliveryContract, 'bestelomgeving', how),
    ...served.flatMap((operation) => eduvAuthTests(asked, operation, how.good)),
    ...questionTests(world),
    ...listTests(sent),
  ];
}
