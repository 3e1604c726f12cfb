import { monotonicMs } from '../../platform/time/time.js';

/** A request of the partner for which a test waits. */
export interface Waiting {
  /** The operation: `PUT /orders/confirmations`. */
  operation: string;
  /** Milliseconds since it began to wait, and after which it gives up. */
  elapsedMs: number;
  timeoutMs: number;
}

/** The state of a run at one moment. */
export interface ProgressState {
  /** Tests that have ended, and all tests. */
  done: number;
  total: number;
  /** Names of the tests that run. */
  running: readonly string[];
  /** Requests for which they wait, the longest wait first. */
  waiting: readonly Waiting[];
}

/** A test that has ended. */
export interface FinishedTest {
  name: string;
  durationMs: number;
  /** Reason why it could not be completed. */
  skipped?: string | undefined;
}

/** Follows a run, so that its user sees what it does. */
export class Progress {
  private readonly running = new Map<string, number>();
  private readonly waits = new Map<
    object,
    { operation: string; since: number; timeoutMs: number }
  >();
  private total = 0;
  private done = 0;

  constructor(private readonly onFinished: (test: FinishedTest) => void = () => undefined) {}

  get state(): ProgressState {
    const now = monotonicMs();
    const waiting = [...this.waits.values()].map(({ operation, since, timeoutMs }) => ({
      operation,
      elapsedMs: Math.round(now - since),
      timeoutMs,
    }));
    return {
      done: this.done,
      total: this.total,
      running: [...this.running.keys()],
      waiting: waiting.toSorted((one, other) => other.elapsedMs - one.elapsedMs),
    };
  }

  begin(total: number): void {
    this.total = total;
  }

  testStarted(name: string): void {
    this.running.set(name, monotonicMs());
  }

  /** Returns the duration of the test in milliseconds. */
  testEnded(name: string, skipped?: string): number {
    const durationMs = Math.round(monotonicMs() - (this.running.get(name) ?? monotonicMs()));
    this.running.delete(name);
    this.done += 1;
    this.onFinished({ name, durationMs, ...(skipped !== undefined && { skipped }) });
    return durationMs;
  }

  /** Begins to wait; the function that is returned ends it. */
  wait(operation: string, timeoutMs: number): () => void {
    const key = {};
    this.waits.set(key, { operation, since: monotonicMs(), timeoutMs });
    return () => void this.waits.delete(key);
  }
}
