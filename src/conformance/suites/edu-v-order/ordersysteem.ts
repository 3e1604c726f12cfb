import { randomUUID } from 'node:crypto';
import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import { orderOperations, orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { MAX_CLOCK_SKEW_MS } from '../../../apis/edu-v/times.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { operationTests, type OperationTestOptions } from '../../runner/operation-tests.js';
import { describeResponse, type Test } from '../../runner/test-context.js';
import { eduvAuthTests, quiet, refusedBySchema, tooLittle } from '../edu-v/common-tests.js';
import { creditTests } from './credits.js';
import {
  Orders,
  collectionOf,
  confirmationOf,
  responseReferenceOf,
  statusOf,
  type Confirmation,
  type Request,
} from './sent-orders.js';
import { jsonBodyOf } from '../../runner/suite.js';

const AT_ONCE = 5;

/** What is tried on an Ordersysteem. */
export function ordersysteemTests(session: ConformanceSession): Test[] {
  const orders = new Orders(session);
  const how: OperationTestOptions = {
    good: async (context, operation) => {
      const body =
        operation.name === 'acceptOrder' ? orders.order() : await orders.someCredit(context);
      await orders.lab.sent(collectionOf(operation), body.requestReferenceId, body);
      return { operation, body };
    },
    astray: (operation) => ({
      operation,
      body:
        operation.name === 'confirmOrder'
          ? orderExamples.orderConfirmation
          : orderExamples.creditOrderConfirmation,
    }),
    tooLittle,
    refusedBySchema: (context, exchange) => {
      const { requestReferenceId } = jsonBodyOf<Partial<Request>>(exchange) ?? {};
      if (typeof requestReferenceId === 'string') orders.refused.add(requestReferenceId);
      refusedBySchema(requirements, context, exchange);
    },
  };
  const accept = [orderOperations.acceptOrder, orderOperations.acceptCreditOrder];
  return [
    ...operationTests(orderDescriptor, 'ordersysteem', how),
    ...accept.flatMap((operation) => eduvAuthTests(requirements, operation, how.good)),
    ...accept.map((operation) => confirmedTest(orders, operation, how)),
    ...accept.map((operation) => repeatTest(orders, operation, how)),
    ...accept.map((operation) => atOnceTest(orders, operation, how)),
    capitalsTest(orders),
    emptyListTest(orders),
    ...creditTests(orders),
    refusedTest(orders),
  ];
}

function confirmedTest(orders: Orders, operation: Operation, how: OperationTestOptions): Test {
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
      const ask = await how.good(context, operation);
      const { requestReferenceId } = ask.body as Request;
      const sentAt = realNow();
      const sent = await context.call(ask);
      if (sent.status !== operation.successStatus)
        context.skip(
          `${operation.method} ${operation.path} was answered ${describeResponse(sent)}, not 202`,
        );
      const [first] = await orders.hears(requestReferenceId, confirmationOf(operation));
      context.expect(requirements.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmationOf(operation).path} within ${orders.lab.options.timeoutMs} ms`,
        seen: 'none came',
      });
      if (!first) return;
      const { processedTimestamp } = jsonBodyOf<Confirmation>(first) ?? {};
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

function repeatTest(orders: Orders, operation: Operation, how: OperationTestOptions): Test {
  return {
    name: `${operation.method} ${operation.path} once more`,
    verifies: [
      requirements.repeatAccepted,
      requirements.repeatConfirmed,
      requirements.sameConfirmation,
    ],
    run: async (context) => {
      const ask = await how.good(context, operation);
      const { requestReferenceId } = ask.body as Request;
      const confirmation = confirmationOf(operation);
      await context.call(ask);
      if (!(await orders.final(requestReferenceId, confirmation)))
        context.skip('the request was not decided on, so that nothing can be confirmed again');
      const before = orders.heard(requestReferenceId, confirmation);
      const again = await context.call(ask);
      context.answers(requirements.repeatAccepted, again, operation.successStatus, {
        what: 'the repeat',
      });
      if (again.status !== operation.successStatus) return;
      const heard = await orders.hears(requestReferenceId, confirmation, before.length + 1);
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

function atOnceTest(orders: Orders, operation: Operation, how: OperationTestOptions): Test {
  return {
    name: `${operation.method} ${operation.path} ${AT_ONCE} times at once`,
    verifies: [requirements.repeatedAtOnce],
    run: async (context) => {
      const ask = await how.good(context, operation);
      const { requestReferenceId } = ask.body as Request;
      const confirmation = confirmationOf(operation);
      const calls = Array.from({ length: AT_ONCE }, () => context.call(ask));
      const [sent] = await Promise.all(calls);
      const final = await orders.final(requestReferenceId, confirmation);
      if (!final) context.skip('the request was not decided on');
      await quiet();
      const decisions = orders
        .heard(requestReferenceId, confirmation)
        .map((exchange) => jsonBodyOf<Confirmation>(exchange))
        .filter((message) => message && statusOf(message) !== 'pending');
      const ids = new Set(decisions.map((message) => message?.responseReferenceId.toLowerCase()));
      context.expect(requirements.repeatedAtOnce, sent, ids.size === 1, {
        pointer: '/responseReferenceId',
        expected: 'one decision, under one responseReferenceId',
        seen: `${ids.size} of them`,
      });
    },
  };
}

function capitalsTest(orders: Orders): Test {
  return {
    name: 'PUT /orders with a requestReferenceId in capitals',
    verifies: [requirements.echoAsReceived],
    run: async (context) => {
      const order = orders.order({ requestReferenceId: randomUUID().toUpperCase() });
      const sent = await orders.send(context, orderOperations.acceptOrder, order);
      if (sent.status !== 202)
        context.skip(`PUT /orders was answered ${describeResponse(sent)}, not 202`);
      const [heard] = await orders.hears(order.requestReferenceId, orderOperations.confirmOrder);
      const seen = heard && jsonBodyOf<Confirmation>(heard)?.requestReferenceId;
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

function emptyListTest(orders: Orders): Test {
  return {
    name: 'PUT /orders with an empty list of lines',
    verifies: [requirements.emptyListTaken],
    run: async (context) => {
      const sent = await orders.send(
        context,
        orderOperations.acceptOrder,
        orders.order({ orderLines: [] }),
      );
      context.answers(requirements.emptyListTaken, sent, 202, { pointer: '/orderLines' });
    },
  };
}

/** Runs last: what was refused is never confirmed. */
function refusedTest(orders: Orders): Test {
  return {
    name: 'What was refused is not confirmed',
    verifies: [requirements.refusedNotProcessed],
    last: true,
    run: async (context) => {
      if (orders.refused.size === 0) context.skip('nothing was refused');
      await quiet();
      const isRefused = ({ requestReferenceId }: Record<string, unknown>): boolean =>
        orders.refused.has(String(requestReferenceId));
      const [heard] = [orderOperations.confirmOrder, orderOperations.confirmCreditOrder].flatMap(
        (operation) => orders.lab.receivedRequests(operation, isRefused),
      );
      context.expect(requirements.refusedNotProcessed, heard, heard === undefined, {
        pointer: '/requestReferenceId',
        expected: 'no confirmation of a request that was answered 400',
        seen: heard ? String(jsonBodyOf<Confirmation>(heard)?.requestReferenceId) : '',
      });
    },
  };
}
