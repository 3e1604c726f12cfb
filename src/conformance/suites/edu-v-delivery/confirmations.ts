import type {
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { pass } from '../../../platform/requirements/check-result.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { waitUntilQuiet } from '../edu-v/quiet.js';
import { requireSuccess, type DeliveryOrderClient } from './delivery-order-client.js';

const CONCURRENT_CALLS = 5;
const RECEIVE_ID = '/deliveryOrderReceiveId';
const { acceptDeliveryOrder } = deliveryOperations;

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
    run: async (context: TestContext) => {
      const { testData } = client;
      const request = testData.request(testData.orderForGroups());
      const sentAt = realNow();
      const sent = await client.sendAccepted(context, request);
      const [first] = await client.waitForConfirmations(request);
      if (!first) client.failUnconfirmed(context, request, sent);
      context.record(pass(requirements.confirms), first);
      expectProcessed(context, first, sentAt);
    },
  };
}

function expectProcessed(context: TestContext, confirmation: Exchange, sentAt: number): void {
  const message = jsonBodyOf<DeliveryOrderConfirmation>(confirmation);
  const time = Date.parse(String(message?.processedTimestamp));
  // The schema reports what is no time.
  if (!Number.isNaN(time))
    context.expect(
      requirements.notBeforeReceipt,
      confirmation,
      time >= sentAt - MAX_CLOCK_SKEW_MS,
      {
        pointer: '/processedTimestamp',
        expected: `${toIsoUtc(sentAt)} or later`,
        seen: String(message?.processedTimestamp),
        before: `the request was sent at ${toIsoUtc(sentAt)}`,
      },
    );
  if (message) requireSuccess(context, message);
  context.expectValue(
    requirements.becomesProcessed,
    confirmation,
    message?.newStatus,
    'processed',
    { pointer: '/newStatus', before: 'the order was sent as ordered' },
  );
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
      const request = client.testData.request(client.testData.order());
      const sentAt = realNow();
      await client.sendAndAwaitConfirmation(context, request);
      // A partner may send each confirmation twice.
      await waitUntilQuiet(realNow() - sentAt);
      const before = client.confirmationsOf(request);
      const repeat = await client.send(context, request);
      context.expectStatus(requirements.repeatAccepted, repeat, 202, {
        variant: 'the repeated request',
        causes: [derivedRequirements(acceptDeliveryOrder).ok],
        before: 'the same request was accepted',
      });
      if (repeat.status !== 202) return;
      await expectSameReceiveId(context, client, request, {
        requirement: requirements.repeatConfirmed,
        before,
        repeat,
      });
    },
  };
}

/** Waits for another confirmation, and checks that it has the id of an earlier one. */
async function expectSameReceiveId(
  context: TestContext,
  client: DeliveryOrderClient,
  request: DeliveryOrderRequest,
  {
    requirement,
    before,
    repeat,
    causes = [],
  }: {
    requirement: Requirement;
    before: readonly Exchange[];
    repeat: Exchange;
    causes?: readonly Requirement[];
  },
): Promise<void> {
  const next = (await client.waitForConfirmations(request, before.length + 1))[before.length];
  const known = [...new Set(before.map(receiveIdOf))];
  const { timeoutMs } = context.session.options;
  context.expect(requirement, next ?? repeat, !!next && known.includes(receiveIdOf(next)), {
    pointer: next ? RECEIVE_ID : '',
    expected: `the same confirmation again, with ${known.join(' or ')}`,
    seen: next
      ? receiveIdOf(next)
      : `no confirmation within ${timeoutMs} ms of the answer ${repeat.status}`,
    causes,
    before: `the first request was confirmed with ${known.join(', then ')}`,
  });
}

function otherContentTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with the reference of an earlier request and other content',
    verifies: [requirements.otherContentIgnored],
    run: async (context) => {
      const { testData } = client;
      const request = testData.request(testData.order());
      const sentAt = realNow();
      await client.sendAndAwaitConfirmation(context, request);
      await waitUntilQuiet(realNow() - sentAt);
      const before = client.confirmationsOf(request);
      const deliverySpecification = { school: testData.orderSchool, totalQuantity: 7 };
      const deliveryOrder = { ...request.deliveryOrder, deliverySpecification };
      const repeat = await client.send(context, { ...request, deliveryOrder }, 'state');
      const requirement = requirements.otherContentIgnored;
      const causes = [requirements.repeatAccepted, requirements.repeatConfirmed];
      const detail = { requirement, before, repeat, causes };
      await expectSameReceiveId(context, client, request, detail);
    },
  };
}

function concurrencyTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: `PUT /deliveryorders ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.repeatedAtOnce],
    run: async (context) => {
      const request = client.testData.request(client.testData.order());
      const call = await client.prepareCall(request);
      const sentAt = realNow();
      const calls = Array.from({ length: CONCURRENT_CALLS }, () => context.call(call));
      const [sent] = await Promise.all(calls);
      const confirmations = await client.waitForConfirmations(request);
      if (confirmations.length === 0) client.failUnconfirmed(context, request, sent!);
      await waitUntilQuiet(realNow() - sentAt);
      const ids = new Set(client.confirmationsOf(request).map(receiveIdOf));
      context.expect(requirements.repeatedAtOnce, sent, ids.size === 1, {
        pointer: RECEIVE_ID,
        expected: 'confirmations with one deliveryOrderReceiveId',
        seen: `${ids.size} different deliveryOrderReceiveIds: ${[...ids].join(', ')}`,
      });
    },
  };
}

function upperCaseTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with ids in upper case',
    verifies: [requirements.echoAsReceived],
    run: async (context) => {
      const { testData } = client;
      const expected = testData.session.ids.uuid().toUpperCase();
      const deliveryOrderId = testData.session.ids.uuid().toUpperCase();
      const order = testData.request(testData.order({ deliveryOrderId }));
      const request = { ...order, deliveryOrderReferenceId: expected };
      const { exchange, message } = await client.sendAndAwaitConfirmation(context, request);
      const { echoAsReceived } = requirements;
      const { deliveryOrderReferenceId: actual, deliveryOrderId: actualOrder } = message;
      const pointer = '/deliveryOrderReferenceId';
      context.expectValue(echoAsReceived, exchange, actual, expected, { pointer });
      context.expectValue(echoAsReceived, exchange, actualOrder, deliveryOrderId, {
        pointer: '/deliveryOrderId',
      });
    },
  };
}

export function receiveIdOf(exchange: Exchange): string {
  return String(jsonBodyOf<DeliveryOrderConfirmation>(exchange)?.deliveryOrderReceiveId);
}
