import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { OrderDetails, OrderHead } from '../../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as asked } from '../../../contracts/bokbasen-orders/requirements.js';
import { realNow, zulu } from '../../../kernel/clock/time.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import {
  documentOf,
  itemOf,
  linesOf,
  orderIn,
  pathOf,
  type Content,
  type Orders,
} from './orders.js';

const SKEW_MS = 5 * 60_000;
const CREATED = /^\d{4}-\d{2}-\d{2}Z\d{2}:\d{2}:\d{2}$/;
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What is tried with orders that are read. */
export function readingTests(orders: Orders): Test[] {
  return [shownTest(orders), documentTest(orders), strangersTest(orders), unknownTest(orders)];
}

function shownTest(orders: Orders): Test {
  return {
    name: 'GET /orders/v1/{id} shows what was sent',
    verifies: [
      asked.orderNumber,
      asked.partyNumbers,
      asked.createdForm,
      asked.createdNow,
      asked.idForm,
      asked.orderLinks,
      asked.everyLine,
      asked.lineNumbers,
      asked.lineProducts,
    ],
    run: async (trial) => {
      const before = realNow();
      const content = orders.content();
      // Numbers that are not those of the places at which the lines stand.
      const document = documentOf(content).replaceAll(/(?<=<LineNumber>)\d+/g, '$&0');
      const id = orders.idOf(trial, await orders.send(trial, document));
      const exchange = await orders.settled(trial, id);
      const order = orderIn(exchange) ?? trial.skip(`the order was answered ${seenIn(exchange)}`);
      expectHead(trial, exchange, order, content);
      expectCreated(trial, exchange, order, before);
      expectLinks(trial, exchange, order, id);
      if (order.status === 'SENT') expectLines(trial, exchange, order, content);
    },
  };
}

function expectHead(
  trial: Trial,
  exchange: Exchange,
  { buyerOrderNumber, buyer, seller, orderId }: Partial<OrderHead>,
  content: Content,
): void {
  trial.expect(asked.orderNumber, exchange, buyerOrderNumber === content.number, {
    pointer: '/buyerOrderNumber',
    expected: content.number,
    seen: String(buyerOrderNumber),
  });
  const right = buyer === content.buyer && seller === content.seller;
  trial.expect(asked.partyNumbers, exchange, right, {
    pointer: '/buyer',
    expected: `${content.buyer} to ${content.seller}`,
    seen: `${buyer} to ${seller}`,
  });
  trial.expect(asked.idForm, exchange, UUID_4.test(String(orderId)), {
    pointer: '/orderId',
    expected: 'a UUID of version 4, in lower case',
    seen: String(orderId),
  });
}

export function expectCreatedForm(
  trial: Trial,
  exchange: Exchange,
  pointer: string,
  created: unknown,
): boolean {
  const fits = CREATED.test(String(created));
  trial.expect(asked.createdForm, exchange, fits, {
    pointer,
    expected: 'YYYY-MM-DDZHH:MM:SS',
    seen: String(created),
  });
  return fits;
}

function expectCreated(
  trial: Trial,
  exchange: Exchange,
  { created }: OrderDetails,
  before: number,
): void {
  if (!expectCreatedForm(trial, exchange, '/created', created)) return;
  const moment = Date.parse(`${created.replace('Z', 'T')}Z`);
  trial.expect(asked.createdNow, exchange, Math.abs(moment - before) <= SKEW_MS, {
    pointer: '/created',
    expected: `about ${zulu(before)}`,
    seen: created,
  });
}

function expectLinks(trial: Trial, exchange: Exchange, order: OrderDetails, id: string): void {
  const { self, editx } = (order as Partial<OrderDetails>)._links ?? {};
  const [own, document] = [self?.href ?? 'missing', editx?.href ?? 'missing'];
  const leads = own.endsWith(`/${id}`) && new RegExp(`/${id}/editx$`, 'i').test(document);
  trial.expect(asked.orderLinks, exchange, leads && URL.canParse(own) && URL.canParse(document), {
    pointer: '/_links',
    expected: `URLs that end in ${id} and ${id}/editx`,
    seen: `${own} and ${document}`,
  });
}

