import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOG } from '../observability/log.js';
import { realNow, startTimer } from '../time/time.js';
import { Ownership } from '../workspaces/ownership.js';
import { expiryOf } from '../workspaces/workspaces.js';
import { ReplicaRepository, type Unowned } from './replica.repository.js';
import { WorkspacePlaces } from './workspace-places.js';

const PAUSE_MS = 1_000;
/** Workspaces that are acquired at once. Several processes share them, because each takes them in its own order. */
const AT_ONCE = 20;

/** Acquires workspaces without an owner that have something to do: messages to send, a change to finish, or their expiry. */
@Injectable()
export class Takeover {
  private cancelTimer: (() => void) | undefined;
  private running = false;

  constructor(
    private readonly repository: ReplicaRepository,
    private readonly ownership: Ownership,
    private readonly places: WorkspacePlaces,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  start(): void {
    this.running = true;
    this.schedule();
  }

  stop(): void {
    this.running = false;
    this.cancelTimer?.();
  }

  private schedule(): void {
    this.cancelTimer = startTimer(PAUSE_MS, () => {
      void this.acquire().finally(() => this.running && this.schedule());
    });
  }

  private async acquire(): Promise<void> {
    if (!this.ownership.isLeaseValid) return;
    try {
      await this.repository.removeDead();
      const waiting = (await this.repository.unowned()).filter(hasSomethingToDo);
      const some = shuffled(waiting).slice(0, AT_ONCE);
      await Promise.all(some.map(({ id }) => this.places.locate(id)));
    } catch (err) {
      this.log.warn({ err }, 'workspaces without an owner could not be acquired');
    }
  }
}

function hasSomethingToDo(workspace: Unowned): boolean {
  return workspace.hasWork || (expiryOf(workspace) ?? Infinity) <= realNow();
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
