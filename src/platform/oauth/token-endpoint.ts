import { Injectable } from '@nestjs/common';
import { Problem } from '../errors/problem.js';
import { ClientAssertions } from './assertions/client-assertion.js';
import type { Client } from './client.entity.js';
import { parseBasicAuth, equalsConstantTime } from './client-secret.js';
import { Clients } from './clients.js';
import { tokenProblems } from './oauth-errors.js';
import { Tokens } from './tokens.js';

const TOKEN_PATH = '/oauth2/token';
/**
 * Longest lifetime that NL GOV allows for client credentials. A clock that is advanced by an hour
 * keeps tokens valid.
 */
const LIFETIME_S = 6 * 3600;

export interface IssuedToken {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

/** A request to a token endpoint. */
export interface TokenGrantRequest {
  /** Published URL of the issuer. */
  issuer: string;
  /** Path under which the token endpoint was reached. */
  path: string;
  form: URLSearchParams;
  /** Fields of the form that become claims of the same name. */
  context: readonly string[];
  authorization: string | undefined;
}

/** Method of client authentication, by its name in OAuth. */
export type ClientAuthentication = 'private_key_jwt' | 'client_secret_basic' | 'client_secret_post';

/** The method of client authentication of a token request. */
export function authenticationOf({
  form,
  authorization,
}: Pick<TokenGrantRequest, 'form' | 'authorization'>): ClientAuthentication {
  if (form.has('client_assertion')) return 'private_key_jwt';
  return authorization === undefined ? 'client_secret_post' : 'client_secret_basic';
}

interface Credentials {
  clientId: string;
  clientSecret: string;
  /** True: they came in the Authorization header, and RFC 6749 requires a challenge in the 401. */
  inHeader: boolean;
}

/** Client credentials grant (RFC 6749 §4.4) of every issuer. */
@Injectable()
export class TokenEndpoint {
  constructor(
    private readonly clients: Clients,
    private readonly tokens: Tokens,
    private readonly assertions: ClientAssertions,
  ) {}

  /** Grants a token, or throws one of the problems of RFC 6749 §5.2. */
  async grant(requested: TokenGrantRequest): Promise<IssuedToken> {
    const { form, issuer } = requested;
    for (const name of new Set(form.keys())) {
      if (form.getAll(name).length > 1)
        throw tokenProblems.invalidRequest(`${name} is given more than once`);
    }
    const client =
      authenticationOf(requested) === 'private_key_jwt'
        ? await this.authenticateByAssertion(requested)
        : this.authenticateBySecret(requested);
    const grantType = form.get('grant_type');
    if (!grantType)
      throw tokenProblems.invalidRequest('grant_type is missing; it must be client_credentials');
    if (grantType !== 'client_credentials') throw tokenProblems.unsupportedGrantType(grantType);
    const scope = grantedScope(client, form.get('scope'));
    const context = Object.fromEntries(
      requested.context.flatMap((name) => (form.get(name) ? [[name, form.get(name)!]] : [])),
    );
    const token = await this.tokens.issue(client, {
      issuer,
      audience: issuer,
      lifetime: LIFETIME_S,
      claims: { ...context, scope },
    });
    return { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_S, scope };
  }

  private authenticateBySecret({ form, authorization }: TokenGrantRequest): Client {
    const credentials = credentialsOf(form, authorization);
    const client = this.clients.find(credentials.clientId);
    if (!client || !equalsConstantTime(client.clientSecret, credentials.clientSecret))
      throw unknownClient(credentials);
    return client;
  }

  private authenticateByAssertion({
    form,
    authorization,
    issuer,
    path,
  }: TokenGrantRequest): Promise<Client> {
    if (authorization !== undefined || form.has('client_secret')) {
      throw tokenProblems.invalidRequest(
        'client_assertion and a client secret are both given; one is enough',
      );
    }
    // Token endpoint and issuer, in the published and in the requested form.
    const issuers = [new URL(issuer).pathname, path.slice(0, -TOKEN_PATH.length)].map((one) =>
      one.replace(/\/+$/, ''),
    );
    const audiences = new Set(issuers.flatMap((one) => [one + TOKEN_PATH, one || '/']));
    return this.assertions.clientOf(form, [...audiences]);
  }
}

function credentialsOf(form: URLSearchParams, authorization: string | undefined): Credentials {
  if (authorization === undefined) {
    const [clientId, clientSecret] = [form.get('client_id'), form.get('client_secret')];
    if (clientId === null || clientSecret === null) {
      throw tokenProblems.invalidClient(
        'The client must authenticate: client_id and client_secret in the form, an Authorization: Basic header, or a client_assertion',
      );
    }
    return { clientId, clientSecret, inHeader: false };
  }
  if (form.has('client_secret')) {
    throw tokenProblems.invalidRequest(
      'client_secret is in the form and in the Authorization header; one is enough',
    );
  }
  return basicCredentials(authorization);
}

function basicCredentials(authorization: string): Credentials {
  const pair = parseBasicAuth(authorization);
  if (!pair) {
    throw withChallenge(
      'The Authorization header must be: Basic base64(client_id ":" client_secret)',
    );
  }
  return { ...pair, inHeader: true };
}

function unknownClient({ clientId, inHeader: basic }: Credentials): Problem {
  const text = `Client "${clientId}" is unknown, or its secret is wrong`;
  return basic ? withChallenge(text) : tokenProblems.invalidClient(text);
}

function withChallenge(text: string): Problem {
  const headers = { 'WWW-Authenticate': 'Basic realm="token endpoint", charset="UTF-8"' };
  return new Problem(401, { ...tokenProblems.invalidClient(text).detail, headers });
}

/**
 * Scope to grant. An empty or absent scope requests all scopes of the client; a client without
 * scopes gets none.
 */
function grantedScope(client: Client, requested: string | null): string {
  const wanted = (requested ?? '').split(' ').filter((scope) => scope !== '');
  if (wanted.length === 0 || client.scopes.length === 0) return client.scopes.join(' ');
  const excess = wanted.filter((scope) => !client.scopes.includes(scope));
  if (excess.length > 0) {
    throw tokenProblems.invalidScope(
      `Client "${client.clientId}" does not have scope ${excess.join(' ')}; it has ${client.scopes.join(' ')}`,
    );
  }
  return [...new Set(wanted)].join(' ');
}
