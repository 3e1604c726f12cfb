import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { Problem } from '../../platform/errors/problem.js';
import { LOG } from '../../platform/observability/log.js';
import { Dispatcher } from '../../platform/outbox/dispatcher.js';
import { WorkspaceElsewhere } from '../../platform/persistence/fence.js';
import { Store } from '../../platform/persistence/store.js';
import { StoreUnavailable } from '../../platform/persistence/store-unavailable.js';
import { WorkspacePlaces } from '../../platform/replicas/workspace-places.js';
import { startTimer } from '../../platform/time/time.js';
import { Ownership } from '../../platform/workspaces/ownership.js';
import { ScopedProviders } from '../../platform/workspaces/workspace-scoped.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../../platform/workspaces/workspaces.js';
import { ChangeSteps } from './changes/change-steps.js';
import { KeyedLock } from './keyed-lock.js';
import { SavedStates } from './saved-states.js';
import type { WorkspaceChange } from './changes/unfinished-change.entity.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';

/** Time that calls in flight get before a workspace is restored. */
const DISPATCH_TIMEOUT_MS = 2_000;
/** Pause before a failed change is tried again. */
const RETRY_PAUSE_MS = 500;

/** Creates, resets, restores and removes workspaces. Providers with data in memory follow as `WorkspaceScoped`. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown {
  /** Ids of workspaces that are being removed. */
  private readonly removing = new Set<string>();
  /** Workspaces of which a change in steps failed. It is finished later. */
  private readonly unfinished = new Set<string>();
  private readonly lock = new KeyedLock();
  private stopped = false;

  constructor(
    private readonly store: Store,
    private readonly scoped: ScopedProviders,
    private readonly workspaces: Workspaces,
    private readonly data: WorkspaceDataRepository,
    private readonly steps: ChangeSteps,
    private readonly savedStates: SavedStates,
    private readonly dispatcher: Dispatcher,
    private readonly places: WorkspacePlaces,
    ownership: Ownership,
    @Inject(LOG) private readonly log: Logger,
  ) {
    ownership.listenToLosses((workspace) => this.forget(workspace));
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
  }

  /** Creates a workspace with its own clients and its seed, and returns its id. */
  async create(id = generateId(), expiresAfter: string): Promise<string> {
    const isFree = (): boolean => !this.workspaces.has(id) && !this.removing.has(id);
    // Another call may have created it while this one waited.
    if (!isFree() || !(await this.places.claim(id)) || !isFree())
      throw new Problem(409, { text: `Workspace "${id}" already exists` });
    // A late request may have left data of a removed workspace with this id in memory.
    this.scoped.close(id);
    this.workspaces.add(id, expiresAfter);
    try {
      await this.store.write(id, async (tx) => {
        await this.data.remove(tx, id);
        await this.scoped.create(tx, id);
      });
      await this.scoped.open(id);
      this.places.open(id);
    } catch (error) {
      this.scoped.close(id);
      await this.places.remove(id).catch(() => undefined);
      throw error;
    }
    return id;
  }

  /** Runs work while nothing else saves, replaces or removes the data of the workspace. */
  exclusively<T>(workspace: string, work: () => Promise<T>): Promise<T> {
    return this.lock.run(workspace, () => {
      if (this.unfinished.has(workspace)) throw laterProblem(workspace);
      return work();
    });
  }

  /** Resets a workspace to its seed. */
  reset(workspace: string): Promise<void> {
    return this.replace(workspace, { kind: 'reset' });
  }

  /** Restores a workspace to a snapshot. */
  restore(workspace: string, snapshot: string): Promise<void> {
    return this.replace(workspace, { kind: 'restore', snapshot });
  }

  /** Removes a workspace with all its data. Its tokens become invalid. */
  remove(workspace: string): Promise<void> {
    return this.exclusively(workspace, () => this.removeNow(workspace));
  }

  /** Finishes the change of a workspace that an earlier process began. */
  async finishInterrupted(workspace: string): Promise<void> {
    await this.savedStates.removeOrphans(workspace);
    const change = await this.steps.unfinishedOf(workspace);
    if (!change) return;
    this.log.info({ workspace, change }, 'an interrupted change is finished');
    if (change.kind === 'remove') this.beginRemoval(workspace);
    await this.store.exclusive.run(workspace, () => this.finish(workspace, change));
  }

  /** Replaces the data of a workspace while its dispatch is paused. */
  private replace(workspace: string, change: WorkspaceChange): Promise<void> {
    const work = async (): Promise<void> => {
      await this.scoped.flush();
      if (await this.steps.isLarge(workspace, change)) return this.inSteps(workspace, change);
      await this.steps.atOnce(workspace, change);
      await this.scoped.reload(workspace);
    };
    return this.exclusively(workspace, () =>
      this.dispatcher.withDispatchPaused(workspace, DISPATCH_TIMEOUT_MS, work),
    );
  }

  private async removeNow(workspace: string): Promise<void> {
    if (workspace === DEFAULT_WORKSPACE)
      throw new Problem(409, {
        text: `The workspace "${workspace}" cannot be removed; reset it instead`,
      });
    this.workspaces.get(workspace);
    const closed = await this.dispatcher.withDispatchPaused(workspace, 0, async () =>
      this.beginRemoval(workspace),
    );
    if (!closed) return;
    const change = { kind: 'remove' } as const;
    try {
      await this.scoped.flush();
      if (await this.steps.isLarge(workspace, change)) await this.inSteps(workspace, change);
      else await this.steps.atOnce(workspace, change);
      this.removing.delete(workspace);
      await this.places.remove(workspace);
    } catch (error) {
      // In steps, the rest of the data is removed later.
      if (this.unfinished.has(workspace)) throw error;
      this.removing.delete(workspace);
      // The data is still in the database, so the workspace is available again.
      await this.scoped.open(workspace);
      throw error;
    }
  }

  /** Does a change in several transactions. Reads and writes of the workspace wait, those of others do not. */
  private inSteps(workspace: string, change: WorkspaceChange): Promise<void> {
    return this.store.exclusive.run(workspace, async () => {
      try {
        await this.steps.begin(workspace, change);
      } catch (error) {
        this.store.exclusive.release(workspace);
        throw error;
      }
      try {
        await this.finish(workspace, change);
      } catch (error) {
        this.finishLater(workspace, change);
        throw error;
      }
    });
  }

  /** Finishes a change that has begun. If that fails, the reads and writes of the workspace fail too. */
  private async finish(workspace: string, change: WorkspaceChange): Promise<void> {
    try {
      await this.finishOrReset(workspace, change);
      this.unfinished.delete(workspace);
      this.removing.delete(workspace);
      this.store.exclusive.release(workspace);
      if (change.kind === 'remove') await this.places.remove(workspace);
    } catch (error) {
      if (error instanceof WorkspaceElsewhere) {
        // The next owner finishes it.
        this.forget(workspace);
        throw error;
      }
      this.log.error({ err: error, workspace, change }, 'a change will be finished later');
      this.unfinished.add(workspace);
      const isUnavailable = error instanceof StoreUnavailable;
      this.store.exclusive.fail(workspace, isUnavailable ? error : laterProblem(workspace));
      throw error;
    }
  }

  /** Does the steps of a change. A snapshot that cannot be restored leaves an empty workspace, which gets its seed. */
  private async finishOrReset(workspace: string, change: WorkspaceChange): Promise<void> {
    try {
      await this.steps.finish(workspace, change);
    } catch (error) {
      if (change.kind !== 'restore' || !(error instanceof Problem)) throw error;
      if (error instanceof StoreUnavailable) throw error;
      this.log.error({ err: error, workspace, change }, 'a workspace is reset instead');
      await this.steps.finish(workspace, { kind: 'reset' });
    }
    if (change.kind !== 'remove') await this.scoped.reload(workspace);
  }

  /** Finishes a change when the database can be used. It is tried again until it succeeds. */
  private finishLater(workspace: string, change: WorkspaceChange): void {
    const work = async (): Promise<void> => {
      await this.store.available();
      if (this.stopped) return;
      const finish = (): Promise<void> =>
        this.store.exclusive.run(workspace, () => this.finish(workspace, change));
      if (change.kind === 'remove') await finish();
      else await this.dispatcher.withDispatchPaused(workspace, 0, finish);
    };
    startTimer(RETRY_PAUSE_MS, () => {
      this.lock.run(workspace, work).catch((error: unknown) => {
        // The next owner of the workspace finishes it.
        if (!this.stopped && !(error instanceof WorkspaceElsewhere))
          this.finishLater(workspace, change);
      });
    });
  }

  /** Another process is the owner now. */
  private forget(workspace: string): void {
    this.removing.delete(workspace);
    this.unfinished.delete(workspace);
    this.store.exclusive.release(workspace);
  }

  /** Closes a workspace that is removed. False: a concurrent call removed it. */
  private beginRemoval(workspace: string): boolean {
    if (!this.workspaces.has(workspace)) return false;
    this.removing.add(workspace);
    this.scoped.close(workspace);
    return true;
  }
}

function laterProblem(workspace: string): StoreUnavailable {
  return new StoreUnavailable(
    `the data of workspace ${workspace} is not complete, because an error stopped its reset, restore or removal; this is tried again, see the log`,
  );
}

function generateId(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return `ws-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`;
}
