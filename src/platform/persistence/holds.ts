import { AsyncLocalStorage } from 'node:async_hooks';

/** A workspace that only its holder may read and write. */
class Hold {
  readonly released: Promise<void>;
  release!: () => void;
  fail!: (reason: unknown) => void;
  isFailed = false;

  constructor() {
    this.released = new Promise((resolve, reject) => {
      this.release = resolve;
      this.fail = reject;
    });
    // Nobody may be waiting.
    this.released.catch(() => undefined);
  }
}

/**
 * Workspaces whose data is being replaced in several transactions. Others wait, so that they never see a part of it. The holder
 * is recognized by its asynchronous context, so that the functions that it calls need not know of it.
 */
export class Holds {
  private readonly byWorkspace = new Map<string, Hold>();
  private readonly holder = new AsyncLocalStorage<string>();

  /** `onRelease` is called when a workspace is no longer held. */
  constructor(private readonly onRelease: () => void) {}

  /** True while the data of a workspace is being replaced. */
  get isReplacing(): boolean {
    return [...this.byWorkspace.values()].some(({ isFailed }) => !isFailed);
  }

  /** Resolves when a workspace is not held by another; undefined: it is not. */
  waitFor(workspace: string): Promise<void> | undefined {
    if (this.byWorkspace.size === 0) return undefined;
    const hold = this.byWorkspace.get(workspace);
    return hold && this.holder.getStore() !== workspace ? hold.released : undefined;
  }

  /** Runs work as the holder of a workspace. It stays held until `release`. */
  run<T>(workspace: string, work: () => Promise<T>): Promise<T> {
    const hold = this.byWorkspace.get(workspace);
    if (!hold || hold.isFailed) this.byWorkspace.set(workspace, new Hold());
    return this.holder.run(workspace, work);
  }

  /** Fails the reads and writes of a workspace, until its holder runs again. */
  fail(workspace: string, reason: unknown): void {
    const hold = this.byWorkspace.get(workspace);
    if (!hold) return;
    hold.isFailed = true;
    hold.fail(reason);
  }

  release(workspace: string): void {
    this.byWorkspace.get(workspace)?.release();
    this.byWorkspace.delete(workspace);
    this.onRelease();
  }
}
