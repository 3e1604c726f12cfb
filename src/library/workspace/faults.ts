import type { Connection } from '../connection.js';
import type { FaultRequest, FaultRule } from '../types.js';

const FAULTS = '/_sandbox/workspaces/{ws}/faults';

/** Faults that Ketenlab injects into the answers to your system. */
export class Faults {
  /** @internal */
  constructor(
    private readonly connection: Connection,
    private readonly ws: string,
  ) {}

  /** Adds a rule, for example `{ kind: 'status', status: 503, operation: 'acceptOrder', times: 1 }`. */
  add(rule: FaultRequest): Promise<FaultRule> {
    const { client, dataOf } = this.connection;
    return dataOf(client.POST(FAULTS, { params: { path: { ws: this.ws } }, body: rule }));
  }

  /** All rules, the newest first. */
  async list(): Promise<FaultRule[]> {
    const { client, dataOf } = this.connection;
    return (await dataOf(client.GET(FAULTS, { params: { path: { ws: this.ws } } }))).items;
  }

  /** Removes a rule. */
  remove({ id }: Pick<FaultRule, 'id'>): Promise<void> {
    const { client, done } = this.connection;
    return done(client.DELETE(`${FAULTS}/{id}`, { params: { path: { ws: this.ws, id } } }));
  }

  /** Removes all rules. */
  async clear(): Promise<void> {
    for (const rule of await this.list()) await this.remove(rule);
  }
}
