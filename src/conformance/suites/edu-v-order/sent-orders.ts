import { randomUUID } from 'node:crypto';
import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { SkipTest } from '../../runner/skip-test.js';
import type { TestContext } from '../../runner/test-context.js';
import { jsonBodyOf } from '../../runner/suite.js';

export type EduvOrderRequest = OrderRequest | CreditOrderRequest;
export type EduvOrderConfirmation = OrderConfirmation | CreditOrderConfirmation;

/** Orders that are sent to an Ordersysteem, and what is heard of them. */
export class EduvOrderClient {
  private approvedOrder: Promise<{ order: OrderRequest; last: OrderConfirmation }> | undefined;
  /** References of requests that were to be refused. */
  readonly rejectedReferences = new Set<string>();

  constructor(readonly session: ConformanceSession) {}

  get products(): string[] {
    const { products } = this.session.options.data;
    return Array.isArray(products) ? products.map(String) : defaultProducts;
  }

  order(difference: Partial<OrderRequest> = {}): OrderRequest {
    const lines = orderExamples.order.orderLines.map((line, index) => ({
      ...line,
      productId: this.products[index % this.products.length] ?? line.productId,
    }));
    const { contract: api } = this.session.options.data;
    return {
      ...orderExamples.order,
      ...(typeof api === 'string' && { contractId: api }),
      requestReferenceId: randomUUID(),
      purchaseOrderId: `PO-${randomUUID().slice(0, 13)}`,
      orderLines: lines,
      ...difference,
    };
  }

  /** The order that everything about credits is about: approved, or the test cannot go on. */
  async sharedApprovedOrder(
    context: TestContext,
  ): Promise<{ order: OrderRequest; last: OrderConfirmation }> {
    this.approvedOrder ??= this.placeApprovedOrder(context, this.order());
    return this.approvedOrder;
  }

  async placeApprovedOrder(
    context: TestContext,
    order: OrderRequest,
  ): Promise<{ order: OrderRequest; last: OrderConfirmation }> {
    await this.send(context, orderOperations.acceptOrder, order);
    const last = await this.waitForDecision<OrderConfirmation>(
      order.requestReferenceId,
      orderOperations.confirmOrder,
    );
    if (last?.orderStatus !== 'approved')
      return context.skip(
        last
          ? `the order was ${last.orderStatus}: give data.products that the partner sells`
          : 'the order was never decided on: there is nothing to credit',
      );
    return { order, last };
  }

  /** One that can be sent in any case: of an order that there is not, where none was approved. */
  async anyCreditOrder(context: TestContext): Promise<CreditOrderRequest> {
    try {
      const { order, last } = await this.sharedApprovedOrder(context);
      return this.creditOrder(order, last);
    } catch (error) {
      if (!(error instanceof SkipTest)) throw error;
      return {
        ...orderExamples.creditOrder,
        requestReferenceId: randomUUID(),
        purchaseOrderId: 'PO-NONE',
      };
    }
  }

  /** A credit order for one item of an order, with all that it can say. */
  creditOrder(order: OrderRequest, last: OrderConfirmation, difference: object = {}) {
    const [line] = order.orderLines;
    const confirmed = last.orderConfirmationLines?.find(
      ({ purchaseOrderLineId }) => purchaseOrderLineId === line?.purchaseOrderLineId,
    );
    const { salesOrderLineId } = confirmed ?? {};
    return {
      requestReferenceId: randomUUID(),
      purchaseOrderId: order.purchaseOrderId,
      ...(last.salesOrderId !== undefined && { salesOrderId: last.salesOrderId }),
      responseReferenceId: last.responseReferenceId,
      orderLines: [
        { ...line!, ...(salesOrderLineId !== undefined && { salesOrderLineId }), quantity: 1 },
      ],
      ...difference,
    };
  }

  async send(
    context: TestContext,
    operation: Operation,
    message: EduvOrderRequest,
  ): Promise<Exchange> {
    await this.session.recordSent(collectionOf(operation), message.requestReferenceId, message);
    return context.call({ operation, body: message });
  }

  /** What is heard of a request, in the order of its arrival; what came with the token of an earlier run comes again. */
  confirmationsOf(reference: string, operation: Operation): Exchange[] {
    const all = this.session.partnerRequests.received(operation, isAbout(reference));
    const letIn = all.filter(isLetIn);
    return letIn.length > 0 ? letIn : all;
  }

  async waitForConfirmations(
    reference: string,
    operation: Operation,
    count = 1,
  ): Promise<Exchange[]> {
    const isMeant = (message: Record<string, unknown>, exchange: Exchange): boolean =>
      isAbout(reference)(message) && isLetIn(exchange);
    await this.session.partnerRequests.waitFor(operation, isMeant, count);
    return this.confirmationsOf(reference, operation);
  }

  /** The confirmation that decides, once it has come. */
  async waitForDecision<Message extends EduvOrderConfirmation>(
    reference: string,
    operation: Operation,
  ): Promise<Message | undefined> {
    const isFinal = (message: Record<string, unknown>): boolean =>
      isAbout(reference)(message) &&
      (message['orderStatus'] ?? message['creditOrderStatus']) !== 'pending';
    const [exchange] = await this.session.partnerRequests.waitFor(operation, isFinal);
    return exchange && jsonBodyOf<Message>(exchange);
  }
}

const defaultProducts = orderExamples.order.orderLines.map(({ productId }) => productId);

export function collectionOf({ path }: Operation): string {
  return path.split('/')[1] ?? '';
}

const isLetIn = ({ status }: Exchange): boolean => status !== 401;

function isAbout(reference: string) {
  return ({ requestReferenceId }: Record<string, unknown>): boolean =>
    String(requestReferenceId).toLowerCase() === reference.toLowerCase();
}

/** The operation by which a request is confirmed. */
export function confirmationOperationOf(operation: Operation): Operation {
  return operation.name === 'acceptOrder'
    ? orderOperations.confirmOrder
    : orderOperations.confirmCreditOrder;
}

export function decisionStatusOf(message: EduvOrderConfirmation): string {
  return 'orderStatus' in message ? message.orderStatus : message.creditOrderStatus;
}

export function responseReferenceOf(exchange: Exchange): string {
  return String(jsonBodyOf<EduvOrderConfirmation>(exchange)?.responseReferenceId).toLowerCase();
}
