import { randomUUID } from 'node:crypto';
import { toIsoUtc } from '../../platform/time/time.js';
import type { ExampleFacts, FilledExample } from '../descriptor.js';
import { DIGITAL_PRODUCT } from '../edu-v/products.js';
import { orderExamples } from './examples.js';
import type { CreditOrderRequest, OrderRequest, OrderStatus } from './messages.js';

const MONTH_MS = 30 * 86_400_000;

/** An order of the state, with what the roles add to it. */
type StoredOrder = OrderRequest & {
  orderStatus?: OrderStatus | null;
  salesOrderId?: string;
  ordersysteem?: { lines?: DecidedLine[] };
  bestelomgeving?: { orderStatus?: OrderStatus | null };
};
type StoredCredit = CreditOrderRequest & {
  bestelomgeving?: { creditOrderStatus?: OrderStatus | null };
};

interface DecidedLine {
  salesOrderLineId: string;
  purchaseOrderLineId?: string;
  productId: string;
  quantity: number;
  credited: number;
  declined?: string;
}

/** Examples of the Order API: a new order, and messages about the orders of the workspace. */
export async function fillOrderExample(
  operation: string,
  facts: ExampleFacts,
): Promise<FilledExample> {
  switch (operation) {
    case 'acceptOrder':
      return { body: newOrder(facts.now) };
    case 'acceptCreditOrder':
      return fillCreditOrder(facts);
    case 'confirmOrder':
      return fillOrderConfirmation(facts);
    default:
      return fillCreditOrderConfirmation(facts);
  }
}

/** A book and a digital product: the digital one leads to a delivery order. */
function newOrder(now: number): OrderRequest {
  return {
    ...orderExamples.order,
    requestReferenceId: randomUUID(),
    purchaseOrderId: `PO-${randomUUID().slice(0, 8).toUpperCase()}`,
    deliveryDate: toIsoUtc(now + MONTH_MS).slice(0, 10),
    orderLines: orderExamples.order.orderLines.map((line, index) =>
      index === 0 ? line : { ...line, productId: DIGITAL_PRODUCT },
    ),
  };
}

async function fillCreditOrder({ latest }: ExampleFacts): Promise<FilledExample> {
  const order = await latest<StoredOrder>(
    'orders',
    ({ orderStatus, ordersysteem }) =>
      orderStatus === 'approved' && (ordersysteem?.lines ?? []).some(canBeCredited),
  );
  const line = order?.ordersysteem?.lines?.find(canBeCredited);
  if (!order || !line) return { body: orderExamples.creditOrder, needs: 'acceptOrder' };
  const { purchaseOrderLineId, productId, quantity, credited } = line;
  return {
    body: {
      requestReferenceId: randomUUID(),
      purchaseOrderId: order.purchaseOrderId,
      ...(order.salesOrderId !== undefined && { salesOrderId: order.salesOrderId }),
      orderLines: [
        {
          ...(purchaseOrderLineId !== undefined && { purchaseOrderLineId }),
          productId,
          quantity: quantity - credited,
        },
      ],
    } satisfies CreditOrderRequest,
  };
}

const canBeCredited = ({ declined, quantity, credited }: DecidedLine): boolean =>
  declined === undefined && quantity > credited;

async function fillOrderConfirmation({ latest, now }: ExampleFacts): Promise<FilledExample> {
  const order =
    (await latest<StoredOrder>('orders', ({ bestelomgeving }) =>
      isOpen(bestelomgeving?.orderStatus),
    )) ?? (await latest<StoredOrder>('orders'));
  if (!order) return { body: orderExamples.orderConfirmation, needs: 'acceptOrder' };
  const { requestReferenceId, purchaseOrderId, salesOrderId = 'SO-555', orderLines } = order;
  return {
    body: {
      ...orderExamples.orderConfirmation,
      responseReferenceId: randomUUID(),
      requestReferenceId,
      purchaseOrderId,
      salesOrderId,
      processedTimestamp: toIsoUtc(now),
      orderConfirmationLines: confirmationLinesOf(orderLines),
    },
  };
}

async function fillCreditOrderConfirmation({ latest, now }: ExampleFacts): Promise<FilledExample> {
  const credit =
    (await latest<StoredCredit>('creditorders', ({ bestelomgeving }) =>
      isOpen(bestelomgeving?.creditOrderStatus),
    )) ?? (await latest<StoredCredit>('creditorders'));
  if (!credit) return { body: orderExamples.creditOrderConfirmation, needs: 'acceptCreditOrder' };
  const { requestReferenceId, purchaseOrderId, salesOrderId, orderLines } = credit;
  const { creditOrderConfirmationLines: _, ...confirmation } =
    orderExamples.creditOrderConfirmation;
  return {
    body: {
      ...confirmation,
      responseReferenceId: randomUUID(),
      requestReferenceId,
      purchaseOrderId,
      ...(salesOrderId !== undefined && { salesOrderId }),
      processedTimestamp: toIsoUtc(now),
      ...(orderLines && { creditOrderConfirmationLines: confirmationLinesOf(orderLines) }),
    },
  };
}

/** True for a message that has no final status, so that a confirmation can change it. */
const isOpen = (status: OrderStatus | null | undefined): boolean =>
  status === null || status === undefined || status === 'pending';

function confirmationLinesOf(
  lines: readonly { purchaseOrderLineId?: string; productId: string; quantity: number }[],
) {
  return lines.map(({ purchaseOrderLineId, productId, quantity }, index) => ({
    salesOrderLineId: String(index + 1),
    ...(purchaseOrderLineId !== undefined && { purchaseOrderLineId }),
    productId,
    quantity,
    status: 2,
  }));
}
