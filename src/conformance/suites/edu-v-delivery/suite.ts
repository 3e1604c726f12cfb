import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import { deliveryOperations, deliveryDescriptor } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { operationTests, type OperationTestOptions } from '../../runner/operation-tests.js';
import type { Test } from '../../runner/test-context.js';
import { listTests } from './lists.js';
import { goodQuestion, readTests, questions } from './read.js';
import { SentByPartner, confirmationOf } from './sent-by-partner.js';
import { bestelomgevingTests } from './bestelomgeving.js';
import { aanspraakmanagerTests } from './aanspraakmanager.js';
import { DeliveryTestData, tooLittleOf } from './test-data.js';
import { eduvAuthTests, refusedBySchema } from '../edu-v/common-tests.js';
import { DeliveryConfiguration } from './configuration.js';
import type { Suite } from '../../runner/suite.js';

/** What is tried on an Aanspraakmanager, and on the Bestelomgeving that is the source of the orders. */
export const deliverySuite: Suite = {
  api: deliveryDescriptor,
  configuration: DeliveryConfiguration,
  needs: [
    'data.products: products that the partner knows',
    'data.productInUse: a product whose orders are used as soon as they are processed',
    'data.contract, data.school, data.schoolWithoutConsent, data.user: what the partner knows',
    'data.orderIds, data.orderWithoutConsent: orders that the partner has',
    'act.changeDeliveryOrder, act.cancelDeliveryOrder: how the partner is made to change an order',
  ],
  tests: (session, role) => {
    const world = new DeliveryTestData(session);
    return role === 'aanspraakmanager'
      ? aanspraakmanagerTests(world)
      : sourceTests(new SentByPartner(world));
  },
};

/** What is tried on a Bestelomgeving. */
function sourceTests(sent: SentByPartner): Test[] {
  const { world } = sent;
  const how: OperationTestOptions = {
    good: async (context, operation) =>
      operation.name === 'confirmDeliveryOrder'
        ? { operation, body: confirmationOf(await sent.order(context)) }
        : goodQuestion(world, operation),
    astray: (operation) => ({ operation, body: deliveryExamples.request }),
    tooLittle: tooLittleOf,
    refusedBySchema: (context, exchange) => {
      // A question by GET has no body declared for its 400.
      if (exchange.method !== 'GET') refusedBySchema(requirements, context, exchange);
    },
  };
  const served = [...questions, deliveryOperations.confirmDeliveryOrder];
  return [
    ...bestelomgevingTests(sent),
    ...operationTests(deliveryDescriptor, 'bestelomgeving', how),
    ...served.flatMap((operation) => eduvAuthTests(requirements, operation, how.good)),
    ...readTests(world),
    ...listTests(sent),
  ];
}
