import { Injectable } from '@nestjs/common';
import { Clients } from '../../platform/oauth/clients.js';
import { MAX_TIMESTAMP } from '../../platform/time/time.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { SavedStateCache } from './saved-state-cache.js';
import type { SnapshotEntity } from './snapshot.entity.js';
import { SnapshotRepository, type SentSince } from './snapshot.repository.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { DuplicateRowError } from '../../platform/persistence/insert.js';
import type { Awaitable } from '../../platform/persistence/transaction.js';
import type { Value } from '../../platform/persistence/value.js';
import type { SavedState } from './saved-state.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** Saved states of workspaces. They record which messages were sent later, so that a restore never sends them again. */
@WorkspaceScoped('data')
@Injectable()
export class SavedStates implements WorkspaceScoped {
  private readonly cache = new SavedStateCache();

  constructor(
    private readonly repository: SnapshotRepository,
    private readonly data: WorkspaceDataRepository,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
  ) {}

  /** Reads the current state of a workspace. */
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

  /** Stores a state under a name and replaces an earlier one. */
  async store(
    tx: WriteTransaction,
    workspace: string,
    { name, createdAt }: Pick<SnapshotEntity, 'name' | 'createdAt'>,
    state: SavedState,
  ): Promise<void> {
    this.cache.remove(workspace, name);
    const waiting = outboxMessagesOf(state)
      .filter((message) => message['state'] === 'waiting')
      .map(({ id }) => String(id));
    const snapshot = { workspace, name, createdAt, content: JSON.stringify(state) };
    await this.repository.replace(tx, snapshot, waiting);
  }

  /** Finds a saved state, in which messages that were sent since are marked as sent. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SavedState | undefined> {
    const state = this.cache.find(workspace, name) ?? (await this.load(tx, workspace, name));
    if (!state) return undefined;
    const sent = await this.repository.sentSince(tx, workspace, name);
    if (sent.length > 0) markSent(state, new Map(sent.map((message) => [message.id, message])));
    return state;
  }

  /** Records which waiting messages were sent. Call it before the outbox is emptied. */
  async recordSent(tx: WriteTransaction, workspace: string): Promise<void> {
    await this.repository.recordSent(tx, workspace);
  }

  /** Writes a state into an empty workspace. Throws 409 when its tables differ from those of this sandbox. */
  async apply(tx: WriteTransaction, workspace: string, state: SavedState): Promise<void> {
    const served = new Map(this.data.saved().map((table) => [table.name, table]));
    for (const name of served.keys()) {
      if (ownValue(state.tables, name)) continue;
      const text = `Snapshot has no table ${name}: it was saved by a sandbox that serves fewer roles. Serve the same roles`;
      throw new Problem(409, { text });
    }
    for (const [name, { columns, rows }] of Object.entries(state.tables)) {
      const table = served.get(name);
      if (table?.columns.join() !== columns.join())
        throw new Problem(409, {
          text: `Snapshot has a table ${name} that this sandbox does not have, or has with other columns`,
        });
      await this.insertAll(rows, name, this.data.inserter(tx, workspace, table));
    }
    for (const { clientId, parties } of state.clients) {
      const client = this.clients.find(clientId);
      if (client?.workspace === workspace) await this.clients.setParties(tx, client, parties);
    }
  }

  /** Inserts rows. Only an edited snapshot file can have rows that violate a constraint. */
  private async insertAll(
    rows: Value[][],
    table: string,
    insert: (row: readonly Value[]) => Awaitable<number>,
  ): Promise<void> {
    try {
      for (const row of rows) await insert(row);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!(error instanceof DuplicateRowError) && !code.startsWith('SQLITE_CONSTRAINT'))
        throw error;
      throw new Problem(409, {
        text: `Snapshot violates a unique constraint in ${table}: remove the duplicate rows`,
      });
    }
  }

  /** Removes a saved state. False: there is no state of this name. */
  async remove(tx: WriteTransaction, workspace: string, name: string): Promise<boolean> {
    this.cache.remove(workspace, name);
    return this.repository.remove(tx, workspace, name);
  }

  close(workspace: string): void {
    this.cache.remove(workspace);
  }

  private async load(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SavedState | undefined> {
    const row = await this.repository.find(tx, workspace, name);
    if (!row) return undefined;
    const state = JSON.parse(row.content) as SavedState;
    this.cache.store(workspace, name, state, row.content.length);
    return state;
  }
}

/** True when an imported value has the structure of a state. */
export function isSavedState(value: object): value is SavedState {
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
  const isText = (value: unknown): boolean => typeof value === 'string';
  const isList = Array.isArray(parties) && parties.every(isText);
  return isText(clientId) && isText(kind) && (parties === null || isList);
}

function isValue(cell: unknown): cell is Value {
  return cell === null || typeof cell === 'string' || Number.isFinite(cell);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function outboxMessagesOf({ tables }: SavedState): Record<string, Value>[] {
  const { columns = [], rows = [] } = tables['deliveries'] ?? {};
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
}

function markSent({ tables }: SavedState, sent: ReadonlyMap<string, SentSince>): void {
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
