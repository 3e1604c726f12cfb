import type { INestApplicationContext } from '@nestjs/common';
import { startTimer } from '../../platform/time/time.js';
import type { Operation } from '../../platform/api/operation.js';
import { parseJson } from '../../platform/requirements/check-result.js';
import { Faults } from '../../sandbox/faults/faults.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { Journal } from '../../platform/journal/journal.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import {
  JournaledHttp,
  errorText,
  type OutgoingCall,
} from '../../platform/outbox/journaled-http.js';
import { Store } from '../../platform/persistence/store.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import { ConformanceRecorder } from '../recorder/conformance-recorder.js';
import { SkipTest } from './skipped.js';
import {
  ConfigurationError,
  type PartnerAction,
  type Credentials,
  type RunOptions,
} from './options.js';
import { type Config, CONFIG } from '../../platform/config/config.js';
import type { RuleValues } from '../../platform/config/rules.js';

const LARGEST_ANSWER = 4 * 1024 * 1024;
const JSON_TYPE = 'application/json';

/** A call of the partner's server. */
export interface CallOptions {
  operation: Operation;
  /** Another than that of the operation. */
  method?: OutgoingCall['method'] | undefined;
  /** With its parameters filled in; absent: that of the operation. */
  path?: string | undefined;
  /** A link that was handed out, in the place of the target and the path. */
  url?: string | undefined;
  query?: Record<string, string> | undefined;
  /** Text is sent as it is, everything else as JSON. */
  body?: unknown;
  headers?: Record<string, string> | undefined;
  /** Who calls, by the kind of client. */
  as?: string | undefined;
  /** The whole header, in the place of a good token; null: none. */
  authorization?: string | null | undefined;
  /** Nothing of the contract is asked: the answer is judged by nobody. */
  aside?: boolean;
  /** It is sent to see how it is refused. */
  probe?: boolean | undefined;
}

/** So many calls one after another have no answer from a server that is gone. */
const MOST_UNANSWERED = 12;
/** What may stand in a header (RFC 6750 §2.1). */
const TOKEN = /^[\w\-.~+/]+=*$/;

/** Whether a call of the partner, with that message, is the one that is meant. */
type Fits = (message: Record<string, unknown>, exchange: Exchange) => boolean;

/** The two sides of a run: the partner's server, which is called, and our own, which he calls. */
export class ConformanceSession {
  readonly recorder: ConformanceRecorder;
  /** How the switches are set. */
  readonly rules: RuleValues;
  private readonly http: JournaledHttp;
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly arrived: Exchange[] = [];
  private readonly waiting = new Set<() => void>();
  private unanswered = 0;

  constructor(
    private readonly app: INestApplicationContext,
    readonly options: RunOptions,
  ) {
    this.recorder = app.get(ConformanceRecorder);
    this.rules = app.get<Config>(CONFIG).rules;
    this.http = app.get(JournaledHttp);
    app.get(Journal).listen(DEFAULT_WORKSPACE, (exchange) => {
      if (exchange.direction !== 'inbound' || exchange.peer !== 'partner') return;
      this.arrived.push(exchange);
      for (const tx of this.waiting) tx();
    });
  }

  /** Calls the partner; an exchange without an answer has status 0. */
  async call(ask: CallOptions): Promise<Exchange> {
    const { operation, method = operation.method, path = operation.path, query, body } = ask;
    const url = new URL(ask.url ?? this.options.target + path);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.append(name, value);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const authorization = await this.authorizationOf(ask);
    const headers = {
      ...(text !== undefined && { 'content-type': operation.nonJsonBody?.mediaType ?? JSON_TYPE }),
      ...(operation.acceptMediaType !== undefined && { accept: operation.acceptMediaType }),
      ...(authorization !== null && { authorization }),
      ...ask.headers,
    };
    return this.answered({
      method,
      url: url.href,
      headers,
      ...(text !== undefined && { body: text }),
      toOwnRole: false,
      exchange: {
        role: 'runner',
        ...(ask.aside
          ? { operation: 'preflight' }
          : { api: operation.api.name, operation: operation.name }),
        ...IN_DEFAULT,
        probe: ask.probe ?? false,
      },
      signal: AbortSignal.timeout(this.options.timeoutMs),
      maxResponseBytes: LARGEST_ANSWER,
    });
  }

  /** A server that has stopped answering says nothing of its implementation any more. */
  private async answered(call: OutgoingCall): Promise<Exchange> {
    const exchange = await this.http.exchange(call);
    this.unanswered = exchange.status === 0 ? this.unanswered + 1 : 0;
    if (this.unanswered < MOST_UNANSWERED) return exchange;
    throw new ConfigurationError(
      `${this.options.target} has stopped answering (${exchange.response.body}), at last to ${call.method} ${exchange.path}`,
    );
  }

  /** A token of the client of that kind, or of the one that stands for all; fetched once. */
  token(kind = '', operation?: Operation): Promise<string> {
    const credentials = this.options.clients[kind] ?? this.options.client;
    const audience = audienceOf(operation, credentials.audience, this.options.target);
    const key = JSON.stringify({ ...credentials, audience });
    let token = this.tokens.get(key);
    if (!token) this.tokens.set(key, (token = this.fetchToken({ ...credentials, audience })));
    return token;
  }

