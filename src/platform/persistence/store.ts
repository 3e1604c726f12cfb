import type { OpenDatabase } from './database.js';
import type { Connection } from './connection.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from './transaction.js';
import { StoreTransaction } from './store-transaction.js';

export type { ReadTransaction, WriteTransaction } from './transaction.js';

interface WriteJob {
  /** Undefined: it changes data that all workspaces share. */
  workspace: string | undefined;
  /** True: it is committed without others. */
  alone: boolean;
  work(tx: WriteTransaction): Awaitable<unknown>;
  settle(outcome: { value: unknown } | { error: unknown }): void;
}

/**
 * The only access to the database. Writes queue for the writing connection, and all queued writes are committed together.
 * Each of several runs inside its own savepoint, so that one that throws is rolled back alone. The promise of a write settles after
 * the commit. A write belongs to one workspace: a statement that names another workspace, or none, throws.
 */
export class Store {
  private readonly writer: Connection;
  private readonly reader: Connection;
  private waiting: WriteJob[] = [];
  private draining: Promise<void> | undefined;
  private closing = false;

  constructor(
    private readonly database: OpenDatabase,
    private readonly onCallbackError: (error: unknown) => void = () => undefined,
  ) {
    this.writer = database.writing;
    this.reader = database.reading;
  }

  /** Runs a write transaction on the data of one workspace. */
  write<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(workspace, work);
  }

  /**
   * Runs a write transaction that may change most rows of a workspace. It is committed alone, because a savepoint would
   * keep a copy of all changed pages in memory.
   */
  writeAlone<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(workspace, work, true);
  }

  /** Runs a write transaction on data that belongs to no workspace, such as signing keys. */
  writeShared<T>(work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(undefined, work);
  }

  /** Reads the data of one workspace. */
  async read<T>(workspace: string, work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return work(new StoreTransaction(this.reader, workspace));
  }

  /** Reads data of no workspace or of all: at start, and where only an id is known. */
  async readShared<T>(work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return work(new StoreTransaction(this.reader, undefined));
  }

  /** Waits for queued writes, then closes the file. */
  async close(): Promise<void> {
    this.closing = true;
    while (this.draining) await this.draining;
    await this.database.close();
  }

  private enqueue<T>(
    workspace: string | undefined,
    work: (tx: WriteTransaction) => Awaitable<T>,
    alone = false,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({
        workspace,
        alone,
        work,
        settle: (outcome) =>
          'error' in outcome ? reject(outcome.error) : resolve(outcome.value as T),
      });
      this.draining ??= this.drain();
    });
  }

  private async drain(): Promise<void> {
    try {
      while (this.waiting.length > 0 || this.releaseSpace()) {
        // A turn of the event loop lets the requests that have already arrived join this batch.
        await new Promise((turn) => setImmediate(turn));
        const batch = this.waiting.splice(0, batchLength(this.waiting));
        if (batch.length > 0) await this.commit(batch);
      }
    } finally {
      this.draining = undefined;
    }
  }

  /** Releases disk space while no write waits. False: there is nothing to release. */
  private releaseSpace(): boolean {
    return !this.closing && this.writer.releaseSpace();
  }

  private async commit(batch: WriteJob[]): Promise<void> {
    const done: (() => void)[] = [];
    const callbacks: (() => void)[] = [];
    try {
      await this.writer.begin();
      const [first] = batch;
      if (batch.length === 1 && first) done.push(await this.run(first, callbacks));
      else for (const job of batch) done.push(await this.perform(job, callbacks));
      await this.writer.commit();
    } catch (error) {
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
        this.onCallbackError(error);
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
    } catch (error) {
      // On a full disk SQLite rolls the whole transaction back by itself. Then the whole batch fails with this error.
      if (!writer.inTransaction) throw error;
      writer.execute('ROLLBACK TO unit');
      writer.execute('RELEASE unit');
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

/** Number of jobs to commit together: all, up to one that is committed alone. */
function batchLength(jobs: readonly WriteJob[]): number {
  if (jobs[0]?.alone) return 1;
  const end = jobs.findIndex(({ alone }) => alone);
  return end < 0 ? jobs.length : end;
}
