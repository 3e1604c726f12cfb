import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { OrderDetails, OrderHead } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import {
  editxDocumentOf,
  listItemOf,
  orderDetailsLinesOf,
  orderDetailsIn,
  orderPath,
  type OrderContent,
  type BokbasenOrderClient,
} from './orders.js';

const SKEW_MS = 5 * 60_000;
const CREATED = /^\d{4}-\d{2}-\d{2}Z\d{2}:\d{2}:\d{2}$/;
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** What is tried with orders that are read. */
export function readingTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [shownTest(client), documentTest(client), thirdPartyTest(client), unknownTest(client)];
}

function shownTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1/{id} shows what was sent',
    verifies: [
      requirements.orderNumber,
      requirements.partyNumbers,
      requirements.createdForm,
      requirements.createdNow,
      requirements.idForm,
      requirements.orderLinks,
      requirements.everyLine,
      requirements.lineNumbers,
      requirements.lineProducts,
    ],
    run: async (context) => {
      const before = realNow();
      const content = client.orderContent();
      // Numbers that are not those of the places at which the lines stand.
      const document = editxDocumentOf(content).replaceAll(/(?<=<LineNumber>)\d+/g, '$&0');
      const id = client.acceptedOrderId(context, await client.send(context, document));
      const exchange = await client.waitUntilProcessed(context, id);
      const order =
        orderDetailsIn(exchange) ??
        context.skip(`the order was answered ${describeResponse(exchange)}`);
      expectHead(context, exchange, order, content);
      expectCreated(context, exchange, order, before);
      expectLinks(context, exchange, order, id);
      if (order.status === 'SENT') expectLines(context, exchange, order, content);
    },
  };
}

function expectHead(
  context: TestContext,
  exchange: Exchange,
  { buyerOrderNumber, buyer, seller, orderId }: Partial<OrderHead>,
  content: OrderContent,
): void {
  context.expect(requirements.orderNumber, exchange, buyerOrderNumber === content.number, {
    pointer: '/buyerOrderNumber',
    expected: content.number,
    seen: String(buyerOrderNumber),
  });
  const right = buyer === content.buyer && seller === content.seller;
  context.expect(requirements.partyNumbers, exchange, right, {
    pointer: '/buyer',
    expected: `${content.buyer} to ${content.seller}`,
    seen: `${buyer} to ${seller}`,
  });
  context.expect(requirements.idForm, exchange, UUID_4.test(String(orderId)), {
    pointer: '/orderId',
    expected: 'a UUID of version 4, in lower case',
    seen: String(orderId),
  });
}

export function expectCreatedForm(
  context: TestContext,
  exchange: Exchange,
  pointer: string,
  created: unknown,
): boolean {
  const fits = CREATED.test(String(created));
  context.expect(requirements.createdForm, exchange, fits, {
    pointer,
    expected: 'YYYY-MM-DDZHH:MM:SS',
    seen: String(created),
  });
  return fits;
}

function expectCreated(
  context: TestContext,
  exchange: Exchange,
  { created }: OrderDetails,
  before: number,
): void {
  if (!expectCreatedForm(context, exchange, '/created', created)) return;
  const moment = Date.parse(`${created.replace('Z', 'T')}Z`);
  context.expect(requirements.createdNow, exchange, Math.abs(moment - before) <= SKEW_MS, {
    pointer: '/created',
    expected: `about ${toIsoUtc(before)}`,
    seen: created,
  });
}

function expectLinks(
  context: TestContext,
  exchange: Exchange,
  order: OrderDetails,
  id: string,
): void {
  const { self, editx } = (order as Partial<OrderDetails>)._links ?? {};
  const [own, document] = [self?.href ?? 'missing', editx?.href ?? 'missing'];
  const leads = own.endsWith(`/${id}`) && new RegExp(`/${id}/editx$`, 'i').test(document);
  context.expect(
    requirements.orderLinks,
    exchange,
    leads && URL.canParse(own) && URL.canParse(document),
    {
      pointer: '/_links',
      expected: `URLs that end in ${id} and ${id}/editx`,
      seen: `${own} and ${document}`,
    },
  );
}

