import type { OpenDatabase } from './database.js';
import type { Connection } from './connection.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from './transaction.js';
import { Unit } from './unit.js';

export type { ReadTransaction, WriteTransaction } from './transaction.js';

interface WriteJob {
  /** Undefined: it changes what all workspaces share. */
  workspace: string | undefined;
  work(tx: WriteTransaction): Awaitable<unknown>;
  settle(outcome: { value: unknown } | { error: unknown }): void;
}

/**
 * The only way to the database. Writes queue for the one writing connection: what is waiting is committed together,
 * each unit inside its own savepoint, so that a unit that throws is undone alone. A caller hears back after the commit.
 * A unit belongs to one workspace; a statement in it that names another one, or none, throws.
 */
export class Store {
  private readonly writer: Connection;
  private readonly reader: Connection;
  private waiting: WriteJob[] = [];
  private draining: Promise<void> | undefined;

  constructor(
    private readonly database: OpenDatabase,
    private readonly onCallbackError: (error: unknown) => void = () => undefined,
  ) {
    this.writer = database.writing;
    this.reader = database.reading;
  }

  /** Runs a unit of work on the data of one workspace. */
  write<T>(workspace: string, work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(workspace, work);
  }

  /** Runs a unit of work on data that belongs to no workspace, such as signing keys. */
  writeShared<T>(work: (tx: WriteTransaction) => Awaitable<T>): Promise<T> {
    return this.enqueue(undefined, work);
  }

  /** Reads the data of one workspace. */
  async read<T>(workspace: string, work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return work(new Unit(this.reader, workspace));
  }

  /** Reads data that belongs to no workspace, or that of all: at start, and where only an id is known. */
  async readShared<T>(work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return work(new Unit(this.reader, undefined));
  }

  /** Waits for the writes that are queued, then closes the file. */
  async close(): Promise<void> {
    while (this.draining) await this.draining;
    await this.database.close();
  }

  private enqueue<T>(
    workspace: string | undefined,
    work: (tx: WriteTransaction) => Awaitable<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({
        workspace,
        work,
        settle: (outcome) =>
          'error' in outcome ? reject(outcome.error) : resolve(outcome.value as T),
      });
      this.draining ??= this.drain();
    });
  }

  private async drain(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        // A turn of the event loop lets the requests that have already arrived join this batch.
        await new Promise((turn) => setImmediate(turn));
        const batch = this.waiting;
        this.waiting = [];
        await this.commit(batch);
      }
    } finally {
      this.draining = undefined;
    }
  }

  private async commit(batch: WriteJob[]): Promise<void> {
    const done: (() => void)[] = [];
    const callbacks: (() => void)[] = [];
    try {
      await this.writer.begin();
      for (const job of batch) done.push(await this.perform(job, callbacks));
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
        // What is stored is stored; the next writer is not to suffer for it.
        this.onCallbackError(error);
      }
    }
  }

  private async perform(job: WriteJob, callbacks: (() => void)[]): Promise<() => void> {
    const { writer } = this;
    const tx = new Unit(writer, job.workspace);
    writer.execute('SAVEPOINT unit');
    writer.enter(job.workspace);
    try {
      const value = await job.work(tx);
      writer.execute('RELEASE unit');
      callbacks.push(...tx.callbacks);
      return () => job.settle({ value });
    } catch (error) {
      // After a full disk SQLite has undone the whole transaction by itself: then the batch fails, with this error.
      if (!writer.inTransaction) throw error;
      writer.execute('ROLLBACK TO unit');
      writer.execute('RELEASE unit');
      return () => job.settle({ error });
    } finally {
      writer.enter(undefined);
    }
  }
}
