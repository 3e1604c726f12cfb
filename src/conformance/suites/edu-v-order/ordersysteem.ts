import { randomUUID } from 'node:crypto';
import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import { orderOperations, orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { operationTests } from '../../runner/operation-tests.js';
import { jsonBodyOf } from '../../runner/suite.js';
import { describeResponse, type ConformanceTest } from '../../runner/test-context.js';
import {
  eduvCommonTests,
  waitUntilQuiet,
  checkEduvSchemaRejection,
  insufficientScopeToken,
} from '../edu-v/common-tests.js';
import { confirmationTests } from './confirmations.js';
import { creditOrderTests } from './credits.js';
import {
  EduvOrderClient,
  collectionOf,
  type EduvOrderConfirmation,
  type EduvOrderRequest,
} from './order-client.js';

const { acceptOrder, acceptCreditOrder, confirmOrder, confirmCreditOrder } = orderOperations;

/** Tests of an Ordersysteem: how it accepts, confirms and rejects orders and credit orders. */
export function ordersysteemTests(session: ConformanceSession): ConformanceTest[] {
  const client = new EduvOrderClient(session);
  const options: OperationTestOptions = {
    validCall: async (context, operation) => {
      const body =
        operation.name === 'acceptOrder' ? client.order() : await client.anyCreditOrder(context);
      await client.session.recordSent(collectionOf(operation), body.requestReferenceId, body);
      return { operation, body };
    },
    wrongRoleCall: (operation) => ({
      operation,
      body:
        operation.name === 'confirmOrder'
          ? orderExamples.orderConfirmation
          : orderExamples.creditOrderConfirmation,
    }),
    insufficientToken: insufficientScopeToken,
    checkSchemaRejection: (context, exchange) => {
      const { requestReferenceId } = jsonBodyOf<Partial<EduvOrderRequest>>(exchange) ?? {};
      if (typeof requestReferenceId === 'string') client.rejectedReferences.add(requestReferenceId);
      checkEduvSchemaRejection(requirements, context, exchange);
    },
  };
  const accept = [acceptOrder, acceptCreditOrder];
  return [
    ...operationTests(orderDescriptor, 'ordersysteem', options),
    ...accept.flatMap((operation) => eduvCommonTests(requirements, operation, options.validCall)),
    ...accept.flatMap((operation) => confirmationTests(client, operation, options)),
    upperCaseTest(client),
    emptyListTest(client),
    ...creditOrderTests(client),
    rejectedTest(client),
  ];
}

function upperCaseTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /orders with a requestReferenceId in upper case',
    verifies: [requirements.echoAsReceived],
    run: async (context) => {
      const expected = randomUUID().toUpperCase();
      const order = client.order({ requestReferenceId: expected });
      const sent = await client.send(context, acceptOrder, order);
      if (sent.status !== 202)
        context.skip(`PUT /orders was answered ${describeResponse(sent)}, not 202`);
      const [confirmation] = await client.waitForConfirmations(expected, confirmOrder);
      const actual = confirmation && jsonBodyOf<EduvOrderConfirmation>(confirmation);
      const reference = actual?.requestReferenceId;
      context.expect(requirements.echoAsReceived, confirmation ?? sent, reference === expected, {
        pointer: '/requestReferenceId',
        expected,
        seen: reference ?? 'no confirmation',
      });
    },
  };
}

function emptyListTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /orders without lines',
    verifies: [requirements.emptyListTaken],
    run: async (context) => {
      const sent = await client.send(context, acceptOrder, client.order({ orderLines: [] }));
      context.expectStatus(requirements.emptyListTaken, sent, 202, { pointer: '/orderLines' });
    },
  };
}

/** Runs last, so that a confirmation of a rejected request has had time to arrive. */
function rejectedTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'Rejected requests are not confirmed',
    verifies: [requirements.refusedNotProcessed],
    last: true,
    run: async (context) => {
      const { rejectedReferences, session } = client;
      if (rejectedReferences.size === 0) context.skip('the partner rejected no request');
      await waitUntilQuiet();
      const isRejected = ({ requestReferenceId }: Record<string, unknown>): boolean =>
        rejectedReferences.has(String(requestReferenceId));
      const [confirmation] = [confirmOrder, confirmCreditOrder].flatMap((operation) =>
        session.partnerRequests.received(operation, isRejected),
      );
      const message = confirmation && jsonBodyOf<EduvOrderConfirmation>(confirmation);
      context.expect(requirements.refusedNotProcessed, confirmation, confirmation === undefined, {
        pointer: '/requestReferenceId',
        expected: 'no confirmation of a request that was answered 400',
        seen: message?.requestReferenceId ?? '',
      });
    },
  };
}
