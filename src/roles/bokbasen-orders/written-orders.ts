import { Injectable } from '@nestjs/common';
import { writeEditx } from '../../contracts/bokbasen-orders/editx-writer.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import { keyOf } from '../../kernel/messages/messages.js';
import type { Writing } from '../../kernel/persistence/store.js';
import { problemDetails } from '../../kernel/problem/problem-details.js';
import type { Writer } from '../../kernel/state/collections.js';
import { ALWAYS, NEVER, type Order } from './order.js';
import type { Line } from './order-line.js';
import { Orders } from './orders.js';
import { Parties } from './parties.js';
import { WrittenBokbasenOrder } from './record.messages.js';
import { createdAtOf, faultsIn, linesOf } from './written-order.js';

/** How testers write orders. What is written was updated now, so that whoever asks for news sees it. */
@Injectable()
export class WrittenOrders implements Writer<WrittenBokbasenOrder> {
  readonly of = WrittenBokbasenOrder;
  readonly id = 'orderId';
  readonly anyCase = true;

  constructor(
    private readonly clock: Clock,
    private readonly orders: Orders,
    private readonly parties: Parties,
  ) {}

  async put(unit: Writing, workspace: string, written: WrittenBokbasenOrder): Promise<void> {
    const faults = faultsIn(written, await this.parties.numbers(unit, workspace));
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    const { status } = written;
    const id = keyOf(written.orderId);
    const unprocessed = status === 'UNPROCESSED';
    const order: Order = {
      id,
      buyer: written.buyer,
      seller: written.seller ?? null,
      orderNumber: written.buyerOrderNumber,
      createdAt: createdAtOf(written),
      processedAt: unprocessed ? NEVER : ALWAYS,
      outcome: status === 'FAILED' ? 'FAILED' : 'SENT',
    };
    const lines = linesOf(written);
    const document = written.editx ?? (await this.documentFor(unit, workspace, order, lines));
    // Why an order failed is not in it: one that failed before did so for that reason.
    const failures = status === 'FAILED' ? await this.orders.failuresOf(unit, workspace, id) : [];
    const updatedAt = unprocessed ? NEVER : zulu(this.clock.now(workspace));
    await this.orders.remove(unit, workspace, id);
    await this.orders.enter(unit, workspace, order, { lines, failures, document, updatedAt });
  }

  remove(unit: Writing, workspace: string, id: string): Promise<boolean> {
    return this.orders.remove(unit, workspace, id);
  }

  /** The document of the order that was there, where it says the same; else one that is written. */
  private async documentFor(unit: Writing, workspace: string, order: Order, lines: Line[]) {
    const document = documentOf(order, lines);
    const before = await this.orders.find(unit, workspace, order.id);
    if (!before) return document;
    const linesBefore = await this.orders.linesOf(unit, workspace, order.id);
    const same = documentOf({ ...before, createdAt: order.createdAt }, linesBefore) === document;
    return same ? this.orders.documentOf(unit, workspace, order.id) : document;
  }
}

/** An order's document, written of what is known. Rows that stand for changes came after it. */
function documentOf({ orderNumber, createdAt, buyer, seller }: Order, lines: Line[]): string {
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
