import type { LineStatus } from '../../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as asked } from '../../../contracts/bokbasen-orders/requirements.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import { inTurns, seenIn, type Test, type Trial } from '../../runner/trial.js';
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
    verifies: [asked.numberOnce, asked.failedLines, asked.senderAlone, asked.unprocessedStays],
    run: async (trial) => {
      const { content } = await orders.place(trial);
      const sent = await orders.send(trial, documentOf(content));
      const outcome = await orders.outcome(trial, sent);
      expectNotSent(trial, asked.numberOnce, outcome, 'an OrderNumber that was used');
      const failed = outcome.said === 'FAILED' ? idIn(sent) : undefined;
      const id = failed ?? trial.skip('no order could be made to fail');
      const line = linesOf(orderIn(outcome.exchange))[0]?.id ?? 1;
      const update = { status: 'FULFILLED' };
      const answer = await orders.update(trial, id, line, update, { probe: true });
      expectRefused(trial, asked.unprocessedStays, answer, 'a line of an order that failed');
      await expectHidden(orders, trial, id, 'FAILED');
    },
  };
}

function atOnceTest(orders: Orders): Test {
  return {
    name: `POST /orders/v1 ${SAME_AT_ONCE} times at once with one OrderNumber`,
    verifies: [asked.numberOnceAtOnce],
    run: async (trial) => {
      const document = documentOf(orders.content());
      const sent = await Promise.all(
        Array.from({ length: SAME_AT_ONCE }, () => orders.send(trial, document)),
      );
      const outcomes = await Promise.all(sent.map((one) => orders.outcome(trial, one)));
      const good = outcomes.filter(({ said }) => said === 'SENT').length;
      trial.expect(asked.numberOnceAtOnce, outcomes[0]?.exchange, good === 1, {
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
    verifies: [asked.senderAlone, asked.failedLines, asked.notFound],
    run: async (trial) => {
      const ean = orders.data('slowProduct', '9788200099024');
      const document = documentOf(orders.content({ lines: [{ ean, quantity: 1 }] }));
      const id = orders.idOf(trial, await orders.send(trial, document));
      const status = orderIn(await orders.get(trial, id))?.status;
      if (status !== 'UNPROCESSED')
        trial.skip(
          `the order was ${status}: give data.slowProduct, a product of which orders stay UNPROCESSED`,
        );
      await expectHidden(orders, trial, id, 'UNPROCESSED');
    },
  };
}

/** The order is shown to its sender with lines of that status, and to its seller not at all. */
async function expectHidden(
  orders: Orders,
  trial: Trial,
  id: string,
  status: LineStatus,
): Promise<void> {
  const seen = await orders.get(trial, id);
  const lines = linesOf(orderIn(seen)).map((line) => line.status);
  trial.expect(
    asked.failedLines,
    seen,
    lines.every((one) => one === status),
    {
      pointer: '/_embedded/lines',
      expected: `lines that are ${status}`,
      seen: lines.join(', '),
    },
  );
  orders.needs(trial, 'buyer', 'seller');
  const answer = await orders.get(trial, id, { as: 'seller', probe: true });
  const list = await orders.list(trial, 'SENT_TO_ME');
  const listed = list.response.body.includes(id);
  const shown = answer.status === 200 || listed;
  trial.expect(asked.senderAlone, listed ? list : answer, !shown, {
    pointer: '',
    expected: `no order that is ${status}, for the seller`,
    seen: listed ? 'it is in his list' : seenIn(answer),
  });
  trial.answers(asked.notFound, answer, 404, { what: `the seller, of an order that is ${status}` });
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
    [asked.unknownProduct,  [['an EAN that is not known', ofProduct(orders.data('unknownProduct', '9788200099017'))]]],
    [asked.ebookFails,      [['the EAN of an e-book', ofProduct(orders.data('ebook', '9788200000037'))]]],
    [asked.incoherentFails, [
      ['an EAN with a wrong check digit', ofProduct(wrongDigit)],
      ['an OrderQuantity of 0', changed(/<OrderQuantity>\d+/, '<OrderQuantity>0')],
      ['a wrong NumberOfLines', changed(/<NumberOfLines>\d+/, '<NumberOfLines>99')],
      ['one LineNumber for two lines', documentOf(orders.content(twice)).replace('<LineNumber>2<', '<LineNumber>1<')],
    ]],
  ];
  return unfit.map(([requirement, documents]) => ({
    name: `POST /orders/v1 with ${documents.map(([what]) => what).join(', ')}`,
    verifies: [requirement],
    run: (trial) =>
      inTurns(documents, documents.length, async ([what, document]) => {
        const sent = await orders.send(trial, document);
        expectNotSent(trial, requirement, await orders.outcome(trial, sent), what);
      }),
  }));
}