function expectLines(
  trial: Trial,
  exchange: Exchange,
  order: OrderDetails,
  { lines: ordered }: Content,
): void {
  const lines = linesOf(order);
  const expect = (
    requirement: typeof asked.everyLine,
    expected: (string | number)[],
    seen: unknown[],
  ): void =>
    trial.expect(requirement, exchange, sameIn(expected, seen), {
      pointer: '/_embedded/lines',
      expected: expected.join(', '),
      seen: seen.map(String).join(', ') || 'nothing',
    });
  const quantities = ordered.map(({ quantity }) => quantity);
  expect(asked.everyLine, quantities, lines.map(({ quantity }) => quantity)); // prettier-ignore
  const numbers = ordered.map((_, index) => (index + 1) * 10);
  expect(asked.lineNumbers, numbers, lines.map(({ id }) => id)); // prettier-ignore
  const products = ordered.map(({ ean }) => ean);
  expect(asked.lineProducts, products, lines.map(({ ean }) => ean)); // prettier-ignore
}

/** Whether these are the same, in whatever order. */
function sameIn(some: readonly unknown[], others: readonly unknown[]): boolean {
  const sorted = [some, others].map((all) => all.map(String).toSorted());
  return isDeepStrictEqual(sorted[0], sorted[1]);
}

function documentTest(orders: Orders): Test {
  return {
    name: 'GET /orders/v1/{id}/editx',
    verifies: [asked.document, asked.documentAnyCase],
    run: async (trial) => {
      const { id, content } = await orders.shared(trial);
      const exchange = await orders.document(trial, id);
      const { body } = exchange.response;
      const wanted = [content.number, ...content.lines.map(({ ean }) => ean)];
      const lacking = wanted.filter((text) => !body.includes(text));
      trial.expect(asked.document, exchange, exchange.status === 200 && lacking.length === 0, {
        pointer: '',
        expected: `a document with ${wanted.join(', ')}`,
        seen: exchange.status === 200 ? `none of ${lacking.join(', ')}` : seenIn(exchange),
      });
      const path = `${pathOf(id)}/EDItX`;
      const other = await orders.document(trial, id, { path, probe: true });
      trial.answers(asked.documentAnyCase, other, 200, { what: 'EDItX' });
    },
  };
}

function strangersTest(orders: Orders): Test {
  return {
    name: 'An order, for who neither sent it nor receives it',
    verifies: [asked.strangers, asked.notFound],
    run: async (trial) => {
      orders.needs(trial, 'reader');
      const { id } = await orders.shared(trial);
      const more = { as: 'reader', probe: true };
      const readings = [await orders.get(trial, id, more), await orders.document(trial, id, more)];
      for (const exchange of readings) {
        trial.expect(asked.strangers, exchange, exchange.status !== 200, {
          pointer: '',
          expected: 'nothing for a third party',
          seen: seenIn(exchange),
        });
        trial.answers(asked.notFound, exchange, 404, { what: 'a third party' });
      }
      for (const mode of ['SENT_TO_ME', 'SENT_BY_ME'] as const) {
        const list = await orders.list(trial, mode, { as: 'reader' });
        trial.expect(asked.strangers, list, itemOf(list, id) === undefined, {
          pointer: '',
          expected: `no order of others in ${mode}`,
          seen: id,
        });
      }
    },
  };
}

function unknownTest(orders: Orders): Test {
  return {
    name: 'An order that there is not',
    verifies: [asked.notFound],
    run: async (trial) => {
      const id = randomUUID();
      const probe = { probe: true };
      const { products } = orders;
      const { id: known, lines } = await orders.shared(trial);
      const beyond = Math.max(...lines.map((line) => line.id)) + 1000;
      const update = { status: 'RECEIVED' };
      const answers: [string, Exchange][] = [
        ['GET of it', await orders.get(trial, id, probe)],
        ['GET of its document', await orders.document(trial, id, probe)],
        ['a status for it', await orders.update(trial, id, 1, update, probe)],
        [
          'a number for it',
          await orders.reduce(trial, id, { ean: products[0], number: -1 }, probe),
        ],
        [`a line ${beyond}`, await orders.update(trial, known, beyond, update, probe)],
      ];
      for (const [what, exchange] of answers)
        trial.answers(asked.notFound, exchange, 404, { what });
    },
  };
}
