import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import { Problem } from '../../platform/errors/problem.js';
import { Dispatcher } from '../../platform/outbox/dispatcher.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import type { WorkspaceClock } from '../../platform/workspaces/workspace.entity.js';
import { ScopedProviders } from '../../platform/workspaces/workspace-scoped.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../../platform/workspaces/workspaces.js';
import { Seeds } from '../state/seeds.js';
import { SavedStates } from './saved-states.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';

/** What is on its way has so long to arrive before a workspace is put back. */
const DISPATCH_TIMEOUT_MS = 2_000;

/** How workspaces come, begin anew, and go. What holds data of them in memory follows, as `WorkspaceScoped`. */
@Injectable()
export class Lifecycle {
  /** Ids of workspaces that are being removed. */
  private readonly removing = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly scoped: ScopedProviders,
    private readonly workspaces: Workspaces,
    private readonly data: WorkspaceDataRepository,
    private readonly savedStates: SavedStates,
    private readonly seeds: Seeds,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Makes a workspace with its own clients and its seed; answers its id. */
  async create(id = generateId(), expiresAfter: string): Promise<string> {
    if (this.workspaces.has(id) || this.removing.has(id))
      throw new Problem(409, { text: `There is a workspace "${id}" already` });
    // Of one that had this id before, something may have come back late.
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

  /** Puts a workspace back to its seed. */
  async reset(workspace: string): Promise<void> {
    await this.restore(workspace, async (tx) => {
      await this.data.empty(tx, workspace);
      await this.seeds.apply(tx, workspace);
      return { mode: 'real', offset: 0 };
    });
  }

  /** Empties and fills a workspace while nothing of it is on its way; `fill` answers the time that it has then. */
  async restore(
    workspace: string,
    fill: (tx: WriteTransaction) => Promise<WorkspaceClock>,
  ): Promise<void> {
    await this.dispatcher.withDispatchPaused(workspace, DISPATCH_TIMEOUT_MS, async () => {
      await this.scoped.flush();
      const clock = await this.store.write(workspace, async (tx) => {
        await this.savedStates.recordSent(tx, workspace);
        return fill(tx);
      });
      await this.scoped.reload(workspace);
      await this.workspaces.change(workspace, () => ({ clock }));
    });
  }

  /** Takes a workspace away with all that belongs to it; its tokens are nobody's from then on. */
  async remove(workspace: string): Promise<void> {
    if (workspace === DEFAULT_WORKSPACE)
      throw new Problem(409, { text: `The workspace "${workspace}" always exists; reset it` });
    this.workspaces.get(workspace);
    const closed = await this.dispatcher.withDispatchPaused(workspace, 0, async () =>
      this.close(workspace),
    );
    if (!closed) return;
    try {
      await this.scoped.flush();
      await this.store.write(workspace, (tx) => this.data.remove(tx, workspace));
    } catch (error) {
      // What could not be removed is as it was.
      await this.scoped.open(workspace);
      throw error;
    } finally {
      this.removing.delete(workspace);
    }
  }

  /** False: somebody else removed it meanwhile. */
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
