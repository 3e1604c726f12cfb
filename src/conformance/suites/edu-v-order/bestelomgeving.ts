import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import { orderOperations, orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { operationTests } from '../../runner/operation-tests.js';
import { describeResponse, type ConformanceTest } from '../../runner/test-context.js';
import {
  checkEduvSchemaRejection,
  eduvCommonTests,
  insufficientScopeToken,
  resendTest,
} from '../edu-v/common-tests.js';
import { isNullOfOptionalField } from '../edu-v/optional-null.js';
import { contentTests, type OptionalContent } from '../edu-v/content-tests.js';
import { schemaLimitsTest, unusualTexts } from '../edu-v/schema-limits.js';
import { creditedOrderTest } from './credited-order.js';
import { PartnerOrders } from './partner-orders.js';

const contents: readonly OptionalContent[] = [
  [requirements.someLines, 'a list of lines'],
  [requirements.positiveQuantity, 'lines'],
  [requirements.distinctLineIds, 'two lines with a purchaseOrderLineId'],
  [requirements.countryCode, 'a deliveryLocation with a countryCode'],
  [requirements.dutchZipCode, 'a deliveryLocation in the Netherlands'],
];

/** Tests of a Bestelomgeving: the orders that it sends, and how it handles their confirmations. */
export function orderBestelomgevingTests(session: ConformanceSession): ConformanceTest[] {
  const partnerOrders = new PartnerOrders(session);
  const { acceptOrder, acceptCreditOrder } = orderOperations;
  const confirm = [orderOperations.confirmOrder, orderOperations.confirmCreditOrder];
  const options: OperationTestOptions = {
    validCall: async (context, operation) => ({
      operation,
      body: await partnerOrders.confirmation(context, operation),
    }),
    wrongRoleCall: (operation) => ({
      operation,
      body: operation.name === 'acceptOrder' ? orderExamples.order : orderExamples.creditOrder,
    }),
    insufficientToken: insufficientScopeToken,
    isUnspecified: isNullOfOptionalField,
    checkSchemaRejection: (context, exchange) =>
      checkEduvSchemaRejection(requirements, context, exchange),
  };
  return [
    ...confirm.map((operation) => laterStateTest(operation, options)),
    ...operationTests(orderDescriptor, 'bestelomgeving', options),
    ...confirm.flatMap((operation) => eduvCommonTests(requirements, operation, options)),
    ...confirm.map((operation) => confirmationRepeatTest(operation, options)),
    ...confirm.map((operation) => unknownReferenceTest(operation, options)),
    ...confirm.map((operation) => limitsTest(operation, options)),
    ...[acceptOrder, acceptCreditOrder].map((operation) => sentTest(partnerOrders, operation)),
    ...contentTests(contents, 'order', async (context) => {
      await partnerOrders.request(context, acceptOrder);
      return partnerOrders.received(acceptOrder);
    }),
    ...confirm.map((operation) => responseTest(operation, options)),
    creditedOrderTest(partnerOrders),
    resendTest(requirements.sameContent, acceptCreditOrder, {
      reference: 'requestReferenceId',
      sendFirst: (context) => partnerOrders.request(context, acceptCreditOrder),
    }),
  ];
}

/** The sandbox checks each order when it arrives; this test says why there is none. */
function sentTest(partnerOrders: PartnerOrders, operation: Operation): ConformanceTest {
  const isOrder = operation.name === 'acceptOrder';
  return {
    name: `${operation.method} ${operation.path} is sent`,
    verifies: [
      requirements.validMessage,
      requirements.authorised,
      requirements.provided,
      requirements.tokenInHeader,
      requirements.knownFieldsOnly,
      requirements.requestWithoutByteOrderMark,
      requirements.uniqueRequestNames,
      ...(isOrder ? [requirements.freshPurchaseOrder] : []),
    ],
    run: async (context) => void (await partnerOrders.request(context, operation)),
  };
}

/** The sandbox checks each response; this test says why there is none to a confirmation. */
function responseTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  return {
    name: `PUT ${operation.path} is answered`,
    verifies: [
      requirements.apiVersion,
      requirements.testedVersion,
      requirements.statusResponse,
      requirements.unauthorizedBody,
      requirements.challenge,
      requirements.schemaCode,
      requirements.schemaText,
      requirements.emptyAccepted,
      requirements.responseWithoutByteOrderMark,
      requirements.uniqueResponseNames,
    ],
    run: async (context) => void (await options.validCall(context, operation)),
  };
}

/** Runs first, because `pending` is only valid before the order is approved. */
function laterStateTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  const { path, name } = operation;
  return {
    name: `PUT ${path} with pending, then approved`,
    first: true,
    verifies: [requirements.laterState],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const field = name === 'confirmOrder' ? 'orderStatus' : 'creditOrderStatus';
      const body = { ...(call.body as object), [field]: 'pending' };
      const pending = await context.call({ ...call, body });
      const causes = [derivedRequirements(operation).ok];
      const detail = { variant: 'pending', causes };
      context.expectStatus(requirements.laterState, pending, 202, detail);
      const approved = await context.call(await options.validCall(context, operation));
      const variant = 'approved after pending';
      context.expectStatus(requirements.laterState, approved, 202, {
        variant,
        causes,
        before: 'the request was confirmed as pending',
      });
    },
  };
}

function confirmationRepeatTest(
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `PUT ${operation.path} is repeated`,
    verifies: [requirements.confirmationRepeats],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const first = await context.call(call);
      if (first.status !== 202)
        context.skip(
          `the first confirmation was answered ${describeResponse(first)}: see ` +
            `${derivedRequirements(operation).ok?.id}`,
        );
      const repeat = await context.call(call);
      const variant = 'the repeated confirmation';
      const before = 'the same confirmation was answered 202';
      context.expectStatus(requirements.confirmationRepeats, repeat, 202, { variant, before });
    },
  };
}

function limitsTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  const lines =
    operation.name === 'confirmOrder' ? 'orderConfirmationLines' : 'creditOrderConfirmationLines';
  const differences = [
    ...unusualTexts.map((text) => ({ salesOrderId: text, statusMessage: text })),
    { [lines]: [] },
    { status: 0 },
  ];
  return schemaLimitsTest(operation, async (context) => {
    const calls = differences.map(async (difference) => {
      const call = await options.validCall(context, operation);
      return { ...call, body: { ...(call.body as object), ...difference } };
    });
    return Promise.all(calls);
  });
}

function unknownReferenceTest(
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `PUT ${operation.path} with an unknown requestReferenceId`,
    verifies: [requirements.unknownReference],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const body = { ...(call.body as object), requestReferenceId: context.session.ids.uuid() };
      const exchange = await context.call({ ...call, body, probe: true, isValidProbe: true });
      const pointer = '/requestReferenceId';
      context.expectStatus(requirements.unknownReference, exchange, 400, { pointer });
    },
  };
}
