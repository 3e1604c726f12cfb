import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { compileValidator } from '../../src/platform/validation/schema.js';
import { roles } from '../../src/roles/index.js';

/** What a partner got. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: Record<string, unknown>;
}

type Answer = number | { status: number; headers?: Record<string, string> } | 'hang' | 'reset';

/** A partner's own server: a real HTTP server that notes what it hears and answers as it is told. */
export class Partner {
  url = '';
  heard: ReceivedRequest[] = [];
  tokensGiven = 0;
  /** Answers in turn; when they run out, 202. */
  answers: Answer[] = [];
  tokenAnswer: { status: number; body: unknown } | undefined;
  /** What it publishes at /jwks. */
  jwks: unknown = { keys: [] };
  private server!: Server;
  private readonly waiting: (() => void)[] = [];

  async start(port = 0): Promise<void> {
    this.server = createServer((request, response) => void this.hear(request, response));
    await new Promise<void>((listening) => this.server.listen(port, '127.0.0.1', listening));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** What it heard, without the token requests. */
  get messages(): ReceivedRequest[] {
    return this.heard.filter(({ path }) => path !== '/oauth2/token');
  }

  forget(): void {
    this.heard = [];
    this.answers = [];
    this.tokensGiven = 0;
    this.tokenAnswer = undefined;
  }

  /** Resolves once it has heard so many messages. */
  async hears(count: number): Promise<ReceivedRequest[]> {
    while (this.messages.length < count) await new Promise<void>((tell) => this.waiting.push(tell));
    return this.messages;
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const body =
      headers['content-type'] === 'application/json'
        ? (JSON.parse(text) as ReceivedRequest['body'])
        : {};
    this.heard.push({ method, path, headers, text, body });
    for (const tell of this.waiting.splice(0)) tell();
    if (path === '/jwks')
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(this.jwks));
    else if (path === '/oauth2/token') this.giveToken(response);
    else this.answer(request, response, this.answers.shift() ?? 202);
  }

  private answer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
    if (answer === 'hang') return;
    if (answer === 'reset') return void request.socket.destroy();
    const { status, headers = {} } = typeof answer === 'number' ? { status: answer } : answer;
    response.writeHead(status, headers).end();
  }

  private giveToken(response: ServerResponse): void {
    this.tokensGiven += 1;
    const token = {
      access_token: `partner-token-${this.tokensGiven}`,
      token_type: 'Bearer',
      expires_in: 300,
    };
    const { status, body } = this.tokenAnswer ?? { status: 200, body: token };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}

const operations = roles.flatMap(({ apis }) =>
  apis.flatMap((contract) => Object.values(contract.operations)),
);
const faultsOf = new Map(
  operations.flatMap(({ path, body }) => (body ? [[path, compileValidator(body)] as const] : [])),
);

/** A partner for the tests of one file, to whom our side never sends what is against the contract. */
export function partner(): Partner {
  const other = new Partner();
  afterEach(() => {
    const faults = other.messages.flatMap(({ path, body }) => {
      const [known] = [...faultsOf.keys()]
        .filter((one) => path.endsWith(one))
        .toSorted()
        .slice(-1);
      return known === undefined ? [] : faultsOf.get(known)!(body);
    });
    expect(faults).toEqual([]);
  });
  beforeAll(() => other.start());
  afterAll(() => other.stop());
  return other;
}
