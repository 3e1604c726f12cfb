import type { SavedState } from './saved-state.js';

/** Of all states that are held, in characters of their text. */
const MOST = 32 * 1024 * 1024;

/** States that were read lately: the same one is brought back before each test, and reading it is a third of that. */
export class ReadStates {
  private readonly held = new Map<string, { state: SavedState; size: number }>();
  private size = 0;

  find(workspace: string, name: string): SavedState | undefined {
    return this.held.get(keyOf(workspace, name))?.state;
  }

  remember(workspace: string, name: string, state: SavedState, size: number): void {
    this.drop(keyOf(workspace, name));
    if (size > MOST) return;
    this.held.set(keyOf(workspace, name), { state, size });
    this.size += size;
    for (const oldest of this.held.keys()) {
      if (this.size <= MOST) return;
      this.drop(oldest);
    }
  }

  /** One of a workspace, or all of them. */
  forget(workspace: string, name?: string): void {
    if (name !== undefined) return this.drop(keyOf(workspace, name));
    for (const key of this.held.keys()) if (key.startsWith(keyOf(workspace, ''))) this.drop(key);
  }

  private drop(key: string): void {
    this.size -= this.held.get(key)?.size ?? 0;
    this.held.delete(key);
  }
}

function keyOf(workspace: string, name: string): string {
  return `${workspace}\n${name}`;
}
