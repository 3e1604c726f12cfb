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
  @Text('Person or department to whose attention the delivery is addressed')
  name?: string;

  @Text('Street name, without the house number')
  street!: string;

  @Int('House number, digits only; anything else goes into houseNumberSuffix')
  houseNumber!: number;

  @Optional()
  @Text('House number suffix', { example: 'A' })
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
  @Text('Id of the order line, assigned by the Bestelomgeving')
  purchaseOrderLineId?: string;

  @Text('Id of the ordered product, as in the Catalogue API of the Ordersysteem')
  productId!: string;

  @Int('Ordered quantity', { example: 1 })
  quantity!: number;
}

export class OrderRequest {
  @Uuid(
    'Id of this message. A repeated message is not processed again; its confirmation is ' +
      'sent again',
  )
  requestReferenceId!: string;

  @Text('Order number of the Bestelomgeving, as used in its financial system')
  purchaseOrderId!: string;

  @Optional()
  @Text('Free text that suppliers can use to group orders', { example: 'Tender' })
  purchaseOrderType?: string;

  @Optional()
  @Text('Id of the contract between the two parties under which the order is placed')
  contractId?: string;

  @Optional()
  @Nested(() => DeliveryLocation, 'Delivery address for physical material')
  deliveryLocation?: DeliveryLocation;

  @Optional()
  @CalendarDate('Requested delivery date for physical material', { example: '2026-08-01' })
  deliveryDate?: string;

  @ListOf(() => OrderLine, 'The ordered products')
  orderLines!: OrderLine[];
}

export class OrderConfirmationLine {
  @Optional()
  @Text('Id of the order line, assigned by the Ordersysteem')
  salesOrderLineId?: string;

  @Optional()
  @Text('purchaseOrderLineId of the request')
  purchaseOrderLineId?: string;

  @Text('productId of the request')
  productId!: string;

  @Optional()
  @Int('quantity of the request', { example: 1 })
  quantity?: number;

  @Int('Functional status code of the line: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('Reason for the status of the line')
  statusMessage?: string;
}

export class OrderConfirmation {
  @Uuid('Id of this confirmation; it stays the same when the confirmation is sent again')
  responseReferenceId!: string;

  @Uuid('requestReferenceId of the OrderRequest')
  requestReferenceId!: string;

  @Optional()
  @Text('Order number of the Bestelomgeving')
  purchaseOrderId?: string;

  @Optional()
  @Text('Order number of the Ordersysteem, as used in its financial system')
  salesOrderId?: string;

  @Optional()
  @Text('From the time when a message had one line; the lines carry this field now')
  purchaseOrderLineId?: string;

  @Timestamp('Time at which the order was processed, in UTC', { example: '2026-05-04T09:12:33Z' })
  processedTimestamp!: string;

  @OneOf(orderStatuses, 'Decision on the order; after pending another confirmation follows')
  orderStatus!: OrderStatus;

  @Bool('False when the order is declined; status and statusMessage then give the reason')
  success!: boolean;

  @Int('Functional status code: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('Explanation of the status')
  statusMessage?: string;

  @Optional()
  @ListOf(() => OrderConfirmationLine, 'Decision on each order line')
  orderConfirmationLines?: OrderConfirmationLine[];
}

export class CreditOrderLine {
  @Optional()
  @Text('purchaseOrderLineId of the order line')
  purchaseOrderLineId?: string;

  @Optional()
  @Text('salesOrderLineId of the confirmation line')
  salesOrderLineId?: string;

  @Text('Id of the product to cancel')
  productId!: string;

  @Int('Quantity to cancel', { example: 1 })
  quantity!: number;
}

export class CreditOrderRequest {
  @Uuid(
    'Id of this message. A repeated message is not processed again; its confirmation is ' +
      'sent again',
  )
  requestReferenceId!: string;

  @Text("Bestelomgeving's order number of the order to credit")
  purchaseOrderId!: string;

  @Optional()
  @Text("Ordersysteem's order number of the order to credit")
  salesOrderId?: string;

  @Optional()
  @Uuid('responseReferenceId of the confirmation that approved the order')
  responseReferenceId?: string;

  @Optional()
  @ListOf(() => CreditOrderLine, 'Order lines to cancel; when absent, the whole order is cancelled')
  orderLines?: CreditOrderLine[];
}

export class CreditOrderConfirmationLine {
  @Optional()
  @Text('purchaseOrderLineId of the cancelled line')
  purchaseOrderLineId?: string;

  @Optional()
  @Text('salesOrderLineId of the cancelled line')
  salesOrderLineId?: string;

  @Text('productId of the request')
  productId!: string;

  @Optional()
  @Int('quantity of the request', { example: 1 })
  quantity?: number;

  @Int('Functional status code of the line: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('Reason for the status of the line')
  statusMessage?: string;
}

export class CreditOrderConfirmation {
  @Uuid('requestReferenceId of the CreditOrderRequest')
  requestReferenceId!: string;

  @Uuid('Id of this confirmation; it stays the same when the confirmation is sent again')
  responseReferenceId!: string;

  @Text("Bestelomgeving's order number of the credited order")
  purchaseOrderId!: string;

  @Optional()
  @Text("Ordersysteem's order number of the credited order")
  salesOrderId?: string;

  @Optional()
  @Text('From the time when a message had one line; the lines carry this field now')
  salesOrderLineId?: string;

  @Timestamp('Time at which the credit order was processed, in UTC', {
    example: '2026-05-05T08:00:00Z',
  })
  processedTimestamp!: string;

  @OneOf(orderStatuses, 'Decision on the credit order; after pending another confirmation follows')
  creditOrderStatus!: OrderStatus;

  @Bool('False when the credit order is declined; status and statusMessage then give the reason')
  success!: boolean;

  @Int('Functional status code: 2 accepted, 99 declined', { example: 2 })
  status!: number;

  @Optional()
  @Text('Explanation of the status')
  statusMessage?: string;

  @Optional()
  @ListOf(() => CreditOrderConfirmationLine, 'Decision on each line')
  creditOrderConfirmationLines?: CreditOrderConfirmationLine[];
}
