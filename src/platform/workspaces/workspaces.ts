import { Inject, Injectable } from '@nestjs/common';
import { durationMs } from '../time/duration.js';
import { realNow, toIsoUtc } from '../time/time.js';
import { insertInto } from '../persistence/insert.js';
import { Store, type WriteTransaction } from '../persistence/store.js';
import { Problem } from '../errors/problem.js';
import { WorkspaceEntity } from './workspace.entity.js';
import { WorkspaceScoped } from './workspace-scoped.js';
import { type Config, CONFIG, type Settings } from '../config/config.js';

export const DEFAULT_WORKSPACE = 'default';

const INSERT_MISSING = insertInto(WorkspaceEntity, 'ignore');

type Change = Partial<Pick<WorkspaceEntity, 'settings' | 'clock'>>;

/** All workspaces, in memory because every request needs time and settings. The table is written after each change. */
@WorkspaceScoped('registry')
@Injectable()
export class Workspaces implements WorkspaceScoped {
  private readonly byId = new Map<string, WorkspaceEntity>();
  private readonly settingsOf = new WeakMap<WorkspaceEntity, Settings>();
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Loads all workspaces, and creates `default` if it does not exist. */
  async load(): Promise<void> {
    const rows = await this.store.readShared((tx) =>
      tx.manager.find(WorkspaceEntity, { order: { createdAt: 'ASC' } }),
    );
    for (const workspace of rows) this.byId.set(workspace.id, workspace);
    if (this.byId.has(DEFAULT_WORKSPACE)) return;
    this.add(DEFAULT_WORKSPACE, null);
    // Another process may have stored it meanwhile.
    await this.store.write(DEFAULT_WORKSPACE, (tx) =>
      tx.insert(INSERT_MISSING, this.get(DEFAULT_WORKSPACE)),
    );
  }

  /** Adds a workspace in memory. `create` stores it. */
  add(id: string, expiresAfter: string | null): void {
    const createdAt = toIsoUtc(realNow());
    const clock = { mode: 'real', offset: 0 } as const;
    const workspace = { id, createdAt, settings: {}, clock, expiresAfter, usedAt: createdAt };
    this.byId.set(id, workspace);
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
  }

  /** Records that a workspace is in use for `forMs`, which postpones its expiry. */
  use(id: string, forMs = 0): void {
    const workspace = this.byId.get(id);
    if (!workspace?.expiresAfter) return;
    const until = toIsoUtc(realNow() + forMs);
    if (until > workspace.usedAt) workspace.usedAt = until;
  }

  /** Time at which an unused workspace is removed, in real milliseconds since 1970; undefined: never. */
  expiresAt(id: string): number | undefined {
    const { expiresAfter, usedAt, createdAt } = this.get(id);
    if (expiresAfter === null) return undefined;
    return Date.parse(usedAt || createdAt) + (durationMs(expiresAfter) ?? 0);
  }

  /** Writes the last use of expiring workspaces to the database. */
  async persistLastUsed(): Promise<void> {
    const expiring = [...this.byId.values()].filter(({ expiresAfter }) => expiresAfter !== null);
    await Promise.all(
      expiring.map(({ id, usedAt }) =>
        this.store.write(id, (tx) => tx.manager.update(WorkspaceEntity, { id }, { usedAt })),
      ),
    );
  }

  /** Ids of all workspaces, the newest last. */
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
}
