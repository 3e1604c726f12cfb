import type { OrderDetailsLine } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeResponse, type Test, type TestContext } from '../../runner/test-context.js';
import { ORDERED, expectRefused, linesOf, orderIn, type Orders } from './orders.js';

const AT_ONCE = ORDERED + 2;

/** What is tried with reductions of what was ordered. */
export function quantityTests(orders: Orders): Test[] {
  return [
    newRowTest(orders),
    tooMuchTest(orders),
    atOnceTest(orders),
    blockedTest(orders),
    notAReductionTest(orders),
    sellerTest(orders),
    rejectedTest(orders),
  ];
}

/** An order of one line; its product, and how it is reduced. */
async function single(orders: Orders, context: TestContext) {
  const [ean = ''] = orders.products;
  const { id, lines } = await orders.place(context, { lines: [{ ean, quantity: ORDERED }] });
  const line = lines[0]!.id;
  const by = (number: number, more = {}): Promise<Exchange> =>
    orders.reduce(context, id, { ean, number }, more);
  /** A good reduction; without it the test cannot go on. */
  const reduced = async (number: number): Promise<Exchange> => {
    const exchange = await by(number);
    if (exchange.status !== 200)
      context.skip(`a reduction was answered ${describeResponse(exchange)}`);
    return exchange;
  };
  const changes = async (): Promise<[Exchange, OrderDetailsLine[]]> => {
    const exchange = await orders.get(context, id);
    return [exchange, linesOf(orderIn(exchange)).filter((one) => one.id !== line)];
  };
  return { id, ean, line, by, reduced, changes };
}

function newRowTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update makes a new row',
    verifies: [requirements.newRow, requirements.rowOfChange],
    run: async (context) => {
      const { id, line, reduced } = await single(orders, context);
      await reduced(-1);
      const exchange = await orders.get(context, id);
      const rows = linesOf(orderIn(exchange));
      const [row, another] = rows.filter((one) => one.id !== line);
      const pointer = '/_embedded/lines';
      const isNew = row?.status === 'REQUESTED' && another === undefined;
      context.expect(requirements.newRow, exchange, isNew, {
        pointer,
        expected: 'one row more, which is REQUESTED',
        seen: row ? rows.map(({ status }) => status).join(', ') : 'no row more',
      });
      const ordered = rows.find((one) => one.id === line)?.quantity;
      const right = row?.quantity === -1 && ordered === ORDERED;
      context.expect(requirements.rowOfChange, exchange, right, {
        pointer,
        expected: `${ORDERED}, and -1`,
        seen: `${ordered}, and ${row?.quantity}`,
      });
    },
  };
}

function tooMuchTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update by more than is left',
    verifies: [requirements.tooMuch, requirements.changesCount],
    run: async (context) => {
      const { by, reduced } = await single(orders, context);
      const tooMuch = await by(-ORDERED - 1, { probe: true });
      context.answers(requirements.tooMuch, tooMuch, 403, { pointer: '/number' });
      await reduced(-ORDERED + 1);
      const rest = await by(-2, { probe: true });
      context.answers(requirements.changesCount, rest, 403, { pointer: '/number' });
    },
  };
}

function atOnceTest(orders: Orders): Test {
  return {
    name: `POST /orders/v1/{id}/update ${AT_ONCE} times at once`,
    verifies: [requirements.reducedAtOnce],
    run: async (context) => {
      const { by, changes } = await single(orders, context);
      const calls = Array.from({ length: AT_ONCE }, () => by(-1, { probe: true }));
      const answers = await Promise.all(calls);
      const taken = answers.filter(({ status }) => status === 200).length;
      const [exchange, rows] = await changes();
      const right = taken <= ORDERED && rows.length <= ORDERED;
      context.expect(requirements.reducedAtOnce, exchange, right, {
        pointer: '/_embedded/lines',
        expected: `at most ${ORDERED} of ${AT_ONCE} are taken`,
        seen: `${taken} are, and ${rows.length} rows are made`,
      });
    },
  };
}

function blockedTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update of a line that is blocked',
    verifies: [requirements.blockedStays],
    run: async (context) => {
      const { id, line, by } = await single(orders, context);
      const blocked = await orders.update(context, id, line, { status: 'FULFILLED_BLOCKED' });
      if (blocked.status !== 200)
        context.skip(`FULFILLED_BLOCKED was answered ${describeResponse(blocked)}`);
      context.answers(requirements.blockedStays, await by(-1, { probe: true }), 403, {
        pointer: '/ean',
      });
    },
  };
}

function notAReductionTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update of more, or of another product',
    verifies: [requirements.negativeOnly, requirements.noNewProduct],
    run: async (context) => {
      const { id, by } = await single(orders, context);
      for (const number of [0, 1]) {
        const answer = await by(number, { probe: true });
        expectRefused(context, requirements.negativeOnly, answer, `the number ${number}`);
      }
      const ean = orders.data('otherProduct', '9788200000044');
      const other = await orders.reduce(context, id, { ean, number: -1 }, { probe: true });
      expectRefused(context, requirements.noNewProduct, other, ean);
    },
  };
}

function sellerTest(orders: Orders): Test {
  return {
    name: 'A change of quantity, for the seller',
    verifies: [requirements.sellerSeesChange, requirements.senderAloneReduces],
    run: async (context) => {
      const { id, line, by, reduced } = await single(orders, context);
      await reduced(-1);
      const exchange = await orders.get(context, id, { as: 'seller' });
      const row = linesOf(orderIn(exchange)).find((one) => one.id !== line);
      const answer = row && (await orders.update(context, id, row.id, { status: 'RECEIVED' }));
      context.expect(requirements.sellerSeesChange, answer ?? exchange, answer?.status === 200, {
        pointer: '/_embedded/lines',
        expected: 'a row of the change, which takes a status',
        seen: answer ? describeResponse(answer) : 'no such row',
      });
      orders.needs(context, 'buyer', 'seller');
      const refused = await by(-1, { as: 'seller', probe: true });
      expectRefused(context, requirements.senderAloneReduces, refused, 'the seller');
    },
  };
}

function rejectedTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update after a change that was rejected',
    verifies: [requirements.rejectedChange],
    run: async (context) => {
      const { id, by, reduced, changes } = await single(orders, context);
      await reduced(-ORDERED);
      const [, rows] = await changes();
      const row = rows[0]?.id ?? context.skip('the change is no row of the order');
      const update = { status: 'REJECTED', comment: 'For sent' };
      const rejected = await orders.update(context, id, row, update);
      if (rejected.status !== 200)
        context.skip(`REJECTED was answered ${describeResponse(rejected)}`);
      context.answers(requirements.rejectedChange, await by(-ORDERED), 200, { pointer: '/number' });
    },
  };
}
