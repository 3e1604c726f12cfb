import { Inject, Injectable } from '@nestjs/common';
import { ROLES, type Role } from '../kernel/contract/role.js';
import { Journal } from '../kernel/journal/journal.js';
import { Dispatcher } from '../kernel/outbox/dispatcher.js';
import { passing } from '../kernel/persistence/kernel.schema.js';
import { Store } from '../kernel/persistence/store.js';
import { Seeds } from '../kernel/state/seeds.js';
import { Workspaces } from '../kernel/workspaces/workspaces.js';

/** Puts a workspace back to its seed, while nothing of it is on its way. */
@Injectable()
export class Reset {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly workspaces: Workspaces,
    private readonly dispatcher: Dispatcher,
    private readonly seeds: Seeds,
    @Inject(ROLES) private readonly roles: Role[],
  ) {}

  async reset(workspace: string): Promise<void> {
    await this.dispatcher.whileHeld(workspace, 0, async () => {
      await this.journal.flush();
      await this.store.write(async (unit) => {
        for (const entity of [...passing, ...this.roles.flatMap((role) => role.schema.entities)]) {
          await unit.manager.delete(entity, { workspace });
        }
        await this.seeds.sow(unit, workspace);
      });
      this.journal.forget(workspace);
      await this.workspaces.change(workspace, () => ({ clock: { mode: 'real', offset: 0 } }));
    });
  }
}
