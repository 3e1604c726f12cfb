import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { jsonBodyOf } from '../../runner/suite.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { waitUntilQuiet } from '../edu-v/common-tests.js';
import {
  confirmationOperationOf,
  decisionStatusOf,
  responseReferenceOf,
  type EduvOrderClient,
  type EduvOrderConfirmation,
  type EduvOrderRequest,
} from './order-client.js';

const CONCURRENT_CALLS = 5;
const NOT_DECIDED = 'the partner did not approve or decline the request';

/** Tests of the confirmations that an Ordersysteem sends for requests of one operation. */
export function confirmationTests(
  client: EduvOrderClient,
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest[] {
  return [
    confirmedTest(client, operation, options),
    repeatTest(client, operation, options),
    concurrencyTest(client, operation, options),
  ];
}

function confirmedTest(
  client: EduvOrderClient,
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  const { method, path, successStatus } = operation;
  return {
    name: `${method} ${path} is confirmed`,
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
      if (sent.status !== successStatus)
        context.skip(`${method} ${path} was answered ${describeResponse(sent)}, not 202`);
      const confirmation = confirmationOperationOf(operation);
      const [first] = await client.waitForConfirmations(requestReferenceId, confirmation);
      context.expect(requirements.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmation.path} within ${client.session.options.timeoutMs} ms`,
        seen: 'no confirmation',
      });
      if (first) expectProcessedAfter(context, first, sentAt);
    },
  };
}

function expectProcessedAfter(context: TestContext, confirmation: Exchange, sentAt: number): void {
  const { processedTimestamp } = jsonBodyOf<EduvOrderConfirmation>(confirmation) ?? {};
  const isTooEarly = Date.parse(processedTimestamp ?? '') < sentAt - MAX_CLOCK_SKEW_MS;
  context.expect(requirements.notBeforeReceipt, confirmation, !isTooEarly, {
    pointer: '/processedTimestamp',
    expected: `${toIsoUtc(sentAt)} or later`,
    seen: String(processedTimestamp),
  });
}

function repeatTest(
  client: EduvOrderClient,
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  const { method, path, successStatus } = operation;
  return {
    name: `${method} ${path} is repeated`,
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
        context.skip(NOT_DECIDED);
      const before = client.confirmationsOf(requestReferenceId, confirmation);
      const repeat = await context.call(call);
      const variant = 'the repeated request';
      context.expectStatus(requirements.repeatAccepted, repeat, successStatus, { variant });
      if (repeat.status !== successStatus) return;
      const count = before.length + 1;
      const after = await client.waitForConfirmations(requestReferenceId, confirmation, count);
      expectSameReference(context, repeat, before, after[before.length]);
    },
  };
}

function expectSameReference(
  context: TestContext,
  repeat: Exchange,
  before: readonly Exchange[],
  next: Exchange | undefined,
): void {
  const references = [...new Set(before.map(responseReferenceOf))];
  const actual = next ? responseReferenceOf(next) : 'no confirmation';
  context.expect(requirements.repeatConfirmed, next ?? repeat, references.includes(actual), {
    pointer: next ? '/responseReferenceId' : '',
    expected: `the same confirmation again, with ${references.join(' or ')}`,
    seen: actual,
  });
}

function concurrencyTest(
  client: EduvOrderClient,
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `${operation.method} ${operation.path} ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.repeatedAtOnce],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const { requestReferenceId } = call.body as EduvOrderRequest;
      const confirmation = confirmationOperationOf(operation);
      const calls = Array.from({ length: CONCURRENT_CALLS }, () => context.call(call));
      const [sent] = await Promise.all(calls);
      if (!(await client.waitForDecision(requestReferenceId, confirmation)))
        context.skip(NOT_DECIDED);
      await waitUntilQuiet();
      const references = new Set(
        client
          .confirmationsOf(requestReferenceId, confirmation)
          .filter(isDecision)
          .map(responseReferenceOf),
      );
      context.expect(requirements.repeatedAtOnce, sent, references.size === 1, {
        pointer: '/responseReferenceId',
        expected: 'one decision with one responseReferenceId',
        seen: `${references.size} different responseReferenceIds`,
      });
    },
  };
}

function isDecision(exchange: Exchange): boolean {
  const message = jsonBodyOf<EduvOrderConfirmation>(exchange);
  return message !== undefined && decisionStatusOf(message) !== 'pending';
}
