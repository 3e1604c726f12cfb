import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ASSERTION_TYPE } from '../oauth/client-assertion.js';
import { SigningKeys } from '../oauth/signing-keys.js';
import { realNow } from '../time/time.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { JournaledHttp, type IncomingResponse, type OutgoingCall } from './journaled-http.js';
import type { PartnerAddress } from './partner.entity.js';

/** A token is fetched anew when it has less than this left. */
const MARGIN_MS = 30_000;
const ASSERTION_LIFE_S = 60;
/** What a token is good for when its answer does not say. */
const UNSAID_LIFE_S = 60;

/** At whose token endpoint, as whom, and for what. */
export interface TokenSource extends Pick<
  PartnerAddress,
  'tokenAuth' | 'clientId' | 'clientSecret'
> {
  tokenUrl: string;
  scope: string;
}

/** In the course of which call a token is wanted. */
type Around = Pick<OutgoingCall, 'own' | 'about' | 'signal' | 'began'>;

interface Held {
  token: string;
  /** Milliseconds since 1970 in real time: the partner's token is ruled by his clock. */
  until: number;
}

/** The tokens that others gave us, each fetched once for all who want it. */
@WorkspaceScoped('data')
@Injectable()
export class PartnerTokens implements WorkspaceScoped {
  private readonly held = new Map<string, Promise<Held>>();

  constructor(
    private readonly http: JournaledHttp,
    private readonly keys: SigningKeys,
  ) {}

  /** Throws `NoToken` when the partner gives none. */
  async get(source: TokenSource, call: Around): Promise<string> {
    const key = keyOf(call.about.workspace, source);
    const held = await this.held.get(key)?.catch(() => undefined);
    if (held && held.until > realNow()) return held.token;
    const fetched = this.fetch(source, call);
    this.held.set(key, fetched);
    fetched.catch(() => this.held.delete(key));
    return (await fetched).token;
  }

  /** The partner does not know it any more. */
  forget(workspace: string, source: TokenSource): void {
    this.held.delete(keyOf(workspace, source));
  }

  /** All that were given to a workspace. */
  close(workspace: string): void {
    for (const key of this.held.keys()) if (key.startsWith(keyOf(workspace))) this.held.delete(key);
  }

  private async fetch(source: TokenSource, { own, about, signal, began }: Around): Promise<Held> {
    const { tokenUrl } = source;
    const filed = { ...about, operation: 'issueToken' };
    const request = await this.requestFor(source);
    return tokenOf(
      await this.http.call({
        method: 'POST',
        url: tokenUrl,
        ...request,
        own,
        about: filed,
        signal,
        began,
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

/** The partner's token endpoint answered, but gave no token. */
export class TokenUnavailable extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** One workspace does not know what another was given. */
function keyOf(workspace: string, source?: TokenSource): string {
  return `${workspace}\n${source ? JSON.stringify(source) : ''}`;
}

function tokenOf({ status, body }: IncomingResponse, tokenUrl: string): Held {
  let grant: { access_token?: unknown; expires_in?: unknown } = {};
  try {
    grant = JSON.parse(body) as typeof grant;
  } catch {
    // Told below, together with every other answer that holds no token.
  }
  const { access_token: token, expires_in: seconds } = grant ?? {};
  if (status !== 200 || typeof token !== 'string') {
    throw new TokenUnavailable(`${tokenUrl} answered ${status} without an access_token`, status);
  }
  const life = typeof seconds === 'number' ? seconds : UNSAID_LIFE_S;
  return { token, until: realNow() + life * 1000 - MARGIN_MS };
}
