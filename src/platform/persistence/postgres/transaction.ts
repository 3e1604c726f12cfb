import type { QueryResult } from 'pg';
import type { EntityManager } from 'typeorm';
import { DuplicateRowError, type Insert } from '../insert.js';
import type { WriteTransaction } from '../transaction.js';
import type { Value } from '../value.js';
import { assertOwnRows } from '../workspace-guard.js';
import { errorCode } from './causes.js';
import type { Connection } from './connection.js';
import { insertUnlessFound, statementOf } from './statements.js';

const UNIQUE_VIOLATION = '23505';

/** Transaction on a connection. Throws when a statement does not name its workspace, or names another one. */
export class PostgresTransaction implements WriteTransaction {
  readonly callbacks: (() => void)[] = [];

  /** `workspace` is undefined for shared data. */
  constructor(
    private readonly connection: Connection,
    private readonly workspace: string | undefined,
  ) {}

  get manager(): EntityManager {
    return this.connection.manager;
  }

  async get<Row>(sql: string, ...values: Value[]): Promise<Row | undefined> {
    return (await this.query<Row>(sql, values)).rows[0];
  }

  async all<Row>(sql: string, ...values: Value[]): Promise<Row[]> {
    return (await this.query<Row>(sql, values)).rows;
  }

  async run(sql: string, ...values: Value[]): Promise<number> {
    try {
      return (await this.query(sql, values)).rowCount ?? 0;
    } catch (error) {
      throw errorCode(error) === UNIQUE_VIOLATION
        ? new DuplicateRowError((error as Error).message)
        : error;
    }
  }

  /** Inserts a row, or finds that there is one of the same id: in one statement, because each is a round trip. */
  async insert<Row>({ sql, values, existing }: Insert<Row>, row: Row): Promise<number> {
    const all = values(row);
    if (!existing) return this.run(sql, ...all);
    const { find, conflict } = existing;
    const at = (positions: readonly number[]) => positions.map((position) => all[position]!);
    if (typeof conflict === 'object') {
      const replaced = await this.run(conflict.sql, ...at(conflict.positions));
      return replaced > 0 ? replaced : this.run(sql, ...all);
    }
    const inserted = await this.run(
      insertUnlessFound(sql, find.sql),
      ...all,
      ...at(find.positions),
    );
    if (inserted > 0 || conflict === 'ignore') return inserted;
    throw new DuplicateRowError(`A row of this id exists: ${sql}`);
  }

  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }

  private query<Row>(sql: string, values: Value[]): Promise<QueryResult<Row & object>> {
    const statement = statementOf(sql);
    if (this.workspace !== undefined)
      assertOwnRows(this.workspace, sql, statement.workspaceAt, values);
    return this.connection.query<Row>(statement, values);
  }
}
