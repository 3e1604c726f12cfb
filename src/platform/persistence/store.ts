import { startTimer } from '../time/time.js';
import type { Coordinator } from './coordinator.js';
import { ExclusiveAccess } from './exclusive-access.js';
import type { ReadView } from './read-view.js';
import { StoreUnavailable } from './store-unavailable.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from './transaction.js';
import type { WriteJob } from './write-job.js';

export type { ReadTransaction, WriteTransaction } from './transaction.js';

/** Pause between two attempts to write while the database cannot be used. */
const PROBE_PAUSE_MS = 1_000;

/** Callbacks of a store. */
export interface StoreCallbacks {
  /** An error of a callback of a committed transaction. */
  onCallbackError: (error: unknown) => void;
  /** The database cannot be used, or can be used again (undefined). Called once for each change. */
  onUnavailable: (reason: StoreUnavailable | undefined, cause?: unknown) => void;
}

/**
 * The only access to the database. The promise of a write settles after the commit. A write that throws is rolled back alone. It belongs
 * to one workspace: a statement that names another workspace, or none, throws. While the database cannot be used (a full
 * disk, a lost connection), reads and writes throw `StoreUnavailable`, and the store tries to write once a second.
 */
export abstract class Store {
  private readonly callbacks: StoreCallbacks;
  private reason: StoreUnavailable | undefined;
  private cancelProbe: (() => void) | undefined;
  private onAvailable: (() => void)[] = [];
  protected closing = false;
  /** Agreement with the other processes that use the database; undefined: there is no other one. */
  readonly coordinator: Coordinator | undefined;
  /** Exclusive access to workspaces whose data is being replaced. */
  readonly exclusive = new ExclusiveAccess(() => this.afterRelease());

  constructor(callbacks: Partial<StoreCallbacks> = {}) {
    const ignore = (): void => undefined;
    this.callbacks = { onCallbackError: ignore, onUnavailable: ignore, ...callbacks };
  }

  /** Why the database cannot be used; undefined: it can. */
  get unavailable(): StoreUnavailable | undefined {
    return this.reason;
  }

  /** Resolves when the database can be used: at once, or after the next commit. */
  async available(): Promise<void> {
    if (this.reason && !this.closing)
      await new Promise<void>((resolve) => this.onAvailable.push(resolve));
  }

  /** Runs a write transaction on the data of one workspace. */
  write<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    const other = this.exclusive.waitFor(workspace);
    if (other) return this.whenReleased(other, () => this.write(workspace, work));
    return this.queued(workspace, work, 'write');
  }

  /**
   * Runs one of many write transactions that follow each other. They change many pages, so the writes that wait are committed
   * before each of them.
   */
  writeStep<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    const other = this.exclusive.waitFor(workspace);
    if (other) return this.whenReleased(other, () => this.writeStep(workspace, work));
    return this.queued(workspace, work, 'step');
  }

  /**
   * The same as `write`, also while the data of the workspace is being replaced. For rows that are no part of that data, such as those of
   * the journal: they are written for all workspaces together, and the others must not wait.
   */
  writeThrough<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.queued(workspace, work, 'write');
  }

  /**
   * Runs a write transaction that may change most rows of a workspace. It is committed alone, because a savepoint would
   * keep a copy of all changed pages in memory.
   */
  writeAlone<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.queued(workspace, work, 'alone');
  }

  /**
   * Runs a write transaction on data that belongs to no workspace, such as signing keys. No other one runs meanwhile, also
   * not of another process.
   */
  writeShared<T>(work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.queued(undefined, work, 'write');
  }

  /** Reads the data of one workspace. */
  read<T>(workspace: string, work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    const other = this.exclusive.waitFor(workspace);
    if (other) return this.whenReleased(other, () => this.read(workspace, work));
    return this.runRead(workspace, work);
  }

  /** Reads data of no workspace or of all: at start, and where only an id is known. */
  readShared<T>(work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return this.runRead(undefined, work);
  }

  /**
   * Reads a workspace as it is at this moment, while others write. The work may take long, so it should let other work run
   * between its queries.
   */
  abstract readView<T>(workspace: string, work: (view: ReadView) => Promise<T>): Promise<T>;

  /** Waits for queued writes, then closes the database. */
  async close(): Promise<void> {
    this.closing = true;
    this.cancelProbe?.();
    for (const resolve of this.onAvailable.splice(0)) resolve();
    await this.end();
  }

  protected abstract enqueue(job: WriteJob, kind: 'write' | 'step'): void;

  protected abstract runRead<T>(
    workspace: string | undefined,
    work: (tx: ReadTransaction) => Awaitable<T>,
  ): Promise<T>;

  /** The reason why the database cannot be used, if that is the cause of an error. */
  protected abstract causeOf(error: unknown): string | undefined;

  /** Writes something. Throws while the database cannot be used. */
  protected abstract probe(tx: WriteTransaction): Awaitable<unknown>;

  /** Called when the exclusive access to a workspace ends. */
  protected afterRelease(): void {
    return undefined;
  }

  /** Waits for queued writes, and closes the connections. */
  protected abstract end(): Promise<void>;

  /** Turns an error of the database into the reason why it cannot be used; every other error stays as it is. */
  protected reasonFor(error: unknown): unknown {
    const reason = this.unavailableFor(error);
    if (!reason || this.closing) return error;
    if (this.reason?.because !== reason.because) {
      this.reason = reason;
      this.callbacks.onUnavailable(reason, error);
    }
    this.cancelProbe ??= startTimer(PROBE_PAUSE_MS, () => this.tryAgain());
    return reason;
  }

  /** Call it after each commit. */
  protected recover(): void {
    if (!this.reason) return;
    this.reason = undefined;
    this.callbacks.onUnavailable(undefined);
    for (const resolve of this.onAvailable.splice(0)) resolve();
  }

  /** Settles the writes of a committed transaction, and calls its callbacks. */
  protected afterCommit(settle: readonly (() => void)[], callbacks: readonly (() => void)[]): void {
    for (const done of settle) done();
    for (const callback of callbacks) {
      try {
        callback();
      } catch (error) {
        // The transaction is committed, so an error of a callback must not fail the write or the next callbacks.
        this.callbacks.onCallbackError(error);
      }
    }
  }

  private queued<T>(
    workspace: string | undefined,
    work: (tx: WriteTransaction) => Awaitable<T>,
    kind: 'write' | 'step' | 'alone',
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const job: WriteJob = {
        workspace,
        alone: kind === 'alone',
        work,
        settle: (outcome) =>
          'error' in outcome ? reject(outcome.error) : resolve(outcome.value as T),
      };
      this.enqueue(job, kind === 'step' ? 'step' : 'write');
    });
  }

  /** Does something when a workspace is released. While the database cannot be used, it fails at once. */
  private async whenReleased<T>(released: Promise<void>, then: () => Promise<T>): Promise<T> {
    if (this.reason) throw this.reason;
    await released;
    return then();
  }

  private unavailableFor(error: unknown): StoreUnavailable | undefined {
    if (error instanceof StoreUnavailable) return error;
    const because = this.causeOf(error);
    return because === undefined ? undefined : new StoreUnavailable(because);
  }

  /** Writes to the database. If that fails, it is tried again. */
  private tryAgain(): void {
    this.cancelProbe = undefined;
    this.queued(undefined, (tx) => this.probe(tx), 'write').catch(() => undefined);
  }
}
