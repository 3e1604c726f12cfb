import type { Operation, RefusalReason } from '../../platform/api/operation.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import type { JournaledHttp, OutgoingCall } from '../../platform/outbox/journaled-http.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { realNow } from '../../platform/time/time.js';
import type { AccessTokens } from './partner/access-tokens.js';
import type { CallNotes } from './partner/call-notes.js';
import { ConfigurationError, targetOf, type RunOptions } from './configuration/options.js';

/** A text that is not a token. */
export const NO_TOKEN = 'not-a-token';
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;
/** Consecutive calls without a response after which the run is aborted. */
const MAX_UNANSWERED_CALLS = 12;

/** One call of the partner's server. */
export interface CallOptions {
  operation: Operation;
  /** Overrides the method of the operation. */
  method?: OutgoingCall['method'] | undefined;
  /** Path with its parameters filled in; default: the path of the operation. */
  path?: string | undefined;
  /** Absolute URL, for example a link from an earlier response; replaces target and path. */
  url?: string | undefined;
  query?: Record<string, string> | undefined;
  /** A string is sent unchanged, every other value as JSON. */
  body?: unknown;
  headers?: Record<string, string> | undefined;
  /** No Date header, also where the server requires one. */
  withoutDate?: boolean;
  /** Kind of client whose token is sent; default: the default client. */
  as?: string | undefined;
  /** Authorization header that replaces the valid token; null: no header. */
  authorization?: string | null | undefined;
  /** The call belongs to the preflight: its response is not checked against any requirement. */
  preflight?: boolean;
  /** The call is invalid on purpose, to check how the partner rejects it. */
  probe?: boolean | undefined;
  /** The probe is valid against its schema: the partner may refuse it, and must not fail. */
  isValidProbe?: boolean;
  /** Why the partner may refuse the call, although it is valid against its schema. */
  refusable?: RefusalReason | undefined;
}

/** A command that sets a token that is wrong on purpose; undefined without a token. */
function wrongToken(authorization: string | null): string | undefined {
  const token = authorization?.split(' ')[1];
  if (token === undefined) return undefined;
  if (token === NO_TOKEN) return `TOKEN=${token}`;
  return 'TOKEN="${TOKEN}x" # a valid token of another call with any change, or other credentials';
}

/** HTTP client for the target, the server of the partner. Every call is in the journal. */
export class TargetClient {
  /** True for a server that refuses calls without a Date header: every call has one. */
  sendsDate = false;
  private unansweredCalls = 0;

  constructor(
    private readonly http: JournaledHttp,
    private readonly tokens: AccessTokens,
    private readonly notes: CallNotes,
    private readonly options: RunOptions,
  ) {}

  /** Calls the partner. The exchange has status 0 if there was no response. */
  async call(call: CallOptions): Promise<Exchange> {
    const { operation, method = operation.method, body } = call;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const authorization = await this.authorizationOf(call);
    return this.exchange({
      method,
      url: this.urlOf(call),
      headers: this.headersOf(call, authorization, text !== undefined),
      ...(text !== undefined && { body: text }),
      toOwnRole: false,
      exchange: {
        role: 'runner',
        ...(call.preflight
          ? { operation: 'preflight' }
          : { api: operation.api.name, operation: operation.name }),
        workspace: DEFAULT_WORKSPACE,
        probe: call.probe ?? false,
      },
      onStart: (id) => {
        this.notes.add(
          id,
          operation,
          body,
          this.tokens.commandFor(authorization) ?? wrongToken(authorization),
        );
      },
      signal: AbortSignal.timeout(this.options.timeoutMs),
      maxResponseBytes: MAX_RESPONSE_BYTES,
    });
  }

  private urlOf({ operation, url, path = operation.path, query = {} }: CallOptions): string {
    const result = new URL(url ?? targetOf(this.options, operation.api.name) + path);
    for (const [name, value] of Object.entries(query)) result.searchParams.append(name, value);
    return result.href;
  }

  private headersOf(
    call: CallOptions,
    authorization: string | null,
    hasBody: boolean,
  ): Record<string, string> {
    const { nonJsonBody, acceptMediaType } = call.operation;
    return {
      ...(hasBody && { 'content-type': nonJsonBody?.mediaType ?? 'application/json' }),
      ...(acceptMediaType !== undefined && { accept: acceptMediaType }),
      ...(authorization !== null && { authorization }),
      ...(this.sendsDate && !call.withoutDate && { date: new Date(realNow()).toUTCString() }),
      ...call.headers,
    };
  }

  private async authorizationOf(call: CallOptions): Promise<string | null> {
    if (call.authorization !== undefined) return call.authorization;
    if (call.operation.isPublic) return null;
    return `Bearer ${await this.tokens.get(call.as, call.operation)}`;
  }

  /**
   * Aborts the run when the server is gone: the remaining results would not describe the
   * implementation.
   */
  private async exchange(call: OutgoingCall): Promise<Exchange> {
    const exchange = await this.http.exchange(call);
    this.unansweredCalls = exchange.status === 0 ? this.unansweredCalls + 1 : 0;
    if (this.unansweredCalls < MAX_UNANSWERED_CALLS) return exchange;
    throw new ConfigurationError(
      `${new URL(call.url).origin} has stopped answering ` +
        `(${exchange.response.body}); the last call was ${call.method} ${exchange.path}`,
    );
  }
}
