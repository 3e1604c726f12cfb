/// <reference lib="esnext.disposable" preserve="true" />
import type { Connection } from '../connection.js';
import { candidateLines } from '../text/received-text.js';
import { valueText } from '../text/value-text.js';
import { fetchToken, type TokenOptions } from '../tokens.js';
import type {
  Client,
  Collection,
  ConnectionTest,
  Example,
  Exchange,
  GenerateRequest,
  Partner,
  Report,
  Settings,
  StateItem,
} from '../types.js';
import { WorkspaceClock } from './clock.js';
import { Deliveries } from './deliveries.js';
import { Exchanges } from './exchanges.js';
import { Faults } from './faults.js';
import { Scenarios } from './scenarios.js';
import { StateCollection } from './state.js';
import type { TokenRefusals } from './token-refusals.js';

const WORKSPACE = '/_sandbox/workspaces/{ws}';
const PARTNER = `${WORKSPACE}/partners/{role}` as const;
const CONFORMANCE = `${WORKSPACE}/conformance` as const;

/** A workspace: clients, state, clock, faults and journal of its own. Calls reject with `ControlApiError`. */
export class Workspace {
  /** Time of the workspace. */
  readonly clock: WorkspaceClock;
  /** Faults in the answers to your system. */
  readonly faults: Faults;
  /** Behaviours for messages with a value of your own. */
  readonly scenarios: Scenarios;
  /** The journal of requests in both directions. */
  readonly exchanges: Exchanges;
  /** Messages that Ketenlab sends. */
  readonly deliveries: Deliveries;

  /** @internal */
  constructor(
    private readonly connection: Connection,
    /** Id of the workspace. */
    readonly id: string,
    /** Clients with their secrets. The first one has all rights. */
    readonly clients: readonly Client[],
    private readonly refusals?: TokenRefusals,
  ) {
    this.clock = new WorkspaceClock(connection, id);
    this.faults = new Faults(connection, id);
    this.scenarios = new Scenarios(connection, id);
    const texts = { printExpected: valueText, printReceived: valueText };
    this.exchanges = new Exchanges(connection, id, (filter) => candidateLines(this, filter, texts));
    this.deliveries = new Deliveries(connection, id);
  }

  /** Base URL of the server, for example `http://127.0.0.1:41234`. */
  get url(): string {
    return this.connection.url;
  }

  /** Orders of Edu-V, as a Bestelomgeving sent them, by `requestReferenceId`. */
  get orders(): StateCollection {
    return this.state('orders');
  }

  /** Credit orders of Edu-V, by `requestReferenceId`. */
  get creditOrders(): StateCollection {
    return this.state('creditorders');
  }

  /** Delivery orders of Edu-V, by `deliveryOrderId`. */
  get deliveryOrders(): StateCollection {
    return this.state('deliveryorders');
  }

  /** A collection of the state. */
  state<Item extends object = StateItem>(collection: Collection): StateCollection<Item> {
    return new StateCollection<Item>(this.connection, this.id, collection);
  }

  /** A client by its name in the documents (`demo`, `demo-buyer`), or by its id. Throws if there is none. */
  client(name = 'demo'): Client {
    const ids = [name, `${this.id}-${name}`];
    const client = this.clients.find(({ clientId }) => ids.includes(clientId));
    if (client) return client;
    const known = this.clients.map(({ clientId }) => clientId).join(', ');
    throw new Error(`workspace ${this.id} has no client ${name}; its clients are ${known}`);
  }

  /**
   * A new access token of a client. Without a role it is a token for the first API that the client may call; with Edu-V it
   * is valid at all roles.
   */
  token(client = 'demo', role?: string, options?: TokenOptions): Promise<string> {
    return fetchToken(this.connection, this.client(client), role, options);
  }

  /** Sets the system that receives the messages for a role: its base URL, or all its settings. */
  partner(role: string, address: string | Partner): Promise<Partner> {
    const { client, dataOf } = this.connection;
    const body = typeof address === 'string' ? { baseUrl: address } : address;
    return dataOf(client.PUT(PARTNER, { params: { path: { ws: this.id, role } }, body }));
  }

