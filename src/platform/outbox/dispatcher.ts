import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../workspaces/clock.js';
import { MAX_TIMESTAMP, startTimer, monotonicMs, toIsoUtc } from '../time/time.js';
import { Operations, operationNameOf } from '../api/operations.js';
import { LOG } from '../observability/log.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { OutboxRepository, DUE_BATCH_SIZE } from './outbox.repository.js';
import type { Attempt, OutboxMessage } from './outbox-message.entity.js';
import { PartnerClient, type SendOutcome } from './partner-client.js';
import { decideRetry } from './retry.js';

const TIMEOUT_MS = 10_000;
/** Calls at the same time: to a partner, per workspace; to our own roles, in all. */
const PARTNER_CALLS = 8;
const OWN_CALLS = 4;
/** An attempt inside an advance of the clock. */
const ADVANCE_TIMEOUT_MS = 2_000;
const MAX_ADVANCE_ATTEMPTS = 100;
/** What went wrong in here, and not at the partner, is not repeated sooner than this. */
const ERROR_PAUSE_MS = 1_000;
/** What is in flight at the end has so long to arrive. */
const STOP_TIMEOUT_MS = 5_000;

/** What goes from a workspace to a role: one slow partner keeps nobody else waiting. */
interface PartnerQueue {
  workspace: string;
  to: string;
  /** With what breaks each of them off. */
  inFlight: Map<string, { orderingKey: string; abort: AbortController; settled: Promise<void> }>;
  /** Read as due and not yet on its way; each of another sequence, none of one that is in flight. */
  ready: OutboxMessage[];
  /** There may be more that is due. */
  mayHaveMore: boolean;
  draining: boolean;
  cancelTimer?: (() => void) | undefined;
  /** Milliseconds since 1970 in the workspace's time, for which the timer is set. */
  timerFor?: number | undefined;
  onIdle: (() => void)[];
}

export interface AdvanceResult {
  now: string;
  delivered: number;
  failed: number;
  waiting: number;
}

/** Sends what is due, each message by one caller at a time, in order within its sequence. */
@Injectable()
export class Dispatcher {
  private readonly queues = new Map<string, PartnerQueue>();
  /** Who holds a workspace still takes turns; while anybody does, nothing new is sent by itself. */
  private readonly pauses = new Map<string, { count: number; turn: Promise<unknown> }>();
  private readonly receivingRoles: string[];
  private ownCalls = 0;
  /** Advances that wait for room to call our own roles. */
  private readonly waitingForSlot: (() => void)[] = [];
  /** Lanes that have something to send to our own roles, and found no room; the longest wait first. */
  private readonly queuesWithoutSlot = new Set<PartnerQueue>();
  private stopped = true;

  constructor(
    private readonly repository: OutboxRepository,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly client: PartnerClient,
    private readonly operations: Operations,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.receivingRoles = [...new Set(operations.all.map(({ servedBy }) => servedBy))];
  }

  /** Begins to send, what an earlier run left waiting first. */
  start(): void {
    this.stopped = false;
    for (const workspace of this.workspaces.ids()) this.wake(workspace);
  }

  /** Sends nothing new, and waits for what is on its way. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const queueFor of this.queues.values()) queueFor.cancelTimer?.();
    await Promise.all([...this.pauses.values()].map(({ turn }) => turn));
    await Promise.all(
      [...this.queues.values()].map((queue) => untilIdleOrAborted(queue, STOP_TIMEOUT_MS)),
    );
  }

  /** The time of the workspace, or what is to go out, is another: look for what is due. */
  wake(workspace: string): void {
    for (const queue of this.queuesOf(workspace)) this.drain(queue);
  }

  /** Something is to go to a role at that moment of the workspace's time. */
  schedule(workspace: string, to: string, dueAt: number): void {
    const queue = this.lane(workspace, to);
    if (queue.timerFor !== undefined && dueAt >= queue.timerFor) return;
    if (dueAt > this.clock.now(workspace)) this.setTimer(queue, dueAt);
    else this.drain(queue);
  }

  /** Waits for a delivery that is on its way, at most so many milliseconds. */
  async settled({ workspace, to, id }: OutboxMessage, patienceMs: number): Promise<void> {
    const landed = this.lane(workspace, to).inFlight.get(id)?.settled;
    if (!landed) return;
    await new Promise<void>((go) => {
      const cancel = startTimer(patienceMs, go);
      void landed.then(() => {
        cancel();
        go();
      });
    });
  }

  /** What was read as due to a role may not be any more. */
  requeue(workspace: string, to: string): void {
    const queue = this.lane(workspace, to);
    queue.ready = [];
    this.drain(queue);
  }

