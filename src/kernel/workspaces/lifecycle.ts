import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { Clients } from '../auth/clients.js';
import { after, realNow } from '../clock/time.js';
import { Faults } from '../faults/faults.js';
import { Journal } from '../journal/journal.js';
import { LOG } from '../observe/log.js';
import { Dispatcher } from '../outbox/dispatcher.js';
import { PartnerTokens } from '../outbox/partner-tokens.js';
import { Partners } from '../outbox/partners.js';
import { Store, type Writing } from '../persistence/store.js';
import { Problem } from '../problem/problem.js';
import { Scenarios } from '../state/scenarios.js';
import { Seeds } from '../state/seeds.js';
import { SavedStates } from './saved-states.js';
import { WorkspaceData } from './workspace-data.js';
import type { WorkspaceClock } from './workspace.entity.js';
import { DEFAULT_WORKSPACE, Workspaces } from './workspaces.js';

/** What is on its way has so long to arrive before a workspace is put back. */
const PATIENCE_MS = 2_000;
/** Nobody looks for workspaces that have expired more often. */
const LEAST_PAUSE_MS = 50;
/** What went wrong is not tried again sooner. */
const AFTER_TROUBLE_MS = 5_000;

/** How workspaces come, begin anew, and go. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown {
  private cancelTimer: (() => void) | undefined;
  private stopped = false;
  private readonly farewells: ((workspace: string) => void)[] = [];
  /** Ids of workspaces that are being removed. */
  private readonly leaving = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly workspaces: Workspaces,
    private readonly data: WorkspaceData,
    private readonly savedStates: SavedStates,
    private readonly clients: Clients,
    private readonly partners: Partners,
    private readonly partnerTokens: PartnerTokens,
    private readonly seeds: Seeds,
    private readonly faults: Faults,
    private readonly scenarios: Scenarios,
    private readonly journal: Journal,
    private readonly dispatcher: Dispatcher,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Makes a workspace with its own clients and its seed; answers its id. */
  async create(id = madeUpId(), expiresAfter: string): Promise<string> {
    if (this.workspaces.has(id) || this.leaving.has(id))
      throw new Problem(409, { text: `There is a workspace "${id}" already` });
    // Of one that had this id before, something may have come back late.
    this.forget(id);
    this.workspaces.open(id, expiresAfter);
    this.clients.open(id);
    try {
      await this.store.write(async (unit) => {
        await this.data.remove(unit, id);
        await this.workspaces.insert(unit, id);
        await this.clients.insert(unit, id);
        await this.seeds.sow(unit, id);
      });
    } catch (error) {
      this.forget(id);
      throw error;
    }
    this.lookAgain();
    return id;
  }

  /** Puts a workspace back to its seed. */
  async reset(workspace: string): Promise<void> {
    await this.putBack(workspace, async (unit) => {
      await this.data.empty(unit, workspace);
      await this.seeds.sow(unit, workspace);
      return { mode: 'real', offset: 0 };
    });
  }

  /** Empties and fills a workspace while nothing of it is on its way; `fill` answers the time that it has then. */
  async putBack(
    workspace: string,
    fill: (unit: Writing) => Promise<WorkspaceClock>,
  ): Promise<void> {
    await this.dispatcher.whileHeld(workspace, PATIENCE_MS, async () => {
      await this.journal.flush();
      const clock = await this.store.write(async (unit) => {
        await this.savedStates.noteSent(unit, workspace);
        return fill(unit);
      });
      this.journal.forget(workspace);
      await this.store.read(async (look) => {
        await this.faults.reload(look, workspace);
        await this.scenarios.reload(look, workspace);
      });
      await this.workspaces.change(workspace, () => ({ clock }));
    });
  }

  /** Takes a workspace away with all that belongs to it; its tokens are nobody's from then on. */
  async remove(workspace: string): Promise<void> {
    if (workspace === DEFAULT_WORKSPACE)
      throw new Problem(409, { text: `The workspace "${workspace}" always exists; reset it` });
    this.workspaces.get(workspace);
    await this.dispatcher.close(workspace);
    if (!this.workspaces.has(workspace)) return;
    this.leaving.add(workspace);
    this.forget(workspace);
    try {
      await this.journal.flush();
      await this.store.write((unit) => this.data.remove(unit, workspace));
    } catch (error) {
      await this.takeBack(workspace);
      throw error;
    } finally {
      this.leaving.delete(workspace);
    }
  }

  /** Calls back for each workspace that goes, so that what is held of it in memory goes with it. */
  whenGone(forget: (workspace: string) => void): void {
    this.farewells.push(forget);
  }

  /** Removes what has expired, now and whenever something does. */
  lookAgain(): void {
    this.cancelTimer?.();
    if (this.stopped) return;
    const moments = this.workspaces.ids().flatMap((id) => this.workspaces.expiresAt(id) ?? []);
    if (moments.length === 0) return;
    const pause = Math.max(LEAST_PAUSE_MS, Math.min(...moments) - realNow());
    this.cancelTimer = after(pause, () => void this.removeExpired());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.cancelTimer?.();
    await this.workspaces.keepUses();
  }

  private async removeExpired(): Promise<void> {
    try {
      const now = realNow();
      for (const id of this.workspaces.ids()) {
        const moment = this.workspaces.has(id) ? this.workspaces.expiresAt(id) : undefined;
        if (moment !== undefined && moment <= now) await this.remove(id);
      }
      await this.workspaces.keepUses();
      this.lookAgain();
    } catch (err) {
      this.log.error({ err }, 'a workspace that has expired could not be removed');
      this.cancelTimer = after(AFTER_TROUBLE_MS, () => this.lookAgain());
    }
  }

  /** What could not be removed is as it was. */
  private async takeBack(workspace: string): Promise<void> {
    await this.store.read(async (look) => {
      await this.workspaces.reload(look, workspace);
      await this.clients.reload(look, workspace);
      await this.partners.reload(look, workspace);
      await this.faults.reload(look, workspace);
      await this.scenarios.reload(look, workspace);
    });
  }

  private forget(workspace: string): void {
    this.workspaces.close(workspace);
    this.clients.close(workspace);
    this.partners.close(workspace);
    this.partnerTokens.forgetAll(workspace);
    this.faults.close(workspace);
    this.scenarios.close(workspace);
    this.journal.forget(workspace);
    this.savedStates.close(workspace);
    for (const forget of this.farewells) forget(workspace);
  }
}

function madeUpId(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return `ws-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`;
}
