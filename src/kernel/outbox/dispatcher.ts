import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../clock/clock.js';
import { LATEST, after, stopwatch, zulu } from '../clock/time.js';
import type { Operation } from '../contract/operation.js';
import { LOG } from '../observe/log.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { DeliveryQueue, WINDOW } from './delivery-queue.js';
import type { Attempt, Delivery } from './delivery.entity.js';
import { PartnerClient, type Outcome } from './partner-client.js';
import { nextStep } from './retry.js';

/** Injection token of the operations that can go out, by name. */
export const OPERATIONS = Symbol('operations');

const TIMEOUT_MS = 10_000;
/** Calls at the same time: to a partner, per workspace; to our own roles, in all. */
const PARTNER_CALLS = 8;
const OWN_CALLS = 4;
/** An attempt inside an advance of the clock. */
const ADVANCE_TIMEOUT_MS = 2_000;
const MOST_ADVANCE_ATTEMPTS = 100;
/** What went wrong in here, and not at the partner, is not repeated sooner than this. */
const AFTER_TROUBLE_MS = 1_000;
/** What is in flight at the end has so long to arrive. */
const STOP_PATIENCE_MS = 5_000;

/** What goes from a workspace to a role: one slow partner keeps nobody else waiting. */
interface Lane {
  workspace: string;
  to: string;
  /** With what breaks each of them off. */
  inFlight: Map<string, { sequence: string; breakOff: AbortController; landed: Promise<void> }>;
  /** Read as due and not yet on its way; each of another sequence, none of one that is in flight. */
  ready: Delivery[];
  /** There may be more that is due. */
  again: boolean;
  pumping: boolean;
  cancelTimer?: (() => void) | undefined;
  /** Milliseconds since 1970 in the workspace's time, for which the timer is set. */
  timerFor?: number | undefined;
  idle: (() => void)[];
}

export interface Advanced {
  now: string;
  delivered: number;
  failed: number;
  waiting: number;
}

