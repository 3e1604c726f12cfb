import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { Problem } from '../../platform/errors/problem.js';
import { Dispatcher } from '../../platform/outbox/dispatcher.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import type { WorkspaceClock } from '../../platform/workspaces/workspace.entity.js';
import { ScopedProviders } from '../../platform/workspaces/workspace-scoped.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../../platform/workspaces/workspaces.js';
import { Seeds } from '../state/seeds.js';
import { KeyedLock } from './keyed-lock.js';
import { SavedStates } from './saved-states.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';

/** Time that calls in flight get before a workspace is restored. */
const DISPATCH_TIMEOUT_MS = 2_000;

/** Creates, resets, restores and removes workspaces. Providers with data in memory follow as `WorkspaceScoped`. */
@Injectable()
export class Lifecycle {
  /** Ids of workspaces that are being removed. */
  private readonly removing = new Set<string>();
  private readonly lock = new KeyedLock();

  constructor(
    private readonly store: Store,
    private readonly scoped: ScopedProviders,
    private readonly workspaces: Workspaces,
    private readonly data: WorkspaceDataRepository,
    private readonly savedStates: SavedStates,
    private readonly seeds: Seeds,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Creates a workspace with its own clients and its seed, and returns its id. */
  async create(id = generateId(), expiresAfter: string): Promise<string> {
    if (this.workspaces.has(id) || this.removing.has(id))
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
    } catch (error) {
      this.scoped.close(id);
      throw error;
    }
    return id;
  }

  /** Runs work while nothing else saves, replaces or removes the data of the workspace. */
  exclusively<T>(workspace: string, work: () => Promise<T>): Promise<T> {
    return this.lock.run(workspace, work);
  }

  /** Resets a workspace to its seed. */
  async reset(workspace: string): Promise<void> {
    await this.restore(workspace, async (tx) => {
      await this.data.empty(tx, workspace);
      await this.seeds.apply(tx, workspace);
      return { mode: 'real', offset: 0 };
    });
  }

  /** Replaces the data of a workspace while its dispatch is paused. `fill` returns the new clock. */
  async restore(
    workspace: string,
    fill: (tx: WriteTransaction) => Promise<WorkspaceClock>,
  ): Promise<void> {
    const replace = async (): Promise<void> => {
      await this.scoped.flush();
      const clock = await this.store.writeAlone(workspace, async (tx) => {
        await this.savedStates.recordSent(tx, workspace);
        return fill(tx);
      });
      await this.scoped.reload(workspace);
      await this.workspaces.change(workspace, () => ({ clock }));
    };
    await this.lock.run(workspace, () =>
      this.dispatcher.withDispatchPaused(workspace, DISPATCH_TIMEOUT_MS, replace),
    );
  }

  /** Removes a workspace with all its data. Its tokens become invalid. */
  remove(workspace: string): Promise<void> {
    return this.lock.run(workspace, () => this.removeNow(workspace));
  }

  private async removeNow(workspace: string): Promise<void> {
    if (workspace === DEFAULT_WORKSPACE)
      throw new Problem(409, {
        text: `The workspace "${workspace}" cannot be removed; reset it instead`,
      });
    this.workspaces.get(workspace);
    const closed = await this.dispatcher.withDispatchPaused(workspace, 0, async () =>
      this.close(workspace),
    );
    if (!closed) return;
    try {
      await this.scoped.flush();
      await this.store.writeAlone(workspace, (tx) => this.data.remove(tx, workspace));
    } catch (error) {
      // The data is still in the database, so the workspace is available again.
      await this.scoped.open(workspace);
      throw error;
    } finally {
      this.removing.delete(workspace);
    }
  }

  /** Closes a workspace. False: a concurrent call removed it. */
  private close(workspace: string): boolean {
    if (!this.workspaces.has(workspace)) return false;
    this.removing.add(workspace);
    this.scoped.close(workspace);
    return true;
  }
}

function generateId(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return `ws-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`;
}
