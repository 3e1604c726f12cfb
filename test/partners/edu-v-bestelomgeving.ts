import { randomUUID } from 'node:crypto';
import { partsOf, type DeliveryOrder, type Reference } from './support/delivery-orders.js';
import { DeliveryStore } from './support/delivery-store.js';
import { deliveryOperations, type DeliveryReadOptions } from './support/delivery-reads.js';
import { EduvApi } from './support/edu-v-api.js';
import { HttpPartner, pause, type Handler } from './support/http-partner.js';
import { SentOrders } from './support/sent-orders.js';
import { RunnerClient } from './support/runner-client.js';
import { TokenEndpoint, type PartnerClient } from './support/token-endpoint.js';

export interface BestelomgevingOptions extends DeliveryReadOptions {
  /** Paths of the APIs; undefined: this API is not offered. */
  orderBase?: string | undefined;
  deliveryBase?: string | undefined;
  tokenPath?: string;
  clients: Record<string, PartnerClient>;
  /** Origin of the runner. */
  runner: string;
  product: string;
  /** The delivery orders that it has when the run begins. */
  orders: readonly DeliveryOrder[];
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
        new EduvApi(deliveryBase, tokens, deliveryOperations(store, options), ['/deliveryorders'], {
          version: '2.0.0',
          ...options,
        }).handler,
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
        return [this.deliveries, '/deliveryorders', this.store.add(this.newOrder(groups(school)))];
      case 'change':
        await this.until(() => this.lastSent().status !== 'ordered');
        return [this.deliveries, '/deliveryorders', this.store.request(this.lowered())];
      default: {
        const order = this.newOrder(customer);
        await this.deliveries.deliver('/deliveryorders', this.store.add(order));
        return [this.deliveries, '/deliveryorders', this.store.request(cancelled(order))];
      }
    }
  }

  private async until(isTrue: () => boolean): Promise<void> {
    for (let round = 0; round < 100 && !isTrue(); round += 1) await pause(10);
  }

  private newOrder(
    fields: Pick<DeliveryOrder, 'buyer' | 'deliveryType' | 'deliverySpecification'>,
  ) {
    const now = new Date();
    return {
      deliveryOrderId: randomUUID(),
      contractId: this.options.contracts[0]!,
      productId: this.options.product,
      startDate: now.toISOString().slice(0, 10),
      activationUntilDate: new Date(now.getTime() + 200 * DAY_MS).toISOString().slice(0, 10),
      status: 'ordered',
      dateCreated: now.toISOString(),
      dateLastModified: now.toISOString(),
      ...fields,
    };
  }

  /** The last order for groups that was sent in this run. */
  private lastSent(): DeliveryOrder {
    const earlier = this.options.orders.map(({ deliveryOrderId }) => deliveryOrderId);
    return this.store
      .find(
        ({ deliveryType, deliveryOrderId: id }) =>
          deliveryType === 'school-groups' && !earlier.includes(id),
      )
      .at(-1)!;
  }

  /** That order, with one item less. */
  private lowered(): DeliveryOrder {
    const copy = structuredClone(this.lastSent());
    partsOf(copy)[0]!.quantity = 9;
    copy.deliverySpecification['totalQuantity'] = 24;
    return { ...copy, dateLastModified: new Date().toISOString() };
  }
}

function groups(school: Reference) {
  const parts = [
    { groupId: 'G1', quantity: 10 },
    { groupId: 'G2', quantity: 15 },
  ];
  return {
    buyer: school,
    deliveryType: 'school-groups',
    deliverySpecification: { school, groups: parts, totalQuantity: 25 },
  };
}

const customer = {
  buyer: { displayName: 'A. Parent' },
  deliveryType: 'customer-user',
  deliverySpecification: { student: { userMasterIdentifier: 'https://ketenid.nl/201703/0a' } },
};

function cancelled(order: DeliveryOrder): DeliveryOrder {
  const now = new Date().toISOString();
  const endDate = now.slice(0, 10);
  return { ...order, status: 'cancelled', endDate, dateLastModified: now };
}
