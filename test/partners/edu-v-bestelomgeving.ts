import { randomUUID } from 'node:crypto';
import { partsOf, type DeliveryOrder, type Reference } from './support/delivery-orders.js';
import { DeliveryStore } from './support/delivery-store.js';
import { deliveryOperations } from './support/delivery-reads.js';
import { EduvApi, type AnswerOptions } from './support/edu-v-api.js';
import { HttpPartner, pause, type Handler } from './support/http-partner.js';
import { SentOrders } from './support/sent-orders.js';
import { RunnerClient } from './support/runner-client.js';
import { TokenEndpoint, type PartnerClient } from './support/token-endpoint.js';

export interface BestelomgevingOptions extends AnswerOptions {
  /** Paths of the APIs; undefined: this API is not offered. */
  orderBase?: string | undefined;
  deliveryBase?: string | undefined;
  tokenPath?: string;
  clients: Record<string, PartnerClient>;
  /** Schools that have consented, by client. */
  consents?: Record<string, readonly Reference[]>;
  /** Origin of the runner. */
  runner: string;
  schools: readonly Reference[];
  contracts: readonly string[];
  product: string;
  /** The delivery orders that it has when the run begins. */
  orders: readonly DeliveryOrder[];
  /** A returned order shows all identifiers of its school. */
  allIdentifiers?: boolean;
  /** Returned orders have fields of a later version. */
  newFields?: boolean;
  /** A control hook answers after the message was sent: 502 when the receiver answered a 5xx. */
  synchronousHooks?: boolean;
}

const DAY_MS = 86_400_000;

/** A correct Bestelomgeving, written from the facts of both APIs only. Its user acts by `/control`. */
export class Bestelomgeving extends HttpPartner {
  private readonly store: DeliveryStore;
  private readonly sent: SentOrders;
  private readonly orders: RunnerClient;
  private readonly deliveries: RunnerClient;

  constructor(private readonly options: BestelomgevingOptions) {
    const { tokenPath = '/oauth2/token', clients, runner, orderBase, deliveryBase } = options;
    const tokens = new TokenEndpoint(tokenPath, clients);
    const store = new DeliveryStore(options.orders);
    const sent = new SentOrders();
    const handlers: Handler[] = [tokens.handler];
    if (deliveryBase !== undefined)
      handlers.push(
        new EduvApi(
          deliveryBase,
          tokens,
          deliveryOperations(store, options),
          ['/deliveryorders'],
          { version: '2.0.0', ...options },
        ).handler,
      );
    if (orderBase !== undefined)
      handlers.push(
        new EduvApi(orderBase, tokens, sent.operations(options), ['/orders', '/creditorders'], {
          version: '0.9.2',
          ...options,
        }).handler,
      );
    super([...handlers, (request) => this.control(request.path)]);
    this.store = store;
    this.sent = sent;
    this.orders = new RunnerClient(`${runner}/ordersysteem`);
    this.deliveries = new RunnerClient(`${runner}/aanspraakmanager`);
  }

  private async control(path: string) {
    const action = path.split('/control/')[1];
    if (action === undefined) return undefined;
    const [client, target, message] = await this.messageFor(action);
    const status = this.options.synchronousHooks ? await client.put(target, message) : undefined;
    void client.deliver(target, message, status);
    return { status: (status ?? 202) >= 500 ? 502 : 202, body: { sent: target } };
  }

  private async messageFor(action: string): Promise<[RunnerClient, string, object]> {
    const school = this.options.schools[0]!;
    switch (action) {
      case 'order':
        return [this.orders, '/orders', this.sent.order(this.options.product)];
      case 'credit':
      case 'credit-lines':
        await this.until(() => this.sent.approved !== undefined);
        return [this.orders, '/creditorders', this.sent.credit(action === 'credit-lines')];
      case 'delivery':
        return [this.deliveries, '/deliveryorders', this.store.add(this.newOrder(school))];
      case 'change':
        return [this.deliveries, '/deliveryorders', this.store.request(this.lowered())];
      default:
        return [this.deliveries, '/deliveryorders', this.store.request(this.cancelled())];
    }
  }

  private async until(isTrue: () => boolean): Promise<void> {
    for (let round = 0; round < 100 && !isTrue(); round += 1) await pause(10);
  }

  private newOrder(school: Reference): DeliveryOrder {
    const now = new Date();
    return {
      deliveryOrderId: randomUUID(),
      contractId: this.options.contracts[0]!,
      buyer: school,
      productId: this.options.product,
      deliveryType: 'school-all',
      deliverySpecification: { school, totalQuantity: 25 },
      startDate: now.toISOString().slice(0, 10),
      activationUntilDate: new Date(now.getTime() + 200 * DAY_MS).toISOString().slice(0, 10),
      status: 'ordered',
      dateCreated: now.toISOString(),
      dateLastModified: now.toISOString(),
    };
  }

  /** An order that it has, with one item less. */
  private lowered(): DeliveryOrder {
    const [order] = this.store.find(
      ({ status, deliverySpecification: { totalQuantity } }) =>
        status === 'processed' && Number(totalQuantity) > 1,
    );
    const copy = structuredClone(order!);
    const [part] = partsOf(copy);
    if (part?.quantity !== undefined) part.quantity -= 1;
    const total = Number(copy.deliverySpecification['totalQuantity']);
    copy.deliverySpecification = { ...copy.deliverySpecification, totalQuantity: total - 1 };
    return { ...copy, dateLastModified: new Date().toISOString() };
  }

  /** Another order that it has, as cancelled today. */
  private cancelled(): DeliveryOrder {
    const order = this.store.find(({ status }) => status === 'processed').at(-1)!;
    const today = new Date().toISOString();
    return {
      ...structuredClone(order),
      status: 'cancelled',
      endDate: today.slice(0, 10),
      dateLastModified: today,
    };
  }
}