  /** Runs work while nothing of this workspace is being sent; what is in flight has so many milliseconds to arrive. */
  async withDispatchPaused<T>(
    workspace: string,
    patienceMs: number,
    work: () => Promise<T>,
  ): Promise<T> {
    const hold = this.pauses.get(workspace) ?? { count: 0, turn: Promise.resolve() };
    this.pauses.set(workspace, hold);
    hold.count += 1;
    const mine = hold.turn
      .then(() =>
        Promise.all(this.queuesOf(workspace).map((queue) => untilIdleOrAborted(queue, patienceMs))),
      )
      .then(work)
      .finally(() => {
        hold.count -= 1;
        for (const queue of this.queuesOf(workspace)) queue.ready = [];
        this.wake(workspace);
      });
    hold.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Moves the workspace's time on, stopping at every due time on the way to send what is due then. */
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
      const waiting = await this.repository.waiting(workspace);
      return { now: toIsoUtc(this.clock.now(workspace)), ...count, waiting };
    });
  }

  /** Nothing of a workspace that is no more is sent again. */
  async close(workspace: string): Promise<void> {
    await this.withDispatchPaused(workspace, 0, async () => undefined);
    for (const queue of this.queuesOf(workspace)) {
      queue.cancelTimer?.();
      this.queuesWithoutSlot.delete(queue);
      this.queues.delete(queueKey(queue.workspace, queue.to));
    }
    this.pauses.delete(workspace);
  }

  private lane(workspace: string, to: string): PartnerQueue {
    const key = queueKey(workspace, to);
    let queue = this.queues.get(key);
    if (!queue) {
      queue = {
        workspace,
        to,
        inFlight: new Map(),
        ready: [],
        mayHaveMore: false,
        draining: false,
        onIdle: [],
      };
      this.queues.set(key, queue);
    }
    return queue;
  }

  private queuesOf(workspace: string): PartnerQueue[] {
    return this.receivingRoles.map((to) => this.lane(workspace, to));
  }

  private async firstDue(workspace: string, moment: number): Promise<OutboxMessage | undefined> {
    const due = await Promise.all(
      this.receivingRoles.map((to) => this.repository.due(workspace, to, moment)),
    );
    const firsts = due.flatMap(([first]) => first ?? []);
    return firsts.toSorted((one, other) =>
      one.dueAt + one.id < other.dueAt + other.id ? -1 : 1,
    )[0];
  }

  private drain(queue: PartnerQueue): void {
    queue.mayHaveMore = true;
    if (queue.draining) return;
    queue.draining = true;
    this.sendDue(queue).catch((err: unknown) => {
      this.log.error({ err, workspace: queue.workspace }, 'deliveries cannot be read');
      startTimer(ERROR_PAUSE_MS, () => this.drain(queue));
    });
  }

  private async sendDue(queue: PartnerQueue): Promise<void> {
    try {
      while (this.canSend(queue)) {
        if (queue.ready.length === 0) {
          if (!queue.mayHaveMore) return;
          await this.refill(queue);
        } else {
          if (!this.hasFreeSlot(queue)) {
            this.queuesWithoutSlot.add(queue);
            return;
          }
          this.startSending(queue, queue.ready.shift()!);
        }
      }
    } finally {
      queue.draining = false;
    }
  }

  private async refill(queue: PartnerQueue): Promise<void> {
    const { workspace, to } = queue;
    queue.mayHaveMore = false;
    queue.cancelTimer?.();
    queue.timerFor = undefined;
    const now = this.clock.now(workspace);
    const busy = [...queue.inFlight.values()].map(({ orderingKey }) => orderingKey);
    const due = await this.repository.due(workspace, to, now, busy);
    if (!this.canSend(queue)) return;
    queue.ready = due;
    if (due.length === DUE_BATCH_SIZE) queue.mayHaveMore = true;
    const next = await this.repository.nextDue(workspace, to, now);
    if (next !== undefined) this.setTimer(queue, next);
  }

  private canSend({ workspace }: PartnerQueue): boolean {
    const held = (this.pauses.get(workspace)?.count ?? 0) > 0;
    return !this.stopped && !held && this.workspaces.has(workspace);
  }

  private hasFreeSlot({ workspace, to, inFlight }: PartnerQueue): boolean {
    return this.client.isOwn(workspace, to)
      ? this.ownCalls < OWN_CALLS
      : inFlight.size < PARTNER_CALLS;
  }

  private startSending(queue: PartnerQueue, message: OutboxMessage): void {
    const { workspace, id } = message;
    const own = this.client.isOwn(workspace, message.to);
    const breakOff = new AbortController();
    let land = (): void => undefined;
    const landed = new Promise<void>((tell) => {
      land = tell;
    });
    queue.inFlight.set(id, { orderingKey: message.orderingKey, abort: breakOff, settled: landed });
    if (own) this.ownCalls += 1;
    const free = (): void => {
      queue.inFlight.delete(id);
      if (own) this.releaseSlot();
      if (queue.inFlight.size === 0) for (const tell of queue.onIdle.splice(0)) tell();
      land();
      // Room for our own calls may be what another lane waits for; the one that had it now comes last.
      if (own) this.drainQueuesWithoutSlot();
      this.drain(queue);
    };
    this.attempt(message, TIMEOUT_MS, breakOff).then(free, (err: unknown) => {
      this.log.error(
        { err, workspace, id },
        'a delivery could not be recorded; it will be sent again',
      );
      startTimer(ERROR_PAUSE_MS, free);
    });
  }

  /** An attempt of an advance: calls of our own roles take turns with those of all workspaces. */
  private async attemptWithSlot(message: OutboxMessage): Promise<OutboxMessage['state']> {
    if (!this.client.isOwn(message.workspace, message.to))
      return this.attempt(message, ADVANCE_TIMEOUT_MS);
    if (this.ownCalls >= OWN_CALLS)
      await new Promise<void>((room) => this.waitingForSlot.push(room));
    else this.ownCalls += 1;
    try {
      return await this.attempt(message, ADVANCE_TIMEOUT_MS);
    } finally {
      this.releaseSlot();
      this.drainQueuesWithoutSlot();
    }
  }

  private drainQueuesWithoutSlot(): void {
    const lanes = [...this.queuesWithoutSlot];
    this.queuesWithoutSlot.clear();
    for (const queue of lanes) this.drain(queue);
  }

  /** The room for one call of our own roles is free: the advance that waits longest has it. */
  private releaseSlot(): void {
    const next = this.waitingForSlot.shift();
    if (next) next();
    else this.ownCalls -= 1;
  }

  private async attempt(
    message: OutboxMessage,
    timeoutMs: number,
    breakOff = new AbortController(),
  ): Promise<OutboxMessage['state']> {
    const { workspace, id } = message;
    const operation = this.operations.findStored(message.operation, message.to);
    const started = monotonicMs();
    const at = toIsoUtc(this.clock.now(workspace));
    const cancel = startTimer(timeoutMs, () =>
      breakOff.abort(new DOMException('', 'TimeoutError')),
    );
    const outcome: SendOutcome = operation
      ? await this.client.send(message, operation, breakOff.signal)
      : {
          kind: 'no-token',
          error: `${operationNameOf(message.operation)} belongs to a role that is not served`,
          status: 404,
        };
    cancel();
    const attempts = [...message.attempts, attemptOf(outcome, at, monotonicMs() - started)];
    const next = decideRetry(
      outcome,
      attempts.length,
      this.workspaces.settings(workspace).retryPauses,
    );
    const { state } = next;
    const dueAt =
      state === 'waiting' ? toIsoUtc(this.clock.now(workspace) + next.pauseMs) : message.dueAt;
    await this.repository.record({ ...message, state, dueAt, attempts });
    if (state !== 'sent')
      this.log.warn({ workspace, id, outcome, next }, 'a delivery did not arrive');
    return state;
  }

  private setTimer(queue: PartnerQueue, dueAt: number): void {
    if (queue.timerFor !== undefined && queue.timerFor <= dueAt) return;
    queue.cancelTimer?.();
    queue.timerFor = dueAt;
    const left = this.clock.until(queue.workspace, dueAt);
    const fire = (): void => {
      queue.timerFor = undefined;
      this.drain(queue);
    };
    queue.cancelTimer = left === undefined ? undefined : startTimer(left, fire);
  }
}

function queueKey(workspace: string, to: string): string {
  return `${workspace}\n${to}`;
}

async function untilIdle(queue: PartnerQueue): Promise<void> {
  while (queue.inFlight.size > 0) await new Promise<void>((tell) => queue.onIdle.push(tell));
}

async function untilIdleOrAborted(queue: PartnerQueue, patienceMs: number): Promise<void> {
  const cancel = startTimer(patienceMs, () => {
    for (const { abort } of queue.inFlight.values()) abort.abort();
  });
  await untilIdle(queue);
  cancel();
}

function attemptOf(outcome: SendOutcome, at: string, took: number): Attempt {
  const { exchange } = outcome;
  const durationMs = Math.round(took);
  const filed = { durationMs, ...(exchange !== undefined && { exchange }) };
  if (outcome.kind === 'answered') return { at, status: outcome.status, ...filed };
  const status = outcome.kind === 'no-token' ? outcome.status : undefined;
  return { at, ...(status !== undefined && { status }), error: outcome.error, ...filed };
}
