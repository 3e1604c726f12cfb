import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { SELLER_STATUSES, type LineStatus } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import {
  runConcurrently,
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import type { BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf } from './order-documents.js';
import {
  expectNotFound,
  expectNotSent,
  expectRejected,
  listItemOf,
  orderDetailsIn,
  orderDetailsLinesOf,
  orderIdFromLocation,
} from './order-responses.js';

const CONCURRENT_CALLS = 4;

/** Tests of orders that Bokbasen does not send to the seller, or not yet. */
export function failedOrderTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    usedNumberTest(client),
    atOnceTest(client),
    slowTest(client),
    ...unprocessableTests(client),
  ];
}

function usedNumberTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 with an OrderNumber that was used before',
    verifies: [
      requirements.numberOnce,
      requirements.failedLines,
      requirements.senderAlone,
      requirements.unprocessedStays,
      requirements.unsentStays,
    ],
    run: async (context) => {
      const { id: first, content } = await client.place(context);
      const sent = await client.send(context, editxDocumentOf(content));
      const outcome = await client.waitForOutcome(context, sent);
      const variant = 'an OrderNumber that was used before';
      const before = `order ${first} with this OrderNumber is SENT`;
      expectNotSent(context, requirements.numberOnce, outcome, { variant, before });
      const failed = outcome.result === 'FAILED' ? orderIdFromLocation(sent) : undefined;
      const id =
        failed ??
        context.skip(
          `the partner answered ${outcome.result} to such an order, so that there is none with ` +
            'status FAILED: configure data.slowProduct with the EAN of a product whose orders ' +
            'stay UNPROCESSED',
        );
      await expectListedForBuyer(client, context, id, 'FAILED');
      await expectHidden(client, context, id, 'FAILED');
      await expectUnprocessed(client, context, id, 'FAILED');
    },
  };
}

function atOnceTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: `POST /orders/v1 ${CONCURRENT_CALLS} times concurrently with one OrderNumber`,
    verifies: [requirements.numberOnceAtOnce],
    run: async (context) => {
      const document = editxDocumentOf(client.orderContent(context));
      const sent = await Promise.all(
        Array.from({ length: CONCURRENT_CALLS }, () => client.send(context, document)),
      );
      const outcomes = await Promise.all(sent.map((one) => client.waitForOutcome(context, one)));
      const sentCount = outcomes.filter(({ result }) => result === 'SENT').length;
      context.expect(requirements.numberOnceAtOnce, outcomes[0]?.exchange, sentCount === 1, {
        pointer: '/status',
        expected: 'SENT exactly once',
        seen: outcomes.map(({ result }) => result).join(', '),
        causes: [derivedRequirements(api.sendOrder).ok, requirements.goodIsSent],
      });
    },
  };
}

/** While an order is processed, only its sender can read it. */
function slowTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'An order that stays UNPROCESSED',
    verifies: [
      requirements.senderAlone,
      requirements.failedLines,
      requirements.notFound,
      requirements.notFoundStatus,
      requirements.unprocessedStays,
      requirements.unsentStays,
      requirements.sentByMe,
    ],
    run: async (context) => {
      const ean = client.data.product(context, 'slowProduct');
      const document = editxDocumentOf(
        client.orderContent(context, { lines: [{ ean, quantity: 1 }] }),
      );
      const id = client.acceptedOrderId(context, await client.send(context, document));
      const exchange = await client.get(context, id);
      const status = orderDetailsIn(exchange)?.status;
      if (status !== 'UNPROCESSED')
        context.skip(
          `the order was ${status ?? describeResponse(exchange)}: configure data.slowProduct ` +
            'with a product whose orders stay UNPROCESSED',
        );
      await expectListedForBuyer(client, context, id, 'UNPROCESSED');
      await expectHidden(client, context, id, 'UNPROCESSED');
      await expectUnprocessed(client, context, id, 'UNPROCESSED');
    },
  };
}

/** Checks that the sender finds an order that was not sent in its list, with its status. */
async function expectListedForBuyer(
  client: BokbasenOrderClient,
  context: TestContext,
  id: string,
  status: LineStatus,
): Promise<void> {
  const list = await client.list(context, 'SENT_BY_ME');
  const item = listItemOf(list, id);
  context.expect(requirements.sentByMe, list, item !== undefined, {
    pointer: '',
    expected: `the order ${id}, which is ${status}`,
    seen: list.status === 200 ? 'no such order' : describeResponse(list),
    causes: [derivedRequirements(api.listOrders).ok],
  });
  if (item)
    context.expectValue(requirements.sameInBoth, list, item.status, status, { pointer: '/status' });
}

