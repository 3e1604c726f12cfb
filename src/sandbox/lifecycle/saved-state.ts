import type { WorkspaceClock } from '../../platform/workspaces/workspace.entity.js';
import type { SavedItem } from './saved-section.js';

/**
 * Version of the format of snapshots. A change of the fields in a snapshot needs a new version, and a function that converts
 * the version before it.
 */
export const SNAPSHOT_VERSION = 2;

/** Maximum size of a snapshot, in bytes of its JSON. An imported file has the same limit, with some space for its head. */
export const MAX_SNAPSHOT_BYTES = 63 * 1024 * 1024;

/** List of the outbox in a snapshot. */
export const OUTBOX = 'outbox';

/** Part of a snapshot that is not a list. */
export interface SavedHead {
  clock: WorkspaceClock;
  /** Clients of the workspace, with the parties for which each acts; null: the default parties of its kind. */
  clients: { clientId: string; kind: string; parties: string[] | null }[];
}

/** Some items of one list. */
export interface SavedPart {
  /** Place in the state, for example `messages/orders`. */
  list: string;
  items: SavedItem[];
}

/** Content of a snapshot. Its parts are in the order of the lists in a file. */
export interface SavedState {
  head: SavedHead;
  parts: SavedPart[];
}
