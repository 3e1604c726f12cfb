import type { Database, Statement } from 'better-sqlite3';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { OpenDatabase } from './database.js';

export type Awaitable<T> = T | Promise<T>;
type Value = string | number | null;

/** Looks into the database. Prepared statements cost a third of a repository's read (docs/decisions/0003). */
export interface ReadTransaction {
  get<Row>(sql: string, ...values: Value[]): Awaitable<Row | undefined>;
  all<Row>(sql: string, ...values: Value[]): Awaitable<Row[]>;
  readonly manager: EntityManager;
}

/** One unit of work. It awaits nothing but its own queries: every other writer waits for it. */
export interface WriteTransaction extends ReadTransaction {
  /** Runs a statement and answers how many rows it changed. */
  run(sql: string, ...values: Value[]): Awaitable<number>;
  /** Calls back when the unit is safely stored, and not at all when it is undone. */
  afterCommit(callback: () => void): void;
}

class Connection {
  private readonly statements = new Map<string, Statement<Value[]>>();
  private readonly handle: Database;
  // better-sqlite3 has one runner for everybody.
  private readonly runner: QueryRunner;
  readonly manager: EntityManager;

  constructor(source: DataSource) {
    this.handle = (source.driver as unknown as { databaseConnection: Database }).databaseConnection;
    this.manager = source.manager;
    this.runner = source.createQueryRunner();
  }

  get inTransaction(): boolean {
    return this.handle.inTransaction;
  }

  /** Begins a transaction that TypeORM knows of: what a repository begins inside becomes a savepoint. */
  begin(): void {
    this.run('BEGIN IMMEDIATE');
    this.tellTypeOrm(1);
  }

  /** Leaves nothing open, whatever happened. */
  end(): void {
    if (this.handle.inTransaction) this.run('ROLLBACK');
    this.tellTypeOrm(0);
  }

  private tellTypeOrm(transactionDepth: number): void {
    Object.assign(this.runner, { isTransactionActive: transactionDepth > 0, transactionDepth });
  }

  prepare(sql: string): Statement<Value[]> {
    let statement = this.statements.get(sql);
    if (!statement) this.statements.set(sql, (statement = this.handle.prepare<Value[]>(sql)));
    return statement;
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.prepare(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.prepare(sql).all(...values) as Row[];
  }

  run(sql: string, ...values: Value[]): number {
    return this.prepare(sql).run(...values).changes;
  }
}

interface WriteJob {
  /** Undefined: it changes what all workspaces share. */
  workspace: string | undefined;
  work(tx: WriteTransaction): Awaitable<unknown>;
  settle(outcome: { value: unknown } | { error: unknown }): void;
}

/**
 * The only way to the database. Writes queue for the one writing connection: what is waiting is committed together,
 * each unit inside its own savepoint, so that a unit that throws is undone alone. A caller hears back after the commit.
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
    this.writer = new Connection(database.writing);
    this.reader = new Connection(database.reading);
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
  async read<T>(_workspace: string, work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return work(this.reader);
  }

  /** Reads data that belongs to no workspace, or that of all: at start, and where only an id is known. */
  async readShared<T>(work: (tx: ReadTransaction) => Awaitable<T>): Promise<T> {
    return work(this.reader);
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
      this.writer.begin();
      for (const job of batch) done.push(await this.perform(job, callbacks));
      this.writer.run('COMMIT');
    } catch (error) {
      for (const job of batch) job.settle({ error });
      return;
    } finally {
      this.writer.end();
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
    const own: (() => void)[] = [];
    const { writer } = this;
    const tx: WriteTransaction = {
      manager: writer.manager,
      get: (sql, ...values) => writer.get(sql, ...values),
      all: (sql, ...values) => writer.all(sql, ...values),
      run: (sql, ...values) => writer.run(sql, ...values),
      afterCommit: (callback) => own.push(callback),
    };
    writer.run('SAVEPOINT unit');
    try {
      const value = await job.work(tx);
      writer.run('RELEASE unit');
      callbacks.push(...own);
      return () => job.settle({ value });
    } catch (error) {
      // After a full disk SQLite has undone the whole transaction by itself: then the batch fails, with this error.
      if (!writer.inTransaction) throw error;
      writer.run('ROLLBACK TO unit');
      writer.run('RELEASE unit');
      return () => job.settle({ error });
    }
  }
}

/** `insert into "table" ("a", "b") values (?, ?)` of a list of columns separated by spaces, for a prepared statement. */
export function insertInto(table: string, columns: string, conflict = ''): string {
  const names = columns.split(' ');
  const quoted = names.map((name) => `"${name}"`).join(', ');
  return `insert into "${table}" (${quoted}) values (${names.map(() => '?').join(', ')}) ${conflict}`.trim();
}
