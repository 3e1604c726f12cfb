import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../workspaces/clock.js';
import { MAX_TIMESTAMP, startTimer, toIsoUtc } from '../time/time.js';
import { Operations } from '../api/operations.js';
import { Journal } from '../journal/journal.js';
import { LOG } from '../observability/log.js';
import { Store } from '../persistence/store.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { Ownership } from '../workspaces/ownership.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { OutboxRepository, DUE_BATCH_SIZE } from './outbox.repository.js';
import { MessageSender } from './message-sender.js';
import type { OutboxMessage } from './outbox-message.entity.js';
import { OwnCallSlots } from './own-call-slots.js';
import { PartnerQueue } from './partner-queue.js';
import { PartnerClient } from './partner-client.js';

const ATTEMPT_TIMEOUT_MS = 10_000;
/** Concurrent calls to one partner of a workspace. */
const PARTNER_CALLS = 8;
/**
 * Time that a partner gets during a clock advance. A call to our own roles keeps its 10 s: it is late
 * only when this process is overloaded, and then it arrives.
 */
const ADVANCE_TIMEOUT_MS = 2_000;
const MAX_ADVANCE_ATTEMPTS = 100;
/** Pause after an internal error, for example a failed read. */
const ERROR_PAUSE_MS = 1_000;
/** Time that calls in flight get when the server stops. */
const STOP_TIMEOUT_MS = 3_000;

export interface AdvanceResult {
  now: string;
  delivered: number;
  failed: number;
  waiting: number;
}

/** Sends due messages, each once at a time, in order within their ordering key. */
@WorkspaceScoped('traffic')
@Injectable()
export class Dispatcher implements WorkspaceScoped {
  private readonly queues = new Map<string, PartnerQueue>();
  /**
   * FIFO lock per workspace. While it is held nothing is sent, so that reset and clock advance work
   * on a quiet outbox.
   */
  private readonly pauses = new Map<string, { count: number; turn: Promise<unknown> }>();
  private readonly receivingRoles: string[];
  private readonly ownCallSlots = new OwnCallSlots((queue) => this.drain(queue));
  /** Queues that send again when the database can be used. */
  private readonly suspended = new Set<PartnerQueue>();
  private stopped = true;

  constructor(
    private readonly store: Store,
    private readonly repository: OutboxRepository,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly ownership: Ownership,
    private readonly client: PartnerClient,
    private readonly sender: MessageSender,
    operations: Operations,
    journal: Journal,
    @Inject(LOG) private readonly log: Logger,
  ) {
    journal.onBeforeAdd(({ direction, peer }) => {
      if (direction === 'inbound' && peer === 'partner') this.ownCallSlots.giveWay();
    });
    this.receivingRoles = [...new Set(operations.all.map(({ servedBy }) => servedBy))];
  }

  /** Starts sending, including messages that an earlier run left waiting. */
  start(): void {
    this.stopped = false;
    for (const workspace of this.workspaces.ids()) this.wake(workspace);
  }

  /** Stops sending and waits for calls in flight. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const queue of this.queues.values()) queue.cancelTimer();
    // The result of a call cannot be recorded, so there is nothing to wait for.
    if (this.store.unavailable) return;
    await Promise.all([...this.pauses.values()].map(({ turn }) => turn));
    await Promise.all(
      [...this.queues.values()].map((queue) => queue.untilIdleOrAborted(STOP_TIMEOUT_MS)),
    );
  }

  /** Looks for due messages after the clock or the outbox of a workspace changed. */
  wake(workspace: string): void {
    for (const queue of this.queuesOf(workspace)) this.drain(queue);
  }

  /** Schedules a message to a role, in milliseconds since 1970 of workspace time. */
  schedule(workspace: string, to: string, dueAt: number): void {
    const queue = this.queueFor(workspace, to);
    if (queue.wakesBy(dueAt)) return;
    if (dueAt > this.clock.now(workspace)) this.setTimer(queue, dueAt);
    else this.drain(queue);
  }

  /** Waits until a message is no longer in flight, at most `timeoutMs`. */
  async settled({ workspace, to, id }: OutboxMessage, timeoutMs: number): Promise<void> {
    const settled = this.queueFor(workspace, to).settled(id);
    if (!settled) return;
    await new Promise<void>((resolve) => {
      const cancel = startTimer(timeoutMs, resolve);
      void settled.then(() => {
        cancel();
        resolve();
      });
    });
  }

