import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Coordinator } from '../coordinator.js';
import { WorkspaceElsewhere, type Fence } from '../fence.js';
import type { ReadView } from '../read-view.js';
import { isNewer, type DatabaseSchema } from '../database-schema.js';
import { Store, type StoreCallbacks } from '../store.js';
import type { Value } from '../value.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from '../transaction.js';
import type { WriteJob } from '../write-job.js';
import { isTimeout, postgresCause } from './causes.js';
import { Connection } from './connection.js';
import { outcomeOf } from './outcome.js';
import { PostgresTransaction } from './transaction.js';
import { PostgresView } from './postgres-view.js';
import { Slots } from './slots.js';
import { statementOf } from './statements.js';
import { WriteQueue } from './write-queue.js';

/** Connections of a store. */
export const CONNECTIONS = 12;
/** Transactions that write at once, and views. A transaction may wait for a read, so reads keep the other connections. */
const WRITERS = 6;
const VIEWS = 2;
const MIGRATIONS = 'select "name" from "migrations"';
const MIGRATIONS_LIMIT_MS = 1_000;
const NEWER_VERSION =
  'a newer version of Ketenlab has changed the database; start that version here too';
/** First statement of the transactions that change data of no workspace. */
const SHARED_LOCK = `select pg_advisory_xact_lock(7305113), pg_current_xact_id()::text as "id"`;
/** First statement of the transactions of a workspace: another process cannot take it over until they end. */
const FENCE = `select pg_current_xact_id()::text as "id" from "workspace_owners"
  where "workspace" = ? and "epoch" = ? for share`;
/** First statement without a fence. */
const TRANSACTION_ID = `select pg_current_xact_id()::text as "id"`;

/**
 * Store in PostgreSQL. The writes of a workspace are committed one after the other, those that wait together; different
 * workspaces write in parallel, each on a connection of the pool.
 */
export class PostgresStore extends Store implements Coordinator {
  private readonly queues = new Map<string | undefined, WriteQueue>();
  private readonly writers = new Slots(WRITERS);
  private readonly views = new Slots(VIEWS);
  override readonly coordinator = this;
  fence: Fence | undefined;

  /** `coordination`: connections that no load delays. */
  constructor(
    private readonly source: DataSource,
    private readonly coordination: Pool,
    private readonly schema: DatabaseSchema,
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

  async coordinate<Row>(limitMs: number, sql: string, ...values: Value[]): Promise<Row[]> {
    const { text } = statementOf(sql);
    try {
      const query = { text, values, query_timeout: limitMs };
      return (await this.coordination.query<Row & object>(query)).rows;
    } catch (error) {
      throw this.reasonFor(error);
    }
  }

  async outdated(): Promise<string | undefined> {
    const stored = await this.coordinate<{ name: string }>(MIGRATIONS_LIMIT_MS, MIGRATIONS);
    return isNewer(
      this.schema,
      stored.map(({ name }) => name),
    )
      ? NEWER_VERSION
      : undefined;
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
    await Promise.all([this.source.destroy(), this.coordination.end()]);
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
    const done: Done = { settle: [], callbacks: [] };
    try {
      await this.withConnection((connection) => this.commitOn(connection, batch, done));
    } catch (error) {
      for (const job of batch) job.settle({ error });
      return;
    }
    this.recover();
    this.afterCommit(done.settle, done.callbacks);
  }

  private async commitOn(connection: Connection, batch: WriteJob[], done: Done): Promise<void> {
    const [first] = batch;
    let transaction: string | undefined;
    await connection.begin();
    try {
      const id = await this.admit(connection, first?.workspace);
      if (batch.length === 1 && first)
        done.settle.push(await run(connection, first, done.callbacks));
      else done.settle.push(...(await this.performAll(connection, batch, done.callbacks)));
      transaction = id;
      await connection.commit();
    } catch (error) {
      if (isTimeout(error)) connection.abandon();
      // The error says why; a lost connection rolls back by itself.
      await connection.rollback().catch(() => undefined);
      if (transaction === undefined || postgresCause(error) === undefined) throw error;
      await this.assertCommitted(transaction, first?.workspace, error);
    }
  }

  /** Throws unless this process may change the workspace. Returns the id of the transaction. */
  private async admit(connection: Connection, workspace: string | undefined): Promise<string> {
    const { fence } = this;
    if (workspace === undefined || !fence) {
      const sql = workspace === undefined ? SHARED_LOCK : TRANSACTION_ID;
      return (await connection.query<{ id: string }>(statementOf(sql), [])).rows[0]?.id ?? '';
    }
    const epoch = fence.epochOf(workspace);
    if (epoch === undefined) throw new WorkspaceElsewhere(workspace);
    const values = [workspace, epoch];
    const [row] = (await connection.query<{ id: string }>(statementOf(FENCE), values)).rows;
    if (row) return row.id;
    fence.onLost(workspace);
    throw new WorkspaceElsewhere(workspace);
  }

  /** Throws the error of a commit, unless the transaction was committed all the same. */
  private async assertCommitted(
    transaction: string,
    workspace: string | undefined,
    error: unknown,
  ): Promise<void> {
    const outcome = await outcomeOf(this.coordination, transaction);
    if (outcome === 'committed') return;
    if (outcome === 'unknown' && workspace !== undefined) this.fence?.onLost(workspace);
    throw error;
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

/** Functions to call after the commit. */
interface Done {
  settle: (() => void)[];
  callbacks: (() => void)[];
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
