import { Connection } from './connection.js';
import type { ControlClient } from './control-client.js';
import type { Client } from './types.js';
import { TokenRefusals } from './workspace/token-refusals.js';
import { Workspace } from './workspace/workspace.js';

/** Settings of a new workspace. */
export interface WorkspaceOptions {
  /** Id. Default: a generated one. */
  id?: string;
  /** ISO 8601 duration after which the workspace is removed. Default: a day after its last use. */
  expiresAfter?: string;
}

/** A server, by its control API. */
export class RemoteSandbox {
  /** Base URL, for example `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Client of the control API, for all that the other members do not offer. */
  readonly client: ControlClient;
  /** The workspace `default`, which always exists. */
  readonly default: Workspace;

  /** @internal */
  constructor(
    private readonly connection: Connection,
    clients: readonly Client[],
  ) {
    this.url = connection.url;
    this.client = connection.client;
    this.default = new Workspace(connection, 'default', clients);
  }

  /** Creates a workspace with clients of its own. Rejects with `ControlApiError`. */
  async workspace(options: WorkspaceOptions = {}): Promise<Workspace> {
    const { client, dataOf } = this.connection;
    const { id, clients } = await dataOf(client.POST('/_sandbox/workspaces', { body: options }));
    const refusals = await TokenRefusals.fromNow(this.connection);
    return new Workspace(this.connection, id, clients, refusals);
  }

  /**
   * Closes the connections to the server.
   * @internal
   */
  close(): void {
    this.connection.close();
  }
}

/** Connects to a server that is ready, and reads the clients of its workspace `default`. */
export async function connectTo(url: string, token?: string): Promise<[Connection, Client[]]> {
  const connection = new Connection(url, token);
  try {
    const { client, dataOf } = connection;
    const params = { path: { ws: 'default' } };
    const call = client.GET('/_sandbox/workspaces/{ws}/clients', { params });
    return [connection, (await dataOf(call)).items];
  } catch (error) {
    connection.close();
    throw error;
  }
}
