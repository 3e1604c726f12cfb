import { Injectable } from '@nestjs/common';
import { bokbasenProblems } from '../../apis/bokbasen/errors.js';
import type { LineStatusUpdate, QuantityUpdate } from '../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../apis/bokbasen-orders/requirements.js';
import type { Caller } from '../../platform/oauth/caller.js';
import type { ValidatedBody } from '../../platform/http/validated-body.js';
import { fail } from '../../platform/requirements/check-result.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import type { Problem } from '../../platform/errors/problem.js';
import { findBehaviour } from '../../sandbox/scenarios/scenario.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { isDeepStrictEqual } from 'node:util';
import {
  checkAnsweredChange,
  checkQuantityUpdate,
  checkStatusUpdate,
  failUnknownOrder,
} from './checks.js';
import { statusAt } from './order.js';
import { reduced, updated, type UpdateRefusal } from './order-line.js';
import { BokbasenOrderRepository, type StoredOrder } from './orders.repository.js';
import { BokbasenOrderService } from './orders.service.js';
import { API } from './scenarios.js';

/** What seller and buyer change in the lines of an order that was processed without errors. */
@Injectable()
export class UpdateOrderLinesService {
  constructor(
    private readonly store: Store,
    private readonly orders: BokbasenOrderRepository,
    private readonly service: BokbasenOrderService,
    private readonly scenarios: Scenarios,
  ) {}

  /** The seller tells what became of a line. The message is judged once it is clear that he may say anything. */
  async updateStatus(
    caller: Caller,
    { id, lineId }: Record<'id' | 'lineId', string>,
    read: () => ValidatedBody<LineStatusUpdate>,
  ): Promise<void> {
    await this.change(caller, id, async (tx, { order, asSeller, now }) => {
      const { workspace } = caller;
      demandProcessed(order, now, ['/status', requirements.processedLine]);
      if (!asSeller) {
        const who = `party ${order.seller}`;
        throw refused({
          requirement: requirements.sellerUpdates,
          reason: `only the seller updates the status of a line: ${who}`,
          pointer: '',
          expected: who,
          seen: `party ${order.buyer}, the buyer`,
        });
      }
      const line = await this.lineOf(tx, caller, id, lineId);
      const { message: update } = read();
      caller.record(checkStatusUpdate(update));
      const after = updated(line, update);
      if ('reason' in after) throw refused(after);
      caller.record(checkAnsweredChange(line));
      if (isDeepStrictEqual(after, line)) return;
      await this.orders.writeLine(tx, workspace, id, after);
      await this.orders.touch(tx, workspace, id, now);
    });
  }

  /** The buyer reduces the quantity of a product: a new row of the order. */
  async updateQuantity(
    caller: Caller,
    id: string,
    read: () => ValidatedBody<QuantityUpdate>,
  ): Promise<void> {
    await this.change(caller, id, async (tx, { order, asBuyer, now }) => {
      const { workspace } = caller;
      if (!asBuyer) {
        const who = `party ${order.buyer}`;
        throw refused({
          requirement: requirements.senderReduces,
          reason: `only the buyer updates a quantity: ${who}`,
          pointer: '',
          expected: who,
          seen: `party ${order.seller}, the seller`,
        });
      }
      demandProcessed(order, now, ['/ean', requirements.processedOrder]);
      const { message: update } = read();
      caller.record(checkQuantityUpdate(update));
      const { orderNumber, buyer } = order;
      const words = { OrderNumber: orderNumber, buyer, EAN: update.ean };
      const called = this.scenarios.behaviourLookup(workspace, API)(words);
      const isRefused = findBehaviour(called, 'reduction-refused') !== undefined;
      const lines = await this.orders.linesOf(tx, workspace, id);
      const row = reduced(lines, update, { isRefused });
      if ('reason' in row) throw refused(row);
      await this.orders.writeLine(tx, workspace, id, row);
      await this.orders.touch(tx, workspace, id, now);
    });
  }

  private async lineOf(tx: WriteTransaction, caller: Caller, id: string, lineId: string) {
    const number = /^[1-9]\d{0,14}$/.test(lineId) ? Number(lineId) : 0;
    const line = await this.orders.lineOf(tx, caller.workspace, id, number);
    if (line) return line;
    throw bokbasenProblems
      .notFound(`order ${id} has no line ${lineId}`)
      .withResults(failUnknownOrder(`a line of order ${id}`, `line ${lineId}`));
  }

  private change(
    caller: Caller,
    id: string,
    work: (
      tx: WriteTransaction,
      seen: Awaited<ReturnType<BokbasenOrderService['visible']>>,
    ) => Promise<void>,
  ): Promise<void> {
    return this.store.write(caller.workspace, async (tx) =>
      work(tx, await this.service.visible(tx, caller, id)),
    );
  }
}

function demandProcessed(
  order: StoredOrder,
  now: string,
  [pointer, requirement]: [string, Requirement],
): void {
  const status = statusAt(order, now);
  if (status === 'SENT') return;
  const reason = `the order is ${status}: its lines must have been processed without errors`;
  const expected = 'an order that is SENT';
  throw refused({ requirement, reason, pointer, expected, seen: status });
}

function refused({ requirement, reason, pointer, expected, seen }: UpdateRefusal): Problem {
  return bokbasenProblems
    .forbidden(reason)
    .withResults([fail(requirement, pointer, expected, seen)]);
}
