import { Injectable } from '@nestjs/common';
import { Clients } from '../../platform/oauth/clients.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import type { ReadView } from '../../platform/persistence/read-view.js';
import { Slices } from '../../platform/time/slices.js';
import { SavedStateCache } from './saved-state-cache.js';
import type { SnapshotEntity } from './snapshot.entity.js';
import { SnapshotRepository, type SentSince } from './snapshot.repository.js';
import { SnapshotWriter, removeContent, tooLarge } from './snapshot-writer.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { partsOfRows, type StoredPart } from './saved-lists.js';
import type { SavedItem } from './saved-section.js';
import { MAX_SNAPSHOT_BYTES, OUTBOX, type SavedHead, type SavedPart } from './saved-state.js';
import type { SavedTables } from './version-1.js';

type SnapshotName = Pick<SnapshotEntity, 'name' | 'createdAt'>;

/** A saved state that is read part by part. */
export interface OpenState {
  head: SavedHead;
  /** The list of each part, in the order of a file. */
  lists: readonly string[];
  /** A part, in which messages that were sent since are marked as sent. */
  part: (index: number) => Promise<SavedPart>;
}

/** Saved states of workspaces. They record which messages were sent later, so that a restore never sends them again. */
@WorkspaceScoped('data')
@Injectable()
export class SavedStates implements WorkspaceScoped {
  private readonly cache = new SavedStateCache();

  constructor(
    private readonly store: Store,
    private readonly repository: SnapshotRepository,
    private readonly data: WorkspaceDataRepository,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
  ) {}

  /** Removes what a process that ended while it wrote left behind. */
  async removeOrphans(workspace: string): Promise<void> {
    await this.store.write(workspace, (tx) => this.repository.removeOrphans(tx, workspace));
  }

  /** Saves the current state of a workspace under a name. Throws 409 at once when it is too large. */
  async save(workspace: string, snapshot: SnapshotName): Promise<void> {
    // The view ends before the first write: while it is open, the log grows.
    const [head, parts] = await this.store.readView(workspace, async (view) => {
      const saved = this.headOf(workspace);
      await this.assertSize(view, workspace);
      return [saved, await this.partsIn(view, workspace)] as const;
    });
    await this.write(workspace, snapshot, head, parts);
  }

  /** Stores a state under a name and replaces an earlier one. */
  async write(
    workspace: string,
    snapshot: SnapshotName,
    head: SavedHead,
    parts: Iterable<StoredPart>,
  ): Promise<void> {
    const writer = new SnapshotWriter(this.store, this.repository, { workspace, ...snapshot });
    try {
      for (const part of parts) await writer.add(part);
      await writer.finish(head);
    } catch (error) {
      // The next start removes the parts that stay while the database cannot be used.
      await writer.abort().catch(() => undefined);
      throw error;
    }
  }

  /** Opens a saved state. Undefined: there is no state of this name. */
  async find(tx: ReadTransaction, workspace: string, name: string): Promise<OpenState | undefined> {
    const snapshot = await this.repository.find(tx, workspace, name);
    if (!snapshot) return undefined;
    const sent = new Map(
      (await this.repository.sentSince(tx, snapshot)).map((message) => [message.id, message]),
    );
    if (snapshot.version === 1) {
      const { head, parts } = this.data.fromVersion1(JSON.parse(snapshot.content) as SavedTables);
      const lists = parts.map(({ list }) => list);
      return { head, lists, part: async (index) => withSent(parts[index]!, sent) };
    }
    const positions = this.data.inFileOrder(await this.repository.positions(tx, snapshot));
    return {
      head: JSON.parse(snapshot.content) as SavedHead,
      lists: positions.map(({ list }) => list),
      part: async (index) => {
        const { list, number } = positions[index]!;
        return withSent({ list, items: await this.itemsOf(snapshot, number) }, sent);
      },
    };
  }

  /** Bytes of a saved state; 0: there is no state of this name, or it is of version 1. */
  async sizeOf(tx: ReadTransaction, workspace: string, name: string): Promise<number> {
    const snapshot = await this.repository.find(tx, workspace, name);
    return snapshot ? this.repository.size(tx, snapshot) : 0;
  }

  /** Records which waiting messages were sent. Call it before the outbox is emptied. */
  async recordSent(tx: WriteTransaction, workspace: string): Promise<void> {
    await this.repository.recordSent(tx, workspace);
  }

  /** Removes a saved state. False: there is no state of this name. */
  async remove(workspace: string, name: string): Promise<boolean> {
    const removed = await this.store.write(workspace, (tx) =>
      this.repository.remove(tx, workspace, name),
    );
    if (!removed) return false;
    await removeContent(this.store, this.repository, removed);
    return true;
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

  private async partsIn(view: ReadView, workspace: string): Promise<StoredPart[]> {
    const parts: StoredPart[] = [];
    const slices = new Slices();
    for (const section of this.data.saved()) {
      const rows = view.rows(this.data.rowsQuery(section.table), workspace);
      for await (const part of partsOfRows(section, rows)) {
        parts.push(part);
        if (slices.isOver) await slices.turn();
      }
    }
    return parts;
  }

  /** Throws 409 when the rows of a workspace have more bytes than a snapshot. Nothing is copied for that. */
  private async assertSize(view: ReadView, workspace: string): Promise<void> {
    let bytes = 0;
    for await (const size of this.data.sizes(view, workspace)) {
      bytes += size;
      if (bytes > MAX_SNAPSHOT_BYTES) throw tooLarge(workspace, bytes);
    }
  }

  private async itemsOf(snapshot: SnapshotEntity, number: number): Promise<SavedItem[]> {
    const { workspace, parts } = snapshot;
    const cached = this.cache.find(workspace, parts, number);
    if (cached) return cached;
    const content = await this.store.read(workspace, (tx) =>
      this.repository.part(tx, snapshot, number),
    );
    const items = JSON.parse(content) as SavedItem[];
    this.cache.store({ workspace, parts, number }, items, content.length);
    return items;
  }
}

/** The part with the states that messages got since. */
function withSent(part: SavedPart, sent: ReadonlyMap<string, SentSince>): SavedPart {
  if (part.list !== OUTBOX || sent.size === 0) return part;
  const items = part.items.map((item) => {
    const since = sent.get(String(item['id']));
    if (!since) return item;
    const attempts = JSON.parse(since.attempts) as unknown[];
    return { ...item, state: since.state, tries: attempts.length, attempts };
  });
  return { ...part, items };
}
