import { Injectable } from '@nestjs/common';
import { Problem } from '../errors/problem.js';
import { ClientAssertions } from './client-assertion.js';
import type { Client } from './client.entity.js';
import { basicPair, sameText } from './client-secret.js';
import { Clients } from './clients.js';
import { tokenProblems } from './oauth-errors.js';
import { Tokens } from './tokens.js';

const TOKEN_PATH = '/oauth2/token';
/** The most that NL GOV allows client credentials: a clock that is advanced by an hour leaves tokens good. */
const LIFETIME_S = 6 * 3600;

export interface IssuedToken {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

/** A request to a token endpoint. */
export interface TokenRequest {
  /** URL of the issuer, as it is published. */
  issuer: string;
  /** Path under which the token endpoint was reached. */
  path: string;
  form: URLSearchParams;
  /** Fields of the form that go into the token as claims of the same name. */
  context: readonly string[];
  authorization: string | undefined;
}

interface Credentials {
  clientId: string;
  clientSecret: string;
  /** Whether they came in the Authorization header: RFC 6749 wants a challenge back then. */
  basic: boolean;
}

/** The client credentials grant (RFC 6749 §4.4), for whichever issuer. */
@Injectable()
export class TokenEndpoint {
  constructor(
    private readonly clients: Clients,
    private readonly tokens: Tokens,
    private readonly assertions: ClientAssertions,
  ) {}

  /** Grants a token, or throws one of the problems of RFC 6749 §5.2. */
  async grant(requested: TokenRequest): Promise<IssuedToken> {
    const { form, issuer } = requested;
    for (const name of new Set(form.keys())) {
      if (form.getAll(name).length > 1)
        throw tokenProblems.invalidRequest(`${name} is given more than once`);
    }
    const client = form.has('client_assertion')
      ? await this.byAssertion(requested)
      : this.bySecret(requested);
    const grantType = form.get('grant_type');
    if (!grantType)
      throw tokenProblems.invalidRequest('grant_type is missing; it is to be client_credentials');
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

  private bySecret({ form, authorization }: TokenRequest): Client {
    const credentials = credentialsOf(form, authorization);
    const client = this.clients.find(credentials.clientId);
    if (!client || !sameText(client.clientSecret, credentials.clientSecret))
      throw unknownClient(credentials);
    return client;
  }

  private byAssertion({ form, authorization, issuer, path }: TokenRequest): Promise<Client> {
    if (authorization !== undefined || form.has('client_secret')) {
      throw tokenProblems.invalidRequest(
        'client_assertion and a client secret are both given; one is enough',
      );
    }
    // The token endpoint and its issuer, as they are published and as they were reached.
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
        'The client is to authenticate: client_id and client_secret in the form, an Authorization: Basic header, or a client_assertion',
      );
    }
    return { clientId, clientSecret, basic: false };
  }
  if (form.has('client_secret')) {
    throw tokenProblems.invalidRequest(
      'client_secret is in the form and in the Authorization header; one is enough',
    );
  }
  return basicCredentials(authorization);
}

function basicCredentials(authorization: string): Credentials {
  const pair = basicPair(authorization);
  if (!pair) {
    throw challenged(
      'The Authorization header is to be: Basic base64(client_id ":" client_secret)',
    );
  }
  return { ...pair, basic: true };
}

function unknownClient({ clientId, basic }: Credentials): Problem {
  const text = `Client "${clientId}" is not known here, or its secret is another`;
  return basic ? challenged(text) : tokenProblems.invalidClient(text);
}

function challenged(text: string): Problem {
  const headers = { 'WWW-Authenticate': 'Basic realm="token endpoint", charset="UTF-8"' };
  return new Problem(401, { ...tokenProblems.invalidClient(text).detail, headers });
}

/** An empty or absent scope asks for all the client has. A client without any scope is granted none, whatever it asks. */
function grantedScope(client: Client, requested: string | null): string {
  const wanted = (requested ?? '').split(' ').filter((scope) => scope !== '');
  if (wanted.length === 0 || client.scopes.length === 0) return client.scopes.join(' ');
  const excess = wanted.filter((scope) => !client.scopes.includes(scope));
  if (excess.length > 0) {
    throw tokenProblems.invalidScope(
      `Client "${client.clientId}" has not ${excess.join(' ')}; it has ${client.scopes.join(' ')}`,
    );
  }
  return [...new Set(wanted)].join(' ');
}
