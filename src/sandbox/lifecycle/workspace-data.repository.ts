import { Inject, Injectable } from '@nestjs/common';
import { WORKSPACE_TABLES, type WorkspaceTable, type WorkspaceTables } from './workspace-tables.js';
import { insertSql } from '../../platform/persistence/insert.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import type { Value } from '../../platform/persistence/value.js';

/** What the database holds of a workspace, table by table. */
@Injectable()
export class WorkspaceDataRepository {
  constructor(
    private readonly store: Store,
    @Inject(WORKSPACE_TABLES) private readonly tables: WorkspaceTables,
  ) {}

  /** What a snapshot holds. */
  saved(): WorkspaceTable[] {
    return this.tables.saved;
  }

  /** Of the tables: the time of their latest migration. */
  async version(): Promise<string> {
    const row = await this.store.readShared((tx) =>
      tx.get<{ version: number }>('select max("timestamp") as "version" from "migrations"'),
    );
    return String(row?.version);
  }

  /** The rows of a workspace in a table, each in the order of the columns. */
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

  async insertRow(
    tx: WriteTransaction,
    workspace: string,
    { name, columns }: WorkspaceTable,
    row: readonly Value[],
  ): Promise<void> {
    await tx.run(insertSql(name, ['workspace', ...columns]), workspace, ...row);
  }

  /** Takes away what a workspace has come to. */
  async empty(tx: WriteTransaction, workspace: string): Promise<void> {
    await deleteRows(tx, workspace, this.tables.transient);
  }

  /** Takes away all that belongs to a workspace. */
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
