import type { OperationRow } from '../../platform/api/operation.js';
import { defineApi } from '../descriptor.js';
import { fillBokbasenOrderExample } from './fill-example.js';
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
import { bokbasenOrderPages as pages } from './sources.js';
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
    description: 'Id of the order, as in its Location and in the list',
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
            description: 'Bokbasen parties (buyers and sellers), and the clients that act for them',
          },
          'bokbasen-products': { description: 'Products that can be ordered through Bokbasen' },
        },
        orders: {
          'bokbasen-orders': {
            description: 'Orders that Bokbasen forwards from buyers to sellers',
            linkTitle: 'Bokbasen orders',
            sendHint:
              'an EDItX document as application/xml, or {buyerOrderNumber, buyer, seller, lines: [{ean, quantity}]}',
          },
        },
      },
      generator: 'bokbasen-orders',
      trace: {
        ids: ['orderId', 'buyerOrderNumber', 'OrderNumber'],
        paths: ['getOrder', 'getOrderEditx', 'updateOrderLineStatus', 'updateOrderLineQuantity'],
        statuses: ['status'],
      },
      fillExample: fillBokbasenOrderExample,
    },
  },
  // prettier-ignore
  {
    sendOrder:               { ...at, method: 'POST', path: '/orders/v1',                     legacyPath: '/orders',                     successStatus: 202, nonJsonBody: { mediaType: XML, element: 'Order' }, legacyAnyMediaType: true,
                               operationId: 'send-order', page: `${pages.send}: POST, 202`,                 summary: 'Send an order',
                               responseHeaders: { Location: 'URL of the order; its status shows the progress of the processing' },
                               description: 'The buyer sends an EDItX Trade Order 1.3 (schema: /docs/editx-order-1.3.xsd). 202 means that the order will be processed. The status of the order shows the result: first UNPROCESSED, then SENT or FAILED. Each buyer can use an OrderNumber once.',
                               examples: { order: { summary: 'A book and a digital product', value: bokbasenOrderExamples.order } } },
    listOrders:              { ...at, method: 'GET',  path: '/orders/v1',                     legacyPath: '/orders',                     successStatus: 200, query: ListOrdersQuery, response: { type: OrderSummary, list: true, mediaType: HAL },
                               operationId: 'list-orders', page: `${pages.get}: GET with fromDate and mode, 200`,                summary: 'List orders updated since a given time',
                               description: "Returns orders that the caller sent as buyer, in every status, or received as seller, after they were processed without errors. The response has no pages. Links are an array in this list and an object in the order itself, as in Bokbasen's examples." },
    getOrder:                { ...at, method: 'GET',  path: '/orders/v1/{id}',                legacyPath: '/orders/{id}',                successStatus: 200, parameters: order, response: { type: OrderDetails, list: false, mediaType: HAL },
                               operationId: 'get-order', page: `${pages.get}: GET of an order, 200`,                  summary: 'Get an order and its lines',
                               description: 'Returns the order and its lines. The buyer can read it immediately, the seller after it was processed without errors. No other party can read it.' },
    getOrderEditx:           { ...at, method: 'GET',  path: '/orders/v1/{id}/editx',          legacyPath: '/orders/{id}/editx',          successStatus: 200, parameters: order, caseInsensitivePath: true, response: { list: false, mediaType: XML },
                               operationId: 'get-order-editx', page: `${pages.get}, table of the version of 2016: /orders/{ID}/EDItX`,            summary: 'Get the EDItX document of an order',
                               description: 'Returns the EDItX document as received. The order links to it in _links.editx.' },
    updateOrderLineStatus:   { ...at, method: 'POST', path: '/orders/v1/{id}/lines/{lineId}', legacyPath: '/orders/{id}/lines/{lineId}', successStatus: 200, parameters: line,  body: LineStatusUpdate,
                               operationId: 'update-order-line-status', page: `${pages.status}: POST, 200`,   summary: 'Update the status of an order line',
                               description: 'The seller reports the status of a line. The line must have been processed without errors. Comment, period and price are stored and shown in the order. The example uses a line of the seed data.',
                               examples: { digital:  { summary: 'A digital learning product was delivered', value: bokbasenOrderExamples.status },
                                           rejected: { summary: 'The seller does not accept the line', value: bokbasenOrderExamples.rejection } } },
    updateOrderLineQuantity: { ...at, method: 'POST', path: '/orders/v1/{id}/update',         legacyPath: '/orders/{id}/update',         successStatus: 200, parameters: order, body: QuantityUpdate,
                               operationId: 'update-order-line-quantity', page: `${pages.quantity}: POST, 200`, summary: 'Reduce the quantity of a product',
                               description: 'The buyer reduces the quantity of a product. The change is a new row of the order, with status REQUESTED. Returns 403 when the remaining quantity is too small, or when the seller blocked a line for the product.',
                               examples: { reduced: { summary: 'Reduce by 20', value: bokbasenOrderExamples.quantity } } },
  } satisfies Record<OrderOperation, OperationRow>,
);

export const bokbasenOrderOperations = bokbasenOrderDescriptor.operations;
