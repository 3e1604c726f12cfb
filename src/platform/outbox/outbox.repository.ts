import { Injectable } from '@nestjs/common';
import { toIsoUtc } from '../time/time.js';
import { insertInto } from '../persistence/insert.js';
import { Store, type ReadTransaction, type WriteTransaction } from '../persistence/store.js';
import { OutboxMessage, type Attempt } from './outbox-message.entity.js';

/** Maximum number of messages that are read and returned at once. */
export const DUE_BATCH_SIZE = 64;
/** Maximum number of rows to scan when something is due: a long backlog may have few ordering keys. */
const MAX_SCANNED = 1024;

const INSERT = insertInto(OutboxMessage);
// An earlier message with the same ordering key that waits for a retry is sent first.
const DUE = `select * from "deliveries" d
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "dueAt" <= ? and ("dueAt", "id") > (?, ?) and not exists (
    select 1 from "deliveries" e
    where e."workspace" = d."workspace" and e."to" = d."to" and e."orderingKey" = d."orderingKey"
      and e."state" = 'waiting' and e."tries" > 0 and e."id" < d."id")
  order by "dueAt", "id" limit ${DUE_BATCH_SIZE}`;
const NEXT_DUE = `select min("dueAt") as "dueAt" from "deliveries"
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "dueAt" > ?`;
const WAITING = `select count(*) as "waiting" from "deliveries" where "workspace" = ? and "state" = 'waiting'`;
const WAITING_IN_ALL = `select count(*) as "waiting", min("id") as "oldest" from "deliveries"
  where "state" = 'waiting'`;
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
const SENT_UNTIL = `select * from "deliveries"
  where "workspace" = ? and "operation" in (?, ?) and "state" = 'sent' and "dueAt" <= ? order by "id" desc limit ?`;
// One pass over the messages of the workspace, however many of them were rejected.
const REJECTED = `with "never_accepted" as (
    select "operation" as "name" from "deliveries" where "workspace" = ? group by "operation"
    having max(case when "state" = 'sent' then 1 else 0 end) = 0)
  select "deliveries".* from "deliveries" join "never_accepted" on "operation" = "name"
  where "workspace" = ? and "state" in ('refused', 'failed') order by "id" limit ?`;
const BODY = 'select "body" from "deliveries" where "workspace" = ? and "id" = ?';
// A message that was cancelled while in flight stays cancelled, unless it arrived.
const UPDATE = `update "deliveries"
  set "state" = case when "state" = 'cancelled' and ? <> 'sent' then 'cancelled' else ? end,
    "dueAt" = ?, "tries" = ?, "attempts" = ?
  where "workspace" = ? and "id" = ?`;

/** Maximum number of messages that a report looks at. */
const MAX_REPORTED = 1000;

type Row = Omit<OutboxMessage, 'attempts'> & { attempts: string };
type Correlated = Pick<OutboxMessage, 'workspace' | 'to' | 'correlationId'> & {
  /** Key of the operation, and its bare name, which older rows have. */
  operations: [key: string, name: string];
};

/** Stored outbox. Times are milliseconds since 1970 in workspace time. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly store: Store) {}

  async insert(tx: WriteTransaction, message: OutboxMessage): Promise<void> {
    await tx.insert(INSERT, message);
  }

  /**
   * Finds messages to a role that are due at a moment, in due order: at most 64, the first of each ordering key, and none
   * of the `busy` keys.
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
    for (let scanned = 0; scanned < MAX_SCANNED || due.length === 0; scanned += DUE_BATCH_SIZE) {
      const rows = await this.store.read(workspace, (tx) =>
        tx.all<Row>(DUE, workspace, to, toIsoUtc(moment), ...behind),
      );
      for (const row of rows) {
        if (taken.has(row.orderingKey)) continue;
        taken.add(row.orderingKey);
        due.push(messageOf(row));
        if (due.length === DUE_BATCH_SIZE) return due;
      }
      const last = rows.at(-1);
      if (!last || rows.length < DUE_BATCH_SIZE) break;
      behind = [last.dueAt, last.id];
    }
    return due;
  }

  /** Due time of the next message after a moment. */
  async nextDue(workspace: string, to: string, moment: number): Promise<number | undefined> {
    const row = await this.store.read(workspace, (tx) =>
      tx.get<{ dueAt: string | null }>(NEXT_DUE, workspace, to, toIsoUtc(moment)),
    );
    return row?.dueAt ? Date.parse(row.dueAt) : undefined;
  }

  /** Number of waiting messages of a workspace. */
  async waiting(tx: ReadTransaction, workspace: string): Promise<number> {
    return (await tx.get<{ waiting: number }>(WAITING, workspace))?.waiting ?? 0;
  }

  /** Number of waiting messages of all workspaces, and the id of the oldest of them. */
  async waitingInAll(): Promise<{ waiting: number; oldest: string | null }> {
    const row = await this.store.readShared((tx) =>
      tx.get<{ waiting: number; oldest: string | null }>(WAITING_IN_ALL),
    );
    return row ?? { waiting: 0, oldest: null };
  }

  /** Stores the result of the latest attempt. */
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

  /** Makes a waiting message due at a moment. False: it does not wait. */
  async pullForward(
    tx: WriteTransaction,
    workspace: string,
    id: string,
    moment: number,
  ): Promise<boolean> {
    return (await tx.run(PULL_FORWARD, toIsoUtc(moment), workspace, id)) === 1;
  }

  /** Makes messages of a correlation that wait for a retry due at `dueAt`. */
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

  /** Cancels a waiting message. False: it does not wait. */
  async cancel(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return (await tx.run(CANCEL, workspace, id)) === 1;
  }

  /** Cancels the waiting messages of a correlation. False: there are none. */
  async cancelCorrelated(
    tx: WriteTransaction,
    { workspace, to, correlationId, operations }: Correlated,
  ): Promise<boolean> {
    return (await tx.run(CANCEL_CORRELATED, workspace, to, correlationId, ...operations)) > 0;
  }

  /** Due time of the last waiting message with an ordering key. */
  async lastDue(
    tx: ReadTransaction,
    workspace: string,
    to: string,
    orderingKey: string,
  ): Promise<number | undefined> {
    const row = await tx.get<{ dueAt: string | null }>(LAST_DUE, workspace, to, orderingKey);
    return row?.dueAt ? Date.parse(row.dueAt) : undefined;
  }

  /** The last sent messages of an operation that were due at a moment or before. */
  async sentUntil(
    tx: ReadTransaction,
    workspace: string,
    operations: Correlated['operations'],
    moment: number,
  ): Promise<OutboxMessage[]> {
    const until = toIsoUtc(moment);
    const rows = await tx.all<Row>(SENT_UNTIL, workspace, ...operations, until, MAX_REPORTED);
    return rows.map(messageOf);
  }

  /** The messages that were not accepted, of operations of which no message was accepted. */
  async rejected(tx: ReadTransaction, workspace: string): Promise<OutboxMessage[]> {
    return (await tx.all<Row>(REJECTED, workspace, workspace, MAX_REPORTED)).map(messageOf);
  }

  async bodyOf(tx: ReadTransaction, workspace: string, id: string): Promise<string | undefined> {
    return (await tx.get<{ body: string }>(BODY, workspace, id))?.body;
  }
}

function messageOf(row: Row): OutboxMessage {
  return { ...row, attempts: JSON.parse(row.attempts) as Attempt[] };
}
