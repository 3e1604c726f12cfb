/// <reference lib="esnext.disposable" preserve="true" />
import { Connection } from './connection.js';
import type { ControlClient } from './control-client.js';
import { environmentOf, type KetenlabOptions } from './options.js';
import { startServer, type Server } from './server.js';
import type { Client } from './types.js';
import { Workspace } from './workspace/workspace.js';

/** Settings of a new workspace. */
export interface WorkspaceOptions {
  /** Id. Default: a generated one. */
  id?: string;
  /** ISO 8601 duration after which the workspace is removed. Default: a day after its last use. */
  expiresAfter?: string;
}

/** A running server, in a worker thread of this process. */
export class Sandbox {
  /** Base URL, for example `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Client of the control API, for all that the other members do not offer. */
  readonly client: ControlClient;
  /** The workspace `default`, which always exists. */
  readonly default: Workspace;
  private stopping?: Promise<void>;

  /** @internal */
  constructor(
    private readonly server: Server,
    private readonly connection: Connection,
    clients: readonly Client[],
  ) {
    this.url = server.url;
    this.client = connection.client;
    this.default = new Workspace(connection, 'default', clients);
  }

  /** Creates a workspace with clients of its own. Rejects with `ControlApiError`. */
  async workspace(options: WorkspaceOptions = {}): Promise<Workspace> {
    const { client, dataOf } = this.connection;
    const { id, clients } = await dataOf(client.POST('/_sandbox/workspaces', { body: options }));
    return new Workspace(this.connection, id, clients);
  }

  /** Ends the server and removes its temporary files. A second call waits for the first. */
  stop(): Promise<void> {
    return (this.stopping ??= this.end());
  }

  /** `await using` stops the server at the end of the block. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private async end(): Promise<void> {
    this.connection.close();
    await this.server.stop();
  }
}

/**
 * Starts Ketenlab in a worker thread of this process, with a database in memory and at any free port. A process can end
 * without `stop`. Rejects with one line if a setting is wrong.
 */
export async function startKetenlab(options: KetenlabOptions = {}): Promise<Sandbox> {
  const server = await startServer(environmentOf(options));
  const connection = new Connection(server.url, server.controlToken);
  try {
    const { client, dataOf } = connection;
    const { items } = await dataOf(
      client.GET('/_sandbox/workspaces/{ws}/clients', { params: { path: { ws: 'default' } } }),
    );
    return new Sandbox(server, connection, items);
  } catch (error) {
    connection.close();
    await server.stop();
    throw error;
  }
}
