import { startTimer } from '../time/time.js';
import type { OutboxMessage } from './outbox-message.entity.js';

interface Call {
  orderingKey: string;
  abort: AbortController;
  settled: Promise<void>;
}

/** Messages from one workspace to one role. Separate queues, so that a slow partner delays no other. */
export class PartnerQueue {
  /** Due messages that wait for a call: one per ordering key, none of a key that is in flight. */
  ready: OutboxMessage[] = [];
  /** True: more messages may be due than `ready` holds. */
  mayHaveMore = false;
  draining = false;
  private readonly calls = new Map<string, Call>();
  private onIdle: (() => void)[] = [];
  private timer: { dueAt: number; cancel?: (() => void) | undefined } | undefined;

  constructor(
    readonly workspace: string,
    readonly to: string,
  ) {}

  /** Number of calls in flight. */
  get inFlight(): number {
    return this.calls.size;
  }

  /** Ordering keys of the calls in flight. */
  busyKeys(): string[] {
    return [...this.calls.values()].map(({ orderingKey }) => orderingKey);
  }

  /** Registers a call in flight. Call `end` when its result is recorded. */
  begin({ id, orderingKey }: OutboxMessage): { abort: AbortController; end: () => void } {
    const abort = new AbortController();
    const { promise: settled, resolve } = withResolvers();
    this.calls.set(id, { orderingKey, abort, settled });
    const end = (): void => {
      this.calls.delete(id);
      if (this.calls.size === 0) for (const wakeUp of this.onIdle.splice(0)) wakeUp();
      resolve();
    };
    return { abort, end };
  }

  /** Resolves when the call for a message has ended; undefined when there is none. */
  settled(id: string): Promise<void> | undefined {
    return this.calls.get(id)?.settled;
  }

  /** Waits until no call is in flight. Calls that are still in flight after `timeoutMs` are aborted. */
  async untilIdleOrAborted(timeoutMs: number): Promise<void> {
    const cancel = startTimer(timeoutMs, () => {
      for (const { abort } of this.calls.values()) abort.abort();
    });
    while (this.calls.size > 0) await new Promise<void>((resolve) => this.onIdle.push(resolve));
    cancel();
  }

  /** True: the queue wakes up at this time or earlier. Times are in milliseconds since 1970 of workspace time. */
  wakesBy(dueAt: number): boolean {
    return this.timer !== undefined && this.timer.dueAt <= dueAt;
  }

  /** Replaces the timer. `leftMs` undefined: the clock is frozen, and a clock advance wakes the queue. */
  wakeAt(dueAt: number, leftMs: number | undefined, wakeUp: () => void): void {
    this.cancelTimer();
    const fire = (): void => {
      this.timer = undefined;
      wakeUp();
    };
    this.timer = { dueAt, cancel: leftMs === undefined ? undefined : startTimer(leftMs, fire) };
  }

  cancelTimer(): void {
    this.timer?.cancel?.();
    this.timer = undefined;
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
