import { Injectable } from '@nestjs/common';
import { Clients } from '../../../platform/oauth/clients.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { parseInstant, toIsoUtc } from '../../../platform/time/time.js';
import type { SchemaError } from '../../../platform/validation/schema.js';
import { normalizeId } from '../../../platform/messages/messages.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import {
  StateResource,
  type HistorySource,
  type ItemFinder,
  type ItemGenerator,
  type StateChange,
  type StateReader,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import { DDS_ROLE } from '../role.js';
import { buyerNameOf } from '../orders.service.js';
import { generateSale } from './generate-sale.js';
import { SaleRecord } from './record.messages.js';
import { SaleRepository, type Sale } from '../sales.repository.js';

/** State resource of accepted orders. The title may be unknown: then only its content is missing. */
@StateResource()
@Injectable()
export class SaleStateResource
  implements
    StateResource,
    StateReader,
    StateWriter<SaleRecord>,
    HistorySource,
    ItemFinder,
    ItemGenerator
{
  readonly role = DDS_ROLE;
  readonly collection = 'dds-orders';
  readonly itemType = { of: SaleRecord, id: 'fulfilmentId', anyCase: true } as const;
  readonly generator = DDS_ROLE;
  readonly generate = generateSale;

  constructor(
    private readonly clock: Clock,
    private readonly clients: Clients,
    private readonly sold: SaleRepository,
  ) {}

  page(...args: Parameters<StateReader['page']>) {
    return this.sold.page(...args);
  }

  find(...args: Parameters<StateReader['find']>) {
    return this.sold.find(...args);
  }

  async history(tx: ReadTransaction, workspace: string, id: string): Promise<StateChange[]> {
    const sale = await this.sold.find(tx, workspace, id);
    return sale ? [{ at: sale.createdAt, status: 'sold' }] : [];
  }

  /** Ids of the orders that any client placed with this orderid. */
  async idsBy(tx: ReadTransaction, workspace: string, orderid: string): Promise<string[]> {
    const sales = await Promise.all(
      this.clients
        .in(workspace)
        .map(({ clientId }) => this.sold.byOrderid(tx, workspace, clientId, orderid)),
    );
    return sales.flatMap((sale) => sale?.fulfilmentId ?? []);
  }

  async put(tx: WriteTransaction, workspace: string, record: SaleRecord): Promise<void> {
    const { createdAt } = record;
    const moment = createdAt === undefined ? this.clock.now(workspace) : parseInstant(createdAt);
    const sale = this.completed(workspace, record, toIsoUtc(moment ?? 0));
    const errors = await this.errorsOf(tx, workspace, sale);
    if (moment === undefined) {
      const expected = 'a time from 1970 to 9979, without a leap second';
      errors.push({ path: '/createdAt', expected, seen: createdAt ?? '' });
    }
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    await this.sold.remove(tx, workspace, sale.fulfilmentId);
    await this.sold.insert(tx, workspace, sale);
  }

  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return this.sold.remove(tx, workspace, id);
  }

  private completed(
    workspace: string,
    { fulfilmentId, kind, order, ...given }: SaleRecord,
    createdAt: string,
  ): Sale {
    const [first] = this.clients.in(workspace);
    return {
      fulfilmentId,
      kind,
      client: given.client ?? first?.clientId ?? '',
      excerpt: given.excerpt ?? ('excerpt' in order && String(order.excerpt) === 'true'),
      buyer: given.buyer ?? buyerNameOf(order),
      createdAt,
      // A subscription service may leave these out.
      order: { orderid: fulfilmentId, ...(kind === 'subscription' && { spd: '0' }), ...order },
    };
  }

  private async errorsOf(
    tx: WriteTransaction,
    workspace: string,
    { fulfilmentId, client, order: { orderid } }: Sale,
  ): Promise<SchemaError[]> {
    const errors: SchemaError[] = [];
    if (this.clients.find(client)?.workspace !== workspace) {
      const expected = 'a client of the workspace';
      errors.push({ path: '/client', expected, seen: client });
    }
    const other = await this.sold.byOrderid(tx, workspace, client, orderid);
    if (other && normalizeId(other.fulfilmentId) !== normalizeId(fulfilmentId)) {
      const expected = `an orderid that ${client} has not used; it belongs to ${other.fulfilmentId}`;
      errors.push({ path: '/order/orderid', expected, seen: orderid });
    }
    return errors;
  }
}
