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
  checkPeriodAhead,
  checkQuantityUpdate,
  checkStatusUpdate,
  failUnknownOrder,
} from './checks.js';
import { statusAt } from './order.js';
import {
  DELIVERED_STATUSES,
  reduceQuantity,
  applyStatusUpdate,
  type UpdateRefusal,
} from './order-line.js';
import { BokbasenOrderRepository, type StoredOrder } from './orders.repository.js';
import { BokbasenOrderService } from './orders.service.js';
import { BOKBASEN_ORDERS_API } from './scenarios.js';

/** Updates the lines of a SENT order: the seller their status, the buyer their quantity. */
@Injectable()
export class UpdateOrderLinesService {
  constructor(
    private readonly store: Store,
    private readonly orders: BokbasenOrderRepository,
    private readonly service: BokbasenOrderService,
    private readonly scenarios: Scenarios,
  ) {}

  /** Sets the status of a line. The body is validated after the caller is known to be the seller. */
  async updateStatus(
    caller: Caller,
    { id, lineId }: Record<'id' | 'lineId', string>,
    read: () => ValidatedBody<LineStatusUpdate>,
  ): Promise<void> {
    await this.change(caller, id, async (tx, { order, asSeller, now }) => {
      const { workspace } = caller;
      assertProcessed(order, now, ['/status', () => unprocessedRequirement(read)]);
      if (!asSeller) {
        const seller = `party ${order.seller}`;
        throw refusalOf({
          requirement: requirements.sellerUpdates,
          reason: `only the seller can update the status of a line: ${seller}`,
          pointer: '',
          expected: seller,
          seen: `party ${order.buyer}, the buyer`,
        });
      }
      const line = await this.lineOf(tx, caller, id, lineId);
      const { message: update } = read();
      caller.record([...checkStatusUpdate(update), ...checkPeriodAhead(update, now)]);
      const after = applyStatusUpdate(line, update);
      if ('reason' in after) throw refusalOf(after);
      caller.record(checkAnsweredChange(line));
      if (isDeepStrictEqual(after, line)) return;
      await this.orders.writeLine(tx, workspace, id, after);
      await this.orders.touch(tx, workspace, id, now);
    });
  }

  /** Reduces the quantity of a product, by adding a row to the order. */
  async updateQuantity(
    caller: Caller,
    id: string,
    read: () => ValidatedBody<QuantityUpdate>,
  ): Promise<void> {
    await this.change(caller, id, async (tx, { order, asBuyer, now }) => {
      const { workspace } = caller;
      if (!asBuyer) {
        const buyer = `party ${order.buyer}`;
        throw refusalOf({
          requirement: requirements.senderReduces,
          reason: `only the buyer can update a quantity: ${buyer}`,
          pointer: '',
          expected: buyer,
          seen: `party ${order.seller}, the seller`,
        });
      }
      assertProcessed(order, now, ['/ean', () => requirements.processedOrder]);
      const { message: update } = read();
      caller.record(checkQuantityUpdate(update));
      const fields = { OrderNumber: order.orderNumber, buyer: order.buyer, EAN: update.ean };
      const triggered = this.scenarios.behaviourLookup(workspace, BOKBASEN_ORDERS_API)(fields);
      const isRefused = findBehaviour(triggered, 'reduction-refused') !== undefined;
      const lines = await this.orders.linesOf(tx, workspace, id);
      const row = reduceQuantity(lines, update, { isRefused });
      if ('reason' in row) throw refusalOf(row);
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
      visible: Awaited<ReturnType<BokbasenOrderService['findVisible']>>,
    ) => Promise<void>,
  ): Promise<void> {
    return this.store.write(caller.workspace, async (tx) =>
      work(tx, await this.service.findVisible(tx, caller, id)),
    );
  }
}

function assertProcessed(
  order: StoredOrder,
  now: string,
  [pointer, requirementOf]: [string, () => Requirement],
): void {
  const status = statusAt(order, now);
  if (status === 'SENT') return;
  const reason = `the order is ${status}; its lines can be updated after it was processed without errors`;
  const expected = 'an order with status SENT';
  throw refusalOf({ requirement: requirementOf(), reason, pointer, expected, seen: status });
}

/** Only the fulfilled values have a condition on their page. An unreadable body has no value. */
function unprocessedRequirement(read: () => ValidatedBody<LineStatusUpdate>): Requirement {
  const { processedLine, visibleLine } = requirements;
  try {
    return DELIVERED_STATUSES.includes(read().message.status) ? processedLine : visibleLine;
  } catch {
    return visibleLine;
  }
}

function refusalOf({ requirement, reason, pointer, expected, seen }: UpdateRefusal): Problem {
  return bokbasenProblems
    .forbidden(reason)
    .withResults([fail(requirement, pointer, expected, seen)]);
}
