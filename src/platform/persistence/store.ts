import { startTimer, monotonicMs } from '../time/time.js';
import type { OpenDatabase } from './database.js';
import type { Connection } from './connection.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from './transaction.js';
import { ExclusiveAccess } from './exclusive-access.js';
import type { ReadView } from './read-view.js';
import { StoreTransaction } from './store-transaction.js';
import { unavailableFor, type StoreUnavailable } from './store-unavailable.js';

export type { ReadTransaction, WriteTransaction } from './transaction.js';

/** Time for which a write waits while another program has locked the file. */
const LOCK_TIMEOUT_MS = 2_000;
/** Pause between two attempts to get the lock. */
const LOCK_PAUSE_MS = 20;
/** Pause between two attempts to write while the database cannot be used. */
const PROBE_PAUSE_MS = 1_000;

/** Steps after which the log is written to the file. They change some hundred pages. */
const STEPS_OF_LOG = 2;

interface WriteJob {
  /** Undefined: it changes data that all workspaces share. */
  workspace: string | undefined;
  /** True: it is committed without others. */
  alone: boolean;
  work(tx: WriteTransaction): Awaitable<unknown>;
  settle(outcome: { value: unknown } | { error: unknown }): void;
}

/** Callbacks of a store. */
interface StoreCallbacks {
  /** An error of a callback of a committed transaction. */
  onCallbackError: (error: unknown) => void;
  /** The database cannot be used, or can be used again (undefined). Called once for each change. */
  onUnavailable: (reason: StoreUnavailable | undefined, cause?: unknown) => void;
}

/**
 * The only access to the database. Writes queue for the writing connection, and all queued writes are committed together.
 * Each of several runs inside its own savepoint, so that one that throws is rolled back alone. The promise of a write settles after
 * the commit. A write belongs to one workspace: a statement that names another workspace, or none, throws. While the database
 * cannot be used (a full disk, a removed file), reads and writes throw `StoreUnavailable`, and the store tries to write once a second.
 */
export class Store {
  private readonly writer: Connection;
  private readonly reader: Connection;
  private readonly callbacks: StoreCallbacks;
  private waiting: WriteJob[] = [];
  /** Steps of long changes. They are committed alone, in turn with the other writes. */
  private waitingSteps: WriteJob[] = [];
  private isTurnOfStep = false;
  private draining: Promise<void> | undefined;
  private closing = false;
  private reason: StoreUnavailable | undefined;
  private cancelProbe: (() => void) | undefined;
  private onAvailable: (() => void)[] = [];
  private fileChecked = false;
  /** Steps since the log was written to the file. */
  private stepsInLog = 0;
  /** Exclusive access to workspaces whose data is being replaced. */
  readonly exclusive = new ExclusiveAccess(() => this.drainLater());

  constructor(
    private readonly database: OpenDatabase,
    callbacks: Partial<StoreCallbacks> = {},
  ) {
    this.writer = database.writing;
    this.reader = database.reading;
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
    return this.enqueue(workspace, work);
  }

