import type { Database } from 'better-sqlite3';
import type { ReadView } from '../read-view.js';
import type { Value } from '../value.js';
import { assertOwnRows, workspaceParameters } from '../workspace-guard.js';

/**
 * Rows of a workspace as they were at one moment, on a connection of its own. Others write meanwhile, and nobody waits. Keep
 * it short: the log cannot be emptied while it is open.
 */
export class FileView implements ReadView {
  constructor(
    private readonly handle: Database,
    private readonly workspace: string,
  ) {
    this.handle.exec('begin');
    // The first read determines the moment.
    this.handle.prepare('select 1 from "workspaces" limit 1').get();
  }

  rows(sql: string, ...values: Value[]): IterableIterator<Value[]> {
    assertOwnRows(this.workspace, sql, workspaceParameters(sql), values);
    return this.handle
      .prepare<Value[], Value[]>(sql)
      .raw()
      .iterate(...values);
  }

  close(): void {
    this.handle.close();
  }
}
