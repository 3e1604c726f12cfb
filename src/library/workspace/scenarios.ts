import type { Connection } from '../connection.js';
import type { Scenario, ScenarioRequest } from '../types.js';

const SCENARIOS = '/_sandbox/workspaces/{ws}/scenarios';

/** Behaviours for messages with a value of your own in a field. */
export class Scenarios {
  /** @internal */
  constructor(
    private readonly connection: Connection,
    private readonly ws: string,
  ) {}

  /** Adds a scenario, for example `{ api: 'edu-v-order', field: 'purchaseOrderId', value: 'PO-LATE', behaviour: 'confirmed-late', after: 'PT10M' }`. */
  add(scenario: ScenarioRequest): Promise<Scenario> {
    const { client, dataOf } = this.connection;
    return dataOf(client.POST(SCENARIOS, { params: { path: { ws: this.ws } }, body: scenario }));
  }

  /** All scenarios of the workspace, the newest first. Magic values are not part of them. */
  async list(): Promise<Scenario[]> {
    const { client, dataOf } = this.connection;
    return (await dataOf(client.GET(SCENARIOS, { params: { path: { ws: this.ws } } }))).items;
  }

  /** Removes a scenario. */
  remove({ id }: Pick<Scenario, 'id'>): Promise<void> {
    const { client, done } = this.connection;
    return done(client.DELETE(`${SCENARIOS}/{id}`, { params: { path: { ws: this.ws, id } } }));
  }

  /** Removes all scenarios of the workspace. */
  async clear(): Promise<void> {
    for (const scenario of await this.list()) await this.remove(scenario);
  }
}
