import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Clock } from '../workspaces/clock.js';
import { Store, insertInto } from '../persistence/store.js';
import type { Client } from './client.entity.js';
import { Clients } from './clients.js';

const KEEP = insertInto('tickets', 'workspace ticket clientId expiresAt');
const FORGET = 'delete from "tickets" where "workspace" = ? and "expiresAt" <= ?';
const COUNT = 'select count(*) as "count" from "tickets" where "workspace" = ?';
const FIND = 'select "workspace", "clientId", "expiresAt" from "tickets" where "ticket" = ?';
const DROP = 'delete from "tickets" where "workspace" = ? and "ticket" = ?';

interface Row {
  workspace: string;
  clientId: string;
  expiresAt: number;
}

/** Opaque login tickets. They are stored, so that they can be revoked; the clock of the workspace rules their lifetime. */
@Injectable()
export class Tickets {
  constructor(
    private readonly store: Store,
    private readonly clients: Clients,
    private readonly clock: Clock,
  ) {}

  /** Issues a ticket. `lifetime` is in milliseconds; `name` makes its text from a number and a random text. */
  async issue(
    { workspace, clientId }: Client,
    lifetime: number,
    name: (number: number, random: string) => string,
  ): Promise<string> {
    const now = this.clock.now(workspace);
    return this.store.write(workspace, async (tx) => {
      await tx.run(FORGET, workspace, now);
      const { count = 0 } = (await tx.get<{ count: number }>(COUNT, workspace)) ?? {};
      const ticket = name(
        count + 1,
        randomBytes(24).toString('base64url').replaceAll(/[-_]/g, '0'),
      );
      await tx.run(KEEP, workspace, ticket, clientId, now + lifetime);
      return ticket;
    });
  }

  /** Finds the client of a ticket, and whether the ticket has expired; undefined: unknown. */
  async find(ticket: string): Promise<{ client: Client; expired: boolean } | undefined> {
    const row = await this.findRow(ticket);
    const client = row && this.clients.find(row.clientId);
    return client && { client, expired: row.expiresAt <= this.clock.now(client.workspace) };
  }

  /** Revokes a ticket; false: it is unknown. */
  async revoke(ticket: string): Promise<boolean> {
    const row = await this.findRow(ticket);
    if (!row) return false;
    const { workspace } = row;
    return this.store.write(workspace, async (tx) => (await tx.run(DROP, workspace, ticket)) > 0);
  }

  /** Reads from all workspaces: a ticket does not contain its workspace. */
  private findRow(ticket: string): Promise<Row | undefined> {
    return this.store.readShared((tx) => tx.get<Row>(FIND, ticket));
  }
}