  /** Whether there is a client of that kind, apart from the one that stands for all. */
  hasClient(kind: string): boolean {
    return this.options.clients[kind] !== undefined;
  }

  /** Makes our own side know that a message was sent. */
  async sent(collection: string, id: string, message: object): Promise<void> {
    const document = JSON.stringify(message);
    await this.app
      .get(Store)
      .write(IN_DEFAULT.workspace, (tx) =>
        this.app
          .get(Messages)
          .enter(tx, { ...IN_DEFAULT, collection, id: normalizeId(id), document }),
      );
  }

  /** The calls of the partner so far that fit. */
  receivedRequests(operation: Operation, fits: Fits): Exchange[] {
    return this.arrived.filter((exchange) => {
      if (exchange.operation !== operation.name || exchange.api !== operation.api.name)
        return false;
      const message = parseJson(exchange.request.body);
      return typeof message === 'object' && message !== null && fits(message as never, exchange);
    });
  }

  /** The same, once there are so many; fewer when the time is over. */
  async waitForRequests(
    operation: Operation,
    fits: Fits,
    count = 1,
    timeoutMs = this.options.timeoutMs,
  ): Promise<Exchange[]> {
    const found = (): Exchange[] => this.receivedRequests(operation, fits);
    if (found().length >= count) return found();
    await new Promise<void>((enough) => {
      const tx = (): void => {
        if (found().length >= count) end();
      };
      const end = (): void => {
        this.waiting.delete(tx);
        cancel();
        enough();
      };
      const cancel = startTimer(timeoutMs, end);
      this.waiting.add(tx);
    });
    return found();
  }

  /** Takes the next message of the partner and answers 503 all the same: he does not know, and sends it again. */
  async loseAnswer({ name, servedBy }: Operation): Promise<void> {
    const fault = {
      kind: 'status',
      when: 'after',
      status: 503,
      role: servedBy,
      operation: name,
      times: 1,
    } as const;
    await this.app.get(Faults).add(DEFAULT_WORKSPACE, fault);
  }

  /** Makes the partner act, where the configuration says how; otherwise somebody has to. */
  async act({ name }: Pick<Operation, 'name'>): Promise<void> {
    const act: PartnerAction | undefined = this.options.act[name];
    if (!act) return;
    const said = await this.actBy(act);
    if (said !== undefined) throw new SkipTest(`act.${name}: ${act.url} answered ${said}`);
  }

  /** What went wrong; undefined: nothing. */
  private async actBy({
    method = 'POST',
    url,
    headers = {},
    body,
  }: PartnerAction): Promise<string | undefined> {
    try {
      const response = await fetch(url, {
        method,
        headers: { 'content-type': JSON_TYPE, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(this.options.timeoutMs),
      });
      return response.ok ? undefined : String(response.status);
    } catch (error) {
      return `nothing: ${errorText((error as Error).cause ?? error)}`;
    }
  }

  private async authorizationOf(ask: CallOptions): Promise<string | null> {
    if (ask.authorization !== undefined) return ask.authorization;
    if (ask.operation.isPublic) return null;
    return `Bearer ${await this.token(ask.as, ask.operation)}`;
  }

  /** A token for that scope and no other; undefined: the partner gives none, or does not say for what it is. */
  async tokenFor(scope: string): Promise<string | undefined> {
    const { status, response } = await this.askToken({ ...this.options.client, scope });
    const said = parseJson(response.body) as
      { access_token?: unknown; scope?: unknown } | undefined;
    const isFor = status === 200 && said?.scope === scope;
    return isFor && typeof said?.access_token === 'string' ? said.access_token : undefined;
  }

  private async fetchToken(credentials: Credentials): Promise<string> {
    const { status, response } = await this.askToken(credentials);
    const token = (parseJson(response.body) as { access_token?: unknown } | undefined)
      ?.access_token;
    if (status === 200 && typeof token === 'string' && TOKEN.test(token)) return token;
    const { clientId } = credentials;
    const without = status === 200 ? ' without an access_token that can be sent' : '';
    throw new SkipTest(
      `${this.options.tokenUrl} answered ${status || response.body}${without} to client ${clientId}`,
    );
  }

  private askToken({ clientId, clientSecret, scope, audience }: Credentials): Promise<Exchange> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope !== undefined && { scope }),
      ...(audience !== undefined && { audience }),
    });
    return this.http.exchange({
      method: 'POST',
      url: this.options.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      toOwnRole: false,
      exchange: { role: 'runner', operation: 'issueToken', ...IN_DEFAULT },
      signal: AbortSignal.timeout(this.options.timeoutMs),
    });
  }
}

const IN_DEFAULT = { workspace: DEFAULT_WORKSPACE };

/** The audience of a service, where tokens have one: the given one, with its name in it, or below the base. */
function audienceOf(
  operation: Operation | undefined,
  given: string | undefined,
  target: string,
): string | undefined {
  const service = operation?.audience;
  if (service === undefined) return given;
  return given?.replace('{service}', service) ?? `${target}/${service}/`;
}
