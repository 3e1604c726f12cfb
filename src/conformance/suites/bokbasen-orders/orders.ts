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
import type { CallOptions, ConformanceSession } from '../../runner/conformance-session.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 250;
/** How many of the first line of an order are ordered. */
export const ORDERED = 4;

/** What an order of ours says. */
export interface Content {
  number: string;
  buyer: string;
  /** Undefined: the products decide. */
  seller: string | undefined;
  lines: { ean: string; quantity: number }[];
}

/** An order that was processed without errors. */
export interface Placed {
  id: string;
  /** As its buyer sees it. */
  order: OrderDetails;
  lines: OrderDetailsLine[];
  content: Content;
}

/** Who may call, and what there is to give where nobody is known. */
const kinds = {
  buyer: 'a client that sends orders, and receives none of them',
  seller: 'a client that receives those orders, and sends none',
  reader: 'a client of a third party, which neither sends nor receives them',
  otherAudience: 'a client whose audience is that of another API',
};

/** Orders that are sent to Bokbasen, and what buyer and seller see of them. */
export class Orders {
  private sharedOrder: Promise<Placed> | undefined;

  constructor(readonly lab: ConformanceSession) {}

  get products(): string[] {
    const { products } = this.lab.options.data;
    return Array.isArray(products) && products.length > 0 ? products.map(String) : [BOOK, DIGITAL];
  }

  /** What the configuration says under that name. */
  data(name: string, otherwise: string): string {
    const given = this.lab.options.data[name];
    return typeof given === 'string' || typeof given === 'number' ? String(given) : otherwise;
  }

  content(differs: Partial<Content> = {}): Content {
    const [first = BOOK, second = first] = this.products;
    return {
      number: `KL-${randomUUID().slice(0, 18).toUpperCase()}`,
      buyer: this.data('buyer', BUYER),
      seller: this.data('seller', SELLER),
      lines: [
        { ean: first, quantity: ORDERED },
        ...(second === first ? [] : [{ ean: second, quantity: 120 }]),
      ],
      ...differs,
    };
  }

  /** Nobody else is to be taken for one of these. */
  needs(context: TestContext, ...asked: (keyof typeof kinds)[]): void {
    const missing = asked.find((kind) => !this.lab.hasClient(kind));
    if (missing !== undefined) context.skip(missingClient(missing));
  }

  send(
    context: TestContext,
    document: unknown,
    more: Partial<CallOptions> = {},
  ): Promise<Exchange> {
    return context.call({ operation: api.sendOrder, as: 'buyer', body: document, ...more });
  }

  get(context: TestContext, id: string, more: Partial<CallOptions> = {}): Promise<Exchange> {
    return context.call({ operation: api.getOrder, path: pathOf(id), as: 'buyer', ...more });
  }

  document(context: TestContext, id: string, more: Partial<CallOptions> = {}): Promise<Exchange> {
    const path = `${pathOf(id)}/editx`;
    return context.call({ operation: api.getOrderEditx, path, as: 'seller', ...more });
  }

  list(context: TestContext, mode: Mode, more: Partial<CallOptions> = {}): Promise<Exchange> {
    const query = { fromDate: stamp(realNow() - 10 * MINUTE_MS), mode };
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
    const path = `${pathOf(id)}/lines/${line}`;
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
    const path = `${pathOf(id)}/update`;
    return context.call({
      operation: api.updateOrderLineQuantity,
      path,
      body,
      as: 'buyer',
      ...more,
    });
  }

