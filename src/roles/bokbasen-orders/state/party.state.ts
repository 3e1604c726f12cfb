import { Injectable } from '@nestjs/common';
import { Clients } from '../../../platform/oauth/clients.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import type { SchemaError } from '../../../platform/validation/schema.js';
import { RecordStateResource } from '../../../sandbox/state/record.state.js';
import { Records } from '../../../sandbox/state/records.js';
import { StateResource, type StateReader } from '../../../sandbox/state/state-resource.js';
import { PartyAccess } from '../parties.js';
import { BOKBASEN_ORDERS_ROLE } from '../role.js';
import { parties, type Party } from './record.messages.js';

/** State resource of parties. The clients that act for a party are stored with the clients. */
@StateResource()
@Injectable()
export class PartyStateResource extends RecordStateResource<Party> {
  constructor(
    records: Records,
    private readonly clients: Clients,
    private readonly access: PartyAccess,
  ) {
    super(BOKBASEN_ORDERS_ROLE, parties, records);
  }

  override async page(...args: Parameters<StateReader['page']>) {
    const [, workspace] = args;
    const rows = await super.page(...args);
    return rows.map((row) => ({ ...row, item: this.withClients(workspace, row.item as Party) }));
  }

  override async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<Party | undefined> {
    const party = await super.find(tx, workspace, id);
    return party && this.withClients(workspace, party);
  }

  override async put(tx: WriteTransaction, workspace: string, party: Party): Promise<void> {
    await super.put(tx, workspace, party);
    await this.access.grant(tx, workspace, party.id, party.clients);
  }

  override async remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    await this.access.grant(tx, workspace, id, []);
    return super.remove(tx, workspace, id);
  }

  protected override errorsOf({ clients }: Party, workspace: string): SchemaError[] {
    return clients.flatMap((clientId, index) =>
      this.clients.find(clientId)?.workspace === workspace
        ? []
        : [{ path: `/clients/${index}`, expected: 'a client of the workspace', seen: clientId }],
    );
  }

  private withClients(workspace: string, party: Party): Party {
    return { ...party, clients: this.access.clientsOf(workspace, party.id) };
  }
}
