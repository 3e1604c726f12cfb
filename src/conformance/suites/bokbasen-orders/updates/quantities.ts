import { bokbasenOrderOperations as api } from '../../../../apis/bokbasen-orders/operations.js';
import type { SellerStatus } from '../../../../apis/bokbasen-orders/messages.js';
import { expectAccepted } from '../../bokbasen/valid-message.js';
import { bokbasenOrderRequirements as requirements } from '../../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { describeResponse, type ConformanceTest } from '../../../runner/test-context.js';
import { ORDERED_QUANTITY, type BokbasenOrderClient } from '../order-client.js';
import {
  expectForbidden,
  expectRejected,
  orderDetailsIn,
  orderDetailsLinesOf,
} from '../order-responses.js';
import { placeSingleLineOrder } from './single-line-order.js';

const CONCURRENT_CALLS = ORDERED_QUANTITY + 2;
const readOk = derivedRequirements(api.getOrder).ok;

/** Tests of reductions of an ordered quantity. */
export function quantityTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    newRowTest(client),
    tooMuchTest(client),
    atOnceTest(client),
    blockedTest(client, 'FULFILLED_BLOCKED'),
    blockedTest(client, 'RECEIVED', 'FULFILLED', 'FULFILLED_BLOCKED'),
    wholeTest(client),
    notAReductionTest(client),
    sellerTest(client),
    rejectedTest(client),
  ];
}

function newRowTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update adds a row to the order',
    verifies: [requirements.newRow, requirements.rowOfChange],
    run: async (context) => {
      const { id, line, ean, reduceOrSkip } = await placeSingleLineOrder(client, context);
      await reduceOrSkip(-1);
      const exchange = await client.get(context, id);
      const rows = orderDetailsLinesOf(orderDetailsIn(exchange));
      const [row, another] = rows.filter((one) => one.id !== line);
      const before = `${ORDERED_QUANTITY} ordered in line ${line}, then reduced by 1`;
      const about = { pointer: '/_embedded/lines', before };
      const isNew = row?.status === 'REQUESTED' && another === undefined;
      context.expect(requirements.newRow, exchange, isNew, {
        ...about,
        expected: 'one more row, with status REQUESTED',
        seen: row ? `rows with ${rows.map(({ status }) => status).join(', ')}` : 'no more rows',
        causes: [readOk],
      });
      const ordered = rows.find((one) => one.id === line)?.quantity;
      const isOfProduct = [undefined, ean].includes(row?.ean);
      const isRight = row?.quantity === -1 && isOfProduct && ordered === ORDERED_QUANTITY;
      context.expect(requirements.rowOfChange, exchange, isRight, {
        ...about,
        expected: `the quantities ${ORDERED_QUANTITY} and -1 of ${ean}`,
        seen: rows.length === 0 ? 'no rows' : `the quantities ${quantitiesOf(rows)} of ${row?.ean}`,
        causes: [readOk, ...(row ? [] : [requirements.newRow])],
      });
    },
  };
}

function quantitiesOf(rows: readonly { quantity?: unknown }[]): string {
  return rows.map(({ quantity = 'nothing' }) => String(quantity)).join(' and ');
}

function tooMuchTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update with more than the remaining quantity',
    verifies: [requirements.tooMuch, requirements.changesCount],
    run: async (context) => {
      const { reduce, reduceOrSkip } = await placeSingleLineOrder(client, context);
      // If no reduction is accepted, a 403 proves nothing.
      await reduceOrSkip(-1);
      const tooMuch = await reduce(-ORDERED_QUANTITY - 1, { probe: true });
      expectForbidden(context, requirements.tooMuch, tooMuch, {
        pointer: '/number',
        variant: `a reduction by ${ORDERED_QUANTITY + 1}`,
        before: `${ORDERED_QUANTITY} ordered, 1 reduced`,
      });
      await reduceOrSkip(-ORDERED_QUANTITY + 2);
      const rest = await reduce(-2, { probe: true });
      expectForbidden(context, requirements.changesCount, rest, {
        pointer: '/number',
        variant: 'a reduction by 2',
        before: `${ORDERED_QUANTITY} ordered, ${ORDERED_QUANTITY - 1} reduced`,
        causes: [requirements.tooMuch],
      });
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
      if (accepted === 0)
        context.skip(
          `all ${CONCURRENT_CALLS} reductions by 1 of ${ORDERED_QUANTITY} were refused: ` +
            answers.map(describeResponse).join(', '),
        );
      const [exchange, rows] = await changeRows();
      const isLimited = accepted <= ORDERED_QUANTITY && rows.length <= ORDERED_QUANTITY;
      context.expect(requirements.reducedAtOnce, exchange, isLimited, {
        pointer: '/_embedded/lines',
        expected: `at most ${ORDERED_QUANTITY} of ${CONCURRENT_CALLS} reductions by 1 accepted`,
        seen: `${accepted} accepted, and ${rows.length} rows added`,
        before: `${ORDERED_QUANTITY} ordered, 0 reduced`,
        causes: [requirements.tooMuch],
      });
    },
  };
}

