import { randomUUID } from 'node:crypto';
import { examples } from '../../../contracts/edu-v-order/examples.js';
import { orderApi, orderContract } from '../../../contracts/edu-v-order/operations.js';
import { orderRequirements as asked } from '../../../contracts/edu-v-order/requirements.js';
import { SKEW_MS } from '../../../contracts/edu-v/times.js';
import { realNow, zulu } from '../../../kernel/clock/time.js';
import type { Operation } from '../../../kernel/contract/operation.js';
import type { Lab } from '../../runner/lab.js';
import { tableTests, type TableHow } from '../../runner/table-tests.js';
import { seenIn, type Test } from '../../runner/trial.js';
import { eduvAuthTests, quiet, refusedBySchema, tooLittle } from '../edu-v.js';
import { creditTests } from './credits.js';
import {
  Orders,
  collectionOf,
  confirmationOf,
  responseReferenceOf,
  statusOf,
  type Confirmation,
  type Request,
} from './sent.js';
import { messageOf } from '../suite.js';

const AT_ONCE = 5;

/** What is tried on an Ordersysteem. */
export function supplierTests(lab: Lab): Test[] {
  const orders = new Orders(lab);
  const how: TableHow = {
    good: async (trial, operation) => {
      const body =
        operation.name === 'acceptOrder' ? orders.order() : await orders.someCredit(trial);
      await orders.lab.sent(collectionOf(operation), body.requestReferenceId, body);
      return { operation, body };
    },
    astray: (operation) => ({
      operation,
      body:
        operation.name === 'confirmOrder'
          ? examples.orderConfirmation
          : examples.creditOrderConfirmation,
    }),
    tooLittle,
    refusedBySchema: (trial, exchange) => {
      const { requestReferenceId } = messageOf<Partial<Request>>(exchange) ?? {};
      if (typeof requestReferenceId === 'string') orders.refused.add(requestReferenceId);
      refusedBySchema(asked, trial, exchange);
    },
  };
  const accept = [orderApi.acceptOrder, orderApi.acceptCreditOrder];
  return [
    ...tableTests(orderContract, 'ordersysteem', how),
    ...accept.flatMap((operation) => eduvAuthTests(asked, operation, how.good)),
    ...accept.map((operation) => confirmedTest(orders, operation, how)),
    ...accept.map((operation) => repeatTest(orders, operation, how)),
    ...accept.map((operation) => atOnceTest(orders, operation, how)),
    capitalsTest(orders),
    emptyListTest(orders),
    ...creditTests(orders),
    refusedTest(orders),
  ];
}

function confirmedTest(orders: Orders, operation: Operation, how: TableHow): Test {
  return {
    name: `${operation.method} ${operation.path} is confirmed`,
    verifies: [
      asked.confirms,
      asked.notBeforeReceipt,
      asked.echoReference,
      asked.echoPurchaseOrder,
      asked.successMeansNotDeclined,
      asked.confirmedOnce,
      asked.zuluTime,
      asked.notInTheFuture,
      asked.echoQuantity,
      asked.everyLine,
      asked.confirmsOrderedLine,
      asked.validMessage,
      asked.authorised,
      asked.provided,
    ],
    run: async (trial) => {
      const ask = await how.good(trial, operation);
      const { requestReferenceId } = ask.body as Request;
      const sentAt = realNow();
      const sent = await trial.call(ask);
      if (sent.status !== operation.ok)
        trial.skip(`${operation.method} ${operation.path} was answered ${seenIn(sent)}, not 202`);
      const [first] = await orders.hears(requestReferenceId, confirmationOf(operation));
      trial.expect(asked.confirms, first ?? sent, first !== undefined, {
        pointer: '',
        expected: `a ${confirmationOf(operation).path} within ${orders.lab.options.timeoutMs} ms`,
        seen: 'none came',
      });
      if (!first) return;
      const { processedTimestamp } = messageOf<Confirmation>(first) ?? {};
      const processed = Date.parse(processedTimestamp ?? '');
      trial.expect(asked.notBeforeReceipt, first, !(processed < sentAt - SKEW_MS), {
        pointer: '/processedTimestamp',
        expected: `${zulu(sentAt)} or later`,
        seen: String(processedTimestamp),
      });
    },
  };
}