  /** Reads the due messages of a role again, after one was cancelled or pulled forward. */
  requeue(workspace: string, to: string): void {
    const queue = this.queueFor(workspace, to);
    queue.ready = [];
    this.drain(queue);
  }

  /** Runs work while nothing of the workspace is sent. Calls to partners in flight get `timeoutMs` before they are aborted. */
  async withDispatchPaused<T>(
    workspace: string,
    timeoutMs: number,
    work: () => Promise<T>,
  ): Promise<T> {
    // The calls in flight end when their results are recorded, which the database does not allow.
    if (this.store.unavailable) throw this.store.unavailable;
    const pause = this.pauses.get(workspace) ?? { count: 0, turn: Promise.resolve() };
    this.pauses.set(workspace, pause);
    pause.count += 1;
    const result = pause.turn
      .then(() => this.untilIdleOrAborted(workspace, timeoutMs))
      .then(work)
      .finally(() => {
        pause.count -= 1;
        if (!this.workspaces.has(workspace)) return;
        for (const queue of this.queuesOf(workspace)) queue.ready = [];
        this.wake(workspace);
      });
    pause.turn = result.catch(() => undefined);
    return result;
  }

  /** Advances the clock of a workspace from due time to due time, and sends the messages that fall due. */
  async advance(workspace: string, byMs: number): Promise<AdvanceResult> {
    return this.withDispatchPaused(workspace, ADVANCE_TIMEOUT_MS, async () => {
      const target = Math.min(this.clock.now(workspace) + byMs, MAX_TIMESTAMP);
      const count = { delivered: 0, failed: 0 };
      for (let attempts = 0; attempts < MAX_ADVANCE_ATTEMPTS && !this.stopped; attempts += 1) {
        const next = await this.firstDue(workspace, target);
        if (!next) break;
        await this.clock.set(
          workspace,
          Math.max(this.clock.now(workspace), Date.parse(next.dueAt)),
        );
        const state = await this.attemptWithSlot(next);
        if (state === 'sent') count.delivered += 1;
        else if (state !== 'waiting') count.failed += 1;
      }
      await this.clock.set(workspace, Math.max(this.clock.now(workspace), target));
      const waiting = await this.store.read(workspace, (tx) =>
        this.repository.waiting(tx, workspace),
      );
      return { now: toIsoUtc(this.clock.now(workspace)), ...count, waiting };
    });
  }

  open(workspace: string): void {
    this.wake(workspace);
  }

  /** Stops sending for a removed workspace. */
  close(workspace: string): void {
    for (const queue of this.queuesOf(workspace)) {
      queue.cancelTimer();
      this.ownCallSlots.forget(queue);
      this.queues.delete(queueKey(queue.workspace, queue.to));
    }
    this.pauses.delete(workspace);
  }

  private queueFor(workspace: string, to: string): PartnerQueue {
    const key = queueKey(workspace, to);
    let queue = this.queues.get(key);
    if (!queue) this.queues.set(key, (queue = new PartnerQueue(workspace, to)));
    return queue;
  }

  private queuesOf(workspace: string): PartnerQueue[] {
    return this.receivingRoles.map((to) => this.queueFor(workspace, to));
  }

  private async firstDue(workspace: string, moment: number): Promise<OutboxMessage | undefined> {
    const due = await Promise.all(
      this.receivingRoles.map((to) => this.repository.due(workspace, to, moment)),
    );
    const firsts = due.flatMap(([first]) => first ?? []);
    return firsts.toSorted((a, b) => (a.dueAt + a.id < b.dueAt + b.id ? -1 : 1))[0];
  }

  private drain(queue: PartnerQueue): void {
    if (this.store.unavailable) {
      this.suspend(queue);
      return;
    }
    queue.mayHaveMore = true;
    if (queue.draining) return;
    queue.draining = true;
    this.sendDue(queue).catch((err: unknown) => {
      this.log.error({ err, workspace: queue.workspace }, 'cannot read the waiting messages');
      startTimer(ERROR_PAUSE_MS, () => this.drain(queue));
    });
  }

