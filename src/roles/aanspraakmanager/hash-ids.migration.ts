import { HashIdsMigration } from '../../platform/persistence/hash-ids.js';
import { table } from '../../platform/persistence/tables.js';

/** Delivery orders and their requests are found by a hash of their id. */
export class HashIdsOfDeliveryRequests1796688000004 extends HashIdsMigration {
  name = 'HashIdsOfDeliveryRequests1796688000004';
  tables = [
    {
      hashed: ['id'],
      definition: table(
        'accepted_delivery_orders',
        { keyInteger: 'seq', bigint: 'idHash', text: 'workspace id arrival document reference' },
        {
          accepted_delivery_orders_by_arrival: 'workspace arrival',
          accepted_delivery_orders_by_id: 'workspace idHash',
        },
      ),
    },
    {
      hashed: ['id'],
      definition: table(
        'delivery_requests',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace id arrival deliveryOrderId sent',
          maybe: 'waiting',
        },
        {
          delivery_requests_by_order: 'workspace deliveryOrderId arrival',
          delivery_requests_by_id: 'workspace idHash',
        },
      ),
    },
  ];
}
