import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that the server of a partner received. */
export interface PartnerRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An answer of it; an object is sent as JSON. */
export interface PartnerAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: object;
}

/** Answers a request, or leaves it to the next handler. */
export type Handler = (
  request: PartnerRequest,
) => PartnerAnswer | undefined | Promise<PartnerAnswer | undefined>;

/** An HTTP server on loopback that asks its handlers in their order. */
export class HttpPartner {
  url = '';
  private readonly server = createServer((incoming, response) => {
    const { pathname: path, searchParams: query } = new URL(incoming.url ?? '/', 'http://partner');
    const { method = 'GET', headers } = incoming;
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      this.answer({ method, path, query, headers, body }).then(
        ({ status, headers: more, body: answer }) => {
          const type = answer && { 'content-type': 'application/json' };
          response.writeHead(status, { ...type, ...more });
          response.end(answer && JSON.stringify(answer));
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });

  constructor(private readonly handlers: readonly Handler[]) {}

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: PartnerRequest): Promise<PartnerAnswer> {
    for (const handler of this.handlers) {
      const answer = await handler(request);
      if (answer) return answer;
    }
    return { status: 404, body: { status: 99, statusMessage: 'no such path' } };
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