  /** What the buyer sees of an order once it is processed, or the time for that is over. */
  async settled(context: TestContext, id: string): Promise<Exchange> {
    const until = realNow() + this.lab.options.timeoutMs;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const exchange = await this.get(context, id);
      const waiting = orderIn(exchange)?.status === 'UNPROCESSED';
      if (!waiting || realNow() + wait > until) return exchange;
      await pause(wait);
    }
  }

  /** An order that is SENT; without one the test cannot go on. */
  async place(context: TestContext, differs: Partial<Content> = {}): Promise<Placed> {
    const content = this.content(differs);
    const id = this.idOf(context, await this.send(context, writeEditx(written(content))));
    const exchange = await this.settled(context, id);
    const order = orderIn(exchange);
    const lines = linesOf(order);
    if (order?.status !== 'SENT')
      context.skip(
        `the order is ${order?.status ?? describeResponse(exchange)}: give data.products, data.buyer and data.seller that are known`,
      );
    if (lines.length < content.lines.length) context.skip('the order does not show its lines');
    return { id, order, lines, content };
  }

  /** One for who changes nothing of it. */
  shared(context: TestContext): Promise<Placed> {
    return (this.sharedOrder ??= this.place(context));
  }

  /** The id of an order that was taken. */
  idOf(context: TestContext, sent: Exchange): string {
    if (sent.status >= 300 || sent.status === 0)
      context.skip(`POST ${api.sendOrder.path} was answered ${describeResponse(sent)}`);
    return idIn(sent) ?? context.skip('an order was answered without a Location');
  }

  /** What became of an order: `SENT`, `FAILED`, or how it was refused. */
  async outcome(
    context: TestContext,
    sent: Exchange,
  ): Promise<{ said: string; exchange: Exchange }> {
    if (sent.status >= 300) return { said: describeResponse(sent), exchange: sent };
    const exchange = await this.settled(context, this.idOf(context, sent));
    return { said: orderIn(exchange)?.status ?? describeResponse(exchange), exchange };
  }
}

/** Why a test cannot go on that wants a client of that kind. */
export function missingClient(kind: keyof typeof kinds): string {
  return `there is no clients.${kind}: ${kinds[kind]}`;
}

/** That an order did not become SENT, whether it was refused or failed; a refusal is no failure of the server. */
export function expectNotSent(
  context: TestContext,
  requirement: Requirement,
  { said, exchange }: { said: string; exchange: Exchange },
  what: string,
): void {
  const met = said === 'FAILED' || /^4\d\d$/.test(said);
  context.expect(requirement, exchange, met, {
    pointer: '/status',
    expected: `FAILED for ${what}`,
    seen: said,
  });
}

/** That a call was refused, with whatever 4xx. */
export function expectRefused(
  context: TestContext,
  requirement: Requirement,
  exchange: Exchange,
  what: string,
): void {
  const met = exchange.status >= 400 && exchange.status < 500;
  context.expect(requirement, exchange, met, {
    pointer: '',
    expected: `a 4xx for ${what}`,
    seen: describeResponse(exchange),
  });
}

function written({ number, buyer, seller, lines }: Content) {
  const issued = `${stamp(realNow()).slice(0, 8)}T${stamp(realNow()).slice(8, 12)}Z`;
  return { orderNumber: number, issued, buyer, ...(seller !== undefined && { seller }), lines };
}

export function documentOf(content: Content): string {
  return writeEditx(written(content));
}

/** The last part of the Location of an order. */
export function idIn({ response }: Exchange): string | undefined {
  const location = response.headers['location'];
  return typeof location === 'string' ? location.split('/').at(-1) || undefined : undefined;
}

export function orderIn({ status, response }: Exchange): OrderDetails | undefined {
  const value = status === 200 ? parseJson(response.body) : undefined;
  return typeof value === 'object' && value !== null ? (value as OrderDetails) : undefined;
}

export function linesOf(order: OrderDetails | undefined): OrderDetailsLine[] {
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

export function itemOf(exchange: Exchange, id: string): OrderSummary | undefined {
  return itemsIn(exchange).find(({ orderId }) => orderId === id);
}

export function pathOf(id: string): string {
  return `${api.listOrders.path}/${id}`;
}

/** `YYYYMMDDHHMMSS` in UTC. */
export function stamp(milliseconds: number): string {
  return toIsoUtc(milliseconds).slice(0, 19).replaceAll(/\D/g, '');
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => void startTimer(milliseconds, done));
}
