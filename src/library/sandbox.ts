/// <reference lib="esnext.disposable" preserve="true" />
import type { Connection } from './connection.js';
import { environmentOf, type KetenlabOptions } from './options.js';
import { connectTo, RemoteSandbox } from './remote-sandbox.js';
import { startServer, type Server } from './server.js';
import type { Client } from './types.js';

/** A running server, in a worker thread of this process. */
export class Sandbox extends RemoteSandbox {
  private stopping?: Promise<void>;

  /** @internal */
  constructor(
    private readonly server: Server,
    connection: Connection,
    clients: readonly Client[],
  ) {
    super(connection, clients);
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
    this.close();
    await this.server.stop();
  }
}

/**
 * Starts Ketenlab in a worker thread of this process, with a database in memory and at any free port. A process can end
 * without `stop`. Rejects with one line if a setting is wrong.
 */
export async function startKetenlab(options: KetenlabOptions = {}): Promise<Sandbox> {
  const server = await startServer(environmentOf(options));
  try {
    const [connection, clients] = await connectTo(server.url, server.controlToken);
    return new Sandbox(server, connection, clients);
  } catch (error) {
    await server.stop();
    throw error;
  }
}
