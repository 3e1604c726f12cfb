import type { LineStatus } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
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
  expectNotSent,
  expectRejected,
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
    ],
    run: async (context) => {
      const { content } = await client.place(context);
      const sent = await client.send(context, editxDocumentOf(content));
      const outcome = await client.waitForOutcome(context, sent);
      expectNotSent(
        context,
        requirements.numberOnce,
        outcome,
        'an OrderNumber that was used before',
      );
      const failed = outcome.result === 'FAILED' ? orderIdFromLocation(sent) : undefined;
      const id = failed ?? context.skip('the partner has no order with status FAILED');
      const line = orderDetailsLinesOf(orderDetailsIn(outcome.exchange))[0]?.id ?? 1;
      const update = { status: 'FULFILLED' };
      const answer = await client.update(context, id, line, update, { probe: true });
      expectRejected(
        context,
        requirements.unprocessedStays,
        answer,
        'an update of a line of a FAILED order',
      );
      await expectHidden(client, context, id, 'FAILED');
    },
  };
}

function atOnceTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: `POST /orders/v1 ${CONCURRENT_CALLS} times concurrently with one OrderNumber`,
    verifies: [requirements.numberOnceAtOnce],
    run: async (context) => {
      const document = editxDocumentOf(client.orderContent());
      const sent = await Promise.all(
        Array.from({ length: CONCURRENT_CALLS }, () => client.send(context, document)),
      );
      const outcomes = await Promise.all(sent.map((one) => client.waitForOutcome(context, one)));
      const sentCount = outcomes.filter(({ result }) => result === 'SENT').length;
      context.expect(requirements.numberOnceAtOnce, outcomes[0]?.exchange, sentCount === 1, {
        pointer: '/status',
        expected: 'SENT exactly once',
        seen: outcomes.map(({ result }) => result).join(', '),
      });
    },
  };
}

/** While an order is processed, only its sender can read it. */
function slowTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'An order that stays UNPROCESSED',
    verifies: [requirements.senderAlone, requirements.failedLines, requirements.notFound],
    run: async (context) => {
      const ean = client.dataValue('slowProduct', '9788200099024');
      const document = editxDocumentOf(client.orderContent({ lines: [{ ean, quantity: 1 }] }));
      const id = client.acceptedOrderId(context, await client.send(context, document));
      const status = orderDetailsIn(await client.get(context, id))?.status;
      if (status !== 'UNPROCESSED')
        context.skip(
          `the order was ${status}: configure data.slowProduct ` +
            'with a product whose orders stay UNPROCESSED',
        );
      await expectHidden(client, context, id, 'UNPROCESSED');
    },
  };
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
  client.requireClients(context, 'buyer', 'seller');
  const answer = await client.get(context, id, { as: 'seller', probe: true });
  const list = await client.list(context, 'SENT_TO_ME');
  const listed = list.response.body.includes(id);
  const shown = answer.status === 200 || listed;
  context.expect(requirements.senderAlone, listed ? list : answer, !shown, {
    pointer: '',
    expected: `an order that is ${status} is hidden from the seller`,
    seen: listed ? 'the order is in the list of the seller' : describeResponse(answer),
  });
  context.expectStatus(requirements.notFound, answer, 404, {
    variant: `GET by the seller of an order that is ${status}`,
  });
}

/** Tests of orders that are valid by the schema but cannot be sent to the seller. */
function unprocessableTests(client: BokbasenOrderClient): ConformanceTest[] {
  const ofProduct = (ean: string): string =>
    editxDocumentOf(client.orderContent({ lines: [{ ean, quantity: 1 }] }));
  const withReplacement = (from: RegExp | string, to: string): string =>
    editxDocumentOf(client.orderContent()).replace(from, to);
  const [first = ''] = client.products;
  const wrongDigit = first.replace(/\d$/, (digit) => String((+digit + 1) % 10));
  // prettier-ignore
  const invalid: [Requirement, [variant: string, document: string][]][] = [
    [requirements.unknownProduct,  [['an unknown EAN', ofProduct(client.dataValue('unknownProduct', '9788200099017'))]]],
    [requirements.ebookFails,      [['the EAN of an e-book', ofProduct(client.dataValue('ebook', '9788200000037'))]]],
    [requirements.unusableLineFails, [
      ['an EAN with a wrong check digit', ofProduct(wrongDigit)],
      ['an OrderQuantity of 0', withReplacement(/<OrderQuantity>\d+/, '<OrderQuantity>0')],
    ]],
  ];
  return invalid.map(([requirement, documents]) => ({
    name: `POST /orders/v1 with ${documents.map(([variant]) => variant).join(', ')}`,
    verifies: [requirement],
    run: (context) =>
      runConcurrently(documents, documents.length, async ([variant, document]) => {
        const sent = await client.send(context, document);
        expectNotSent(context, requirement, await client.waitForOutcome(context, sent), variant);
      }),
  }));
}
