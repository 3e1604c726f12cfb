import type { Fence } from './fence.js';
import type { Value } from './value.js';

/** Agreement of the processes that share a database. */
export interface Coordinator {
  /** Admits the transactions of workspaces from now on. Before, all are admitted. */
  set fence(fence: Fence);
  /**
   * Runs one statement as a transaction of its own, with a time limit in milliseconds. It takes no lock of another one, so that
   * processes can agree on their workspaces while the database is busy.
   */
  coordinate<Row>(limitMs: number, sql: string, ...values: Value[]): Promise<Row[]>;
  /** Why this process must not use the tables, which a newer version has changed; undefined: it may. */
  outdated(): Promise<string | undefined>;
}
