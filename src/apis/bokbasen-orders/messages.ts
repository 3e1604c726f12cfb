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
    'FULFILLED: delivered to the end customer; FULFILLED_BLOCKED: and the buyer may change nothing more; ' +
      'FULLFILLED_ASSIGNED_ORGANIZATION: a digital product that all users of the organisation have; ' +
      'RECEIVED: the seller has it; REJECTED: the seller does not accept it',
    { example: 'FULFILLED' },
  )
  status!: SellerStatus;

  @Optional()
  @Text('Free text, shown in the details of the order; strongly recommended with REJECTED', {
    example: 'Tilgang aktivert',
  })
  comment?: string;

  @Optional()
  @CalendarDate('Digital learning products: the buyer may use the product from this day', {
    example: '2026-12-01',
  })
  valid_from?: string;

  @Optional()
  @CalendarDate('Digital learning products: until this day', { example: '2027-07-31' })
  valid_to?: string;

  @Optional()
  @Nested(() => LinePrice, 'Price of the product, when it differs from the metadata')
  price?: LinePrice;
}

export class QuantityUpdate {
  @Text('EAN of a product of the order', { example: '9788200000020' })
  ean!: string;

  @Int('By how many the quantity is reduced: a negative number', { example: -20, maximum: -1 })
  number!: number;
}

export class ListOrdersQuery {
  @Pattern(
    /^\d{14}$/,
    'YYYYMMDDHHMMSS',
    'Orders whose last update is from this moment on, in UTC: YYYYMMDDHHMMSS',
    { example: '20260101000000' },
  )
  fromDate!: string;

  @OneOf(MODES, 'SENT_TO_ME: orders that I receive as seller; SENT_BY_ME: orders that I sent', {
    example: 'SENT_TO_ME',
  })
  mode!: Mode;
}

export class Link {
  @Text('What the link is to', { example: 'self' })
  rel!: string;

  @Text('URL')
  href!: string;
}

export class OrderHead {
  @Uuid('Id that Bokbasen gives the order', { example: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11' })
  orderId!: string;

  @Text('OrderNumber of the sender', { example: 'MOCK-2026-000123' })
  buyerOrderNumber!: string;

  @Text('Number of the buying party', { example: '4321' })
  buyer!: string;

  @Optional()
  @Text('Number of the selling party; absent where none was found', { example: '987654' })
  seller?: string;

  @OneOf(
    PROCESSING_STATUSES,
    'UNPROCESSED: being processed; SENT: available to the seller; FAILED: Bokbasen could not process it',
    { example: 'SENT' },
  )
  status!: OrderStatus;

  @Text('When the order came in, in UTC: YYYY-MM-DD, a Z where ISO 8601 has a T, HH:MM:SS', {
    example: '2026-11-21Z14:05:09',
  })
  created!: string;
}

export class OrderSummary extends OrderHead {
  @ListOf(() => Link, 'The URL of the order')
  links!: Link[];
}

export class Href {
  @Text('URL')
  href!: string;
}

export class OrderLinks {
  @Nested(() => Href, 'The order')
  self!: Href;

  @Nested(() => Href, 'The EDItX document of the order')
  editx!: Href;
}

export class OrderDetailsLine {
  @Int('Number of the line in the order: the lineId of an update', { example: 1 })
  id!: number;

  @Optional()
  @Text('EAN of the product', { example: '9788200000013' })
  ean?: string;

  @Int('Quantity; negative in a row that stands for a change', { example: 4 })
  quantity!: number;

  @OneOf(
    LINE_STATUSES,
    'That of the order until the seller sets one; REQUESTED: a change of quantity that the buyer asks for',
    { example: 'RECEIVED' },
  )
  status!: LineStatus;

  @Optional()
  @Text('Comment of the seller')
  comment?: string;

  @Optional()
  @CalendarDate('From when the buyer may use the product')
  valid_from?: string;

  @Optional()
  @CalendarDate('Until when')
  valid_to?: string;

  @Optional()
  @Nested(() => LinePrice, 'Price, where the seller gave one')
  price?: LinePrice;
}

export class OrderContent {
  @ListOf(() => OrderDetailsLine, 'Lines of the order, and a row for each change of quantity')
  lines!: OrderDetailsLine[];
}

export class OrderDetails extends OrderHead {
  @Nested(() => OrderLinks, 'Links (HAL)')
  _links!: OrderLinks;

  @Nested(() => OrderContent, 'What belongs to the order (HAL)')
  _embedded!: OrderContent;
}
