import { Injectable } from '@nestjs/common';
import type { Client } from '../../platform/oauth/client.entity.js';
import { Clients } from '../../platform/oauth/clients.js';
import { WorkspaceElsewhere } from '../../platform/persistence/fence.js';
import { StoreUnavailable } from '../../platform/persistence/store-unavailable.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { SeedMarkRepository } from './seed-mark.repository.js';
import { Problem } from '../../platform/errors/problem.js';
import { SettingError } from '../../platform/config/setting-error.js';
import { WorkspaceScoped } from '../../platform/workspaces/workspace-scoped.js';

/** Writes the seed of a role into a workspace. `clients` are the clients of the workspace. */
export type SeedSource = (
  tx: WriteTransaction,
  workspace: string,
  clients: Client[],
) => Promise<void>;

/** Additional seed of this installation. It runs after the seeds of the roles. */
export interface CustomSeed {
  /** Setting that names it, for error messages. */
  setting: string;
  /** `file:` and a hash of the content. A workspace without this mark is seeded when the server starts. */
  mark: string;
  /** Throws when the seed is invalid. */
  validate(): void;
  seed(tx: WriteTransaction, workspace: string): Promise<void>;
}

/** Initial data of every workspace. A reset restores it. */
@WorkspaceScoped('seed')
@Injectable()
export class Seeds implements WorkspaceScoped {
  private readonly seeds = new Map<string, SeedSource>();
  private customSeed: CustomSeed | undefined;
  private customSeedValidated = false;

  constructor(
    private readonly store: Store,
    private readonly marks: SeedMarkRepository,
    private readonly clients: Clients,
  ) {}

  add(role: string, seed: SeedSource): void {
    this.seeds.set(role, seed);
  }

  setCustomSeed(customSeed: CustomSeed): void {
    this.customSeed = customSeed;
  }

  /**
   * Applies the seeds that a workspace does not have yet: all of them in the first workspace, those of newly served roles,
   * and a changed custom seed. A custom seed that cannot be written is a wrong setting.
   */
  async open(workspace: string): Promise<void> {
    try {
      this.validateCustomSeed();
      if (await this.isSeeded(workspace)) return;
      await this.store.write(workspace, (tx) => this.applyMissing(tx, workspace));
    } catch (error) {
      throw this.asSettingError(error);
    }
  }

  /** Throws a `SettingError` if the custom seed is invalid. */
  assertValid(): void {
    try {
      this.validateCustomSeed();
    } catch (error) {
      throw this.asSettingError(error);
    }
  }

  private validateCustomSeed(): void {
    if (!this.customSeedValidated) this.customSeed?.validate();
    this.customSeedValidated = true;
  }

  /** A custom seed that cannot be used is a wrong setting. While the database cannot be used, nothing is known about it. */
  private asSettingError(error: unknown): unknown {
    const isTemporary = error instanceof StoreUnavailable || error instanceof WorkspaceElsewhere;
    if (!this.customSeed || !(error instanceof Problem) || isTemporary) return error;
    return new SettingError(`${this.customSeed.setting} is not allowed: ${error.message}`);
  }

  create(tx: WriteTransaction, workspace: string): Promise<void> {
    return this.apply(tx, workspace);
  }

  /** Seeds a new or emptied workspace. */
  async apply(tx: WriteTransaction, workspace: string): Promise<void> {
    for (const [role, seed] of this.seeds) {
      await this.marks.insert(tx, { workspace, role });
      await seed(tx, workspace, this.clients.in(workspace));
    }
    await this.marks.removeOtherFiles(tx, { workspace, role: this.customSeed?.mark ?? '' });
    if (!this.customSeed) return;
    await this.marks.insert(tx, { workspace, role: this.customSeed.mark });
    await this.customSeed.seed(tx, workspace);
  }

  private async isSeeded(workspace: string): Promise<boolean> {
    const marks = await this.store.read(workspace, (tx) => this.marks.all(tx, workspace));
    const custom = this.customSeed ? [this.customSeed.mark] : [];
    return [...this.seeds.keys(), ...custom].every((mark) => marks.has(mark));
  }

  private async applyMissing(tx: WriteTransaction, workspace: string): Promise<void> {
    let changed = false;
    for (const [role, seed] of this.seeds) {
      if (!(await this.marks.insert(tx, { workspace, role }))) continue;
      await seed(tx, workspace, this.clients.in(workspace));
      changed = true;
    }
    if (!this.customSeed) return;
    const mark = { workspace, role: this.customSeed.mark };
    await this.marks.removeOtherFiles(tx, mark);
    if (await this.marks.insert(tx, mark)) changed = true;
    if (changed) await this.customSeed.seed(tx, workspace);
  }
}
