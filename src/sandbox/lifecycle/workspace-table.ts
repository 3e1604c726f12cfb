import type { HashedId } from '../../platform/persistence/id-hash.js';

/** Table whose rows belong to workspaces. */
export interface WorkspaceTable {
  name: string;
  /** Column names without `workspace`, and without those that an insert computes. */
  columns: string[];
  hashedId?: HashedId | undefined;
}
