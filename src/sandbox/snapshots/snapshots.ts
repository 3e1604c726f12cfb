import { Injectable } from '@nestjs/common';
import { realNow, toIsoUtc } from '../../platform/time/time.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Store } from '../../platform/persistence/store.js';
import { noSnapshot } from '../lifecycle/changes/change-steps.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { partsOfItems, type StoredPart } from '../lifecycle/saved-lists.js';
import { sectionOfList, type SavedSection } from '../lifecycle/saved-section.js';
import type { SavedPart } from '../lifecycle/saved-state.js';
import { SavedStates } from '../lifecycle/saved-states.js';
import { SnapshotEntity } from '../lifecycle/snapshot.entity.js';
import { WorkspaceDataRepository } from '../lifecycle/workspace-data.repository.js';
import { SnapshotFileReader } from './file-reader.js';
import { clientMap, itemMapper, mapHead, type ClientMap } from './map-clients.js';
import { fileText, type SnapshotFile } from './snapshot-file.js';

export type Snapshot = Pick<SnapshotEntity, 'name' | 'createdAt'>;

/** Saves, restores, exports and imports states of workspaces. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly store: Store,
    private readonly data: WorkspaceDataRepository,
    private readonly saved: SavedStates,
    private readonly clients: Clients,
    private readonly lifecycle: Lifecycle,
    private readonly reader: SnapshotFileReader,
  ) {}

  /** Snapshots of a workspace, the newest first. */
  async list(workspace: string): Promise<Snapshot[]> {
    return this.store.read(workspace, ({ manager }) =>
      manager.find(SnapshotEntity, {
        where: { workspace },
        select: { name: true, createdAt: true },
        order: { createdAt: 'DESC', name: 'ASC' },
      }),
    );
  }

  async save(workspace: string, name: string): Promise<Snapshot> {
    const snapshot = { name, createdAt: toIsoUtc(realNow()) };
    await this.lifecycle.exclusively(workspace, () => this.saved.save(workspace, snapshot));
    return snapshot;
  }

  /** Restores a workspace to a snapshot. */
  restore(workspace: string, name: string): Promise<void> {
    return this.lifecycle.restore(workspace, name);
  }

  async remove(workspace: string, name: string): Promise<void> {
    const removed = await this.lifecycle.exclusively(workspace, () =>
      this.saved.remove(workspace, name),
    );
    if (!removed) throw noSnapshot(workspace, name);
  }

  /** The text of an exported snapshot, part by part. It ends with an error when the snapshot is replaced meanwhile. */
  async file(workspace: string, name: string): Promise<AsyncIterable<string>> {
    const snapshot = (await this.list(workspace)).find((one) => one.name === name);
    if (!snapshot) throw noSnapshot(workspace, name);
    await this.store.write(workspace, (tx) => this.saved.recordSent(tx, workspace));
    const state = await this.store.read(workspace, (tx) => this.saved.find(tx, workspace, name));
    if (!state) throw noSnapshot(workspace, name);
    return fileText({ ...snapshot, workspace }, state);
  }

  /**
   * Imports a snapshot of any workspace, in the format of this version or an earlier one. Its clients are mapped to clients of
   * the same kind in this workspace.
   */
  async import(workspace: string, file: SnapshotFile): Promise<Snapshot> {
    const { head, parts } = await this.reader.read(file);
    const here = new Map(this.clients.in(workspace).map(({ kind, clientId }) => [kind, clientId]));
    const map = clientMap(head, here);
    const snapshot = { name: file.name, createdAt: file.createdAt };
    const stored = storedParts(parts, this.data.saved(), map);
    await this.lifecycle.exclusively(workspace, () =>
      this.saved.write(workspace, snapshot, mapHead(head, map), stored),
    );
    return snapshot;
  }
}

function* storedParts(
  parts: readonly SavedPart[],
  sections: readonly SavedSection[],
  map: ClientMap,
): Generator<StoredPart> {
  for (const { list, items } of parts) {
    const mapped = itemMapper(sectionOfList(sections, list), map);
    yield* partsOfItems(list, items, mapped);
  }
}