  /**
   * Runs one of many write transactions that follow each other. They change many pages, so the writes that wait are committed
   * before each of them.
   */
  writeStep<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    const other = this.exclusive.waitFor(workspace);
    if (other) return this.whenReleased(other, () => this.writeStep(workspace, work));
    return this.enqueue(workspace, work, { to: this.waitingSteps });
  }

  /**
   * The same as `write`, also while the data of the workspace is being replaced. For rows that are no part of that data, such as those of
   * the journal: they are written for all workspaces together, and the others must not wait.
   */
  writeThrough<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(workspace, work);
  }

  /**
   * Runs a write transaction that may change most rows of a workspace. It is committed alone, because a savepoint would
   * keep a copy of all changed pages in memory.
   */
  writeAlone<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(workspace, work, { alone: true });
  }

  /** Runs a write transaction on data that belongs to no workspace, such as signing keys. */
  writeShared<T>(work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(undefined, work);
  }

  /** Reads the data of one workspace. */
  read<T>(workspace: string, work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    const other = this.exclusive.waitFor(workspace);
    if (other) return this.whenReleased(other, () => this.read(workspace, work));
    return this.runRead(workspace, work);
  }

  /**
   * Reads a workspace as it is at this moment, while others write. The work may take long, so it should let other work run
   * between its queries.
   */
  async readView<T>(workspace: string, work: (view: ReadView) => Promise<T>): Promise<T> {
    let view: ReadView | undefined;
    try {
      this.checkFile();
      view = this.database.openView(workspace);
      return await work(view);
    } catch (error) {
      throw this.reasonFor(error);
    } finally {
      view?.close();
    }
  }

  /** Reads data of no workspace or of all: at start, and where only an id is known. */
  readShared<T>(work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return this.runRead(undefined, work);
  }

  /** Waits for queued writes, then closes the file. */
  async close(): Promise<void> {
    this.closing = true;
    this.cancelProbe?.();
    for (const resolve of this.onAvailable.splice(0)) resolve();
    while (this.draining) await this.draining;
    await this.database.close();
  }

  /** Does something when a workspace is released. While the database cannot be used, it fails at once. */
  private async whenReleased<T>(released: Promise<void>, then: () => Promise<T>): Promise<T> {
    if (this.reason) throw this.reason;
    await released;
    return then();
  }

  private async runRead<T>(
    workspace: string | undefined,
    work: (tx: ReadTransaction) => Awaitable<T>,
  ): Promise<T> {
    try {
      this.checkFile();
      return await work(new StoreTransaction(this.reader, workspace, this.writer));
    } catch (error) {
      throw this.reasonFor(error);
    }
  }

  /** Throws if the file was removed or replaced. It is looked at once in a turn of the event loop. */
  private checkFile(): void {
    if (this.fileChecked) return;
    this.database.assertInPlace();
    this.fileChecked = true;
    setImmediate(() => {
      this.fileChecked = false;
    });
  }

  private enqueue<T>(
    workspace: string | undefined,
    work: (tx: WriteTransaction) => Awaitable<T>,
    { alone = false, to = this.waiting } = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      to.push({
        workspace,
        alone,
        work,
        settle: (outcome) =>
          'error' in outcome ? reject(outcome.error) : resolve(outcome.value as T),
      });
      this.draining ??= this.drain();
    });
  }

  /** Drains when nothing may be waiting: the space that was not released meanwhile is. */
  private drainLater(): void {
    this.draining ??= Promise.resolve().then(() => this.drain());
  }

  private async drain(): Promise<void> {
    try {
      while (this.waiting.length + this.waitingSteps.length > 0 || this.releaseSpace()) {
        // A turn of the event loop lets the requests that have already arrived join this batch.
        await new Promise((turn) => setImmediate(turn));
        await this.commitNext();
      }
    } finally {
      this.draining = undefined;
    }
  }

  /** Commits the writes that wait, writes the log to the file, or commits a step. A write waits for one of the last two at most. */
  private async commitNext(): Promise<void> {
    const [step] = this.waitingSteps;
    if (this.waiting.length > 0 && !(step && this.isTurnOfStep)) {
      this.isTurnOfStep = step !== undefined;
      await this.commit(this.waiting.splice(0, batchLength(this.waiting)));
    } else if (step) {
      this.isTurnOfStep = false;
      if (this.writeLog()) return;
      this.waitingSteps.shift();
      this.stepsInLog += 1;
      await this.commit([step]);
    }
  }

  /**
   * Writes the log to the file after some steps. Otherwise SQLite does it in a commit, when the log is long and it takes long.
   * False: it is not time yet.
   */
  private writeLog(): boolean {
    if (this.stepsInLog < STEPS_OF_LOG || this.reason) return false;
    this.stepsInLog = 0;
    this.writer.checkpoint();
    return true;
  }

  /**
   * Releases disk space while no write waits. False: there is nothing to release, or it fails. Data that is being replaced needs
   * the space again.
   */
  private releaseSpace(): boolean {
    try {
      const mayRelease = !this.closing && !this.reason && !this.exclusive.isReplacing;
      return mayRelease && this.writer.releaseSpace();
    } catch {
      return false;
    }
  }

  private async commit(batch: WriteJob[]): Promise<void> {
    const done: (() => void)[] = [];
    const callbacks: (() => void)[] = [];
    try {
      await this.begin();
      const [first] = batch;
      if (batch.length === 1 && first) done.push(await this.run(first, callbacks));
      else for (const job of batch) done.push(await this.perform(job, callbacks));
      this.database.assertInPlace();
      await this.writer.commit();
      this.recover();
    } catch (thrown) {
      const error = this.reasonFor(thrown);
      try {
        await this.writer.rollback();
      } finally {
        for (const job of batch) job.settle({ error });
      }
      return;
    }
    for (const settle of done) settle();
    for (const callback of callbacks) {
      try {
        callback();
      } catch (error) {
        // The transaction is committed, so an error of a callback must not fail the write or the next callbacks.
        this.callbacks.onCallbackError(error);
      }
    }
  }

  /** Begins a transaction. While another program has the lock it waits, without blocking the requests that do not write. */
  private async begin(): Promise<void> {
    const deadline = monotonicMs() + LOCK_TIMEOUT_MS;
    for (;;) {
      try {
        return await this.writer.begin();
      } catch (error) {
        if ((error as { code?: string }).code !== 'SQLITE_BUSY' || monotonicMs() > deadline)
          throw error;
        await this.writer.rollback();
        await new Promise<void>((resolve) => startTimer(LOCK_PAUSE_MS, resolve));
      }
    }
  }

  /** Performs one of several jobs: if it throws, the others stay. */
  private async perform(job: WriteJob, callbacks: (() => void)[]): Promise<() => void> {
    const { writer } = this;
    writer.execute('SAVEPOINT unit');
    try {
      const settle = await this.run(job, callbacks);
      writer.execute('RELEASE unit');
      return settle;
    } catch (thrown) {
      // On a full disk SQLite rolls the whole transaction back by itself. Then the whole batch fails with this error.
      if (!writer.inTransaction) throw thrown;
      writer.execute('ROLLBACK TO unit');
      writer.execute('RELEASE unit');
      const error = this.reasonFor(thrown);
      return () => job.settle({ error });
    }
  }

  private async run(job: WriteJob, callbacks: (() => void)[]): Promise<() => void> {
    const tx = new StoreTransaction(this.writer, job.workspace);
    this.writer.enter(job.workspace);
    try {
      const value = await job.work(tx);
      callbacks.push(...tx.callbacks);
      return () => job.settle({ value });
    } finally {
      this.writer.enter(undefined);
    }
  }

  /** Turns an error of the database into the reason why it cannot be used; every other error stays as it is. */
  private reasonFor(error: unknown): unknown {
    const reason = unavailableFor(error);
    if (!reason || this.closing) return error;
    if (this.reason?.because !== reason.because) {
      this.reason = reason;
      this.callbacks.onUnavailable(reason, error);
    }
    this.cancelProbe ??= startTimer(PROBE_PAUSE_MS, () => this.probe());
    return reason;
  }

  /** Writes to the database. If that fails, it is tried again. */
  private probe(): void {
    this.cancelProbe = undefined;
    this.enqueue(undefined, (tx) => tx.run('pragma user_version = 0')).catch(() => undefined);
  }

  private recover(): void {
    if (!this.reason) return;
    this.reason = undefined;
    this.callbacks.onUnavailable(undefined);
    for (const resolve of this.onAvailable.splice(0)) resolve();
  }
}

/** Number of jobs to commit together: all, up to one that is committed alone. */
function batchLength(jobs: readonly WriteJob[]): number {
  if (jobs[0]?.alone) return 1;
  const end = jobs.findIndex(({ alone }) => alone);
  return end < 0 ? jobs.length : end;
}
