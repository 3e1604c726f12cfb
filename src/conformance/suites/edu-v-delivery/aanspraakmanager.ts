import { randomUUID } from 'node:crypto';
import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import type {
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations, deliveryDescriptor } from '../../../apis/edu-v-delivery/operations.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { operationTests } from '../../runner/operation-tests.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { changeTests } from './changes.js';
import { DeliveryOrderClient } from './accepted-requests.js';
import { deliveryRequestOf, insufficientReaderToken, type DeliveryTestData } from './test-data.js';
import {
  eduvCommonTests,
  waitUntilQuiet,
  checkEduvSchemaRejection,
} from '../edu-v/common-tests.js';
import { jsonBodyOf } from '../../runner/suite.js';

const AT_ONCE = 5;
const RECEIVE_ID = '/deliveryOrderReceiveId';
const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;

/** What is tried on an Aanspraakmanager. */
export function aanspraakmanagerTests(testData: DeliveryTestData): ConformanceTest[] {
  const client = new DeliveryOrderClient(testData);
  const options: OperationTestOptions = {
    validCall: () => client.prepareCall(deliveryRequestOf(testData.orderForGroups())),
    wrongRoleCall: (operation) => ({
      operation,
      path: operation.path.replace('{id}', randomUUID()),
      ...(operation.body && {
        body:
          operation.name === 'confirmDeliveryOrder'
            ? deliveryExamples.confirmation
            : deliveryExamples.userAtSchool,
      }),
    }),
    insufficientToken: insufficientReaderToken,
    checkSchemaRejection: (context, exchange) => {
      const { deliveryOrderReferenceId: reference } =
        jsonBodyOf<Partial<DeliveryOrderRequest>>(exchange) ?? {};
      if (typeof reference === 'string') client.rejectedReferences.add(reference.toLowerCase());
      checkEduvSchemaRejection(requirements, context, exchange);
    },
  };
  return [
    ...operationTests(deliveryDescriptor, 'aanspraakmanager', options),
    ...eduvCommonTests(requirements, acceptDeliveryOrder, options.validCall),
    confirmedTest(client),
    repeatTest(client),
    otherContentTest(client),
    atOnceTest(client),
    capitalsTest(client),
    emptyListTest(client),
    everyTypeTest(client),
    ...changeTests(client),
    refusedTest(client),
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
      if (sent.status !== 202) context.skip(`it was answered ${sent.status}`);
      const [first] = await client.waitForConfirmations(request);
      context.expect(requirements.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmDeliveryOrder.path} within ${client.testData.session.options.timeoutMs} ms`,
        seen: 'none came',
      });
      if (!first) return;
      const { processedTimestamp, success, newStatus } =
        jsonBodyOf<Partial<DeliveryOrderConfirmation>>(first) ?? {};
      const tooEarly = Date.parse(String(processedTimestamp)) < sentAt - MAX_CLOCK_SKEW_MS;
      context.expect(requirements.notBeforeReceipt, first, !tooEarly, {
        pointer: '/processedTimestamp',
        expected: `${toIsoUtc(sentAt)} or later`,
        seen: String(processedTimestamp),
      });
      if (success === false)
        context.skip('the order was refused: give data.products that the partner knows');
      context.expect(requirements.becomesProcessed, first, newStatus === 'processed', {
        pointer: '/newStatus',
        expected: 'processed',
        seen: String(newStatus),
      });
    },
  };
}

function repeatTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders once more',
    verifies: [
      requirements.repeatAccepted,
      requirements.repeatConfirmed,
      requirements.sameConfirmation,
    ],
    run: async (context) => {
      const request = deliveryRequestOf(client.testData.order());
      await client.sendAndAwaitConfirmation(context, request);
      const before = client.confirmationsOf(request);
      const again = await client.send(context, request);
      context.expectStatus(requirements.repeatAccepted, again, 202, { variant: 'the repeat' });
      if (again.status !== 202) return;
      const next = (await client.waitForConfirmations(request, before.length + 1))[before.length];
      const seen = next ? receiveIdOf(next) : 'no confirmation';
      const known = before.map(receiveIdOf);
      context.expect(requirements.repeatConfirmed, next ?? again, known.includes(seen), {
        pointer: next ? RECEIVE_ID : '',
        expected: `the confirmation once more, with ${known.join(' or ')}`,
        seen,
      });
    },
  };
}

function otherContentTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with the reference of another request',
    verifies: [requirements.otherContentIgnored],
    run: async (context) => {
      const request = deliveryRequestOf(client.testData.order());
      const { message } = await client.sendAndAwaitConfirmation(context, request);
      const before = client.confirmationsOf(request);
      const { school } = client.testData;
      const other = {
        ...request.deliveryOrder,
        deliverySpecification: { school, totalQuantity: 7 },
      };
      const again = await client.send(context, { ...request, deliveryOrder: other });
      const next = (await client.waitForConfirmations(request, before.length + 1))[before.length];
      const seen = next ? receiveIdOf(next) : `${again.status}, and no confirmation`;
      const expected = message.deliveryOrderReceiveId;
      context.expect(requirements.otherContentIgnored, next ?? again, seen === expected, {
        pointer: RECEIVE_ID,
        expected,
        seen,
      });
    },
  };
}

function atOnceTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: `PUT /deliveryorders ${AT_ONCE} times at once`,
    verifies: [requirements.repeatedAtOnce],
    run: async (context) => {
      const request = deliveryRequestOf(client.testData.order());
      const call = await client.prepareCall(request);
      const [sent] = await Promise.all(Array.from({ length: AT_ONCE }, () => context.call(call)));
      const heard = await client.waitForConfirmations(request);
      if (heard.length === 0) context.skip('the request was never confirmed');
      await waitUntilQuiet();
      const ids = new Set(client.confirmationsOf(request).map(receiveIdOf));
      context.expect(requirements.repeatedAtOnce, sent, ids.size === 1, {
        pointer: RECEIVE_ID,
        expected: 'one confirmation, under one deliveryOrderReceiveId',
        seen: `${ids.size} of them`,
      });
    },
  };
}

function capitalsTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with a deliveryOrderReferenceId in capitals',
    verifies: [requirements.echoAsReceived],
    run: async (context) => {
      const expected = randomUUID().toUpperCase();
      const request = {
        ...deliveryRequestOf(client.testData.order()),
        deliveryOrderReferenceId: expected,
      };
      const sent = await client.send(context, request);
      const [heard] = await client.waitForConfirmations(request);
      const seen = heard && jsonBodyOf<DeliveryOrderConfirmation>(heard)?.deliveryOrderReferenceId;
      context.expect(requirements.echoAsReceived, heard ?? sent, seen === expected, {
        pointer: '/deliveryOrderReferenceId',
        expected,
        seen: seen ?? 'no confirmation',
      });
    },
  };
}

function emptyListTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders with an empty list of groups',
    verifies: [requirements.emptyListTaken],
    run: async (context) => {
      const { school } = client.testData;
      const order = client.testData.order({
        deliveryType: 'school-groups',
        deliverySpecification: { school, groups: [] },
      });
      const sent = await client.send(context, deliveryRequestOf(order));
      const pointer = '/deliveryOrder/deliverySpecification/groups';
      context.expectStatus(requirements.emptyListTaken, sent, 202, { pointer });
    },
  };
}

function everyTypeTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'PUT /deliveryorders of each deliveryType',
    verifies: [requirements.everyType],
    run: async (context) => {
      for (const order of client.testData.ordersOfAllTypes()) {
        const sent = await client.send(context, deliveryRequestOf(order));
        const pointer = '/deliveryOrder/deliveryType';
        context.expectStatus(requirements.everyType, sent, 202, {
          pointer,
          variant: order.deliveryType,
        });
      }
    },
  };
}

/** Runs last: what was refused is never confirmed. */
function refusedTest(client: DeliveryOrderClient): ConformanceTest {
  return {
    name: 'What was refused is not confirmed',
    verifies: [requirements.refusedNotProcessed],
    last: true,
    run: async (context) => {
      if (client.rejectedReferences.size === 0) context.skip('nothing was refused');
      await waitUntilQuiet();
      const isRefused = ({ deliveryOrderReferenceId: reference }: Record<string, unknown>) =>
        client.rejectedReferences.has(String(reference).toLowerCase());
      const [heard] = client.testData.session.partnerRequests.received(
        confirmDeliveryOrder,
        isRefused,
      );
      context.expect(requirements.refusedNotProcessed, heard, heard === undefined, {
        pointer: '/deliveryOrderReferenceId',
        expected: 'no confirmation of a request that was answered 400',
        seen: heard ? receiveIdOf(heard) : '',
      });
    },
  };
}

function receiveIdOf(exchange: Exchange): string {
  return String(jsonBodyOf<DeliveryOrderConfirmation>(exchange)?.deliveryOrderReceiveId);
}
