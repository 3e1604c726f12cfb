import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import type { DeliveryOrder, DeliveryOrderRequest } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations, deliveryDescriptor } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { operationTests } from '../../runner/operation-tests.js';
import { jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { checkEduvSchemaRejection, eduvCommonTests } from '../edu-v/common-tests.js';
import { isNullOfOptionalField } from '../edu-v/optional-null.js';
import { waitUntilQuiet } from '../edu-v/quiet.js';
import { schemaLimitsTest, unusualTexts } from '../edu-v/schema-limits.js';
import { changeTests } from './changes.js';
import { confirmationContentTests } from './confirmation-contents.js';
import { deliveryConfirmationTests, receiveIdOf } from './confirmations.js';
import { DeliveryOrderClient } from './delivery-order-client.js';
import { ordersForNobodyTest } from './reads/missing-identifiers.js';
import { insufficientReaderToken, type DeliveryTestData } from './test-data.js';
import { wrongBuyerTest } from './wrong-buyers.js';

const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;
const { ok: valid } = derivedRequirements(acceptDeliveryOrder);

/** Tests of an Aanspraakmanager: how it accepts, confirms, changes and rejects delivery orders. */
export function aanspraakmanagerTests(testData: DeliveryTestData): ConformanceTest[] {
  const client = new DeliveryOrderClient(testData);
  const options = operationTestOptions(client);
  return [
    ...operationTests(deliveryDescriptor, 'aanspraakmanager', options),
    ...eduvCommonTests(requirements, acceptDeliveryOrder, options),
    ...deliveryConfirmationTests(client),
    ...confirmationContentTests(client),
    emptyListTest(client),
    limitsTest(client),
    everyTypeTest(client),
    ordersForNobodyTest(client),
    ...changeTests(client),
    wrongBuyerTest(client),
    rejectedTest(client),
  ];
}

function operationTestOptions(client: DeliveryOrderClient): OperationTestOptions {
  const { confirmation, userAtSchool } = deliveryExamples;
  return {
    validCall: (_context, _operation, shape) => {
      const order =
        shape === undefined
          ? client.testData.orderForGroups()
          : client.testData.ordersOfAllTypes().find(({ deliveryType }) => deliveryType === shape)!;
      return client.prepareCall(client.testData.request(order));
    },
    shapes: ({ name }) =>
      name === acceptDeliveryOrder.name
        ? client.testData.ordersOfAllTypes().map(({ deliveryType }) => deliveryType)
        : [],
    wrongRoleCall: (operation) => ({
      operation,
      path: operation.path.replace('{id}', client.testData.session.ids.uuid()),
      ...(operation.body && {
        body: operation.name === confirmDeliveryOrder.name ? confirmation : userAtSchool,
      }),
    }),
    insufficientToken: insufficientReaderToken,
    isUnspecified: isNullOfOptionalField,
    checkSchemaRejection: (context, exchange) => {
      const request = jsonBodyOf<Partial<DeliveryOrderRequest>>(exchange);
      const reference = request?.deliveryOrderReferenceId;
      if (typeof reference === 'string') client.rejectedReferences.add(reference.toLowerCase());
      checkEduvSchemaRejection(requirements, context, exchange);
    },
  };
}

function emptyListTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders without groups',
    verifies: [requirements.emptyListTaken],
    run: async (context) => {
      const { orderSchool: school } = client.testData;
      const order = client.testData.order({
        deliveryType: 'school-groups',
        deliverySpecification: { school, groups: [] },
      });
      const sent = await client.send(context, client.testData.request(order));
      const pointer = '/deliveryOrder/deliverySpecification/groups';
      context.expectStatus(requirements.emptyListTaken, sent, 202, { pointer, causes: [valid] });
    },
  };
}

function limitsTest(client: DeliveryOrderClient): ConformanceTest {
  const { testData } = client;
  const { orderSchool: school } = testData;
  const specifications: Partial<DeliveryOrder>[] = [
    ...[0, -1, 1_000_000].map((totalQuantity) => ({
      deliverySpecification: { school, totalQuantity },
    })),
    ...[
      ['school-studies', 'studyYears'],
      ['school-subjects', 'subjects'],
      ['school-students', 'students'],
      ['school-employees', 'employees'],
      ['school-activationcodes', 'activationCodes'],
    ].map(([type, list = '']) => ({
      deliveryType: type as DeliveryOrder['deliveryType'],
      deliverySpecification: { school, [list]: [] },
    })),
    { deliveryType: 'school-groups', deliverySpecification: { school, groups: [{}] } },
    ...unusualTexts.map((text) => ({ portals: [text] })),
    { portals: [] },
  ];
  return schemaLimitsTest(acceptDeliveryOrder, () =>
    Promise.all(
      specifications.map((one) => client.prepareCall(testData.request(testData.order(one)))),
    ),
  );
}

function everyTypeTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with each deliveryType',
    verifies: [requirements.everyType],
    run: async (context) => {
      for (const order of client.testData.ordersOfAllTypes()) {
        const sent = await client.send(context, client.testData.request(order));
        context.expectStatus(requirements.everyType, sent, 202, {
          pointer: '/deliveryOrder/deliveryType',
          variant: order.deliveryType,
          causes: [valid],
        });
      }
    },
  };
}

/** Runs last, so that a confirmation of a rejected request has had time to arrive. */
function rejectedTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'Rejected requests are not confirmed',
    verifies: [requirements.refusedNotProcessed],
    last: true,
    run: async (context) => {
      const { rejectedReferences, testData } = client;
      if (rejectedReferences.size === 0) context.skip('the partner rejected no request');
      await waitUntilQuiet();
      const isRejected = ({ deliveryOrderReferenceId }: Record<string, unknown>): boolean =>
        rejectedReferences.has(String(deliveryOrderReferenceId).toLowerCase());
      const { partnerRequests } = testData.session;
      const [confirmation] = partnerRequests.received(confirmDeliveryOrder, isRejected);
      context.expect(requirements.refusedNotProcessed, confirmation, confirmation === undefined, {
        pointer: '/deliveryOrderReferenceId',
        expected: 'no confirmation of a request that was answered 400',
        seen: `the confirmation ${confirmation && receiveIdOf(confirmation)}`,
      });
    },
  };
}
