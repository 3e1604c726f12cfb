import { randomUUID } from 'node:crypto';
import { BUYER, SELLER } from '../../../apis/bokbasen/clients.js';
import { BOOK, DIGITAL } from '../../../apis/bokbasen-orders/examples.js';
import type {
  Mode,
  OrderDetails,
  OrderDetailsLine,
} from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { realNow, startTimer } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/target-client.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';
import { editxDocumentOf, toBokbasenTimestamp, type TestOrderContent } from './order-documents.js';
import {
  orderDetailsIn,
  orderDetailsLinesOf,
  orderIdFromLocation,
  type BokbasenOrderOutcome,
} from './order-responses.js';

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
/** Quantity of the first line of an order. */
export const ORDERED_QUANTITY = 4;

type Overrides = Partial<CallOptions>;

/** An order that was processed without errors. */
export interface PlacedOrder {
  id: string;
  /** The order as the buyer sees it. */
  order: OrderDetails;
  lines: OrderDetailsLine[];
  content: TestOrderContent;
}

/** Kinds of client that tests need, and the description of each for the configuration. */
const clientDescriptions = {
  buyer: 'a client that sends orders, and receives none of them',
  seller: 'a client that receives those orders, and sends none',
  reader: 'a client of a third party, which neither sends nor receives the orders',
  otherAudience: 'a client with the audience of another API',
};

type ClientKind = keyof typeof clientDescriptions;

/** Sends orders to Bokbasen, and reads and updates them as the buyer and as the seller. */
export class BokbasenOrderClient {
  private sharedPlacement: Promise<PlacedOrder> | undefined;

  constructor(readonly session: ConformanceSession) {}

  get products(): string[] {
    const { products } = this.session.options.data;
    return Array.isArray(products) && products.length > 0 ? products.map(String) : [BOOK, DIGITAL];
  }

  /** Reads a value of `data` in the configuration. */
  dataValue(name: string, fallback: string): string {
    const value = this.session.options.data[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : fallback;
  }

  orderContent(difference: Partial<TestOrderContent> = {}): TestOrderContent {
    const [first = BOOK, second = first] = this.products;
    return {
      number: `KL-${randomUUID().slice(0, 18).toUpperCase()}`,
      buyer: this.dataValue('buyer', BUYER),
      seller: this.dataValue('seller', SELLER),
      lines: [
        { ean: first, quantity: ORDERED_QUANTITY },
        ...(second === first ? [] : [{ ean: second, quantity: 120 }]),
      ],
      ...difference,
    };
  }

  /**
   * Skips the test if one of the clients is not configured: the default client may have the rights
   * of both parties.
   */
  requireClients(context: TestContext, ...kinds: ClientKind[]): void {
    const missing = kinds.find((kind) => !this.session.hasClient(kind));
    if (missing !== undefined) context.skip(missingClientReason(missing));
  }

  send(context: TestContext, body: unknown, overrides: Overrides = {}): Promise<Exchange> {
    return context.call({ operation: api.sendOrder, as: 'buyer', body, ...overrides });
  }

  get(context: TestContext, id: string, overrides: Overrides = {}): Promise<Exchange> {
    return context.call({
      operation: api.getOrder,
      path: orderPath(id),
      as: 'buyer',
      ...overrides,
    });
  }

  getDocument(context: TestContext, id: string, overrides: Overrides = {}): Promise<Exchange> {
    const path = `${orderPath(id)}/editx`;
    return context.call({ operation: api.getOrderEditx, path, as: 'seller', ...overrides });
  }

  list(context: TestContext, mode: Mode, overrides: Overrides = {}): Promise<Exchange> {
    const query = { fromDate: toBokbasenTimestamp(realNow() - 10 * MINUTE_MS), mode };
    const as = mode === 'SENT_BY_ME' ? 'buyer' : 'seller';
    return context.call({ operation: api.listOrders, query, as, ...overrides });
  }

  update(
    context: TestContext,
    id: string,
    line: number,
    body: object,
    overrides: Overrides = {},
  ): Promise<Exchange> {
    const operation = api.updateOrderLineStatus;
    const path = `${orderPath(id)}/lines/${line}`;
    return context.call({ operation, path, body, as: 'seller', ...overrides });
  }

  reduce(
    context: TestContext,
    id: string,
    body: object,
    overrides: Overrides = {},
  ): Promise<Exchange> {
    const operation = api.updateOrderLineQuantity;
    const path = `${orderPath(id)}/update`;
    return context.call({ operation, path, body, as: 'buyer', ...overrides });
  }

  /** Reads an order as the buyer until it is processed, or until the timeout elapses. */
  async waitUntilProcessed(context: TestContext, id: string): Promise<Exchange> {
    const deadline = realNow() + this.session.options.timeoutMs;
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const exchange = await this.get(context, id);
      const isWaiting = orderDetailsIn(exchange)?.status === 'UNPROCESSED';
      if (!isWaiting || realNow() + pauseMs > deadline) return exchange;
      await pause(pauseMs);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    }
  }

  /** Sends an order and waits until it is SENT. Skips the test if it does not become SENT. */
  async place(
    context: TestContext,
    difference: Partial<TestOrderContent> = {},
  ): Promise<PlacedOrder> {
    const content = this.orderContent(difference);
    const id = this.acceptedOrderId(context, await this.send(context, editxDocumentOf(content)));
    const exchange = await this.waitUntilProcessed(context, id);
    const order = orderDetailsIn(exchange);
    const lines = orderDetailsLinesOf(order);
    if (order?.status !== 'SENT')
      context.skip(
        `the order is ${order?.status ?? describeResponse(exchange)}, not SENT: configure ` +
          'data.products, data.buyer and data.seller with values that the partner knows',
      );
    if (lines.length < content.lines.length)
      context.skip('GET of the order does not return all of its lines');
    return { id, order, lines, content };
  }

  /** Returns one order for all tests that do not change it. */
  sharedOrder(context: TestContext): Promise<PlacedOrder> {
    return (this.sharedPlacement ??= this.place(context));
  }

  /** Returns the id of an order that was accepted. Skips the test if it was not. */
  acceptedOrderId(context: TestContext, sent: Exchange): string {
    if (sent.status >= 300 || sent.status === 0)
      context.skip(`POST ${api.sendOrder.path} was answered ${describeResponse(sent)}`);
    return (
      orderIdFromLocation(sent) ??
      context.skip(`the response to POST ${api.sendOrder.path} has no Location header`)
    );
  }

  /** Waits for the final result of an order. */
  async waitForOutcome(context: TestContext, sent: Exchange): Promise<BokbasenOrderOutcome> {
    if (sent.status >= 300) return { result: describeResponse(sent), exchange: sent };
    const exchange = await this.waitUntilProcessed(context, this.acceptedOrderId(context, sent));
    return { result: orderDetailsIn(exchange)?.status ?? describeResponse(exchange), exchange };
  }
}

/** SKIP reason of a test that needs a client which is not configured. */
export function missingClientReason(kind: ClientKind): string {
  return `configure clients.${kind}: ${clientDescriptions[kind]}`;
}

export function orderPath(id: string): string {
  return `${api.listOrders.path}/${id}`;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void startTimer(milliseconds, resolve));
}
