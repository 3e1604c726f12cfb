import { randomBytes } from 'node:crypto';

const LIFETIME_SECONDS = 3600;

/** Client that may call this system. */
export interface Client {
  id: string;
  secret: string;
  scopes: string[];
}

/** Token server of this system. A real system uses its identity provider. */
export class TokenServer {
  private readonly tokens = new Map<string, { scopes: string[]; expiresAt: number }>();

  constructor(private readonly clients: readonly Client[]) {}

  /** Issues a token for the form and the Basic credentials of a request, or returns undefined. */
  issue(authorization: string | undefined, form: URLSearchParams): object | undefined {
    const [, credentials = ''] = /^Basic (.+)$/i.exec(authorization ?? '') ?? [];
    const [id, secret] = atob(credentials).split(':');
    const client = this.clients.find((one) => one.id === id && one.secret === secret);
    if (!client || form.get('grant_type') !== 'client_credentials') return undefined;
    const wanted = form.get('scope')?.split(' ') ?? client.scopes;
    const scopes = client.scopes.filter((scope) => wanted.includes(scope));
    const token = randomBytes(32).toString('base64url');
    this.tokens.set(token, { scopes, expiresAt: Date.now() + LIFETIME_SECONDS * 1000 });
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS,
      scope: scopes.join(' '),
    };
  }

  /** True if the header has a valid token with that scope. */
  allows(authorization: string | undefined, scope: string): boolean {
    const [, token = ''] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
    const grant = this.tokens.get(token);
    return grant !== undefined && grant.expiresAt > Date.now() && grant.scopes.includes(scope);
  }
}
