import { CustomType, Optional, Text } from '../../platform/validation/fields.js';
import { CreditOrderRequest, OrderRequest, orderStatuses, type OrderStatus } from './messages.js';

const Status = (description: string): PropertyDecorator =>
  CustomType(
    (value) => value === null || orderStatuses.includes(value as OrderStatus),
    `one of ${orderStatuses.join(', ')}, or null`,
    { type: 'string', nullable: true, enum: [...orderStatuses, null] },
    description,
  );

/** An order as testers read and write it: the request, and what became of it. */
export class OrderRecord extends OrderRequest {
  @Optional()
  @Status(
    'Absent: as the Ordersysteem decides by itself; pending or null: it waits to be decided by hand',
  )
  orderStatus?: OrderStatus | null;

  @Optional()
  @Text('Order number of the Ordersysteem; made from the requestReferenceId when absent', {
    example: 'SO-555',
  })
  salesOrderId?: string;
}

/** The same of a credit order. */
export class CreditOrderRecord extends CreditOrderRequest {
  @Optional()
  @Status(
    'Absent: as the Ordersysteem decides by itself; pending or null: it waits to be decided by hand',
  )
  creditOrderStatus?: OrderStatus | null;
}

/** The message that would have been sent. */
export function orderOf({ orderStatus: _, salesOrderId: __, ...order }: OrderRecord): OrderRequest {
  return order;
}

/** The same of a credit order. */
export function creditOrderOf({
  creditOrderStatus: _,
  ...credit
}: CreditOrderRecord): CreditOrderRequest {
  return credit;
}
