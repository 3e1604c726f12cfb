import { Injectable } from '@nestjs/common';
import { realNow, toIsoUtc } from '../../platform/time/time.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Store } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { SavedStates } from '../lifecycle/saved-states.js';
import { SnapshotEntity } from '../lifecycle/snapshot.entity.js';
import { WorkspaceDataRepository } from '../lifecycle/workspace-data.repository.js';
import { noSnapshot } from '../lifecycle/change-steps.js';
import { partsOfItems, type StoredPart } from '../lifecycle/saved-lists.js';
import {
  SNAPSHOT_VERSION,
  type SavedHead,
  type SavedPart,
  type SavedState,
} from '../lifecycle/saved-state.js';
import type { SavedTables } from '../lifecycle/version-1.js';
import { assertServedLists } from '../lifecycle/served-lists.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { validationSchemaOf, type SchemaError } from '../../platform/validation/schema.js';
import { Collections } from '../state/collections.js';
import { mapClients } from './map-clients.js';
import {
  fileText,
  digestOf,
  fileStateOf,
  partsOfFile,
  type SnapshotFile,
} from './snapshot-file.js';
import { StateValidator, firstErrors } from './validate-state.js';
import { version1Errors } from './version-1-errors.js';

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
    private readonly collections: Collections,
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
    const { name, createdAt } = file;
    if (digestOf(file.state) !== file.digest)
      throw new Problem(400, {
        text: 'The digest does not match the state: the file was changed after its export',
      });
    const state = mapClients(
      this.stateOf(file),
      this.data.saved(),
      this.clientMap(workspace, file),
    );
    const snapshot = { name, createdAt };
    await this.lifecycle.exclusively(workspace, () =>
      this.saved.write(workspace, snapshot, state.head, storedParts(state.parts)),
    );
    return snapshot;
  }

  /** The valid state of a file. Throws a problem with all errors. */
  private stateOf({ version = 1, state }: SnapshotFile): SavedState {
    if (version > SNAPSHOT_VERSION || version < 1)
      throw new Problem(409, {
        text: `The file has version ${version}; this sandbox reads the versions 1 to ${SNAPSHOT_VERSION}. Import it with the version that exported it`,
      });
    if (version === 1) assertValid(version1Errors(state));
    const current =
      version === 1
        ? fileStateOf(this.data.fromVersion1(state as SavedTables))
        : (state as ReturnType<typeof fileStateOf>);
    assertValid(firstErrors(this.validator().errors(current)));
    const { clock, clients } = current;
    const parts = partsOfFile(current);
    assertServedLists(
      this.data.saved(),
      parts.map(({ list }) => list),
    );
    return { head: { clock, clients }, parts };
  }

  private validator(): StateValidator {
    return new StateValidator(this.data.saved(), (collection) => {
      const message = this.data.messageSchemaOf(collection);
      if (message) return { document: message.document(), state: message.state?.() };
      const [writer] = this.collections.writersOf(collection);
      return writer && { document: validationSchemaOf(writer.itemType.of) };
    });
  }

  /** Maps a client of a file to the one of the same kind here. */
  private clientMap(workspace: string, { state }: SnapshotFile): (clientId: string) => string {
    const here = new Map(this.clients.in(workspace).map(({ kind, clientId }) => [kind, clientId]));
    const names = new Map(
      (state as SavedHead).clients.map(({ clientId, kind }) => [
        clientId,
        here.get(kind) ?? clientId,
      ]),
    );
    return (clientId) => names.get(clientId) ?? clientId;
  }
}

function* storedParts(parts: readonly SavedPart[]): Generator<StoredPart> {
  for (const part of parts) yield* partsOfItems(part);
}

function assertValid(errors: SchemaError[]): void {
  if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
}