  /** Suspends a queue while the database cannot be used: a result could not be recorded. */
  private suspend(queue: PartnerQueue): void {
    const isFirst = this.suspended.size === 0;
    this.suspended.add(queue);
    if (!isFirst) return;
    void this.store.available().then(() => {
      const queues = [...this.suspended];
      this.suspended.clear();
      if (!this.stopped) for (const one of queues) this.drain(one);
    });
  }

  private async sendDue(queue: PartnerQueue): Promise<void> {
    try {
      while (this.canSend(queue)) {
        if (queue.ready.length === 0) {
          if (!queue.mayHaveMore) return;
          await this.refill(queue);
        } else {
          if (!this.takeSlot(queue)) return;
          this.startSending(queue, queue.ready.shift()!);
        }
      }
    } finally {
      queue.draining = false;
      if (this.store.unavailable) this.suspend(queue);
    }
  }

  private async refill(queue: PartnerQueue): Promise<void> {
    const { workspace, to } = queue;
    queue.mayHaveMore = false;
    queue.cancelTimer();
    const now = this.clock.now(workspace);
    const due = await this.repository.due(workspace, to, now, queue.busyKeys());
    if (!this.canSend(queue)) return;
    queue.ready = due;
    if (due.length === DUE_BATCH_SIZE) queue.mayHaveMore = true;
    const next = await this.repository.nextDue(workspace, to, now);
    if (next !== undefined) this.setTimer(queue, next);
  }

  private canSend({ workspace }: PartnerQueue): boolean {
    const paused = (this.pauses.get(workspace)?.count ?? 0) > 0 || this.store.unavailable;
    return (
      !this.stopped && !paused && this.workspaces.has(workspace) && this.ownership.mayAct(workspace)
    );
  }

  private takeSlot(queue: PartnerQueue): boolean {
    return this.client.isOwn(queue.workspace, queue.to)
      ? this.ownCallSlots.takeOrDrainLater(queue)
      : queue.inFlight < PARTNER_CALLS;
  }

  private startSending(queue: PartnerQueue, message: OutboxMessage): void {
    const { workspace, id } = message;
    const own = this.client.isOwn(workspace, message.to);
    const { abort, end } = queue.begin(message);
    const finish = (): void => {
      end();
      this.drain(queue);
    };
    // A slot limits the calls. The result is recorded without it, together with the results of other calls.
    const onCalled = (): void => {
      if (own) this.ownCallSlots.release();
    };
    this.sender
      .attempt(message, ATTEMPT_TIMEOUT_MS, { abort, onCalled })
      .then(finish, (err: unknown) => {
        // The next owner of a workspace sends it again.
        if (this.ownership.has(workspace))
          this.log.error(
            { err, workspace, id },
            'cannot record the result of a message; the message will be sent again',
          );
        startTimer(ERROR_PAUSE_MS, finish);
      });
  }

  /** Attempt of a clock advance. Calls to our own roles need one of the shared slots. */
  private async attemptWithSlot(message: OutboxMessage): Promise<OutboxMessage['state']> {
    if (!this.client.isOwn(message.workspace, message.to))
      return this.sender.attempt(message, ADVANCE_TIMEOUT_MS);
    await this.ownCallSlots.take();
    try {
      return await this.sender.attempt(message, ATTEMPT_TIMEOUT_MS);
    } finally {
      this.ownCallSlots.release();
    }
  }

  private setTimer(queue: PartnerQueue, dueAt: number): void {
    if (queue.wakesBy(dueAt)) return;
    queue.wakeAt(dueAt, this.clock.until(queue.workspace, dueAt), () => this.drain(queue));
  }

  private async untilIdleOrAborted(workspace: string, partnerTimeoutMs: number): Promise<void> {
    const timeoutOf = ({ to }: PartnerQueue): number =>
      this.client.isOwn(workspace, to) ? ATTEMPT_TIMEOUT_MS : partnerTimeoutMs;
    const queues = this.queuesOf(workspace);
    await Promise.all(queues.map((queue) => queue.untilIdleOrAborted(timeoutOf(queue))));
  }
}

function queueKey(workspace: string, to: string): string {
  return `${workspace}\n${to}`;
}
