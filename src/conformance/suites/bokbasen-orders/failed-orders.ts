import type { LineStatus } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import {
  runSequentially,
  describeResponse,
  type Test,
  type TestContext,
} from '../../runner/test-context.js';
import {
  documentOf,
  expectNotSent,
  expectRefused,
  idIn,
  linesOf,
  orderIn,
  type Orders,
} from './orders.js';

const SAME_AT_ONCE = 4;

/** What is tried with orders that are not passed on to a seller, or not yet. */
export function failingTests(orders: Orders): Test[] {
  return [usedNumberTest(orders), atOnceTest(orders), slowTest(orders), ...unfitTests(orders)];
}

function usedNumberTest(orders: Orders): Test {
  return {
    name: 'POST /orders/v1 with an OrderNumber that was used',
    verifies: [
      requirements.numberOnce,
      requirements.failedLines,
      requirements.senderAlone,
      requirements.unprocessedStays,
    ],
    run: async (context) => {
      const { content } = await orders.place(context);
      const sent = await orders.send(context, documentOf(content));
      const outcome = await orders.outcome(context, sent);
      expectNotSent(context, requirements.numberOnce, outcome, 'an OrderNumber that was used');
      const failed = outcome.said === 'FAILED' ? idIn(sent) : undefined;
      const id = failed ?? context.skip('no order could be made to fail');
      const line = linesOf(orderIn(outcome.exchange))[0]?.id ?? 1;
      const update = { status: 'FULFILLED' };
      const answer = await orders.update(context, id, line, update, { probe: true });
      expectRefused(
        context,
        requirements.unprocessedStays,
        answer,
        'a line of an order that failed',
      );
      await expectHidden(orders, context, id, 'FAILED');
    },
  };
}

function atOnceTest(orders: Orders): Test {
  return {
    name: `POST /orders/v1 ${SAME_AT_ONCE} times at once with one OrderNumber`,
    verifies: [requirements.numberOnceAtOnce],
    run: async (context) => {
      const document = documentOf(orders.content());
      const sent = await Promise.all(
        Array.from({ length: SAME_AT_ONCE }, () => orders.send(context, document)),
      );
      const outcomes = await Promise.all(sent.map((one) => orders.outcome(context, one)));
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
function slowTest(orders: Orders): Test {
  return {
    name: 'An order that stays UNPROCESSED',
    verifies: [requirements.senderAlone, requirements.failedLines, requirements.notFound],
    run: async (context) => {
      const ean = orders.data('slowProduct', '9788200099024');
      const document = documentOf(orders.content({ lines: [{ ean, quantity: 1 }] }));
      const id = orders.idOf(context, await orders.send(context, document));
      const status = orderIn(await orders.get(context, id))?.status;
      if (status !== 'UNPROCESSED')
        context.skip(
          `the order was ${status}: give data.slowProduct, a product of which orders stay UNPROCESSED`,
        );
      await expectHidden(orders, context, id, 'UNPROCESSED');
    },
  };
}

/** The order is shown to its sender with lines of that status, and to its seller not at all. */
async function expectHidden(
  orders: Orders,
  context: TestContext,
  id: string,
  status: LineStatus,
): Promise<void> {
  const seen = await orders.get(context, id);
  const lines = linesOf(orderIn(seen)).map((line) => line.status);
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
  orders.needs(context, 'buyer', 'seller');
  const answer = await orders.get(context, id, { as: 'seller', probe: true });
  const list = await orders.list(context, 'SENT_TO_ME');
  const listed = list.response.body.includes(id);
  const shown = answer.status === 200 || listed;
  context.expect(requirements.senderAlone, listed ? list : answer, !shown, {
    pointer: '',
    expected: `no order that is ${status}, for the seller`,
    seen: listed ? 'it is in his list' : describeResponse(answer),
  });
  context.answers(requirements.notFound, answer, 404, {
    what: `the seller, of an order that is ${status}`,
  });
}

/** Orders that cannot be passed on, and why. */
function unfitTests(orders: Orders): Test[] {
  const ofProduct = (ean: string): string =>
    documentOf(orders.content({ lines: [{ ean, quantity: 1 }] }));
  const changed = (from: RegExp | string, to: string): string =>
    documentOf(orders.content()).replace(from, to);
  const [first = ''] = orders.products;
  const wrongDigit = first.replace(/\d$/, (digit) => String((+digit + 1) % 10));
  const line = { ean: first, quantity: 1 };
  const twice = { lines: [line, line] };
  // prettier-ignore
  const unfit: [Requirement, [what: string, document: string][]][] = [
    [requirements.unknownProduct,  [['an EAN that is not known', ofProduct(orders.data('unknownProduct', '9788200099017'))]]],
    [requirements.ebookFails,      [['the EAN of an e-book', ofProduct(orders.data('ebook', '9788200000037'))]]],
    [requirements.incoherentFails, [
      ['an EAN with a wrong check digit', ofProduct(wrongDigit)],
      ['an OrderQuantity of 0', changed(/<OrderQuantity>\d+/, '<OrderQuantity>0')],
      ['a wrong NumberOfLines', changed(/<NumberOfLines>\d+/, '<NumberOfLines>99')],
      ['one LineNumber for two lines', documentOf(orders.content(twice)).replace('<LineNumber>2<', '<LineNumber>1<')],
    ]],
  ];
  return unfit.map(([requirement, documents]) => ({
    name: `POST /orders/v1 with ${documents.map(([what]) => what).join(', ')}`,
    verifies: [requirement],
    run: (context) =>
      runSequentially(documents, documents.length, async ([what, document]) => {
        const sent = await orders.send(context, document);
        expectNotSent(context, requirement, await orders.outcome(context, sent), what);
      }),
  }));
}
