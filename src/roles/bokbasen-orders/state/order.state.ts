import { Injectable } from '@nestjs/common';
import { writeEditx } from '../../../apis/bokbasen-orders/editx-writer.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { normalizeId } from '../../../platform/messages/messages.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import type { StateWriter } from '../../../sandbox/state/collections.js';
import { ALREADY_PROCESSED, NEVER_PROCESSED, type OrderTimeline } from '../order.js';
import type { StoredOrderLine } from '../order-line.js';
import { BokbasenOrderRepository } from '../orders.repository.js';
import { PartyAccess } from '../parties.js';
import { BokbasenOrderRecord } from './record.messages.js';
import { createdAtOf, validateOrderRecord, linesOfRecord } from './validate-order-record.js';

/** State resource of orders. A written order counts as updated now, so that clients that poll find it. */
@Injectable()
export class BokbasenOrderState implements StateWriter<BokbasenOrderRecord> {
  readonly of = BokbasenOrderRecord;
  readonly id = 'orderId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly orders: BokbasenOrderRepository,
    private readonly parties: PartyAccess,
  ) {}

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
