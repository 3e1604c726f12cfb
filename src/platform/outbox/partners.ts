import { Injectable } from '@nestjs/common';
import { Store, type ReadTransaction } from '../persistence/store.js';
import { Partner, type PartnerAddress } from './partner.entity.js';

/** The partners of all workspaces, held in memory. */
@Injectable()
export class Partners {
  private readonly addresses = new Map<string, PartnerAddress>();

  constructor(private readonly store: Store) {}

  async load(): Promise<void> {
    for (const { workspace, role, address } of await this.store.readShared((tx) =>
      tx.manager.find(Partner),
    )) {
      this.addresses.set(keyOf(workspace, role), address);
    }
  }

  /** Undefined: the sandbox plays that role itself. */
  find(workspace: string, role: string): PartnerAddress | undefined {
    return this.addresses.get(keyOf(workspace, role));
  }

  async set(workspace: string, role: string, address: PartnerAddress): Promise<void> {
    const row = { workspace, role, address };
    await this.store.write(workspace, (tx) =>
      tx.manager.upsert(Partner, row, ['workspace', 'role']),
    );
    this.addresses.set(keyOf(workspace, role), address);
  }

  /** Takes those of a workspace from the database again. */
  async reload(tx: ReadTransaction, workspace: string): Promise<void> {
    this.close(workspace);
    for (const { role, address } of await tx.manager.findBy(Partner, { workspace }))
      this.addresses.set(keyOf(workspace, role), address);
  }

  /** Those of a workspace that is no more. */
  close(workspace: string): void {
    for (const key of this.addresses.keys())
      if (key.startsWith(keyOf(workspace, ''))) this.addresses.delete(key);
  }

  async remove(workspace: string, role: string): Promise<void> {
    await this.store.write(workspace, (tx) => tx.manager.delete(Partner, { workspace, role }));
    this.addresses.delete(keyOf(workspace, role));
  }
}

function keyOf(workspace: string, role: string): string {
  return `${workspace}\n${role}`;
}
