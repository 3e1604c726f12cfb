import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import { startTimer } from '../../../platform/time/time.js';
import { callbackUrlOf, type RunOptions } from '../configuration/options.js';
import type { Progress } from '../progress.js';
import type { RunIds } from '../run-ids.js';

/** Predicate on a request of the partner: its parsed JSON body and its exchange. */
type Matches = (message: Record<string, unknown>, exchange: Exchange) => boolean;

/** Requests that the partner has sent to the sandbox during this run. */
export class PartnerRequests {
  private readonly exchanges: Exchange[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly options: Pick<RunOptions, 'timeoutMs' | 'listen'>,
    private readonly ids: RunIds,
    private readonly progress: Progress,
  ) {}

  /** Number of requests that have arrived. */
  get count(): number {
    return this.exchanges.length;
  }

  /** True while no request has arrived at all. */
  get isEmpty(): boolean {
    return this.exchanges.length === 0;
  }

  /** Adds an exchange of the journal, if the partner sent it in this run. */
  add(exchange: Exchange): void {
    if (exchange.direction !== 'inbound' || exchange.peer !== 'partner') return;
    if (this.ids.isOfAnotherRun(exchange.request.body)) return;
    this.exchanges.push(exchange);
    for (const notify of this.listeners) notify();
  }

  /** Returns the matching requests that have arrived so far. */
  received(operation: Operation, matches: Matches): Exchange[] {
    return this.exchanges.filter((exchange) => {
      if (exchange.operation !== operation.name || exchange.api !== operation.api.name)
        return false;
      const message = parseJson(exchange.request.body);
      return typeof message === 'object' && message !== null && matches(message as never, exchange);
    });
  }

  /** Waits for a number of matching requests. Returns fewer if the timeout elapses first. */
  async waitFor(operation: Operation, matches: Matches, count = 1): Promise<Exchange[]> {
    const isComplete = (): boolean => this.received(operation, matches).length >= count;
    if (!isComplete()) {
      const { timeoutMs } = this.options;
      const endWait = this.progress.wait(`${operation.method} ${operation.path}`, timeoutMs);
      await this.waitUntil(isComplete, timeoutMs);
      endWait();
    }
    return this.received(operation, matches);
  }

  /** Waits until more than that number of requests have arrived. False if the time elapses first. */
  async waitForMore(count: number, timeoutMs: number): Promise<boolean> {
    const isMore = (): boolean => this.count > count;
    if (!isMore()) await this.waitUntil(isMore, timeoutMs);
    return isMore();
  }

  /** Explains why there is no request for an operation: what arrived instead, if anything did. */
  describeMissing({ name, api, method, path, servedBy }: Operation): string {
    const last = this.exchanges.at(-1);
    if (!last)
      return (
        `nothing arrived at ${callbackUrlOf(this.options)}: the partner has another address for its ` +
        `${servedBy}, or its code sends no ${method} ${path}`
      );
    const near = this.exchanges.findLast(({ nearMiss }) => nearMiss?.operation === name);
    if (near?.nearMiss)
      return `${near.method} ${near.path} arrived instead of ${method} ${path}: ${near.nearMiss.reason}`;
    const refused = this.exchanges.findLast(
      (exchange) => exchange.operation === name && exchange.api === api.name,
    );
    const shown = refused ?? last;
    return `no such ${method} ${path} arrived; the last request was ${shown.method} ${shown.path}, answered ${shown.status}`;
  }

  private waitUntil(isComplete: () => boolean, timeoutMs: number): Promise<void> {
    return new Promise<void>((resolve) => {
      const notify = (): void => {
        if (isComplete()) finish();
      };
      const finish = (): void => {
        this.listeners.delete(notify);
        cancelTimer();
        resolve();
      };
      const cancelTimer = startTimer(timeoutMs, finish);
      this.listeners.add(notify);
    });
  }
}
