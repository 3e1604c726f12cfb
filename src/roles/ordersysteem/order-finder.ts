import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderRequirements as requirements } from '../../apis/edu-v-order/requirements.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { normalizeId } from '../../platform/messages/messages.js';
import type { ReadTransaction } from '../../platform/persistence/store.js';
import { decisionAt } from './order.js';
import { OrdersysteemOrderRepository, type CreditableOrder } from './order.repository.js';

/** The reason why there is no order to credit, with the requirement that is violated where the request names a wrong one. */
export interface NoOrder {
  reason: string;
  violates?: { requirement: Requirement; pointer: string };
}

/** Finds the order that a credit order is about. */
@Injectable()
export class OrderFinder {
  constructor(private readonly orders: OrdersysteemOrderRepository) {}

  /** The approved order that is meant, or why there is none to credit. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    request: CreditOrderRequest,
    now: number,
  ): Promise<CreditableOrder | NoOrder> {
    const found = await this.meant(tx, workspace, request, now);
    if ('reason' in found) return found;
    const { purchaseOrderId, salesOrderId, responseReferenceId } = request;
    if (found.purchaseOrderId !== purchaseOrderId) {
      return unknown(
        'purchaseOrderId',
        `salesOrderId ${found.salesOrderId} belongs to purchaseOrderId ${found.purchaseOrderId}, not ${purchaseOrderId}`,
      );
    }
    if (salesOrderId !== undefined && responseReferenceId !== undefined) {
      if (found.approvalReferenceId !== normalizeId(responseReferenceId)) {
        return unknown(
          'responseReferenceId',
          `responseReferenceId ${responseReferenceId} did not approve salesOrderId ${salesOrderId}`,
        );
      }
    }
    const status = decisionAt(found.decisions, now)?.status;
    return status === 'approved'
      ? found
      : {
          reason: `the order is ${status ?? 'not decided'}: only an approved order can be credited`,
        };
  }

  private async meant(
    tx: ReadTransaction,
    workspace: string,
    { purchaseOrderId, salesOrderId, responseReferenceId }: CreditOrderRequest,
    now: number,
  ): Promise<CreditableOrder | NoOrder> {
    if (salesOrderId !== undefined) {
      return orderOf(
        await this.orders.bySalesOrder(tx, workspace, salesOrderId),
        'salesOrderId',
        `unknown salesOrderId: ${salesOrderId}`,
      );
    }
    if (responseReferenceId !== undefined) {
      const reference = normalizeId(responseReferenceId);
      return orderOf(
        await this.orders.byApproval(tx, workspace, reference),
        'responseReferenceId',
        `unknown responseReferenceId: no order was approved with ${responseReferenceId}`,
      );
    }
    const latest = await this.orders.latest(tx, workspace, purchaseOrderId, toIsoUtc(now));
    const reason = `unknown order: there is none with purchaseOrderId ${purchaseOrderId}`;
    return orderOf(latest, 'purchaseOrderId', reason);
  }
}

type Named = 'purchaseOrderId' | 'salesOrderId' | 'responseReferenceId';

function unknown(field: Named, reason: string): NoOrder {
  const requirement =
    field === 'responseReferenceId'
      ? requirements.approvedReference
      : requirements.creditOfKnownOrder;
  return { reason, violates: { requirement, pointer: `/${field}` } };
}

function orderOf(
  order: CreditableOrder | undefined,
  field: Named,
  reason: string,
): CreditableOrder | NoOrder {
  return order ?? unknown(field, reason);
}
