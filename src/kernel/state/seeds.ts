import { Injectable } from '@nestjs/common';
import type { Client } from '../auth/client.entity.js';
import { Clients } from '../auth/clients.js';
import { Store, insertInto, type Writing } from '../persistence/store.js';
import { Workspaces } from '../workspaces/workspaces.js';

const MARK = insertInto('seeds', 'workspace role', 'on conflict do nothing');

/** Puts what a role has from the start into a workspace; `clients` are those of the workspace. */
export type Seed = (unit: Writing, workspace: string, clients: Client[]) => Promise<void>;

/** What every workspace begins with, and goes back to. */
@Injectable()
export class Seeds {
  private readonly seeds = new Map<string, Seed>();

  constructor(
    private readonly store: Store,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
  ) {}

  add(role: string, seed: Seed): void {
    this.seeds.set(role, seed);
  }

  /** Seeds what never was: a new workspace, and an old one for a role that is new to it. */
  async load(): Promise<void> {
    await this.store.write(async (unit) => {
      for (const workspace of this.workspaces.ids()) {
        for (const [role, seed] of this.seeds) {
          if ((await unit.run(MARK, workspace, role)) === 1)
            await seed(unit, workspace, this.clients.in(workspace));
        }
      }
    });
  }

  /** Seeds a workspace that is new, or has just been emptied. */
  async sow(unit: Writing, workspace: string): Promise<void> {
    for (const [role, seed] of this.seeds) {
      await unit.run(MARK, workspace, role);
      await seed(unit, workspace, this.clients.in(workspace));
    }
  }
}
