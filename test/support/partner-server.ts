import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { eduvMessageErrors } from '../facts/eduv-message-errors.js';

/** Request that the partner server received. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

type PlannedResponse =
  | number
  | { status: number; headers?: Record<string, string>; body?: string | Buffer }
  | 'hang'
  | 'reset';

/** Response of the token endpoint. A text or bytes are sent unchanged, any other body as JSON. */
interface TokenResponse {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** HTTP server of a partner. It records each request and responds as planned in `responses`. */
export class PartnerServer {
  url = '';
  requests: ReceivedRequest[] = [];
  issuedTokens = 0;
  /** Responses to the next messages, in order. When they run out it responds 202. A promise delays the response. */
  responses: (PlannedResponse | Promise<PlannedResponse>)[] = [];
  tokenResponse: TokenResponse | undefined;
  /** JWKS that it publishes at /jwks. */
  jwks: unknown = { keys: [] };
  private server!: Server;
  private readonly waiters: (() => void)[] = [];

  async start(port = 0): Promise<void> {
    this.server = createServer((request, response) => void this.receive(request, response));
    await new Promise<void>((listening) => this.server.listen(port, '127.0.0.1', listening));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Received requests without the token requests. */
  get messages(): ReceivedRequest[] {
    return this.requests.filter(({ path }) => path !== '/oauth2/token');
  }

  reset(): void {
    this.requests = [];
    this.responses = [];
    this.issuedTokens = 0;
    this.tokenResponse = undefined;
  }

  /** Resolves with all messages once at least `count` of them were received. */
  async waitForMessages(count: number): Promise<ReceivedRequest[]> {
    while (this.messages.length < count)
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    return this.messages;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body =
      headers['content-type'] === 'application/json'
        ? (JSON.parse(text) as ReceivedRequest['body'])
        : {};
    this.requests.push({ method, path, headers, text, body });
    for (const resolve of this.waiters.splice(0)) resolve();
    if (path === '/jwks')
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(this.jwks));
    else if (path === '/oauth2/token') this.issueToken(response);
    else this.respond(request, response, await (this.responses.shift() ?? 202));
  }

  private respond(
    request: IncomingMessage,
    response: ServerResponse,
    planned: PlannedResponse,
  ): void {
    if (planned === 'hang') return;
    if (planned === 'reset') return void request.socket.destroy();
    const answer = typeof planned === 'number' ? { status: planned } : planned;
    const { status, headers = {}, body } = answer;
    response.writeHead(status, headers).end(body);
  }

  private issueToken(response: ServerResponse): void {
    this.issuedTokens += 1;
    const token = {
      access_token: `partner-token-${this.issuedTokens}`,
      token_type: 'Bearer',
      expires_in: 300,
    };
    const answer: TokenResponse = this.tokenResponse ?? { status: 200, body: token };
    const { status, body, headers } = answer;
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(isRaw ? body : JSON.stringify(body));
  }
}

/** Partner server for the tests of a file. After each test every message it received must match the published schema. */
export function partnerServer(): PartnerServer {
  const server = new PartnerServer();
  afterEach(() => {
    expect(server.messages.flatMap(eduvMessageErrors)).toEqual([]);
  });
  beforeAll(() => server.start());
  afterAll(() => server.stop());
  return server;
}
