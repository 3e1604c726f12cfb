import { randomUUID } from 'node:crypto';
import { orderFacts } from '../../facts/edu-v.js';
import type { AnswerOptions, ProvidedOperation } from './edu-v-api.js';
import { FactValidator } from './fact-validator.js';

interface Order {
  requestReferenceId: string;
  purchaseOrderId: string;
  orderLines: { purchaseOrderLineId: string; productId: string; quantity: number }[];
}
interface Confirmation {
  requestReferenceId: string;
  responseReferenceId: string;
  salesOrderId?: string;
  orderStatus?: string;
}

/** Orders and credit orders that a Bestelomgeving sent, and the operations that confirm them. */
export class SentOrders {
  /** The last approval of an order. */
  approved: { order: Order; confirmation: Confirmation } | undefined;
  private readonly orders = new Map<string, Order>();
  private readonly credits = new Set<string>();

  order(productId: string): Order {
    const order = {
      requestReferenceId: randomUUID(),
      purchaseOrderId: `BO-${randomUUID().slice(0, 8)}`,
      deliveryLocation: {
        street: 'Kade',
        houseNumber: 7,
        zipCode: '3511 LX',
        city: 'Utrecht',
        countryCode: 'NL',
        country: 'Nederland',
      },
      orderLines: [
        { purchaseOrderLineId: 'A', productId, quantity: 12 },
        { purchaseOrderLineId: 'B', productId, quantity: 1 },
      ],
    };
    this.orders.set(order.requestReferenceId, order);
    return order;
  }

  /** A credit of the approved order: of one item, or of the whole order. */
  credit(ofLines: boolean): object {
    const { order, confirmation } = this.approved!;
    const requestReferenceId = randomUUID();
    this.credits.add(requestReferenceId);
    return {
      requestReferenceId,
      purchaseOrderId: order.purchaseOrderId,
      ...(confirmation.salesOrderId !== undefined && { salesOrderId: confirmation.salesOrderId }),
      responseReferenceId: confirmation.responseReferenceId,
      ...(ofLines && { orderLines: [{ ...order.orderLines[0], quantity: 1 }] }),
    };
  }

  operations(options: AnswerOptions): ProvidedOperation[] {
    const facts = new FactValidator(orderFacts);
    const confirmed = (
      path: string,
      type: string,
      take: (confirmation: Confirmation) => boolean,
    ): ProvidedOperation => ({
      method: 'PUT',
      path,
      scopes: ['eduv.order'],
      isValid: (body) => facts.isValid(type, body),
      handle: ({ message }) => {
        if (take(message as Confirmation)) return { status: 202 };
        const text = !options.noStatusMessage && { statusMessage: 'no such request' };
        return { status: 400, body: { status: 99, ...text } };
      },
    });
    return [
      confirmed('/orders/confirmations', 'OrderConfirmation', (confirmation) => {
        const order = this.orders.get(confirmation.requestReferenceId.toLowerCase());
        if (order && confirmation.orderStatus === 'approved')
          this.approved ??= { order, confirmation };
        return order !== undefined;
      }),
      confirmed('/creditorders/confirmations', 'CreditOrderConfirmation', (confirmation) =>
        this.credits.has(confirmation.requestReferenceId.toLowerCase()),
      ),
    ];
  }
}
