import type { SavedItem } from './saved-section.js';
import type { SnapshotPart } from './snapshot.entity.js';

/** Maximum size of all cached parts, in characters of their JSON. */
const MAX_CACHED_CHARACTERS = 32 * 1024 * 1024;

type PartKey = Pick<SnapshotPart, 'workspace' | 'number'> & { parts: string };

/** Cache of the parts of snapshots. Tests restore the same snapshot again and again, and parsing is a third of that time. */
export class SavedStateCache {
  private readonly entries = new Map<string, { items: SavedItem[]; size: number }>();
  private size = 0;

  find(workspace: string, parts: string, number: number): SavedItem[] | undefined {
    return this.entries.get(cacheKey({ workspace, parts, number }))?.items;
  }

  store(part: PartKey, items: SavedItem[], size: number): void {
    this.entries.set(cacheKey(part), { items, size });
    this.size += size;
    for (const oldest of this.entries.keys()) {
      if (this.size <= MAX_CACHED_CHARACTERS) return;
      this.drop(oldest);
    }
  }

  /** Removes the parts of a workspace. */
  remove(workspace: string): void {
    for (const key of this.entries.keys()) if (key.startsWith(`${workspace}\n`)) this.drop(key);
  }

  private drop(key: string): void {
    this.size -= this.entries.get(key)?.size ?? 0;
    this.entries.delete(key);
  }
}

function cacheKey({ workspace, parts, number }: PartKey): string {
  return `${workspace}\n${parts}\n${number}`;
}
