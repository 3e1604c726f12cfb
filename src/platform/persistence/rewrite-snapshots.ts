import type { QueryRunner } from 'typeorm';
import { statementFor } from './dialect.js';
import type { Value } from './value.js';

/** Tables in the content of a stored snapshot. */
export type SnapshotTables = Record<string, { columns: string[]; rows: Value[][] }>;

interface Snapshot {
  workspace: string;
  name: string;
  content: string;
}

/** Changes the tables of all stored snapshots, for a migration. */
export async function rewriteSnapshots(
  runner: QueryRunner,
  change: (tables: SnapshotTables) => void,
): Promise<void> {
  const snapshots = (await runner.query(
    'select "workspace", "name", "content" from "snapshots"',
  )) as Snapshot[];
  for (const { workspace, name, content } of snapshots) {
    const state = JSON.parse(content) as { tables: SnapshotTables };
    change(state.tables);
    await runner.query(
      statementFor(
        runner.connection,
        'update "snapshots" set "content" = ? where "workspace" = ? and "name" = ?',
      ),
      [JSON.stringify(state), workspace, name],
    );
  }
}
