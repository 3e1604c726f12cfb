import type { Connection } from '../connection.js';
import type { Collection, DecidingRole, Decision, StateItem } from '../types.js';
import { readPages } from './pages.js';

const ITEMS = '/_sandbox/workspaces/{ws}/state/{collection}';
const ITEM = `${ITEMS}/{id}` as const;

/** The role that decides on the items of a collection. */
const deciders: Partial<Record<Collection, DecidingRole>> = {
  orders: 'ordersysteem',
  creditorders: 'ordersysteem',
  deliveryorders: 'aanspraakmanager',
  'bokbasen-orders': 'bokbasen-orders',
};

/** A collection of the state of a workspace. Items have the form of the control API. */
export class StateCollection<Item extends object = StateItem> {
  /** @internal */
  constructor(
    private readonly connection: Connection,
    private readonly ws: string,
    /** Name in the control API. */
    readonly name: Collection,
  ) {}

  /** The items, the newest first; `limit` is their maximum number. */
  list({ limit }: { limit?: number } = {}): Promise<Item[]> {
    const { client, dataOf } = this.connection;
    const path = { ws: this.ws, collection: this.name };
    return readPages(async (query) => {
      const { items, ...page } = await dataOf(client.GET(ITEMS, { params: { path, query } }));
      return { ...page, items: items as Item[] };
    }, limit);
  }

  /** An item. Rejects with `ControlApiError` 404 if there is none. */
  async get(id: string): Promise<Item> {
    const { client, dataOf } = this.connection;
    return (await dataOf(client.GET(ITEM, this.at(id)))) as Item;
  }

  /** Writes an item, and sends nothing. Its id may be absent in the item. */
  async put(id: string, item: object): Promise<Item> {
    const { client, dataOf } = this.connection;
    const body = item as Record<string, unknown>;
    return (await dataOf(client.PUT(ITEM, { ...this.at(id), body }))) as Item;
  }

  /** Sends a message to your system, or a generated one. Resolves with its reference id before it was sent. */
  create(message: object = {}): Promise<Record<string, string>> {
    const { client, dataOf } = this.connection;
    const params = { path: { ws: this.ws, collection: this.name } };
    const body = message as Record<string, never>;
    return dataOf(client.POST(ITEMS, { params, body }));
  }

  /** Removes an item. */
  remove(id: string): Promise<void> {
    const { client, done } = this.connection;
    return done(client.DELETE(ITEM, this.at(id)));
  }

  /** Decides on a message that waits, with the setting `decide: 'manual'`. The reason is part of the confirmation. */
  async decide(id: string, decision: Decision, reason?: string): Promise<Item> {
    const { client, dataOf } = this.connection;
    const role = deciders[this.name];
    if (role === undefined) throw new Error(`nobody decides on items of ${this.name}`);
    const path = { ws: this.ws, role, collection: this.name, id, decision };
    const body = reason === undefined ? {} : { reason };
    const call = client.POST('/_sandbox/workspaces/{ws}/{role}/{collection}/{id}/{decision}', {
      params: { path },
      body,
    });
    return (await dataOf(call)) as Item;
  }

  private at(id: string) {
    return { params: { path: { ws: this.ws, collection: this.name, id } } };
  }
}
