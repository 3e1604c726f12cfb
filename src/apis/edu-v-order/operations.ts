import { BearerGuard } from '../../platform/oauth/bearer.guard.js';
import type { OperationRow } from '../../platform/api/operation.js';
import { defineApi } from '../descriptor.js';
import { fillOrderExample } from './fill-example.js';
import { eduvErrorFormat } from '../edu-v/errors.js';
import { orderExamples } from './examples.js';
import {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from './messages.js';
import { orderApiRequirements } from './api-requirements.js';
import type { OrderOperation } from './requirements/actors-and-operations.js';

const scope = ['eduv.order'];
/** Maximum size of a confirmation: each line is larger than in the largest order. */
const largestBody = 4 * 1024 * 1024;
const repeats =
  'A repeated requestReferenceId is answered with 202 and not processed again; its ' +
  'confirmation is sent again.';
const once =
  'Each combination of requestReferenceId and responseReferenceId is processed once. A ' +
  'requestReferenceId that was never sent is rejected: to try the example, first send the ' +
  'request with that id to the Ordersysteem.';

/** Edu-V Order API 0.9.2: four operations, two for each party. */
export const orderDescriptor = defineApi(
  {
    name: 'edu-v-order',
    title: 'Edu-V Order API',
    version: '0.9.2',
    major: 1,
    referenceField: 'requestReferenceId',
    errorFormat: eduvErrorFormat,
    requirements: orderApiRequirements,
    guard: BearerGuard,
    parties: {
      ordersysteem: 'Ordersysteem leermiddelen',
      bestelomgeving: 'Bestelomgeving leermiddelen',
    },
    control: {
      collections: {
        orders: {
          orders: { description: 'Orders, as sent by a Bestelomgeving', linkTitle: 'Orders' },
          creditorders: {
            description: 'Credit orders, as sent by a Bestelomgeving',
            linkTitle: 'Credit orders',
          },
        },
      },
      generator: 'edu-v-order',
      trace: {
        ids: ['requestReferenceId', 'responseReferenceId', 'purchaseOrderId', 'salesOrderId'],
        lineIds: ['purchaseOrderLineId', 'salesOrderLineId'],
        statuses: ['orderStatus', 'creditOrderStatus'],
      },
      fillExample: fillOrderExample,
      examples: {
        operations: { received: 'acceptOrder', sent: 'confirmOrder' },
        scenario: {
          field: 'purchaseOrderId',
          value: 'PO-LATE',
          behaviour: 'confirmed-late',
          after: 'PT10M',
        },
      },
    },
  },
  // prettier-ignore
  {
    acceptOrder:        { servedBy: 'ordersysteem',   method: 'PUT', path: '/orders',                     body: OrderRequest,            successStatus: 202, scope,
                          operationId: 'accept-order-request',         summary: 'Order learning materials',
                          description: `The Bestelomgeving places an order. The Ordersysteem sends its decision in a confirmation. ${repeats}`,
                          examples: { order: { summary: 'Two products', value: orderExamples.order } } },
    acceptCreditOrder:  { servedBy: 'ordersysteem',   method: 'PUT', path: '/creditorders',               body: CreditOrderRequest,      successStatus: 202, scope,
                          operationId: 'accept-credit-order-request',  summary: 'Credit an order',
                          description: `The Bestelomgeving cancels an order, or lines of it. The Ordersysteem sends its decision in a confirmation. To have the example approved, first send the example of PUT /orders. ${repeats}`,
                          examples: { line: { summary: 'One line of the order in the example of PUT /orders', value: orderExamples.creditOrder } } },
    confirmOrder:       { servedBy: 'bestelomgeving', method: 'PUT', path: '/orders/confirmations',       body: OrderConfirmation,       successStatus: 202, scope, maxBodyBytes: largestBody,
                          operationId: 'confirm-order-request',        summary: 'Confirm an order',
                          description: `The Ordersysteem reports its decision on an order. ${once}`,
                          examples: { approved: { summary: 'Approval of the order in the example of PUT /orders', value: orderExamples.orderConfirmation } } },
    confirmCreditOrder: { servedBy: 'bestelomgeving', method: 'PUT', path: '/creditorders/confirmations', body: CreditOrderConfirmation, successStatus: 202, scope, maxBodyBytes: largestBody,
                          operationId: 'confirm-credit-order-request', summary: 'Confirm a credit order',
                          description: `The Ordersysteem reports its decision on a credit order. ${once}`,
                          examples: { approved: { summary: 'Approval of the credit order in the example of PUT /creditorders', value: orderExamples.creditOrderConfirmation } } },
  } satisfies Record<OrderOperation, OperationRow>,
);

export const orderOperations = orderDescriptor.operations;
