import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import { deliveryOperations, deliveryDescriptor } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { operationTests } from '../../runner/operation-tests.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { checkEduvSchemaRejection, eduvCommonTests } from '../edu-v/common-tests.js';
import { isNullOfOptionalField } from '../edu-v/optional-null.js';
import { listTests } from './reads/lists.js';
import { orderContentTests } from './order-contents.js';
import { PartnerDeliveryOrders } from './partner-delivery-orders.js';
import { readAccessTests } from './reads/read-access.js';
import { readOperations, validReadCall } from './reads/read-calls.js';
import { sentDeliveryOrderTests } from './sent-orders.js';
import { insufficientReaderToken, type DeliveryTestData } from './test-data.js';

/**
 * Tests of a Bestelomgeving: the delivery orders that it sends, and the ones that it returns when
 * they are read.
 */
export function deliveryBestelomgevingTests(testData: DeliveryTestData): ConformanceTest[] {
  const partnerOrders = new PartnerDeliveryOrders(testData);
  const options: OperationTestOptions = {
    validCall: async (context, operation) =>
      operation.name === 'confirmDeliveryOrder'
        ? { operation, body: partnerOrders.confirmationOf(await partnerOrders.order(context)) }
        : validReadCall(context, testData, operation),
    wrongRoleCall: (operation) => ({ operation, body: deliveryExamples.request }),
    insufficientToken: insufficientReaderToken,
    isUnspecified: isNullOfOptionalField,
    checkSchemaRejection: (context, exchange) => {
      // The specification declares no body for the 400 of a GET.
      if (exchange.method !== 'GET') checkEduvSchemaRejection(requirements, context, exchange);
    },
  };
  const served = [...readOperations, deliveryOperations.confirmDeliveryOrder];
  return [
    ...sentDeliveryOrderTests(partnerOrders),
    ...operationTests(deliveryDescriptor, 'bestelomgeving', options),
    ...served.flatMap((operation) =>
      eduvCommonTests(
        requirements,
        operation,
        options,
        // The source requires it, although no property defines it.
        (pointer) => pointer === '/newDeliveryOrderStatus',
      ),
    ),
    ...readAccessTests(testData),
    ...listTests(partnerOrders),
    ...orderContentTests(partnerOrders),
  ];
}
