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

/** Opaque tickets of clients who logged in: kept, so that they can be taken back, and good by their workspace's time. */
@Injectable()
export class Tickets {
  constructor(
    private readonly store: Store,
    private readonly clients: Clients,
    private readonly clock: Clock,
  ) {}

  /** Makes a ticket that is good for so many milliseconds; `name` makes its text of a number and of chance. */
  async issue(
    { workspace, clientId }: Client,
    lifetime: number,
    name: (number: number, chance: string) => string,
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

  /** Whose ticket it is, and whether it is still good; undefined: nobody's. */
  async find(ticket: string): Promise<{ client: Client; expired: boolean } | undefined> {
    const row = await this.lookUp(ticket);
    const client = row && this.clients.find(row.clientId);
    return client && { client, expired: row.expiresAt <= this.clock.now(client.workspace) };
  }

  /** Takes a ticket back; false: there was none. */
  async drop(ticket: string): Promise<boolean> {
    const row = await this.lookUp(ticket);
    if (!row) return false;
    const { workspace } = row;
    return this.store.write(workspace, async (tx) => (await tx.run(DROP, workspace, ticket)) > 0);
  }

  /** A ticket alone does not say of which workspace it is. */
  private lookUp(ticket: string): Promise<Row | undefined> {
    return this.store.readShared((tx) => tx.get<Row>(FIND, ticket));
  }
}
