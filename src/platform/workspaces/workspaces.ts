import { Inject, Injectable } from '@nestjs/common';
import { durationMs } from '../time/duration.js';
import { realNow, toIsoUtc } from '../time/time.js';
import { Store, type WriteTransaction } from '../persistence/store.js';
import { Problem } from '../errors/problem.js';
import { WorkspaceEntity } from './workspace.entity.js';
import { WorkspaceScoped } from './workspace-scoped.js';
import { type Config, CONFIG, type Settings } from '../config/config.js';

export const DEFAULT_WORKSPACE = 'default';

type Change = Partial<Pick<WorkspaceEntity, 'settings' | 'clock'>>;

/** The workspaces, held in memory because every request asks for its time and settings; the table is their copy. */
@WorkspaceScoped('registry')
@Injectable()
export class Workspaces implements WorkspaceScoped {
  private readonly byId = new Map<string, WorkspaceEntity>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Loads all, and makes `default` where there is none yet. */
  async load(): Promise<void> {
    const kept = await this.store.readShared((tx) =>
      tx.manager.find(WorkspaceEntity, { order: { createdAt: 'ASC' } }),
    );
    for (const workspace of kept) this.byId.set(workspace.id, workspace);
    if (this.byId.has(DEFAULT_WORKSPACE)) return;
    this.add(DEFAULT_WORKSPACE, null);
    await this.store.write(DEFAULT_WORKSPACE, (tx) => this.create(tx, DEFAULT_WORKSPACE));
  }

  /** Makes a workspace that is good from now on; `create` makes it last. */
  add(id: string, expiresAfter: string | null): void {
    const createdAt = toIsoUtc(realNow());
    const clock = { mode: 'real', offset: 0 } as const;
    const workspace = { id, createdAt, settings: {}, clock, expiresAfter, usedAt: createdAt };
    this.byId.set(id, workspace);
  }

  async create(tx: WriteTransaction, id: string): Promise<void> {
    await tx.manager.insert(WorkspaceEntity, this.get(id));
  }

  /** Takes it from the database, unless it is held already. */
  async open(id: string): Promise<void> {
    if (this.byId.has(id)) return;
    const kept = await this.store.read(id, (tx) => tx.manager.findOneBy(WorkspaceEntity, { id }));
    if (kept) this.byId.set(id, kept);
  }

  /** From now on there is none of this id. */
  close(id: string): void {
    this.byId.delete(id);
  }

  /** Somebody has to do with it, for so many milliseconds: it lives on. */
  use(id: string, forMs = 0): void {
    const workspace = this.byId.get(id);
    if (!workspace?.expiresAfter) return;
    const until = toIsoUtc(realNow() + forMs);
    if (until > workspace.usedAt) workspace.usedAt = until;
  }

  /** When it goes unless somebody uses it, in real milliseconds since 1970; undefined: it stays. */
  expiresAt(id: string): number | undefined {
    const { expiresAfter, usedAt, createdAt } = this.get(id);
    if (expiresAfter === null) return undefined;
    return Date.parse(usedAt || createdAt) + (durationMs(expiresAfter) ?? 0);
  }

  /** Keeps on disk when workspaces were last used. */
  async persistLastUsed(): Promise<void> {
    const expiring = [...this.byId.values()].filter(({ expiresAfter }) => expiresAfter !== null);
    await Promise.all(
      expiring.map(({ id, usedAt }) =>
        this.store.write(id, (tx) => tx.manager.update(WorkspaceEntity, { id }, { usedAt })),
      ),
    );
  }

  /** The newest last. */
  ids(): string[] {
    return [...this.byId.keys()];
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** A workspace that does not exist is a 404 to whoever named it. */
  get(id: string): WorkspaceEntity {
    const workspace = this.byId.get(id);
    if (!workspace) throw new Problem(404, { text: `There is no workspace "${id}"` });
    return workspace;
  }

  settings(id: string): Settings {
    return { decide: 'auto', ...this.config.settings, ...this.get(id).settings };
  }

  /** Changes happen one after the other; each sees what the one before left. */
  change(id: string, edit: (workspace: WorkspaceEntity) => Change): Promise<void> {
    const mine = this.turn.then(async () => {
      const change = edit(this.get(id));
      await this.store.write(id, (tx) => tx.manager.update(WorkspaceEntity, { id }, change));
      this.byId.set(id, { ...this.get(id), ...change });
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}
