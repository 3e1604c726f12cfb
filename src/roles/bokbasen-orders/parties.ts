import { Injectable } from '@nestjs/common';
import { Clients } from '../../platform/oauth/clients.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Records } from '../../sandbox/state/records.js';
import { parties } from './state/record.messages.js';

/** Parties of a workspace. The clients that act for a party are stored with the clients, and added when it is read. */
@Injectable()
export class PartyAccess {
  constructor(
    private readonly records: Records,
    private readonly clients: Clients,
  ) {}

  /** Numbers of the known parties. */
  async numbers(tx: ReadTransaction, workspace: string): Promise<string[]> {
    return (await this.records.all(tx, workspace, parties)).map(({ id }) => id);
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
      await this.records.write(tx, workspace, parties, { id, name, clients: [] });
  }

  /** Ids of the clients that act for a party. */
  clientsOf(workspace: string, party: string): string[] {
    return this.clients
      .in(workspace)
      .filter((client) => this.clients.partiesOf(client).includes(party))
      .map(({ clientId }) => clientId);
  }

  /** Lets exactly these clients act for a party. */
  async grant(
    tx: WriteTransaction,
    workspace: string,
    party: string,
    clientIds: string[],
  ): Promise<void> {
    for (const client of await this.clients.findStored(tx, workspace)) {
      const acts = clientIds.includes(client.clientId);
      const current = this.clients.partiesOf(client);
      if (acts === current.includes(party)) continue;
      const others = current.filter((id) => id !== party);
      await this.clients.setParties(tx, client, acts ? [...others, party] : others);
    }
  }
}
