import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Ways in which servers of Bokbasen's APIs may differ without a fault. */
export interface PartnerVariant {
  /** Path before the paths of the documentation, for example with a version. */
  base?: string;
  /** Errors have no body, and a 401 no further header. */
  bareErrors?: boolean;
  /** The first answer of every operation takes a second. */
  slow?: boolean;
  /** Status of a call without a Date header. No document requires this header. */
  withoutDate?: 400 | 401;
  /** Origin of the audiences that the token server demands; default: the address of the server. */
  audienceOrigin?: string;
  /** Responses have fields and elements that are not documented. */
  extraFields?: boolean;
  /** A field with the value null counts as a field that is missing. */
  nullIsAbsent?: boolean;
}

/** A request that a token allows. */
export interface PartnerCall {
  /** Client of the token; empty for a public operation. */
  client: string;
  params: string[];
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  /** URL of the server, with its base. */
  origin: string;
}

export interface PartnerAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Operation of a server. Without a service no token is needed. */
export interface PartnerRoute {
  method: string;
  /** Matches the path after the base; its groups are the parameters. */
  path: RegExp;
  service?: string;
  handle: (call: PartnerCall) => PartnerAnswer;
}

const SLOW_MS = 1_000;

export function refusal(status: number, message: string): PartnerAnswer {
  return json(status, { message });
}

export function json(status: number, value: unknown, type = 'application/json'): PartnerAnswer {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(value) };
}

/** Parses JSON; undefined for another text. */
export function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** HTTP server of a partner with a token endpoint, written from Bokbasen's pages. */
export class PartnerServer {
  /** Tokens that were issued, with their client and service. */
  private readonly tokens = new Map<string, { client: string; service: string }>();
  private readonly answered = new Set<PartnerRoute>();
  private readonly server: Server;

  constructor(
    private readonly clients: Readonly<Record<string, readonly string[]>>,
    private readonly routes: readonly PartnerRoute[],
    private readonly variant: PartnerVariant,
  ) {
    this.server = createServer((request, response) => {
      this.respond(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  get target(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.variant.base ?? ''}`;
  }

  get tokenUrl(): string {
    return `${new URL(this.target).origin}/oauth/token`;
  }

  async start(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '/', this.target);
    const answer =
      url.pathname === '/oauth/token'
        ? this.issueToken(request.headers, body)
        : await this.answerCall(request, url, body);
    const { status, headers = {}, body: text = '' } = this.withoutBody(answer, url);
    response.writeHead(status, headers).end(text);
  }

  private withoutBody(answer: PartnerAnswer, { pathname }: URL): PartnerAnswer {
    if (!this.variant.bareErrors || answer.status < 400 || pathname === '/oauth/token')
      return answer;
    const { allow } = answer.headers ?? {};
    return { status: answer.status, headers: allow === undefined ? {} : { allow } };
  }

  private issueToken(headers: IncomingMessage['headers'], body: string): PartnerAnswer {
    const isJson = headers['content-type']?.includes('json') ?? false;
    const form = isJson ? (parsed(body) ?? {}) : Object.fromEntries(new URLSearchParams(body));
    const client = String(form['client_id']);
    const denied = (status: number, error_description: string): PartnerAnswer =>
      json(status, { error: 'access_denied', error_description });
    if (!this.clients[client] || form['client_secret'] !== `${client}-secret`)
      return denied(401, 'Unauthorized');
    const prefix = `${this.variant.audienceOrigin ?? this.target}/`;
    const audience = String(form['audience']);
    const service = audience.startsWith(prefix) ? audience.slice(prefix.length, -1) : '';
    if (!this.clients[client].includes(service) || !audience.endsWith('/'))
      return denied(403, `Service not enabled within domain: ${audience}`);
    const token = `${randomUUID()}${randomUUID()}`;
    this.tokens.set(`Bearer ${token}`, { client, service });
    return json(200, { access_token: token, expires_in: 86_400, token_type: 'Bearer' });
  }

  private async answerCall(
    { method = '', headers }: IncomingMessage,
    url: URL,
    body: string,
  ): Promise<PartnerAnswer> {
    const { base = '', withoutDate } = this.variant;
    if (!url.pathname.startsWith(base)) return refusal(404, 'Not Found');
    const path = url.pathname.slice(base.length);
    const samePath = this.routes.filter((route) => route.path.test(path));
    if (samePath.length === 0) return refusal(404, 'Not Found');
    const route = samePath.find((one) => one.method === method);
    if (!route) {
      const allow = samePath.map((one) => one.method).join(', ');
      return { ...refusal(405, 'Method Not Allowed'), headers: { allow } };
    }
    if (withoutDate !== undefined && route.service && headers['date'] === undefined)
      return refusal(withoutDate, 'The header Date is required');
    const client = this.clientOf(headers, route);
    if (typeof client !== 'string') return client;
    if (this.variant.slow && !this.answered.has(route)) {
      this.answered.add(route);
      await pause(SLOW_MS);
    }
    const params = [...(route.path.exec(path) ?? [])].slice(1).map(decodeURIComponent);
    const query = url.searchParams;
    const text = this.variant.nullIsAbsent ? withoutNulls(body) : body;
    return route.handle({ client, params, query, headers, body: text, origin: this.target });
  }

  private clientOf(
    { authorization = '' }: IncomingMessage['headers'],
    { service }: PartnerRoute,
  ): string | PartnerAnswer {
    if (service === undefined) return '';
    const token = this.tokens.get(authorization);
    const challenge = { 'content-type': 'application/json', 'www-authenticate': 'Bearer' };
    if (!token) return { ...refusal(401, 'Unauthorized'), headers: challenge };
    return token.service === service ? token.client : refusal(403, 'Forbidden');
  }
}

/** A JSON text without the fields that are null; another text is unchanged. */
function withoutNulls(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) => value ?? undefined);
  } catch {
    return text;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
