import { Injectable } from '@nestjs/common';
import { Clients } from '../../kernel/auth/clients.js';
import type { Reading, Writing } from '../../kernel/persistence/store.js';
import { Records, type RecordKind } from '../../kernel/state/records.js';
import type { Collections } from '../../kernel/state/collections.js';
import { Party } from './record.messages.js';

/** The parties of a workspace. Which clients act for one is known of the clients alone, and told with the party. */
@Injectable()
export class Parties {
  private readonly kind: RecordKind<Party> = {
    name: 'parties',
    of: Party,
    check: ({ clients }, workspace) =>
      clients.flatMap((clientId, index) =>
        this.clients.find(clientId)?.workspace === workspace
          ? []
          : [{ path: `/clients/${index}`, expected: 'a client of the workspace', seen: clientId }],
      ),
    onWrite: (unit, workspace, { id, clients }) => this.grant(unit, workspace, id, clients),
    onRemove: (unit, workspace, id) => this.grant(unit, workspace, id, []),
  };

  constructor(
    private readonly records: Records,
    private readonly clients: Clients,
  ) {}

  /** The numbers of those that are known. */
  async numbers(look: Reading, workspace: string): Promise<string[]> {
    return (await this.records.all(look, workspace, this.kind)).map(({ id }) => id);
  }

  /** Puts in the parties that are there from the start; every client acts again for those of its kind. */
  async sow(unit: Writing, workspace: string, names: Record<string, string>): Promise<void> {
    for (const client of await this.clients.seenBy(unit, workspace)) {
      if (client.parties !== null) await this.clients.setParties(unit, client, null);
    }
    for (const [id, name] of Object.entries(names))
      await this.records.write(unit, workspace, this.kind, { id, name, clients: [] });
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
      page: async (look, workspace, ...asked) =>
        (await kept.page(look, workspace, ...asked)).map(({ item, ...row }) => ({
          ...row,
          item: told(workspace, item),
        })),
      find: async (look, workspace, id) => {
        const party = await kept.find(look, workspace, id);
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
  private async grant(unit: Writing, workspace: string, party: string, clientIds: string[]) {
    for (const client of await this.clients.seenBy(unit, workspace)) {
      const acts = clientIds.includes(client.clientId);
      const parties = this.clients.partiesOf(client);
      if (acts === parties.includes(party)) continue;
      const others = parties.filter((one) => one !== party);
      await this.clients.setParties(unit, client, acts ? [...others, party] : others);
    }
  }
}
