import type { OrderConfirmation } from '../../../apis/edu-v-order/messages.js';
import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import { orderOperations, orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { operationTests } from '../../runner/operation-tests.js';
import { jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import {
  eduvCommonTests,
  checkEduvSchemaRejection,
  insufficientScopeToken,
} from '../edu-v/common-tests.js';
import { isNullOfOptionalField } from '../edu-v/optional-null.js';
import { waitUntilQuiet } from '../edu-v/quiet.js';
import { schemaLimitsTest, unusualTexts } from '../edu-v/schema-limits.js';
import { confirmationContentTests } from './confirmation-contents.js';
import { confirmationTests } from './confirmations.js';
import { creditOrderTests } from './credits.js';
import { EduvOrderClient } from './order-client.js';
import { type EduvOrderConfirmation, type EduvOrderRequest } from './message-kinds.js';

const { acceptOrder, acceptCreditOrder, confirmOrder, confirmCreditOrder } = orderOperations;

/** Tests of an Ordersysteem: how it accepts, confirms and rejects orders and credit orders. */
export function ordersysteemTests(session: ConformanceSession): ConformanceTest[] {
  const client = new EduvOrderClient(session);
  const options: OperationTestOptions = {
    validCall: async (context, operation) => {
      const body =
        operation.name === 'acceptOrder' ? client.order() : await client.anyCreditOrder(context);
      await client.prepare(operation, body);
      return client.callOf(operation, body);
    },
    wrongRoleCall: (operation) => ({
      operation,
      body:
        operation.name === 'confirmOrder'
          ? orderExamples.orderConfirmation
          : orderExamples.creditOrderConfirmation,
    }),
    insufficientToken: insufficientScopeToken,
    isUnspecified: isNullOfOptionalField,
    checkSchemaRejection: (context, exchange) => {
      const { requestReferenceId } = jsonBodyOf<Partial<EduvOrderRequest>>(exchange) ?? {};
      if (typeof requestReferenceId === 'string') client.rejectedReferences.add(requestReferenceId);
      checkEduvSchemaRejection(requirements, context, exchange);
    },
  };
  const accept = [acceptOrder, acceptCreditOrder];
  const callTests = [
    ...operationTests(orderDescriptor, 'ordersysteem', options),
    ...accept.flatMap((operation) =>
      eduvCommonTests(
        requirements,
        operation,
        options,
        // Without lines it credits the whole order, which has a test of its own.
        (pointer) => operation === acceptCreditOrder && pointer === '/orderLines',
      ),
    ),
  ];
  return [
    ...callTests.map((test) => (isAcceptedCredit(test) ? afterApproval(client, test) : test)),
    ...accept.flatMap((operation) => confirmationTests(client, operation, options)),
    ...confirmationContentTests(client),
    upperCaseTest(client),
    emptyListTest(client),
    limitsTest(client),
    unknownProductTest(client),
    ...creditOrderTests(client),
    rejectedTest(client),
  ];
}

/** True for a test that expects a credit order to be accepted. */
function isAcceptedCredit({ name, verifies }: ConformanceTest): boolean {
  const ids = [derivedRequirements(acceptCreditOrder).ok?.id, requirements.unknownFieldTaken.id];
  return verifies.some((one) => ids.includes(one?.id)) && name.includes(acceptCreditOrder.path);
}

/** A partner may refuse a credit of an unknown order, so the test needs an order to credit. */
function afterApproval(client: EduvOrderClient, test: ConformanceTest): ConformanceTest {
  return {
    ...test,
    run: async (context) => {
      await client.sharedApprovedOrder(context);
      await test.run(context);
    },
  };
}

function upperCaseTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /orders with ids in upper and lower case',
    verifies: [requirements.echoAsReceived, requirements.echoPurchaseOrder],
    run: async (context: TestContext) => {
      const expected = client.session.ids.uuid().toUpperCase();
      const { orderLines } = client.order();
      const order = client.order({
        requestReferenceId: expected,
        purchaseOrderId: `${client.newPurchaseOrderId()}-aB`,
        orderLines: orderLines.map((line, index) => ({
          ...line,
          purchaseOrderLineId: `Line-${index}`,
        })),
      });
      await client.sendAccepted(context, acceptOrder, order);
      const [confirmation] = await client.waitForConfirmations(expected, confirmOrder);
      if (!confirmation) client.failUnconfirmed(context, expected, confirmOrder);
      const message = jsonBodyOf<EduvOrderConfirmation>(confirmation);
      const pointer = '/requestReferenceId';
      const { requestReferenceId: actual } = message ?? {};
      context.expectValue(requirements.echoAsReceived, confirmation, actual, expected, { pointer });
    },
  };
}

function emptyListTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /orders without lines',
    verifies: [requirements.emptyListTaken],
    run: async (context) => {
      const sent = await client.send(context, acceptOrder, client.order({ orderLines: [] }));
      context.expectStatus(requirements.emptyListTaken, sent, 202, {
        pointer: '/orderLines',
        causes: [derivedRequirements(acceptOrder).ok],
      });
    },
  };
}

function limitsTest(client: EduvOrderClient): ConformanceTest {
  return schemaLimitsTest(acceptOrder, async () => {
    const [line] = client.order().orderLines;
    const orders = [
      ...[0, -1, 1_000_000].map((quantity) => ({ orderLines: [{ ...line!, quantity }] })),
      ...unusualTexts.map((text) => ({
        purchaseOrderType: text,
        orderLines: [{ ...line!, purchaseOrderLineId: text }],
      })),
      { orderLines: [line!, line!] },
    ].map((difference) => client.order(difference));
    for (const order of orders) await client.prepare(acceptOrder, order);
    return orders.map((order) => client.callOf(acceptOrder, order));
  });
}

function unknownProductTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /orders with a product that the partner does not sell',
    verifies: [requirements.codesExplained],
    run: async (context) => {
      const description = 'a product that the partner does not sell';
      const productId = String(context.requireData('unknownProduct', description));
      const order = client.order();
      const [known, unknown] = order.orderLines;
      order.orderLines = [known!, { ...unknown!, productId }];
      await client.sendAccepted(context, acceptOrder, order, 'state');
      const { requestReferenceId } = order;
      const decision = await client.waitForDecision<OrderConfirmation>(
        context,
        requestReferenceId,
        confirmOrder,
      );
      if (!requirements.codesExplained.appliesTo?.(decision as never))
        context.skip(`no line was declined: the order was ${decision.orderStatus} as a whole`);
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
        seen: `a confirmation of ${message?.requestReferenceId}`,
      });
    },
  };
}
