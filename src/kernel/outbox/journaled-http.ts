import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { Exchange } from '../journal/exchange.js';
import { Journal } from '../journal/journal.js';
import { Metrics } from '../observe/metrics.js';

/** The header by which the sandbox knows its own calls; its value is made at each start and kept from the journal. */
export const OWN_CALL = 'sandbox-own-call';
const LARGEST_ANSWER = 64 * 1024;

export interface Call {
  method: 'PUT' | 'POST' | 'GET' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body: string;
  /** The call goes to a role of our own. */
  own: boolean;
  /** Under what the journal files it. */
  about: { role: string; operation: string; workspace: string };
  signal: AbortSignal;
  /** Hears the id of the exchange before it begins. */
  began?: ((exchange: string) => void) | undefined;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Calls others over HTTP; every call is in the journal, whatever comes of it. Redirects are not followed. */
@Injectable()
export class JournaledHttp {
  private readonly agent = new Agent({ keepAliveTimeout: 4_000 });
  readonly ownCall = randomUUID();

  constructor(
    private readonly journal: Journal,
    private readonly metrics: Metrics,
  ) {}

  async call({ method, url, headers, body, own, about, signal, began }: Call): Promise<Answer> {
    const { pathname, search, host } = new URL(url);
    const exchange = new Exchange(
      'outbound',
      own ? 'sandbox' : 'partner',
      method,
      pathname + search,
    );
    Object.assign(exchange, about);
    began?.(exchange.id);
    exchange.request = { headers: { host, ...headers }, body };
    const sent = own ? { ...headers, [OWN_CALL]: this.ownCall } : headers;
    try {
      const response = await request(url, {
        method,
        headers: sent,
        body,
        signal,
        dispatcher: this.agent,
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
