import { randomUUID } from 'node:crypto';
import { examples } from '../../../contracts/edu-v-order/examples.js';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../../contracts/edu-v-order/operations.js';
import type { Operation } from '../../../kernel/contract/operation.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import type { Lab } from '../../runner/lab.js';
import { Skipped } from '../../runner/skipped.js';
import type { Trial } from '../../runner/trial.js';
import { messageOf } from '../suite.js';

export type Request = OrderRequest | CreditOrderRequest;
export type Confirmation = OrderConfirmation | CreditOrderConfirmation;

/** Orders that are sent to an Ordersysteem, and what is heard of them. */
export class Orders {
  private approvedOrder: Promise<{ order: OrderRequest; last: OrderConfirmation }> | undefined;
  /** References of requests that were to be refused. */
  readonly refused = new Set<string>();

  constructor(readonly lab: Lab) {}

  get products(): string[] {
    const { products } = this.lab.options.data;
    return Array.isArray(products) ? products.map(String) : defaultProducts;
  }

  order(difference: Partial<OrderRequest> = {}): OrderRequest {
    const lines = examples.order.orderLines.map((line, index) => ({
      ...line,
      productId: this.products[index % this.products.length] ?? line.productId,
    }));
    const { contract } = this.lab.options.data;
    return {
      ...examples.order,
      ...(typeof contract === 'string' && { contractId: contract }),
      requestReferenceId: randomUUID(),
      purchaseOrderId: `PO-${randomUUID().slice(0, 13)}`,
      orderLines: lines,
      ...difference,
    };
  }

  /** The order that everything about credits is about: approved, or the test cannot go on. */
  async approved(trial: Trial): Promise<{ order: OrderRequest; last: OrderConfirmation }> {
    this.approvedOrder ??= this.approve(trial, this.order());
    return this.approvedOrder;
  }

  async approve(
    trial: Trial,
    order: OrderRequest,
  ): Promise<{ order: OrderRequest; last: OrderConfirmation }> {
    await this.send(trial, orderApi.acceptOrder, order);
    const last = await this.final<OrderConfirmation>(
      order.requestReferenceId,
      orderApi.confirmOrder,
    );
    if (last?.orderStatus !== 'approved')
      return trial.skip(
        last
          ? `the order was ${last.orderStatus}: give data.products that the partner sells`
          : 'the order was never decided on: there is nothing to credit',
      );
    return { order, last };
  }

  /** One that can be sent in any case: of an order that there is not, where none was approved. */
  async someCredit(trial: Trial): Promise<CreditOrderRequest> {
    try {
      const { order, last } = await this.approved(trial);
      return this.credit(order, last);
    } catch (error) {
      if (!(error instanceof Skipped)) throw error;
      return {
        ...examples.creditOrder,
        requestReferenceId: randomUUID(),
        purchaseOrderId: 'PO-NONE',
      };
    }
  }

  /** A credit order for one item of an order, with all that it can say. */
  credit(order: OrderRequest, last: OrderConfirmation, difference: object = {}) {
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

  async send(trial: Trial, operation: Operation, message: Request): Promise<Exchange> {
    await this.lab.sent(collectionOf(operation), message.requestReferenceId, message);
    return trial.call({ operation, body: message });
  }

  /** What is heard of a request, in the order of its arrival; what came with the token of an earlier run comes again. */
  heard(reference: string, operation: Operation): Exchange[] {
    const all = this.lab.heard(operation, isAbout(reference));
    const letIn = all.filter(isLetIn);
    return letIn.length > 0 ? letIn : all;
  }

  async hears(reference: string, operation: Operation, count = 1): Promise<Exchange[]> {
    const isMeant = (message: Record<string, unknown>, exchange: Exchange): boolean =>
      isAbout(reference)(message) && isLetIn(exchange);
    await this.lab.hears(operation, isMeant, count);
    return this.heard(reference, operation);
  }

  /** The confirmation that decides, once it has come. */
  async final<Message extends Confirmation>(
    reference: string,
    operation: Operation,
  ): Promise<Message | undefined> {
    const isFinal = (message: Record<string, unknown>): boolean =>
      isAbout(reference)(message) &&
      (message['orderStatus'] ?? message['creditOrderStatus']) !== 'pending';
    const [exchange] = await this.lab.hears(operation, isFinal);
    return exchange && messageOf<Message>(exchange);
  }
}

const defaultProducts = examples.order.orderLines.map(({ productId }) => productId);

export function collectionOf({ path }: Operation): string {
  return path.split('/')[1] ?? '';
}

const isLetIn = ({ status }: Exchange): boolean => status !== 401;

function isAbout(reference: string) {
  return ({ requestReferenceId }: Record<string, unknown>): boolean =>
    String(requestReferenceId).toLowerCase() === reference.toLowerCase();
}

/** The operation by which a request is confirmed. */
export function confirmationOf(operation: Operation): Operation {
  return operation.name === 'acceptOrder' ? orderApi.confirmOrder : orderApi.confirmCreditOrder;
}

export function statusOf(message: Confirmation): string {
  return 'orderStatus' in message ? message.orderStatus : message.creditOrderStatus;
}

export function responseReferenceOf(exchange: Exchange): string {
  return String(messageOf<Confirmation>(exchange)?.responseReferenceId).toLowerCase();
}
