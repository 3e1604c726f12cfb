import { HashIdsMigration } from '../../platform/persistence/hash-ids.js';
import { table } from '../../platform/persistence/tables.js';

/** Orders and their lines are found by a hash of the id of the order. */
export class HashIdsOfBokbasenOrders1796688000005 extends HashIdsMigration {
  name = 'HashIdsOfBokbasenOrders1796688000005';
  tables = [
    {
      hashed: ['id'],
      definition: table(
        'bokbasen_orders',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace id arrival buyer orderNumber createdAt processedAt outcome updatedAt failures document',
          maybe: 'seller',
        },
        {
          bokbasen_orders_by_arrival: 'workspace arrival',
          bokbasen_orders_by_number: 'workspace buyer orderNumber',
          bokbasen_orders_of_buyer: 'workspace buyer updatedAt',
          bokbasen_orders_of_seller: 'workspace seller updatedAt',
          bokbasen_orders_by_id: 'workspace idHash',
        },
      ),
    },
    {
      hashed: ['orderId'],
      definition: table(
        'bokbasen_order_lines',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace orderId status said',
          integer: 'id quantity',
          maybe: 'ean',
        },
        {
          bokbasen_order_lines_by_id: 'workspace idHash',
        },
      ),
    },
  ];
}
