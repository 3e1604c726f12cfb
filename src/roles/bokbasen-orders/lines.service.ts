import { Injectable } from '@nestjs/common';
import { bokbasenProblems } from '../../contracts/bokbasen/errors.js';
import type { LineStatusUpdate, QuantityUpdate } from '../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as asked } from '../../contracts/bokbasen-orders/requirements.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { finding } from '../../kernel/contract/requirement.js';
import { Store, type Writing } from '../../kernel/persistence/store.js';
import { isDeepStrictEqual } from 'node:util';
import { checkQuantityUpdate, checkStatusUpdate } from './checks.js';
import { statusAt } from './order.js';
import { reduced, updated, type Refused } from './order-line.js';
import { Orders, type StoredOrder } from './orders.js';
import { OrdersService } from './orders.service.js';

/** What seller and buyer change in the lines of an order that was processed without errors. */
@Injectable()
export class LinesService {
  constructor(
    private readonly store: Store,
    private readonly orders: Orders,
    private readonly service: OrdersService,
  ) {}

  /** The seller tells what became of a line. */
  async updateStatus(
    caller: Caller,
    { id, lineId }: Record<'id' | 'lineId', string>,
    update: LineStatusUpdate,
  ): Promise<void> {
    caller.note(checkStatusUpdate(update));
    await this.change(caller, id, async (unit, { order, asSeller, now }) => {
      const { workspace } = caller;
      this.demandProcessed(caller, order, now, '/status');
      if (!asSeller) {
        const who = `party ${order.seller}`;
        throw bokbasenProblems.forbidden(`only the seller updates the status of a line: ${who}`);
      }
      const number = /^\d{1,9}$/.test(lineId) ? Number(lineId) : undefined;
      const line =
        number === undefined ? undefined : await this.orders.lineOf(unit, workspace, id, number);
      if (!line) throw bokbasenProblems.notFound(`order ${id} has no line ${lineId}`);
      const after = updated(line, update);
      if ('reason' in after) throw this.refuse(caller, after, '/status', update.status);
      if (isDeepStrictEqual(after, line)) return;
      await this.orders.writeLine(unit, workspace, id, after);
      await this.orders.touch(unit, workspace, id, now);
    });
  }

  /** The buyer reduces the quantity of a product: a new row of the order. */
  async updateQuantity(caller: Caller, id: string, update: QuantityUpdate): Promise<void> {
    caller.note(checkQuantityUpdate(update));
    await this.change(caller, id, async (unit, { order, asBuyer, now }) => {
      const { workspace } = caller;
      if (!asBuyer) {
        const who = `party ${order.buyer}`;
        throw bokbasenProblems.forbidden(`only the buyer updates a quantity: ${who}`);
      }
      this.demandProcessed(caller, order, now, '/ean');
      const row = reduced(await this.orders.linesOf(unit, workspace, id), update);
      if ('reason' in row) throw this.refuse(caller, row, '/number', String(update.number));
      await this.orders.writeLine(unit, workspace, id, row);
      await this.orders.touch(unit, workspace, id, now);
    });
  }

  private change(
    caller: Caller,
    id: string,
    work: (unit: Writing, seen: Awaited<ReturnType<OrdersService['visible']>>) => Promise<void>,
  ): Promise<void> {
    return this.store.write(async (unit) =>
      work(unit, await this.service.visible(unit, caller, id)),
    );
  }

  private demandProcessed(caller: Caller, order: StoredOrder, now: string, place: string): void {
    const status = statusAt(order, now);
    if (status === 'SENT') return;
    const reason = `the order is ${status}: its lines must have been processed without errors`;
    throw this.refuse(caller, { requirement: asked.processedLine, reason }, place, status);
  }

  private refuse(caller: Caller, { requirement, reason }: Refused, place: string, seen: string) {
    caller.note([finding(requirement, place, reason, seen)]);
    return bokbasenProblems.forbidden(reason);
  }
}
