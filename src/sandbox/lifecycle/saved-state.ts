import type { Value } from '../../platform/persistence/value.js';
import type { WorkspaceClock } from '../../platform/workspaces/workspace.entity.js';

/** Content of a snapshot. */
export interface SavedState {
  clock: WorkspaceClock;
  /** Clients of the workspace, with the parties for which each acts; null: the default parties of its kind. */
  clients: { clientId: string; kind: string; parties: string[] | null }[];
  /** Rows by table, with values in the order of the columns, without the column `workspace`. */
  tables: Record<string, { columns: string[]; rows: Value[][] }>;
}
