import { performance } from 'node:perf_hooks';
import type { Connection } from '../connection.js';
import { assertKnownFields, fieldsOf } from '../known-fields.js';
import { differencesOf, MATCH_FIELDS, type ExchangeMatch } from '../match.js';
import { valueText } from '../text/value-text.js';
import type { Exchange } from '../types.js';
import { readPages } from './pages.js';

const EXCHANGES = '/_sandbox/workspaces/{ws}/exchanges';

/** Default of `timeout`. */
export const DEFAULT_TIMEOUT_MS = 10_000;
/** Longest time between two readings of the journal while a call waits. */
const SLICE_MS = 1000;

/** Filter on exchanges. All given fields must match. */
export interface ExchangeFilter extends ExchangeMatch {
  /** Name of the operation, for example `acceptOrder`. */
  operation?: string;
  /** `inbound`: a request to Ketenlab; `outbound`: a request of Ketenlab. */
  direction?: 'inbound' | 'outbound';
  /** `partner`: with your system; `sandbox`: between two roles of Ketenlab. */
  peer?: 'partner' | 'sandbox';
  /** Earliest start, in real time: RFC 3339, or a `Date`. */
  since?: string | Date;
  /** Words that occur in the exchange: an id, an order number, a product. */
  q?: string;
}

/** Options of a call that waits. */
export interface WaitOptions {
  /** Milliseconds to wait. Default: 10,000. */
  timeout?: number;
}

const FILTER_FIELDS = [
  ...fieldsOf<Omit<ExchangeFilter, keyof ExchangeMatch>>({
    operation: true,
    direction: true,
    peer: true,
    since: true,
    q: true,
  }),
  ...MATCH_FIELDS,
];
const WAIT_FIELDS = fieldsOf<WaitOptions>({ timeout: true });

/** The journal: every request in both directions, with bodies and findings. */
export class Exchanges {
  /** @internal */
  constructor(
    private readonly connection: Connection,
    private readonly ws: string,
    /** Lines for the error of `waitFor`, about what came instead. */
    private readonly explain: (filter: ExchangeFilter) => Promise<string[]> = async () => [],
  ) {}

  /** The matching exchanges, the newest first; `limit` is their maximum number. */
  async list(filter: ExchangeFilter & { limit?: number } = {}): Promise<Exchange[]> {
    assertKnownFields('the filter of exchanges', filter, [...FILTER_FIELDS, 'limit']);
    const { operation, direction, peer, since, q, limit, ...match } = filter;
    const { client, dataOf } = this.connection;
    const { role, status } = match;
    const query = Object.fromEntries(
      Object.entries({
        operation,
        direction,
        q,
        role,
        status,
        since: since instanceof Date ? since.toISOString() : since,
      }).filter(([, value]) => value !== undefined),
    );
    const path = { ws: this.ws };
    const filters = Object.keys({ ...match, ...(peer !== undefined && { peer }) });
    const isComplete = filters.every((name) => Object.hasOwn(query, name));
    const all = await readPages(
      (page) => dataOf(client.GET(EXCHANGES, { params: { path, query: { ...query, ...page } } })),
      isComplete ? limit : undefined,
    );
    return all
      .filter((one) => (peer === undefined || one.peer === peer) && isMatch(match, one))
      .slice(0, limit);
  }

  /** An exchange. Rejects with `ControlApiError` 404 if it is not in the journal. */
  get(id: string): Promise<Exchange> {
    const { client, dataOf } = this.connection;
    return dataOf(client.GET(`${EXCHANGES}/{id}`, { params: { path: { ws: this.ws, id } } }));
  }

  /**
   * The first matching exchange: one that has come already, or else the next one. Rejects after the timeout. With
   * `since`, only those that start then or later count. The error lists the exchanges that came.
   */
  async waitFor(filter: ExchangeFilter, options: WaitOptions = {}): Promise<Exchange> {
    assertKnownFields('the filter of waitFor', filter, FILTER_FIELDS);
    assertKnownFields('the options of waitFor', options, WAIT_FIELDS);
    const { timeout = DEFAULT_TIMEOUT_MS } = options;
    const found = await this.waitForCount(filter, 1, timeout);
    const first = found.at(-1);
    if (first) return first;
    const summary = `no exchange matched ${valueText(filter)} within ${timeout} ms`;
    throw new Error([summary, '', ...(await this.explain(filter))].join('\n').trimEnd());
  }

  /** The matching exchanges, as soon as there are so many; after the timeout, those that there are. */
  async waitForCount(filter: ExchangeFilter, count: number, timeout: number): Promise<Exchange[]> {
    const end = performance.now() + timeout;
    for (;;) {
      const remaining = end - performance.now();
      // Before the list is read, so that an exchange that comes in between ends the wait.
      const next = remaining > 0 ? this.next(filter, Math.min(remaining, SLICE_MS)) : undefined;
      const found = await this.list(filter).catch(async (error: unknown) => {
        next?.cancel();
        await next?.end;
        throw error;
      });
      if (found.length >= count || !next) {
        next?.cancel();
        return found;
      }
      await next.end;
    }
  }

  /** Empties the journal. */
  clear(): Promise<void> {
    const { client, done } = this.connection;
    return done(client.DELETE(EXCHANGES, { params: { path: { ws: this.ws } } }));
  }

  /** Waits until the next exchange of an operation finishes, or for a time. */
  private next({ operation }: ExchangeFilter, ms: number): { end: Promise<void>; cancel(): void } {
    const stop = new AbortController();
    const query = {
      timeout: Number((ms / 1000).toFixed(3)),
      ...(operation !== undefined && { operation }),
    };
    const call = this.connection.client.GET(`${EXCHANGES}/wait`, {
      params: { path: { ws: this.ws }, query },
      signal: stop.signal,
    });
    const end = call.then(
      () => undefined,
      (error: unknown) => {
        if (!stop.signal.aborted) throw error;
      },
    );
    // The caller reads the list first. An error in that time is not unhandled.
    end.catch(() => undefined);
    return { end, cancel: () => stop.abort() };
  }
}

function isMatch(match: ExchangeMatch, exchange: Exchange): boolean {
  return differencesOf(match, exchange).length === 0;
}
