import { Inject, Injectable } from '@nestjs/common';
import { WORKSPACE_TABLES, type WorkspaceTables } from './workspace-tables.js';
import { ID_HASH } from '../../platform/persistence/entity-table.js';
import { idHash } from '../../platform/persistence/id-hash.js';
import { hashedInsert, insertSql, quoted, type Insert } from '../../platform/persistence/insert.js';
import type { Awaitable } from '../../platform/persistence/transaction.js';
import type { ReadView } from '../../platform/persistence/read-view.js';
import { tableOf } from '../../platform/persistence/entity-table.js';
import { UnfinishedChange } from './changes/unfinished-change.entity.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import type { SavedMessageSchema } from '../../platform/persistence/database-schema.js';
import type { SavedState } from './saved-state.js';
import { fromVersion1, type SavedTables } from './version-1.js';
import { sectionOfList, type SavedSection, type WorkspaceTable } from './saved-section.js';
import { ownValue } from '../../platform/validation/own-value.js';
import type { Value } from '../../platform/persistence/value.js';

/** Rows whose size is read at once. It takes about a millisecond. */
const SIZED_ROWS = 1000;

const UNFINISHED = tableOf(UnfinishedChange).name;

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
    return ownValue(this.tables.messages, collection);
  }

  /** Converts a state of version 1. */
  fromVersion1(state: SavedTables): SavedState {
    for (const change of this.tables.fromVersion1) change(state.tables);
    return fromVersion1(state, this.tables.saved);
  }

  /** The parts of a snapshot in the order of a file: by section, and each list at one place. */
  inFileOrder<Part extends { list: string }>(parts: readonly Part[]): Part[] {
    const bySection = this.tables.saved.map((section) =>
      parts.filter(({ list }) => sectionOfList([section], list)),
    );
    return bySection.flatMap((own) => {
      const lists = [...new Set(own.map(({ list }) => list))];
      return lists.flatMap((list) => own.filter((part) => part.list === list));
    });
  }

  /** Query for the rows of a workspace in a table, with values in the order of the columns. */
  rowsQuery({ name, columns }: WorkspaceTable): string {
    return `select ${quoted(columns)} from "${name}" where "workspace" = ?`;
  }

  /** Bytes of the saved rows of a workspace, some rows at a time. */
  async *sizes(view: ReadView, workspace: string): AsyncGenerator<number> {
    for (const { table } of this.tables.saved) {
      const sql = `select ${sizeOf(table)} from "${table.name}" where "workspace" = ?`;
      let [sum, count] = [0, 0];
      for await (const [size] of view.rows(sql, workspace)) {
        sum += Number(size);
        count += 1;
        if (count % SIZED_ROWS > 0) continue;
        yield sum;
        sum = 0;
        await new Promise((turn) => setImmediate(turn));
      }
      yield sum;
    }
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

  /** The tables that a reset empties. */
  transientTables(): WorkspaceTable[] {
    return this.tables.transient;
  }

  /** The tables that a removal empties. The mark of an unfinished removal is removed last. */
  allTables(): WorkspaceTable[] {
    return this.tables.all.filter(({ name }) => name !== UNFINISHED);
  }

  /** True when a workspace has more rows or more bytes in some tables. It reads the sizes of a limited number of rows. */
  async hasMore(
    tx: ReadTransaction,
    workspace: string,
    tables: readonly WorkspaceTable[],
    limit: { rows: number; bytes: number },
  ): Promise<boolean> {
    let { rows: rowsLeft, bytes: bytesLeft } = limit;
    for (const table of tables) {
      const some = `select ${sizeOf(table)} as "size" from "${table.name}" where "workspace" = ? limit ?`;
      const sql = `select count(*) as "rows", coalesce(sum("size"), 0) as "bytes" from (${some}) as "some"`;
      const found = await tx.get<typeof limit>(sql, workspace, rowsLeft + 1);
      rowsLeft -= found?.rows ?? 0;
      bytesLeft -= found?.bytes ?? 0;
      if (rowsLeft < 0 || bytesLeft < 0) return true;
    }
    return false;
  }

  /** Deletes some rows of a workspace in a table, and returns their number. */
  async removeSome(
    tx: WriteTransaction,
    workspace: string,
    { name }: WorkspaceTable,
    limit: number,
  ): Promise<number> {
    const some = `select rowid from "${name}" where "workspace" = ? limit ?`;
    const sql = `delete from "${name}" where "workspace" = ? and rowid in (${some})`;
    return tx.run(sql, workspace, workspace, limit);
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

/** Expression for the bytes of the texts of a row. SQLite knows them without reading a long text. */
function sizeOf({ texts }: WorkspaceTable): string {
  return ['0', ...texts.map((column) => `coalesce(octet_length("${column}"), 0)`)].join(' + ');
}

async function deleteRows(
  tx: WriteTransaction,
  workspace: string,
  tables: WorkspaceTable[],
): Promise<void> {
  for (const { name } of tables)
    await tx.run(`delete from "${name}" where "workspace" = ?`, workspace);
}
