import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A proxy in front of a database server, which a test can cut. */
export class DatabaseProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;
  private losesCommits = false;
  private isFrozen = false;
  /** Commits whose answer was lost. */
  lostCommits = 0;

  constructor(private readonly target: URL) {}

  /** Starts to accept connections, and returns the URL of the database behind the proxy. */
  async open(): Promise<string> {
    this.server = createServer((client) => this.forward(client));
    await new Promise<void>((done) => this.server!.listen(this.port, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  }

  /** Ends all connections, and refuses new ones. */
  async cut(): Promise<void> {
    const { server } = this;
    const closed = new Promise((done) => server?.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Ends the connection instead of passing the answer to a commit on. */
  loseCommits(isLost: boolean): void {
    this.losesCommits = isLost;
  }

  /** Passes nothing on until `thaw`: the database seems to hang. */
  freeze(): void {
    this.isFrozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    for (const socket of this.sockets) socket.resume();
  }

  private forward(client: Socket): void {
    const database = connect(Number(this.target.port), this.target.hostname);
    client.on('data', (message: Buffer) => {
      if (!this.losesCommits || !message.includes('COMMIT')) return;
      database.unpipe(client).resume();
      database.once('data', () => {
        this.lostCommits += 1;
        client.destroy();
      });
    });
    for (const [from, to] of [
      [client, database],
      [database, client],
    ] as const) {
      this.sockets.add(from);
      from.pipe(to);
      if (this.isFrozen) from.pause();
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}
