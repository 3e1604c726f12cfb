import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { decodeJwt, type JWTPayload } from 'jose';
import type { Api, Operation } from '../api/operation.js';
import { Paths } from '../http/paths.js';
import { textOf, type RawBody } from '../http/raw-body.js';
import type { Client } from './client.entity.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { ConnectionWorkspaces } from './connection-workspaces.js';
import { parseBasicAuth } from './client-secret.js';
import { Clients } from './clients.js';
import { Tickets } from './tickets/tickets.js';
import { Tokens } from './tokens.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Workspace of the request, if it was sought before; undefined: this process owns all workspaces. */
    routedTo: string | undefined;
  }
}

/** A text that identifies a client. */
interface Credentials {
  token?: string;
  ticket?: string;
  clientId?: string | undefined;
}

/** Finds the workspace of a request without a token, by its path parameters. */
type WorkspaceFinder = (parameters: Record<string, string>) => Promise<string | undefined>;

/**
 * Identifies the client and the workspace of a request for the journal, also when the request is
 * rejected. Sources are the token, the client id or assertion at a token endpoint, the ticket, an id
 * in the path, or earlier requests on the same connection. This grants no access.
 */
@Injectable()
export class CallerResolver {
  private readonly finders = new Map<string, WorkspaceFinder>();

  private readonly connections = new ConnectionWorkspaces();

  constructor(
    private readonly workspaces: Workspaces,
    private readonly tokens: Tokens,
    private readonly tickets: Tickets,
    private readonly clients: Clients,
    private readonly paths: Paths,
  ) {}

  /** Registers the finder of a public operation. */
  registerFinder({ api, path }: Pick<Operation, 'api' | 'path'>, finder: WorkspaceFinder): void {
    this.finders.set(pathKey(api, path), finder);
  }

  /** Assigns the exchange to a workspace and client by a cached token; false: it is not cached. */
  resolveFromCache({ exchange, headers, socket }: FastifyRequest): boolean {
    const { authorization = '' } = headers;
    const token = authorization.startsWith('Bearer ') ? authorization.slice(7) : '';
    const client = this.tokens.findCached(token)?.client;
    exchange.client = client?.clientId;
    exchange.workspace = client?.workspace;
    if (client === undefined) return false;
    this.connections.remember(socket, client.workspace);
    return true;
  }

  /** Assigns the exchange to the workspace and client of the request. */
  async resolve(request: FastifyRequest): Promise<void> {
    const { exchange, socket, routedTo } = request;
    const client = await this.clientOf(this.credentialsOf(request));
    exchange.client = client?.clientId;
    if (client) this.connections.remember(socket, client.workspace);
    exchange.workspace =
      client?.workspace ??
      (await this.workspaceById(request)) ??
      routedTo ??
      this.workspaceByConnection(socket);
  }

  /** The workspace of a request among those of all processes, as its credentials or its path name it; undefined: they name none. */
  async findWorkspace(
    request: FastifyRequest,
    workspaceOfClient: (clientId: string) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const { token, ticket, clientId } = this.credentialsOf(request);
    const client = token === undefined ? clientId : authorizedPartyOf(token);
    const named =
      ticket === undefined
        ? client !== undefined && (await workspaceOfClient(client))
        : await this.tickets.workspaceOf(ticket);
    const { socket } = request;
    if (named) this.connections.remember(socket, named);
    return (
      (named || undefined) ??
      (await this.workspaceById(request)) ??
      this.connections.workspaceOf(socket)
    );
  }

  private async clientOf({ token, ticket, clientId }: Credentials): Promise<Client | undefined> {
    if (token !== undefined) return (await this.tokens.verify(token))?.client;
    if (ticket !== undefined) return (await this.tickets.find(ticket))?.client;
    return clientId === undefined ? undefined : this.clients.find(clientId);
  }

  /** Text that identifies the client of a request. */
  private credentialsOf(request: FastifyRequest): Credentials {
    const { url, headers, body, query, params } = request;
    if (!this.paths.isTokenPath(url)) return authorizationOf(headers.authorization);
    const { ticket } = params as { ticket?: string };
    if (ticket !== undefined) return { ticket };
    const basic = parseBasicAuth(headers.authorization ?? '');
    const text = textOf(body as RawBody | undefined);
    const fields = { ...(query as Record<string, unknown>), ...fieldsOf(text) };
    const clientId = [
      subjectOf(fields['client_assertion']),
      basic?.clientId,
      fields['client_id'],
      // Field of the login of an older platform.
      fields['username'],
    ].find((name) => typeof name === 'string');
    return { clientId };
  }

  /** The workspace may have been removed since. */
  private workspaceByConnection(connection: Socket): string | undefined {
    const workspace = this.connections.workspaceOf(connection);
    return workspace !== undefined && this.workspaces.has(workspace) ? workspace : undefined;
  }

  private async workspaceById({ url, params }: FastifyRequest): Promise<string | undefined> {
    if (this.finders.size === 0) return undefined;
    const known = this.paths.at(url);
    const finder = known && this.finders.get(pathKey(known.api, known.path));
    return finder?.(params as Record<string, string>);
  }
}

function authorizationOf(authorization: string | undefined): Credentials {
  const [, scheme = '', credentials = ''] = /^(\S+) +(\S+)$/.exec(authorization ?? '') ?? [];
  if (scheme === '') return {};
  return scheme.toLowerCase() === 'bearer' ? { token: credentials } : { ticket: credentials };
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
  return claimsOf(String(assertion))?.sub;
}

/** Client id in a token, which nobody has verified yet. */
function authorizedPartyOf(token: string): string | undefined {
  const client = claimsOf(token)?.['azp'];
  return typeof client === 'string' ? client : undefined;
}

function claimsOf(jwt: string): JWTPayload | undefined {
  try {
    return decodeJwt(jwt);
  } catch {
    return undefined;
  }
}
