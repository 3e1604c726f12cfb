import { monotonicMs } from '../time/time.js';
import type { PartnerQueue } from './partner-queue.js';

/** Concurrent calls to our own roles, of all workspaces together, while partners send requests. */
const SLOTS = 4;
/** Concurrent calls while no partner sends a request: more of them share a commit, and so its flush to the disk. */
const QUIET_SLOTS = 32;
/** Time without a request after which it is quiet. */
const QUIET_AFTER_MS = 50;

/** Limits the concurrent calls to our own roles. A clock advance that waits for a slot goes before the queues that wait. */
export class OwnCallSlots {
  private used = 0;
  private lastRequest = -Infinity;
  private readonly advances: (() => void)[] = [];
  /** Queues that wait, the longest wait first. */
  private readonly queues = new Set<PartnerQueue>();

  constructor(private readonly drain: (queue: PartnerQueue) => void) {}

  /** Gives way to the requests of partners, because one was answered. */
  giveWay(): void {
    this.lastRequest = monotonicMs();
  }

  /** Takes a slot, and waits until one is free. */
  async take(): Promise<void> {
    if (this.isFree()) this.used += 1;
    else await new Promise<void>((resolve) => this.advances.push(resolve));
  }

  /** Takes a slot for a queue. False: none is free, and the queue is drained when one is released. */
  takeOrDrainLater(queue: PartnerQueue): boolean {
    const isFree = this.isFree();
    if (isFree) this.used += 1;
    else this.queues.add(queue);
    return isFree;
  }

  /** Frees a slot. The clock advance that waits longest gets it. */
  release(): void {
    const next = this.advances.shift();
    if (next) next();
    else this.used -= 1;
    const queues = [...this.queues];
    this.queues.clear();
    for (const queue of queues) this.drain(queue);
  }

  private isFree(): boolean {
    const isQuiet = monotonicMs() - this.lastRequest > QUIET_AFTER_MS;
    return this.used < (isQuiet ? QUIET_SLOTS : SLOTS);
  }

  /** Drops a queue that is closed. */
  forget(queue: PartnerQueue): void {
    this.queues.delete(queue);
  }
}