function repeatTest(orders: Orders, operation: Operation, how: TableHow): Test {
  return {
    name: `${operation.method} ${operation.path} once more`,
    verifies: [asked.repeatAccepted, asked.repeatConfirmed, asked.sameConfirmation],
    run: async (trial) => {
      const ask = await how.good(trial, operation);
      const { requestReferenceId } = ask.body as Request;
      const confirmation = confirmationOf(operation);
      await trial.call(ask);
      if (!(await orders.final(requestReferenceId, confirmation)))
        trial.skip('the request was not decided on, so that nothing can be confirmed again');
      const before = orders.heard(requestReferenceId, confirmation);
      const again = await trial.call(ask);
      trial.answers(asked.repeatAccepted, again, operation.ok, { what: 'the repeat' });
      if (again.status !== operation.ok) return;
      const heard = await orders.hears(requestReferenceId, confirmation, before.length + 1);
      const known = new Set(before.map(responseReferenceOf));
      const [next] = heard.slice(before.length);
      const seen = next ? responseReferenceOf(next) : 'no confirmation';
      trial.expect(asked.repeatConfirmed, next ?? again, known.has(seen), {
        pointer: next ? '/responseReferenceId' : '',
        expected: `the confirmation once more, with ${[...known].join(' or ')}`,
        seen,
      });
    },
  };
}

function atOnceTest(orders: Orders, operation: Operation, how: TableHow): Test {
  return {
    name: `${operation.method} ${operation.path} ${AT_ONCE} times at once`,
    verifies: [asked.repeatedAtOnce],
    run: async (trial) => {
      const ask = await how.good(trial, operation);
      const { requestReferenceId } = ask.body as Request;
      const confirmation = confirmationOf(operation);
      const calls = Array.from({ length: AT_ONCE }, () => trial.call(ask));
      const [sent] = await Promise.all(calls);
      const final = await orders.final(requestReferenceId, confirmation);
      if (!final) trial.skip('the request was not decided on');
      await quiet();
      const decisions = orders
        .heard(requestReferenceId, confirmation)
        .map((exchange) => messageOf<Confirmation>(exchange))
        .filter((message) => message && statusOf(message) !== 'pending');
      const ids = new Set(decisions.map((message) => message?.responseReferenceId.toLowerCase()));
      trial.expect(asked.repeatedAtOnce, sent, ids.size === 1, {
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
    verifies: [asked.echoAsReceived],
    run: async (trial) => {
      const order = orders.order({ requestReferenceId: randomUUID().toUpperCase() });
      const sent = await orders.send(trial, orderApi.acceptOrder, order);
      if (sent.status !== 202) trial.skip(`PUT /orders was answered ${seenIn(sent)}, not 202`);
      const [heard] = await orders.hears(order.requestReferenceId, orderApi.confirmOrder);
      const seen = heard && messageOf<Confirmation>(heard)?.requestReferenceId;
      trial.expect(asked.echoAsReceived, heard ?? sent, seen === order.requestReferenceId, {
        pointer: '/requestReferenceId',
        expected: order.requestReferenceId,
        seen: seen ?? 'no confirmation',
      });
    },
  };
}

function emptyListTest(orders: Orders): Test {
  return {
    name: 'PUT /orders with an empty list of lines',
    verifies: [asked.emptyListTaken],
    run: async (trial) => {
      const sent = await orders.send(trial, orderApi.acceptOrder, orders.order({ orderLines: [] }));
      trial.answers(asked.emptyListTaken, sent, 202, { pointer: '/orderLines' });
    },
  };
}

/** Runs last: what was refused is never confirmed. */
function refusedTest(orders: Orders): Test {
  return {
    name: 'What was refused is not confirmed',
    verifies: [asked.refusedNotProcessed],
    last: true,
    run: async (trial) => {
      if (orders.refused.size === 0) trial.skip('nothing was refused');
      await quiet();
      const isRefused = ({ requestReferenceId }: Record<string, unknown>): boolean =>
        orders.refused.has(String(requestReferenceId));
      const [heard] = [orderApi.confirmOrder, orderApi.confirmCreditOrder].flatMap((operation) =>
        orders.lab.heard(operation, isRefused),
      );
      trial.expect(asked.refusedNotProcessed, heard, heard === undefined, {
        pointer: '/requestReferenceId',
        expected: 'no confirmation of a request that was answered 400',
        seen: heard ? String(messageOf<Confirmation>(heard)?.requestReferenceId) : '',
      });
    },
  };
}
