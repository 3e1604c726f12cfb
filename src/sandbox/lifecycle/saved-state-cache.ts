import type { SavedState } from './saved-state.js';

/** Maximum size of all cached states, in characters of their JSON. */
const MAX_CACHED_CHARACTERS = 32 * 1024 * 1024;

/** Cache of saved states. Tests restore the same snapshot again and again, and parsing is a third of that time. */
export class SavedStateCache {
  private readonly entries = new Map<string, { state: SavedState; size: number }>();
  private size = 0;

  find(workspace: string, name: string): SavedState | undefined {
    return this.entries.get(cacheKey(workspace, name))?.state;
  }

  store(workspace: string, name: string, state: SavedState, size: number): void {
    this.drop(cacheKey(workspace, name));
    if (size > MAX_CACHED_CHARACTERS) return;
    this.entries.set(cacheKey(workspace, name), { state, size });
    this.size += size;
    for (const oldest of this.entries.keys()) {
      if (this.size <= MAX_CACHED_CHARACTERS) return;
      this.drop(oldest);
    }
  }

  /** Removes one state of a workspace, or all of them. */
  remove(workspace: string, name?: string): void {
    if (name !== undefined) return this.drop(cacheKey(workspace, name));
    for (const key of this.entries.keys())
      if (key.startsWith(cacheKey(workspace, ''))) this.drop(key);
  }

  private drop(key: string): void {
    this.size -= this.entries.get(key)?.size ?? 0;
    this.entries.delete(key);
  }
}

function cacheKey(workspace: string, name: string): string {
  return `${workspace}\n${name}`;
}
