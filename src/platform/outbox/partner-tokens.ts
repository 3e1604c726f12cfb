import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ASSERTION_TYPE } from '../oauth/assertions/client-assertion.js';
import { SigningKeys } from '../oauth/signing-keys.js';
import { realNow } from '../time/time.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { JournaledHttp, type IncomingResponse, type OutgoingCall } from './journaled-http.js';
import { readTokenResponse } from './token-response.js';
import type { PartnerAddress } from './partner.entity.js';

/** A token with less time left than this is not used any more. */
const MARGIN_MS = 30_000;
const ASSERTION_LIFE_S = 60;
/** Lifetime of a token whose response has no expires_in. */
const DEFAULT_LIFE_S = 60;

/** Token endpoint, client and scope. */
export interface TokenSource extends Pick<
  PartnerAddress,
  'tokenAuth' | 'clientId' | 'clientSecret'
> {
  tokenUrl: string;
  scope: string;
}

/** The call that needs a token. */
type TokenCall = Pick<OutgoingCall, 'toOwnRole' | 'exchange' | 'signal' | 'onStart'>;

interface CachedToken {
  token: string;
  /** Milliseconds since 1970 in real time: the partner's clock rules this token. */
  refreshAt: number;
}

/** Cache of the tokens that partners issued to us. Concurrent calls share one fetch. */
@WorkspaceScoped('data')
@Injectable()
export class PartnerTokens implements WorkspaceScoped {
  private readonly tokens = new Map<string, Promise<CachedToken>>();

  constructor(
    private readonly http: JournaledHttp,
    private readonly keys: SigningKeys,
  ) {}

  /** Returns a valid token. Throws `TokenUnavailable` when the partner issues none. */
  async get(source: TokenSource, call: TokenCall): Promise<string> {
    const key = cacheKey(call.exchange.workspace, source);
    const cached = await this.tokens.get(key)?.catch(() => undefined);
    if (cached && cached.refreshAt > realNow()) return cached.token;
    const fetched = this.fetch(source, call);
    this.tokens.set(key, fetched);
    fetched.catch(() => this.tokens.delete(key));
    return (await fetched).token;
  }

  /** Drops a token that the partner refused. */
  forget(workspace: string, source: TokenSource): void {
    this.tokens.delete(cacheKey(workspace, source));
  }

  /** Drops all tokens of a workspace. */
  close(workspace: string): void {
    for (const key of this.tokens.keys())
      if (key.startsWith(cacheKey(workspace))) this.tokens.delete(key);
  }

  private async fetch(
    source: TokenSource,
    { toOwnRole, exchange: about, signal, onStart }: TokenCall,
  ): Promise<CachedToken> {
    const { tokenUrl } = source;
    const exchange = { ...about, api: undefined, operation: 'issueToken' };
    const request = await this.requestFor(source);
    return tokenOf(
      await this.http.call({
        method: 'POST',
        url: tokenUrl,
        urlField: 'tokenUrl',
        ...request,
        toOwnRole,
        exchange,
        signal,
        onStart,
      }),
      tokenUrl,
    );
  }

  private async requestFor({
    tokenUrl,
    tokenAuth,
    clientId = '',
    clientSecret = '',
    scope,
  }: TokenSource) {
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope });
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
    if (tokenAuth === 'private_key_jwt') {
      form.set('client_id', clientId);
      form.set('client_assertion_type', ASSERTION_TYPE);
      form.set('client_assertion', await this.assertion(clientId, tokenUrl));
    } else if (tokenAuth === 'client_secret_post') {
      form.set('client_id', clientId);
      form.set('client_secret', clientSecret);
    } else {
      const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
      headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
    }
    return { headers, body: form.toString() };
  }

  private assertion(clientId: string, tokenUrl: string): Promise<string> {
    const iat = Math.floor(realNow() / 1000);
    const exp = iat + ASSERTION_LIFE_S;
    return this.keys.sign({
      iss: clientId,
      sub: clientId,
      aud: tokenUrl,
      jti: randomUUID(),
      iat,
      exp,
    });
  }
}

/** The partner's token endpoint answered without a token. */
export class TokenUnavailable extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** Cache key. It contains the workspace, because workspaces share no tokens. */
function cacheKey(workspace: string, source?: TokenSource): string {
  return `${workspace}\n${source ? JSON.stringify(source) : ''}`;
}

function tokenOf(response: IncomingResponse, tokenUrl: string): CachedToken {
  const { status } = response;
  const granted = readTokenResponse(response);
  if (typeof granted === 'string')
    throw new TokenUnavailable(`${tokenUrl} answered ${status}: ${granted}`, status);
  const { token, expiresIn = DEFAULT_LIFE_S } = granted;
  return { token, refreshAt: realNow() + expiresIn * 1000 - MARGIN_MS };
}
