import type { Database, Statement } from 'better-sqlite3';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Value } from '../value.js';
import { workspaceParameters } from '../workspace-guard.js';

/** Prepared statement, and the positions of the parameters that name the workspace. */
interface Prepared {
  statement: Statement<Value[]>;
  workspaceAt: readonly number[];
}

/** Free pages that the file keeps for new rows: 4 MB. */
const SPARE_PAGES = 1024;
/** Pages that are returned to the operating system at once. It takes a few milliseconds. */
const RELEASED_PAGES = 128;

/** One connection to SQLite, used by prepared statements and by TypeORM's repositories alike. */
export class Connection {
  private readonly statements = new Map<string, Prepared>();
  readonly manager: EntityManager;

  private constructor(
    private readonly handle: Database,
    // The better-sqlite3 driver has one query runner, so all repositories share its state.
    private readonly runner: QueryRunner,
  ) {
    this.manager = runner.manager;
  }

  /** Returns the connection of an initialized data source. */
  static async of(source: DataSource): Promise<Connection> {
    const runner = source.createQueryRunner();
    return new Connection((await runner.connect()) as Database, runner);
  }

  get inTransaction(): boolean {
    return this.handle.inTransaction;
  }

  /**
   * Begins a transaction through TypeORM, so that transactions of repositories become savepoints, and takes the write lock.
   * Throws `SQLITE_BUSY` while another program has it. Through TypeORM a batch costs 20 µs more than with own statements; its
   * flush to disk takes a millisecond.
   */
  async begin(): Promise<void> {
    await this.runner.startTransaction();
    // TypeORM begins without the lock. A statement that changes no row takes it.
    this.execute('delete from "migrations" where 0');
  }

  commit(): Promise<void> {
    return this.runner.commitTransaction();
  }

  /**
   * Rolls back, in every state. On a full disk SQLite ends the transaction itself, and TypeORM is not informed. TypeORM has
   * no call to reset its state, so it gets a new transaction with a savepoint to roll back.
   */
  async rollback(): Promise<void> {
    if (!this.handle.open) return;
    if (!this.handle.inTransaction) this.handle.exec('BEGIN; SAVEPOINT typeorm_1');
    while (this.runner.isTransactionActive) await this.runner.rollbackTransaction();
    if (this.handle.inTransaction) this.handle.exec('ROLLBACK');
  }

  /** Sets the workspace that the guard of the repositories checks; undefined: shared data. */
  enter(workspace: string | undefined): void {
    this.runner.data = { workspace };
  }

  prepare(sql: string): Prepared {
    let prepared = this.statements.get(sql);
    if (!prepared) {
      const statement = this.handle.prepare<Value[]>(sql);
      prepared = { statement, workspaceAt: workspaceParameters(sql) };
      this.statements.set(sql, prepared);
    }
    return prepared;
  }

  /**
   * Returns a part of the free pages of the file to the operating system. False: there are only spare ones. A reset, a
   * removal and the limit of the journal free many pages at once.
   */
  releaseSpace(): boolean {
    const free = this.freePages();
    if (free <= SPARE_PAGES) return false;
    this.handle.exec(`pragma incremental_vacuum(${Math.min(RELEASED_PAGES, free - SPARE_PAGES)})`);
    this.checkpoint();
    const left = this.freePages();
    // The file shrinks when the log is written to it.
    if (left <= SPARE_PAGES) this.handle.exec('pragma wal_checkpoint(truncate)');
    // A large file of an earlier version keeps its pages.
    return left < free;
  }

  /**
   * Writes the log to the file. After many changes in a row it is done often, because SQLite would do it at once in the commit
   * of a request.
   */
  checkpoint(): void {
    this.handle.pragma('wal_checkpoint(passive)');
  }

  private freePages(): number {
    return this.handle.pragma('freelist_count', { simple: true }) as number;
  }

  /** Runs a statement without parameters. */
  execute(sql: string): void {
    this.prepare(sql).statement.run();
  }
}
