import type { DatabaseSchema } from '../../platform/persistence/database-schema.js';
import type { SavedSection, WorkspaceTable } from './saved-section.js';

/** The tables whose rows belong to workspaces. */
export interface WorkspaceTables {
  /** Content of a snapshot. */
  saved: SavedSection[];
  /** Emptied by a reset: the saved tables and the journal. */
  transient: WorkspaceTable[];
  /** Emptied when the workspace is removed. */
  all: WorkspaceTable[];
  /** Schemas of messages by collection. */
  messages: NonNullable<DatabaseSchema['messages']>;
  /** Changes of the tables of a snapshot of version 1. */
  fromVersion1: NonNullable<DatabaseSchema['snapshotFromVersion1']>[];
}

/** Injection token of the `WorkspaceTables`. */
export const WORKSPACE_TABLES = Symbol('workspace tables');
