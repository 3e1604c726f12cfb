import { AsyncLocalStorage } from 'node:async_hooks';

/** Exclusive access to one workspace. */
class Access {
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
 * Exclusive access to workspaces whose data is being replaced in several transactions. Others wait, so that they never see a part
 * of it. The owner is recognized by its asynchronous context, so that the functions that it calls need not know of it.
 */
export class ExclusiveAccess {
  private readonly byWorkspace = new Map<string, Access>();
  private readonly owner = new AsyncLocalStorage<string>();

  /** `onRelease` is called when the access to a workspace ends. */
  constructor(private readonly onRelease: () => void) {}

  /** True while the data of a workspace is being replaced. */
  get isReplacing(): boolean {
    return [...this.byWorkspace.values()].some(({ isFailed }) => !isFailed);
  }

  /** Resolves when no other has exclusive access to a workspace; undefined: none has. */
  waitFor(workspace: string): Promise<void> | undefined {
    if (this.byWorkspace.size === 0) return undefined;
    const access = this.byWorkspace.get(workspace);
    return access && this.owner.getStore() !== workspace ? access.released : undefined;
  }

  /** Runs work with exclusive access to a workspace. The access lasts until `release`. */
  run<T>(workspace: string, work: () => Promise<T>): Promise<T> {
    const access = this.byWorkspace.get(workspace);
    if (!access || access.isFailed) this.byWorkspace.set(workspace, new Access());
    return this.owner.run(workspace, work);
  }

  /** Fails the reads and writes of a workspace, until its owner runs again. */
  fail(workspace: string, reason: unknown): void {
    const access = this.byWorkspace.get(workspace);
    if (!access) return;
    access.isFailed = true;
    access.fail(reason);
  }

  release(workspace: string): void {
    this.byWorkspace.get(workspace)?.release();
    this.byWorkspace.delete(workspace);
    this.onRelease();
  }
}
