import { randomUUID } from 'node:crypto';
import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import { orderOperations, orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { operationTests } from '../../runner/operation-tests.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { describeResponse, type ConformanceTest } from '../../runner/test-context.js';
import {
  eduvCommonTests,
  waitUntilQuiet,
  checkEduvSchemaRejection,
  insufficientScopeToken,
} from '../edu-v/common-tests.js';
import { creditOrderTests } from './credits.js';
import {
  EduvOrderClient,
  collectionOf,
  confirmationOperationOf,
  responseReferenceOf,
  decisionStatusOf,
  type EduvOrderConfirmation,
  type EduvOrderRequest,
} from './sent-orders.js';
import { jsonBodyOf } from '../../runner/suite.js';

const AT_ONCE = 5;

/** What is tried on an Ordersysteem. */
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
  const accept = [orderOperations.acceptOrder, orderOperations.acceptCreditOrder];
  return [
    ...operationTests(orderDescriptor, 'ordersysteem', options),
    ...accept.flatMap((operation) => eduvCommonTests(requirements, operation, options.validCall)),
    ...accept.map((operation) => confirmedTest(client, operation, options)),
    ...accept.map((operation) => repeatTest(client, operation, options)),
    ...accept.map((operation) => atOnceTest(client, operation, options)),
    capitalsTest(client),
    emptyListTest(client),
    ...creditOrderTests(client),
    refusedTest(client),
  ];
}

function confirmedTest(
  client: EduvOrderClient,
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} is confirmed`,
    verifies: [
      requirements.confirms,
      requirements.notBeforeReceipt,
      requirements.echoReference,
      requirements.echoPurchaseOrder,
      requirements.successMeansNotDeclined,
      requirements.confirmedOnce,
      requirements.zuluTime,
      requirements.notInTheFuture,
      requirements.echoQuantity,
      requirements.everyLine,
      requirements.confirmsOrderedLine,
      requirements.validMessage,
      requirements.authorised,
      requirements.provided,
    ],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const { requestReferenceId } = call.body as EduvOrderRequest;
      const sentAt = realNow();
      const sent = await context.call(call);
      if (sent.status !== operation.successStatus)
        context.skip(
          `${operation.method} ${operation.path} was answered ${describeResponse(sent)}, not 202`,
        );
      const [first] = await client.waitForConfirmations(
        requestReferenceId,
        confirmationOperationOf(operation),
      );
      context.expect(requirements.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmationOperationOf(operation).path} within ${client.session.options.timeoutMs} ms`,
        seen: 'none came',
      });
      if (!first) return;
      const { processedTimestamp } = jsonBodyOf<EduvOrderConfirmation>(first) ?? {};
      const processed = Date.parse(processedTimestamp ?? '');
      context.expect(
        requirements.notBeforeReceipt,
        first,
        !(processed < sentAt - MAX_CLOCK_SKEW_MS),
        {
          pointer: '/processedTimestamp',
          expected: `${toIsoUtc(sentAt)} or later`,
          seen: String(processedTimestamp),
        },
      );
    },
  };
}

