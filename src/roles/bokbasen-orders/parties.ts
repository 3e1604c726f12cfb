import { Injectable } from '@nestjs/common';
import { Clients } from '../../platform/oauth/clients.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Records, type RecordKind } from '../../sandbox/state/records.js';
import type { Collections } from '../../sandbox/state/collections.js';
import { Party } from './state/record.messages.js';

/** The parties of a workspace. Which clients act for one is known of the clients alone, and told with the party. */
@Injectable()
export class PartyAccess {
  private readonly kind: RecordKind<Party> = {
    name: 'parties',
    of: Party,
    check: ({ clients }, workspace) =>
      clients.flatMap((clientId, index) =>
        this.clients.find(clientId)?.workspace === workspace
          ? []
          : [{ path: `/clients/${index}`, expected: 'a client of the workspace', seen: clientId }],
      ),
    onWrite: (tx, workspace, { id, clients }) => this.grant(tx, workspace, id, clients),
    onRemove: (tx, workspace, id) => this.grant(tx, workspace, id, []),
  };

  constructor(
    private readonly records: Records,
    private readonly clients: Clients,
  ) {}

  /** The numbers of those that are known. */
  async numbers(tx: ReadTransaction, workspace: string): Promise<string[]> {
    return (await this.records.all(tx, workspace, this.kind)).map(({ id }) => id);
  }

  /** Puts in the parties that are there from the start; every client acts again for those of its kind. */
  async sow(tx: WriteTransaction, workspace: string, names: Record<string, string>): Promise<void> {
    for (const client of await this.clients.findStored(tx, workspace)) {
      if (client.parties !== null) await this.clients.setParties(tx, client, null);
    }
    for (const [id, name] of Object.entries(names))
      await this.records.write(tx, workspace, this.kind, { id, name, clients: [] });
  }

  /** Lets testers read and write the parties. */
  open(collections: Collections): void {
    const kept = this.records.keeperOf(this.kind);
    const told = (workspace: string, party: object) => ({
      ...party,
      clients: this.clientsOf(workspace, (party as Party).id),
    });
    collections.writeWith(this.kind.name, this.records.writerOf(this.kind));
    collections.keepWith(this.kind.name, {
      page: async (tx, workspace, ...args) =>
        (await kept.page(tx, workspace, ...args)).map(({ item, ...row }) => ({
          ...row,
          item: told(workspace, item),
        })),
      find: async (tx, workspace, id) => {
        const party = await kept.find(tx, workspace, id);
        return party && told(workspace, party);
      },
    });
  }

  private clientsOf(workspace: string, party: string): string[] {
    return this.clients
      .in(workspace)
      .filter((client) => this.clients.partiesOf(client).includes(party))
      .map(({ clientId }) => clientId);
  }

  /** Lets these clients act for a party, and no others. */
  private async grant(tx: WriteTransaction, workspace: string, party: string, clientIds: string[]) {
    for (const client of await this.clients.findStored(tx, workspace)) {
      const acts = clientIds.includes(client.clientId);
      const parties = this.clients.partiesOf(client);
      if (acts === parties.includes(party)) continue;
      const others = parties.filter((one) => one !== party);
      await this.clients.setParties(tx, client, acts ? [...others, party] : others);
    }
  }
}
