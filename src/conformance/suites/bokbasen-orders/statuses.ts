import {
  SELLER_STATUSES,
  type LineStatusUpdate,
  type OrderDetailsLine,
  type SellerStatus,
} from '../../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as asked } from '../../../contracts/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { expectRefused, linesOf, orderIn, type Orders, type Placed } from './orders.js';

/** What a seller would be likely to write in the place of a status. */
const OTHER_SPELLINGS = [
  'FULFILLED_ASSIGNED_ORGANIZATION',
  'FULLFILLED',
  'FULLFILLED_BLOCKED',
  'fulfilled',
  'ACCEPTED',
  'SENT',
  'REQUESTED',
];
const TERMS = {
  valid_from: '2026-12-01',
  valid_to: '2027-07-31',
  price: { amount: 250.15, tax: 25 },
};
/** What is not taken back. */
const moves: [SellerStatus, SellerStatus][] = [
  ['FULFILLED', 'RECEIVED'],
  ['FULFILLED', 'REJECTED'],
  ['FULFILLED_BLOCKED', 'FULFILLED'],
  ['REJECTED', 'FULFILLED'],
];

/** What is tried with the statuses of lines. */
export function statusTests(orders: Orders): Test[] {
  return [everyStatusTest(orders), spellingTest(orders), movesTest(orders), buyerTest(orders)];
}

/** An order with a line for each status. */
function placeLines(orders: Orders, trial: Trial): Promise<Placed> {
  const [ean = ''] = orders.products;
  const lines = SELLER_STATUSES.map((_, index) => ({ ean, quantity: index + 1 }));
  return orders.place(trial, { lines });
}

function updateTo(status: SellerStatus): LineStatusUpdate {
  const comment = `Linje som er ${status}`;
  return { status, comment, ...(status.startsWith('FUL') && TERMS) };
}

function everyStatusTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} with each status',
    verifies: [asked.everyStatus, asked.statusShown, asked.commentShown, asked.termsShown],
    run: async (trial) => {
      const { id, lines } = await placeLines(orders, trial);
      const taken: [LineStatusUpdate, number][] = [];
      for (const [index, status] of SELLER_STATUSES.entries()) {
        const line = lines[index]!.id;
        const answer = await orders.update(trial, id, line, updateTo(status));
        trial.expect(asked.everyStatus, answer, isTaken(answer), {
          pointer: '/status',
          expected: `a success for ${status}`,
          seen: seenIn(answer),
        });
        if (isTaken(answer)) taken.push([updateTo(status), line]);
      }
      const exchange = await orders.get(trial, id);
      const shown = linesOf(orderIn(exchange));
      for (const [update, lineId] of taken) {
        const line = shown.find((one) => one.id === lineId);
        expectShown(trial, exchange, update, line);
      }
    },
  };
}

function isTaken({ status }: Exchange): boolean {
  return status >= 200 && status < 300;
}

function expectShown(
  trial: Trial,
  exchange: Exchange,
  { status, comment = '', ...terms }: LineStatusUpdate,
  line: OrderDetailsLine | undefined,
): void {
  const pointer = '/_embedded/lines';
  trial.expect(asked.statusShown, exchange, line?.status === status, {
    pointer,
    expected: `a line that is ${status}`,
    seen: line?.status ?? 'no such line',
  });
  trial.expect(asked.commentShown, exchange, exchange.response.body.includes(comment), {
    pointer,
    expected: comment,
    seen: line?.comment ?? 'no comment',
  });
  if (Object.keys(terms).length === 0) return;
  const { valid_from, valid_to, price } = line ?? {};
  const seen = textOf({ valid_from, valid_to, price });
  const expected = textOf(terms);
  trial.expect(asked.termsShown, exchange, seen === expected, { pointer, expected, seen });
}

function textOf({ valid_from, valid_to, price }: Partial<LineStatusUpdate>): string {
  return `${valid_from} to ${valid_to}, ${price?.amount} with ${price?.tax} %`;
}

function spellingTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} with a status in another spelling',
    verifies: [asked.otherSpelling],
    run: async (trial) => {
      const { id, lines } = await orders.shared(trial);
      for (const status of OTHER_SPELLINGS) {
        const exchange = await orders.update(trial, id, lines[0]!.id, { status }, { probe: true });
        trial.answers(asked.otherSpelling, exchange, 400, { pointer: '/status', what: status });
      }
    },
  };
}

function movesTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} once more',
    verifies: [asked.lineStays, asked.statusAgain],
    run: async (trial) => {
      const { id, lines } = await placeLines(orders, trial);
      for (const [index, status] of SELLER_STATUSES.entries()) {
        const line = lines[index]!.id;
        const first = await orders.update(trial, id, line, updateTo(status));
        if (!isTaken(first)) continue;
        const again = await orders.update(trial, id, line, updateTo(status));
        trial.answers(asked.statusAgain, again, 200, { what: `${status} twice` });
        for (const [from, to] of moves) {
          if (from !== status) continue;
          const back = await orders.update(trial, id, line, updateTo(to), { probe: true });
          expectRefused(trial, asked.lineStays, back, `${to} of a line that is ${from}`);
        }
      }
    },
  };
}

function buyerTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} by the buyer',
    verifies: [asked.sellerAlone],
    run: async (trial) => {
      orders.needs(trial, 'buyer', 'seller');
      const { id, lines } = await orders.shared(trial);
      const more = { as: 'buyer', probe: true };
      const exchange = await orders.update(trial, id, lines[0]!.id, updateTo('RECEIVED'), more);
      expectRefused(trial, asked.sellerAlone, exchange, 'the buyer');
    },
  };
}
