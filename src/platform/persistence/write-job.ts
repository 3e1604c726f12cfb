import type { Awaitable, WriteTransaction } from './transaction.js';

/** A write transaction that waits for its commit. */
export interface WriteJob {
  /** Undefined: it changes data that all workspaces share. */
  workspace: string | undefined;
  /** True: it is committed without others. */
  alone: boolean;
  work(tx: WriteTransaction): Awaitable<unknown>;
  settle(outcome: { value: unknown } | { error: unknown }): void;
}

/** Takes the jobs that are committed together: all, up to one that is committed alone. */
export function takeBatch(jobs: WriteJob[]): WriteJob[] {
  const end = jobs.findIndex(({ alone }) => alone);
  return jobs.splice(0, end < 0 ? jobs.length : Math.max(end, 1));
}
