import { Injectable } from '@nestjs/common';
import type { Client } from '../../platform/oauth/client.entity.js';
import { Clients } from '../../platform/oauth/clients.js';
import { Store, insertInto, type WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { SettingError } from '../../platform/config/setting-error.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';

const MARK = insertInto('seeds', 'workspace role', 'on conflict do nothing');
const UNMARK = `delete from "seeds" where "workspace" = ? and "role" like 'file:%' and "role" <> ?`;

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
@Injectable()
export class Seeds {
  private readonly seeds = new Map<string, SeedSource>();
  private own: CustomSeed | undefined;

  constructor(
    private readonly store: Store,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
  ) {}

  add(role: string, seed: SeedSource): void {
    this.seeds.set(role, seed);
  }

  endWith(own: CustomSeed): void {
    this.own = own;
  }

  /**
   * Seeds what never was: a new workspace, an old one for a role that is new to it, and all of them when what comes
   * behind the roles is not what it was. Where that cannot be put in, a setting is wrong.
   */
  async load(): Promise<void> {
    try {
      this.own?.judge();
      const ids = this.workspaces.ids();
      await Promise.all(ids.map((id) => this.store.write(id, (tx) => this.catchUp(tx, id))));
    } catch (error) {
      if (!this.own || !(error instanceof Problem)) throw error;
      throw new SettingError(`${this.own.setting} is not allowed: ${error.message}`);
    }
  }

  /** Seeds a workspace that is new, or has just been emptied. */
  async apply(tx: WriteTransaction, workspace: string): Promise<void> {
    for (const [role, seed] of this.seeds) {
      await tx.run(MARK, workspace, role);
      await seed(tx, workspace, this.clients.in(workspace));
    }
    await tx.run(UNMARK, workspace, this.own?.mark ?? '');
    if (!this.own) return;
    await tx.run(MARK, workspace, this.own.mark);
    await this.own.seed(tx, workspace);
  }

  private async catchUp(tx: WriteTransaction, workspace: string): Promise<void> {
    let changed = false;
    for (const [role, seed] of this.seeds) {
      if ((await tx.run(MARK, workspace, role)) === 0) continue;
      await seed(tx, workspace, this.clients.in(workspace));
      changed = true;
    }
    if (!this.own) return;
    await tx.run(UNMARK, workspace, this.own.mark);
    if ((await tx.run(MARK, workspace, this.own.mark)) === 1) changed = true;
    if (changed) await this.own.seed(tx, workspace);
  }
}
