import { CreateTablesMigration, table } from '../../platform/persistence/tables.js';

const tables = [
  table(
    'bokbasen_orders',
    {
      key: 'workspace id',
      text: 'arrival buyer orderNumber createdAt processedAt outcome updatedAt failures document',
      maybe: 'seller',
    },
    {
      bokbasen_orders_by_arrival: 'workspace arrival',
      bokbasen_orders_by_number: 'workspace buyer orderNumber',
      bokbasen_orders_of_buyer: 'workspace buyer updatedAt',
      bokbasen_orders_of_seller: 'workspace seller updatedAt',
    },
  ),
  table('bokbasen_order_lines', {
    key: 'workspace orderId',
    keyInteger: 'id',
    integer: 'quantity',
    text: 'status said',
    maybe: 'ean',
  }),
];

export class BokbasenOrders1795305600007 extends CreateTablesMigration {
  name = 'BokbasenOrders1795305600007';
  tables = tables;
}
