import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../../platform/observability/log.js';
import { realNow, startTimer } from '../../platform/time/time.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Ownership } from '../../platform/workspaces/ownership.js';
import { expiryOf, Workspaces } from '../../platform/workspaces/workspaces.js';
import { Lifecycle } from './lifecycle.js';

/** Minimum pause between two searches for expired workspaces. */
const MIN_PAUSE_MS = 50;
/** Pause after an error. */
const ERROR_PAUSE_MS = 5_000;

/** Removes workspaces that were not used for their `expiresAfter`. */
@WorkspaceScoped('traffic')
@Injectable()
export class Expiry implements WorkspaceScoped, BeforeApplicationShutdown {
  private cancelTimer: (() => void) | undefined;
  private running = false;

  constructor(
    private readonly workspaces: Workspaces,
    private readonly ownership: Ownership,
    private readonly lifecycle: Lifecycle,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Starts to remove expired workspaces. */
  start(): void {
    this.running = true;
    this.schedule();
  }

  /** Sets the timer again, because a new workspace may expire before all others. */
  open(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.running = false;
    this.cancelTimer?.();
    await this.persistLastUsed();
  }

  /** In a shared database the last use is written with the lease. */
  private async persistLastUsed(): Promise<void> {
    if (!this.ownership.isShared) await this.workspaces.persistLastUsed();
  }

  private expiryOf(id: string): number | undefined {
    return this.workspaces.has(id) ? expiryOf(this.workspaces.get(id)) : undefined;
  }

  private schedule(): void {
    this.cancelTimer?.();
    if (!this.running) return;
    const moments = this.workspaces.ids().flatMap((id) => this.expiryOf(id) ?? []);
    if (moments.length === 0) return;
    const pause = Math.max(MIN_PAUSE_MS, Math.min(...moments) - realNow());
    this.cancelTimer = startTimer(pause, () => void this.removeExpired());
  }

  private async removeExpired(): Promise<void> {
    try {
      const now = realNow();
      for (const id of this.workspaces.ids()) {
        const moment = this.expiryOf(id);
        if (moment !== undefined && moment <= now) await this.lifecycle.remove(id);
      }
      await this.persistLastUsed();
      this.schedule();
    } catch (err) {
      this.log.error({ err }, 'an expired workspace could not be removed');
      this.cancelTimer = startTimer(ERROR_PAUSE_MS, () => this.schedule());
    }
  }
}
