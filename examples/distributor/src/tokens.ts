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

  /** Issues a token for the form and the credentials of a request, or returns undefined. */
  issue(authorization: string | undefined, form: URLSearchParams): object | undefined {
    const [id, secret] = credentialsOf(authorization, form);
    const client = this.clients.find((one) => one.id === id && one.secret === secret);
    if (!client || form.get('grant_type') !== 'client_credentials') return undefined;
    const wanted = form.get('scope')?.split(' ').filter(Boolean) ?? [];
    // Without a scope, the token has all scopes of the client.
    const scopes = client.scopes.filter((one) => wanted.length === 0 || wanted.includes(one));
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

/** Client id and secret: of the header (`client_secret_basic`), or of the form (`client_secret_post`). */
function credentialsOf(authorization: string | undefined, form: URLSearchParams) {
  const [, basic] = /^Basic (.+)$/i.exec(authorization ?? '') ?? [];
  if (basic === undefined) return [form.get('client_id'), form.get('client_secret')];
  return atob(basic).split(':').map(decodeURIComponent);
}
