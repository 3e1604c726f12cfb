import { Injectable } from '@nestjs/common';
import { ABORTED } from '../../platform/outbox/journaled-http.js';
import { Clients } from '../../platform/oauth/clients.js';
import { MAX_TIMESTAMP } from '../../platform/time/time.js';
import type { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import {
  insertInto,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { ReadStates } from './read-states.js';
import { SnapshotEntity } from './snapshot.entity.js';
import { WorkspaceData } from './workspace-data.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import type { SavedState, Value } from './saved-state.js';

/** A delivery that a snapshot has waiting, and that was sent since. */
type Sent = Pick<OutboxMessage, 'id' | 'state'> & { attempts: string };

const KEEP = insertInto(
  'snapshots',
  'workspace name createdAt content',
  'on conflict ("workspace", "name") do update set "createdAt" = excluded."createdAt", "content" = excluded."content"',
);
const WAITS = insertInto('snapshot_waiting', 'workspace name id state attempts');
const NO_LONGER = 'delete from "snapshot_waiting" where "workspace" = ? and "name" = ?';
const SENT = `"state" in ('sent', 'refused', 'failed')`;
/** True for messages that arrived, or may have: an aborted call is unknown. */
const ARRIVED = `(d."state" in ('sent', 'refused') or d."attempts" like '%"error":"${ABORTED}"%')`;
const NOTE_SENT = `update "snapshot_waiting" as "w" set ("state", "attempts") =
    (select case when d."state" in ('sent', 'refused') then d."state" else 'failed' end, d."attempts"
      from "deliveries" d where d."workspace" = "w"."workspace" and d."id" = "w"."id")
  where "workspace" = ? and exists (
    select 1 from "deliveries" d where d."workspace" = "w"."workspace" and d."id" = "w"."id" and ${ARRIVED})`;
const KNOWN_SENT = `select "id", "state", "attempts" from "snapshot_waiting" where "workspace" = ? and ${SENT}`;
const SENT_SINCE = `select "id", "state", "attempts" from "snapshot_waiting"
  where "workspace" = ? and "name" = ? and ${SENT}`;

/** States of workspaces as they are saved, and what of them was sent afterwards: that is never sent again. */
@WorkspaceScoped('data')
@Injectable()
export class SavedStates implements WorkspaceScoped {
  private readonly read = new ReadStates();

  constructor(
    private readonly data: WorkspaceData,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
  ) {}

  /** What the workspace is now. */
  async take(tx: ReadTransaction, workspace: string): Promise<SavedState> {
    const tables: SavedState['tables'] = {};
    for (const { name, columns } of this.data.saved()) {
      const list = columns.map((column) => `"${column}"`).join(', ');
      const sql = `select ${list} from "${name}" where "workspace" = ?`;
      const rows = await tx.all<Record<string, Value>>(sql, workspace);
      tables[name] = { columns, rows: rows.map((row) => Object.values(row)) };
    }
    const clients = this.clients
      .in(workspace)
      .map(({ clientId, kind, parties }) => ({ clientId, kind, parties }));
    return { clock: this.workspaces.get(workspace).clock, clients, tables };
  }

  /** Keeps a state under a name, in the place of the one that was there. */
  async keep(
    tx: WriteTransaction,
    workspace: string,
    { name, createdAt }: Pick<SnapshotEntity, 'name' | 'createdAt'>,
    state: SavedState,
  ): Promise<void> {
    this.read.forget(workspace, name);
    await tx.run(KEEP, workspace, name, createdAt, JSON.stringify(state));
    // A file may be older than what is known here.
    const known = new Map((await tx.all<Sent>(KNOWN_SENT, workspace)).map((one) => [one.id, one]));
    await tx.run(NO_LONGER, workspace, name);
    for (const { id, state: is } of deliveriesOf(state)) {
      if (is !== 'waiting') continue;
      const { state: outcome = null, attempts = null } = known.get(String(id)) ?? {};
      await tx.run(WAITS, workspace, name, String(id), outcome, attempts);
    }
  }

  /** A state that was saved, in which what was sent since is told to be; undefined: there is none of that name. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SavedState | undefined> {
    const state = this.read.find(workspace, name) ?? (await this.parsed(tx, workspace, name));
    if (!state) return undefined;
    const sent = await tx.all<Sent>(SENT_SINCE, workspace, name);
    if (sent.length > 0) tellSent(state, new Map(sent.map((one) => [one.id, one])));
    return state;
  }

  /** Before deliveries are taken away: what was sent of them stays known. */
  async recordSent(tx: WriteTransaction, workspace: string): Promise<void> {
    await tx.run(NOTE_SENT, workspace);
  }

  /** Puts a state into a workspace that has been emptied. Other tables than those of now are a 409. */
  async put(tx: WriteTransaction, workspace: string, state: SavedState): Promise<void> {
    const served = new Map(this.data.saved().map(({ name, columns }) => [name, columns]));
    for (const name of served.keys()) {
      if (state.tables[name]) continue;
      const text = `The snapshot was saved by a sandbox without the table ${name}: it served fewer roles`;
      throw new Problem(409, { text });
    }
    for (const [name, { columns, rows }] of Object.entries(state.tables)) {
      if (served.get(name)?.join() !== columns.join())
        throw new Problem(409, { text: `The snapshot has a table ${name} that is not served so` });
      const insert = insertInto(name, ['workspace', ...columns].join(' '));
      for (const row of rows) await this.insert(tx, insert, [workspace, ...row]);
    }
    for (const { clientId, parties } of state.clients) {
      const client = this.clients.find(clientId);
      if (client?.workspace === workspace) await this.clients.setParties(tx, client, parties);
    }
  }

  /** Rows that contradict each other can only be of a file that somebody wrote. */
  private async insert(tx: WriteTransaction, sql: string, row: Value[]): Promise<void> {
    try {
      await tx.run(sql, ...row);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!code.startsWith('SQLITE_CONSTRAINT')) throw error;
      throw new Problem(409, { text: 'The snapshot has rows that cannot stand beside each other' });
    }
  }

  /** False: there was none. */
  async remove(tx: WriteTransaction, workspace: string, name: string): Promise<boolean> {
    this.read.forget(workspace, name);
    await tx.run(NO_LONGER, workspace, name);
    const { affected } = await tx.manager.delete(SnapshotEntity, { workspace, name });
    return affected === 1;
  }

  close(workspace: string): void {
    this.read.forget(workspace);
  }

  private async parsed(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SavedState | undefined> {
    const row = await tx.manager.findOneBy(SnapshotEntity, { workspace, name });
    if (!row) return undefined;
    const state = JSON.parse(row.content) as SavedState;
    this.read.remember(workspace, name, state, row.content.length);
    return state;
  }
}

/** Whether a value that came from outside has the shape of a state. */
export function isState(value: object): value is SavedState {
  const { clock, clients, tables } = value as Partial<SavedState>;
  return (
    isClock(clock) &&
    Array.isArray(clients) &&
    clients.every(isClient) &&
    isRecord(tables) &&
    Object.values(tables).every(
      (table) =>
        isRecord(table) &&
        Array.isArray(table.columns) &&
        Array.isArray(table.rows) &&
        table.rows.every((row) => Array.isArray(row) && row.length === table.columns.length) &&
        table.rows.every((row) => row.every(isValue)),
    )
  );
}

function isClock(clock: unknown): boolean {
  if (!isRecord(clock)) return false;
  const moment = clock['mode'] === 'frozen' ? clock['now'] : clock['offset'];
  return Number.isSafeInteger(moment) && Math.abs(Number(moment)) <= MAX_TIMESTAMP;
}

function isClient(client: unknown): boolean {
  if (!isRecord(client)) return false;
  const { clientId, kind, parties } = client;
  const isText = (one: unknown): boolean => typeof one === 'string';
  const isList = Array.isArray(parties) && parties.every(isText);
  return isText(clientId) && isText(kind) && (parties === null || isList);
}

function isValue(cell: unknown): cell is Value {
  return cell === null || typeof cell === 'string' || Number.isFinite(cell);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deliveriesOf({ tables }: SavedState): Record<string, Value>[] {
  const { columns = [], rows = [] } = tables['deliveries'] ?? {};
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
}

function tellSent({ tables }: SavedState, sent: ReadonlyMap<string, Sent>): void {
  const { columns = [], rows = [] } = tables['deliveries'] ?? {};
  const at = (name: string): number => columns.indexOf(name);
  for (const row of rows) {
    const since = sent.get(String(row[at('id')]));
    if (!since) continue;
    row[at('state')] = since.state;
    row[at('attempts')] = since.attempts;
    row[at('tries')] = (JSON.parse(since.attempts) as unknown[]).length;
  }
}
