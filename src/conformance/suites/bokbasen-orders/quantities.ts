import type { OrderDetailsLine } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import {
  ORDERED_QUANTITY,
  expectRefused,
  orderDetailsLinesOf,
  orderDetailsIn,
  type BokbasenOrderClient,
} from './orders.js';

const AT_ONCE = ORDERED_QUANTITY + 2;

/** What is tried with reductions of what was ordered. */
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

/** An order of one line; its product, and how it is reduced. */
async function placeSingleLineOrder(client: BokbasenOrderClient, context: TestContext) {
  const [ean = ''] = client.products;
  const { id, lines } = await client.place(context, {
    lines: [{ ean, quantity: ORDERED_QUANTITY }],
  });
  const line = lines[0]!.id;
  const by = (number: number, more = {}): Promise<Exchange> =>
    client.reduce(context, id, { ean, number }, more);
  /** A good reduction; without it the test cannot go on. */
  const reduced = async (number: number): Promise<Exchange> => {
    const exchange = await by(number);
    if (exchange.status !== 200)
      context.skip(`a reduction was answered ${describeResponse(exchange)}`);
    return exchange;
  };
  const changes = async (): Promise<[Exchange, OrderDetailsLine[]]> => {
    const exchange = await client.get(context, id);
    return [
      exchange,
      orderDetailsLinesOf(orderDetailsIn(exchange)).filter((one) => one.id !== line),
    ];
  };
  return { id, ean, line, by, reduced, changes };
}

function newRowTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update makes a new row',
    verifies: [requirements.newRow, requirements.rowOfChange],
    run: async (context) => {
      const { id, line, reduced } = await placeSingleLineOrder(client, context);
      await reduced(-1);
      const exchange = await client.get(context, id);
      const rows = orderDetailsLinesOf(orderDetailsIn(exchange));
      const [row, another] = rows.filter((one) => one.id !== line);
      const pointer = '/_embedded/lines';
      const isNew = row?.status === 'REQUESTED' && another === undefined;
      context.expect(requirements.newRow, exchange, isNew, {
        pointer,
        expected: 'one row more, which is REQUESTED',
        seen: row ? rows.map(({ status }) => status).join(', ') : 'no row more',
      });
      const ordered = rows.find((one) => one.id === line)?.quantity;
      const right = row?.quantity === -1 && ordered === ORDERED_QUANTITY;
      context.expect(requirements.rowOfChange, exchange, right, {
        pointer,
        expected: `${ORDERED_QUANTITY}, and -1`,
        seen: `${ordered}, and ${row?.quantity}`,
      });
    },
  };
}

function tooMuchTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update by more than is left',
    verifies: [requirements.tooMuch, requirements.changesCount],
    run: async (context) => {
      const { by, reduced } = await placeSingleLineOrder(client, context);
      const tooMuch = await by(-ORDERED_QUANTITY - 1, { probe: true });
      context.expectStatus(requirements.tooMuch, tooMuch, 403, { pointer: '/number' });
      await reduced(-ORDERED_QUANTITY + 1);
      const rest = await by(-2, { probe: true });
      context.expectStatus(requirements.changesCount, rest, 403, { pointer: '/number' });
    },
  };
}

function atOnceTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: `POST /orders/v1/{id}/update ${AT_ONCE} times at once`,
    verifies: [requirements.reducedAtOnce],
    run: async (context) => {
      const { by, changes } = await placeSingleLineOrder(client, context);
      const calls = Array.from({ length: AT_ONCE }, () => by(-1, { probe: true }));
      const answers = await Promise.all(calls);
      const taken = answers.filter(({ status }) => status === 200).length;
      const [exchange, rows] = await changes();
      const right = taken <= ORDERED_QUANTITY && rows.length <= ORDERED_QUANTITY;
      context.expect(requirements.reducedAtOnce, exchange, right, {
        pointer: '/_embedded/lines',
        expected: `at most ${ORDERED_QUANTITY} of ${AT_ONCE} are taken`,
        seen: `${taken} are, and ${rows.length} rows are made`,
      });
    },
  };
}

function blockedTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update of a line that is blocked',
    verifies: [requirements.blockedStays],
    run: async (context) => {
      const { id, line, by } = await placeSingleLineOrder(client, context);
      const blocked = await client.update(context, id, line, { status: 'FULFILLED_BLOCKED' });
      if (blocked.status !== 200)
        context.skip(`FULFILLED_BLOCKED was answered ${describeResponse(blocked)}`);
      context.expectStatus(requirements.blockedStays, await by(-1, { probe: true }), 403, {
        pointer: '/ean',
      });
    },
  };
}

function notAReductionTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update of more, or of another product',
    verifies: [requirements.negativeOnly, requirements.noNewProduct],
    run: async (context) => {
      const { id, by } = await placeSingleLineOrder(client, context);
      for (const number of [0, 1]) {
        const answer = await by(number, { probe: true });
        expectRefused(context, requirements.negativeOnly, answer, `the number ${number}`);
      }
      const ean = client.dataValue('otherProduct', '9788200000044');
      const other = await client.reduce(context, id, { ean, number: -1 }, { probe: true });
      expectRefused(context, requirements.noNewProduct, other, ean);
    },
  };
}

function sellerTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'A change of quantity, for the seller',
    verifies: [requirements.sellerSeesChange, requirements.senderAloneReduces],
    run: async (context) => {
      const { id, line, by, reduced } = await placeSingleLineOrder(client, context);
      await reduced(-1);
      const exchange = await client.get(context, id, { as: 'seller' });
      const row = orderDetailsLinesOf(orderDetailsIn(exchange)).find((one) => one.id !== line);
      const answer = row && (await client.update(context, id, row.id, { status: 'RECEIVED' }));
      context.expect(requirements.sellerSeesChange, answer ?? exchange, answer?.status === 200, {
        pointer: '/_embedded/lines',
        expected: 'a row of the change, which takes a status',
        seen: answer ? describeResponse(answer) : 'no such row',
      });
      client.requireClients(context, 'buyer', 'seller');
      const refused = await by(-1, { as: 'seller', probe: true });
      expectRefused(context, requirements.senderAloneReduces, refused, 'the seller');
    },
  };
}

function rejectedTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update after a change that was rejected',
    verifies: [requirements.rejectedChange],
    run: async (context) => {
      const { id, by, reduced, changes } = await placeSingleLineOrder(client, context);
      await reduced(-ORDERED_QUANTITY);
      const [, rows] = await changes();
      const row = rows[0]?.id ?? context.skip('the change is no row of the order');
      const update = { status: 'REJECTED', comment: 'For sent' };
      const rejected = await client.update(context, id, row, update);
      if (rejected.status !== 200)
        context.skip(`REJECTED was answered ${describeResponse(rejected)}`);
      context.expectStatus(requirements.rejectedChange, await by(-ORDERED_QUANTITY), 200, {
        pointer: '/number',
      });
    },
  };
}
