import { Injectable } from '@nestjs/common';
import type { Coordinator } from '../persistence/coordinator.js';
import { insertInto } from '../persistence/insert.js';
import { Store, type WriteTransaction } from '../persistence/store.js';
import { Replica } from './replica.entity.js';

/** Duration of a lease. */
export const LEASE_MS = 2_000;
/** Limit of a statement that waits for nobody, and can be repeated. */
const QUICK = { milliseconds: 1_000, attempts: 2 };
/** Limit of a change of owners. It waits for the transactions of the owner before, at most for one second each. */
const CHANGE = { milliseconds: 5_000, attempts: 1 };

const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';
const INSERT = insertInto(Replica);
const LIVE_SETTINGS = `select "settings" from "replicas" where "lease" > ${NOW}`;
const EXTEND = `update "replicas" set "lease" = ${NOW} + ${LEASE_MS} where "id" = ?`;
const RENEW = `with "renewed" as (${EXTEND} returning "id")
  select "id", "url", "lease" - ${NOW} as "left", "id" in (select "id" from "renewed") as "isOwn" from "replicas"`;
const LIST = `select "id", "url", "version", "startedAt" from "replicas" where "lease" > ${NOW} order by "id"`;
const OWNED =
  'select "workspace", "replica" from "workspace_owners" where "replica" is not null order by "workspace"';
const RELEASE_ALL = `update "workspace_owners" set "replica" = null, "epoch" = '' where "replica" = ?`;
const LEAVE = 'delete from "replicas" where "id" = ?';
/** Processes that ended without leaving, a minute ago. */
const REMOVE_DEAD = `delete from "replicas" where "lease" < ${NOW} - 60000`;
const PLACE = `select exists (select 1 from "workspaces" where "id" = "named"."workspace") as "exists",
    "epoch", "replica", "url", "lease" - ${NOW} as "left"
  from (select ?::text as "workspace") as "named"
  left join "workspace_owners" as "owner" on "owner"."workspace" = "named"."workspace"
  left join "replicas" on "replicas"."id" = "owner"."replica"`;
const CLAIM = `insert into "workspace_owners" ("workspace", "replica", "epoch") values (?, ?, ?)
  on conflict do nothing returning "epoch"`;
const ACQUIRE = `with "dead" as (delete from "replicas" where "id" = ? and "lease" <= ${NOW} returning "id")
  update "workspace_owners" set "replica" = ?, "epoch" = ? where "workspace" = ? and "epoch" = ?
    and ("replica" is null or "replica" = ? or "replica" in (select "id" from "dead")
      or not exists (select 1 from "replicas" where "replicas"."id" = "workspace_owners"."replica"))
  returning "epoch"`;
const RELEASE = `update "workspace_owners" set "replica" = null, "epoch" = '' where "workspace" = ? and "epoch" = ?`;
const REMOVE = 'delete from "workspace_owners" where "workspace" = ? and "epoch" = ?';
const UNOWNED = `select "id", "expiresAfter", "usedAt", "createdAt",
    exists (select 1 from "deliveries" where "workspace" = "workspaces"."id" and "state" = 'waiting')
    or exists (select 1 from "unfinished_changes" where "workspace" = "workspaces"."id") as "hasWork"
  from "workspaces" where not exists (
    select 1 from "workspace_owners" as "owner" join "replicas" on "replicas"."id" = "owner"."replica"
    where "owner"."workspace" = "workspaces"."id" and "lease" > ${NOW})`;
const USED = `update "workspaces" set "usedAt" = "used"."at"
  from unnest(string_to_array(?, ','), string_to_array(?, ',')) as "used" ("id", "at")
  where "workspaces"."id" = "used"."id" and "workspaces"."usedAt" < "used"."at"`;

const OF_CLIENT = 'select "workspace" from "clients" where "clientId" = ?';

/** A live process, or one whose lease has just passed. */
export interface Peer {
  id: string;
  url: string;
  /** Milliseconds until its lease ends. */
  left: number;
  isOwn: boolean;
}

/** The place of a workspace. */
export interface Place {
  exists: boolean;
  /** Null: it never had an owner. */
  epoch: string | null;
  /** Null: it has no owner. */
  replica: string | null;
  url: string | null;
  left: number | null;
}

