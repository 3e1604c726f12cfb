import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../workspaces/clock.js';
import { MAX_TIMESTAMP, startTimer, monotonicMs, toIsoUtc } from '../time/time.js';
import { Operations, operationNameOf } from '../api/operations.js';
import { LOG } from '../observability/log.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { OutboxRepository, DUE_BATCH_SIZE } from './outbox.repository.js';
import type { Attempt, OutboxMessage } from './outbox-message.entity.js';
import { PartnerClient, type SendOutcome } from './partner-client.js';
import { decideRetry } from './retry.js';

const TIMEOUT_MS = 10_000;
/** Concurrent calls: to one partner of a workspace, and to our own roles in total. */
const PARTNER_CALLS = 8;
const OWN_CALLS = 4;
/** Time limit of an attempt during a clock advance. */
const ADVANCE_TIMEOUT_MS = 2_000;
const MAX_ADVANCE_ATTEMPTS = 100;
/** Pause after an internal error, for example a failed read. */
const ERROR_PAUSE_MS = 1_000;
/** Time that calls in flight get when the server stops. */
const STOP_TIMEOUT_MS = 5_000;

/** Messages from one workspace to one role. Separate queues, so that a slow partner delays no other. */
interface PartnerQueue {
  workspace: string;
  to: string;
  /** Calls in flight by message id. */
  inFlight: Map<string, { orderingKey: string; abort: AbortController; settled: Promise<void> }>;
  /** Due messages that wait for a call: one per ordering key, none of a key that is in flight. */
  ready: OutboxMessage[];
  /** True: more messages may be due than `ready` holds. */
  mayHaveMore: boolean;
  draining: boolean;
  cancelTimer?: (() => void) | undefined;
  /** Due time of the timer, in milliseconds since 1970 of workspace time. */
  timerFor?: number | undefined;
  onIdle: (() => void)[];
}

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
  /** FIFO lock per workspace. While it is held nothing is sent, so that reset and clock advance work on a quiet outbox. */
  private readonly pauses = new Map<string, { count: number; turn: Promise<unknown> }>();
  private readonly receivingRoles: string[];
  private ownCalls = 0;
  /** Clock advances that wait for a slot to call our own roles. */
  private readonly waitingForSlot: (() => void)[] = [];
  /** Queues that wait for a slot to call our own roles, the longest wait first. */
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

  /** Starts sending, including messages that an earlier run left waiting. */
  start(): void {
    this.stopped = false;
    for (const workspace of this.workspaces.ids()) this.wake(workspace);
  }

  /** Stops sending and waits for calls in flight. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const queueFor of this.queues.values()) queueFor.cancelTimer?.();
    await Promise.all([...this.pauses.values()].map(({ turn }) => turn));
    await Promise.all(
      [...this.queues.values()].map((queue) => untilIdleOrAborted(queue, STOP_TIMEOUT_MS)),
    );
  }

  /** Looks for due messages after the clock or the outbox of a workspace changed. */
  wake(workspace: string): void {
    for (const queue of this.queuesOf(workspace)) this.drain(queue);
  }

  /** Schedules a message to a role, in milliseconds since 1970 of workspace time. */
  schedule(workspace: string, to: string, dueAt: number): void {
    const queue = this.lane(workspace, to);
    if (queue.timerFor !== undefined && dueAt >= queue.timerFor) return;
    if (dueAt > this.clock.now(workspace)) this.setTimer(queue, dueAt);
    else this.drain(queue);
  }

  /** Waits until a message is no longer in flight, at most `timeoutMs`. */
  async settled({ workspace, to, id }: OutboxMessage, timeoutMs: number): Promise<void> {
    const settled = this.lane(workspace, to).inFlight.get(id)?.settled;
    if (!settled) return;
    await new Promise<void>((go) => {
      const cancel = startTimer(timeoutMs, go);
      void settled.then(() => {
        cancel();
        go();
      });
    });
  }

  /** Reads the due messages of a role again, after one was cancelled or pulled forward. */
  requeue(workspace: string, to: string): void {
    const queue = this.lane(workspace, to);
    queue.ready = [];
    this.drain(queue);
  }

  /** Runs work while nothing of the workspace is sent. Calls in flight get `timeoutMs` before they are aborted. */
  async withDispatchPaused<T>(
    workspace: string,
    timeoutMs: number,
    work: () => Promise<T>,
  ): Promise<T> {
    const pause = this.pauses.get(workspace) ?? { count: 0, turn: Promise.resolve() };
    this.pauses.set(workspace, pause);
    pause.count += 1;
    const result = pause.turn
      .then(() =>
        Promise.all(this.queuesOf(workspace).map((queue) => untilIdleOrAborted(queue, timeoutMs))),
      )
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
      const waiting = await this.repository.waiting(workspace);
      return { now: toIsoUtc(this.clock.now(workspace)), ...count, waiting };
    });
  }

  open(workspace: string): void {
    this.wake(workspace);
  }

  /** Stops sending for a removed workspace. */
  close(workspace: string): void {
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
      this.log.error({ err, workspace: queue.workspace }, 'waiting messages cannot be read');
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
    const paused = (this.pauses.get(workspace)?.count ?? 0) > 0;
    return !this.stopped && !paused && this.workspaces.has(workspace);
  }

  private hasFreeSlot({ workspace, to, inFlight }: PartnerQueue): boolean {
    return this.client.isOwn(workspace, to)
      ? this.ownCalls < OWN_CALLS
      : inFlight.size < PARTNER_CALLS;
  }

  private startSending(queue: PartnerQueue, message: OutboxMessage): void {
    const { workspace, id } = message;
    const own = this.client.isOwn(workspace, message.to);
    const abort = new AbortController();
    let settle = (): void => undefined;
    const settled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    queue.inFlight.set(id, { orderingKey: message.orderingKey, abort, settled });
    if (own) this.ownCalls += 1;
    const finish = (): void => {
      queue.inFlight.delete(id);
      if (own) this.releaseSlot();
      if (queue.inFlight.size === 0) for (const resolve of queue.onIdle.splice(0)) resolve();
      settle();
      // Another queue may wait for this slot; this queue comes last.
      if (own) this.drainQueuesWithoutSlot();
      this.drain(queue);
    };
    this.attempt(message, TIMEOUT_MS, abort).then(finish, (err: unknown) => {
      this.log.error(
        { err, workspace, id },
        'the result of a message was not recorded; it is sent again',
      );
      startTimer(ERROR_PAUSE_MS, finish);
    });
  }

  /** Attempt of a clock advance. Calls to our own roles need one of the shared slots. */
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

  /** Frees a slot for calls to our own roles. The clock advance that waits longest gets it. */
  private releaseSlot(): void {
    const next = this.waitingForSlot.shift();
    if (next) next();
    else this.ownCalls -= 1;
  }

  private async attempt(
    message: OutboxMessage,
    timeoutMs: number,
    abort = new AbortController(),
  ): Promise<OutboxMessage['state']> {
    const { workspace, id } = message;
    const operation = this.operations.findStored(message.operation, message.to);
    const started = monotonicMs();
    const at = toIsoUtc(this.clock.now(workspace));
    const cancel = startTimer(timeoutMs, () => abort.abort(new DOMException('', 'TimeoutError')));
    const outcome: SendOutcome = operation
      ? await this.client.send(message, operation, abort.signal)
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
      this.log.warn({ workspace, id, outcome, next }, 'a message did not arrive');
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
  while (queue.inFlight.size > 0) await new Promise<void>((resolve) => queue.onIdle.push(resolve));
}

async function untilIdleOrAborted(queue: PartnerQueue, timeoutMs: number): Promise<void> {
  const cancel = startTimer(timeoutMs, () => {
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
