import { Injectable } from '@nestjs/common';
import type { Client } from '../../kernel/auth/client.entity.js';
import { Clients } from '../../kernel/auth/clients.js';
import type { Reading, Writing } from '../../kernel/persistence/store.js';
import { Records, type RecordKind } from '../../kernel/state/records.js';
import type { Keeper } from '../../kernel/state/collections.js';
import { Party } from './record.messages.js';

/** The parties of a workspace; which clients act for one is known of the clients, and told with the party. */
@Injectable()
export class Parties {
  private readonly kind: RecordKind<Party> = {
    name: 'parties',
    of: Party,
    check: ({ clients }) =>
      clients.flatMap((clientId, index) =>
        this.clients.find(clientId)
          ? []
          : [{ path: `/clients/${index}`, expected: 'a client of the workspace', seen: clientId }],
      ),
    onWrite: (unit, workspace, { id, clients }) => this.grant(unit, workspace, id, clients),
  };

  constructor(
    private readonly records: Records,
    private readonly clients: Clients,
  ) {}

  all(look: Reading, workspace: string): Promise<Party[]> {
    return this.records.all(look, workspace, this.kind);
  }

  /** Enters a party; its clients act for it already. */
  async enter(unit: Writing, workspace: string, party: Party): Promise<void> {
    await this.records.write(unit, workspace, this.kind, party);
  }

  keeper(): Keeper {
    return this.records.keeperOf(this.kind);
  }

  /** Lets these clients act for a party, and no others. */
  private async grant(unit: Writing, workspace: string, party: string, clientIds: string[]) {
    for (const client of this.clients.in(workspace)) {
      const before = this.clients.partiesOf(client);
      const after = [
        ...before.filter((one) => one !== party),
        ...(clientIds.includes(client.clientId) ? [party] : []),
      ];
      if (!sameParties(before, after)) await this.clients.setParties(unit, client, after);
    }
  }
}

/** The clients that act for a party from the start. */
export function clientsOf(party: string, all: Client[], clients: Clients): string[] {
  return all
    .filter((client) => clients.partiesOf(client).includes(party))
    .map(({ clientId }) => clientId);
}

function sameParties(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((party) => other.includes(party));
}
