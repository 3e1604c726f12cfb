import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../clock/clock.js';
import { after, stopwatch, zulu } from '../clock/time.js';
import type { Operation } from '../contract/operation.js';
import { LOG } from '../observe/log.js';
import { Store } from '../persistence/store.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { Delivery, type Attempt } from './delivery.entity.js';
import { PartnerClient, type Outcome } from './partner-client.js';
import { nextStep } from './retry.js';

/** Injection token of the operations that can go out, by name. */
export const OPERATIONS = Symbol('operations');

const TIMEOUT_MS = 10_000;
/** Calls at the same time: to partners, per workspace; to our own roles, in all. */
const PARTNER_CALLS = 8;
const OWN_CALLS = 4;
/** An attempt inside an advance of the clock. */
const ADVANCE_TIMEOUT_MS = 2_000;
const MOST_ADVANCE_ATTEMPTS = 100;

// A message waits while an earlier one of its sequence is being tried again.
const DUE = `select * from "deliveries" d
  where "workspace" = ? and "state" = 'waiting' and "dueAt" <= ? and not exists (
    select 1 from "deliveries" e where e."workspace" = d."workspace" and e."sequence" = d."sequence"
      and e."state" = 'waiting' and e."tries" > 0 and e."id" < d."id")
  order by "dueAt", "id" limit 64`;
const NEXT_DUE = `select min("dueAt") as "dueAt" from "deliveries"
  where "workspace" = ? and "state" = 'waiting' and "dueAt" > ?`;
const WAITING = `select count(*) as "waiting" from "deliveries" where "workspace" = ? and "state" = 'waiting'`;
const UPDATE = `update "deliveries" set "state" = ?, "dueAt" = ?, "tries" = ?, "attempts" = ?
  where "workspace" = ? and "id" = ?`;

/** The sending of one workspace. */
interface Lane {
  inFlight: Map<string, Delivery>;
  /** Read as due, and not yet on its way. */
  ready: Delivery[];
  /** Counts who holds it still: while above 0 nothing new is sent by itself. */
  held: number;
  /** Those who hold it take turns. */
  turn: Promise<unknown>;
  pumping: boolean;
  /** There may be more that is due than what is ready. */
  again: boolean;
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
  private ownCalls = 0;
  private stopped = true;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly client: PartnerClient,
    @Inject(OPERATIONS) private readonly operations: Record<string, Operation>,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Begins to send, what an earlier run left waiting first. */
  start(): void {
    this.stopped = false;
    for (const workspace of this.workspaces.ids()) this.pump(workspace);
  }

  /** Sends nothing new, and waits for what is on its way. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const lane of this.lanes.values()) lane.cancelTimer?.();
    await Promise.all([...this.lanes.keys()].map((workspace) => this.settled(workspace)));
  }

  /** Something is to go out at that moment of the workspace's time; without a moment: look for yourself. */
  wake(workspace: string, dueAt?: number): void {
    const lane = this.lane(workspace);
    if (dueAt !== undefined && lane.timerFor !== undefined && dueAt >= lane.timerFor) return;
    if (dueAt !== undefined && dueAt > this.clock.now(workspace))
      this.setTimer(workspace, lane, dueAt);
    else this.pump(workspace);
  }

  /** Runs work while nothing of this workspace is being sent. */
  async whileHeld<T>(workspace: string, work: () => Promise<T>): Promise<T> {
    const lane = this.lane(workspace);
    lane.held += 1;
    const mine = lane.turn
      .then(() => this.settled(workspace))
      .then(work)
      .finally(() => {
        lane.ready = [];
        lane.held -= 1;
        this.pump(workspace);
      });
    lane.turn = mine.catch(() => undefined);
    return mine;
  }

  /** Moves the workspace's time on, stopping at every due time on the way to send what is due then. */
  async advance(workspace: string, byMs: number): Promise<Advanced> {
    return this.whileHeld(workspace, async () => {
      const target = this.clock.now(workspace) + byMs;
      const count = { delivered: 0, failed: 0 };
      for (let attempts = 0; attempts < MOST_ADVANCE_ATTEMPTS; attempts += 1) {
        const [next] = await this.due(workspace, target);
        if (!next) break;
        await this.clock.set(
          workspace,
          Math.max(this.clock.now(workspace), Date.parse(next.dueAt)),
        );
        const state = await this.attempt(next, ADVANCE_TIMEOUT_MS);
        if (state === 'sent') count.delivered += 1;
        else if (state !== 'waiting') count.failed += 1;
      }
      await this.clock.set(workspace, Math.max(this.clock.now(workspace), target));
      const rest = await this.store.read((look) =>
        look.get<{ waiting: number }>(WAITING, workspace),
      );
      return { now: zulu(this.clock.now(workspace)), ...count, waiting: rest?.waiting ?? 0 };
    });
  }

  private lane(workspace: string): Lane {
    let lane = this.lanes.get(workspace);
    if (!lane) {
      const turn = Promise.resolve();
      lane = {
        inFlight: new Map(),
        ready: [],
        held: 0,
        turn,
        pumping: false,
        again: false,
        idle: [],
      };
      this.lanes.set(workspace, lane);
    }
    return lane;
  }

  private due(workspace: string, moment: number): Promise<Delivery[]> {
    return this.store.read((look) => look.all<Delivery>(DUE, workspace, zulu(moment)));
  }

