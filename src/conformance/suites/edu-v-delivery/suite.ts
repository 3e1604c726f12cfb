import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import { deliveryOperations, deliveryDescriptor } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { operationTests } from '../../runner/operation-tests.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { listTests } from './lists.js';
import { validReadCall, readTests, readOperations } from './read.js';
import { PartnerDeliveryOrders, deliveryConfirmationOf } from './sent-by-partner.js';
import { sentDeliveryOrderTests } from './bestelomgeving.js';
import { aanspraakmanagerTests } from './aanspraakmanager.js';
import { DeliveryTestData, insufficientReaderToken } from './test-data.js';
import { eduvCommonTests, checkEduvSchemaRejection } from '../edu-v/common-tests.js';
import type { ConformanceSuite } from '../../runner/suite.js';

/** What is tried on an Aanspraakmanager, and on the Bestelomgeving that is the source of the orders. */
export const eduvDeliverySuite: ConformanceSuite = {
  api: deliveryDescriptor,
  optionalConfiguration: [
    'data.products: products that the partner knows',
    'data.productInUse: a product whose orders are used as soon as they are processed',
    'data.contract, data.school, data.schoolWithoutConsent, data.user: what the partner knows',
    'data.orderIds, data.orderWithoutConsent: orders that the partner has',
    'act.changeDeliveryOrder, act.cancelDeliveryOrder: how the partner is made to change an order',
  ],
  tests: (session, role) => {
    const testData = new DeliveryTestData(session);
    return role === 'aanspraakmanager'
      ? aanspraakmanagerTests(testData)
      : bestelomgevingTests(new PartnerDeliveryOrders(testData));
  },
};

/** What is tried on a Bestelomgeving. */
function bestelomgevingTests(partnerOrders: PartnerDeliveryOrders): ConformanceTest[] {
  const { testData } = partnerOrders;
  const options: OperationTestOptions = {
    validCall: async (context, operation) =>
      operation.name === 'confirmDeliveryOrder'
        ? { operation, body: deliveryConfirmationOf(await partnerOrders.order(context)) }
        : validReadCall(testData, operation),
    wrongRoleCall: (operation) => ({ operation, body: deliveryExamples.request }),
    insufficientToken: insufficientReaderToken,
    checkSchemaRejection: (context, exchange) => {
      // A question by GET has no body declared for its 400.
      if (exchange.method !== 'GET') checkEduvSchemaRejection(requirements, context, exchange);
    },
  };
  const served = [...readOperations, deliveryOperations.confirmDeliveryOrder];
  return [
    ...sentDeliveryOrderTests(partnerOrders),
    ...operationTests(deliveryDescriptor, 'bestelomgeving', options),
    ...served.flatMap((operation) => eduvCommonTests(requirements, operation, options.validCall)),
    ...readTests(testData),
    ...listTests(partnerOrders),
  ];
}
