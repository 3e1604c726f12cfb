import type { DataSource } from 'typeorm';
import type { ReadView } from '../read-view.js';
import { Store, type StoreCallbacks } from '../store.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from '../transaction.js';
import type { WriteJob } from '../write-job.js';
import { postgresCause } from './causes.js';
import { Connection } from './connection.js';
import { PostgresTransaction } from './transaction.js';
import { PostgresView } from './postgres-view.js';
import { Slots } from './slots.js';
import { WriteQueue } from './write-queue.js';

/** Connections of a store. */
export const CONNECTIONS = 12;
/** Transactions that write at once, and views. A transaction may wait for a read, so reads keep the other connections. */
const WRITERS = 6;
const VIEWS = 2;
/** Lock of the transactions that change data of no workspace. */
const SHARED_LOCK = 'select pg_advisory_xact_lock(7305113)';

/**
 * Store in PostgreSQL. The writes of a workspace are committed one after the other, those that wait together; different
 * workspaces write in parallel, each on a connection of the pool.
 */
export class PostgresStore extends Store {
  private readonly queues = new Map<string | undefined, WriteQueue>();
  private readonly writers = new Slots(WRITERS);
  private readonly views = new Slots(VIEWS);

  constructor(
    private readonly source: DataSource,
    callbacks?: Partial<StoreCallbacks>,
  ) {
    super(callbacks);
  }

  readView<T>(workspace: string, work: (view: ReadView) => Promise<T>): Promise<T> {
    return this.views.run(() =>
      this.withSnapshot(async (connection) => {
        await connection.execute('select 1 from "workspaces" limit 1');
        return work(new PostgresView(connection, workspace));
      }),
    );
  }

  protected enqueue(job: WriteJob, kind: 'write' | 'step'): void {
    const { workspace } = job;
    let queue = this.queues.get(workspace);
    if (!queue) {
      queue = new WriteQueue(
        (batch) => this.writers.run(() => this.commit(batch)),
        () => this.queues.delete(workspace),
      );
      this.queues.set(workspace, queue);
    }
    queue.add(job, kind);
  }

  protected runRead<T>(
    workspace: string | undefined,
    work: (tx: ReadTransaction) => Awaitable<T>,
  ): Promise<T> {
    return this.withSnapshot(async (connection) =>
      work(new PostgresTransaction(connection, workspace)),
    );
  }

  protected causeOf(error: unknown): string | undefined {
    return postgresCause(error);
  }

  /** Changes a row: a server that allows only reads, or has no space, refuses it. */
  protected probe(tx: WriteTransaction): Awaitable<unknown> {
    return tx.run(
      'update "migrations" set "name" = "name" where "id" = (select min("id") from "migrations")',
    );
  }

  protected async end(): Promise<void> {
    while (this.queues.size > 0) for (const { drained } of this.queues.values()) await drained;
    await this.source.destroy();
  }

  private withSnapshot<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.withConnection((connection) => connection.withSnapshot(() => work(connection)));
  }

  private async withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    let connection: Connection | undefined;
    try {
      connection = await Connection.of(this.source);
      return await work(connection);
    } catch (error) {
      throw this.reasonFor(error);
    } finally {
      await connection?.release();
    }
  }

  private async commit(batch: WriteJob[]): Promise<void> {
    const settle: (() => void)[] = [];
    const callbacks: (() => void)[] = [];
    try {
      await this.withConnection(async (connection) => {
        await connection.begin();
        try {
          if (batch[0]?.workspace === undefined) await connection.execute(SHARED_LOCK);
          const [first] = batch;
          if (batch.length === 1 && first) settle.push(await run(connection, first, callbacks));
          else settle.push(...(await this.performAll(connection, batch, callbacks)));
          await connection.commit();
        } catch (error) {
          // The error says why; a lost connection rolls back by itself.
          await connection.rollback().catch(() => undefined);
          throw error;
        }
      });
    } catch (error) {
      for (const job of batch) job.settle({ error });
      return;
    }
    this.recover();
    this.afterCommit(settle, callbacks);
  }

  /** Performs several jobs: if one throws, the others stay. */
  private async performAll(
    connection: Connection,
    batch: readonly WriteJob[],
    callbacks: (() => void)[],
  ): Promise<(() => void)[]> {
    const settle: (() => void)[] = [];
    await connection.execute('SAVEPOINT unit');
    for (const job of batch) {
      try {
        const own: (() => void)[] = [];
        const done = await run(connection, job, own);
        // It throws if the job has hidden the error of a statement.
        await connection.execute('RELEASE unit; SAVEPOINT unit');
        settle.push(done);
        callbacks.push(...own);
      } catch (thrown) {
        // A lost connection: the whole batch fails.
        if (postgresCause(thrown) !== undefined) throw thrown;
        await connection.execute('ROLLBACK TO unit');
        settle.push(() => job.settle({ error: thrown }));
      }
    }
    return settle;
  }
}

async function run(
  connection: Connection,
  job: WriteJob,
  callbacks: (() => void)[],
): Promise<() => void> {
  const tx = new PostgresTransaction(connection, job.workspace);
  connection.enter(job.workspace);
  try {
    const value = await job.work(tx);
    callbacks.push(...tx.callbacks);
    return () => job.settle({ value });
  } finally {
    connection.enter(undefined);
  }
}