  private pump(workspace: string): void {
    const lane = this.lane(workspace);
    lane.again = true;
    if (lane.pumping) return;
    lane.pumping = true;
    this.sendDue(workspace, lane).catch((error: unknown) =>
      this.log.error({ error, workspace }, 'deliveries cannot be read'),
    );
  }

  private async sendDue(workspace: string, lane: Lane): Promise<void> {
    try {
      while (this.maySend(workspace, lane)) {
        const at = lane.ready.findIndex(
          (delivery) => !this.isBusy(lane, delivery) && this.hasRoom(lane, delivery),
        );
        const [delivery] = at < 0 ? [] : lane.ready.splice(at, 1);
        if (delivery) this.launch(lane, delivery);
        // What is ready and cannot go waits for one that is on its way.
        else if (lane.ready.length > 0 || !lane.again) return;
        else await this.refill(workspace, lane);
      }
    } finally {
      lane.pumping = false;
    }
  }

  private async refill(workspace: string, lane: Lane): Promise<void> {
    lane.again = false;
    lane.cancelTimer?.();
    lane.timerFor = undefined;
    const now = this.clock.now(workspace);
    const onTheirWay = new Set(lane.inFlight.keys());
    const due = await this.due(workspace, now);
    lane.ready = lane.held > 0 ? [] : due.filter(({ id }) => !onTheirWay.has(id));
    const next = await this.store.read((look) =>
      look.get<{ dueAt: string | null }>(NEXT_DUE, workspace, zulu(now)),
    );
    if (next?.dueAt) this.setTimer(workspace, lane, Date.parse(next.dueAt));
  }

  private maySend(workspace: string, lane: Lane): boolean {
    return !this.stopped && lane.held === 0 && this.workspaces.has(workspace);
  }

  private isBusy(lane: Lane, { sequence }: Delivery): boolean {
    for (const other of lane.inFlight.values()) if (other.sequence === sequence) return true;
    return false;
  }

  private hasRoom(lane: Lane, { workspace, to }: Delivery): boolean {
    return this.client.isOwn(workspace, to)
      ? this.ownCalls < OWN_CALLS
      : lane.inFlight.size < PARTNER_CALLS;
  }

  private launch(lane: Lane, delivery: Delivery): void {
    const { workspace, id } = delivery;
    const own = this.client.isOwn(workspace, delivery.to);
    lane.inFlight.set(id, delivery);
    if (own) this.ownCalls += 1;
    void this.attempt(delivery, TIMEOUT_MS)
      .then((state) => {
        // What was read as ready before is behind this one now.
        if (state === 'waiting')
          lane.ready = lane.ready.filter(({ sequence }) => sequence !== delivery.sequence);
      })
      .catch((error: unknown) =>
        this.log.error({ error, workspace, id }, 'a delivery could not be recorded'),
      )
      .finally(() => {
        lane.inFlight.delete(id);
        if (own) this.ownCalls -= 1;
        if (lane.inFlight.size === 0) for (const tell of lane.idle.splice(0)) tell();
        // Room for our own calls may be what another workspace waits for.
        for (const waiting of own ? this.lanes.keys() : [workspace]) this.pump(waiting);
      });
  }

  private async attempt(delivery: Delivery, timeoutMs: number): Promise<Delivery['state']> {
    const { workspace, id, tries } = delivery;
    const operation = this.operations[delivery.operation];
    const started = stopwatch();
    const at = zulu(this.clock.now(workspace));
    const outcome: Outcome = operation
      ? await this.client.send(delivery, operation, timeoutMs)
      : {
          kind: 'no-token',
          error: `${delivery.operation} belongs to a role that is not served`,
          status: 404,
        };
    const attempts = [...attemptsOf(delivery), attemptFrom(outcome, at, stopwatch() - started)];
    const next = nextStep(outcome, tries + 1, this.workspaces.settings(workspace).retryPauses);
    const dueAt =
      next.state === 'waiting' ? zulu(this.clock.now(workspace) + next.pauseMs) : delivery.dueAt;
    await this.store.write((unit) =>
      unit.run(UPDATE, next.state, dueAt, tries + 1, JSON.stringify(attempts), workspace, id),
    );
    if (next.state !== 'sent')
      this.log.warn({ workspace, id, outcome, next }, 'a delivery did not arrive');
    return next.state;
  }

  private setTimer(workspace: string, lane: Lane, dueAt: number): void {
    if (lane.timerFor !== undefined && lane.timerFor <= dueAt) return;
    lane.cancelTimer?.();
    lane.timerFor = dueAt;
    const left = this.clock.until(workspace, dueAt);
    const fire = (): void => {
      lane.timerFor = undefined;
      this.pump(workspace);
    };
    lane.cancelTimer = left === undefined ? undefined : after(left, fire);
  }

  private async settled(workspace: string): Promise<void> {
    const lane = this.lane(workspace);
    while (lane.inFlight.size > 0) await new Promise<void>((tell) => lane.idle.push(tell));
  }
}

function attemptsOf({ attempts }: Delivery): Attempt[] {
  // Raw rows carry the column's text.
  return JSON.parse(attempts as unknown as string) as Attempt[];
}

function attemptFrom(outcome: Outcome, at: string, took: number): Attempt {
  const durationMs = Math.round(took);
  if (outcome.kind === 'answered') return { at, status: outcome.status, durationMs };
  const status = outcome.kind === 'no-token' ? outcome.status : undefined;
  return { at, ...(status !== undefined && { status }), error: outcome.error, durationMs };
}
