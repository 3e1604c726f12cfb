import { randomUUID } from 'node:crypto';
import { BUYER, SELLER } from '../../../apis/bokbasen/clients.js';
import { writeEditx } from '../../../apis/bokbasen-orders/editx-writer.js';
import { BOOK, DIGITAL } from '../../../apis/bokbasen-orders/examples.js';
import type {
  Mode,
  OrderDetails,
  OrderDetailsLine,
  OrderSummary,
} from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { startTimer, realNow, toIsoUtc } from '../../../platform/time/time.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/partner-client.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 250;
/** How many of the first line of an order are ordered. */
export const ORDERED_QUANTITY = 4;

/** What an order of ours says. */
export interface OrderContent {
  number: string;
  buyer: string;
  /** Undefined: the products decide. */
  seller: string | undefined;
  lines: { ean: string; quantity: number }[];
}

/** An order that was processed without errors. */
export interface PlacedOrder {
  id: string;
  /** As its buyer sees it. */
  order: OrderDetails;
  lines: OrderDetailsLine[];
  content: OrderContent;
}

/** Who may call, and what there is to give where nobody is known. */
const clientDescriptions = {
  buyer: 'a client that sends orders, and receives none of them',
  seller: 'a client that receives those orders, and sends none',
  reader: 'a client of a third party, which neither sends nor receives them',
  otherAudience: 'a client whose audience is that of another API',
};

/** Orders that are sent to Bokbasen, and what buyer and seller see of them. */
export class BokbasenOrderClient {
  private sharedPlacement: Promise<PlacedOrder> | undefined;

  constructor(readonly session: ConformanceSession) {}

  get products(): string[] {
    const { products } = this.session.options.data;
    return Array.isArray(products) && products.length > 0 ? products.map(String) : [BOOK, DIGITAL];
  }

  /** What the configuration says under that name. */
  dataValue(name: string, otherwise: string): string {
    const given = this.session.options.data[name];
    return typeof given === 'string' || typeof given === 'number' ? String(given) : otherwise;
  }

  orderContent(differs: Partial<OrderContent> = {}): OrderContent {
    const [first = BOOK, second = first] = this.products;
    return {
      number: `KL-${randomUUID().slice(0, 18).toUpperCase()}`,
      buyer: this.dataValue('buyer', BUYER),
      seller: this.dataValue('seller', SELLER),
      lines: [
        { ean: first, quantity: ORDERED_QUANTITY },
        ...(second === first ? [] : [{ ean: second, quantity: 120 }]),
      ],
      ...differs,
    };
  }

  /** Nobody else is to be taken for one of these. */
  requireClients(context: TestContext, ...asked: (keyof typeof clientDescriptions)[]): void {
    const missing = asked.find((kind) => !this.session.hasClient(kind));
    if (missing !== undefined) context.skip(missingClientReason(missing));
  }

  send(
    context: TestContext,
    document: unknown,
    more: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    return context.call({ operation: api.sendOrder, as: 'buyer', body: document, ...more });
  }

  get(context: TestContext, id: string, more: Partial<CallOptions> = {}): Promise<Exchange> {
    return context.call({ operation: api.getOrder, path: orderPath(id), as: 'buyer', ...more });
  }

  document(context: TestContext, id: string, more: Partial<CallOptions> = {}): Promise<Exchange> {
    const path = `${orderPath(id)}/editx`;
    return context.call({ operation: api.getOrderEditx, path, as: 'seller', ...more });
  }

  list(context: TestContext, mode: Mode, more: Partial<CallOptions> = {}): Promise<Exchange> {
    const query = { fromDate: toBokbasenTimestamp(realNow() - 10 * MINUTE_MS), mode };
    const as = mode === 'SENT_BY_ME' ? 'buyer' : 'seller';
    return context.call({ operation: api.listOrders, query, as, ...more });
  }

  update(
    context: TestContext,
    id: string,
    line: number,
    body: object,
    more: Partial<CallOptions> = {},
  ) {
    const path = `${orderPath(id)}/lines/${line}`;
    return context.call({
      operation: api.updateOrderLineStatus,
      path,
      body,
      as: 'seller',
      ...more,
    });
  }

  reduce(
    context: TestContext,
    id: string,
    body: object,
    more: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    const path = `${orderPath(id)}/update`;
    return context.call({
      operation: api.updateOrderLineQuantity,
      path,
      body,
      as: 'buyer',
      ...more,
    });
  }

