import { Injectable } from '@nestjs/common';
import { Clients } from '../../kernel/auth/clients.js';
import { Clock } from '../../kernel/clock/clock.js';
import { instantOf, zulu } from '../../kernel/clock/time.js';
import type { Fault } from '../../kernel/contract/schema.js';
import { keyOf } from '../../kernel/messages/messages.js';
import type { Writing } from '../../kernel/persistence/store.js';
import { problemDetails } from '../../kernel/problem/problem-details.js';
import type { Writer } from '../../kernel/state/collections.js';
import { nameOf } from './orders.service.js';
import { WrittenSale } from './record.messages.js';
import { Sold, type Sale } from './sold.js';

/** How testers write what was sold. A title that nobody has can be sold here: only its content is missing. */
@Injectable()
export class WrittenSales implements Writer<WrittenSale> {
  readonly of = WrittenSale;
  readonly id = 'fulfilmentId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly clients: Clients,
    private readonly sold: Sold,
  ) {}

  async put(unit: Writing, workspace: string, written: WrittenSale): Promise<void> {
    const { createdAt } = written;
    const moment = createdAt === undefined ? this.clock.now(workspace) : instantOf(createdAt);
    const sale = this.completed(workspace, written, zulu(moment ?? 0));
    const faults = await this.faultsIn(unit, workspace, sale);
    if (moment === undefined) {
      const expected = 'a moment from 1970 to 9979, without a leap second';
      faults.push({ path: '/createdAt', expected, seen: createdAt ?? '' });
    }
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    await this.sold.remove(unit, workspace, sale.fulfilmentId);
    await this.sold.enter(unit, workspace, sale);
  }

  remove(unit: Writing, workspace: string, id: string): Promise<boolean> {
    return this.sold.remove(unit, workspace, id);
  }

  private completed(
    workspace: string,
    { fulfilmentId, kind, order, ...given }: WrittenSale,
    createdAt: string,
  ): Sale {
    const [first] = this.clients.in(workspace);
    return {
      fulfilmentId,
      kind,
      client: given.client ?? first?.clientId ?? '',
      excerpt: given.excerpt ?? ('excerpt' in order && String(order.excerpt) === 'true'),
      buyer: given.buyer ?? nameOf(order),
      createdAt,
      // A subscription service may leave these out.
      order: { orderid: fulfilmentId, ...(kind === 'subscription' && { spd: '0' }), ...order },
    };
  }

  private async faultsIn(
    unit: Writing,
    workspace: string,
    { fulfilmentId, client, order: { orderid } }: Sale,
  ): Promise<Fault[]> {
    const faults: Fault[] = [];
    if (this.clients.find(client)?.workspace !== workspace) {
      const expected = 'a client of the workspace';
      faults.push({ path: '/client', expected, seen: client });
    }
    const other = await this.sold.byOrderid(unit, workspace, client, orderid);
    if (other && keyOf(other.fulfilmentId) !== keyOf(fulfilmentId)) {
      const expected = `one that ${client} has not used for ${other.fulfilmentId}`;
      faults.push({ path: '/order/orderid', expected, seen: orderid });
    }
    return faults;
  }
}
