import {
  SELLER_STATUSES,
  type LineStatusUpdate,
  type SellerStatus,
} from '../../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import type { BokbasenOrderClient, PlacedOrder } from '../order-client.js';
import { expectLine, isSuccess } from './shown-lines.js';
import { restStaysTest } from './rest-of-order.js';
import { laterUpdateTest, optionalFieldsTest } from './update-contents.js';
import { expectRejected, orderDetailsIn, orderDetailsLinesOf } from '../order-responses.js';

/** Spellings that a seller might send instead of a status. */
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
/** Changes of status that are not allowed. */
const forbiddenTransitions: [SellerStatus, SellerStatus][] = [
  ['FULFILLED', 'RECEIVED'],
  ['FULFILLED', 'REJECTED'],
  ['FULFILLED_BLOCKED', 'FULFILLED'],
  ['REJECTED', 'FULFILLED'],
];

const { ok } = derivedRequirements(api.updateOrderLineStatus);

/** Tests of the status of order lines. */
export function lineStatusTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    everyStatusTest(client),
    optionalFieldsTest(client),
    laterUpdateTest(client),
    restStaysTest(client),
    spellingTest(client),
    transitionsTest(client),
    buyerTest(client),
  ];
}

/** Places an order with one line for each status. */
function placeOrderWithLinePerStatus(
  client: BokbasenOrderClient,
  context: TestContext,
): Promise<PlacedOrder> {
  client.requireSeller(context);
  const [ean] = client.data.products(context);
  const lines = SELLER_STATUSES.map((_, index) => ({ ean, quantity: index + 1 }));
  return client.place(context, { lines });
}

function updateTo(status: SellerStatus): LineStatusUpdate {
  // The full stop makes sure that no comment is a part of another one.
  const comment = `Linje som er ${status}.`;
  return { status, comment, ...(status.startsWith('FUL') && TERMS) };
}

function everyStatusTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} with each status',
    verifies: [
      requirements.everyStatus,
      requirements.statusShown,
      requirements.commentShown,
      requirements.termsShown,
    ],
    run: async (context) => {
      const { id, lines } = await placeOrderWithLinePerStatus(client, context);
      const accepted: [LineStatusUpdate, number][] = [];
      for (const [index, status] of SELLER_STATUSES.entries()) {
        const line = lines[index]!.id;
        const response = await client.update(context, id, line, updateTo(status));
        context.expect(requirements.everyStatus, response, isSuccess(response), {
          pointer: '/status',
          expected: `2xx for ${status}`,
          seen: describeResponse(response),
          before: `the line is ${lines[index]!.status}`,
          causes: [ok],
        });
        if (isSuccess(response)) accepted.push([updateTo(status), line]);
      }
      const exchange = await client.get(context, id);
      const shown = orderDetailsLinesOf(orderDetailsIn(exchange));
      for (const [update, lineId] of accepted) {
        const index = shown.findIndex((one) => one.id === lineId);
        const pointer = `/_embedded/lines/${index < 0 ? '?' : index}`;
        expectLine(context, exchange, update, { line: shown[index], pointer });
      }
    },
  };
}

function spellingTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} with an unknown spelling of a status',
    verifies: [requirements.otherSpelling],
    run: async (context) => {
      client.requireSeller(context);
      const { id, lines } = await client.sharedOrder(context);
      for (const status of OTHER_SPELLINGS) {
        const exchange = await client.update(
          context,
          id,
          lines[0]!.id,
          { status },
          { probe: true },
        );
        expectRejected(context, requirements.otherSpelling, exchange, `the status ${status}`);
      }
    },
  };
}

function transitionsTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name:
      'POST /orders/v1/{id}/lines/{lineId} repeats a status, and sets one that is no ' +
      'longer allowed',
    verifies: [requirements.lineStays, requirements.statusAgain],
    run: async (context) => {
      const { id, lines } = await placeOrderWithLinePerStatus(client, context);
      for (const [index, status] of SELLER_STATUSES.entries()) {
        const line = lines[index]!.id;
        const first = await client.update(context, id, line, updateTo(status));
        if (!isSuccess(first)) continue;
        const again = await client.update(context, id, line, updateTo(status));
        context.expectStatus(requirements.statusAgain, again, 200, {
          variant: `${status} a second time`,
          before: `the line is ${status}`,
          causes: [ok],
        });
        for (const [from, to] of forbiddenTransitions) {
          if (from !== status) continue;
          const back = await client.update(context, id, line, updateTo(to), { probe: true });
          expectRejected(
            context,
            requirements.lineStays,
            back,
            `${to} for a line that is ${from}`,
            `the line is ${from}`,
          );
        }
      }
    },
  };
}

function buyerTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/lines/{lineId} by the buyer',
    verifies: [requirements.sellerAlone],
    run: async (context) => {
      client.requireTwoParties(context);
      const { id, lines } = await client.sharedOrder(context);
      const overrides = { as: 'buyer', probe: true };
      const exchange = await client.update(
        context,
        id,
        lines[0]!.id,
        updateTo('RECEIVED'),
        overrides,
      );
      expectRejected(
        context,
        requirements.sellerAlone,
        exchange,
        'an update with the token of the buyer',
      );
    },
  };
}
