import type { OperationRow } from '../../platform/api/operation.js';
import { defineApi } from '../descriptor.js';
import { BokbasenGuard } from '../bokbasen/access.guard.js';
import { MAX_BODY_BYTES } from '../../platform/http/raw-body.js';
import { BASE } from '../bokbasen/audiences.js';
import { bokbasenErrorFormat } from '../bokbasen/errors.js';
import { LEGACY } from '../bokbasen/legacy.js';
import { bokbasenOrderExamples } from './examples.js';
import {
  LineStatusUpdate,
  OrderDetails,
  OrderSummary,
  ListOrdersQuery,
  QuantityUpdate,
} from './messages.js';
import { bokbasenOrderApiRequirements } from './api-requirements.js';
import type { OrderOperation } from './requirements/actors-and-operations.js';

const HAL = 'application/hal+json';
const XML = 'application/xml';
const at = {
  servedBy: 'bokbasen-orders',
  scope: [],
  audience: 'orders',
  maxBodyBytes: MAX_BODY_BYTES,
};
const order = {
  id: {
    description: 'Id of the order, as its Location and the list have it',
    example: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11',
  },
};
const line = { ...order, lineId: { description: 'Id of the line in the order', example: '1' } };

/** Bokbasen Order API: physical books and digital learning products. */
export const bokbasenOrderDescriptor = defineApi(
  {
    name: 'bokbasen-orders',
    title: 'Bokbasen Order API',
    version: '1',
    base: BASE,
    legacyBase: `${LEGACY}/order`,
    errorFormat: bokbasenErrorFormat,
    requirements: bokbasenOrderApiRequirements,
    guard: BokbasenGuard,
    parties: { 'bokbasen-orders': 'Bokbasen' },
    control: {
      collections: {
        reference: {
          parties: {
            description: 'Buyers and sellers at Bokbasen, and the clients that act for them',
          },
          'bokbasen-products': { description: 'Products that Bokbasen carries orders for' },
        },
        orders: {
          'bokbasen-orders': {
            description: 'Orders that Bokbasen carries from buyers to sellers',
            linkTitle: 'Bokbasen orders',
            sendHint:
              'an EDItX document as application/xml, or {buyerOrderNumber, buyer, seller, lines: [{ean, quantity}]}',
          },
        },
      },
      generator: 'bokbasen-orders',
    },
  },
  // prettier-ignore
  {
    sendOrder:               { ...at, method: 'POST', path: '/orders/v1',                     legacyPath: '/orders',                     successStatus: 202, nonJsonBody: { mediaType: XML, element: 'Order' }, legacyAnyMediaType: true,
                               operationId: 'send-order',                 summary: 'Send an order',
                               responseHeaders: { Location: 'URL of the order, where its processing is followed' },
                               description: 'The buyer sends an EDItX Trade Order 1.3 (schema: /docs/editx-order-1.3.xsd). 202 means that it will be processed: whether that succeeds is told by the order, first UNPROCESSED, then SENT or FAILED. An OrderNumber is valid once for its buyer.',
                               examples: { order: { summary: 'A book and a digital product', value: bokbasenOrderExamples.order } } },
    listOrders:              { ...at, method: 'GET',  path: '/orders/v1',                     legacyPath: '/orders',                     successStatus: 200, query: ListOrdersQuery, response: { type: OrderSummary, list: true, mediaType: HAL },
                               operationId: 'list-orders',                summary: 'List the orders that changed since a moment',
                               description: 'Orders sent by me as buyer, in every status, or to me as seller, once they are processed without errors. There are no pages. Links are a list here, and an object in the order itself: Bokbasen prints them so.' },
    getOrder:                { ...at, method: 'GET',  path: '/orders/v1/{id}',                legacyPath: '/orders/{id}',                successStatus: 200, parameters: order, response: { type: OrderDetails, list: false, mediaType: HAL },
                               operationId: 'get-order',                  summary: 'Show an order with its lines',
                               description: 'All that is known of the order and its lines. The buyer sees it from the start, the seller once it is processed without errors, and nobody else ever.' },
    getOrderEditx:           { ...at, method: 'GET',  path: '/orders/v1/{id}/editx',          legacyPath: '/orders/{id}/editx',          successStatus: 200, parameters: order, caseInsensitivePath: true, response: { list: false, mediaType: XML },
                               operationId: 'get-order-editx',            summary: 'Show the EDItX document of an order',
                               description: 'The document as it came. To be reached by _links.editx of the order.' },
    updateOrderLineStatus:   { ...at, method: 'POST', path: '/orders/v1/{id}/lines/{lineId}', legacyPath: '/orders/{id}/lines/{lineId}', successStatus: 200, parameters: line,  body: LineStatusUpdate,
                               operationId: 'update-order-line-status',   summary: 'Update the status of an order line',
                               description: 'The seller tells what became of a line; the line must have been processed without errors. Comment, period and price are kept, and shown in the order. The example is for a line of the seed.',
                               examples: { digital:  { summary: 'A digital learning product is delivered', value: bokbasenOrderExamples.status },
                                           rejected: { summary: 'The seller does not accept the line', value: bokbasenOrderExamples.rejection } } },
    updateOrderLineQuantity: { ...at, method: 'POST', path: '/orders/v1/{id}/update',         legacyPath: '/orders/{id}/update',         successStatus: 200, parameters: order, body: QuantityUpdate,
                               operationId: 'update-order-line-quantity', summary: 'Reduce the quantity of a product',
                               description: 'The buyer reduces the quantity of a product; the change is a new row of the order, with status REQUESTED. 403 when less is left, or the seller has blocked a line of it.',
                               examples: { reduced: { summary: 'Twenty less', value: bokbasenOrderExamples.quantity } } },
  } satisfies Record<OrderOperation, OperationRow>,
);

export const bokbasenOrderOperations = bokbasenOrderDescriptor.operations;
