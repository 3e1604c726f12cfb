import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';

export interface ProxiedRequest {
  method: string;
  /** Path with query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ProxiedResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Fault that the proxy injects into requests or responses. */
export interface Mutation {
  /** Changes a request, or answers it without forwarding. */
  request?: (call: ProxiedRequest) => ProxiedRequest | ProxiedResponse;
  /** Changes a response. */
  response?: (answer: ProxiedResponse, call: ProxiedRequest) => ProxiedResponse;
  /** Number of times that a request is forwarded, 1 by default. The last response counts. */
  times?: (call: ProxiedRequest) => number;
  /** Requests that are sent after it and before its response. */
  extraRequests?: (call: ProxiedRequest) => ProxiedRequest[];
}

const HOP_BY_HOP_HEADERS = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'host',
  'date',
];

/** HTTP proxy that forwards every request to `target` and applies one mutation. */
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

  private async pass(original: ProxiedRequest): Promise<ProxiedResponse> {
    const { request: call, response: answer, times, extraRequests: more } = this.mutation;
    const changed = call ? call(original) : original;
    if ('status' in changed) return changed;
    let got = await this.send(changed);
    for (let rest = (times?.(original) ?? 1) - 1; rest > 0; rest -= 1)
      got = await this.send(changed);
    for (const another of more?.(original) ?? []) await this.send(another);
    return answer ? answer(got, original) : got;
  }

  private async send({ method, path, headers, body }: ProxiedRequest): Promise<ProxiedResponse> {
    const response = await request(this.target + path, {
      method: method as 'GET',
      headers: withoutHopByHop(headers),
      ...(body !== '' && { body }),
    });
    const text = Buffer.from(await response.body.arrayBuffer()).toString('utf8');
    return { status: response.statusCode, headers: response.headers, body: text };
  }
}

function withoutHopByHop(headers: ProxiedResponse['headers']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] =>
        entry[1] !== undefined && !HOP_BY_HOP_HEADERS.includes(entry[0]),
    ),
  );
}

function send(response: ServerResponse, { status, headers, body }: ProxiedResponse): void {
  response.writeHead(status, withoutHopByHop(headers)).end(body);
}