/** Checks that the seller cannot set the status of a line with that status. */
async function expectUnprocessed(
  client: BokbasenOrderClient,
  context: TestContext,
  id: string,
  status: LineStatus,
): Promise<void> {
  const line = orderDetailsLinesOf(orderDetailsIn(await client.get(context, id)))[0]?.id ?? 1;
  for (const value of SELLER_STATUSES) {
    const answer = await client.update(context, id, line, { status: value }, { probe: true });
    // The page has a condition for the three values that mean a delivery.
    const { unprocessedStays, unsentStays } = requirements;
    const requirement = value.startsWith('FUL') ? unprocessedStays : unsentStays;
    expectRejected(
      context,
      requirement,
      answer,
      `${value} for a line of an order that is ${status}`,
    );
  }
}

/**
 * Checks that the sender sees the lines with that status, and that the seller does not see the
 * order.
 */
async function expectHidden(
  client: BokbasenOrderClient,
  context: TestContext,
  id: string,
  status: LineStatus,
): Promise<void> {
  const seen = await client.get(context, id);
  const lines = orderDetailsLinesOf(orderDetailsIn(seen)).map((line) => line.status);
  if (lines.length > 0)
    context.expect(
      requirements.failedLines,
      seen,
      lines.every((one) => one === status),
      {
        pointer: '/_embedded/lines',
        expected: `lines with status ${status}`,
        seen: lines.join(', '),
      },
    );
  client.requireTwoParties(context);
  const answer = await client.get(context, id, { as: 'seller', probe: true });
  const list = await client.list(context, 'SENT_TO_ME');
  if (list.status !== 200)
    context.skip(
      `GET ${api.listOrders.path} with the token of the seller was answered ` +
        describeResponse(list),
    );
  const listed = list.response.body.toLowerCase().includes(id.toLowerCase());
  const isHidden = answer.status >= 400 && answer.status < 500 && !listed;
  context.expect(requirements.senderAlone, listed ? list : answer, isHidden, {
    pointer: '',
    expected: `an order that is ${status} is hidden from the seller`,
    seen: listed ? 'the order is in the list of the seller' : describeResponse(answer),
  });
  expectNotFound(context, answer, `GET by the seller of an order that is ${status}`, [
    requirements.senderAlone,
  ]);
}

/** One error in an order that is valid by the schema. */
type Unprocessable = [variant: string, documentFor: (context: TestContext) => string];

/** Tests of orders that are valid by the schema but cannot be sent to the seller. */
function unprocessableTests(client: BokbasenOrderClient): ConformanceTest[] {
  const ofProduct = (context: TestContext, ean: string): string =>
    editxDocumentOf(client.orderContent(context, { lines: [{ ean, quantity: 1 }] }));
  const wrongDigit = (context: TestContext): string =>
    client.data.products(context)[0].replace(/\d$/, (digit) => String((+digit + 1) % 10));
  const noQuantity = (context: TestContext): string =>
    editxDocumentOf(client.orderContent(context)).replace(/<OrderQuantity>\d+/, '<OrderQuantity>0');
  const special = (context: TestContext, name: 'ebook' | 'unknownProduct'): string =>
    ofProduct(context, client.data.product(context, name));
  const invalid: [Requirement, Unprocessable[]][] = [
    [
      requirements.unknownProduct,
      [['an unknown EAN', (context) => special(context, 'unknownProduct')]],
    ],
    [requirements.ebookFails, [['the EAN of an e-book', (context) => special(context, 'ebook')]]],
    [
      requirements.unusableLineFails,
      [
        ['an EAN with a wrong check digit', (context) => ofProduct(context, wrongDigit(context))],
        ['an OrderQuantity of 0', noQuantity],
      ],
    ],
  ];
  return invalid.map(([requirement, documents]) => ({
    name: `POST /orders/v1 with ${documents.map(([variant]) => variant).join(', ')}`,
    verifies: [requirement],
    run: async (context) => {
      // If no order becomes SENT, the result of this one proves nothing.
      await client.sharedOrder(context);
      await runConcurrently(documents, documents.length, async ([variant, documentFor]) => {
        const sent = await client.send(context, documentFor(context));
        const outcome = await client.waitForOutcome(context, sent);
        expectNotSent(context, requirement, outcome, { variant });
      });
    },
  }));
}
