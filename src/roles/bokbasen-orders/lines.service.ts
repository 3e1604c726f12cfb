import { Injectable } from '@nestjs/common';
import { bokbasenProblems } from '../../contracts/bokbasen/errors.js';
import type { LineStatusUpdate, QuantityUpdate } from '../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as asked } from '../../contracts/bokbasen-orders/requirements.js';
import type { Caller } from '../../kernel/auth/caller.js';
import type { Received } from '../../kernel/contract/received.js';
import { finding, type Requirement } from '../../kernel/contract/requirement.js';
import { calledFor } from '../../kernel/state/scenario.js';
import { Scenarios } from '../../kernel/state/scenarios.js';
import { Store, type Writing } from '../../kernel/persistence/store.js';
import { isDeepStrictEqual } from 'node:util';
import { checkQuantityUpdate, checkStatusUpdate } from './checks.js';
import { statusAt } from './order.js';
import { reduced, updated, type Refused } from './order-line.js';
import { Orders, type StoredOrder } from './orders.js';
import { OrdersService } from './orders.service.js';
import { API } from './scenarios.js';

/** What seller and buyer change in the lines of an order that was processed without errors. */
@Injectable()
export class LinesService {
  constructor(
    private readonly store: Store,
    private readonly orders: Orders,
    private readonly service: OrdersService,
    private readonly scenarios: Scenarios,
  ) {}

  /** The seller tells what became of a line. The message is judged once it is clear that he may say anything. */
  async updateStatus(
    caller: Caller,
    { id, lineId }: Record<'id' | 'lineId', string>,
    read: () => Received<LineStatusUpdate>,
  ): Promise<void> {
    await this.change(caller, id, async (unit, { order, asSeller, now }) => {
      const { workspace } = caller;
      this.demandProcessed(caller, order, now, ['/status', asked.processedLine]);
      if (!asSeller) {
        const who = `party ${order.seller}`;
        throw this.refuse(caller, {
          requirement: asked.sellerUpdates,
          reason: `only the seller updates the status of a line: ${who}`,
          pointer: '',
          expected: who,
          seen: `party ${order.buyer}, the buyer`,
        });
      }
      const line = await this.lineOf(unit, caller, id, lineId);
      const { message: update } = read();
      caller.note(checkStatusUpdate(update));
      const after = updated(line, update);
      if ('reason' in after) throw this.refuse(caller, after);
      if (line.status === 'REQUESTED') caller.meets(asked.answersChange);
      if (isDeepStrictEqual(after, line)) return;
      await this.orders.writeLine(unit, workspace, id, after);
      await this.orders.touch(unit, workspace, id, now);
    });
  }

  /** The buyer reduces the quantity of a product: a new row of the order. */
  async updateQuantity(
    caller: Caller,
    id: string,
    read: () => Received<QuantityUpdate>,
  ): Promise<void> {
    await this.change(caller, id, async (unit, { order, asBuyer, now }) => {
      const { workspace } = caller;
      if (!asBuyer) {
        const who = `party ${order.buyer}`;
        throw this.refuse(caller, {
          requirement: asked.senderReduces,
          reason: `only the buyer updates a quantity: ${who}`,
          pointer: '',
          expected: who,
          seen: `party ${order.seller}, the seller`,
        });
      }
      this.demandProcessed(caller, order, now, ['/ean', asked.processedOrder]);
      const { message: update } = read();
      caller.note(checkQuantityUpdate(update));
      const { orderNumber, buyer } = order;
      const words = { OrderNumber: orderNumber, buyer, EAN: update.ean };
      const called = this.scenarios.callsOf(workspace, API)(words);
      const isRefused = calledFor(called, 'reduction-refused') !== undefined;
      const lines = await this.orders.linesOf(unit, workspace, id);
      const row = reduced(lines, update, { isRefused });
      if ('reason' in row) throw this.refuse(caller, row);
      await this.orders.writeLine(unit, workspace, id, row);
      await this.orders.touch(unit, workspace, id, now);
    });
  }

  private async lineOf(unit: Writing, caller: Caller, id: string, lineId: string) {
    const number = /^[1-9]\d{0,14}$/.test(lineId) ? Number(lineId) : 0;
    const line = await this.orders.lineOf(unit, caller.workspace, id, number);
    if (line) return line;
    caller.note([finding(asked.knownOrder, '', `a line of order ${id}`, `line ${lineId}`)]);
    throw bokbasenProblems.notFound(`order ${id} has no line ${lineId}`);
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

  private demandProcessed(
    caller: Caller,
    order: StoredOrder,
    now: string,
    [pointer, requirement]: [string, Requirement],
  ): void {
    const status = statusAt(order, now);
    if (status === 'SENT') return;
    const reason = `the order is ${status}: its lines must have been processed without errors`;
    const expected = 'an order that is SENT';
    throw this.refuse(caller, { requirement, reason, pointer, expected, seen: status });
  }

  private refuse(caller: Caller, { requirement, reason, pointer, expected, seen }: Refused) {
    caller.note([finding(requirement, pointer, expected, seen)]);
    return bokbasenProblems.forbidden(reason);
  }
}
