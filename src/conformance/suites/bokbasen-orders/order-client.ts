import type {
  Mode,
  OrderDetails,
  OrderDetailsLine,
} from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { pause, realNow } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import type { CallOptions } from '../../runner/target-client.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';
import { clientDescriptions, OrderData, type ClientKind } from './order-data.js';
import { editxDocumentOf, toBokbasenTimestamp, type TestOrderContent } from './order-documents.js';
import {
  orderDetailsIn,
  orderDetailsLinesOf,
  orderIdFromLocation,
  type BokbasenOrderOutcome,
} from './order-responses.js';

const MINUTE_MS = 60_000;
/** An EAN with a prefix that is not in use. */
export const UNKNOWN_EAN = '9799999999990';
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
  /** The document that was sent. */
  document: string;
}

/** Sends orders to Bokbasen, and reads and updates them as the buyer and as the seller. */
export class BokbasenOrderClient {
  /** Ids of the orders that became SENT. */
  readonly placedIds: string[] = [];
  private readonly startedAt = realNow();
  private sharedPlacement: Promise<PlacedOrder> | undefined;

  /** Data of the partner that the configuration names. */
  readonly data: OrderData;

  constructor(readonly session: ConformanceSession) {
    this.data = new OrderData(session);
  }

  /** Creates a valid order with a new number. Skips the test without the data of the partner. */
  orderContent(context: TestContext, difference: Partial<TestOrderContent> = {}): TestOrderContent {
    const [first, second] = this.data.products(context);
    return {
      number: this.newOrderNumber(),
      buyer: this.data.buyer(context),
      seller: this.data.configuredSeller,
      lines: [
        { ean: first, quantity: ORDERED_QUANTITY },
        ...(second === undefined ? [] : [{ ean: second, quantity: 120 }]),
      ],
      ...difference,
    };
  }

  /** Creates an order that the partner need not be able to process. */
  draftContent(): TestOrderContent {
    return {
      number: this.newOrderNumber(),
      buyer: '1',
      seller: undefined,
      lines: [{ ean: UNKNOWN_EAN, quantity: 1 }],
    };
  }

  /** A number that shows the run; it has the length that an OrderNumber has in practice. */
  private newOrderNumber(): string {
    const [, , ...random] = this.session.ids.uuid().split('-');
    return `KL-${this.session.ids.run}-${random.slice(0, 2).join('')}`.toUpperCase();
  }

  /** Skips the test unless a client is configured that receives the orders. */
  requireSeller(context: TestContext): void {
    if (!this.session.hasClient('seller')) context.skip(missingClientReason('seller'));
  }

  /** Skips the test unless the buyer and the seller are configured as two clients. */
  requireTwoParties(context: TestContext): void {
    this.requireClients(context, 'buyer', 'seller');
  }

  /** Skips the test unless these clients are configured and different. */
  requireClients(context: TestContext, ...kinds: ClientKind[]): void {
    const { clients } = this.session.options;
    const missing = kinds.find((kind) => clients[kind] === undefined);
    if (missing !== undefined) context.skip(missingClientReason(missing));
    const ids = new Set(kinds.map((kind) => clients[kind]!.clientId));
    if (ids.size < kinds.length)
      context.skip(
        `${kinds.map((kind) => `clients.${kind}`).join(' and ')} are the same client: ` +
          kinds.map((kind) => `${kind} must be ${clientDescriptions[kind]}`).join('; '),
      );
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
    const as = this.session.hasClient('seller') ? 'seller' : 'buyer';
    return context.call({ operation: api.getOrderEditx, path, as, ...overrides });
  }

  list(context: TestContext, mode: Mode, overrides: Overrides = {}): Promise<Exchange> {
    const query = { fromDate: toBokbasenTimestamp(realNow() - 10 * MINUTE_MS), mode };
    const as = mode === 'SENT_BY_ME' ? 'buyer' : 'seller';
    return context.call({ operation: api.listOrders, query, as, ...overrides });
  }

  /** Query for a list of everything that was updated since the run began. */
  queryOfRun(mode: Mode): Record<string, string> {
    return { fromDate: toBokbasenTimestamp(this.startedAt - 10 * MINUTE_MS), mode };
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

  /** Reads an order as its buyer until it is processed, or until the timeout elapses. */
  async waitUntilProcessed(context: TestContext, id: string, as = 'buyer'): Promise<Exchange> {
    const deadline = realNow() + this.session.options.timeoutMs;
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const exchange = await this.get(context, id, { as });
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
    change: (document: string) => string = (document) => document,
  ): Promise<PlacedOrder> {
    const content = this.orderContent(context, difference);
    const document = change(editxDocumentOf(content));
    const id = this.acceptedOrderId(context, await this.send(context, document));
    const exchange = await this.waitUntilProcessed(context, id);
    const order = orderDetailsIn(exchange);
    const lines = orderDetailsLinesOf(order);
    if (order?.status !== 'SENT')
      context.skip(
        `the order is ${order?.status ?? describeResponse(exchange)}, not SENT: check that the ` +
          'partner knows data.products, data.buyer and data.seller, and that clients.buyer ' +
          'acts for data.buyer',
      );
    this.placedIds.push(id);
    if (lines.length < content.lines.length)
      context.skip('GET of the order does not return all of its lines');
    return { id, order, lines, content, document };
  }

  /** Returns one order for all tests that do not change it. */
  sharedOrder(context: TestContext): Promise<PlacedOrder> {
    return (this.sharedPlacement ??= this.place(context));
  }

  /** Returns the id of an order that was accepted. Skips the test if it was not. */
  acceptedOrderId(context: TestContext, sent: Exchange): string {
    if (sent.status >= 300 || sent.status === 0)
      context.skip(
        `POST ${api.sendOrder.path} with the token of the buyer was answered ` +
          describeResponse(sent),
      );
    return (
      orderIdFromLocation(sent) ??
      context.skip(`the response to POST ${api.sendOrder.path} has no Location header`)
    );
  }

  /** Waits for the final result of an order. */
  async waitForOutcome(
    context: TestContext,
    sent: Exchange,
    as = 'buyer',
  ): Promise<BokbasenOrderOutcome> {
    if (sent.status >= 300) return { result: describeResponse(sent), exchange: sent };
    const id = this.acceptedOrderId(context, sent);
    const exchange = await this.waitUntilProcessed(context, id, as);
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
