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

/** One unit of work. It awaits nothing but its own queries: every other writer waits for it. */
export interface WriteTransaction extends ReadTransaction {
  /** Runs a statement and answers how many rows it changed. */
  run(sql: string, ...values: Value[]): Awaitable<number>;
  /** Inserts a row and answers how many rows it changed. */
  insert<Row>(into: Insert<Row>, row: Row): Awaitable<number>;
  /** Calls back when the unit is safely stored, and not at all when it is undone. */
  afterCommit(callback: () => void): void;
}
