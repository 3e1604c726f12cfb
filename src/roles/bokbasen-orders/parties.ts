import { Injectable } from '@nestjs/common';
import { Clients } from '../../platform/oauth/clients.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Records, type RecordKind } from '../../sandbox/state/records.js';
import type { Collections } from '../../sandbox/state/collections.js';
import { Party } from './state/record.messages.js';

/** Parties of a workspace. The clients that act for a party are stored with the clients, and added when it is read. */
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

  /** Numbers of the known parties. */
  async numbers(tx: ReadTransaction, workspace: string): Promise<string[]> {
    return (await this.records.all(tx, workspace, this.kind)).map(({ id }) => id);
  }

  /** Puts in the parties that are there from the start; every client acts again for those of its kind. */
  async seed(
    tx: WriteTransaction,
    workspace: string,
    names: Record<string, string>,
  ): Promise<void> {
    for (const client of await this.clients.findStored(tx, workspace)) {
      if (client.parties !== null) await this.clients.setParties(tx, client, null);
    }
    for (const [id, name] of Object.entries(names))
      await this.records.write(tx, workspace, this.kind, { id, name, clients: [] });
  }

  /** Registers the parties as a collection of the state. */
  open(collections: Collections): void {
    const stored = this.records.readerOf(this.kind);
    const withClients = (workspace: string, party: object) => ({
      ...party,
      clients: this.clientsOf(workspace, (party as Party).id),
    });
    collections.registerWriter(this.kind.name, this.records.writerOf(this.kind));
    collections.registerReader(this.kind.name, {
      page: async (tx, workspace, ...args) =>
        (await stored.page(tx, workspace, ...args)).map(({ item, ...row }) => ({
          ...row,
          item: withClients(workspace, item),
        })),
      find: async (tx, workspace, id) => {
        const party = await stored.find(tx, workspace, id);
        return party && withClients(workspace, party);
      },
    });
  }

  private clientsOf(workspace: string, party: string): string[] {
    return this.clients
      .in(workspace)
      .filter((client) => this.clients.partiesOf(client).includes(party))
      .map(({ clientId }) => clientId);
  }

  /** Lets exactly these clients act for a party. */
  private async grant(tx: WriteTransaction, workspace: string, party: string, clientIds: string[]) {
    for (const client of await this.clients.findStored(tx, workspace)) {
      const acts = clientIds.includes(client.clientId);
      const parties = this.clients.partiesOf(client);
      if (acts === parties.includes(party)) continue;
      const others = parties.filter((id) => id !== party);
      await this.clients.setParties(tx, client, acts ? [...others, party] : others);
    }
  }
}
