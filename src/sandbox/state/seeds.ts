import { Injectable } from '@nestjs/common';
import type { Client } from '../../platform/oauth/client.entity.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { SeedMarkRepository } from './seed-mark.repository.js';
import { Problem } from '../../platform/errors/problem.js';
import { SettingError } from '../../platform/config/setting-error.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';

/** Puts what a role has from the start into a workspace; `clients` are those of the workspace. */
export type SeedSource = (
  tx: WriteTransaction,
  workspace: string,
  clients: Client[],
) => Promise<void>;

/** What whoever starts the server puts in behind what the roles have from the start. */
export interface CustomSeed {
  /** The setting that says so, for who got it wrong. */
  setting: string;
  /** `file:` and what is different when the content is; content that is new to a workspace is put in at the start. */
  mark: string;
  judge(): void;
  seed(tx: WriteTransaction, workspace: string): Promise<void>;
}

/** What every workspace begins with, and goes back to. */
@WorkspaceScoped('seed')
@Injectable()
export class Seeds implements WorkspaceScoped {
  private readonly seeds = new Map<string, SeedSource>();
  private own: CustomSeed | undefined;
  private judged = false;

  constructor(
    private readonly store: Store,
    private readonly marks: SeedMarkRepository,
    private readonly clients: Clients,
  ) {}

  add(role: string, seed: SeedSource): void {
    this.seeds.set(role, seed);
  }

  endWith(own: CustomSeed): void {
    this.own = own;
  }

  /**
   * Seeds what never was: the first workspace, an old one for a role that is new to it, and any of them when what comes
   * behind the roles is not what it was. Where that cannot be put in, a setting is wrong.
   */
  async open(workspace: string): Promise<void> {
    try {
      if (!this.judged) this.own?.judge();
      this.judged = true;
      if (await this.isSeeded(workspace)) return;
      await this.store.write(workspace, (tx) => this.catchUp(tx, workspace));
    } catch (error) {
      if (!this.own || !(error instanceof Problem)) throw error;
      throw new SettingError(`${this.own.setting} is not allowed: ${error.message}`);
    }
  }

  create(tx: WriteTransaction, workspace: string): Promise<void> {
    return this.apply(tx, workspace);
  }

  /** Seeds a workspace that is new, or has just been emptied. */
  async apply(tx: WriteTransaction, workspace: string): Promise<void> {
    for (const [role, seed] of this.seeds) {
      await this.marks.insert(tx, { workspace, role });
      await seed(tx, workspace, this.clients.in(workspace));
    }
    await this.marks.removeOtherFiles(tx, { workspace, role: this.own?.mark ?? '' });
    if (!this.own) return;
    await this.marks.insert(tx, { workspace, role: this.own.mark });
    await this.own.seed(tx, workspace);
  }

  private async isSeeded(workspace: string): Promise<boolean> {
    const marks = await this.store.read(workspace, (tx) => this.marks.all(tx, workspace));
    const own = this.own ? [this.own.mark] : [];
    return [...this.seeds.keys(), ...own].every((mark) => marks.has(mark));
  }

  private async catchUp(tx: WriteTransaction, workspace: string): Promise<void> {
    let changed = false;
    for (const [role, seed] of this.seeds) {
      if (!(await this.marks.insert(tx, { workspace, role }))) continue;
      await seed(tx, workspace, this.clients.in(workspace));
      changed = true;
    }
    if (!this.own) return;
    const mark = { workspace, role: this.own.mark };
    await this.marks.removeOtherFiles(tx, mark);
    if (await this.marks.insert(tx, mark)) changed = true;
    if (changed) await this.own.seed(tx, workspace);
  }
}
