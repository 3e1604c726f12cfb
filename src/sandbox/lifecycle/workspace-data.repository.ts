import { Inject, Injectable } from '@nestjs/common';
import { WORKSPACE_TABLES, type WorkspaceTable, type WorkspaceTables } from './workspace-tables.js';
import { ID_HASH } from '../../platform/persistence/entity-table.js';
import { idHash } from '../../platform/persistence/id-hash.js';
import { hashedInsert, insertSql, type Insert } from '../../platform/persistence/insert.js';
import type { Awaitable } from '../../platform/persistence/transaction.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import type { SavedMessageSchema } from '../../platform/persistence/database.js';
import type { SavedState } from './saved-state.js';
import { fromVersion1, type SavedTables } from './version-1.js';
import type { SavedSection } from './saved-section.js';
import type { Value } from '../../platform/persistence/value.js';

/** Rows of a workspace, table by table. */
@Injectable()
export class WorkspaceDataRepository {
  constructor(@Inject(WORKSPACE_TABLES) private readonly tables: WorkspaceTables) {}

  /** Sections of a snapshot. */
  saved(): SavedSection[] {
    return this.tables.saved;
  }

  /** Schemas of the messages of a collection; undefined: no served role has it. */
  messageSchemaOf(collection: string): SavedMessageSchema | undefined {
    const { messages } = this.tables;
    return Object.hasOwn(messages, collection) ? messages[collection] : undefined;
  }

  /** Converts a state of version 1. */
  fromVersion1(state: SavedTables): SavedState {
    for (const change of this.tables.fromVersion1) change(state.tables);
    return fromVersion1(state, this.tables.saved);
  }

  /** Rows of a workspace in a table, with values in the order of the columns. */
  async rows(
    tx: ReadTransaction,
    workspace: string,
    { name, columns }: WorkspaceTable,
  ): Promise<Value[][]> {
    const list = columns.map((column) => `"${column}"`).join(', ');
    const sql = `select ${list} from "${name}" where "workspace" = ?`;
    const rows = await tx.all<Record<string, Value>>(sql, workspace);
    return rows.map((row) => Object.values(row));
  }

  /** Returns an insert for rows of a workspace in a table, with values in the order of the columns. */
  inserter(
    tx: WriteTransaction,
    workspace: string,
    { name, columns, hashedId }: WorkspaceTable,
  ): (row: readonly Value[]) => Awaitable<number> {
    const all = ['workspace', ...columns];
    if (!hashedId) {
      const sql = insertSql(name, all);
      return (row) => tx.run(sql, workspace, ...row);
    }
    const at = hashedId.hashed.map((column) => columns.indexOf(column));
    const into: Insert<readonly Value[]> = {
      ...hashedInsert({ name, columns: [...all, ID_HASH], hashedId }),
      values: (row) => [workspace, ...row, idHash(...at.map((index) => row[index]!))],
    };
    return (row) => tx.insert(into, row);
  }

  /** Deletes the state and journal of a workspace, not the workspace itself. */
  async empty(tx: WriteTransaction, workspace: string): Promise<void> {
    await deleteRows(tx, workspace, this.tables.transient);
  }

  /** Deletes a workspace with all its rows. */
  async remove(tx: WriteTransaction, workspace: string): Promise<void> {
    await deleteRows(tx, workspace, this.tables.all);
    await tx.run('delete from "workspaces" where "id" = ?', workspace);
  }
}

async function deleteRows(
  tx: WriteTransaction,
  workspace: string,
  tables: WorkspaceTable[],
): Promise<void> {
  for (const { name } of tables)
    await tx.run(`delete from "${name}" where "workspace" = ?`, workspace);
}
