import { CustomType, Optional, Text } from '../../platform/validation/fields.js';
import { CreditOrderRequest, OrderRequest, orderStatuses, type OrderStatus } from './messages.js';

const Status = (description: string): PropertyDecorator =>
  CustomType(
    (value) => value === null || orderStatuses.includes(value as OrderStatus),
    `one of ${orderStatuses.join(', ')}, or null`,
    { type: 'string', nullable: true, enum: [...orderStatuses, null] },
    description,
  );

/** An order in the control API: the request with its outcome. */
export class OrderRecord extends OrderRequest {
  @Optional()
  @Status(
    'Absent: the Ordersysteem decides by its own rules; pending or null: the order waits ' +
      'for a manual decision',
  )
  orderStatus?: OrderStatus | null;

  @Optional()
  @Text(
    'Order number of the Ordersysteem; when absent, it is derived from the requestReferenceId',
    {
      example: 'SO-555',
    },
  )
  salesOrderId?: string;
}

/** A credit order in the control API: the request with its outcome. */
export class CreditOrderRecord extends CreditOrderRequest {
  @Optional()
  @Status(
    'Absent: the Ordersysteem decides by its own rules; pending or null: the credit order ' +
      'waits for a manual decision',
  )
  creditOrderStatus?: OrderStatus | null;
}

/** The request of a record. */
export function orderOf({ orderStatus: _, salesOrderId: __, ...order }: OrderRecord): OrderRequest {
  return order;
}

/** The request of a record. */
export function creditOrderOf({
  creditOrderStatus: _,
  ...credit
}: CreditOrderRecord): CreditOrderRequest {
  return credit;
}
