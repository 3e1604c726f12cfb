import { Injectable } from '@nestjs/common';
import type { OrderRequest, OrderStatus } from '../../../apis/edu-v-order/messages.js';
import { orderDescriptor, orderOperations } from '../../../apis/edu-v-order/operations.js';
import { OrderRecord, orderOf } from '../../../apis/edu-v-order/record.messages.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import type { WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import {
  StateResource,
  type HistorySource,
  type ItemFinder,
  type ManualDecider,
  type ItemGenerator,
  type StateViewSource,
  type StateWriter,
} from '../../../sandbox/state/state-resource.js';
import { Scenarios, type BehaviourLookup } from '../../../sandbox/scenarios/scenarios.js';
import { applyCredits } from '../decide-credit-order.js';
import { decideOrder, decidedLinesOf, type DecidedLine } from '../decide-order.js';
import { OrdersysteemOrderRepository } from '../order.repository.js';
import { RefusalRepository } from '../refusal.repository.js';
import { ORDER_API } from '../scenarios.js';
import { CreditOrderStateResource } from './credit-order.state.js';
import { ORDERSYSTEEM_ROLE } from '../role.js';
import { OrderService } from '../orders.service.js';
import { generateOrder } from './generate-order.js';
import { recordedDecisionsOf, salesOrderIdOf } from './recorded-decisions.js';

/** Manual decisions on an order. */
export const orderDecisions = ['approve', 'decline'] as const;

/** State resource for the orders of the Ordersysteem. A change sends nothing. */
@StateResource()
@Injectable()
export class OrderStateResource
  implements
    StateResource,
    StateWriter<OrderRecord>,
    StateViewSource,
    HistorySource,
    ItemFinder,
    ManualDecider,
    ItemGenerator
{
  readonly role = ORDERSYSTEEM_ROLE;
  readonly collection = 'orders';
  readonly itemType = { of: OrderRecord, id: 'requestReferenceId', anyCase: true } as const;
  readonly decisions = orderDecisions;
  readonly generator = orderDescriptor.name;
  readonly generate = generateOrder;

  constructor(
    private readonly service: OrderService,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly credits: CreditOrderStateResource,
    private readonly scenarios: Scenarios,
    private readonly orders: OrdersysteemOrderRepository,
    private readonly refusals: RefusalRepository,
  ) {}

  view(...args: Parameters<StateViewSource['view']>) {
    return this.service.view(...args);
  }

  history(...args: Parameters<HistorySource['history']>) {
    return this.service.history(...args);
  }

  idsBy(...args: Parameters<ItemFinder['idsBy']>) {
    return this.orders.idsBy(...args);
  }

  decide(...args: Parameters<ManualDecider['decide']>) {
    return this.service.decideManually(...args);
  }

  async put(
    tx: WriteTransaction,
    workspace: string,
    record: OrderRecord,
    before: object | undefined,
  ): Promise<void> {
    const order = orderOf(record);
    const id = normalizeId(order.requestReferenceId);
    if (before) await this.clear(tx, workspace, id);
    const document = JSON.stringify(order);
    await this.messages.put(tx, { workspace, collection: this.collection, id, document });
    const salesOrderId = record.salesOrderId ?? salesOrderIdOf(id);
    await this.requireUniqueSalesOrderId(tx, workspace, salesOrderId, id);
    const now = this.clock.now(workspace);
    const { status, lines } = decideRecordedOrder(
      order,
      record.orderStatus,
      this.scenarios.behaviourLookup(workspace, ORDER_API),
    );
    const decisions = recordedDecisionsOf(id, status, now);
    const [approval] = status === 'approved' ? decisions : [];
    const existingCredits = before ? await this.credits.creditsOf(tx, workspace, id) : [];
    await this.orders.insert(tx, {
      workspace,
      id,
      purchaseOrderId: order.purchaseOrderId,
      salesOrderId,
      acceptedAt: toIsoUtc(now),
      approvedAt: approval ? toIsoUtc(approval.at) : null,
      approvalReferenceId: approval ? approval.responseReferenceId : null,
      lines: applyCredits(lines, existingCredits),
      decisions,
    });
  }

  async remove(
    tx: WriteTransaction,
    workspace: string,
    requestReferenceId: string,
  ): Promise<boolean> {
    const id = normalizeId(requestReferenceId);
    await this.clear(tx, workspace, id);
    await this.credits.detach(tx, workspace, id);
    return this.messages.remove(tx, workspace, this.collection, id);
  }

  private async clear(tx: WriteTransaction, workspace: string, id: string): Promise<void> {
    await this.outbox.cancelCorrelated(tx, {
      workspace,
      operation: orderOperations.confirmOrder,
      correlationId: id,
    });
    await this.orders.remove(tx, workspace, id);
    await this.refusals.remove(tx, { workspace, collection: this.collection, id });
  }

  private async requireUniqueSalesOrderId(
    tx: WriteTransaction,
    workspace: string,
    salesOrderId: string,
    id: string,
  ) {
    const existing = await this.orders.idBySalesOrder(tx, { workspace, salesOrderId, id });
    if (existing === undefined) return;
    const expected = `a number that differs from that of ${existing}`;
    throw problemDetails.schemaIncorrect([{ path: '/salesOrderId', expected, seen: salesOrderId }]);
  }
}

/**
 * Decision on an order as recorded by a tester. The lines get the decisions that the scenarios
 * define.
 */
function decideRecordedOrder(
  order: OrderRequest,
  requestedStatus: OrderRecord['orderStatus'],
  lookup: BehaviourLookup,
): { status: OrderStatus | null; lines: DecidedLine[] } {
  const lines = decidedLinesOf(order, lookup);
  const outcome = decideOrder(order, lines, lookup);
  const status = requestedStatus === undefined ? outcome.status : requestedStatus;
  // The tester approves an order that the scenarios decline: no line stays declined.
  if (status !== 'approved' || outcome.status === 'approved') return { status, lines };
  return { status, lines: lines.map(({ declined: _, ...line }) => line) };
}
