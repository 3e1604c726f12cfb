import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderRequirements as requirements } from '../../apis/edu-v-order/requirements.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { normalizeId } from '../../platform/messages/messages.js';
import type { ReadTransaction } from '../../platform/persistence/store.js';
import { decisionAt } from './decide-order.js';
import { OrdersysteemOrderRepository, type CreditableOrder } from './order.repository.js';

/**
 * The reason why no order can be credited, with the requirement that a wrong reference violates.
 */
export interface NoCreditableOrder {
  reason: string;
  violates?: { requirement: Requirement; pointer: string };
}

/** Finds the order that a credit order credits. */
@Injectable()
export class CreditableOrderFinder {
  constructor(private readonly orders: OrdersysteemOrderRepository) {}

  /** Finds the approved order of a credit order, or the reason why there is none. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    request: CreditOrderRequest,
    now: number,
  ): Promise<CreditableOrder | NoCreditableOrder> {
    const found = await this.findReferenced(tx, workspace, request, now);
    if ('reason' in found) return found;
    const { purchaseOrderId, salesOrderId, responseReferenceId } = request;
    if (found.purchaseOrderId !== purchaseOrderId) {
      return notFound(
        'purchaseOrderId',
        `salesOrderId ${found.salesOrderId} belongs to purchaseOrderId ${found.purchaseOrderId}, not ${purchaseOrderId}`,
      );
    }
    if (salesOrderId !== undefined && responseReferenceId !== undefined) {
      if (found.approvalReferenceId !== normalizeId(responseReferenceId)) {
        return notFound(
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

  private async findReferenced(
    tx: ReadTransaction,
    workspace: string,
    { purchaseOrderId, salesOrderId, responseReferenceId }: CreditOrderRequest,
    now: number,
  ): Promise<CreditableOrder | NoCreditableOrder> {
    if (salesOrderId !== undefined) {
      return foundOr(
        await this.orders.bySalesOrder(tx, workspace, salesOrderId),
        'salesOrderId',
        `unknown salesOrderId: ${salesOrderId}`,
      );
    }
    if (responseReferenceId !== undefined) {
      const reference = normalizeId(responseReferenceId);
      return foundOr(
        await this.orders.byApproval(tx, workspace, reference),
        'responseReferenceId',
        `unknown responseReferenceId: no order was approved with ${responseReferenceId}`,
      );
    }
    const latest = await this.orders.latest(tx, workspace, purchaseOrderId, toIsoUtc(now));
    const reason = `unknown order: there is no order with purchaseOrderId ${purchaseOrderId}`;
    return foundOr(latest, 'purchaseOrderId', reason);
  }
}

type ReferenceField = 'purchaseOrderId' | 'salesOrderId' | 'responseReferenceId';

function notFound(field: ReferenceField, reason: string): NoCreditableOrder {
  const requirement =
    field === 'responseReferenceId'
      ? requirements.approvedReference
      : requirements.creditOfKnownOrder;
  return { reason, violates: { requirement, pointer: `/${field}` } };
}

function foundOr(
  order: CreditableOrder | undefined,
  field: ReferenceField,
  reason: string,
): CreditableOrder | NoCreditableOrder {
  return order ?? notFound(field, reason);
}
