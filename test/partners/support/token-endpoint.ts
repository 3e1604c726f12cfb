import { randomBytes } from 'node:crypto';
import type { Handler, PartnerRequest } from './http-partner.js';

export interface PartnerClient {
  secret: string;
  scopes: readonly string[];
}

/** A caller with a valid token. */
export interface Caller {
  clientId: string;
  scopes: readonly string[];
}

/** Token endpoint with opaque tokens: client_credentials, secrets in the form. */
export class TokenEndpoint {
  private readonly tokens = new Map<string, Caller>();

  constructor(
    readonly path: string,
    private readonly clients: Readonly<Record<string, PartnerClient>>,
  ) {}

  readonly handler: Handler = ({ method, path, body }) => {
    if (path !== this.path || method !== 'POST') return undefined;
    const form = new URLSearchParams(body);
    const clientId = form.get('client_id') ?? '';
    const client = this.clients[clientId];
    if (!client || client.secret !== form.get('client_secret'))
      return { status: 401, body: { error: 'invalid_client' } };
    const wanted = (form.get('scope') ?? '').split(' ').filter(Boolean);
    if (wanted.some((scope) => !client.scopes.includes(scope)))
      return { status: 400, body: { error: 'invalid_scope' } };
    const scopes = wanted.length > 0 ? wanted : client.scopes;
    const token = randomBytes(24).toString('base64url');
    this.tokens.set(token, { clientId, scopes });
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: 3600,
        scope: scopes.join(' '),
      },
    };
  };

  /** The caller whose token is in the Authorization header; a token in the query is ignored. */
  callerOf({ headers }: PartnerRequest): Caller | undefined {
    const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
    return scheme === 'Bearer' ? this.tokens.get(token) : undefined;
  }
}
