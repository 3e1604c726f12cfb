import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { realNow, toIsoUtc } from '../../platform/time/time.js';
import { renameClients } from '../../platform/oauth/client-ids.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Store } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { SavedStates, isState } from '../lifecycle/saved-states.js';
import { SnapshotEntity } from '../lifecycle/snapshot.entity.js';
import { WorkspaceDataRepository } from '../lifecycle/workspace-data.repository.js';
import type { SavedState } from '../lifecycle/saved-state.js';

/** What says of a file that it is one of ours. */
export const FORMAT = 'ketenlab-snapshot';

/** A snapshot outside of its sandbox. */
export interface SnapshotFile {
  format: string;
  /** Of the tables; another version cannot read them. */
  schemaVersion: string;
  name: string;
  workspace: string;
  createdAt: string;
  /** SHA-256 of the state. */
  digest: string;
  state: SavedState;
}

export type Snapshot = Pick<SnapshotEntity, 'name' | 'createdAt'>;

/** Saves what workspaces are, and brings it back. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly store: Store,
    private readonly data: WorkspaceDataRepository,
    private readonly saved: SavedStates,
    private readonly clients: Clients,
    private readonly lifecycle: Lifecycle,
  ) {}

  /** The newest first. */
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
    await this.store.write(workspace, async (tx) =>
      this.saved.keep(tx, workspace, snapshot, await this.saved.take(tx, workspace)),
    );
    return snapshot;
  }

  /** Puts a workspace back to what was saved. */
  async restore(workspace: string, name: string): Promise<void> {
    await this.lifecycle.restore(workspace, async (tx) => {
      const state = await this.saved.find(tx, workspace, name);
      if (!state) throw noSnapshot(workspace, name);
      await this.data.empty(tx, workspace);
      await this.saved.put(tx, workspace, state);
      return state.clock;
    });
  }

  async remove(workspace: string, name: string): Promise<void> {
    const removed = await this.store.write(workspace, (tx) =>
      this.saved.remove(tx, workspace, name),
    );
    if (!removed) throw noSnapshot(workspace, name);
  }

  async file(workspace: string, name: string): Promise<SnapshotFile> {
    const { createdAt } = (await this.list(workspace)).find((one) => one.name === name) ?? {};
    if (createdAt === undefined) throw noSnapshot(workspace, name);
    const state = await this.store.write(workspace, async (tx) => {
      await this.saved.recordSent(tx, workspace);
      return this.saved.find(tx, workspace, name);
    });
    if (!state) throw noSnapshot(workspace, name);
    const schemaVersion = await this.data.version();
    const digest = digestOf(state);
    return { format: FORMAT, schemaVersion, name, workspace, createdAt, digest, state };
  }

  /** Takes a snapshot of any workspace in, under its name; its clients are those of the same kind here. */
  async import(workspace: string, file: SnapshotFile): Promise<Snapshot> {
    const { schemaVersion, digest, name, createdAt } = file;
    const version = await this.data.version();
    if (schemaVersion !== version) {
      const text = `The file is of schema version ${schemaVersion}, and this sandbox of ${version}: one of the same version can read it`;
      throw new Problem(409, { text });
    }
    if (digestOf(file.state) !== digest)
      throw new Problem(400, {
        text: 'The state is not the one that was exported: its digest differs',
      });
    if (!isState(file.state)) throw new Problem(400, { text: '/state is no state of a workspace' });
    const snapshot = { name, createdAt };
    await this.store.write(workspace, (tx) =>
      this.saved.keep(tx, workspace, snapshot, this.ofClientsHere(file.state, workspace)),
    );
    return snapshot;
  }

  /** What is said of clients is said of those of the same kind. Wire documents stay as they were sent. */
  private ofClientsHere(state: SavedState, workspace: string): SavedState {
    const here = new Map(this.clients.in(workspace).map(({ kind, clientId }) => [kind, clientId]));
    const names = new Map(
      state.clients.map(({ clientId, kind }) => [clientId, here.get(kind) ?? clientId]),
    );
    const renamed = (value: unknown): string => names.get(String(value)) ?? String(value);
    const tables = Object.entries(state.tables).map(([table, { columns, rows }]) => {
      if (table === 'messages' || table === 'deliveries')
        return [table, { columns, rows }] as const;
      const own = rows.map((row) =>
        row.map((value, at) => {
          if (columns[at] === 'clientId' && value !== null) return renamed(value);
          return typeof value === 'string' && value.startsWith('{')
            ? inDocument(value, renamed)
            : value;
        }),
      );
      return [table, { columns, rows: own }] as const;
    });
    const clients = state.clients.map((client) => ({
      ...client,
      clientId: renamed(client.clientId),
    }));
    return { ...state, clients, tables: Object.fromEntries(tables) };
  }
}

/** A text that is no JSON, though it begins so, stays as it is. */
function inDocument(text: string, renamed: (clientId: string) => string): string {
  try {
    return JSON.stringify(renameClients(JSON.parse(text), renamed));
  } catch {
    return text;
  }
}

function digestOf(state: SavedState): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}

function noSnapshot(workspace: string, name: string): Problem {
  return new Problem(404, { text: `There is no snapshot "${name}" of workspace ${workspace}` });
}
