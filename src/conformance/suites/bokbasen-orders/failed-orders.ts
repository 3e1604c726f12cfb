import type { LineStatus } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import {
  runConcurrently,
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import {
  editxDocumentOf,
  expectNotSent,
  expectRefused,
  orderIdFromLocation,
  orderDetailsLinesOf,
  orderDetailsIn,
  type BokbasenOrderClient,
} from './orders.js';

const SAME_AT_ONCE = 4;

/** What is tried with orders that are not passed on to a seller, or not yet. */
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
    name: 'POST /orders/v1 with an OrderNumber that was used',
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
      expectNotSent(context, requirements.numberOnce, outcome, 'an OrderNumber that was used');
      const failed = outcome.said === 'FAILED' ? orderIdFromLocation(sent) : undefined;
      const id = failed ?? context.skip('no order could be made to fail');
      const line = orderDetailsLinesOf(orderDetailsIn(outcome.exchange))[0]?.id ?? 1;
      const update = { status: 'FULFILLED' };
      const answer = await client.update(context, id, line, update, { probe: true });
      expectRefused(
        context,
        requirements.unprocessedStays,
        answer,
        'a line of an order that failed',
      );
      await expectHidden(client, context, id, 'FAILED');
    },
  };
}

function atOnceTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: `POST /orders/v1 ${SAME_AT_ONCE} times at once with one OrderNumber`,
    verifies: [requirements.numberOnceAtOnce],
    run: async (context) => {
      const document = editxDocumentOf(client.orderContent());
      const sent = await Promise.all(
        Array.from({ length: SAME_AT_ONCE }, () => client.send(context, document)),
      );
      const outcomes = await Promise.all(sent.map((one) => client.waitForOutcome(context, one)));
      const good = outcomes.filter(({ said }) => said === 'SENT').length;
      context.expect(requirements.numberOnceAtOnce, outcomes[0]?.exchange, good === 1, {
        pointer: '/status',
        expected: 'SENT once',
        seen: outcomes.map(({ said }) => said).join(', '),
      });
    },
  };
}

/** What is being processed is its sender's alone. */
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
          `the order was ${status}: give data.slowProduct, a product of which orders stay UNPROCESSED`,
        );
      await expectHidden(client, context, id, 'UNPROCESSED');
    },
  };
}

/** The order is shown to its sender with lines of that status, and to its seller not at all. */
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
      expected: `lines that are ${status}`,
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
    expected: `no order that is ${status}, for the seller`,
    seen: listed ? 'it is in his list' : describeResponse(answer),
  });
  context.expectStatus(requirements.notFound, answer, 404, {
    variant: `the seller, of an order that is ${status}`,
  });
}

/** Orders that cannot be passed on, and why. */
function unprocessableTests(client: BokbasenOrderClient): ConformanceTest[] {
  const ofProduct = (ean: string): string =>
    editxDocumentOf(client.orderContent({ lines: [{ ean, quantity: 1 }] }));
  const changed = (from: RegExp | string, to: string): string =>
    editxDocumentOf(client.orderContent()).replace(from, to);
  const [first = ''] = client.products;
  const wrongDigit = first.replace(/\d$/, (digit) => String((+digit + 1) % 10));
  const line = { ean: first, quantity: 1 };
  const twice = { lines: [line, line] };
  // prettier-ignore
  const unfit: [Requirement, [variant: string, document: string][]][] = [
    [requirements.unknownProduct,  [['an EAN that is not known', ofProduct(client.dataValue('unknownProduct', '9788200099017'))]]],
    [requirements.ebookFails,      [['the EAN of an e-book', ofProduct(client.dataValue('ebook', '9788200000037'))]]],
    [requirements.incoherentFails, [
      ['an EAN with a wrong check digit', ofProduct(wrongDigit)],
      ['an OrderQuantity of 0', changed(/<OrderQuantity>\d+/, '<OrderQuantity>0')],
      ['a wrong NumberOfLines', changed(/<NumberOfLines>\d+/, '<NumberOfLines>99')],
      ['one LineNumber for two lines', editxDocumentOf(client.orderContent(twice)).replace('<LineNumber>2<', '<LineNumber>1<')],
    ]],
  ];
  return unfit.map(([requirement, documents]) => ({
    name: `POST /orders/v1 with ${documents.map(([variant]) => variant).join(', ')}`,
    verifies: [requirement],
    run: (context) =>
      runConcurrently(documents, documents.length, async ([variant, document]) => {
        const sent = await client.send(context, document);
        expectNotSent(context, requirement, await client.waitForOutcome(context, sent), variant);
      }),
  }));
}
