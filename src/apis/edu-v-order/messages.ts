import {
  Bool,
  CalendarDate,
  Int,
  ListOf,
  Nested,
  OneOf,
  Optional,
  Text,
  Timestamp,
  Uuid,
} from '../../platform/validation/fields.js';

/** `pending` comes before one of the others, which are final. */
export const orderStatuses = ['pending', 'approved', 'declined'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export class DeliveryLocation {
  @Optional()
  @Text('For whose attention')
  name?: string;

  @Text('Street, without the number')
  street!: string;

  @Int('House number; what is no digit goes into houseNumberSuffix')
  houseNumber!: number;

  @Optional()
  @Text('Addition to the house number', { example: 'A' })
  houseNumberSuffix?: string;

  @Text('Postal code')
  zipCode!: string;

  @Text('Town or city')
  city!: string;

  @Optional()
  @Text('ISO 3166-1 alpha-2 code of the country', { example: 'NL' })
  countryCode?: string;

  @Text('Name of the country')
  country!: string;
}

export class OrderLine {
  @Optional()
  @Text('Identity of the line, given by the Bestelomgeving')
  purchaseOrderLineId?: string;

  @Text("The product ordered, as the Ordersysteem's Catalogue API names it")
  productId!: string;

  @Int('How many are ordered', { example: 1 })
  quantity!: number;
}

export class OrderRequest {
  @Uuid('Identity of this message; a repeat is not processed again, its confirmation is sent again')
  requestReferenceId!: string;

  @Text('Order number of the Bestelomgeving, known to its financial system')
  purchaseOrderId!: string;

  @Optional()
  @Text('Free word by which suppliers may sort orders', { example: 'Tender' })
  purchaseOrderType?: string;

  @Optional()
  @Text('A contract between the two parties to which the order belongs')
  contractId?: string;

  @Optional()
  @Nested(() => DeliveryLocation, 'Where physical material goes')
  deliveryLocation?: DeliveryLocation;

  @Optional()
  @CalendarDate('Day on which physical material is wanted', { example: '2026-08-01' })
  deliveryDate?: string;

  @ListOf(() => OrderLine, 'What is ordered')
  orderLines!: OrderLine[];
}

export class OrderConfirmationLine {
  @Optional()
  @Text('Identity of the line, given by the Ordersysteem')
  salesOrderLineId?: string;

  @Optional()
  @Text("The request's purchaseOrderLineId")
  purchaseOrderLineId?: string;

  @Text("The request's productId")
  productId!: string;

  @Optional()
  @Int("The request's quantity", { example: 1 })
  quantity?: number;

  @Int('Functional status code of the line: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('Why the line has that status')
  statusMessage?: string;
}

export class OrderConfirmation {
  @Uuid('Identity of this confirmation; it keeps it however often it is sent')
  responseReferenceId!: string;

  @Uuid('The requestReferenceId of the OrderRequest')
  requestReferenceId!: string;

  @Optional()
  @Text('Order number of the Bestelomgeving')
  purchaseOrderId?: string;

  @Optional()
  @Text('Order number of the Ordersysteem, known to its financial system')
  salesOrderId?: string;

  @Optional()
  @Text('Left over from messages with one line; the lines carry it now')
  purchaseOrderLineId?: string;

  @Timestamp('When the order was processed, in Zulu time', { example: '2026-05-04T09:12:33Z' })
  processedTimestamp!: string;

  @OneOf(orderStatuses, 'What became of the order; after pending another confirmation follows')
  orderStatus!: OrderStatus;

  @Bool('False when the order is declined; status and statusMessage then say why')
  success!: boolean;

  @Int('Functional status code: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('The status in words')
  statusMessage?: string;

  @Optional()
  @ListOf(() => OrderConfirmationLine, 'What became of each line')
  orderConfirmationLines?: OrderConfirmationLine[];
}

export class CreditOrderLine {
  @Optional()
  @Text("The purchaseOrderLineId of the order's line")
  purchaseOrderLineId?: string;

  @Optional()
  @Text("The salesOrderLineId of the confirmation's line")
  salesOrderLineId?: string;

  @Text('The product to cancel')
  productId!: string;

  @Int('How many to cancel', { example: 1 })
  quantity!: number;
}

export class CreditOrderRequest {
  @Uuid('Identity of this message; a repeat is not processed again, its confirmation is sent again')
  requestReferenceId!: string;

  @Text('Order number of the Bestelomgeving of the order to credit')
  purchaseOrderId!: string;

  @Optional()
  @Text('Order number of the Ordersysteem of the order to credit')
  salesOrderId?: string;

  @Optional()
  @Uuid('The responseReferenceId of the confirmation that approved the order')
  responseReferenceId?: string;

  @Optional()
  @ListOf(() => CreditOrderLine, 'What of the order to cancel; absent: all of it')
  orderLines?: CreditOrderLine[];
}

export class CreditOrderConfirmationLine {
  @Optional()
  @Text('The purchaseOrderLineId of the cancelled line')
  purchaseOrderLineId?: string;

  @Optional()
  @Text('The salesOrderLineId of the cancelled line')
  salesOrderLineId?: string;

  @Text("The request's productId")
  productId!: string;

  @Optional()
  @Int("The request's quantity", { example: 1 })
  quantity?: number;

  @Int('Functional status code of the line: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('Why the line has that status')
  statusMessage?: string;
}

export class CreditOrderConfirmation {
  @Uuid('The requestReferenceId of the CreditOrderRequest')
  requestReferenceId!: string;

  @Uuid('Identity of this confirmation; it keeps it however often it is sent')
  responseReferenceId!: string;

  @Text('Order number of the Bestelomgeving of the credited order')
  purchaseOrderId!: string;

  @Optional()
  @Text('Order number of the Ordersysteem of the credited order')
  salesOrderId?: string;

  @Optional()
  @Text('Left over from messages with one line; the lines carry it now')
  salesOrderLineId?: string;

  @Timestamp('When the credit order was processed, in Zulu time', {
    example: '2026-05-05T08:00:00Z',
  })
  processedTimestamp!: string;

  @OneOf(
    orderStatuses,
    'What became of the credit order; after pending another confirmation follows',
  )
  creditOrderStatus!: OrderStatus;

  @Bool('False when the credit order is declined; status and statusMessage then say why')
  success!: boolean;

  @Int('Functional status code: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('The status in words')
  statusMessage?: string;

  @Optional()
  @ListOf(() => CreditOrderConfirmationLine, 'What became of each line')
  creditOrderConfirmationLines?: CreditOrderConfirmationLine[];
}
