import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { type Config, CONFIG } from '../config/config.js';
import { WorkspaceElsewhere } from '../persistence/fence.js';
import { Ownership } from '../workspaces/ownership.js';
import { Exchange } from '../journal/exchange.js';
import { Journal } from '../journal/journal.js';
import { Metrics } from '../observability/metrics.js';
import { OWN_CALL_HEADER } from '../journal/own-call.js';
import { OutgoingAgent } from '../network/outgoing-agent.js';
import { TargetRefused } from '../network/outgoing-targets.js';
import { readBytes, responseText } from './response-text.js';

const MAX_RESPONSE_BYTES = 64 * 1024;

/** A call to make, and how the journal records it. */
export interface OutgoingCall {
  method: 'PUT' | 'POST' | 'GET' | 'DELETE' | 'PATCH' | 'OPTIONS';
  url: string;
  /** Field of the settings of a workspace that has the URL or its beginning. A refusal of the address names it. */
  urlField?: string | undefined;
  headers: Record<string, string>;
  /** Absent: no body. */
  body?: string;
  /** True for a call to a role of this sandbox. */
  toOwnRole: boolean;
  /** Fields of the exchange in the journal. */
  exchange: {
    role: string;
    /** Absent: the call belongs to no API, like one to a token endpoint. */
    api?: string | undefined;
    operation: string;
    workspace: string;
    probe?: boolean;
  };
  signal: AbortSignal;
  /** Receives the id of the exchange before the call starts. */
  onStart?: ((exchange: string) => void) | undefined;
  /** Bytes of the response that are read. Default: 64 KiB. */
  maxResponseBytes?: number;
}

export interface IncomingResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Decoded text. */
  body: string;
}

/** HTTP client whose calls are all in the journal, whatever their result. It follows no redirects, and calls for owned workspaces only. */
@Injectable()
export class JournaledHttp {
  /** Value of the header that identifies our own calls. */
  readonly ownCallSecret: string;

  constructor(
    private readonly journal: Journal,
    private readonly metrics: Metrics,
    private readonly agent: OutgoingAgent,
    private readonly ownership: Ownership,
    @Inject(CONFIG) { ownCallSecret }: Pick<Config, 'ownCallSecret'>,
  ) {
    this.ownCallSecret = ownCallSecret;
  }

  /** Makes a call and returns the response; throws when there is none. */
  async call(call: OutgoingCall): Promise<IncomingResponse> {
    const { exchange, error } = await this.attempt(call);
    if (error !== undefined) throw error;
    const { status, response } = exchange;
    return { status, ...response };
  }

  /** Makes a call and returns its exchange. Without a response the status is 0 and the body is the reason. */
  async exchange(call: OutgoingCall): Promise<Exchange> {
    return (await this.attempt(call)).exchange;
  }

  private async attempt(call: OutgoingCall): Promise<{ exchange: Exchange; error?: unknown }> {
    const { workspace } = call.exchange;
    if (!this.ownership.mayAct(workspace)) throw new WorkspaceElsewhere(workspace);
    const exchange = this.begin(call);
    try {
      const { headers, toOwnRole } = call;
      const response = await request(call.url, {
        method: call.method,
        headers: toOwnRole ? { ...headers, [OWN_CALL_HEADER]: this.ownCallSecret } : headers,
        ...(call.body !== undefined && { body: call.body }),
        signal: call.signal,
        dispatcher: this.agent,
      });
      const { headers: received, statusCode } = response;
      const maxBytes = call.maxResponseBytes ?? MAX_RESPONSE_BYTES;
      const bytes = await readBytes(response.body, maxBytes);
      const body = await responseText(bytes, received, maxBytes);
      exchange.finish(statusCode, { headers: received, body });
      return { exchange };
    } catch (thrown) {
      const error = withField(thrown, call);
      exchange.finish(0, { headers: {}, body: errorText(error) });
      return { exchange, error };
    } finally {
      this.journal.add(exchange);
      this.metrics.observe(exchange);
    }
  }

  private begin({
    method,
    url,
    headers,
    body = '',
    toOwnRole,
    exchange: about,
    onStart,
  }: OutgoingCall): Exchange {
    const { pathname, search, host } = new URL(url);
    const peer = toOwnRole ? 'sandbox' : 'partner';
    const exchange = new Exchange('outbound', peer, method, pathname + search);
    Object.assign(exchange, about);
    onStart?.(exchange.id);
    exchange.request = { headers: { host, ...headers }, body };
    return exchange;
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

function withField(error: unknown, { urlField }: OutgoingCall): unknown {
  const isRefusal = error instanceof TargetRefused && urlField !== undefined;
  return isRefusal ? new TargetRefused(`${urlField}: ${error.message}`) : error;
}

/** `errorText` of a call whose signal was aborted: it may have arrived all the same. */
export const ABORTED = 'aborted';

/** Short reason why a call got no response. */
export function errorText(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError') return 'timeout';
  if (name === 'AbortError') return ABORTED;
  return code ?? message ?? String(error);
}
