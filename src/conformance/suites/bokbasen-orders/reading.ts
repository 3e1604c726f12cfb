import type { OrderDetails, OrderHead } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { describeValue } from '../../runner/differences.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { orderPath, type BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf, type TestOrderContent } from './order-documents.js';
import {
  expectNotFound,
  expectRejected,
  haveSameItems,
  listItemOf,
  orderDetailsIn,
  orderDetailsLinesOf,
} from './order-responses.js';
import { changesOfDocument } from './document-contents.js';
import { withManyElements } from './optional-elements.js';
import { unknownOrderTests } from './unknown-orders.js';

const MAX_CLOCK_SKEW_MS = 5 * 60_000;
const CREATED_FORMAT = /^\d{4}-\d{2}-\d{2}Z\d{2}:\d{2}:\d{2}$/;
const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Tests of reading an order and its document. */
export function readingTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    shownTest(client),
    documentTest(client),
    thirdPartyTest(client),
    ...unknownOrderTests(client),
  ];
}

function shownTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1/{id} returns the order that was sent',
    verifies: [
      derivedRequirements(api.getOrder).answer,
      requirements.halType,
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
      const content = client.orderContent(context);
      // The line numbers differ from the positions of the lines: 10, 20 …
      const document = editxDocumentOf(content).replaceAll(/(?<=<LineNumber>)\d+/g, '$&0');
      const id = client.acceptedOrderId(context, await client.send(context, document));
      const exchange = await client.waitUntilProcessed(context, id);
      const order =
        orderDetailsIn(exchange) ??
        context.skip(`GET of the order was answered ${describeResponse(exchange)}`);
      expectHead(context, exchange, order, content);
      expectCreated(context, exchange, order, before);
      expectLinks(context, exchange, order, id);
      if (order.status !== 'SENT') return;
      expectLines(context, exchange, order, content);
      if (!client.session.hasClient('seller')) return;
      const ofSeller = await client.get(context, id, { as: 'seller' });
      const seen = orderDetailsIn(ofSeller);
      if (!seen) return;
      expectHead(context, ofSeller, seen, content);
      expectLines(context, ofSeller, seen, content);
    },
  };
}

function expectHead(
  context: TestContext,
  exchange: Exchange,
  order: Partial<OrderHead>,
  { number, buyer, seller }: TestOrderContent,
): void {
  const { buyerOrderNumber, orderId } = order;
  const pointer = '/buyerOrderNumber';
  context.expectValue(requirements.orderNumber, exchange, buyerOrderNumber, number, { pointer });
  const parties = { buyer, ...(seller !== undefined && { seller }) };
  context.expectFields(requirements.partyNumbers, exchange, order, parties);
  context.expect(requirements.idForm, exchange, UUID_4.test(String(orderId)), {
    pointer: '/orderId',
    expected: 'a UUID of version 4 in lower case',
    seen: describeValue(orderId),
  });
}

export function expectCreatedForm(
  context: TestContext,
  exchange: Exchange,
  pointer: string,
  created: unknown,
): boolean {
  const hasForm = CREATED_FORMAT.test(String(created));
  context.expect(requirements.createdForm, exchange, hasForm, {
    pointer,
    expected: 'the format YYYY-MM-DDZHH:MM:SS',
    seen: describeValue(created),
  });
  return hasForm;
}

function expectCreated(
  context: TestContext,
  exchange: Exchange,
  { created }: OrderDetails,
  before: number,
): void {
  if (!expectCreatedForm(context, exchange, '/created', created)) return;
  const moment = Date.parse(`${created.replace('Z', 'T')}Z`);
  context.expect(
    requirements.createdNow,
    exchange,
    Math.abs(moment - before) <= MAX_CLOCK_SKEW_MS,
    {
      pointer: '/created',
      expected: `about ${toIsoUtc(before)}`,
      seen: created,
    },
  );
}

