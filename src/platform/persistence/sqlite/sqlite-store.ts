import { startTimer, monotonicMs } from '../../time/time.js';
import type { ReadView } from '../read-view.js';
import { Store, type StoreCallbacks } from '../store.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from '../transaction.js';
import { takeBatch, type WriteJob } from '../write-job.js';
import { sqliteCause } from './causes.js';
import type { Connection } from './connection.js';
import type { OpenDatabase } from './database.js';
import type { FileView } from './file-view.js';
import { StoreTransaction } from './store-transaction.js';

/** Time for which a write waits while another program has locked the file. */
const LOCK_TIMEOUT_MS = 2_000;
/** Pause between two attempts to get the lock. */
const LOCK_PAUSE_MS = 20;

/** Steps after which the log is written to the file. They change some hundred pages. */
const STEPS_OF_LOG = 2;

/**
 * Store in an SQLite file. Writes queue for the writing connection, and all queued writes are committed together. Each of several
 * runs inside its own savepoint, so that one that throws is rolled back alone.
 */
export class SqliteStore extends Store {
  private readonly writer: Connection;
  private readonly reader: Connection;
  private readonly waiting: WriteJob[] = [];
  /** Steps of long changes. They are committed alone, in turn with the other writes. */
  private readonly waitingSteps: WriteJob[] = [];
  private isTurnOfStep = false;
  private draining: Promise<void> | undefined;
  private fileChecked = false;
  /** Steps since the log was written to the file. */
  private stepsInLog = 0;

  constructor(
    private readonly database: OpenDatabase,
    callbacks?: Partial<StoreCallbacks>,
  ) {
    super(callbacks);
    this.writer = database.writing;
    this.reader = database.reading;
  }

  async readView<T>(workspace: string, work: (view: ReadView) => Promise<T>): Promise<T> {
    let view: FileView | undefined;
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

  protected async end(): Promise<void> {
    while (this.draining) await this.draining;
    await this.database.close();
  }

  protected async runRead<T>(
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

  protected causeOf(error: unknown): string | undefined {
    return sqliteCause(error);
  }

  protected probe(tx: WriteTransaction): Awaitable<unknown> {
    return tx.run('pragma user_version = 0');
  }

  /** Drains when nothing may be waiting: the space that was not released meanwhile is. */
  protected override afterRelease(): void {
    this.draining ??= Promise.resolve().then(() => this.drain());
  }

  protected enqueue(job: WriteJob, kind: 'write' | 'step'): void {
    (kind === 'step' ? this.waitingSteps : this.waiting).push(job);
    this.draining ??= this.drain();
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
      await this.commit(takeBatch(this.waiting));
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
    if (this.stepsInLog < STEPS_OF_LOG || this.unavailable) return false;
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
      const mayRelease = !this.closing && !this.unavailable && !this.exclusive.isReplacing;
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
    this.afterCommit(done, callbacks);
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
}
