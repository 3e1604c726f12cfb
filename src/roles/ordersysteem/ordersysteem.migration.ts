import { CreateTablesMigration, table } from '../../platform/persistence/tables.js';

const tables = [
  table(
    'orders',
    {
      key: 'workspace id',
      text: 'purchaseOrderId salesOrderId acceptedAt lines decisions',
      maybe: 'approvedAt approvalReferenceId',
    },
    {
      orders_by_purchase_order: 'workspace purchaseOrderId approvedAt',
      orders_by_sales_order: 'workspace salesOrderId',
      orders_by_approval: 'workspace approvalReferenceId',
    },
  ),
  table('credit_orders', {
    key: 'workspace id',
    text: 'acceptedAt lines decisions',
    maybe: 'orderId',
  }),
  table('refusals', { key: 'workspace collection id' }),
];

export class Ordersysteem1763769600000 extends CreateTablesMigration {
  name = 'Ordersysteem1763769600000';
  tables = tables;
}
