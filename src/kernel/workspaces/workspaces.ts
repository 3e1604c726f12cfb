import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config.js';
import { realNow, zulu } from '../clock/time.js';
import { Store } from '../persistence/store.js';
import { Problem } from '../problem/problem.js';
import { type Settings, WorkspaceEntity } from './workspace.entity.js';

export const DEFAULT_WORKSPACE = 'default';

type Change = Partial<Pick<WorkspaceEntity, 'settings' | 'clock'>>;

/** The workspaces, held in memory because every request asks for its time and settings; the table is their copy. */
@Injectable()
export class Workspaces {
  private readonly byId = new Map<string, WorkspaceEntity>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Loads all, and makes `default` where there is none yet. */
  async load(): Promise<void> {
    for (const workspace of await this.store.read((look) => look.manager.find(WorkspaceEntity))) {
      this.byId.set(workspace.id, workspace);
    }
    if (!this.byId.has(DEFAULT_WORKSPACE)) await this.create(DEFAULT_WORKSPACE);
  }

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
      await this.store.write((unit) => unit.manager.update(WorkspaceEntity, { id }, change));
      this.byId.set(id, { ...this.get(id), ...change });
    });
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async create(id: string): Promise<void> {
    const workspace: WorkspaceEntity = {
      id,
      createdAt: zulu(realNow()),
      settings: {},
      clock: { mode: 'real', offset: 0 },
    };
    await this.store.write((unit) => unit.manager.insert(WorkspaceEntity, workspace));
    this.byId.set(id, workspace);
  }
}
