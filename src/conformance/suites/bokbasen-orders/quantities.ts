import type { OrderDetailsLine } from '../../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as asked } from '../../../contracts/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
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
async function single(orders: Orders, trial: Trial) {
  const [ean = ''] = orders.products;
  const { id, lines } = await orders.place(trial, { lines: [{ ean, quantity: ORDERED }] });
  const line = lines[0]!.id;
  const by = (number: number, more = {}): Promise<Exchange> =>
    orders.reduce(trial, id, { ean, number }, more);
  /** A good reduction; without it the test cannot go on. */
  const reduced = async (number: number): Promise<Exchange> => {
    const exchange = await by(number);
    if (exchange.status !== 200) trial.skip(`a reduction was answered ${seenIn(exchange)}`);
    return exchange;
  };
  const changes = async (): Promise<[Exchange, OrderDetailsLine[]]> => {
    const exchange = await orders.get(trial, id);
    return [exchange, linesOf(orderIn(exchange)).filter((one) => one.id !== line)];
  };
  return { id, ean, line, by, reduced, changes };
}

function newRowTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update makes a new row',
    verifies: [asked.newRow, asked.rowOfChange],
    run: async (trial) => {
      const { id, line, reduced } = await single(orders, trial);
      await reduced(-1);
      const exchange = await orders.get(trial, id);
      const rows = linesOf(orderIn(exchange));
      const [row, another] = rows.filter((one) => one.id !== line);
      const pointer = '/_embedded/lines';
      const isNew = row?.status === 'REQUESTED' && another === undefined;
      trial.expect(asked.newRow, exchange, isNew, {
        pointer,
        expected: 'one row more, which is REQUESTED',
        seen: row ? rows.map(({ status }) => status).join(', ') : 'no row more',
      });
      const ordered = rows.find((one) => one.id === line)?.quantity;
      const right = row?.quantity === -1 && ordered === ORDERED;
      trial.expect(asked.rowOfChange, exchange, right, {
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
    verifies: [asked.tooMuch, asked.changesCount],
    run: async (trial) => {
      const { by, reduced } = await single(orders, trial);
      const tooMuch = await by(-ORDERED - 1, { probe: true });
      trial.answers(asked.tooMuch, tooMuch, 403, { pointer: '/number' });
      await reduced(-ORDERED + 1);
      const rest = await by(-2, { probe: true });
      trial.answers(asked.changesCount, rest, 403, { pointer: '/number' });
    },
  };
}

function atOnceTest(orders: Orders): Test {
  return {
    name: `POST /orders/v1/{id}/update ${AT_ONCE} times at once`,
    verifies: [asked.reducedAtOnce],
    run: async (trial) => {
      const { by, changes } = await single(orders, trial);
      const calls = Array.from({ length: AT_ONCE }, () => by(-1, { probe: true }));
      const answers = await Promise.all(calls);
      const taken = answers.filter(({ status }) => status === 200).length;
      const [exchange, rows] = await changes();
      const right = taken <= ORDERED && rows.length <= ORDERED;
      trial.expect(asked.reducedAtOnce, exchange, right, {
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
    verifies: [asked.blockedStays],
    run: async (trial) => {
      const { id, line, by } = await single(orders, trial);
      const blocked = await orders.update(trial, id, line, { status: 'FULFILLED_BLOCKED' });
      if (blocked.status !== 200) trial.skip(`FULFILLED_BLOCKED was answered ${seenIn(blocked)}`);
      trial.answers(asked.blockedStays, await by(-1, { probe: true }), 403, { pointer: '/ean' });
    },
  };
}

function notAReductionTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update of more, or of another product',
    verifies: [asked.negativeOnly, asked.noNewProduct],
    run: async (trial) => {
      const { id, by } = await single(orders, trial);
      for (const number of [0, 1]) {
        const answer = await by(number, { probe: true });
        expectRefused(trial, asked.negativeOnly, answer, `the number ${number}`);
      }
      const ean = orders.data('otherProduct', '9788200000044');
      const other = await orders.reduce(trial, id, { ean, number: -1 }, { probe: true });
      expectRefused(trial, asked.noNewProduct, other, ean);
    },
  };
}

function sellerTest(orders: Orders): Test {
  return {
    name: 'A change of quantity, for the seller',
    verifies: [asked.sellerSeesChange, asked.senderAloneReduces],
    run: async (trial) => {
      const { id, line, by, reduced } = await single(orders, trial);
      await reduced(-1);
      const exchange = await orders.get(trial, id, { as: 'seller' });
      const row = linesOf(orderIn(exchange)).find((one) => one.id !== line);
      const answer = row && (await orders.update(trial, id, row.id, { status: 'RECEIVED' }));
      trial.expect(asked.sellerSeesChange, answer ?? exchange, answer?.status === 200, {
        pointer: '/_embedded/lines',
        expected: 'a row of the change, which takes a status',
        seen: answer ? seenIn(answer) : 'no such row',
      });
      orders.needs(trial, 'buyer', 'seller');
      const refused = await by(-1, { as: 'seller', probe: true });
      expectRefused(trial, asked.senderAloneReduces, refused, 'the seller');
    },
  };
}

function rejectedTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/update after a change that was rejected',
    verifies: [asked.rejectedChange],
    run: async (trial) => {
      const { id, by, reduced, changes } = await single(orders, trial);
      await reduced(-ORDERED);
      const [, rows] = await changes();
      const row = rows[0]?.id ?? trial.skip('the change is no row of the order');
      const update = { status: 'REJECTED', comment: 'For sent' };
      const rejected = await orders.update(trial, id, row, update);
      if (rejected.status !== 200) trial.skip(`REJECTED was answered ${seenIn(rejected)}`);
      trial.answers(asked.rejectedChange, await by(-ORDERED), 200, { pointer: '/number' });
    },
  };
}
