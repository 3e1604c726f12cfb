import type { HashedId } from '../../platform/persistence/id-hash.js';

/** Table whose rows belong to workspaces. */
export interface WorkspaceTable {
  name: string;
  /** Column names without `workspace`, and without those that an insert computes. */
  columns: string[];
  hashedId?: HashedId | undefined;
}

/** The tables whose rows belong to workspaces. */
export interface WorkspaceTables {
  /** Content of a snapshot. */
  saved: WorkspaceTable[];
  /** Emptied by a reset: the saved tables and the journal. */
  transient: WorkspaceTable[];
  /** Emptied when the workspace is removed. */
  all: WorkspaceTable[];
}

/** Injection token of the `WorkspaceTables`. */
export const WORKSPACE_TABLES = Symbol('workspace tables');
