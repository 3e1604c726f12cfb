import type { OrderDetailsLine } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { ORDERED_QUANTITY, type BokbasenOrderClient } from './order-client.js';
import { expectRejected, orderDetailsIn, orderDetailsLinesOf } from './order-responses.js';

const CONCURRENT_CALLS = ORDERED_QUANTITY + 2;

/** Tests of reductions of an ordered quantity. */
export function quantityTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    newRowTest(client),
    tooMuchTest(client),
    atOnceTest(client),
    blockedTest(client),
    notAReductionTest(client),
    sellerTest(client),
    rejectedTest(client),
  ];
}

/** Places an order with one line, and returns functions to reduce it. */
async function placeSingleLineOrder(client: BokbasenOrderClient, context: TestContext) {
  const [ean = ''] = client.products;
  const { id, lines } = await client.place(context, {
    lines: [{ ean, quantity: ORDERED_QUANTITY }],
  });
  const line = lines[0]!.id;
  const reduce = (number: number, more = {}): Promise<Exchange> =>
    client.reduce(context, id, { ean, number }, more);
  /** Skips the test if a valid reduction is not accepted. */
  const reduceOrSkip = async (number: number): Promise<Exchange> => {
    const exchange = await reduce(number);
    if (exchange.status !== 200)
      context.skip(`the reduction was answered ${describeResponse(exchange)}, not 200`);
    return exchange;
  };
  const changeRows = async (): Promise<[Exchange, OrderDetailsLine[]]> => {
    const exchange = await client.get(context, id);
    return [
      exchange,
      orderDetailsLinesOf(orderDetailsIn(exchange)).filter((one) => one.id !== line),
    ];
  };
  return { id, line, reduce, reduceOrSkip, changeRows };
}

function newRowTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update adds a row to the order',
    verifies: [requirements.newRow, requirements.rowOfChange],
    run: async (context) => {
      const { id, line, reduceOrSkip } = await placeSingleLineOrder(client, context);
      await reduceOrSkip(-1);
      const exchange = await client.get(context, id);
      const rows = orderDetailsLinesOf(orderDetailsIn(exchange));
      const [row, another] = rows.filter((one) => one.id !== line);
      const pointer = '/_embedded/lines';
      const isNew = row?.status === 'REQUESTED' && another === undefined;
      context.expect(requirements.newRow, exchange, isNew, {
        pointer,
        expected: 'one more row, with status REQUESTED',
        seen: row ? rows.map(({ status }) => status).join(', ') : 'no more rows',
      });
      const ordered = rows.find((one) => one.id === line)?.quantity;
      const isRight = row?.quantity === -1 && ordered === ORDERED_QUANTITY;
      context.expect(requirements.rowOfChange, exchange, isRight, {
        pointer,
        expected: `the quantities ${ORDERED_QUANTITY} and -1`,
        seen: `the quantities ${ordered} and ${row?.quantity}`,
      });
    },
  };
}

function tooMuchTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update with more than the remaining quantity',
    verifies: [requirements.tooMuch, requirements.changesCount],
    run: async (context) => {
      const { reduce, reduceOrSkip } = await placeSingleLineOrder(client, context);
      const tooMuch = await reduce(-ORDERED_QUANTITY - 1, { probe: true });
      context.expectStatus(requirements.tooMuch, tooMuch, 403, { pointer: '/number' });
      await reduceOrSkip(-ORDERED_QUANTITY + 1);
      const rest = await reduce(-2, { probe: true });
      context.expectStatus(requirements.changesCount, rest, 403, { pointer: '/number' });
    },
  };
}

function atOnceTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: `POST /orders/v1/{id}/update ${CONCURRENT_CALLS} times concurrently`,
    verifies: [requirements.reducedAtOnce],
    run: async (context) => {
      const { reduce, changeRows } = await placeSingleLineOrder(client, context);
      const calls = Array.from({ length: CONCURRENT_CALLS }, () => reduce(-1, { probe: true }));
      const answers = await Promise.all(calls);
      const accepted = answers.filter(({ status }) => status === 200).length;
      const [exchange, rows] = await changeRows();
      const isLimited = accepted <= ORDERED_QUANTITY && rows.length <= ORDERED_QUANTITY;
      context.expect(requirements.reducedAtOnce, exchange, isLimited, {
        pointer: '/_embedded/lines',
        expected: `at most ${ORDERED_QUANTITY} of ${CONCURRENT_CALLS} reductions accepted`,
        seen: `${accepted} accepted, and ${rows.length} rows added`,
      });
    },
  };
}

function blockedTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update for a line that is FULFILLED_BLOCKED',
    verifies: [requirements.blockedStays],
    run: async (context) => {
      const { id, line, reduce } = await placeSingleLineOrder(client, context);
      const blocked = await client.update(context, id, line, { status: 'FULFILLED_BLOCKED' });
      if (blocked.status !== 200)
        context.skip(
          `the update to FULFILLED_BLOCKED was answered ${describeResponse(blocked)}, not 200`,
        );
      context.expectStatus(requirements.blockedStays, await reduce(-1, { probe: true }), 403, {
        pointer: '/ean',
      });
    },
  };
}

function notAReductionTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update with zero, a higher quantity or another product',
    verifies: [requirements.negativeOnly, requirements.noNewProduct],
    run: async (context) => {
      const { id, reduce } = await placeSingleLineOrder(client, context);
      for (const number of [0, 1]) {
        const answer = await reduce(number, { probe: true });
        expectRejected(context, requirements.negativeOnly, answer, `number ${number}`);
      }
      const ean = client.dataValue('otherProduct', '9788200000044');
      const other = await client.reduce(context, id, { ean, number: -1 }, { probe: true });
      expectRejected(
        context,
        requirements.noNewProduct,
        other,
        `ean ${ean}, which is not in the order`,
      );
    },
  };
}

function sellerTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'The seller reads and answers a reduction, and cannot make one',
    verifies: [requirements.sellerSeesChange, requirements.senderAloneReduces],
    run: async (context) => {
      const { id, line, reduce, reduceOrSkip } = await placeSingleLineOrder(client, context);
      await reduceOrSkip(-1);
      const exchange = await client.get(context, id, { as: 'seller' });
      const row = orderDetailsLinesOf(orderDetailsIn(exchange)).find((one) => one.id !== line);
      const answer = row && (await client.update(context, id, row.id, { status: 'RECEIVED' }));
      context.expect(requirements.sellerSeesChange, answer ?? exchange, answer?.status === 200, {
        pointer: '/_embedded/lines',
        expected: 'a row for the reduction, whose status the seller can set',
        seen: answer ? describeResponse(answer) : 'no such row',
      });
      client.requireClients(context, 'buyer', 'seller');
      const refused = await reduce(-1, { as: 'seller', probe: true });
      expectRejected(
        context,
        requirements.senderAloneReduces,
        refused,
        'a reduction by the seller',
      );
    },
  };
}

function rejectedTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update after the seller rejected a reduction',
    verifies: [requirements.rejectedChange],
    run: async (context) => {
      const { id, reduce, reduceOrSkip, changeRows } = await placeSingleLineOrder(client, context);
      await reduceOrSkip(-ORDERED_QUANTITY);
      const [, rows] = await changeRows();
      const row = rows[0]?.id ?? context.skip('the order has no row for the reduction');
      const update = { status: 'REJECTED', comment: 'For sent' };
      const rejected = await client.update(context, id, row, update);
      if (rejected.status !== 200)
        context.skip(`the update to REJECTED was answered ${describeResponse(rejected)}, not 200`);
      context.expectStatus(requirements.rejectedChange, await reduce(-ORDERED_QUANTITY), 200, {
        pointer: '/number',
      });
    },
  };
}