  /** What the buyer sees of an order once it is processed, or the time for that is over. */
  async waitUntilProcessed(context: TestContext, id: string): Promise<Exchange> {
    const until = realNow() + this.session.options.timeoutMs;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const exchange = await this.get(context, id);
      const waiting = orderDetailsIn(exchange)?.status === 'UNPROCESSED';
      if (!waiting || realNow() + wait > until) return exchange;
      await pause(wait);
    }
  }

  /** An order that is SENT; without one the test cannot go on. */
  async place(context: TestContext, differs: Partial<OrderContent> = {}): Promise<PlacedOrder> {
    const content = this.orderContent(differs);
    const id = this.acceptedOrderId(
      context,
      await this.send(context, writeEditx(toEditxOrder(content))),
    );
    const exchange = await this.waitUntilProcessed(context, id);
    const order = orderDetailsIn(exchange);
    const lines = orderDetailsLinesOf(order);
    if (order?.status !== 'SENT')
      context.skip(
        `the order is ${order?.status ?? describeResponse(exchange)}: give data.products, data.buyer and data.seller that are known`,
      );
    if (lines.length < content.lines.length) context.skip('the order does not show its lines');
    return { id, order, lines, content };
  }

  /** One for who changes nothing of it. */
  sharedOrder(context: TestContext): Promise<PlacedOrder> {
    return (this.sharedPlacement ??= this.place(context));
  }

  /** The id of an order that was taken. */
  acceptedOrderId(context: TestContext, sent: Exchange): string {
    if (sent.status >= 300 || sent.status === 0)
      context.skip(`POST ${api.sendOrder.path} was answered ${describeResponse(sent)}`);
    return orderIdFromLocation(sent) ?? context.skip('an order was answered without a Location');
  }

  /** What became of an order: `SENT`, `FAILED`, or how it was refused. */
  async waitForOutcome(
    context: TestContext,
    sent: Exchange,
  ): Promise<{ said: string; exchange: Exchange }> {
    if (sent.status >= 300) return { said: describeResponse(sent), exchange: sent };
    const exchange = await this.waitUntilProcessed(context, this.acceptedOrderId(context, sent));
    return { said: orderDetailsIn(exchange)?.status ?? describeResponse(exchange), exchange };
  }
}

/** Why a test cannot go on that wants a client of that kind. */
export function missingClientReason(kind: keyof typeof clientDescriptions): string {
  return `there is no clients.${kind}: ${clientDescriptions[kind]}`;
}

/** That an order did not become SENT, whether it was refused or failed; a refusal is no failure of the server. */
export function expectNotSent(
  context: TestContext,
  requirement: Requirement,
  { said, exchange }: { said: string; exchange: Exchange },
  variant: string,
): void {
  const met = said === 'FAILED' || /^4\d\d$/.test(said);
  context.expect(requirement, exchange, met, {
    pointer: '/status',
    expected: `FAILED for ${variant}`,
    seen: said,
  });
}

/** That a call was refused, with whatever 4xx. */
export function expectRefused(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  variant: string,
): void {
  const met = exchange.status >= 400 && exchange.status < 500;
  context.expect(requirement, exchange, met, {
    pointer: '',
    expected: `a 4xx for ${variant}`,
    seen: describeResponse(exchange),
  });
}

function toEditxOrder({ number, buyer, seller, lines }: OrderContent) {
  const issued = `${toBokbasenTimestamp(realNow()).slice(0, 8)}T${toBokbasenTimestamp(realNow()).slice(8, 12)}Z`;
  return { orderNumber: number, issued, buyer, ...(seller !== undefined && { seller }), lines };
}

export function editxDocumentOf(content: OrderContent): string {
  return writeEditx(toEditxOrder(content));
}

/** The last part of the Location of an order. */
export function orderIdFromLocation({ response }: Exchange): string | undefined {
  const location = response.headers['location'];
  return typeof location === 'string' ? location.split('/').at(-1) || undefined : undefined;
}

export function orderDetailsIn({ status, response }: Exchange): OrderDetails | undefined {
  const value = status === 200 ? parseJson(response.body) : undefined;
  return typeof value === 'object' && value !== null ? (value as OrderDetails) : undefined;
}

export function orderDetailsLinesOf(order: OrderDetails | undefined): OrderDetailsLine[] {
  const lines = (order as Partial<OrderDetails> | undefined)?._embedded?.lines;
  return Array.isArray(lines) ? lines : [];
}

/** The items of a list: an array, or HAL's object with one. */
function itemsIn({ status, response }: Exchange): OrderSummary[] {
  const value = status === 200 ? parseJson(response.body) : undefined;
  const held = (value as { _embedded?: { orders?: unknown } } | null | undefined)?._embedded;
  const items = held?.orders ?? value;
  return Array.isArray(items) ? (items as OrderSummary[]) : [];
}

export function listItemOf(exchange: Exchange, id: string): OrderSummary | undefined {
  return itemsIn(exchange).find(({ orderId }) => orderId === id);
}

export function orderPath(id: string): string {
  return `${api.listOrders.path}/${id}`;
}

/** `YYYYMMDDHHMMSS` in UTC. */
export function toBokbasenTimestamp(milliseconds: number): string {
  return toIsoUtc(milliseconds).slice(0, 19).replaceAll(/\D/g, '');
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => void startTimer(milliseconds, done));
}
