import { Injectable } from '@nestjs/common';
import { Clients } from '../../platform/oauth/clients.js';
import { MAX_TIMESTAMP } from '../../platform/time/time.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { ReadStates } from './read-states.js';
import type { SnapshotEntity } from './snapshot.entity.js';
import { SnapshotRepository, type SentSince } from './snapshot.repository.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import type { Value } from '../../platform/persistence/value.js';
import type { SavedState } from './saved-state.js';
import type { WorkspaceTable } from './workspace-tables.js';

/** States of workspaces as they are saved, and what of them was sent afterwards: that is never sent again. */
@WorkspaceScoped('data')
@Injectable()
export class SavedStates implements WorkspaceScoped {
  private readonly read = new ReadStates();

  constructor(
    private readonly repository: SnapshotRepository,
    private readonly data: WorkspaceDataRepository,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
  ) {}

  /** What the workspace is now. */
  async take(tx: ReadTransaction, workspace: string): Promise<SavedState> {
    const tables: SavedState['tables'] = {};
    for (const table of this.data.saved()) {
      const rows = await this.data.rows(tx, workspace, table);
      tables[table.name] = { columns: table.columns, rows };
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
    const waiting = deliveriesOf(state)
      .filter(({ state: is }) => is === 'waiting')
      .map(({ id }) => String(id));
    const snapshot = { workspace, name, createdAt, content: JSON.stringify(state) };
    await this.repository.replace(tx, snapshot, waiting);
  }

  /** A state that was saved, in which what was sent since is told to be; undefined: there is none of that name. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SavedState | undefined> {
    const state = this.read.find(workspace, name) ?? (await this.parsed(tx, workspace, name));
    if (!state) return undefined;
    const sent = await this.repository.sentSince(tx, workspace, name);
    if (sent.length > 0) tellSent(state, new Map(sent.map((one) => [one.id, one])));
    return state;
  }

  /** Before deliveries are taken away: what was sent of them stays known. */
  async recordSent(tx: WriteTransaction, workspace: string): Promise<void> {
    await this.repository.recordSent(tx, workspace);
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
      for (const row of rows) await this.insert(tx, workspace, { name, columns }, row);
    }
    for (const { clientId, parties } of state.clients) {
      const client = this.clients.find(clientId);
      if (client?.workspace === workspace) await this.clients.setParties(tx, client, parties);
    }
  }

  /** Rows that contradict each other can only be of a file that somebody wrote. */
  private async insert(
    tx: WriteTransaction,
    workspace: string,
    table: WorkspaceTable,
    row: Value[],
  ): Promise<void> {
    try {
      await this.data.insertRow(tx, workspace, table, row);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!code.startsWith('SQLITE_CONSTRAINT')) throw error;
      throw new Problem(409, { text: 'The snapshot has rows that cannot stand beside each other' });
    }
  }

  /** False: there was none. */
  async remove(tx: WriteTransaction, workspace: string, name: string): Promise<boolean> {
    this.read.forget(workspace, name);
    return this.repository.remove(tx, workspace, name);
  }

  close(workspace: string): void {
    this.read.forget(workspace);
  }

  private async parsed(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SavedState | undefined> {
    const row = await this.repository.find(tx, workspace, name);
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

function tellSent({ tables }: SavedState, sent: ReadonlyMap<string, SentSince>): void {
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
