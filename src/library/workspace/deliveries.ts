import type { Connection } from '../connection.js';
import type { Delivery, DeliveryFilter } from '../types.js';
import { readPages } from './pages.js';

const DELIVERIES = '/_sandbox/workspaces/{ws}/deliveries';
const DELIVERY = `${DELIVERIES}/{id}` as const;

/** Messages that Ketenlab sends. The calls that send one resolve before it was sent. */
export class Deliveries {
  /** @internal */
  constructor(
    private readonly connection: Connection,
    private readonly ws: string,
  ) {}

  /** The messages, the newest first; `limit` is their maximum number. */
  list({ limit, ...filter }: Omit<DeliveryFilter, 'cursor'> = {}): Promise<Delivery[]> {
    const { client, dataOf } = this.connection;
    const path = { ws: this.ws };
    return readPages(
      (page) => dataOf(client.GET(DELIVERIES, { params: { path, query: { ...filter, ...page } } })),
      limit,
    );
  }

  /** A message with its attempts. */
  get(id: string): Promise<Delivery> {
    return this.connection.dataOf(this.connection.client.GET(DELIVERY, this.at(id)));
  }

  /** Sends a copy of a message, as a new delivery. */
  replay({ id }: Pick<Delivery, 'id'>): Promise<Delivery> {
    const { client, dataOf } = this.connection;
    return dataOf(client.POST(`${DELIVERY}/replay`, this.at(id)));
  }

  /** Sends a waiting message now, before it is due. */
  send({ id }: Pick<Delivery, 'id'>): Promise<Delivery> {
    const { client, dataOf } = this.connection;
    return dataOf(client.POST(`${DELIVERY}/send`, this.at(id)));
  }

  /** Sends a message twice. */
  async sendTwice({ id }: Pick<Delivery, 'id'>): Promise<Delivery[]> {
    const { client, dataOf } = this.connection;
    return (await dataOf(client.POST(`${DELIVERY}/send-twice`, this.at(id)))).items;
  }

  /** Cancels a waiting message, so that it is not sent. */
  cancel({ id }: Pick<Delivery, 'id'>): Promise<Delivery> {
    const { client, dataOf } = this.connection;
    return dataOf(client.POST(`${DELIVERY}/cancel`, this.at(id)));
  }

  private at(id: string) {
    return { params: { path: { ws: this.ws, id } } };
  }
}
