import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Clock } from '../../workspaces/clock.js';
import { Store } from '../../persistence/store.js';
import type { Client } from '../client.entity.js';
import { Clients } from '../clients.js';
import { TicketRepository } from './ticket.repository.js';

/**
 * Opaque login tickets. They are stored, so that they can be revoked; the clock of the workspace
 * rules their lifetime.
 */
@Injectable()
export class Tickets {
  constructor(
    private readonly store: Store,
    private readonly repository: TicketRepository,
    private readonly clients: Clients,
    private readonly clock: Clock,
  ) {}

  /**
   * Issues a ticket. `lifetime` is in milliseconds; `name` makes its text from a number and a
   * random text.
   */
  async issue(
    { workspace, clientId }: Client,
    lifetime: number,
    name: (number: number, random: string) => string,
  ): Promise<string> {
    const now = this.clock.now(workspace);
    return this.store.write(workspace, async (tx) => {
      await this.repository.removeExpired(tx, workspace, now);
      const count = await this.repository.count(tx, workspace);
      const chance = randomBytes(24).toString('base64url').replaceAll(/[-_]/g, '0');
      const ticket = name(count + 1, chance);
      await this.repository.insert(tx, { workspace, ticket, clientId, expiresAt: now + lifetime });
      return ticket;
    });
  }

  /** Finds the client of a ticket, and whether the ticket has expired; undefined: unknown. */
  async find(ticket: string): Promise<{ client: Client; expired: boolean } | undefined> {
    const found = await this.repository.find(ticket);
    const client = found && this.clients.find(found.clientId);
    return client && { client, expired: found.expiresAt <= this.clock.now(client.workspace) };
  }

  /** Revokes a ticket; false: it is unknown. */
  async revoke(ticket: string): Promise<boolean> {
    const found = await this.repository.find(ticket);
    return found !== undefined && this.repository.remove(found);
  }
}
