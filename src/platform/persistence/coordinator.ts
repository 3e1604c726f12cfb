import type { Fence } from './fence.js';
import type { Value } from './value.js';

/** Time limit of a statement in milliseconds, and the number of attempts before the database counts as unavailable. */
export interface StatementLimit {
  milliseconds: number;
  attempts: number;
}

/** Agreement of the processes that share a database. */
export interface Coordinator {
  /** Admits the transactions of workspaces from now on. Before, all are admitted. */
  set fence(fence: Fence);
  /**
   * Runs one statement as a transaction of its own. It takes no lock of another one, so that processes can agree on their
   * workspaces while the database is busy.
   */
  coordinate<Row>(limit: StatementLimit, sql: string, ...values: Value[]): Promise<Row[]>;
  /** Why this process must not use the tables, which a newer version has changed; undefined: it may. */
  outdated(): Promise<string | undefined>;
}
