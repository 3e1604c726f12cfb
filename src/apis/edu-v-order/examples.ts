import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from './messages.js';

const purchaseOrderId = 'PO-2026-000123';
const orderReference = '7d3c1c0e-4d0b-4b7e-9a55-0f5f6d1f3a10';
const creditReference = '0c2f7a44-5c1b-4d5e-8d9a-9d0b3a6e7f32';

/** Messages that belong together: an order, the credit of one line of it, and the confirmations of both. */
export const orderExamples = {
  order: {
    requestReferenceId: orderReference,
    purchaseOrderId,
    purchaseOrderType: 'Tender',
    contractId: 'CT-2026-001',
    deliveryLocation: {
      name: 'Magazijn Zuid',
      street: 'Voorbeeldstraat',
      houseNumber: 12,
      houseNumberSuffix: 'A',
      zipCode: '1234AB',
      city: 'Utrecht',
      countryCode: 'NL',
      country: 'Nederland',
    },
    deliveryDate: '2026-08-01',
    orderLines: [
      { purchaseOrderLineId: '10', productId: '9789000000017', quantity: 30 },
      { purchaseOrderLineId: '20', productId: '9789000000024', quantity: 5 },
    ],
  } satisfies OrderRequest,

  orderConfirmation: {
    responseReferenceId: 'b1f5a9a2-93c8-4f0f-8a3c-0a1c5d7e9b21',
    requestReferenceId: orderReference,
    purchaseOrderId,
    salesOrderId: 'SO-555',
    processedTimestamp: '2026-05-04T09:12:33Z',
    orderStatus: 'approved',
    success: true,
    status: 2,
    statusMessage: 'Accepted',
    orderConfirmationLines: [
      {
        salesOrderLineId: '1',
        purchaseOrderLineId: '10',
        productId: '9789000000017',
        quantity: 30,
        status: 2,
      },
      {
        salesOrderLineId: '2',
        purchaseOrderLineId: '20',
        productId: '9789000000024',
        quantity: 5,
        status: 2,
      },
    ],
  } satisfies OrderConfirmation,

  creditOrder: {
    requestReferenceId: creditReference,
    purchaseOrderId,
    orderLines: [{ purchaseOrderLineId: '20', productId: '9789000000024', quantity: 5 }],
  } satisfies CreditOrderRequest,

  creditOrderConfirmation: {
    requestReferenceId: creditReference,
    responseReferenceId: '5e9d4b7c-2a61-4b0c-9f7e-1c8a2d3b4e43',
    purchaseOrderId,
    salesOrderId: 'SO-555',
    processedTimestamp: '2026-05-05T08:00:00Z',
    creditOrderStatus: 'approved',
    success: true,
    status: 2,
    statusMessage: 'Accepted',
    creditOrderConfirmationLines: [
      {
        salesOrderLineId: '2',
        purchaseOrderLineId: '20',
        productId: '9789000000024',
        quantity: 5,
        status: 2,
      },
    ],
  } satisfies CreditOrderConfirmation,
};
