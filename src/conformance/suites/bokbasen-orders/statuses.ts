import {
  SELLER_STATUSES,
  type LineStatusUpdate,
  type OrderDetailsLine,
  type SellerStatus,
} from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeResponse, type Test, type TestContext } from '../../runner/test-context.js';
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
function placeLines(orders: Orders, context: TestContext): Promise<Placed> {
  const [ean = ''] = orders.products;
  const lines = SELLER_STATUSES.map((_, index) => ({ ean, quantity: index + 1 }));
  return orders.place(context, { lines });
}

function updateTo(status: SellerStatus): LineStatusUpdate {
  const comment = `Linje som er ${status}`;
  return { status, comment, ...(status.startsWith('FUL') && TERMS) };
}

function everyStatusTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} with each status',
    verifies: [
      requirements.everyStatus,
      requirements.statusShown,
      requirements.commentShown,
      requirements.termsShown,
    ],
    run: async (context) => {
      const { id, lines } = await placeLines(orders, context);
      const taken: [LineStatusUpdate, number][] = [];
      for (const [index, status] of SELLER_STATUSES.entries()) {
        const line = lines[index]!.id;
        const answer = await orders.update(context, id, line, updateTo(status));
        context.expect(requirements.everyStatus, answer, isTaken(answer), {
          pointer: '/status',
          expected: `a success for ${status}`,
          seen: describeResponse(answer),
        });
        if (isTaken(answer)) taken.push([updateTo(status), line]);
      }
      const exchange = await orders.get(context, id);
      const shown = linesOf(orderIn(exchange));
      for (const [update, lineId] of taken) {
        const line = shown.find((one) => one.id === lineId);
        expectShown(context, exchange, update, line);
      }
    },
  };
}

function isTaken({ status }: Exchange): boolean {
  return status >= 200 && status < 300;
}

function expectShown(
  context: TestContext,
  exchange: Exchange,
  { status, comment = '', ...terms }: LineStatusUpdate,
  line: OrderDetailsLine | undefined,
): void {
  const pointer = '/_embedded/lines';
  context.expect(requirements.statusShown, exchange, line?.status === status, {
    pointer,
    expected: `a line that is ${status}`,
    seen: line?.status ?? 'no such line',
  });
  context.expect(requirements.commentShown, exchange, exchange.response.body.includes(comment), {
    pointer,
    expected: comment,
    seen: line?.comment ?? 'no comment',
  });
  if (Object.keys(terms).length === 0) return;
  const { valid_from, valid_to, price } = line ?? {};
  const seen = textOf({ valid_from, valid_to, price });
  const expected = textOf(terms);
  context.expect(requirements.termsShown, exchange, seen === expected, { pointer, expected, seen });
}

function textOf({ valid_from, valid_to, price }: Partial<LineStatusUpdate>): string {
  return `${valid_from} to ${valid_to}, ${price?.amount} with ${price?.tax} %`;
}

function spellingTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} with a status in another spelling',
    verifies: [requirements.otherSpelling],
    run: async (context) => {
      const { id, lines } = await orders.shared(context);
      for (const status of OTHER_SPELLINGS) {
        const exchange = await orders.update(
          context,
          id,
          lines[0]!.id,
          { status },
          { probe: true },
        );
        context.answers(requirements.otherSpelling, exchange, 400, {
          pointer: '/status',
          what: status,
        });
      }
    },
  };
}

function movesTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} once more',
    verifies: [requirements.lineStays, requirements.statusAgain],
    run: async (context) => {
      const { id, lines } = await placeLines(orders, context);
      for (const [index, status] of SELLER_STATUSES.entries()) {
        const line = lines[index]!.id;
        const first = await orders.update(context, id, line, updateTo(status));
        if (!isTaken(first)) continue;
        const again = await orders.update(context, id, line, updateTo(status));
        context.answers(requirements.statusAgain, again, 200, { what: `${status} twice` });
        for (const [from, to] of moves) {
          if (from !== status) continue;
          const back = await orders.update(context, id, line, updateTo(to), { probe: true });
          expectRefused(context, requirements.lineStays, back, `${to} of a line that is ${from}`);
        }
      }
    },
  };
}

function buyerTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} by the buyer',
    verifies: [requirements.sellerAlone],
    run: async (context) => {
      orders.needs(context, 'buyer', 'seller');
      const { id, lines } = await orders.shared(context);
      const more = { as: 'buyer', probe: true };
      const exchange = await orders.update(context, id, lines[0]!.id, updateTo('RECEIVED'), more);
      expectRefused(context, requirements.sellerAlone, exchange, 'the buyer');
    },
  };
}