function repeatTest(
  client: EduvOrderClient,
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} once more`,
    verifies: [
      requirements.repeatAccepted,
      requirements.repeatConfirmed,
      requirements.sameConfirmation,
    ],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const { requestReferenceId } = call.body as EduvOrderRequest;
      const confirmation = confirmationOperationOf(operation);
      await context.call(call);
      if (!(await client.waitForDecision(requestReferenceId, confirmation)))
        context.skip('the request was not decided on, so that nothing can be confirmed again');
      const before = client.confirmationsOf(requestReferenceId, confirmation);
      const again = await context.call(call);
      context.expectStatus(requirements.repeatAccepted, again, operation.successStatus, {
        variant: 'the repeat',
      });
      if (again.status !== operation.successStatus) return;
      const heard = await client.waitForConfirmations(
        requestReferenceId,
        confirmation,
        before.length + 1,
      );
      const known = new Set(before.map(responseReferenceOf));
      const [next] = heard.slice(before.length);
      const seen = next ? responseReferenceOf(next) : 'no confirmation';
      context.expect(requirements.repeatConfirmed, next ?? again, known.has(seen), {
        pointer: next ? '/responseReferenceId' : '',
        expected: `the confirmation once more, with ${[...known].join(' or ')}`,
        seen,
      });
    },
  };
}

function atOnceTest(
  client: EduvOrderClient,
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} ${AT_ONCE} times at once`,
    verifies: [requirements.repeatedAtOnce],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const { requestReferenceId } = call.body as EduvOrderRequest;
      const confirmation = confirmationOperationOf(operation);
      const calls = Array.from({ length: AT_ONCE }, () => context.call(call));
      const [sent] = await Promise.all(calls);
      const final = await client.waitForDecision(requestReferenceId, confirmation);
      if (!final) context.skip('the request was not decided on');
      await waitUntilQuiet();
      const decisions = client
        .confirmationsOf(requestReferenceId, confirmation)
        .map((exchange) => jsonBodyOf<EduvOrderConfirmation>(exchange))
        .filter((message) => message && decisionStatusOf(message) !== 'pending');
      const ids = new Set(decisions.map((message) => message?.responseReferenceId.toLowerCase()));
      context.expect(requirements.repeatedAtOnce, sent, ids.size === 1, {
        pointer: '/responseReferenceId',
        expected: 'one decision, under one responseReferenceId',
        seen: `${ids.size} of them`,
      });
    },
  };
}

function capitalsTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /orders with a requestReferenceId in capitals',
    verifies: [requirements.echoAsReceived],
    run: async (context) => {
      const order = client.order({ requestReferenceId: randomUUID().toUpperCase() });
      const sent = await client.send(context, orderOperations.acceptOrder, order);
      if (sent.status !== 202)
        context.skip(`PUT /orders was answered ${describeResponse(sent)}, not 202`);
      const [heard] = await client.waitForConfirmations(
        order.requestReferenceId,
        orderOperations.confirmOrder,
      );
      const seen = heard && jsonBodyOf<EduvOrderConfirmation>(heard)?.requestReferenceId;
      context.expect(
        requirements.echoAsReceived,
        heard ?? sent,
        seen === order.requestReferenceId,
        {
          pointer: '/requestReferenceId',
          expected: order.requestReferenceId,
          seen: seen ?? 'no confirmation',
        },
      );
    },
  };
}

function emptyListTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /orders with an empty list of lines',
    verifies: [requirements.emptyListTaken],
    run: async (context) => {
      const sent = await client.send(
        context,
        orderOperations.acceptOrder,
        client.order({ orderLines: [] }),
      );
      context.expectStatus(requirements.emptyListTaken, sent, 202, { pointer: '/orderLines' });
    },
  };
}

/** Runs last: what was refused is never confirmed. */
function refusedTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'What was refused is not confirmed',
    verifies: [requirements.refusedNotProcessed],
    last: true,
    run: async (context) => {
      if (client.rejectedReferences.size === 0) context.skip('nothing was refused');
      await waitUntilQuiet();
      const isRefused = ({ requestReferenceId }: Record<string, unknown>): boolean =>
        client.rejectedReferences.has(String(requestReferenceId));
      const [heard] = [orderOperations.confirmOrder, orderOperations.confirmCreditOrder].flatMap(
        (operation) => client.session.partnerRequests.received(operation, isRefused),
      );
      context.expect(requirements.refusedNotProcessed, heard, heard === undefined, {
        pointer: '/requestReferenceId',
        expected: 'no confirmation of a request that was answered 400',
        seen: heard ? String(jsonBodyOf<EduvOrderConfirmation>(heard)?.requestReferenceId) : '',
      });
    },
  };
}