function expectLinks(
  context: TestContext,
  exchange: Exchange,
  order: OrderDetails,
  id: string,
): void {
  const { self, editx } = (order as Partial<OrderDetails>)._links ?? {};
  const [own, document] = [self?.href ?? 'missing', editx?.href ?? 'missing'];
  const isRight = own.endsWith(`/${id}`) && new RegExp(`/${id}/editx$`, 'i').test(document);
  context.expect(
    requirements.orderLinks,
    exchange,
    isRight && URL.canParse(own) && URL.canParse(document),
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
  { lines: ordered }: TestOrderContent,
): void {
  const lines = orderDetailsLinesOf(order);
  const expect = (
    requirement: typeof requirements.everyLine,
    expected: (string | number)[],
    seen: unknown[],
  ): void =>
    context.expect(requirement, exchange, haveSameItems(expected, seen), {
      pointer: '/_embedded/lines',
      expected: expected.map(describeValue).join(', '),
      seen: seen.map(describeValue).join(', ') || 'nothing',
    });
  // A line without an EAN is compared by its quantity alone.
  const named = lines.every(({ ean }) => ordered.some((one) => one.ean === ean));
  const describe = ({ ean, quantity }: { ean?: string; quantity: number }): string =>
    named ? `${quantity} of ${ean}` : String(quantity);
  expect(requirements.everyLine, ordered.map(describe), lines.map(describe));
  const numbers = ordered.map((_, index) => (index + 1) * 10);
  expect(
    requirements.lineNumbers,
    numbers,
    lines.map(({ id }) => id),
  );
  const products = ordered.map(({ ean }) => ean);
  expect(
    requirements.lineProducts,
    products,
    lines.map(({ ean }) => ean),
  );
}

function documentTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1/{id}/editx',
    verifies: [requirements.document, requirements.xmlAnswer, requirements.documentAnyCase],
    run: async (context) => {
      const { ok } = derivedRequirements(api.getOrderEditx);
      // A server that refuses optional elements is tested with an order without them.
      const rich = await client
        .place(context, {}, withManyElements)
        .catch(() => client.sharedOrder(context));
      const { id } = rich;
      const readers = client.session.hasClient('seller') ? ['seller', 'buyer'] : ['buyer'];
      for (const as of readers) {
        const exchange = await client.getDocument(context, id, { as });
        const { status, response } = exchange;
        const changes = status === 200 ? await changesOfDocument(rich.document, response.body) : [];
        context.expect(requirements.document, exchange, status === 200 && changes.length === 0, {
          pointer: '',
          expected: `every element that was sent, unchanged, for the ${as}`,
          seen: status === 200 ? changes.slice(0, 5).join('; ') : describeResponse(exchange),
          causes: [ok],
        });
      }
      const path = `${orderPath(id)}/EDItX`;
      const other = await client.getDocument(context, id, { path, probe: true });
      context.expectStatus(requirements.documentAnyCase, other, 200, { variant: 'EDItX' });
    },
  };
}

function thirdPartyTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'A third party cannot read or change an order',
    verifies: [
      requirements.strangers,
      requirements.notFound,
      requirements.notFoundStatus,
      requirements.sellerAlone,
      requirements.senderAloneReduces,
    ],
    run: async (context) => {
      client.requireClients(context, 'reader', 'buyer', 'seller');
      const { id, lines, content } = await client.sharedOrder(context);
      const overrides = { as: 'reader', probe: true };
      const [line] = lines;
      const status = { status: 'RECEIVED' };
      const reduction = { ean: content.lines[0]!.ean, number: -1 };
      const updated = await client.update(context, id, line!.id, status, overrides);
      expectRejected(context, requirements.sellerAlone, updated, 'an update of a third party');
      const reduced = await client.reduce(context, id, reduction, overrides);
      expectRejected(
        context,
        requirements.senderAloneReduces,
        reduced,
        'a reduction of a third party',
      );
      const responses = [
        await client.get(context, id, overrides),
        await client.getDocument(context, id, overrides),
      ];
      for (const exchange of responses) {
        expectRejected(context, requirements.strangers, exchange, 'a third party');
        expectNotFound(context, exchange, 'a third party', [requirements.strangers]);
      }
      for (const mode of ['SENT_TO_ME', 'SENT_BY_ME'] as const) {
        const list = await client.list(context, mode, { as: 'reader' });
        if (list.status !== 200) continue;
        context.expect(requirements.strangers, list, listItemOf(list, id) === undefined, {
          pointer: '',
          expected: `no order of other parties in ${mode}`,
          seen: id,
        });
      }
    },
  };
}
