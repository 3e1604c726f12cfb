import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { ASSERTION_TYPE } from '../auth/client-assertion.js';
import { Clients } from '../auth/clients.js';
import { SigningKeys } from '../auth/signing-keys.js';
import { realNow } from '../clock/time.js';
import type { Operation } from '../contract/operation.js';
import { Exchange } from '../journal/exchange.js';
import { Journal } from '../journal/journal.js';
import { Metrics } from '../observe/metrics.js';
import type { PartnerAddress } from './partner.entity.js';
import { Partners } from './partners.js';

/** The header by which the sandbox knows its own calls; its value is made at each start and kept from the journal. */
export const OWN_CALL = 'sandbox-own-call';
const LARGEST_ANSWER = 64 * 1024;
/** A token is fetched anew when it has less than this left. */
const TOKEN_MARGIN_MS = 30_000;
const ASSERTION_LIFE_S = 60;

/** What came of a call: the partner's answer, or why there is none. */
export type Outcome =
  | { kind: 'answered'; status: number; retryAfter: string | undefined }
  | { kind: 'unreachable'; error: string }
  | { kind: 'no-token'; error: string; status: number | undefined };

interface Target extends Omit<PartnerAddress, 'clientSecret'> {
  clientSecret?: string | undefined;
  own: boolean;
}

interface Call {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  target: Target;
  exchange: { role: string; operation: string; workspace: string };
  timeoutMs: number;
}

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Makes the calls of our roles: to a partner where one is set, otherwise to our own role over HTTP. */
@Injectable()
export class PartnerClient {
  private readonly agent = new Agent({
    keepAliveTimeout: 4_000,
    maxRedirections: 0,
  } as Agent.Options);
  private readonly tokens = new Map<string, { token: string; until: number }>();
  private ownUrl: string | undefined;
  readonly ownCall = randomUUID();

  constructor(
    private readonly partners: Partners,
    private readonly clients: Clients,
    private readonly journal: Journal,
    private readonly metrics: Metrics,
    private readonly keys: SigningKeys,
  ) {}

  /** Told where the server listens, once it does. */
  listensAt(url: string): void {
    this.ownUrl = url;
  }

  isOwn(workspace: string, role: string): boolean {
    return this.partners.find(workspace, role) === undefined;
  }

