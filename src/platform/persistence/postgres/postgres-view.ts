import type { ReadView } from '../read-view.js';
import type { Value } from '../value.js';
import { assertOwnRows } from '../workspace-guard.js';
import type { Connection } from './connection.js';
import { statementOf } from './statements.js';

/** Rows that are fetched at once. A row may have a megabyte. */
const FETCHED_ROWS = 64;

/** Rows of a workspace as they were at one moment, in a transaction of its own. */
export class PostgresView implements ReadView {
  private cursors = 0;

  constructor(
    private readonly connection: Connection,
    private readonly workspace: string,
  ) {}

  async *rows(sql: string, ...values: Value[]): AsyncGenerator<Value[]> {
    const { text, workspaceAt } = statementOf(sql);
    assertOwnRows(this.workspace, sql, workspaceAt, values);
    const cursor = `rows_${(this.cursors += 1)}`;
    await this.connection.arrays(`declare ${cursor} no scroll cursor for ${text}`, values);
    for (;;) {
      const rows = await this.connection.arrays(`fetch ${FETCHED_ROWS} from ${cursor}`);
      yield* rows;
      if (rows.length < FETCHED_ROWS) break;
    }
    await this.connection.execute(`close ${cursor}`);
  }
}
