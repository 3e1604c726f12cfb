import type { Database, Statement } from 'better-sqlite3';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Value } from './value.js';
import { workspaceParameters } from './workspace-guard.js';

/** A prepared statement, and the positions of the parameters that name the workspace. */
interface Prepared {
  statement: Statement<Value[]>;
  workspaceAt: readonly number[];
}

/** One connection to SQLite, used by prepared statements and by TypeORM's repositories alike. */
export class Connection {
  private readonly statements = new Map<string, Prepared>();
  readonly manager: EntityManager;

  private constructor(
    private readonly handle: Database,
    // The driver of better-sqlite3 has one query runner: its state is that of all repositories.
    private readonly runner: QueryRunner,
  ) {
    this.manager = runner.manager;
  }

  /** Takes the connection of an initialized data source. */
  static async of(source: DataSource): Promise<Connection> {
    const runner = source.createQueryRunner();
    return new Connection((await runner.connect()) as Database, runner);
  }

  get inTransaction(): boolean {
    return this.handle.inTransaction;
  }

  /**
   * Begins a transaction that TypeORM knows of: what a repository begins inside becomes a savepoint. It takes the lock
   * with its first write, which nobody else can hold: this process alone has the file, and writes on this connection alone.
   * By way of TypeORM a batch costs 20 µs more than with statements of our own, and its flush to disk a millisecond.
   */
  begin(): Promise<void> {
    return this.runner.startTransaction();
  }

  commit(): Promise<void> {
    return this.runner.commitTransaction();
  }

  /**
   * Leaves nothing open, whatever happened. On a full disk SQLite ends the transaction by itself, of which TypeORM does
   * not know; it has no call for that, so it gets a transaction to roll back, with the savepoint of a repository.
   */
  async rollback(): Promise<void> {
    if (!this.handle.open) return;
    if (!this.handle.inTransaction) this.handle.exec('BEGIN; SAVEPOINT typeorm_1');
    while (this.runner.isTransactionActive) await this.runner.rollbackTransaction();
    if (this.handle.inTransaction) this.handle.exec('ROLLBACK');
  }

  /** Tells the guard of the repositories whose unit runs; undefined: data that all workspaces share. */
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

  /** Runs a statement without parameters. */
  execute(sql: string): void {
    this.prepare(sql).statement.run();
  }
}
