import { Injectable } from '@nestjs/common';
import { Store } from '../persistence/store.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { Partner, type PartnerAddress } from './partner.entity.js';

/** Partners of all workspaces, cached in memory. */
@WorkspaceScoped('data')
@Injectable()
export class Partners implements WorkspaceScoped {
  private readonly addresses = new Map<string, PartnerAddress>();

  constructor(private readonly store: Store) {}

  async open(workspace: string): Promise<void> {
    const rows = await this.store.read(workspace, (tx) =>
      tx.manager.findBy(Partner, { workspace }),
    );
    for (const { role, address } of rows) this.addresses.set(partnerKey(workspace, role), address);
  }

  /** Undefined: the sandbox plays that role itself. */
  find(workspace: string, role: string): PartnerAddress | undefined {
    return this.addresses.get(partnerKey(workspace, role));
  }

  async set(workspace: string, role: string, address: PartnerAddress): Promise<void> {
    const row = { workspace, role, address };
    await this.store.write(workspace, (tx) =>
      tx.manager.upsert(Partner, row, ['workspace', 'role']),
    );
    this.addresses.set(partnerKey(workspace, role), address);
  }

  close(workspace: string): void {
    for (const key of this.addresses.keys())
      if (key.startsWith(partnerKey(workspace, ''))) this.addresses.delete(key);
  }

  async remove(workspace: string, role: string): Promise<void> {
    await this.store.write(workspace, (tx) => tx.manager.delete(Partner, { workspace, role }));
    this.addresses.delete(partnerKey(workspace, role));
  }
}

function partnerKey(workspace: string, role: string): string {
  return `${workspace}\n${role}`;
}
