import type { Facts } from './notation.js';

const orderStatus = 'UNPROCESSED|SENT|FAILED';
const order = {
  'orderId!': 'uuid',
  'buyerOrderNumber!': 'string',
  'buyer!': 'string',
  'seller!': 'string',
  'status!': orderStatus,
  'created!': 'string',
};
const period = { 'periodFrom!': 'string', 'periodTo!': 'string' };

/** Facts of Bokbasen's Order API, as printed on its pages. */
export const bokbasenOrderFacts: Facts = {
  OrderSummary: { ...order, 'links!': 'Link[]' },
  Link: { 'rel!': 'string', 'href!': 'string' },
  OrderDetails: { ...order, '_links!': 'OrderLinks', '_embedded!': 'OrderContent' },
  OrderLinks: { 'self!': 'Href', 'editx!': 'Href' },
  Href: { 'href!': 'string' },
  OrderContent: { 'lines!': 'OrderDetailsLine[]' },
  OrderDetailsLine: {
    'id!': 'integer',
    'quantity!': 'integer',
    'status!':
      'UNPROCESSED|SENT|FAILED|REQUESTED|FULFILLED|FULFILLED_BLOCKED|' +
      'FULLFILLED_ASSIGNED_ORGANIZATION|RECEIVED|REJECTED',
    comment: 'string',
  },
  LineStatusUpdate: {
    'status!': 'FULFILLED|FULFILLED_BLOCKED|FULLFILLED_ASSIGNED_ORGANIZATION|RECEIVED|REJECTED',
    comment: 'string',
    valid_from: 'date',
    valid_to: 'date',
    price: 'LinePrice',
  },
  LinePrice: { 'amount!': 'number', 'tax!': 'number' },
  QuantityUpdate: { 'ean!': 'string', 'number!': 'integer' },
};

/** Facts of DDS, as printed on its pages. */
export const ddsFacts: Facts = {
  OrderOfTitle: {
    'orderid!': 'string',
    'resid!': 'uuid',
    'spd!': 'string',
    'id!': 'string',
    firstname: 'string',
    lastname: 'string',
    excerpt: 'boolean',
  },
  SubscriptionOrder: {
    orderid: 'string',
    'resid!': 'uuid',
    spd: 'string',
    firstname: 'string',
    lastname: 'string',
  },
  DownloadStatus: { 'status!': 'PROCESSING|READY|FAILED', downloadURL: 'string' },
  Account: { id: 'string', active: 'boolean', data: 'string' },
  Registration: { 'email!': 'string', 'name!': 'string', 'surname!': 'string' },
  StreamingReport: { 'items!': 'StreamingItem[]' },
  StreamingItem: {
    'isbn!': 'string',
    ...period,
    'productOwnerId!': 'string',
    productOwnerName: 'string',
    'cost!': 'StreamingCost',
    'consumption!': 'StreamingConsumption',
    price: 'StreamingPrice',
    currency: 'string',
    market: 'string',
  },
  StreamingCost: { 'totalCost!': 'number', paidCost: 'number', trialCost: 'number' },
  StreamingConsumption: { 'total!': 'number', paid: 'number', trial: 'number' },
  StreamingPrice: { ppu: 'number', paidPpu: 'number', trialPpu: 'number' },
  RvuReport: { 'resid!': 'uuid', 'dateTime!': 'date' },
  Loan: {
    'isbn!': 'string',
    'model!': 'PACKAGE|PAY_PER_LOAN',
    'price!': 'number',
    'date!': 'date',
  },
};

/** Facts of the parameters of both APIs, by path. */
export const bokbasenParameterFacts: Facts = {
  '/orders/v1': { 'fromDate!': 'string', 'mode!': 'SENT_TO_ME|SENT_BY_ME' },
  '/orders/v1/{id}': { 'id!': 'string' },
  '/dds/inventory/v2': { after: 'string', next: 'string', pagesize: 'string' },
  '/dds/content/v1/{id}': { 'id!': 'string', type: 'string', bitrate: 'string' },
};
