import { Injectable } from '@nestjs/common';
import { Clients } from '../../platform/oauth/clients.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import { SavedStateCache } from './saved-state-cache.js';
import type { SnapshotEntity } from './snapshot.entity.js';
import { SnapshotRepository, type SentSince } from './snapshot.repository.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { DuplicateRowError } from '../../platform/persistence/insert.js';
import { partsOfRows, type StoredPart } from './saved-lists.js';
import { assertServedLists } from './served-lists.js';
import { rowOf, sectionOfList, type SavedItem } from './saved-section.js';
import {
  SNAPSHOT_VERSION,
  type SavedHead,
  type SavedPart,
  type SavedState,
} from './saved-state.js';
import type { SavedTables } from './version-1.js';

/** List of the outbox in a snapshot. */
const OUTBOX = 'outbox';

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

  /** Saves the current state of a workspace under a name. */
  async save(
    tx: WriteTransaction,
    workspace: string,
    snapshot: Pick<SnapshotEntity, 'name' | 'createdAt'>,
  ): Promise<void> {
    const parts: StoredPart[] = [];
    for (const section of this.data.saved())
      parts.push(...partsOfRows(section, await this.data.rows(tx, workspace, section.table)));
    await this.store(tx, workspace, snapshot, { head: this.headOf(workspace), parts });
  }

  /** Stores a state under a name and replaces an earlier one. */
  async store(
    tx: WriteTransaction,
    workspace: string,
    { name, createdAt }: Pick<SnapshotEntity, 'name' | 'createdAt'>,
    { head, parts: all }: { head: SavedHead; parts: readonly StoredPart[] },
  ): Promise<void> {
    this.cache.remove(workspace, name);
    const parts = uuidV7();
    const waiting = all
      .filter(({ list }) => list === OUTBOX)
      .flatMap(({ content }) => JSON.parse(content) as SavedItem[])
      .filter(({ state }) => state === 'waiting')
      .map(({ id }) => String(id));
    const content = JSON.stringify(head);
    const snapshot = { workspace, name, createdAt, content, version: SNAPSHOT_VERSION, parts };
    await this.repository.replace(tx, snapshot, waiting);
    for (const [number, part] of all.entries())
      await this.repository.insertPart(tx, { workspace, snapshot: parts, number, ...part });
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
    return sent.length === 0 ? state : withSent(state, sent);
  }

  /** Records which waiting messages were sent. Call it before the outbox is emptied. */
  async recordSent(tx: WriteTransaction, workspace: string): Promise<void> {
    await this.repository.recordSent(tx, workspace);
  }

  /** Writes a state into an empty workspace. Throws 409 when this sandbox serves other roles. */
  async apply(tx: WriteTransaction, workspace: string, { head, parts }: SavedState): Promise<void> {
    assertServedLists(this.data.saved(), parts);
    for (const part of parts) await this.insertAll(tx, workspace, part);
    for (const { clientId, parties } of head.clients) {
      const client = this.clients.find(clientId);
      if (client?.workspace === workspace) await this.clients.setParties(tx, client, parties);
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

  private headOf(workspace: string): SavedHead {
    const clients = this.clients
      .in(workspace)
      .map(({ clientId, kind, parties }) => ({ clientId, kind, parties }));
    return { clock: this.workspaces.get(workspace).clock, clients };
  }

  /** Inserts the rows of a part. The import has refused duplicates, but not those of an earlier version. */
  private async insertAll(
    tx: WriteTransaction,
    workspace: string,
    { list, items }: SavedPart,
  ): Promise<void> {
    const section = sectionOfList(this.data.saved(), list);
    if (!section) return;
    const insert = this.data.inserter(tx, workspace, section.table);
    try {
      for (const item of items) await insert(rowOf(section, list, item));
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!(error instanceof DuplicateRowError) && !code.startsWith('SQLITE_CONSTRAINT'))
        throw error;
      throw new Problem(409, {
        text: `Snapshot violates a unique constraint in ${list}: remove the duplicate items`,
      });
    }
  }

  private async load(
    tx: ReadTransaction,
    workspace: string,
    name: string,
  ): Promise<SavedState | undefined> {
    const snapshot = await this.repository.find(tx, workspace, name);
    if (!snapshot) return undefined;
    if (snapshot.version === 1)
      return this.data.fromVersion1(JSON.parse(snapshot.content) as SavedTables);
    const parts: SavedPart[] = [];
    let size = 0;
    for (const { list, number } of await this.repository.positions(tx, snapshot)) {
      const content = await this.repository.part(tx, snapshot, number);
      size += content.length;
      parts.push({ list, items: JSON.parse(content) as SavedItem[] });
    }
    const state = { head: JSON.parse(snapshot.content) as SavedHead, parts };
    this.cache.store(workspace, name, state, size);
    return state;
  }
}

/** Copy of a state in which messages have the state that they got since. */
function withSent({ head, parts }: SavedState, sent: readonly SentSince[]): SavedState {
  const byId = new Map(sent.map((message) => [message.id, message]));
  const marked = (item: SavedItem): SavedItem => {
    const since = byId.get(String(item['id']));
    if (!since) return item;
    const attempts = JSON.parse(since.attempts) as unknown[];
    return { ...item, state: since.state, tries: attempts.length, attempts };
  };
  return {
    head,
    parts: parts.map((part) =>
      part.list === OUTBOX ? { ...part, items: part.items.map(marked) } : part,
    ),
  };
}
