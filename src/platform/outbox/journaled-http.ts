import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { Exchange } from '../journal/exchange.js';
import { Journal } from '../journal/journal.js';
import { Metrics } from '../observability/metrics.js';
import { OWN_CALL_HEADER } from '../journal/own-call.js';

const LARGEST_ANSWER = 64 * 1024;

export interface OutgoingCall {
  method: 'PUT' | 'POST' | 'GET' | 'DELETE' | 'PATCH';
  url: string;
  headers: Record<string, string>;
  /** Absent: there is none. */
  body?: string;
  /** The call goes to a role of our own. */
  own: boolean;
  /** Under what the journal files it. */
  about: {
    role: string;
    /** Absent: the call belongs to no API, as one of a token endpoint. */
    api?: string | undefined;
    operation: string;
    workspace: string;
    probe?: boolean;
  };
  signal: AbortSignal;
  /** Hears the id of the exchange before it begins. */
  began?: ((exchange: string) => void) | undefined;
  /** Bytes of an answer that are read; 64 KiB when it is not said. */
  largestAnswer?: number;
}

export interface IncomingResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Calls others over HTTP; every call is in the journal, whatever comes of it. Redirects are not followed. */
@Injectable()
export class JournaledHttp {
  private readonly agent = new Agent({ keepAliveTimeout: 4_000 });
  readonly ownCallSecret = randomUUID();

  constructor(
    private readonly journal: Journal,
    private readonly metrics: Metrics,
  ) {}

  async call(call: OutgoingCall): Promise<IncomingResponse> {
    const { exchange, error } = await this.attempt(call);
    if (error !== undefined) throw error;
    const { status, response } = exchange;
    return { status, ...response };
  }

  /** Makes a call; answers the whole of the exchange. One that got no answer has status 0, and the reason as its body. */
  async exchange(call: OutgoingCall): Promise<Exchange> {
    return (await this.attempt(call)).exchange;
  }

  private async attempt(call: OutgoingCall): Promise<{ exchange: Exchange; error?: unknown }> {
    const exchange = this.begin(call);
    try {
      const { headers, own } = call;
      const response = await request(call.url, {
        method: call.method,
        headers: own ? { ...headers, [OWN_CALL_HEADER]: this.ownCallSecret } : headers,
        ...(call.body !== undefined && { body: call.body }),
        signal: call.signal,
        dispatcher: this.agent,
      });
      const body = await textOf(response.body, call.largestAnswer ?? LARGEST_ANSWER);
      exchange.finish(response.statusCode, { headers: response.headers, body });
      return { exchange };
    } catch (error) {
      exchange.finish(0, { headers: {}, body: reasonOf(error) });
      return { exchange, error };
    } finally {
      this.journal.keep(exchange);
      this.metrics.observe(exchange);
    }
  }

  private begin({ method, url, headers, body = '', own, about, began }: OutgoingCall): Exchange {
    const { pathname, search, host } = new URL(url);
    const peer = own ? 'sandbox' : 'partner';
    const exchange = new Exchange('outbound', peer, method, pathname + search);
    Object.assign(exchange, about);
    began?.(exchange.id);
    exchange.request = { headers: { host, ...headers }, body };
    return exchange;
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Why there was no answer, in a word. */
export function reasonOf(error: unknown): string {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (name === 'TimeoutError') return 'timeout';
  if (name === 'AbortError') return 'broken off';
  return code ?? message ?? String(error);
}

async function textOf(body: AsyncIterable<Buffer>, largest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    chunks.push(chunk);
    if (size > largest) break;
  }
  return Buffer.concat(chunks).subarray(0, largest).toString('utf8');
}
