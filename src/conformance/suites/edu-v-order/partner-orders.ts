import { randomUUID } from 'node:crypto';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';
import type { TestContext } from '../../runner/test-context.js';
import type { EduvOrderConfirmation, EduvOrderRequest } from './order-client.js';

/** Orders and credit orders that a Bestelomgeving sends to the sandbox, and their confirmations. */
export class PartnerOrders {
  /** The responseReferenceIds with which the runner has approved orders. */
  readonly approvals = new Set<string>();
  private readonly requests = new Map<string, Promise<EduvOrderRequest | undefined>>();

  constructor(readonly session: ConformanceSession) {}

  /**
   * Returns the first valid request of that operation. Skips the test if the partner sends none.
   */
  async request<Message extends EduvOrderRequest>(
    context: TestContext,
    operation: Operation,
  ): Promise<Message> {
    const { name, path } = operation;
    let request = this.requests.get(name);
    if (!request) this.requests.set(name, (request = this.waitForFirst(operation)));
    const message = await request;
    if (message) return message as Message;
    const { host, port } = this.session.options.listen;
    return context.skip(
      `the partner sent no valid ${path}: send one to ` +
        `http://${host}:${port}/ordersysteem, or configure act.${name}`,
    );
  }

  /** Creates a new valid confirmation of the first request. */
  async confirmation(context: TestContext, operation: Operation): Promise<EduvOrderConfirmation> {
    const request = await this.request(context, requestOperationOf(operation));
    if (operation.name !== 'confirmOrder') return creditConfirmationOf(request);
    const confirmation = orderConfirmationOf(request as OrderRequest);
    this.approvals.add(confirmation.responseReferenceId);
    return confirmation;
  }

  /** Makes the partner credit lines of an order, if `act.creditLines` is configured. */
  async triggerCreditOfLines(): Promise<void> {
    const name = 'creditLines';
    if (!this.session.options.act[name]) return;
    await this.session.triggerPartner({ name });
    const hasLines = (message: object, exchange: Exchange): boolean =>
      'orderLines' in message && isAccepted(exchange);
    await this.session.partnerRequests.waitFor(orderOperations.acceptCreditOrder, hasLines);
  }

  private async waitForFirst(operation: Operation): Promise<EduvOrderRequest | undefined> {
    await this.session.triggerPartner(operation);
    const [exchange] = await this.session.partnerRequests.waitFor(operation, (_, received) =>
      isAccepted(received),
    );
    return exchange && jsonBodyOf<EduvOrderRequest>(exchange);
  }
}

/** The operation of the request that a confirmation belongs to. */
function requestOperationOf({ name }: Operation): Operation {
  return name === 'confirmOrder' ? orderOperations.acceptOrder : orderOperations.acceptCreditOrder;
}

function confirmationFields({ requestReferenceId, purchaseOrderId }: EduvOrderRequest) {
  return {
    responseReferenceId: randomUUID(),
    requestReferenceId,
    purchaseOrderId,
    salesOrderId: `SO-${requestReferenceId.slice(0, 8)}`,
    processedTimestamp: toIsoUtc(realNow()),
    success: true,
    status: Code.accepted,
    statusMessage: 'Accepted',
  };
}

function orderConfirmationOf(request: OrderRequest): OrderConfirmation {
  return {
    ...confirmationFields(request),
    orderStatus: 'approved',
    orderConfirmationLines: request.orderLines.map((line, index) => ({
      ...line,
      salesOrderLineId: String(index + 1),
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}

function creditConfirmationOf(request: CreditOrderRequest): CreditOrderConfirmation {
  return {
    ...confirmationFields(request),
    creditOrderStatus: 'approved',
    creditOrderConfirmationLines: (request.orderLines ?? []).map((line) => ({
      ...line,
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}
