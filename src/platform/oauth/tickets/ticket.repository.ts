import { Injectable } from '@nestjs/common';
import { insertInto } from '../../persistence/insert.js';
import { Store, type WriteTransaction } from '../../persistence/store.js';
import { Ticket } from './ticket.entity.js';

const INSERT = insertInto(Ticket);
const REMOVE_OLD = 'delete from "tickets" where "workspace" = ? and "expiresAt" <= ?';
const COUNT = 'select count(*) as "count" from "tickets" where "workspace" = ?';
const FIND = 'select * from "tickets" where "ticket" = ?';
const DELETE = `update "tickets" set "deletedAt" = ?
  where "workspace" = ? and "ticket" = ? and "deletedAt" is null`;

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

  /** Removes tickets that expired at that time or before. */
  async removeOld(tx: WriteTransaction, workspace: string, expiredAt: number): Promise<void> {
    await tx.run(REMOVE_OLD, workspace, expiredAt);
  }

  async count(tx: WriteTransaction, workspace: string): Promise<number> {
    return (await tx.get<{ count: number }>(COUNT, workspace))?.count ?? 0;
  }

  /** Marks a ticket as deleted; false: it was deleted before. */
  delete({ workspace, ticket }: Ticket, now: number): Promise<boolean> {
    return this.store.write(
      workspace,
      async (tx) => (await tx.run(DELETE, now, workspace, ticket)) === 1,
    );
  }
}
