import type { EntityManager } from 'typeorm';
import type { Value } from './value.js';
import type { Insert } from './insert.js';

export type Awaitable<T> = T | Promise<T>;

/** Reads the database. Prepared statements cost a third of a repository's read (docs/decisions/0003). */
export interface ReadTransaction {
  get<Row>(sql: string, ...values: Value[]): Awaitable<Row | undefined>;
  all<Row>(sql: string, ...values: Value[]): Awaitable<Row[]>;
  readonly manager: EntityManager;
}

/** Write transaction. It must await only its own queries, because all other writes wait for it. */
export interface WriteTransaction extends ReadTransaction {
  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...values: Value[]): Awaitable<number>;
  /** Inserts a row and returns the number of changed rows. */
  insert<Row>(into: Insert<Row>, row: Row): Awaitable<number>;
  /** Registers a callback that runs after the commit, and never after a rollback. */
  afterCommit(callback: () => void): void;
}
