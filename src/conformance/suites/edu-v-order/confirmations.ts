import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { pass } from '../../../platform/requirements/check-result.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import { jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { waitUntilQuiet } from '../edu-v/quiet.js';
import { requireAccepted, type EduvOrderClient } from './order-client.js';
import {
  confirmationOperationOf,
  decisionStatusOf,
  responseReferenceOf,
  type EduvOrderConfirmation,
  type EduvOrderRequest,
} from './message-kinds.js';

const CONCURRENT_CALLS = 5;

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
  const { method, path } = operation;
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
    run: async (context: TestContext) => {
      const call = await options.validCall(context, operation);
      const { requestReferenceId } = call.body as EduvOrderRequest;
      const sentAt = realNow();
      requireAccepted(context, operation, await context.call(call));
      const confirmation = confirmationOperationOf(operation);
      const [first] = await client.waitForConfirmations(requestReferenceId, confirmation);
      if (!first) client.failUnconfirmed(context, requestReferenceId, confirmation);
      context.record(pass(requirements.confirms), first);
      expectProcessedAfter(context, first, sentAt);
    },
  };
}

function expectProcessedAfter(context: TestContext, confirmation: Exchange, sentAt: number): void {
  const { processedTimestamp } = jsonBodyOf<EduvOrderConfirmation>(confirmation) ?? {};
  const time = Date.parse(String(processedTimestamp));
  // The schema reports what is no time.
  if (Number.isNaN(time)) return;
  const isTooEarly = time < sentAt - MAX_CLOCK_SKEW_MS;
  context.expect(requirements.notBeforeReceipt, confirmation, !isTooEarly, {
    pointer: '/processedTimestamp',
    expected: `${toIsoUtc(sentAt)} or later`,
    seen: String(processedTimestamp),
    before: `the request was sent at ${toIsoUtc(sentAt)}`,
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
      const sentAt = realNow();
      requireAccepted(context, operation, await context.call(call));
      await client.waitForDecision(context, requestReferenceId, confirmation);
      // A partner may send each confirmation twice.
      await waitUntilQuiet(realNow() - sentAt);
      const before = client.confirmationsOf(requestReferenceId, confirmation);
      const repeat = await context.call(call);
      const variant = 'the repeated request';
      const causes = [derivedRequirements(operation).ok];
      const detail = { variant, causes, before: 'the same request was answered 202' };
      context.expectStatus(requirements.repeatAccepted, repeat, successStatus, detail);
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
  const actual = next && responseReferenceOf(next);
  const isSame = actual !== undefined && references.includes(actual);
  const { timeoutMs } = context.session.options;
  context.expect(requirements.repeatConfirmed, next ?? repeat, isSame, {
    pointer: next ? '/responseReferenceId' : '',
    expected: `the same confirmation again, with ${references.join(' or ')}`,
    seen: actual ?? `no confirmation of the repeated request within ${timeoutMs} ms`,
    before: `the request was confirmed with ${references.join(', then ')}`,
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
      const sentAt = realNow();
      const [sent] = await Promise.all(calls);
      requireAccepted(context, operation, sent!);
      await client.waitForDecision(context, requestReferenceId, confirmation);
      await waitUntilQuiet(realNow() - sentAt);
      const references = new Set(
        client
          .confirmationsOf(requestReferenceId, confirmation)
          .filter(isDecision)
          .map(responseReferenceOf),
      );
      context.expect(requirements.repeatedAtOnce, sent, references.size === 1, {
        pointer: '/responseReferenceId',
        expected: 'one decision with one responseReferenceId',
        seen: `${references.size} different responseReferenceIds: ${[...references].join(', ')}`,
      });
    },
  };
}

function isDecision(exchange: Exchange): boolean {
  const message = jsonBodyOf<EduvOrderConfirmation>(exchange);
  return message !== undefined && decisionStatusOf(message) !== 'pending';
}
