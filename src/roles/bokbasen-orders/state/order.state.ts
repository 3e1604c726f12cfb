import { Injectable } from '@nestjs/common';
import { writeEditx } from '../../../apis/bokbasen-orders/editx-writer.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { normalizeId } from '../../../platform/messages/messages.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import type { Writer } from '../../../sandbox/state/collections.js';
import { ALREADY_PROCESSED, NEVER_PROCESSED, type OrderTimeline } from '../order.js';
import type { OrderLine } from '../order-line.js';
import { BokbasenOrderRepository } from '../orders.repository.js';
import { PartyAccess } from '../parties.js';
import { BokbasenOrderRecord } from './record.messages.js';
import { createdAtOf, validateOrderRecord, linesOf } from './validate-order-record.js';

/** How testers write orders. What is written was updated now, so that whoever asks for news sees it. */
@Injectable()
export class BokbasenOrderState implements Writer<BokbasenOrderRecord> {
  readonly of = BokbasenOrderRecord;
  readonly id = 'orderId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly orders: BokbasenOrderRepository,
    private readonly parties: PartyAccess,
  ) {}

  async put(tx: WriteTransaction, workspace: string, written: BokbasenOrderRecord): Promise<void> {
    const faults = validateOrderRecord(written, await this.parties.numbers(tx, workspace));
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    const { status } = written;
    const id = normalizeId(written.orderId);
    const unprocessed = status === 'UNPROCESSED';
    const order: OrderTimeline = {
      id,
      buyer: written.buyer,
      seller: written.seller ?? null,
      orderNumber: written.buyerOrderNumber,
      createdAt: createdAtOf(written),
      processedAt: unprocessed ? NEVER_PROCESSED : ALREADY_PROCESSED,
      outcome: status === 'FAILED' ? 'FAILED' : 'SENT',
    };
    const lines = linesOf(written);
    const document = written.editx ?? (await this.documentFor(tx, workspace, order, lines));
    // Why an order failed is not in it: one that failed before did so for that reason.
    const failures = status === 'FAILED' ? await this.orders.failuresOf(tx, workspace, id) : [];
    const updatedAt = unprocessed ? NEVER_PROCESSED : toIsoUtc(this.clock.now(workspace));
    await this.orders.remove(tx, workspace, id);
    await this.orders.enter(tx, workspace, order, { lines, failures, document, updatedAt });
  }

  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean> {
    return this.orders.remove(tx, workspace, id);
  }

  /** The document of the order that was there, where it says the same; else one that is written. */
  private async documentFor(
    tx: WriteTransaction,
    workspace: string,
    order: OrderTimeline,
    lines: OrderLine[],
  ) {
    const document = documentOf(order, lines);
    const before = await this.orders.find(tx, workspace, order.id);
    if (!before) return document;
    const linesBefore = await this.orders.linesOf(tx, workspace, order.id);
    const same = documentOf({ ...before, createdAt: order.createdAt }, linesBefore) === document;
    return same ? this.orders.documentOf(tx, workspace, order.id) : document;
  }
}

/** An order's document, written of what is known. Rows that stand for changes came after it. */
function documentOf(
  { orderNumber, createdAt, buyer, seller }: OrderTimeline,
  lines: OrderLine[],
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
