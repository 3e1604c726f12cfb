import type { Socket } from 'node:net';
import type { ClientBase, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { Value } from '../value.js';
import type { Statement } from './statements.js';

/** It may wait for a slow reader, because it blocks nobody. */
const SNAPSHOT = `begin isolation level repeatable read, read only;
  set local idle_in_transaction_session_timeout = 0`;

/** A connection of the pool, used by prepared statements and by TypeORM's repositories alike. */
export class Connection {
  private constructor(
    private readonly client: ClientBase,
    private readonly runner: QueryRunner,
  ) {}

  static async of(source: DataSource): Promise<Connection> {
    const runner = source.createQueryRunner();
    try {
      return new Connection((await runner.connect()) as ClientBase, runner);
    } catch (error) {
      await runner.release();
      throw error;
    }
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** Runs work that sees the rows of one moment, that of its first statement. */
  async withSnapshot<T>(work: () => Promise<T>): Promise<T> {
    await this.execute(SNAPSHOT);
    try {
      return await work();
    } finally {
      // A lost connection ends it by itself.
      await this.execute('commit').catch(() => undefined);
    }
  }

  /** Begins a transaction through TypeORM, so that transactions of repositories become savepoints. */
  begin(): Promise<void> {
    return this.runner.startTransaction();
  }

  commit(): Promise<void> {
    return this.runner.commitTransaction();
  }

  /** Rolls back, in every state. */
  async rollback(): Promise<void> {
    while (this.runner.isTransactionActive) await this.runner.rollbackTransaction();
  }

  /** Closes the connection, because the server does not answer on it. */
  abandon(): void {
    const { connection } = this.client as ClientBase & { connection?: { stream: Socket } };
    connection?.stream.destroy();
  }

  /** Sets the workspace that the guard of the repositories checks; undefined: shared data. */
  enter(workspace: string | undefined): void {
    this.runner.data = { workspace };
  }

  query<Row>({ name, text }: Statement, values: Value[]): Promise<QueryResult<Row & object>> {
    return this.client.query<Row & object>({ name, text, values });
  }

  /** Rows with their values in the order of the columns. */
  async arrays(text: string, values: Value[] = []): Promise<Value[][]> {
    const { rows } = await this.client.query<Value[]>({ text, values, rowMode: 'array' });
    return rows;
  }

  /** Runs a statement without parameters. */
  async execute(sql: string): Promise<void> {
    await this.client.query(sql);
  }

  /** Returns the connection to the pool, which closes it if it is broken. */
  release(): Promise<void> {
    return this.runner.release();
  }
}
