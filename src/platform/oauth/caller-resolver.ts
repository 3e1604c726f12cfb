import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import type { Api, Operation } from '../api/operation.js';
import { Paths } from '../http/paths.js';
import type { RawBody } from '../http/raw-body.js';
import type { Client } from './client.entity.js';
import { parseBasicAuth } from './client-secret.js';
import { Clients } from './clients.js';
import { Tickets } from './tickets.js';
import { Tokens } from './tokens.js';

/** Finds the workspace of what is asked for by an id alone, without a token. */
type Finder = (parameters: Record<string, string>) => Promise<string | undefined>;

/**
 * Whose a request is, whatever becomes of it: of its token, expired or not, else of the client id or assertion at a token
 * endpoint, else of the ticket, else of the id that was handed out. Nobody is let in for that.
 */
@Injectable()
export class CallerResolver {
  private readonly finders = new Map<string, Finder>();

  constructor(
    private readonly tokens: Tokens,
    private readonly tickets: Tickets,
    private readonly clients: Clients,
    private readonly paths: Paths,
  ) {}

  /** Tells the workspace of an open operation by the parameters of its path. */
  findBy({ api, path }: Pick<Operation, 'api' | 'path'>, finder: Finder): void {
    this.finders.set(pathKey(api, path), finder);
  }

  /** Files the exchange under workspace and client where its token was verified lately; false: it was not. */
  resolveFromCache({ exchange, headers }: FastifyRequest): boolean {
    const { authorization = '' } = headers;
    const token = authorization.startsWith('Bearer ') ? authorization.slice(7) : '';
    const client = this.tokens.verifiedBefore(token)?.client;
    exchange.client = client?.clientId;
    exchange.workspace = client?.workspace;
    return client !== undefined;
  }

  /** Files the exchange under the workspace and client that are recognised. */
  async resolve(request: FastifyRequest): Promise<void> {
    const { exchange, url } = request;
    const client = this.paths.isTokenPath(url)
      ? await this.ofTokenRequest(request)
      : await this.ofAuthorization(request.headers.authorization);
    exchange.client = client?.clientId;
    exchange.workspace = client?.workspace ?? (await this.byId(request));
  }

  private async ofAuthorization(authorization: string | undefined): Promise<Client | undefined> {
    const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)$/.exec(authorization ?? '') ?? [];
    if (scheme === '') return undefined;
    return scheme.toLowerCase() === 'bearer'
      ? (await this.tokens.verify(credentials))?.client
      : (await this.tickets.find(credentials))?.client;
  }

  private async ofTokenRequest({ headers, body, query, params }: FastifyRequest) {
    const { ticket } = params as { ticket?: string };
    if (ticket !== undefined) return (await this.tickets.find(ticket))?.client;
    const basic = parseBasicAuth(headers.authorization ?? '');
    const text = (body as RawBody | undefined)?.bytes.toString('utf8') ?? '';
    const fields = { ...(query as Record<string, unknown>), ...fieldsOf(text) };
    const named = [
      subjectOf(fields['client_assertion']),
      basic?.clientId,
      fields['client_id'],
      // The login of an older platform.
      fields['username'],
    ].find((name) => typeof name === 'string');
    return this.clients.find(String(named));
  }

  private async byId({ url, params }: FastifyRequest): Promise<string | undefined> {
    if (this.finders.size === 0) return undefined;
    const known = this.paths.at(url);
    const finder = known && this.finders.get(pathKey(known.api, known.path));
    return finder?.(params as Record<string, string>);
  }
}

/** Two APIs may have the same path. */
function pathKey({ name }: Api, path: string): string {
  return `${name} ${path}`;
}

/** The fields of a form, or of a JSON object. */
function fieldsOf(text: string): Record<string, unknown> {
  if (!text.trimStart().startsWith('{')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function subjectOf(assertion: unknown): string | undefined {
  try {
    return decodeJwt(String(assertion)).sub;
  } catch {
    return undefined;
  }
}
