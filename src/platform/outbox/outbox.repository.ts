import { Injectable } from '@nestjs/common';
import { toIsoUtc } from '../time/time.js';
import { insertInto } from '../persistence/insert.js';
import { Store, type ReadTransaction, type WriteTransaction } from '../persistence/store.js';
import { OutboxMessage, type Attempt } from './outbox-message.entity.js';

/** As many are read at once, and as many answered. */
export const DUE_BATCH_SIZE = 64;
/** A long backlog of few sequences is not looked through to its end, once there is something to send. */
const FAR_ENOUGH = 1024;

const INSERT = insertInto(OutboxMessage);
// An earlier message of the sequence that is being tried again goes first.
const DUE = `select * from "deliveries" d
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "dueAt" <= ? and ("dueAt", "id") > (?, ?) and not exists (
    select 1 from "deliveries" e
    where e."workspace" = d."workspace" and e."to" = d."to" and e."orderingKey" = d."orderingKey"
      and e."state" = 'waiting' and e."tries" > 0 and e."id" < d."id")
  order by "dueAt", "id" limit ${DUE_BATCH_SIZE}`;
const NEXT_DUE = `select min("dueAt") as "dueAt" from "deliveries"
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "dueAt" > ?`;
const WAITING = `select count(*) as "waiting" from "deliveries" where "workspace" = ? and "state" = 'waiting'`;
const WAITING_IN_ALL = `select count(*) as "waiting" from "deliveries" where "state" = 'waiting'`;
const PULL_FORWARD = `update "deliveries" set "dueAt" = ?
  where "workspace" = ? and "id" = ? and "state" = 'waiting'`;
const PULL_FORWARD_CORRELATED = `update "deliveries" set "dueAt" = ?
  where "workspace" = ? and "to" = ? and "orderingKey" = ? and "state" = 'waiting' and "tries" > 0
    and "correlationId" = ? and "operation" in (?, ?)`;
const CANCEL = `update "deliveries" set "state" = 'cancelled'
  where "workspace" = ? and "id" = ? and "state" = 'waiting'`;
const CANCEL_CORRELATED = `update "deliveries" set "state" = 'cancelled'
  where "workspace" = ? and "to" = ? and "correlationId" = ? and "operation" in (?, ?)
    and "state" = 'waiting'`;
const LAST_DUE = `select max("dueAt") as "dueAt" from "deliveries"
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "orderingKey" = ?`;
const BODY = 'select "body" from "deliveries" where "workspace" = ? and "id" = ?';
// What was taken back while it was on its way stays so, unless it arrived.
const UPDATE = `update "deliveries"
  set "state" = case when "state" = 'cancelled' and ? <> 'sent' then 'cancelled' else ? end,
    "dueAt" = ?, "tries" = ?, "attempts" = ?
  where "workspace" = ? and "id" = ?`;

type Row = Omit<OutboxMessage, 'attempts'> & { attempts: string };
type Correlated = Pick<OutboxMessage, 'workspace' | 'to' | 'correlationId'> & {
  /** Key of the operation, and its bare name, which older rows have. */
  operations: [key: string, name: string];
};

/** What waits to go out, as the database has it. Moments are milliseconds since 1970 in the workspace's time. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly store: Store) {}

  async insert(tx: WriteTransaction, message: OutboxMessage): Promise<void> {
    await tx.insert(INSERT, message);
  }

  /**
   * What is due to a role at that moment, in the order in which it fell due: the first of each sequence, at most 64, none
   * of a sequence that is busy.
   */
  async due(
    workspace: string,
    to: string,
    moment: number,
    busy: Iterable<string> = [],
  ): Promise<OutboxMessage[]> {
    const taken = new Set(busy);
    const due: OutboxMessage[] = [];
    let behind: [string, string] = ['', ''];
    for (let looked = 0; looked < FAR_ENOUGH || due.length === 0; looked += DUE_BATCH_SIZE) {
      const rows = await this.store.read(workspace, (tx) =>
        tx.all<Row>(DUE, workspace, to, toIsoUtc(moment), ...behind),
      );
      for (const row of rows) {
        if (taken.has(row.orderingKey)) continue;
        taken.add(row.orderingKey);
        due.push({ ...row, attempts: JSON.parse(row.attempts) as Attempt[] });
        if (due.length === DUE_BATCH_SIZE) return due;
      }
      const last = rows.at(-1);
      if (!last || rows.length < DUE_BATCH_SIZE) break;
      behind = [last.dueAt, last.id];
    }
    return due;
  }

  /** When the next falls due after that moment. */
  async nextDue(workspace: string, to: string, moment: number): Promise<number | undefined> {
    const row = await this.store.read(workspace, (tx) =>
      tx.get<{ dueAt: string | null }>(NEXT_DUE, workspace, to, toIsoUtc(moment)),
    );
    return row?.dueAt ? Date.parse(row.dueAt) : undefined;
  }

  /** How many wait in a workspace, whenever they are due. */
  async waiting(workspace: string): Promise<number> {
    const row = await this.store.read(workspace, (tx) =>
      tx.get<{ waiting: number }>(WAITING, workspace),
    );
    return row?.waiting ?? 0;
  }

  /** How many wait in all workspaces. */
  async waitingInAll(): Promise<number> {
    const row = await this.store.readShared((tx) => tx.get<{ waiting: number }>(WAITING_IN_ALL));
    return row?.waiting ?? 0;
  }

  /** Notes what came of the latest attempt. */
  async record({
    workspace,
    id,
    state,
    dueAt,
    attempts,
  }: Omit<OutboxMessage, 'tries'>): Promise<void> {
    const tries = attempts.length;
    await this.store.write(workspace, (tx) =>
      tx.run(UPDATE, state, state, dueAt, tries, JSON.stringify(attempts), workspace, id),
    );
  }

  /** Makes a message that waits due at that moment; false: it does not wait. */
  async pullForward(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    moment: number,
  ): Promise<boolean> {
    return (await tx.run(PULL_FORWARD, toIsoUtc(moment), workspace, id)) === 1;
  }

  /** Makes due at that moment what waits for another attempt about the same message. */
  async pullForwardCorrelated(
    tx: WriteTransaction,
    message: Correlated & { orderingKey: string; dueAt: number },
  ): Promise<void> {
    const { workspace, to, orderingKey, correlationId, operations, dueAt } = message;
    const due = toIsoUtc(dueAt);
    await tx.run(
      PULL_FORWARD_CORRELATED,
      due,
      workspace,
      to,
      orderingKey,
      correlationId,
      ...operations,
    );
  }

  /** False: it does not wait. */
  async cancel(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(CANCEL, workspace, id)) === 1;
  }

  /** False: nothing about that message waits. */
  async cancelCorrelated(
    tx: WriteTransaction,
    { workspace, to, correlationId, operations }: Correlated,
  ): Promise<boolean> {
    return (await tx.run(CANCEL_CORRELATED, workspace, to, correlationId, ...operations)) > 0;
  }

  /** When the last message that waits with an ordering key is due. */
  async lastDue(
    tx: ReadTransaction,
    workspace: string,
    to: string,
    orderingKey: string,
  ): Promise<number | undefined> {
    const row = await tx.get<{ dueAt: string | null }>(LAST_DUE, workspace, to, orderingKey);
    return row?.dueAt ? Date.parse(row.dueAt) : undefined;
  }

  async bodyOf(tx: ReadTransaction, workspace: string, id: string): Promise<string | undefined> {
    return (await tx.get<{ body: string }>(BODY, workspace, id))?.body;
  }
}