/** A workspace without an owner. */
export interface Unowned {
  id: string;
  expiresAfter: string | null;
  usedAt: string;
  createdAt: string;
  /** True: messages wait, or a change is not finished. */
  hasWork: boolean;
}

/** The processes that share the database, and the workspaces that they own. */
@Injectable()
export class ReplicaRepository {
  constructor(private readonly store: Store) {}

  private get coordinator(): Coordinator {
    const { coordinator } = this.store;
    if (!coordinator) throw new Error('the database belongs to one process');
    return coordinator;
  }

  /** The settings of the live processes. */
  async liveSettings(tx: WriteTransaction): Promise<string[]> {
    return (await tx.all<{ settings: string }>(LIVE_SETTINGS)).map(({ settings }) => settings);
  }

  /** Adds a process. Its lease begins now. */
  async insert(tx: WriteTransaction, replica: Omit<Replica, 'lease'>): Promise<void> {
    await tx.insert(INSERT, { ...replica, lease: 0 });
    await tx.run(EXTEND, replica.id);
  }

  /** Extends the lease of a process, and returns all processes. It is not among them if another process has removed it. */
  renew(id: string): Promise<Peer[]> {
    return this.coordinator.coordinate<Peer>(QUICK, RENEW, id);
  }

  /** The live processes, the oldest first. */
  list(): Promise<Omit<Replica, 'lease' | 'settings'>[]> {
    return this.coordinator.coordinate(QUICK, LIST);
  }

  owned(): Promise<{ workspace: string; replica: string }[]> {
    return this.coordinator.coordinate(QUICK, OWNED);
  }

  /** Releases the workspaces of a process. */
  async releaseAll(id: string): Promise<void> {
    await this.coordinator.coordinate(CHANGE, RELEASE_ALL, id);
  }

  /** Removes a process. */
  async leave(id: string): Promise<void> {
    await this.coordinator.coordinate(QUICK, LEAVE, id);
  }

  /** Removes processes that ended long ago. */
  async removeDead(): Promise<void> {
    await this.coordinator.coordinate(QUICK, REMOVE_DEAD);
  }

  async placeOf(workspace: string): Promise<Place> {
    const [place] = await this.coordinator.coordinate<Place>(QUICK, PLACE, workspace);
    return place!;
  }

  /** Gives a workspace that never had an owner to a process. False: another one was first. */
  async claim(workspace: string, replica: string, epoch: string): Promise<boolean> {
    const claimed = await this.coordinator.coordinate(CHANGE, CLAIM, workspace, replica, epoch);
    return claimed.length > 0;
  }

  /** Gives a workspace to a process, if its owner is gone. False: the owner renewed its lease, or another process was first. */
  async acquire(
    workspace: string,
    { epoch, replica }: Place,
    by: { replica: string; epoch: string },
  ): Promise<boolean> {
    const values = [replica ?? '', by.replica, by.epoch, workspace, epoch ?? '', by.replica];
    return (await this.coordinator.coordinate(CHANGE, ACQUIRE, ...values)).length > 0;
  }

  /** Ends an ownership. */
  async release(workspace: string, epoch: string): Promise<void> {
    await this.coordinator.coordinate(CHANGE, RELEASE, workspace, epoch);
  }

  /** Removes the owner of a removed workspace. */
  async remove(workspace: string, epoch: string): Promise<void> {
    await this.coordinator.coordinate(CHANGE, REMOVE, workspace, epoch);
  }

  unowned(): Promise<Unowned[]> {
    return this.coordinator.coordinate(CHANGE, UNOWNED);
  }

  /** Writes the times of the last use of workspaces. */
  async writeUsed(used: readonly { id: string; usedAt: string }[]): Promise<void> {
    const ids = used.map(({ id }) => id).join(',');
    const times = used.map(({ usedAt }) => usedAt).join(',');
    await this.coordinator.coordinate(QUICK, USED, ids, times);
  }

  /** The workspace of a client; undefined: there is no such client. */
  async workspaceOf(clientId: string): Promise<string | undefined> {
    const [row] = await this.coordinator.coordinate<{ workspace: string }>(
      QUICK,
      OF_CLIENT,
      clientId,
    );
    return row?.workspace;
  }
}
