import { randomUUID } from 'node:crypto';
import { BUYER, SELLER } from '../../../contracts/bokbasen/clients.js';
import { writeEditx } from '../../../contracts/bokbasen-orders/editx-writer.js';
import { BOOK, DIGITAL } from '../../../contracts/bokbasen-orders/examples.js';
import type {
  Mode,
  OrderDetails,
  OrderDetailsLine,
  OrderSummary,
} from '../../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderApi as api } from '../../../contracts/bokbasen-orders/operations.js';
import { after, realNow, zulu } from '../../../kernel/clock/time.js';
import { jsonOf } from '../../../kernel/contract/judgement.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import type { Ask, Lab } from '../../runner/lab.js';
import { seenIn, type Trial } from '../../runner/trial.js';

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

  constructor(readonly lab: Lab) {}

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
  needs(trial: Trial, ...asked: (keyof typeof kinds)[]): void {
    const missing = asked.find((kind) => !this.lab.hasClient(kind));
    if (missing !== undefined) trial.skip(missingClient(missing));
  }

  send(trial: Trial, document: unknown, more: Partial<Ask> = {}): Promise<Exchange> {
    return trial.call({ operation: api.sendOrder, as: 'buyer', body: document, ...more });
  }

  get(trial: Trial, id: string, more: Partial<Ask> = {}): Promise<Exchange> {
    return trial.call({ operation: api.getOrder, path: pathOf(id), as: 'buyer', ...more });
  }

  document(trial: Trial, id: string, more: Partial<Ask> = {}): Promise<Exchange> {
    const path = `${pathOf(id)}/editx`;
    return trial.call({ operation: api.getOrderEditx, path, as: 'seller', ...more });
  }

  list(trial: Trial, mode: Mode, more: Partial<Ask> = {}): Promise<Exchange> {
    const query = { fromDate: stamp(realNow() - 10 * MINUTE_MS), mode };
    const as = mode === 'SENT_BY_ME' ? 'buyer' : 'seller';
    return trial.call({ operation: api.listOrders, query, as, ...more });
  }

  update(trial: Trial, id: string, line: number, body: object, more: Partial<Ask> = {}) {
    const path = `${pathOf(id)}/lines/${line}`;
    return trial.call({ operation: api.updateOrderLineStatus, path, body, as: 'seller', ...more });
  }

  reduce(trial: Trial, id: string, body: object, more: Partial<Ask> = {}): Promise<Exchange> {
    const path = `${pathOf(id)}/update`;
    return trial.call({ operation: api.updateOrderLineQuantity, path, body, as: 'buyer', ...more });
  }

  /** What the buyer sees of an order once it is processed, or the time for that is over. */
  async settled(trial: Trial, id: string): Promise<Exchange> {
    const until = realNow() + this.lab.options.timeoutMs;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const exchange = await this.get(trial, id);
      const waiting = orderIn(exchange)?.status === 'UNPROCESSED';
      if (!waiting || realNow() + wait > until) return exchange;
      await pause(wait);
    }
  }

  /** An order that is SENT; without one the test cannot go on. */
  async place(trial: Trial, differs: Partial<Content> = {}): Promise<Placed> {
    const content = this.content(differs);
    const id = this.idOf(trial, await this.send(trial, writeEditx(written(content))));
    const exchange = await this.settled(trial, id);
    const order = orderIn(exchange);
    const lines = linesOf(order);
    if (order?.status !== 'SENT')
      trial.skip(
        `the order is ${order?.status ?? seenIn(exchange)}: give data.products, data.buyer and data.seller that are known`,
      );
    if (lines.length < content.lines.length) trial.skip('the order does not show its lines');
    return { id, order, lines, content };
  }

  /** One for who changes nothing of it. */
  shared(trial: Trial): Promise<Placed> {
    return (this.sharedOrder ??= this.place(trial));
  }

  /** The id of an order that was taken. */
  idOf(trial: Trial, sent: Exchange): string {
    if (sent.status >= 300 || sent.status === 0)
      trial.skip(`POST ${api.sendOrder.path} was answered ${seenIn(sent)}`);
    return idIn(sent) ?? trial.skip('an order was answered without a Location');
  }

  /** What became of an order: `SENT`, `FAILED`, or how it was refused. */
  async outcome(trial: Trial, sent: Exchange): Promise<{ said: string; exchange: Exchange }> {
    if (sent.status >= 300) return { said: seenIn(sent), exchange: sent };
    const exchange = await this.settled(trial, this.idOf(trial, sent));
    return { said: orderIn(exchange)?.status ?? seenIn(exchange), exchange };
  }
}

/** Why a test cannot go on that wants a client of that kind. */
export function missingClient(kind: keyof typeof kinds): string {
  return `there is no clients.${kind}: ${kinds[kind]}`;
}

/** That an order did not become SENT, whether it was refused or failed; a refusal is no failure of the server. */
export function expectNotSent(
  trial: Trial,
  requirement: Requirement,
  { said, exchange }: { said: string; exchange: Exchange },
  what: string,
): void {
  const met = said === 'FAILED' || /^4\d\d$/.test(said);
  trial.expect(requirement, exchange, met, {
    pointer: '/status',
    expected: `FAILED for ${what}`,
    seen: said,
  });
}

/** That a call was refused, with whatever 4xx. */
export function expectRefused(
  trial: Trial,
  requirement: Requirement,
  exchange: Exchange,
  what: string,
): void {
  const met = exchange.status >= 400 && exchange.status < 500;
  trial.expect(requirement, exchange, met, {
    pointer: '',
    expected: `a 4xx for ${what}`,
    seen: seenIn(exchange),
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
  const value = status === 200 ? jsonOf(response.body) : undefined;
  return typeof value === 'object' && value !== null ? (value as OrderDetails) : undefined;
}

export function linesOf(order: OrderDetails | undefined): OrderDetailsLine[] {
  const lines = (order as Partial<OrderDetails> | undefined)?._embedded?.lines;
  return Array.isArray(lines) ? lines : [];
}

/** The items of a list: an array, or HAL's object with one. */
function itemsIn({ status, response }: Exchange): OrderSummary[] {
  const value = status === 200 ? jsonOf(response.body) : undefined;
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
  return zulu(milliseconds).slice(0, 19).replaceAll(/\D/g, '');
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => void after(milliseconds, done));
}