  /** Removes the partner of a role, so that Ketenlab plays the role itself. */
  removePartner(role: string): Promise<void> {
    const { client, done } = this.connection;
    return done(client.DELETE(PARTNER, { params: { path: { ws: this.id, role } } }));
  }

  /** Tests the connection to the partner of a role: address, token, operation and clock. */
  testPartner(role: string): Promise<ConnectionTest> {
    const { client, dataOf } = this.connection;
    const params = { path: { ws: this.id, role } };
    return dataOf(client.POST(`${PARTNER}/test`, { params }));
  }

  /** Changes the given settings, if any, and resolves with all of them. */
  settings(change?: Settings): Promise<Settings> {
    const { client, dataOf } = this.connection;
    const path = `${WORKSPACE}/settings` as const;
    if (change === undefined) return dataOf(client.GET(path, this.here()));
    return dataOf(client.PUT(path, { ...this.here(), body: change }));
  }

  /** Writes the items of several collections, all or none. Resolves with their numbers by collection. */
  async seed(items: Readonly<Partial<Record<Collection, object[]>>>): Promise<object> {
    const { client, dataOf } = this.connection;
    const body = items as Record<string, never[]>;
    return (await dataOf(client.POST(`${WORKSPACE}/seed`, { ...this.here(), body }))).written;
  }

  /** Generates orders, and sends nothing. Resolves with their ids. */
  async generate(request: GenerateRequest): Promise<string[]> {
    const { client, dataOf } = this.connection;
    const call = client.POST(`${WORKSPACE}/orders/generate`, { ...this.here(), body: request });
    return (await dataOf(call)).ids;
  }

  /** A request that an operation accepts, for example `example('ordersysteem', 'acceptOrder')`. */
  example(role: string, operation: string): Promise<Example> {
    const { client, dataOf } = this.connection;
    const params = { path: { ws: this.id, role, operation } };
    return dataOf(client.GET(`${WORKSPACE}/examples/{role}/{operation}`, { params }));
  }

  /** The conformance report. `party` limits it to the requirements of one party. */
  conformance({ party }: { party?: string } = {}): Promise<Report> {
    const { client, dataOf } = this.connection;
    const query = { format: 'json' as const, ...(party !== undefined && { party }) };
    const params = { path: { ws: this.id }, query };
    return dataOf(client.GET(CONFORMANCE, { params })) as Promise<Report>;
  }

  /**
   * Requests without a valid token since the workspace was created. They are in the workspace `default`.
   * @internal
   */
  async tokenRefusals(): Promise<Exchange[]> {
    return (await this.refusals?.list()) ?? [];
  }

  /** Removes the recorded results of the conformance report, which a reset keeps. */
  clearConformance(): Promise<void> {
    return this.connection.done(this.connection.client.DELETE(CONFORMANCE, this.here()));
  }

  /** Returns to the seed. Clients, tokens, partners, settings, snapshots and results of the report stay. */
  reset(): Promise<void> {
    return this.connection.done(this.connection.client.POST(`${WORKSPACE}/reset`, this.here()));
  }

  /** Saves state, deliveries, clock, faults and scenarios. */
  async snapshot(name: string): Promise<void> {
    const { client, done } = this.connection;
    await done(client.POST(`${WORKSPACE}/snapshots`, { ...this.here(), body: { name } }));
  }

  /** Returns to a snapshot. Nothing is sent again; the journal is emptied. */
  restore(name: string): Promise<void> {
    const { client, done } = this.connection;
    const params = { path: { ws: this.id, name } };
    return done(client.POST(`${WORKSPACE}/snapshots/{name}/restore`, { params }));
  }

  /** Removes the workspace with all its data. Its tokens become invalid. */
  remove(): Promise<void> {
    return this.connection.done(this.connection.client.DELETE(WORKSPACE, this.here()));
  }

  /** `await using` removes the workspace at the end of the block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.remove();
  }

  private here() {
    return { params: { path: { ws: this.id } } };
  }
}
