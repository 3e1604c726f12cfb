import type { Statement } from 'better-sqlite3';
import type { EntityManager } from 'typeorm';
import type { Connection } from './connection.js';
import type { Insert } from './insert.js';
import type { WriteTransaction } from './transaction.js';
import type { Value } from './value.js';
import { assertOwnRows } from './workspace-guard.js';

/** A unit of work on a connection. Of a workspace's unit, each statement names that workspace and no other. */
export class Unit implements WriteTransaction {
  readonly callbacks: (() => void)[] = [];

  /** `workspace` is undefined where the data is not that of one workspace. */
  constructor(
    private readonly connection: Connection,
    private readonly workspace: string | undefined,
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
    return this.prepare(sql, values).run(...values).changes;
  }

  insert<Row>({ sql, values }: Insert<Row>, row: Row): number {
    return this.run(sql, ...values(row));
  }

  afterCommit(callback: () => void): void {
    this.callbacks.push(callback);
  }

  private prepare(sql: string, values: readonly Value[]): Statement<Value[]> {
    const { statement, workspaceAt } = this.connection.prepare(sql);
    if (this.workspace !== undefined) assertOwnRows(this.workspace, sql, workspaceAt, values);
    return statement;
  }
}
