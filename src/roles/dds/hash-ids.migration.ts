import { HashIdsMigration } from '../../platform/persistence/hash-ids.js';
import { table } from '../../platform/persistence/tables.js';

/** Orders are found by a hash of their id. */
export class HashIdsOfDdsOrders1796688000006 extends HashIdsMigration {
  name = 'HashIdsOfDdsOrders1796688000006';
  tables = [
    {
      hashed: ['id'],
      definition: table(
        'dds_orders',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace id arrival clientId orderid resid createdAt document',
          maybe: 'consumer',
        },
        {
          dds_orders_by_arrival: 'workspace arrival',
          dds_orders_by_orderid: 'workspace clientId orderid',
          dds_orders_by_consumer: 'workspace consumer arrival',
          dds_orders_by_id: 'workspace idHash',
        },
      ),
    },
  ];
}