  /** Sends a message, after fetching a token where one is wanted; the bound is on each call. */
  async send(
    message: { workspace: string; from: string; body: string },
    operation: Operation,
    timeoutMs: number,
  ): Promise<Outcome> {
    const target = this.target(message.workspace, message.from, operation);
    const call = (authorization: Record<string, string>): Call => ({
      method: operation.method,
      url: target.baseUrl + operation.path,
      headers: { 'content-type': 'application/json', ...authorization },
      body: message.body,
      target,
      exchange: { role: message.from, operation: operation.name, workspace: message.workspace },
      timeoutMs,
    });
    try {
      let answer = await this.call(
        call(await this.authorization(target, message, operation, timeoutMs)),
      );
      if (answer.status === 401 && target.tokenUrl) {
        // The partner may have forgotten a token that we still hold: a new one is worth one more call.
        this.tokens.delete(tokenKey(target));
        answer = await this.call(
          call(await this.authorization(target, message, operation, timeoutMs)),
        );
      }
      return {
        kind: 'answered',
        status: answer.status,
        retryAfter: firstOf(answer.headers['retry-after']),
      };
    } catch (error) {
      if (error instanceof NoToken)
        return { kind: 'no-token', error: error.message, status: error.status };
      return { kind: 'unreachable', error: reasonOf(error) };
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private target(workspace: string, from: string, { servedBy }: Operation): Target {
    const partner = this.partners.find(workspace, servedBy);
    if (partner) return { ...partner, own: false };
    if (!this.ownUrl) throw new Error('the server does not listen yet');
    const baseUrl = `${this.ownUrl}/${servedBy}`;
    const client = this.clients.ofKind(workspace, from);
    return {
      baseUrl,
      tokenUrl: `${baseUrl}/oauth2/token`,
      own: true,
      ...(client && { clientId: client.clientId, clientSecret: client.clientSecret }),
    };
  }

  private async authorization(
    target: Target,
    { workspace, from }: { workspace: string; from: string },
    operation: Operation,
    timeoutMs: number,
  ): Promise<Record<string, string>> {
    if (!target.tokenUrl) return {};
    const key = tokenKey(target);
    let held = this.tokens.get(key);
    if (!held || held.until <= realNow()) {
      const { tokenUrl } = target;
      const exchange = { role: from, operation: 'issueToken', workspace };
      const answer = await this.call({
        method: 'POST',
        url: tokenUrl,
        target,
        exchange,
        timeoutMs,
        ...(await this.tokenRequest(target, tokenUrl, target.scope ?? operation.scope.join(' '))),
      });
      held = tokenOf(answer, tokenUrl);
      this.tokens.set(key, held);
    }
    return { authorization: `Bearer ${held.token}` };
  }

  private async tokenRequest(
    { tokenAuth, clientId = '', clientSecret = '' }: Target,
    tokenUrl: string,
    scope: string,
  ): Promise<{ headers: Record<string, string>; body: string }> {
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
    const times = { iat, exp: iat + ASSERTION_LIFE_S };
    return this.keys.sign({
      iss: clientId,
      sub: clientId,
      aud: tokenUrl,
      jti: randomUUID(),
      ...times,
    });
  }

  private async call({
    method,
    url,
    headers,
    body,
    target,
    exchange: about,
    timeoutMs,
  }: Call): Promise<Answer> {
    const { pathname, search } = new URL(url);
    const exchange = new Exchange(
      'outbound',
      target.own ? 'sandbox' : 'partner',
      method,
      pathname + search,
    );
    Object.assign(exchange, about);
    exchange.request = { headers: { host: new URL(url).host, ...headers }, body };
    const marked = target.own ? { ...headers, [OWN_CALL]: this.ownCall } : headers;
    try {
      const response = await request(url, {
        method: method,
        headers: marked,
        body,
        dispatcher: this.agent,
        signal: AbortSignal.timeout(timeoutMs),
      });
      const answer = {
        status: response.statusCode,
        headers: response.headers,
        body: await textOf(response.body),
      };
      exchange.finish(answer.status, { headers: answer.headers, body: answer.body });
      return answer;
    } catch (error) {
      exchange.finish(0, { headers: {}, body: reasonOf(error) });
      throw error;
    } finally {
      this.journal.keep(exchange);
      this.metrics.observe(exchange);
    }
  }
}

class NoToken extends Error {
  constructor(
    message: string,
    readonly status: number | undefined,
  ) {
    super(message);
  }
}

function tokenKey({ tokenUrl, clientId, scope }: Target): string {
  return [tokenUrl, clientId, scope].join('\n');
}

function tokenOf({ status, body }: Answer, tokenUrl: string): { token: string; until: number } {
  let grant: { access_token?: unknown; expires_in?: unknown } = {};
  try {
    grant = JSON.parse(body) as typeof grant;
  } catch {
    // Told below, together with every other answer that holds no token.
  }
  if (status !== 200 || typeof grant.access_token !== 'string') {
    throw new NoToken(`${tokenUrl} answered ${status} without an access_token`, status);
  }
  const seconds = typeof grant.expires_in === 'number' ? grant.expires_in : 60;
  return { token: grant.access_token, until: realNow() + seconds * 1000 - TOKEN_MARGIN_MS };
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > LARGEST_ANSWER) break;
  }
  return Buffer.concat(chunks).subarray(0, LARGEST_ANSWER).toString('utf8');
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function reasonOf(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError') return 'timeout';
  return code ?? message ?? String(error);
}
