import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

export interface Call {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** How a server or a client is broken: what stands between it and the other side changes what passes. */
export interface Mutation {
  /** A call on its way in: changed, or answered without being passed on. */
  call?: (call: Call) => Call | Answer;
  /** An answer on its way back. */
  answer?: (answer: Answer, call: Call) => Answer;
  /** How often a call is passed on, of which the last answer counts; once when it is not said. */
  times?: (call: Call) => number;
  /** Calls that are made after it, before it is answered. */
  more?: (call: Call) => Call[];
}

const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host', 'date'];

/** An HTTP server that passes everything on to another, broken in one way. */
export class Proxy {
  url = '';
  target = '';
  mutation: Mutation = {};
  private readonly server = createServer((incoming, response) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      this.pass({ method, path, headers, body }).then(
        (answer) => send(response, answer),
        () => response.destroy(),
      );
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async pass(original: Call): Promise<Answer> {
    const { call, answer, times, more } = this.mutation;
    const changed = call ? call(original) : original;
    if ('status' in changed) return changed;
    let got = await this.send(changed);
    for (let rest = (times?.(original) ?? 1) - 1; rest > 0; rest -= 1)
      got = await this.send(changed);
    for (const another of more?.(original) ?? []) await this.send(another);
    return answer ? answer(got, original) : got;
  }

  private async send({ method, path, headers, body }: Call): Promise<Answer> {
    const response = await request(this.target + path, {
      method: method as 'GET',
      headers: withoutHop(headers),
      ...(body !== '' && { body }),
    });
    const text = Buffer.from(await response.body.arrayBuffer()).toString('utf8');
    return { status: response.statusCode, headers: response.headers, body: text };
  }
}

function withoutHop(headers: Answer['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] =>
        entry[1] !== undefined && !HOP.includes(entry[0]),
    ),
  );
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, withoutHop(headers)).end(body);
}