function expectLines(
  context: TestContext,
  exchange: Exchange,
  order: OrderDetails,
  { lines: ordered }: OrderContent,
): void {
  const lines = orderDetailsLinesOf(order);
  const expect = (
    requirement: typeof requirements.everyLine,
    expected: (string | number)[],
    seen: unknown[],
  ): void =>
    context.expect(requirement, exchange, haveSameItems(expected, seen), {
      pointer: '/_embedded/lines',
      expected: expected.join(', '),
      seen: seen.map(String).join(', ') || 'nothing',
    });
  const quantities = ordered.map(({ quantity }) => quantity);
  expect(requirements.everyLine, quantities, lines.map(({ quantity }) => quantity)); // prettier-ignore
  const numbers = ordered.map((_, index) => (index + 1) * 10);
  expect(requirements.lineNumbers, numbers, lines.map(({ id }) => id)); // prettier-ignore
  const products = ordered.map(({ ean }) => ean);
  expect(requirements.lineProducts, products, lines.map(({ ean }) => ean)); // prettier-ignore
}

/** Whether these are the same, in whatever order. */
function haveSameItems(some: readonly unknown[], others: readonly unknown[]): boolean {
  const sorted = [some, others].map((all) => all.map(String).toSorted());
  return isDeepStrictEqual(sorted[0], sorted[1]);
}

function documentTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1/{id}/editx',
    verifies: [requirements.document, requirements.documentAnyCase],
    run: async (context) => {
      const { id, content } = await client.sharedOrder(context);
      const exchange = await client.document(context, id);
      const { body } = exchange.response;
      const wanted = [content.number, ...content.lines.map(({ ean }) => ean)];
      const lacking = wanted.filter((text) => !body.includes(text));
      context.expect(
        requirements.document,
        exchange,
        exchange.status === 200 && lacking.length === 0,
        {
          pointer: '',
          expected: `a document with ${wanted.join(', ')}`,
          seen:
            exchange.status === 200 ? `none of ${lacking.join(', ')}` : describeResponse(exchange),
        },
      );
      const path = `${orderPath(id)}/EDItX`;
      const other = await client.document(context, id, { path, probe: true });
      context.expectStatus(requirements.documentAnyCase, other, 200, { variant: 'EDItX' });
    },
  };
}

function thirdPartyTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'An order, for who neither sent it nor receives it',
    verifies: [requirements.strangers, requirements.notFound],
    run: async (context) => {
      client.requireClients(context, 'reader');
      const { id } = await client.sharedOrder(context);
      const more = { as: 'reader', probe: true };
      const readings = [
        await client.get(context, id, more),
        await client.document(context, id, more),
      ];
      for (const exchange of readings) {
        context.expect(requirements.strangers, exchange, exchange.status !== 200, {
          pointer: '',
          expected: 'nothing for a third party',
          seen: describeResponse(exchange),
        });
        context.expectStatus(requirements.notFound, exchange, 404, { variant: 'a third party' });
      }
      for (const mode of ['SENT_TO_ME', 'SENT_BY_ME'] as const) {
        const list = await client.list(context, mode, { as: 'reader' });
        context.expect(requirements.strangers, list, listItemOf(list, id) === undefined, {
          pointer: '',
          expected: `no order of others in ${mode}`,
          seen: id,
        });
      }
    },
  };
}

function unknownTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'An order that there is not',
    verifies: [requirements.notFound],
    run: async (context) => {
      const id = randomUUID();
      const probe = { probe: true };
      const { products } = client;
      const { id: known, lines } = await client.sharedOrder(context);
      const beyond = Math.max(...lines.map((line) => line.id)) + 1000;
      const update = { status: 'RECEIVED' };
      const answers: [string, Exchange][] = [
        ['GET of it', await client.get(context, id, probe)],
        ['GET of its document', await client.document(context, id, probe)],
        ['a status for it', await client.update(context, id, 1, update, probe)],
        [
          'a number for it',
          await client.reduce(context, id, { ean: products[0], number: -1 }, probe),
        ],
        [`a line ${beyond}`, await client.update(context, known, beyond, update, probe)],
      ];
      for (const [variant, exchange] of answers)
        context.expectStatus(requirements.notFound, exchange, 404, { variant });
    },
  };
}
