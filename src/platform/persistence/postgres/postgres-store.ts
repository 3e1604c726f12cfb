import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Coordinator, StatementLimit } from '../coordinator.js';
import type { Fence } from '../fence.js';
import type { ReadView } from '../read-view.js';
import { isNewer, type DatabaseSchema } from '../database-schema.js';
import { Store, type StoreCallbacks } from '../store.js';
import type { Value } from '../value.js';
import type { Awaitable, ReadTransaction, WriteTransaction } from '../transaction.js';
import type { WriteJob } from '../write-job.js';
import { isTimeout, postgresCause } from './causes.js';
import { Commits, type AfterCommit } from './commits.js';
import { Connection } from './connection.js';
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
const MIGRATIONS_LIMIT = { milliseconds: 1_000, attempts: 2 };
const NEWER_VERSION =
  'a newer version of Ketenlab has changed the database; start that version here too';

/**
 * Store in PostgreSQL. The writes of a workspace are committed one after the other, those that wait together; different
 * workspaces write in parallel, each on a connection of the pool.
 */
export class PostgresStore extends Store implements Coordinator {
  private readonly queues = new Map<string | undefined, WriteQueue>();
  private readonly writers = new Slots(WRITERS);
  private readonly views = new Slots(VIEWS);
  private readonly commits: Commits;
  override readonly coordinator = this;

  /** `coordination`: connections that no load delays. */
  constructor(
    private readonly source: DataSource,
    private readonly coordination: Pool,
    private readonly schema: DatabaseSchema,
    callbacks?: Partial<StoreCallbacks>,
  ) {
    super(callbacks);
    this.commits = new Commits(coordination);
  }

  set fence(fence: Fence) {
    this.commits.fence = fence;
  }

  readView<T>(workspace: string, work: (view: ReadView) => Promise<T>): Promise<T> {
    return this.views.run(() =>
      this.withSnapshot(async (connection) => {
        await connection.execute('select 1 from "workspaces" limit 1');
        return work(new PostgresView(connection, workspace));
      }),
    );
  }

  async coordinate<Row>(limit: StatementLimit, sql: string, ...values: Value[]): Promise<Row[]> {
    const query = { text: statementOf(sql).text, values, query_timeout: limit.milliseconds };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.coordination.query<Row & object>(query)).rows;
      } catch (error) {
        // After a busy moment of this process the limit has passed, although the answer has arrived.
        if (!isTimeout(error) || attempt >= limit.attempts) throw this.reasonFor(error);
      }
    }
  }

  async outdated(): Promise<string | undefined> {
    const stored = await this.coordinate<{ name: string }>(MIGRATIONS_LIMIT, MIGRATIONS);
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
    const done: AfterCommit = { settle: [], callbacks: [] };
    try {
      await this.withConnection((connection) => this.commits.perform(connection, batch, done));
    } catch (error) {
      for (const job of batch) job.settle({ error });
      return;
    }
    this.recover();
    this.afterCommit(done.settle, done.callbacks);
  }
}
