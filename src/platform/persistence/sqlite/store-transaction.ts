import type { Statement } from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import type { Connection } from './connection.js';
import { DuplicateRowError, type Insert } from '../insert.js';
import type { WriteTransaction } from '../transaction.js';
import type { Value } from '../value.js';
import { assertOwnRows } from '../workspace-guard.js';

/** Transaction on a connection. Throws when a statement does not name its workspace, or names another one. */
export class StoreTransaction implements WriteTransaction {
  readonly callbacks: (() => void)[] = [];

  /**
   * `workspace` is undefined for shared data. A transaction that reads uses `quiet` while that has no transaction: a commit of
   * another connection empties the cache of this one.
   */
  constructor(
    private readonly connection: Connection,
    private readonly workspace: string | undefined,
    private readonly quiet?: Connection,
  ) {}

  get manager(): EntityManager {
    return this.connection.manager;
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.prepare(sql, values).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.prepare(sql, values).all(...values) as Row[];
  }

  run(sql: string, ...values: Value[]): number {
    try {
      return this.prepare(sql, values).run(...values).changes;
    } catch (error) {
      throw isDuplicate(error) ? new DuplicateRowError((error as Error).message) : error;
    }
  }

  insert<Row>({ sql, values, existing }: Insert<Row>, row: Row): number {
    const all = values(row);
    if (!existing) return this.run(sql, ...all);
    const { find, conflict } = existing;
    const at = (positions: readonly number[]) => positions.map((position) => all[position]!);
    if (this.get(find.sql, ...at(find.positions)) === undefined) return this.run(sql, ...all);
    if (conflict === 'ignore') return 0;
    if (conflict) return this.run(conflict.sql, ...at(conflict.positions));
    throw new DuplicateRowError(`A row of this id exists: ${sql}`);
  }

  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }

  private prepare(sql: string, values: readonly Value[]): Statement<Value[]> {
    const { quiet } = this;
    const connection = quiet && !quiet.inTransaction ? quiet : this.connection;
    const { statement, workspaceAt } = connection.prepare(sql);
    if (this.workspace !== undefined) assertOwnRows(this.workspace, sql, workspaceAt, values);
    return statement;
  }
}

function isDuplicate(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}
