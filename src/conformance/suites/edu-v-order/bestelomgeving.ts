import { randomUUID } from 'node:crypto';
import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import { orderOperations, orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { operationTests } from '../../runner/operation-tests.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import {
  checkEduvSchemaRejection,
  eduvCommonTests,
  insufficientScopeToken,
  resendTest,
} from '../edu-v/common-tests.js';
import { creditedOrderTest } from './credited-order.js';
import { PartnerOrders } from './partner-orders.js';

/** Tests of a Bestelomgeving: the orders that it sends, and how it handles their confirmations. */
export function orderBestelomgevingTests(session: ConformanceSession): ConformanceTest[] {
  const partnerOrders = new PartnerOrders(session);
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
    checkSchemaRejection: (context, exchange) =>
      checkEduvSchemaRejection(requirements, context, exchange),
  };
  return [
    ...confirm.map((operation) => laterStateTest(operation, options)),
    ...operationTests(orderDescriptor, 'bestelomgeving', options),
    ...confirm.flatMap((operation) => eduvCommonTests(requirements, operation, options.validCall)),
    ...confirm.map((operation) => confirmationRepeatTest(operation, options)),
    ...confirm.map((operation) => unknownReferenceTest(operation, options)),
    creditedOrderTest(partnerOrders),
    resendTest(requirements.sameContent, orderOperations.acceptCreditOrder, {
      reference: 'requestReferenceId',
      sendFirst: (context) => partnerOrders.request(context, orderOperations.acceptCreditOrder),
    }),
  ];
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
      context.expectStatus(requirements.laterState, pending, 202, { variant: 'pending' });
      const approved = await context.call(await options.validCall(context, operation));
      const variant = 'approved after pending';
      context.expectStatus(requirements.laterState, approved, 202, { variant });
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
      await context.call(call);
      const repeat = await context.call(call);
      const variant = 'the repeated confirmation';
      context.expectStatus(requirements.confirmationRepeats, repeat, 202, { variant });
    },
  };
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
      const body = { ...(call.body as object), requestReferenceId: randomUUID() };
      const exchange = await context.call({ ...call, body, probe: true });
      const pointer = '/requestReferenceId';
      context.expectStatus(requirements.unknownReference, exchange, 400, { pointer });
    },
  };
}
