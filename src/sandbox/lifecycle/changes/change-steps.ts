import { Injectable } from '@nestjs/common';
import { Problem } from '../../../platform/errors/problem.js';
import { Store, type WriteTransaction } from '../../../platform/persistence/store.js';
import { monotonicMs } from '../../../platform/time/time.js';
import type { WorkspaceClock } from '../../../platform/workspaces/workspace.entity.js';
import { Workspaces } from '../../../platform/workspaces/workspaces.js';
import { Seeds } from '../../state/seeds.js';
import { Restorer } from '../restorer.js';
import { SavedStates, type OpenState } from '../saved-states.js';
import type { SavedPart } from '../saved-state.js';
import type { WorkspaceChange } from './unfinished-change.entity.js';
import { UnfinishedChangeRepository } from './unfinished-change.repository.js';
import { WorkspaceDataRepository } from '../workspace-data.repository.js';
import type { WorkspaceTable } from '../saved-section.js';

/** Data that is replaced in one transaction. It takes less than 50 ms. */
const AT_ONCE = { rows: 4_000, bytes: 4 * 1024 * 1024 };
/** Parts that are written in one step. */
const PARTS_OF_STEP = 1;
/** Time that the removal of some rows should take, and their first number. */
const STEP_MS = 5;
const FIRST_ROWS = 64;
const MAX_ROWS = 1_000;

const REAL_TIME: WorkspaceClock = { mode: 'real', offset: 0 };

/**
 * Replaces or removes the data of a workspace: at once, or in short transactions if it is large. A change in steps is recorded
 * first, so that it can be finished later.
 */
@Injectable()
export class ChangeSteps {
  constructor(
    private readonly store: Store,
    private readonly data: WorkspaceDataRepository,
    private readonly unfinished: UnfinishedChangeRepository,
    private readonly savedStates: SavedStates,
    private readonly restorer: Restorer,
    private readonly seeds: Seeds,
    private readonly workspaces: Workspaces,
  ) {}

  /** True for a change that is too large for one transaction. */
  async isLarge(workspace: string, change: WorkspaceChange): Promise<boolean> {
    return this.store.read(workspace, async (tx) => {
      if (await this.data.hasMore(tx, workspace, this.tablesOf(change), AT_ONCE)) return true;
      if (change.kind !== 'restore') return false;
      return (await this.savedStates.sizeOf(tx, workspace, change.snapshot)) > AT_ONCE.bytes;
    });
  }

  /** Replaces or removes the data in one transaction. */
  async atOnce(workspace: string, change: WorkspaceChange): Promise<void> {
    await this.store.writeAlone(workspace, async (tx) => {
      if (change.kind === 'remove') return this.data.remove(tx, workspace);
      await this.savedStates.recordSent(tx, workspace);
      const state = await this.stateOf(tx, workspace, change);
      await this.data.empty(tx, workspace);
      if (state) await this.restorer.apply(tx, workspace, state);
      else await this.seeds.apply(tx, workspace);
      await this.workspaces.write(tx, workspace, { clock: state?.head.clock ?? REAL_TIME });
    });
  }

  /** Begins a change in steps. Throws when it is not possible; then nothing has changed. */
  async begin(workspace: string, change: WorkspaceChange): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      await this.stateOf(tx, workspace, change);
      if (change.kind !== 'remove') await this.savedStates.recordSent(tx, workspace);
      await this.unfinished.begin(tx, workspace, change);
    });
  }

  /** Does all steps of a change that has begun, from the first one. */
  async finish(workspace: string, change: WorkspaceChange): Promise<void> {
    for (const table of this.tablesOf(change)) await this.empty(workspace, table);
    if (change.kind === 'remove') {
      await this.store.writeStep(workspace, (tx) => this.data.remove(tx, workspace));
      return;
    }
    const state = await this.store.read(workspace, (tx) => this.stateOf(tx, workspace, change));
    if (state) await this.insertParts(workspace, state);
    await this.store.writeStep(workspace, async (tx) => {
      if (state) await this.restorer.applyHead(tx, workspace, state.head);
      else await this.seeds.apply(tx, workspace);
      await this.workspaces.write(tx, workspace, { clock: state?.head.clock ?? REAL_TIME });
      await this.unfinished.end(tx, workspace);
    });
  }

  /** The change of a workspace that has begun; undefined: there is none. */
  async unfinishedOf(workspace: string): Promise<WorkspaceChange | undefined> {
    return this.store.read(workspace, (tx) => this.unfinished.find(tx, workspace));
  }

  /** The state to restore; undefined: another change. Throws 404 or 409 when it cannot be restored. */
  private async stateOf(
    tx: Pick<WriteTransaction, 'get' | 'all' | 'manager'>,
    workspace: string,
    change: WorkspaceChange,
  ): Promise<OpenState | undefined> {
    if (change.kind !== 'restore') return undefined;
    const state = await this.savedStates.find(tx, workspace, change.snapshot);
    if (!state) throw noSnapshot(workspace, change.snapshot);
    this.restorer.assertServed(state);
    return state;
  }

  private async insertParts(workspace: string, state: OpenState): Promise<void> {
    const indexes = [...state.lists.keys()];
    while (indexes.length > 0) {
      const parts: SavedPart[] = [];
      for (const index of indexes.splice(0, PARTS_OF_STEP)) parts.push(await state.part(index));
      await this.store.writeStep(workspace, async (tx) => {
        for (const part of parts) await this.restorer.insertPart(tx, workspace, part);
      });
    }
  }

  private tablesOf({ kind }: WorkspaceChange): WorkspaceTable[] {
    return kind === 'remove' ? this.data.allTables() : this.data.transientTables();
  }

  /** Empties a table. The number of rows of a step depends on the time that the step before it took. */
  private async empty(workspace: string, table: WorkspaceTable): Promise<void> {
    let rows = FIRST_ROWS;
    for (;;) {
      const [removed, elapsed] = await this.store.writeStep(workspace, async (tx) => {
        const began = monotonicMs();
        return [await this.data.removeSome(tx, workspace, table, rows), monotonicMs() - began];
      });
      if (removed < rows) return;
      rows = Math.min(MAX_ROWS, Math.max(1, Math.round((rows * STEP_MS) / Math.max(elapsed, 1))));
    }
  }
}

/** The problem of a snapshot that does not exist. */
export function noSnapshot(workspace: string, name: string): Problem {
  return new Problem(404, { text: `There is no snapshot "${name}" of workspace ${workspace}` });
}
