import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { Clients } from '../../platform/oauth/clients.js';
import { startTimer, realNow } from '../../platform/time/time.js';
import { Faults } from '../faults/faults.js';
import { Journal } from '../../platform/journal/journal.js';
import { LOG } from '../../platform/observability/log.js';
import { Dispatcher } from '../../platform/outbox/dispatcher.js';
import { PartnerTokens } from '../../platform/outbox/partner-tokens.js';
import { Partners } from '../../platform/outbox/partners.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Scenarios } from '../scenarios/scenarios.js';
import { Seeds } from '../state/seeds.js';
import { SavedStates } from './saved-states.js';
import { WorkspaceData } from './workspace-data.js';
import type { WorkspaceClock } from '../../platform/workspaces/workspace.entity.js';
import { DEFAULT_WORKSPACE, Workspaces } from '../../platform/workspaces/workspaces.js';

/** What is on its way has so long to arrive before a workspace is put back. */
const DISPATCH_TIMEOUT_MS = 2_000;
/** Nobody looks for workspaces that have expired more often. */
const MIN_PAUSE_MS = 50;
/** What went wrong is not tried again sooner. */
const ERROR_PAUSE_MS = 5_000;

/** How workspaces come, begin anew, and go. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown {
  private cancelTimer: (() => void) | undefined;
  private stopped = false;
  private readonly removalCallbacks: ((workspace: string) => void)[] = [];
  /** Ids of workspaces that are being removed. */
  private readonly removing = new Set<string>();

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
  async create(id = generateId(), expiresAfter: string): Promise<string> {
    if (this.workspaces.has(id) || this.removing.has(id))
      throw new Problem(409, { text: `There is a workspace "${id}" already` });
    // Of one that had this id before, something may have come back late.
    this.forget(id);
    this.workspaces.open(id, expiresAfter);
    this.clients.open(id);
    try {
      await this.store.write(id, async (tx) => {
        await this.data.remove(tx, id);
        await this.workspaces.insert(tx, id);
        await this.clients.insert(tx, id);
        await this.seeds.apply(tx, id);
      });
    } catch (error) {
      this.forget(id);
      throw error;
    }
    this.scheduleExpiry();
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
      await this.journal.flush();
      const clock = await this.store.write(workspace, async (tx) => {
        await this.savedStates.recordSent(tx, workspace);
        return fill(tx);
      });
      this.journal.forget(workspace);
      await this.store.read(workspace, async (tx) => {
        await this.faults.reload(tx, workspace);
        await this.scenarios.reload(tx, workspace);
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
    this.removing.add(workspace);
    this.forget(workspace);
    try {
      await this.journal.flush();
      await this.store.write(workspace, (tx) => this.data.remove(tx, workspace));
    } catch (error) {
      await this.reload(workspace);
      throw error;
    } finally {
      this.removing.delete(workspace);
    }
  }

  /** Calls back for each workspace that goes, so that what is held of it in memory goes with it. */
  onRemoved(forget: (workspace: string) => void): void {
    this.removalCallbacks.push(forget);
  }

  /** Removes what has expired, now and whenever something does. */
  scheduleExpiry(): void {
    this.cancelTimer?.();
    if (this.stopped) return;
    const moments = this.workspaces.ids().flatMap((id) => this.workspaces.expiresAt(id) ?? []);
    if (moments.length === 0) return;
    const pause = Math.max(MIN_PAUSE_MS, Math.min(...moments) - realNow());
    this.cancelTimer = startTimer(pause, () => void this.removeExpired());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.cancelTimer?.();
    await this.workspaces.persistLastUsed();
  }

  private async removeExpired(): Promise<void> {
    try {
      const now = realNow();
      for (const id of this.workspaces.ids()) {
        const moment = this.workspaces.has(id) ? this.workspaces.expiresAt(id) : undefined;
        if (moment !== undefined && moment <= now) await this.remove(id);
      }
      await this.workspaces.persistLastUsed();
      this.scheduleExpiry();
    } catch (err) {
      this.log.error({ err }, 'a workspace that has expired could not be removed');
      this.cancelTimer = startTimer(ERROR_PAUSE_MS, () => this.scheduleExpiry());
    }
  }

  /** What could not be removed is as it was. */
  private async reload(workspace: string): Promise<void> {
    await this.store.read(workspace, async (tx) => {
      await this.workspaces.reload(tx, workspace);
      await this.clients.reload(tx, workspace);
      await this.partners.reload(tx, workspace);
      await this.faults.reload(tx, workspace);
      await this.scenarios.reload(tx, workspace);
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
    for (const forget of this.removalCallbacks) forget(workspace);
  }
}

function generateId(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  return `ws-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`;
}