/** Sends what is due, each message by one caller at a time, in order within its sequence. */
@Injectable()
export class Dispatcher {
  private readonly lanes = new Map<string, Lane>();
  /** Who holds a workspace still takes turns; while anybody does, nothing new is sent by itself. */
  private readonly holds = new Map<string, { count: number; turn: Promise<unknown> }>();
  private readonly receivers: string[];
  private ownCalls = 0;
  /** Advances that wait for room to call our own roles. */
  private readonly waitingForRoom: (() => void)[] = [];
  /** Lanes that have something to send to our own roles, and found no room; the longest wait first. */
  private readonly lanesWithoutRoom = new Set<Lane>();
  private stopped = true;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly client: PartnerClient,
    @Inject(OPERATIONS) private readonly operations: Record<string, Operation>,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.receivers = [...new Set(Object.values(operations).map(({ servedBy }) => servedBy))];
  }

  /** Begins to send, what an earlier run left waiting first. */
  start(): void {
    this.stopped = false;
    for (const workspace of this.workspaces.ids()) this.wake(workspace);
  }

  /** Sends nothing new, and waits for what is on its way. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const lane of this.lanes.values()) lane.cancelTimer?.();
    await Promise.all([...this.holds.values()].map(({ turn }) => turn));
    await Promise.all(
      [...this.lanes.values()].map((lane) => settledWithin(lane, STOP_PATIENCE_MS)),
    );
  }

  /** The time of the workspace, or what is to go out, is another: look for what is due. */
  wake(workspace: string): void {
    for (const lane of this.lanesOf(workspace)) this.pump(lane);
  }

  /** Something is to go to a role at that moment of the workspace's time. */
  expect(workspace: string, to: string, dueAt: number): void {
    const lane = this.lane(workspace, to);
    if (lane.timerFor !== undefined && dueAt >= lane.timerFor) return;
    if (dueAt > this.clock.now(workspace)) this.setTimer(lane, dueAt);
    else this.pump(lane);
  }

  /** Waits for a delivery that is on its way, at most so many milliseconds. */
  async landed({ workspace, to, id }: Delivery, patienceMs: number): Promise<void> {
    const landed = this.lane(workspace, to).inFlight.get(id)?.landed;
    if (!landed) return;
    await new Promise<void>((go) => {
      const cancel = after(patienceMs, go);
      void landed.then(() => {
        cancel();
        go();
      });
    });
  }

  /** What was read as due to a role may not be any more. */
  lookAgain(workspace: string, to: string): void {
    const lane = this.lane(workspace, to);
    lane.ready = [];
    this.pump(lane);
  }

  /** Runs work while nothing of this workspace is being sent; what is in flight has so many milliseconds to arrive. */
  async whileHeld<T>(workspace: string, patienceMs: number, work: () => Promise<T>): Promise<T> {
    const hold = this.holds.get(workspace) ?? { count: 0, turn: Promise.resolve() };
    this.holds.set(workspace, hold);
    hold.count += 1;
    const mine = hold.turn
      .then(() =>
        Promise.all(this.lanesOf(workspace).map((lane) => settledWithin(lane, patienceMs))),
      )
      .then(work)
      .finally(() => {
        hold.count -= 1;
        for (const lane of this.lanesOf(workspace)) lane.ready = [];
        this.wake(workspace);
      });
    hold.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Moves the workspace's time on, stopping at every due time on the way to send what is due then. */
  async advance(workspace: string, byMs: number): Promise<Advanced> {
    return this.whileHeld(workspace, ADVANCE_TIMEOUT_MS, async () => {
      const target = Math.min(this.clock.now(workspace) + byMs, LATEST);
      const count = { delivered: 0, failed: 0 };
      for (let attempts = 0; attempts < MOST_ADVANCE_ATTEMPTS && !this.stopped; attempts += 1) {
        const next = await this.first(workspace, target);
        if (!next) break;
        await this.clock.set(
          workspace,
          Math.max(this.clock.now(workspace), Date.parse(next.dueAt)),
        );
        const state = await this.attemptInTurn(next);
        if (state === 'sent') count.delivered += 1;
        else if (state !== 'waiting') count.failed += 1;
      }
      await this.clock.set(workspace, Math.max(this.clock.now(workspace), target));
      const waiting = await this.queue.waiting(workspace);
      return { now: zulu(this.clock.now(workspace)), ...count, waiting };
    });
  }

  /** Nothing of a workspace that is no more is sent again. */
  async close(workspace: string): Promise<void> {
    await this.whileHeld(workspace, 0, async () => undefined);
    for (const lane of this.lanesOf(workspace)) {
      lane.cancelTimer?.();
      this.lanesWithoutRoom.delete(lane);
      this.lanes.delete(keyOf(lane.workspace, lane.to));
    }
    this.holds.delete(workspace);
  }

  private lane(workspace: string, to: string): Lane {
    const key = keyOf(workspace, to);
    let lane = this.lanes.get(key);
    if (!lane) {
      lane = {
        workspace,
        to,
        inFlight: new Map(),
        ready: [],
        again: false,
        pumping: false,
        idle: [],
      };
      this.lanes.set(key, lane);
    }
    return lane;
  }

  private lanesOf(workspace: string): Lane[] {
    return this.receivers.map((to) => this.lane(workspace, to));
  }

  private async first(workspace: string, moment: number): Promise<Delivery | undefined> {
    const due = await Promise.all(
      this.receivers.map((to) => this.queue.due(workspace, to, moment)),
    );
    const firsts = due.flatMap(([first]) => first ?? []);
    return firsts.toSorted((one, other) =>
      one.dueAt + one.id < other.dueAt + other.id ? -1 : 1,
    )[0];
  }

  private pump(lane: Lane): void {
    lane.again = true;
    if (lane.pumping) return;
    lane.pumping = true;
    this.sendDue(lane).catch((err: unknown) => {
      this.log.error({ err, workspace: lane.workspace }, 'deliveries cannot be read');
      after(AFTER_TROUBLE_MS, () => this.pump(lane));
    });
  }

  private async sendDue(lane: Lane): Promise<void> {
    try {
      while (this.maySend(lane)) {
        if (lane.ready.length === 0) {
          if (!lane.again) return;
          await this.refill(lane);
        } else {
          if (!this.hasRoom(lane)) {
            this.lanesWithoutRoom.add(lane);
            return;
          }
          this.launch(lane, lane.ready.shift()!);
        }
      }
    } finally {
      lane.pumping = false;
    }
  }

  private async refill(lane: Lane): Promise<void> {
    const { workspace, to } = lane;
    lane.again = false;
    lane.cancelTimer?.();
    lane.timerFor = undefined;
    const now = this.clock.now(workspace);
    const busy = [...lane.inFlight.values()].map(({ sequence }) => sequence);
    const due = await this.queue.due(workspace, to, now, busy);
    if (!this.maySend(lane)) return;
    lane.ready = due;
    if (due.length === WINDOW) lane.again = true;
    const next = await this.queue.nextDue(workspace, to, now);
    if (next !== undefined) this.setTimer(lane, next);
  }

  private maySend({ workspace }: Lane): boolean {
    const held = (this.holds.get(workspace)?.count ?? 0) > 0;
    return !this.stopped && !held && this.workspaces.has(workspace);
  }

  private hasRoom({ workspace, to, inFlight }: Lane): boolean {
    return this.client.isOwn(workspace, to)
      ? this.ownCalls < OWN_CALLS
      : inFlight.size < PARTNER_CALLS;
  }

  private launch(lane: Lane, delivery: Delivery): void {
    const { workspace, id } = delivery;
    const own = this.client.isOwn(workspace, delivery.to);
    const breakOff = new AbortController();
    let land = (): void => undefined;
    const landed = new Promise<void>((tell) => {
      land = tell;
    });
    lane.inFlight.set(id, { sequence: delivery.sequence, breakOff, landed });
    if (own) this.ownCalls += 1;
    const free = (): void => {
      lane.inFlight.delete(id);
      if (own) this.giveRoom();
      if (lane.inFlight.size === 0) for (const tell of lane.idle.splice(0)) tell();
      land();
      // Room for our own calls may be what another lane waits for; the one that had it now comes last.
      if (own) this.pumpWithoutRoom();
      this.pump(lane);
    };
    this.attempt(delivery, TIMEOUT_MS, breakOff).then(free, (err: unknown) => {
      this.log.error(
        { err, workspace, id },
        'a delivery could not be recorded; it will be sent again',
      );
      after(AFTER_TROUBLE_MS, free);
    });
  }

  /** An attempt of an advance: calls of our own roles take turns with those of all workspaces. */
  private async attemptInTurn(delivery: Delivery): Promise<Delivery['state']> {
    if (!this.client.isOwn(delivery.workspace, delivery.to))
      return this.attempt(delivery, ADVANCE_TIMEOUT_MS);
    if (this.ownCalls >= OWN_CALLS)
      await new Promise<void>((room) => this.waitingForRoom.push(room));
    else this.ownCalls += 1;
    try {
      return await this.attempt(delivery, ADVANCE_TIMEOUT_MS);
    } finally {
      this.giveRoom();
      this.pumpWithoutRoom();
    }
  }

  private pumpWithoutRoom(): void {
    const lanes = [...this.lanesWithoutRoom];
    this.lanesWithoutRoom.clear();
    for (const lane of lanes) this.pump(lane);
  }

  /** The room for one call of our own roles is free: the advance that waits longest has it. */
  private giveRoom(): void {
    const next = this.waitingForRoom.shift();
    if (next) next();
    else this.ownCalls -= 1;
  }

  private async attempt(
    delivery: Delivery,
    timeoutMs: number,
    breakOff = new AbortController(),
  ): Promise<Delivery['state']> {
    const { workspace, id } = delivery;
    const operation = this.operations[delivery.operation];
    const started = stopwatch();
    const at = zulu(this.clock.now(workspace));
    const cancel = after(timeoutMs, () => breakOff.abort(new DOMException('', 'TimeoutError')));
    const outcome: Outcome = operation
      ? await this.client.send(delivery, operation, breakOff.signal)
      : {
          kind: 'no-token',
          error: `${delivery.operation} belongs to a role that is not served`,
          status: 404,
        };
    cancel();
    const attempts = [...delivery.attempts, attemptFrom(outcome, at, stopwatch() - started)];
    const next = nextStep(
      outcome,
      attempts.length,
      this.workspaces.settings(workspace).retryPauses,
    );
    const { state } = next;
    const dueAt =
      state === 'waiting' ? zulu(this.clock.now(workspace) + next.pauseMs) : delivery.dueAt;
    await this.queue.record({ ...delivery, state, dueAt, attempts });
    if (state !== 'sent')
      this.log.warn({ workspace, id, outcome, next }, 'a delivery did not arrive');
    return state;
  }

  private setTimer(lane: Lane, dueAt: number): void {
    if (lane.timerFor !== undefined && lane.timerFor <= dueAt) return;
    lane.cancelTimer?.();
    lane.timerFor = dueAt;
    const left = this.clock.until(lane.workspace, dueAt);
    const fire = (): void => {
      lane.timerFor = undefined;
      this.pump(lane);
    };
    lane.cancelTimer = left === undefined ? undefined : after(left, fire);
  }
}

function keyOf(workspace: string, to: string): string {
  return `${workspace}\n${to}`;
}

async function settled(lane: Lane): Promise<void> {
  while (lane.inFlight.size > 0) await new Promise<void>((tell) => lane.idle.push(tell));
}

async function settledWithin(lane: Lane, patienceMs: number): Promise<void> {
  const cancel = after(patienceMs, () => {
    for (const { breakOff } of lane.inFlight.values()) breakOff.abort();
  });
  await settled(lane);
  cancel();
}

function attemptFrom(outcome: Outcome, at: string, took: number): Attempt {
  const { exchange } = outcome;
  const durationMs = Math.round(took);
  const filed = { durationMs, ...(exchange !== undefined && { exchange }) };
  if (outcome.kind === 'answered') return { at, status: outcome.status, ...filed };
  const status = outcome.kind === 'no-token' ? outcome.status : undefined;
  return { at, ...(status !== undefined && { status }), error: outcome.error, ...filed };
}
