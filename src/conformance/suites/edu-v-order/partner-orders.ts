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
import { triggerRequest, type Arrival } from '../edu-v/partner-triggers.js';
import type { EduvOrderConfirmation, EduvOrderRequest } from './message-kinds.js';

const { acceptCreditOrder } = orderOperations;

/** Orders and credit orders that a Bestelomgeving sends to the sandbox, and their confirmations. */
export class PartnerOrders {
  /** The responseReferenceIds with which the runner has approved orders. */
  readonly approvals = new Set<string>();
  private readonly requests = new Map<string, Promise<Arrival>>();
  private approval: Promise<Exchange> | undefined;

  constructor(readonly session: ConformanceSession) {}

  /**
   * Returns the first valid request of that operation. Skips the test if the partner sends none.
   */
  async request<Message extends EduvOrderRequest>(
    context: TestContext,
    operation: Operation,
  ): Promise<Message> {
    const { name } = operation;
    let arrival = this.requests.get(name);
    if (!arrival) this.requests.set(name, (arrival = this.waitForFirst(context, operation)));
    const { exchange, reason } = await arrival;
    const message = exchange && jsonBodyOf<Message>(exchange);
    return message ?? context.skip(String(reason));
  }

  /** The requests of that operation that the sandbox has accepted so far. */
  received(operation: Operation): EduvOrderRequest[] {
    return this.session.partnerRequests
      .received(operation, (_, exchange) => isAccepted(exchange))
      .flatMap((exchange) => jsonBodyOf<EduvOrderRequest>(exchange) ?? []);
  }

  /** Creates a new valid confirmation of the first request. */
  async confirmation(context: TestContext, operation: Operation): Promise<EduvOrderConfirmation> {
    const request = await this.request(context, requestOperationOf(operation));
    const id = this.session.ids.uuid();
    if (operation.name !== 'confirmOrder') return creditConfirmationOf(request, id);
    const confirmation = orderConfirmationOf(request as OrderRequest, id);
    this.approvals.add(confirmation.responseReferenceId);
    return confirmation;
  }

  /** Makes the partner credit lines of an order, if `act.creditLines` is configured. */
  async triggerCreditOfLines(): Promise<void> {
    const name = 'creditLines';
    if (!this.session.options.act[name]) return;
    await triggerRequest(this.session, {
      operation: acceptCreditOrder,
      action: name,
      description: 'a credit order with lines',
      matches: (message, exchange) => 'orderLines' in message && isAccepted(exchange),
    });
  }

  private async waitForFirst(context: TestContext, operation: Operation): Promise<Arrival> {
    if (operation === acceptCreditOrder) await this.approveOrder(context);
    return triggerRequest(this.session, {
      operation,
      action: operation.name,
      description: operation === acceptCreditOrder ? 'a credit order' : 'an order',
      matches: (_, received) => isAccepted(received),
    });
  }

  /** Approves the first order, because only an approved order can be credited. */
  private async approveOrder(context: TestContext): Promise<void> {
    if (this.approvals.size > 0 || !this.session.options.act[acceptCreditOrder.name]) return;
    const body = await this.confirmation(context, orderOperations.confirmOrder);
    this.approval ??= context.call({ operation: orderOperations.confirmOrder, body });
    await this.approval;
  }
}

/** The operation of the request that a confirmation belongs to. */
function requestOperationOf({ name }: Operation): Operation {
  return name === 'confirmOrder' ? orderOperations.acceptOrder : orderOperations.acceptCreditOrder;
}

function confirmationFields(
  { requestReferenceId, purchaseOrderId }: EduvOrderRequest,
  responseReferenceId: string,
) {
  return {
    responseReferenceId,
    requestReferenceId,
    purchaseOrderId,
    salesOrderId: `SO-${requestReferenceId.slice(0, 8)}`,
    processedTimestamp: toIsoUtc(realNow()),
    success: true,
    status: Code.accepted,
    statusMessage: 'Accepted',
  };
}

function orderConfirmationOf(request: OrderRequest, id: string): OrderConfirmation {
  return {
    ...confirmationFields(request, id),
    orderStatus: 'approved',
    orderConfirmationLines: request.orderLines.map((line, index) => ({
      ...line,
      salesOrderLineId: String(index + 1),
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}

function creditConfirmationOf(request: CreditOrderRequest, id: string): CreditOrderConfirmation {
  return {
    ...confirmationFields(request, id),
    creditOrderStatus: 'approved',
    creditOrderConfirmationLines: (request.orderLines ?? []).map((line) => ({
      ...line,
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}
