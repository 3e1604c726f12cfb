import { Injectable } from '@nestjs/common';
import { parseBasicAuth, equalsConstantTime } from '../../platform/oauth/client-secret.js';
import type { Client } from '../../platform/oauth/client.entity.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Tokens } from '../../platform/oauth/tokens.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { serviceOf } from './audiences.js';
import { tokenRefused } from './errors.js';
import type { BokbasenTokenResponse } from './token-messages.js';

const LIFETIME_S = 86_400;
/** Seconds that a cached token must still live to be issued again. */
const LEAST_LEFT_S = 300;
/** Limit of the cache: issuers and audiences contain host names, which are unlimited. */
const MOST_KEPT = 100;

export interface TokenRequestParams {
  issuer: string;
  /** Base URLs of the sandbox: an audience may begin with any of them. */
  reached: readonly string[];
  fields: Readonly<Record<string, string | undefined>>;
  authorization: string | undefined;
}

interface Issued {
  token: Promise<string>;
  /** Seconds since 1970, in workspace time. */
  from: number;
}

/**
 * Bokbasen's client credentials grant. A token is for one audience and is issued again for most of
 * a day.
 */
@Injectable()
export class TokenIssuer {
  private readonly issued = new WeakMap<Client, Map<string, Issued>>();

  constructor(
    private readonly clients: Clients,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async grant(request: TokenRequestParams): Promise<BokbasenTokenResponse> {
    const { issuer, reached, fields } = request;
    const client = this.authenticated(request);
    const { grant_type: grant, audience } = fields;
    if (!grant) throw unauthorized('grant_type is missing');
    if (!audience) throw unauthorized('audience is missing');
    if (grant !== 'client_credentials') {
      throw tokenRefused('grantNotAllowed', 'grant_type must be client_credentials', { grant });
    }
    const service = serviceOf(audience, reached);
    if (service === undefined) {
      const reason = 'unknown audience; the trailing slash is required';
      throw tokenRefused('audienceUnknown', reason, { audience });
    }
    if (!client.audiences.includes(service)) {
      const has = client.audiences.join(', ') || 'none';
      const reason = `client ${client.clientId} has these audiences: ${has}`;
      throw tokenRefused('audienceNotAllowed', reason, { audience });
    }
    return this.tokenFor(client, issuer, audience);
  }

  private authenticated({ fields, authorization }: TokenRequestParams): Client {
    const basic = authorization === undefined ? undefined : parseBasicAuth(authorization);
    if (authorization !== undefined && !basic)
      throw unauthorized('Authorization must be Basic base64(client_id ":" client_secret)');
    const clientId = basic?.clientId ?? fields['client_id'];
    const clientSecret = basic?.clientSecret ?? fields['client_secret'];
    if (!clientId) throw unauthorized('client_id is missing');
    if (!clientSecret) throw unauthorized('client_secret is missing');
    const client = this.clients.find(clientId);
    if (!client || !equalsConstantTime(client.clientSecret, clientSecret))
      throw unauthorized(`client ${clientId} is unknown, or its secret is wrong`);
    return client;
  }

  private async tokenFor(
    client: Client,
    issuer: string,
    audience: string,
  ): Promise<BokbasenTokenResponse> {
    const now = Math.floor(this.clock.now(client.workspace) / 1000);
    const own = this.issued.get(client) ?? new Map<string, Issued>();
    this.issued.set(client, own);
    const key = `${issuer} ${audience}`;
    let cached = own.get(key);
    // A token from the future was issued before the workspace clock was set back.
    if (!cached || cached.from > now || cached.from + LIFETIME_S - now < LEAST_LEFT_S) {
      const content = { issuer, audience, lifetime: LIFETIME_S, claims: {} };
      cached = { token: this.tokens.issue(client, content), from: now };
      if (own.size >= MOST_KEPT) own.clear();
      own.set(key, cached);
    }
    const left = cached.from + LIFETIME_S - now;
    return { access_token: await cached.token, expires_in: left, token_type: 'Bearer' };
  }
}

function unauthorized(why: string): Error {
  return tokenRefused('unauthorized', why);
}
