import { Injectable } from '@nestjs/common';
import { insertInto } from '../../persistence/insert.js';
import { Store, type WriteTransaction } from '../../persistence/store.js';
import { Ticket } from './ticket.entity.js';

const INSERT = insertInto(Ticket);
const REMOVE_EXPIRED = 'delete from "tickets" where "workspace" = ? and "expiresAt" <= ?';
const COUNT = 'select count(*) as "count" from "tickets" where "workspace" = ?';
const FIND = 'select * from "tickets" where "ticket" = ?';
const REMOVE = 'delete from "tickets" where "workspace" = ? and "ticket" = ?';

@Injectable()
export class TicketRepository {
  constructor(private readonly store: Store) {}

  /** Finds a ticket in all workspaces, because its text does not contain the workspace. */
  find(ticket: string): Promise<Ticket | undefined> {
    return this.store.readShared((tx) => tx.get<Ticket>(FIND, ticket));
  }

  async insert(tx: WriteTransaction, ticket: Ticket): Promise<void> {
    await tx.insert(INSERT, ticket);
  }

  async removeExpired(tx: WriteTransaction, workspace: string, now: number): Promise<void> {
    await tx.run(REMOVE_EXPIRED, workspace, now);
  }

  async count(tx: WriteTransaction, workspace: string): Promise<number> {
    return (await tx.get<{ count: number }>(COUNT, workspace))?.count ?? 0;
  }

  /** Removes a ticket; false: it does not exist. */
  remove({ workspace, ticket }: Ticket): Promise<boolean> {
    return this.store.write(
      workspace,
      async (tx) => (await tx.run(REMOVE, workspace, ticket)) === 1,
    );
  }
}
