import type { Value } from '../../platform/persistence/value.js';
import type { WorkspaceClock } from '../../platform/workspaces/workspace.entity.js';

/** All that a snapshot brings back. */
export interface SavedState {
  clock: WorkspaceClock;
  /** What kind each client of the workspace is, and for which parties it acts; null: those of its kind. */
  clients: { clientId: string; kind: string; parties: string[] | null }[];
  /** Rows by table, without the workspace, in the order of the columns. */
  tables: Record<string, { columns: string[]; rows: Value[][] }>;
}
