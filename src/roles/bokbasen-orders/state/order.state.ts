import { Injectable } from '@nestjs/common';
import { BASE } from '../../../apis/bokbasen/audiences.js';
import { writeEditx } from '../../../apis/bokbasen-orders/editx-writer.js';
import { bokbasenOrderDescriptor } from '../../../apis/bokbasen-orders/operations.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { normalizeId } from '../../../platform/messages/messages.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import {
  StateResource,
  type HistorySource,
  type ItemFinder,
  type ItemGenerator,
  type StateChange,
  type ManualDecider,
  type MessageSender,
  type StateReader,
  type StateView,
  type StateViewSource,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import { ManualProcessing } from '../manual-processing.js';
import {
  ALREADY_PROCESSED,
  NEVER_PROCESSED,
  detailsOf,
  processingEnd,
  type OrderTimeline,
} from '../order.js';
import type { StoredOrderLine } from '../order-line.js';
import { BokbasenOrderRepository, type StoredOrder } from '../orders.repository.js';
import { PartyAccess } from '../parties.js';
import { BOKBASEN_ORDERS_ROLE } from '../role.js';
import { SendBokbasenOrderService } from '../send-order.service.js';
import { generateBokbasenOrder } from './generate-order.js';
import { BokbasenOrderRecord } from './record.messages.js';
import { createdAtOf, validateOrderRecord, linesOfRecord } from './validate-order-record.js';

/** Manual decisions on an order. */
export const bokbasenOrderDecisions = ['approve', 'fail'] as const;

/** State resource of orders. A written order counts as updated now, so that clients that poll find it. */
@StateResource()
@Injectable()
export class BokbasenOrderStateResource
  implements
    StateResource,
    StateReader,
    StateWriter<BokbasenOrderRecord>,
    StateViewSource,
    HistorySource,
    ItemFinder,
    MessageSender,
    ManualDecider,
    ItemGenerator
{
  readonly role = BOKBASEN_ORDERS_ROLE;
  readonly collection = 'bokbasen-orders';
  readonly itemType = { of: BokbasenOrderRecord, id: 'orderId', anyCase: true } as const;
  readonly decisions = bokbasenOrderDecisions;
  readonly generator = bokbasenOrderDescriptor.name;
  readonly generate = generateBokbasenOrder;

  constructor(
    private readonly clock: Clock,
    private readonly orders: BokbasenOrderRepository,
    private readonly parties: PartyAccess,
    private readonly sending: SendBokbasenOrderService,
    private readonly manualProcessing: ManualProcessing,
  ) {}

  async page(...[tx, workspace, limit, behind]: Parameters<StateReader['page']>) {
    const orders = await this.orders.page(tx, workspace, limit, behind);
    return Promise.all(
      orders.map(async (order) => ({
        key: order.arrival,
        id: order.id,
        item: await this.detailsOf(tx, workspace, order),
      })),
    );
  }

  async find(tx: ReadTransaction, workspace: string, id: string): Promise<object | undefined> {
    const order = await this.orders.find(tx, workspace, id);
    return order && this.detailsOf(tx, workspace, order);
  }

  async view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined> {
    const order = await this.orders.find(tx, workspace, id);
    if (!order) return undefined;
    const failures = await this.orders.failuresOf(tx, workspace, id);
    return { summary: {}, detail: { processedAt: processingEnd(order), failures } };
  }

  /** Times of the arrival and of the end of the processing. */
  async history(tx: ReadTransaction, workspace: string, id: string): Promise<StateChange[]> {
    const order = await this.orders.find(tx, workspace, id);
    if (!order) return [];
    const processed = processingEnd(order);
    return [
      { at: order.createdAt, status: 'UNPROCESSED' },
      ...(processed === null ? [] : [{ at: processed, status: order.outcome }]),
    ];
  }

  async idsBy(tx: ReadTransaction, workspace: string, number: string): Promise<string[]> {
    const buyers = await this.parties.numbers(tx, workspace);
    return this.orders.idsByNumber(tx, workspace, buyers, number);
  }

  send(...args: Parameters<MessageSender['send']>) {
    return this.sending.send(...args);
  }

  decide(...args: Parameters<ManualDecider['decide']>) {
    return this.manualProcessing.decide(...args);
  }

  async put(tx: WriteTransaction, workspace: string, record: BokbasenOrderRecord): Promise<void> {
    const errors = validateOrderRecord(record, await this.parties.numbers(tx, workspace));
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    const { status } = record;
    const id = normalizeId(record.orderId);
    const unprocessed = status === 'UNPROCESSED';
    const order: OrderTimeline = {
      id,
      buyer: record.buyer,
      seller: record.seller ?? null,
      orderNumber: record.buyerOrderNumber,
      createdAt: createdAtOf(record),
      processedAt: unprocessed ? NEVER_PROCESSED : ALREADY_PROCESSED,
      outcome: status === 'FAILED' ? 'FAILED' : 'SENT',
    };
    const lines = linesOfRecord(record);
    const document = record.editx ?? (await this.documentFor(tx, workspace, order, lines));
    // The record has no failures: an order that is FAILED already has them stored.
    const failures = status === 'FAILED' ? await this.orders.failuresOf(tx, workspace, id) : [];
    const updatedAt = unprocessed ? NEVER_PROCESSED : toIsoUtc(this.clock.now(workspace));
    await this.orders.remove(tx, workspace, id);
    await this.orders.insert(tx, workspace, order, { lines, failures, document, updatedAt });
  }

  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return this.orders.remove(tx, workspace, id);
  }

  /** Order as on the wire, with links below the base path of the role. */
  private async detailsOf(
    tx: ReadTransaction,
    workspace: string,
    order: StoredOrder,
  ): Promise<object> {
    const self = `${BASE}/orders/v1/${order.id}`;
    const now = toIsoUtc(this.clock.now(workspace));
    const lines = await this.orders.linesOf(tx, workspace, order.id);
    return detailsOf(order, lines, now, { self, editx: `${self}/editx` });
  }

  /** Returns the stored document when it has the same content, otherwise a generated one. */
  private async documentFor(
    tx: WriteTransaction,
    workspace: string,
    order: OrderTimeline,
    lines: StoredOrderLine[],
  ) {
    const document = documentOf(order, lines);
    const before = await this.orders.find(tx, workspace, order.id);
    if (!before) return document;
    const linesBefore = await this.orders.linesOf(tx, workspace, order.id);
    const same = documentOf({ ...before, createdAt: order.createdAt }, linesBefore) === document;
    return same ? this.orders.documentOf(tx, workspace, order.id) : document;
  }
}

/** Generates the EDItX document of an order, without the changes of quantity, which are later messages. */
function documentOf(
  { orderNumber, createdAt, buyer, seller }: OrderTimeline,
  lines: StoredOrderLine[],
): string {
  return writeEditx({
    orderNumber,
    issued: `${createdAt.slice(0, 16).replaceAll(/[-:]/g, '')}Z`,
    buyer,
    ...(seller !== null && { seller }),
    lines: lines
      .filter(({ quantity }) => quantity >= 0)
      .map(({ ean = '', quantity }) => ({ ean, quantity })),
  });
}