function blockedTest(client: BokbasenOrderClient, ...statuses: SellerStatus[]): ConformanceTest {
  return {
    name: `POST /orders/v1/{id}/update for a line that is ${statuses.join(', then ')}`,
    verifies: [requirements.blockedStays],
    run: async (context) => {
      client.requireSeller(context);
      const { id, line, reduce, reduceOrSkip } = await placeSingleLineOrder(client, context);
      // If no reduction is accepted, a 403 proves nothing.
      await reduceOrSkip(-1);
      for (const status of statuses) {
        const updated = await client.update(context, id, line, { status });
        if (updated.status !== 200)
          context.skip(
            `the update to ${status} with the token of the seller was answered ` +
              `${describeResponse(updated)}, not 200`,
          );
      }
      expectForbidden(context, requirements.blockedStays, await reduce(-1, { probe: true }), {
        pointer: '/ean',
        variant: 'a reduction by 1',
        before: `${ORDERED_QUANTITY} ordered, 1 reduced, and the line is ${statuses.join(', then ')}`,
      });
    },
  };
}

function wholeTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update to a quantity of 0',
    verifies: [derivedRequirements(api.updateOrderLineQuantity).ok],
    run: async (context) => {
      const { reduceOrSkip, reduce } = await placeSingleLineOrder(client, context);
      await reduceOrSkip(-1);
      expectAccepted(
        context,
        api.updateOrderLineQuantity,
        await reduce(1 - ORDERED_QUANTITY),
        'a reduction to 0: the total does not become negative',
      );
    },
  };
}

function notAReductionTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update with zero, a higher quantity or another product',
    verifies: [requirements.negativeOnly, requirements.noNewProduct],
    run: async (context) => {
      const { id, reduce, reduceOrSkip } = await placeSingleLineOrder(client, context);
      // If no reduction is accepted, a rejection proves nothing.
      await reduceOrSkip(-1);
      const before = `${ORDERED_QUANTITY} ordered, 1 reduced`;
      for (const number of [0, 1]) {
        const answer = await reduce(number, { probe: true });
        expectRejected(context, requirements.negativeOnly, answer, `number ${number}`, before);
      }
      const ean =
        client.session.text('otherProduct') ??
        client.data.products(context)[1] ??
        context.skip('configure data.products: EANs of two products that the seller sells');
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
      client.requireSeller(context);
      const { id, line, reduce, reduceOrSkip } = await placeSingleLineOrder(client, context);
      await reduceOrSkip(-1);
      const exchange = await client.get(context, id, { as: 'seller' });
      const row = orderDetailsLinesOf(orderDetailsIn(exchange)).find((one) => one.id !== line);
      const answer = row && (await client.update(context, id, row.id, { status: 'RECEIVED' }));
      context.expect(requirements.sellerSeesChange, answer ?? exchange, answer?.status === 200, {
        pointer: '/_embedded/lines',
        expected: 'a row for the reduction, whose status the seller can set',
        seen: answer ? describeResponse(answer) : 'no such row',
        before: `${ORDERED_QUANTITY} ordered, 1 reduced`,
        causes: [readOk, requirements.newRow, derivedRequirements(api.updateOrderLineStatus).ok],
      });
      client.requireTwoParties(context);
      const refused = await reduce(-1, { as: 'seller', probe: true });
      expectRejected(
        context,
        requirements.senderAloneReduces,
        refused,
        'a reduction with the token of the seller',
      );
    },
  };
}

function rejectedTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1/{id}/update after the seller rejected a reduction',
    verifies: [requirements.rejectedChange],
    run: async (context) => {
      client.requireSeller(context);
      const { id, reduce, reduceOrSkip, changeRows } = await placeSingleLineOrder(client, context);
      await reduceOrSkip(-ORDERED_QUANTITY);
      const [, rows] = await changeRows();
      const row = rows[0]?.id ?? context.skip('the order has no row for the reduction');
      const update = { status: 'REJECTED', comment: 'For sent' };
      const rejected = await client.update(context, id, row, update);
      if (rejected.status !== 200)
        context.skip(
          'the update to REJECTED with the token of the seller was answered ' +
            `${describeResponse(rejected)}, not 200`,
        );
      context.expectStatus(requirements.rejectedChange, await reduce(-ORDERED_QUANTITY), 200, {
        pointer: '/number',
        variant: `a reduction by ${ORDERED_QUANTITY}`,
        before: `${ORDERED_QUANTITY} ordered; the seller rejected a reduction by ${ORDERED_QUANTITY}`,
      });
    },
  };
}
