import { randomUUID } from 'node:crypto';
import type { DeliveryOrderConfirmation } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { jsonBodyOf } from '../../runner/suite.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { waitUntilQuiet } from '../edu-v/common-tests.js';
import type { DeliveryOrderClient } from './delivery-order-client.js';
import { deliveryRequestOf } from './test-data.js';

const CONCURRENT_CALLS = 5;
const RECEIVE_ID = '/deliveryOrderReceiveId';
const { confirmDeliveryOrder } = deliveryOperations;

/** Tests of the confirmations that an Aanspraakmanager sends. */
export function deliveryConfirmationTests(client: DeliveryOrderClient): ConformanceTest[] {
  return [
    confirmedTest(client),
    repeatTest(client),
    otherContentTest(client),
    concurrencyTest(client),
    upperCaseTest(client),
  ];
}

function confirmedTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders is confirmed',
    verifies: [
      requirements.confirms,
      requirements.becomesProcessed,
      requirements.notBeforeReceipt,
      requirements.echoReference,
      requirements.echoDeliveryOrder,
      requirements.echoProduct,
      requirements.confirmedOnce,
      requirements.statusFollows,
      requirements.saysWhatChanged,
      requirements.successHasItsCode,
      requirements.ownReceiveId,
      requirements.zuluTime,
      requirements.notInTheFuture,
      requirements.tokenInHeader,
      requirements.validMessage,
      requirements.authorised,
      requirements.provided,
    ],
    run: async (context) => {
      const request = deliveryRequestOf(client.testData.orderForGroups());
      const sentAt = realNow();
      const sent = await client.send(context, request);
      if (sent.status !== 202)
        context.skip(`PUT /deliveryorders was answered ${describeResponse(sent)}, not 202`);
      const [first] = await client.waitForConfirmations(request);
      const { timeoutMs } = client.testData.session.options;
      context.expect(requirements.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmDeliveryOrder.path} within ${timeoutMs} ms`,
        seen: 'no confirmation',
      });
      if (first) expectProcessed(context, first, sentAt);
    },
  };
}

function expectProcessed(context: TestContext, confirmation: Exchange, sentAt: number): void {
  const { processedTimestamp, success, newStatus } =
    jsonBodyOf<Partial<DeliveryOrderConfirmation>>(confirmation) ?? {};
  const isTooEarly = Date.parse(String(processedTimestamp)) < sentAt - MAX_CLOCK_SKEW_MS;
  context.expect(requirements.notBeforeReceipt, confirmation, !isTooEarly, {
    pointer: '/processedTimestamp',
    expected: `${toIsoUtc(sentAt)} or later`,
    seen: String(processedTimestamp),
  });
  if (success === false)
    context.skip(
      'the order was rejected: configure data.products with products that the partner knows',
    );
  context.expect(requirements.becomesProcessed, confirmation, newStatus === 'processed', {
    pointer: '/newStatus',
    expected: 'processed',
    seen: String(newStatus),
  });
}

function repeatTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders is repeated',
    verifies: [
      requirements.repeatAccepted,
      requirements.repeatConfirmed,
      requirements.sameConfirmation,
    ],
    run: async (context) => {
      const request = deliveryRequestOf(client.testData.order());
      await client.sendAndAwaitConfirmation(context, request);
      const before = client.confirmationsOf(request);
      const repeat = await client.send(context, request);
      const variant = 'the repeated request';
      context.expectStatus(requirements.repeatAccepted, repeat, 202, { variant });
      if (repeat.status !== 202) return;
      const next = (await client.waitForConfirmations(request, before.length + 1))[before.length];
      const actual = next ? receiveIdOf(next) : 'no confirmation';
      const known = before.map(receiveIdOf);
      context.expect(requirements.repeatConfirmed, next ?? repeat, known.includes(actual), {
        pointer: next ? RECEIVE_ID : '',
        expected: `the same confirmation again, with ${known.join(' or ')}`,
        seen: actual,
      });
    },
  };
}

function otherContentTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with the reference of an earlier request and other content',
    verifies: [requirements.otherContentIgnored],
    run: async (context) => {
      const request = deliveryRequestOf(client.testData.order());
      const { message } = await client.sendAndAwaitConfirmation(context, request);
      const before = client.confirmationsOf(request);
      const deliverySpecification = { school: client.testData.school, totalQuantity: 7 };
      const deliveryOrder = { ...request.deliveryOrder, deliverySpecification };
      const sent = await client.send(context, { ...request, deliveryOrder });
      const next = (await client.waitForConfirmations(request, before.length + 1))[before.length];
      const actual = next ? receiveIdOf(next) : `${sent.status}, and no confirmation`;
      const expected = message.deliveryOrderReceiveId;
      context.expect(requirements.otherContentIgnored, next ?? sent, actual === expected, {
        pointer: RECEIVE_ID,
        expected,
        seen: actual,
      });
    },
  };
}

function concurrencyTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: `PUT /deliveryorders ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.repeatedAtOnce],
    run: async (context) => {
      const request = deliveryRequestOf(client.testData.order());
      const call = await client.prepareCall(request);
      const calls = Array.from({ length: CONCURRENT_CALLS }, () => context.call(call));
      const [sent] = await Promise.all(calls);
      const confirmations = await client.waitForConfirmations(request);
      if (confirmations.length === 0) context.skip('the partner did not confirm the request');
      await waitUntilQuiet();
      const ids = new Set(client.confirmationsOf(request).map(receiveIdOf));
      context.expect(requirements.repeatedAtOnce, sent, ids.size === 1, {
        pointer: RECEIVE_ID,
        expected: 'confirmations with one deliveryOrderReceiveId',
        seen: `${ids.size} different deliveryOrderReceiveIds`,
      });
    },
  };
}

function upperCaseTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with a deliveryOrderReferenceId in upper case',
    verifies: [requirements.echoAsReceived],
    run: async (context) => {
      const expected = randomUUID().toUpperCase();
      const order = deliveryRequestOf(client.testData.order());
      const request = { ...order, deliveryOrderReferenceId: expected };
      const sent = await client.send(context, request);
      const [confirmation] = await client.waitForConfirmations(request);
      const message = confirmation && jsonBodyOf<DeliveryOrderConfirmation>(confirmation);
      const reference = message?.deliveryOrderReferenceId;
      context.expect(requirements.echoAsReceived, confirmation ?? sent, reference === expected, {
        pointer: '/deliveryOrderReferenceId',
        expected,
        seen: reference ?? 'no confirmation',
      });
    },
  };
}

export function receiveIdOf(exchange: Exchange): string {
  return String(jsonBodyOf<DeliveryOrderConfirmation>(exchange)?.deliveryOrderReceiveId);
}
