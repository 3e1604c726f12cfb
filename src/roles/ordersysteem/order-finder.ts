import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderRequirements as requirements } from '../../apis/edu-v-order/requirements.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import { normalizeId } from '../../platform/messages/messages.js';
import type { ReadTransaction } from '../../platform/persistence/store.js';
import { decisionAt, type OrderDecision, type DecidedLine } from './order.js';

export interface FoundOrder {
  id: string;
  purchaseOrderId: string;
  salesOrderId: string;
  approvalReferenceId: string | null;
  lines: DecidedLine[];
  decisions: OrderDecision[];
}

/** The reason why there is no order to credit, with the requirement that is violated where the request names a wrong one. */
export interface NoOrder {
  reason: string;
  violates?: { requirement: Requirement; pointer: string };
}

type Row = Omit<FoundOrder, 'lines' | 'decisions'> & { lines: string; decisions: string };

const COLUMNS =
  '"id", "purchaseOrderId", "salesOrderId", "approvalReferenceId", "lines", "decisions"';
const BY_SALES_ORDER = `select ${COLUMNS} from "orders" where "workspace" = ? and "salesOrderId" = ?`;
const BY_APPROVAL = `select ${COLUMNS} from "orders" where "workspace" = ? and "approvalReferenceId" = ?`;
const LATEST_APPROVED = `select ${COLUMNS} from "orders"
  where "workspace" = ? and "purchaseOrderId" = ? and "approvedAt" <= ? order by "approvedAt" desc limit 1`;
const ANY = `select ${COLUMNS} from "orders" where "workspace" = ? and "purchaseOrderId" = ?
  order by "approvedAt" desc limit 1`;

/** Finds the order that a credit order is about. */
@Injectable()
export class OrderFinder {
  /** The approved order that is meant, or why there is none to credit. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    request: CreditOrderRequest,
    now: number,
  ): Promise<FoundOrder | NoOrder> {
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
  ): Promise<FoundOrder | NoOrder> {
    if (salesOrderId !== undefined) {
      return orderOf(
        await tx.get(BY_SALES_ORDER, workspace, salesOrderId),
        'salesOrderId',
        `unknown salesOrderId: ${salesOrderId}`,
      );
    }
    if (responseReferenceId !== undefined) {
      const row = await tx.get<Row>(BY_APPROVAL, workspace, normalizeId(responseReferenceId));
      return orderOf(
        row,
        'responseReferenceId',
        `unknown responseReferenceId: no order was approved with ${responseReferenceId}`,
      );
    }
    const row =
      (await tx.get<Row>(LATEST_APPROVED, workspace, purchaseOrderId, toIsoUtc(now))) ??
      (await tx.get<Row>(ANY, workspace, purchaseOrderId));
    const reason = `unknown order: there is none with purchaseOrderId ${purchaseOrderId}`;
    return orderOf(row, 'purchaseOrderId', reason);
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

function orderOf(row: Row | undefined, field: Named, reason: string): FoundOrder | NoOrder {
  if (!row) return unknown(field, reason);
  return {
    ...row,
    lines: JSON.parse(row.lines) as DecidedLine[],
    decisions: JSON.parse(row.decisions) as OrderDecision[],
  };
}
