import { Inject, Injectable } from '@nestjs/common';
import { durationMs } from '../time/duration.js';
import { realNow, toIsoUtc } from '../time/time.js';
import { insertInto } from '../persistence/insert.js';
import { Store, type WriteTransaction } from '../persistence/store.js';
import { Problem } from '../errors/problem.js';
import { Ownership } from './ownership.js';
import { WorkspaceEntity } from './workspace.entity.js';
import { WorkspaceScoped } from './workspace-scoped.js';
import { type Config, CONFIG, type Settings } from '../config/config.js';

export const DEFAULT_WORKSPACE = 'default';

const INSERT_MISSING = insertInto(WorkspaceEntity, 'ignore');

type Change = Partial<Pick<WorkspaceEntity, 'settings' | 'clock'>>;

/** The workspaces that this process owns, in memory because every request needs time and settings. The table is written after each change. */
@WorkspaceScoped('registry')
@Injectable()
export class Workspaces implements WorkspaceScoped {
  private readonly byId = new Map<string, WorkspaceEntity>();
  private readonly settingsOf = new WeakMap<WorkspaceEntity, Settings>();
  private readonly turns = new Map<string, Promise<unknown>>();
  /** Expiring workspaces whose last use is not in the database yet. */
  private readonly used = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly ownership: Ownership,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Creates `default` if it does not exist, and loads all workspaces that this process owns from its start. */
  async load(): Promise<void> {
    const rows = await this.stored();
    if (!rows.some(({ id }) => id === DEFAULT_WORKSPACE)) {
      const first = newWorkspace(DEFAULT_WORKSPACE, null);
      // Another process may have stored it meanwhile.
      await this.store.writeShared((tx) => tx.insert(INSERT_MISSING, first));
      rows.push(first);
    }
    if (!this.ownership.isShared)
      for (const workspace of rows) this.byId.set(workspace.id, workspace);
  }

  /** Adds a workspace in memory. `create` stores it. */
  add(id: string, expiresAfter: string | null): void {
    this.byId.set(id, newWorkspace(id, expiresAfter));
  }

  async create(tx: WriteTransaction, id: string): Promise<void> {
    await tx.manager.insert(WorkspaceEntity, this.get(id));
  }

  /** Loads a workspace from the database, unless it is in memory. */
  async open(id: string): Promise<void> {
    if (this.byId.has(id)) return;
    const rows = await this.store.read(id, (tx) => tx.manager.findOneBy(WorkspaceEntity, { id }));
    if (rows) this.byId.set(id, rows);
  }

  /** Removes a workspace from memory. */
  close(id: string): void {
    this.byId.delete(id);
    this.used.delete(id);
  }

  /** Records that a workspace is in use for `forMs`, which postpones its expiry. */
  use(id: string, forMs = 0): void {
    const workspace = this.byId.get(id);
    if (!workspace?.expiresAfter) return;
    const until = toIsoUtc(realNow() + forMs);
    if (until <= workspace.usedAt) return;
    workspace.usedAt = until;
    this.used.add(id);
  }

  /** Writes the last use of expiring workspaces to the database. */
  async persistLastUsed(): Promise<void> {
    await Promise.all(
      this.takeUsed().map(({ id, usedAt }) =>
        this.store.write(id, (tx) => tx.manager.update(WorkspaceEntity, { id }, { usedAt })),
      ),
    );
  }

  /** The last use of the workspaces that were used since the last call. */
  takeUsed(): Pick<WorkspaceEntity, 'id' | 'usedAt'>[] {
    const ids = [...this.used];
    this.used.clear();
    return ids.flatMap((id) => this.byId.get(id) ?? []);
  }

  /** All workspaces, also those of other processes, the newest last. */
  async all(): Promise<WorkspaceEntity[]> {
    if (!this.ownership.isShared) return [...this.byId.values()];
    return (await this.stored()).map((stored) => this.byId.get(stored.id) ?? stored);
  }

  /** Ids of the workspaces of this process, the newest last. */
  ids(): string[] {
    return [...this.byId.keys()];
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** Returns a workspace; throws 404 when it does not exist. */
  get(id: string): WorkspaceEntity {
    const workspace = this.byId.get(id);
    if (!workspace) throw new Problem(404, { text: `There is no workspace "${id}"` });
    return workspace;
  }

  /** Settings of a workspace, with the defaults. Every message needs them: a change makes a new entity. */
  settings(id: string): Settings {
    const workspace = this.get(id);
    let settings = this.settingsOf.get(workspace);
    if (!settings) {
      settings = { decide: 'auto', ...this.config.settings, ...workspace.settings };
      this.settingsOf.set(workspace, settings);
    }
    return settings;
  }

  /** Changes a workspace. Its changes run one after another, so that each edits the result of the previous one. */
  change(id: string, edit: (workspace: WorkspaceEntity) => Change): Promise<void> {
    const before = this.turns.get(id) ?? Promise.resolve();
    const result = before.then(async () => {
      const change = edit(this.get(id));
      await this.store.write(id, (tx) => this.write(tx, id, change));
    });
    const turn = result
      .catch(() => undefined)
      .then(() => {
        if (this.turns.get(id) === turn) this.turns.delete(id);
      });
    this.turns.set(id, turn);
    return result;
  }

  /** Writes a change in a transaction. It counts after the commit. */
  async write(tx: WriteTransaction, id: string, change: Change): Promise<void> {
    await tx.manager.update(WorkspaceEntity, { id }, change);
    tx.afterCommit(() => {
      const workspace = this.byId.get(id);
      if (workspace) this.byId.set(id, { ...workspace, ...change });
    });
  }

  private stored(): Promise<WorkspaceEntity[]> {
    const order = { createdAt: 'ASC', id: 'ASC' } as const;
    return this.store.readShared((tx) => tx.manager.find(WorkspaceEntity, { order }));
  }
}

/** Time at which an unused workspace is removed, in real milliseconds since 1970; undefined: never. */
export function expiryOf({
  expiresAfter,
  usedAt,
  createdAt,
}: Pick<WorkspaceEntity, 'expiresAfter' | 'usedAt' | 'createdAt'>): number | undefined {
  if (expiresAfter === null) return undefined;
  return Date.parse(usedAt || createdAt) + (durationMs(expiresAfter) ?? 0);
}

function newWorkspace(id: string, expiresAfter: string | null): WorkspaceEntity {
  const createdAt = toIsoUtc(realNow());
  const clock = { mode: 'real', offset: 0 } as const;
  return { id, createdAt, settings: {}, clock, expiresAfter, usedAt: createdAt };
}
