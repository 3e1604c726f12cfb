import {
  CalendarDate,
  Int,
  ListOf,
  Pattern,
  Nested,
  Num,
  OneOf,
  Optional,
  Text,
  Uuid,
} from '../../platform/validation/fields.js';

/**
 * Statuses that a seller gives a line. The source spells FULLFILLED_ASSIGNED_ORGANIZATION with two
 * L in its first half.
 */
export const SELLER_STATUSES = [
  'FULFILLED',
  'FULFILLED_BLOCKED',
  'FULLFILLED_ASSIGNED_ORGANIZATION',
  'RECEIVED',
  'REJECTED',
] as const;
export type SellerStatus = (typeof SELLER_STATUSES)[number];

/** Statuses that Bokbasen gives an order, and its lines until the seller updates them. */
export const PROCESSING_STATUSES = ['UNPROCESSED', 'SENT', 'FAILED'] as const;
export type OrderStatus = (typeof PROCESSING_STATUSES)[number];

export const LINE_STATUSES = [...PROCESSING_STATUSES, 'REQUESTED', ...SELLER_STATUSES] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

export const MODES = ['SENT_TO_ME', 'SENT_BY_ME'] as const;
export type Mode = (typeof MODES)[number];

export class LinePrice {
  @Num('Amount including tax, in Norwegian kroner', { example: 250.15 })
  amount!: number;

  @Num('Tax in percent', { example: 25 })
  tax!: number;
}

export class LineStatusUpdate {
  @OneOf(
    SELLER_STATUSES,
    'FULFILLED: delivered to the end customer; FULFILLED_BLOCKED: delivered, and the ' +
      'buyer can make no further changes; FULLFILLED_ASSIGNED_ORGANIZATION: a digital ' +
      'product available to all users of the organisation; RECEIVED: received by the ' +
      'seller; REJECTED: not accepted by the seller',
    { example: 'FULFILLED' },
  )
  status!: SellerStatus;

  @Optional()
  @Text('Free text, shown in the order details; strongly recommended with REJECTED', {
    example: 'Tilgang aktivert',
  })
  comment?: string;

  @Optional()
  @CalendarDate('Digital learning products: first day on which the buyer may use the product', {
    example: '2026-12-01',
  })
  valid_from?: string;

  @Optional()
  @CalendarDate('Digital learning products: last day on which the buyer may use the product', {
    example: '2027-07-31',
  })
  valid_to?: string;

  @Optional()
  @Nested(() => LinePrice, 'Price of the product, when it differs from the price in the metadata')
  price?: LinePrice;
}

export class QuantityUpdate {
  @Text('EAN of a product in the order', { example: '9788200000020' })
  ean!: string;

  @Int('Change of the quantity: a negative number', { example: -20, maximum: -1 })
  number!: number;
}

export class ListOrdersQuery {
  @Pattern(
    /^\d{14}$/,
    'YYYYMMDDHHMMSS',
    'Return only orders last updated at or after this time, in UTC: YYYYMMDDHHMMSS',
    { example: '20260101000000' },
  )
  fromDate!: string;

  @OneOf(
    MODES,
    'SENT_TO_ME: orders received as the seller; SENT_BY_ME: orders sent by the caller',
    {
      example: 'SENT_TO_ME',
    },
  )
  mode!: Mode;
}

export class Link {
  @Text('Relation of the linked resource', { example: 'self' })
  rel!: string;

  @Text('URL')
  href!: string;
}

export class OrderHead {
  @Uuid('Order id assigned by Bokbasen', { example: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11' })
  orderId!: string;

  @Text('OrderNumber assigned by the sender', { example: 'MOCK-2026-000123' })
  buyerOrderNumber!: string;

  @Text('Number of the buyer', { example: '4321' })
  buyer!: string;

  @Optional()
  @Text('Number of the seller; absent when no seller was found', { example: '987654' })
  seller?: string;

  @OneOf(
    PROCESSING_STATUSES,
    'UNPROCESSED: being processed; SENT: available to the seller; FAILED: Bokbasen could ' +
      'not process the order',
    { example: 'SENT' },
  )
  status!: OrderStatus;

  @Text(
    'Time at which the order was received, in UTC: YYYY-MM-DD, then Z where ISO 8601 has T, ' +
      'then HH:MM:SS',
    {
      example: '2026-11-21Z14:05:09',
    },
  )
  created!: string;
}

export class OrderSummary extends OrderHead {
  @ListOf(() => Link, 'Link to the order')
  links!: Link[];
}

export class Href {
  @Text('URL')
  href!: string;
}

export class OrderLinks {
  @Nested(() => Href, 'Link to the order')
  self!: Href;

  @Nested(() => Href, 'Link to the EDItX document of the order')
  editx!: Href;
}

export class OrderDetailsLine {
  @Int('Number of the line in the order; the lineId in an update', { example: 1 })
  id!: number;

  @Optional()
  @Text('EAN of the product', { example: '9788200000013' })
  ean?: string;

  @Int('Quantity; negative in a row for a quantity change', { example: 4 })
  quantity!: number;

  @OneOf(
    LINE_STATUSES,
    'Status of the order until the seller sets a line status; REQUESTED: a quantity ' +
      'change requested by the buyer',
    { example: 'RECEIVED' },
  )
  status!: LineStatus;

  @Optional()
  @Text('Comment of the seller')
  comment?: string;

  @Optional()
  @CalendarDate('First day on which the buyer may use the product')
  valid_from?: string;

  @Optional()
  @CalendarDate('Last day on which the buyer may use the product')
  valid_to?: string;

  @Optional()
  @Nested(() => LinePrice, 'Price, when set by the seller')
  price?: LinePrice;
}

export class OrderContent {
  @ListOf(() => OrderDetailsLine, 'Lines of the order, and one row for each quantity change')
  lines!: OrderDetailsLine[];
}

export class OrderDetails extends OrderHead {
  @Nested(() => OrderLinks, 'HAL links')
  _links!: OrderLinks;

  @Nested(() => OrderContent, 'Embedded HAL resources')
  _embedded!: OrderContent;
}
