import { HashIdsMigration } from '../../platform/persistence/hash-ids.js';
import { table } from '../../platform/persistence/tables.js';

/** Orders and credit orders are found by a hash of their id. */
export class HashIdsOfOrders1796688000001 extends HashIdsMigration {
  name = 'HashIdsOfOrders1796688000001';
  tables = [
    {
      hashed: ['id'],
      definition: table(
        'orders',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace id purchaseOrderId salesOrderId acceptedAt lines decisions',
          maybe: 'approvedAt approvalReferenceId',
        },
        {
          orders_by_purchase_order: 'workspace purchaseOrderId approvedAt',
          orders_by_sales_order: 'workspace salesOrderId',
          orders_by_approval: 'workspace approvalReferenceId',
          orders_by_id: 'workspace idHash',
        },
      ),
    },
    {
      hashed: ['id'],
      definition: table(
        'credit_orders',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace id acceptedAt lines decisions',
          maybe: 'orderId',
        },
        {
          credit_orders_of_order: { columns: 'workspace orderId', where: `"orderId" is not null` },
          credit_orders_by_id: 'workspace idHash',
        },
      ),
    },
  ];
}
