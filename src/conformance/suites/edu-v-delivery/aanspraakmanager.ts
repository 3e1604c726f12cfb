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
import { operationTests, type OperationTestOptions } from '../../runner/operation-tests.js';
import type { Test } from '../../runner/test-context.js';
import { changeTests } from './changes.js';
import { AcceptedRequests } from './accepted-requests.js';
import { requestOf, tooLittleOf, type DeliveryTestData } from './test-data.js';
import { eduvAuthTests, quiet, refusedBySchema } from '../edu-v/common-tests.js';
import { jsonBodyOf } from '../../runner/suite.js';

const AT_ONCE = 5;
const RECEIVE_ID = '/deliveryOrderReceiveId';
const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;

/** What is tried on an Aanspraakmanager. */
export function aanspraakmanagerTests(world: DeliveryTestData): Test[] {
  const taken = new AcceptedRequests(world);
  const how: OperationTestOptions = {
    good: () => taken.ask(requestOf(world.orderForGroups())),
    astray: (operation) => ({
      operation,
      path: operation.path.replace('{id}', randomUUID()),
      ...(operation.body && {
        body:
          operation.name === 'confirmDeliveryOrder'
            ? deliveryExamples.confirmation
            : deliveryExamples.userAtSchool,
      }),
    }),
    tooLittle: tooLittleOf,
    refusedBySchema: (context, exchange) => {
      const { deliveryOrderReferenceId: reference } =
        jsonBodyOf<Partial<DeliveryOrderRequest>>(exchange) ?? {};
      if (typeof reference === 'string') taken.refused.add(reference.toLowerCase());
      refusedBySchema(requirements, context, exchange);
    },
  };
  return [
    ...operationTests(deliveryDescriptor, 'aanspraakmanager', how),
    ...eduvAuthTests(requirements, acceptDeliveryOrder, how.good),
    confirmedTest(taken),
    repeatTest(taken),
    otherContentTest(taken),
    atOnceTest(taken),
    capitalsTest(taken),
    emptyListTest(taken),
    everyTypeTest(taken),
    ...changeTests(taken),
    refusedTest(taken),
  ];
}

function confirmedTest(taken: AcceptedRequests): Test {
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
      const request = requestOf(taken.world.orderForGroups());
      const sentAt = realNow();
      const sent = await taken.send(context, request);
      if (sent.status !== 202) context.skip(`it was answered ${sent.status}`);
      const [first] = await taken.hears(request);
      context.expect(requirements.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmDeliveryOrder.path} within ${taken.world.lab.options.timeoutMs} ms`,
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

function repeatTest(taken: AcceptedRequests): Test {
  return {
    name: 'PUT /deliveryorders once more',
    verifies: [
      requirements.repeatAccepted,
      requirements.repeatConfirmed,
      requirements.sameConfirmation,
    ],
    run: async (context) => {
      const request = requestOf(taken.world.order());
      await taken.outcome(context, request);
      const before = taken.heard(request);
      const again = await taken.send(context, request);
      context.answers(requirements.repeatAccepted, again, 202, { what: 'the repeat' });
      if (again.status !== 202) return;
      const next = (await taken.hears(request, before.length + 1))[before.length];
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

function otherContentTest(taken: AcceptedRequests): Test {
  return {
    name: 'PUT /deliveryorders with the reference of another request',
    verifies: [requirements.otherContentIgnored],
    run: async (context) => {
      const request = requestOf(taken.world.order());
      const { message } = await taken.outcome(context, request);
      const before = taken.heard(request);
      const { school } = taken.world;
      const other = {
        ...request.deliveryOrder,
        deliverySpecification: { school, totalQuantity: 7 },
      };
      const again = await taken.send(context, { ...request, deliveryOrder: other });
      const next = (await taken.hears(request, before.length + 1))[before.length];
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

function atOnceTest(taken: AcceptedRequests): Test {
  return {
    name: `PUT /deliveryorders ${AT_ONCE} times at once`,
    verifies: [requirements.repeatedAtOnce],
    run: async (context) => {
      const request = requestOf(taken.world.order());
      const ask = await taken.ask(request);
      const [sent] = await Promise.all(Array.from({ length: AT_ONCE }, () => context.call(ask)));
      const heard = await taken.hears(request);
      if (heard.length === 0) context.skip('the request was never confirmed');
      await quiet();
      const ids = new Set(taken.heard(request).map(receiveIdOf));
      context.expect(requirements.repeatedAtOnce, sent, ids.size === 1, {
        pointer: RECEIVE_ID,
        expected: 'one confirmation, under one deliveryOrderReceiveId',
        seen: `${ids.size} of them`,
      });
    },
  };
}

function capitalsTest(taken: AcceptedRequests): Test {
  return {
    name: 'PUT /deliveryorders with a deliveryOrderReferenceId in capitals',
    verifies: [requirements.echoAsReceived],
    run: async (context) => {
      const expected = randomUUID().toUpperCase();
      const request = { ...requestOf(taken.world.order()), deliveryOrderReferenceId: expected };
      const sent = await taken.send(context, request);
      const [heard] = await taken.hears(request);
      const seen = heard && jsonBodyOf<DeliveryOrderConfirmation>(heard)?.deliveryOrderReferenceId;
      context.expect(requirements.echoAsReceived, heard ?? sent, seen === expected, {
        pointer: '/deliveryOrderReferenceId',
        expected,
        seen: seen ?? 'no confirmation',
      });
    },
  };
}

function emptyListTest(taken: AcceptedRequests): Test {
  return {
    name: 'PUT /deliveryorders with an empty list of groups',
    verifies: [requirements.emptyListTaken],
    run: async (context) => {
      const { school } = taken.world;
      const order = taken.world.order({
        deliveryType: 'school-groups',
        deliverySpecification: { school, groups: [] },
      });
      const sent = await taken.send(context, requestOf(order));
      const pointer = '/deliveryOrder/deliverySpecification/groups';
      context.answers(requirements.emptyListTaken, sent, 202, { pointer });
    },
  };
}

function everyTypeTest(taken: AcceptedRequests): Test {
  return {
    name: 'PUT /deliveryorders of each deliveryType',
    verifies: [requirements.everyType],
    run: async (context) => {
      for (const order of taken.world.ordersOfAllTypes()) {
        const sent = await taken.send(context, requestOf(order));
        const pointer = '/deliveryOrder/deliveryType';
        context.answers(requirements.everyType, sent, 202, { pointer, what: order.deliveryType });
      }
    },
  };
}

/** Runs last: what was refused is never confirmed. */
function refusedTest(taken: AcceptedRequests): Test {
  return {
    name: 'What was refused is not confirmed',
    verifies: [requirements.refusedNotProcessed],
    last: true,
    run: async (context) => {
      if (taken.refused.size === 0) context.skip('nothing was refused');
      await quiet();
      const isRefused = ({ deliveryOrderReferenceId: reference }: Record<string, unknown>) =>
        taken.refused.has(String(reference).toLowerCase());
      const [heard] = taken.world.lab.receivedRequests(confirmDeliveryOrder, isRefused);
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
