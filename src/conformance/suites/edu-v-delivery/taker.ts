import { randomUUID } from 'node:crypto';
import { examples } from '../../../contracts/edu-v-delivery/examples.js';
import type {
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../contracts/edu-v-delivery/messages.js';
import { deliveryApi, deliveryContract } from '../../../contracts/edu-v-delivery/operations.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import { SKEW_MS } from '../../../contracts/edu-v/times.js';
import { realNow, zulu } from '../../../kernel/clock/time.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { tableTests, type TableHow } from '../../runner/table-tests.js';
import type { Test } from '../../runner/trial.js';
import { changeTests } from './changes.js';
import { Taken } from './taken.js';
import { requestOf, tooLittleOf, type DeliveryWorld } from './world.js';
import { eduvAuthTests, quiet, refusedBySchema } from '../edu-v.js';
import { messageOf } from '../suite.js';

const AT_ONCE = 5;
const RECEIVE_ID = '/deliveryOrderReceiveId';
const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryApi;

/** What is tried on an Aanspraakmanager. */
export function takerTests(world: DeliveryWorld): Test[] {
  const taken = new Taken(world);
  const how: TableHow = {
    good: () => taken.ask(requestOf(world.orderForGroups())),
    astray: (operation) => ({
      operation,
      path: operation.path.replace('{id}', randomUUID()),
      ...(operation.body && {
        body:
          operation.name === 'confirmDeliveryOrder' ? examples.confirmation : examples.userAtSchool,
      }),
    }),
    tooLittle: tooLittleOf,
    refusedBySchema: (trial, exchange) => {
      const { deliveryOrderReferenceId: reference } =
        messageOf<Partial<DeliveryOrderRequest>>(exchange) ?? {};
      if (typeof reference === 'string') taken.refused.add(reference.toLowerCase());
      refusedBySchema(asked, trial, exchange);
    },
  };
  return [
    ...tableTests(deliveryContract, 'aanspraakmanager', how),
    ...eduvAuthTests(asked, acceptDeliveryOrder, how.good),
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

function confirmedTest(taken: Taken): Test {
  return {
    name: 'PUT /deliveryorders is confirmed',
    verifies: [
      asked.confirms,
      asked.becomesProcessed,
      asked.notBeforeReceipt,
      asked.echoReference,
      asked.echoDeliveryOrder,
      asked.echoProduct,
      asked.confirmedOnce,
      asked.statusFollows,
      asked.saysWhatChanged,
      asked.successHasItsCode,
      asked.ownReceiveId,
      asked.zuluTime,
      asked.notInTheFuture,
      asked.tokenInHeader,
      asked.validMessage,
      asked.authorised,
      asked.provided,
    ],
    run: async (trial) => {
      const request = requestOf(taken.world.orderForGroups());
      const sentAt = realNow();
      const sent = await taken.send(trial, request);
      if (sent.status !== 202) trial.skip(`it was answered ${sent.status}`);
      const [first] = await taken.hears(request);
      trial.expect(asked.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmDeliveryOrder.path} within ${taken.world.lab.options.timeoutMs} ms`,
        seen: 'none came',
      });
      if (!first) return;
      const { processedTimestamp, success, newStatus } =
        messageOf<Partial<DeliveryOrderConfirmation>>(first) ?? {};
      const tooEarly = Date.parse(String(processedTimestamp)) < sentAt - SKEW_MS;
      trial.expect(asked.notBeforeReceipt, first, !tooEarly, {
        pointer: '/processedTimestamp',
        expected: `${zulu(sentAt)} or later`,
        seen: String(processedTimestamp),
      });
      if (success === false)
        trial.skip('the order was refused: give data.products that the partner knows');
      trial.expect(asked.becomesProcessed, first, newStatus === 'processed', {
        pointer: '/newStatus',
        expected: 'processed',
        seen: String(newStatus),
      });
    },
  };
}

function repeatTest(taken: Taken): Test {
  return {
    name: 'PUT /deliveryorders once more',
    verifies: [asked.repeatAccepted, asked.repeatConfirmed, asked.sameConfirmation],
    run: async (trial) => {
      const request = requestOf(taken.world.order());
      await taken.outcome(trial, request);
      const before = taken.heard(request);
      const again = await taken.send(trial, request);
      trial.answers(asked.repeatAccepted, again, 202, { what: 'the repeat' });
      if (again.status !== 202) return;
      const next = (await taken.hears(request, before.length + 1))[before.length];
      const seen = next ? receiveIdOf(next) : 'no confirmation';
      const known = before.map(receiveIdOf);
      trial.expect(asked.repeatConfirmed, next ?? again, known.includes(seen), {
        pointer: next ? RECEIVE_ID : '',
        expected: `the confirmation once more, with ${known.join(' or ')}`,
        seen,
      });
    },
  };
}

function otherContentTest(taken: Taken): Test {
  return {
    name: 'PUT /deliveryorders with the reference of another request',
    verifies: [asked.otherContentIgnored],
    run: async (trial) => {
      const request = requestOf(taken.world.order());
      const { message } = await taken.outcome(trial, request);
      const before = taken.heard(request);
      const { school } = taken.world;
      const other = {
        ...request.deliveryOrder,
        deliverySpecification: { school, totalQuantity: 7 },
      };
      const again = await taken.send(trial, { ...request, deliveryOrder: other });
      const next = (await taken.hears(request, before.length + 1))[before.length];
      const seen = next ? receiveIdOf(next) : `${again.status}, and no confirmation`;
      const expected = message.deliveryOrderReceiveId;
      trial.expect(asked.otherContentIgnored, next ?? again, seen === expected, {
        pointer: RECEIVE_ID,
        expected,
        seen,
      });
    },
  };
}

function atOnceTest(taken: Taken): Test {
  return {
    name: `PUT /deliveryorders ${AT_ONCE} times at once`,
    verifies: [asked.repeatedAtOnce],
    run: async (trial) => {
      const request = requestOf(taken.world.order());
      const ask = await taken.ask(request);
      const [sent] = await Promise.all(Array.from({ length: AT_ONCE }, () => trial.call(ask)));
      const heard = await taken.hears(request);
      if (heard.length === 0) trial.skip('the request was never confirmed');
      await quiet();
      const ids = new Set(taken.heard(request).map(receiveIdOf));
      trial.expect(asked.repeatedAtOnce, sent, ids.size === 1, {
        pointer: RECEIVE_ID,
        expected: 'one confirmation, under one deliveryOrderReceiveId',
        seen: `${ids.size} of them`,
      });
    },
  };
}

function capitalsTest(taken: Taken): Test {
  return {
    name: 'PUT /deliveryorders with a deliveryOrderReferenceId in capitals',
    verifies: [asked.echoAsReceived],
    run: async (trial) => {
      const expected = randomUUID().toUpperCase();
      const request = { ...requestOf(taken.world.order()), deliveryOrderReferenceId: expected };
      const sent = await taken.send(trial, request);
      const [heard] = await taken.hears(request);
      const seen = heard && messageOf<DeliveryOrderConfirmation>(heard)?.deliveryOrderReferenceId;
      trial.expect(asked.echoAsReceived, heard ?? sent, seen === expected, {
        pointer: '/deliveryOrderReferenceId',
        expected,
        seen: seen ?? 'no confirmation',
      });
    },
  };
}

function emptyListTest(taken: Taken): Test {
  return {
    name: 'PUT /deliveryorders with an empty list of groups',
    verifies: [asked.emptyListTaken],
    run: async (trial) => {
      const { school } = taken.world;
      const order = taken.world.order({
        deliveryType: 'school-groups',
        deliverySpecification: { school, groups: [] },
      });
      const sent = await taken.send(trial, requestOf(order));
      const pointer = '/deliveryOrder/deliverySpecification/groups';
      trial.answers(asked.emptyListTaken, sent, 202, { pointer });
    },
  };
}

function everyTypeTest(taken: Taken): Test {
  return {
    name: 'PUT /deliveryorders of each deliveryType',
    verifies: [asked.everyType],
    run: async (trial) => {
      for (const order of taken.world.ordersOfAllTypes()) {
        const sent = await taken.send(trial, requestOf(order));
        const pointer = '/deliveryOrder/deliveryType';
        trial.answers(asked.everyType, sent, 202, { pointer, what: order.deliveryType });
      }
    },
  };
}

/** Runs last: what was refused is never confirmed. */
function refusedTest(taken: Taken): Test {
  return {
    name: 'What was refused is not confirmed',
    verifies: [asked.refusedNotProcessed],
    last: true,
    run: async (trial) => {
      if (taken.refused.size === 0) trial.skip('nothing was refused');
      await quiet();
      const isRefused = ({ deliveryOrderReferenceId: reference }: Record<string, unknown>) =>
        taken.refused.has(String(reference).toLowerCase());
      const [heard] = taken.world.lab.heard(confirmDeliveryOrder, isRefused);
      trial.expect(asked.refusedNotProcessed, heard, heard === undefined, {
        pointer: '/deliveryOrderReferenceId',
        expected: 'no confirmation of a request that was answered 400',
        seen: heard ? receiveIdOf(heard) : '',
      });
    },
  };
}

function receiveIdOf(exchange: Exchange): string {
  return String(messageOf<DeliveryOrderConfirmation>(exchange)?.deliveryOrderReceiveId);
}
