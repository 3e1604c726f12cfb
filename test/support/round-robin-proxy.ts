import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answer of a server, as the proxy passed it on. */
export interface ProxiedAnswer {
  request: string;
  requestHeaders: IncomingHttpHeaders;
  /** URL of the server. */
  target: string;
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** The headers of a message, without those of the connection. */
function endToEnd(rawHeaders: string[]): string[] {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index]!, rawHeaders[index + 1]!];
    if (!/^(connection|keep-alive)$/i.test(name)) headers.push(name, value);
  }
  return headers;
}

/**
 * HTTP proxy that sends each request to the next server, also the requests on one client connection. `Host` stays.
 * A server that refuses the connection is passed over, and one that resets it is a 502. Each request has its own connection
 * to the server, so that no server closes a connection at the moment when the proxy uses it again.
 */
export class RoundRobinProxy {
  url = '';
  /** URLs of the servers. A test may change the list. */
  targets: string[] = [];
  /** All answers in the order of their requests, when the test asked for a recording. */
  recording: ProxiedAnswer[] | undefined;
  private next = 0;
  private readonly server: Server = createServer((incoming, outgoing) => {
    const targets = this.targets.map(
      (_, index) => this.targets[(this.next + index) % this.targets.length]!,
    );
    this.next += 1;
    this.forward(incoming, outgoing, targets);
  });

  async start(): Promise<void> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    [target, ...others]: string[],
  ): void {
    if (target === undefined) return void outgoing.writeHead(502).end('no server');
    const { hostname, port } = new URL(target);
    const { method, url: path } = incoming;
    const headers = endToEnd(incoming.rawHeaders);
    const upstream = send({ hostname, port, method, path, headers, agent: false });
    // The body is read when the connection exists, so that another server can still get it.
    upstream.on('socket', (socket) => socket.once('connect', () => incoming.pipe(upstream)));
    upstream.on('response', (answer) => this.answer(incoming, outgoing, answer, target));
    upstream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') this.forward(incoming, outgoing, others);
      else if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end(`${error.code} at ${target}`);
    });
    outgoing.on('close', () => upstream.destroy());
  }

  private answer(
    { method, url, headers: requestHeaders }: IncomingMessage,
    outgoing: ServerResponse,
    answer: IncomingMessage,
    target: string,
  ): void {
    const { statusCode: status = 0 } = answer;
    const recorded: ProxiedAnswer = {
      request: `${method} ${url}`,
      requestHeaders,
      target,
      status,
      headers: answer.headers as Record<string, string>,
      body: Buffer.alloc(0),
    };
    this.recording?.push(recorded);
    answer.on('data', (chunk: Buffer) => {
      if (this.recording) recorded.body = Buffer.concat([recorded.body, chunk]);
    });
    answer.on('error', () => outgoing.destroy());
    outgoing.writeHead(status, answer.statusMessage, endToEnd(answer.rawHeaders));
    outgoing.flushHeaders();
    answer.pipe(outgoing);
  }
}
