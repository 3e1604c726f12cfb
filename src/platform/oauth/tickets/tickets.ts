import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Clock } from '../../workspaces/clock.js';
import { Store } from '../../persistence/store.js';
import type { Client } from '../client.entity.js';
import { Clients } from '../clients.js';
import type { Ticket } from './ticket.entity.js';
import { TicketRepository } from './ticket.repository.js';

/** A ticket is reported by its state for a day after it expired; later it is unknown. */
const REPORTED_MS = 24 * 3_600_000;

export type TicketState = 'valid' | 'expired' | 'deleted';

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
      await this.repository.removeOld(tx, workspace, now - REPORTED_MS);
      const count = await this.repository.count(tx, workspace);
      const chance = randomBytes(24).toString('base64url').replaceAll(/[-_]/g, '0');
      const ticket = name(count + 1, chance);
      const expiresAt = now + lifetime;
      await this.repository.insert(tx, { workspace, ticket, clientId, expiresAt, deletedAt: null });
      return ticket;
    });
  }

  /** The workspace of a ticket, also if another process owns it; undefined: unknown. */
  async workspaceOf(ticket: string): Promise<string | undefined> {
    return (await this.repository.find(ticket))?.workspace;
  }

  /** Finds the client and the state of a ticket; undefined: unknown. */
  async find(ticket: string): Promise<{ client: Client; state: TicketState } | undefined> {
    const found = await this.repository.find(ticket);
    const client = found && this.clients.find(found.clientId);
    return client && { client, state: this.stateOf(found) };
  }

  /** Deletes a ticket. Answers how it was before: `deleted` leaves it as it is; undefined: unknown. */
  async delete(ticket: string): Promise<TicketState | undefined> {
    const found = await this.repository.find(ticket);
    if (!found) return undefined;
    const isDeleted = await this.repository.delete(found, this.clock.now(found.workspace));
    return isDeleted ? this.stateOf(found) : 'deleted';
  }

  private stateOf({ workspace, expiresAt, deletedAt }: Ticket): TicketState {
    if (deletedAt !== null) return 'deleted';
    return expiresAt <= this.clock.now(workspace) ? 'expired' : 'valid';
  }
}
