import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import type {
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { realNow } from '../../../platform/time/time.js';
import type { Operation, RefusalReason } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { SkipTest } from '../../runner/skip-test.js';
import { jsonBodyOf } from '../../runner/suite.js';
import type { CallOptions } from '../../runner/target-client.js';
import {
  collectionOf,
  type EduvOrderConfirmation,
  type EduvOrderRequest,
} from './message-kinds.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';

/** An order, and the confirmation that approved it. */
export interface ApprovedOrder {
  order: OrderRequest;
  confirmation: OrderConfirmation;
}

/** Why a test that waits for a confirmation is skipped: one requirement reports it. */
export const NOT_CONFIRMED = `no confirmation arrived: see ${requirements.confirms.id}`;

const exampleProducts = orderExamples.order.orderLines.map(({ productId }) => productId);

/** Sends orders and credit orders to an Ordersysteem, and waits for its confirmations. */
export class EduvOrderClient {
  /** References of requests that the Ordersysteem had to reject. */
  readonly rejectedReferences = new Set<string>();
  /** When each accepted request was sent, by its reference in lower case. */
  readonly sentAt = new Map<string, number>();
  /** The purchaseOrderIds of orders that the Ordersysteem has approved. */
  private readonly approvedIds = new Set<string>();
  private approvedOrder: Promise<ApprovedOrder> | undefined;
  private orders = 0;

  constructor(readonly session: ConformanceSession) {}

  get products(): string[] {
    const { products } = this.session.options.data;
    return Array.isArray(products) ? products.map(String) : exampleProducts;
  }

  order(difference: Partial<OrderRequest> = {}): OrderRequest {
    const orderLines = orderExamples.order.orderLines.map((line, index) => ({
      ...line,
      productId: this.products[index % this.products.length] ?? line.productId,
    }));
    const { contract } = this.session.options.data;
    const { contractId: _, ...example } = orderExamples.order;
    return {
      ...example,
      ...(typeof contract === 'string' && { contractId: contract }),
      requestReferenceId: this.session.ids.uuid(),
      purchaseOrderId: this.newPurchaseOrderId(),
      orderLines,
      ...difference,
    };
  }

  newPurchaseOrderId(): string {
    return `PO-${this.session.ids.run}-${(this.orders += 1)}`;
  }

  /** Returns one approved order that the tests of credit orders share. */
  async sharedApprovedOrder(context: TestContext): Promise<ApprovedOrder> {
    this.approvedOrder ??= this.placeApprovedOrder(context);
    return this.approvedOrder;
  }

  /** Places an order and waits for its approval. Skips the test if the order is not approved. */
  async placeApprovedOrder(context: TestContext): Promise<ApprovedOrder> {
    const order = this.order();
    await this.sendAccepted(context, orderOperations.acceptOrder, order);
    const confirmation = await this.waitForDecision<OrderConfirmation>(
      context,
      order.requestReferenceId,
      orderOperations.confirmOrder,
    );
    if (confirmation.orderStatus === 'approved') {
      this.approvedIds.add(order.purchaseOrderId);
      return { order, confirmation };
    }
    const { statusMessage = 'without a reason' } = confirmation;
    return context.skip(
      `the order was ${confirmation.orderStatus} (${statusMessage}): configure data.products ` +
        'with products that the partner sells, and data.contract where it needs one',
    );
  }

  /**
   * Creates a credit order that can always be sent. Without an approved order it refers to an
   * unknown one.
   */
  async anyCreditOrder(context: TestContext): Promise<CreditOrderRequest> {
    try {
      return this.creditOrder(await this.sharedApprovedOrder(context));
    } catch (error) {
      if (!(error instanceof SkipTest)) throw error;
      return {
        ...orderExamples.creditOrder,
        requestReferenceId: this.session.ids.uuid(),
        purchaseOrderId: this.newPurchaseOrderId(),
      };
    }
  }

  /** Creates a credit order for one item of an approved order, with all optional fields. */
  creditOrder({ order, confirmation }: ApprovedOrder) {
    const [line] = order.orderLines;
    const confirmed = confirmation.orderConfirmationLines?.find(
      ({ purchaseOrderLineId }) => purchaseOrderLineId === line?.purchaseOrderLineId,
    );
    const { salesOrderLineId } = confirmed ?? {};
    const { salesOrderId, responseReferenceId } = confirmation;
    return {
      requestReferenceId: this.session.ids.uuid(),
      purchaseOrderId: order.purchaseOrderId,
      ...(salesOrderId !== undefined && { salesOrderId }),
      responseReferenceId,
      orderLines: [
        { ...line!, ...(salesOrderLineId !== undefined && { salesOrderLineId }), quantity: 1 },
      ],
    };
  }

  /** Stores a request in the sandbox as sent. */
  async prepare(operation: Operation, message: EduvOrderRequest): Promise<void> {
    const { requestReferenceId } = message;
    const id = requestReferenceId.toLowerCase();
    if (!this.sentAt.has(id)) this.sentAt.set(id, realNow());
    await this.session.recordSent(collectionOf(operation), requestReferenceId, message);
  }

  /** A valid call. A credit of an order that was not approved may be refused. */
  callOf(operation: Operation, message: EduvOrderRequest): CallOptions {
    const isCredit = operation.name === orderOperations.acceptCreditOrder.name;
    const isOfApproved = this.approvedIds.has(message.purchaseOrderId);
    return {
      operation,
      body: message,
      ...(isCredit && !isOfApproved && { refusable: 'state' }),
    };
  }

  async send(
    context: TestContext,
    operation: Operation,
    message: EduvOrderRequest,
    refusable?: RefusalReason,
  ): Promise<Exchange> {
    await this.prepare(operation, message);
    return context.call({ ...this.callOf(operation, message), ...(refusable && { refusable }) });
  }

  /** Sends a request; skips the test unless it is accepted. */
  async sendAccepted(
    context: TestContext,
    operation: Operation,
    message: EduvOrderRequest,
    refusable?: RefusalReason,
  ): Promise<Exchange> {
    const sent = await this.send(context, operation, message, refusable);
    return requireAccepted(context, operation, sent);
  }

  /**
   * Returns the confirmations of a request in the order of their arrival. A confirmation that was
   * answered 401 is left out if there is another one, because the partner sends it again with a new
   * token.
   */
  confirmationsOf(reference: string, operation: Operation): Exchange[] {
    const all = this.session.partnerRequests.received(operation, refersTo(reference));
    const authorized = all.filter(isAuthorized);
    return authorized.length > 0 ? authorized : all;
  }

  async waitForConfirmations(
    reference: string,
    operation: Operation,
    count = 1,
  ): Promise<Exchange[]> {
    const matchesReference = refersTo(reference);
    await this.session.partnerRequests.waitFor(
      operation,
      (message, exchange) => matchesReference(message) && isAuthorized(exchange),
      count,
    );
    return this.confirmationsOf(reference, operation);
  }

  /** Waits for a confirmation with another status than `pending`; skips the test without one. */
  async waitForDecision<Message extends EduvOrderConfirmation>(
    context: TestContext,
    reference: string,
    operation: Operation,
  ): Promise<Message> {
    const matchesReference = refersTo(reference);
    const isDecision = (message: Record<string, unknown>): boolean =>
      matchesReference(message) &&
      (message['orderStatus'] ?? message['creditOrderStatus']) !== 'pending';
    const { partnerRequests, options } = this.session;
    const [exchange] = await partnerRequests.waitFor(operation, isDecision);
    const message = exchange && jsonBodyOf<Message>(exchange);
    if (message) return message;
    if (this.confirmationsOf(reference, operation).length === 0)
      this.failUnconfirmed(context, reference, operation);
    return context.skip(
      `the partner confirmed the request as pending only, within ${options.timeoutMs} ms`,
    );
  }

  /** Reports that an accepted request was never confirmed, and skips the rest of the test. */
  failUnconfirmed(context: TestContext, reference: string, confirmation: Operation): never {
    const { partnerRequests, options } = this.session;
    context.expect(requirements.confirms, undefined, false, {
      pointer: '',
      expected: `a ${confirmation.method} ${confirmation.path} within ${options.timeoutMs} ms`,
      seen: partnerRequests.describeMissing(confirmation),
      before: `the request ${reference} was accepted`,
      causes: [requirements.provided, requirements.validMessage, requirements.echoReference],
      // The partner may have another address for the runner.
      cause: partnerRequests.isEmpty ? 'configuration' : undefined,
    });
    return context.skip(NOT_CONFIRMED);
  }
}

/** Returns the exchange of a request; skips the test unless the partner accepted it. */
export function requireAccepted(
  context: TestContext,
  operation: Operation,
  sent: Exchange,
): Exchange {
  const { method, path, successStatus } = operation;
  const { ok } = derivedRequirements(operation);
  if (sent.status === successStatus) return sent;
  return context.skip(
    `${method} ${path} was answered ${describeResponse(sent)}, not ${successStatus}: see ${ok?.id}`,
  );
}

function isAuthorized({ status }: Exchange): boolean {
  return status !== 401;
}

function refersTo(reference: string): (message: Record<string, unknown>) => boolean {
  return ({ requestReferenceId }) =>
    String(requestReferenceId).toLowerCase() === reference.toLowerCase();
}
