import { HashIdsMigration } from '../../../platform/persistence/hash-ids.js';
import { table } from '../../../platform/persistence/tables.js';

/** Delivery orders and their confirmations are found by a hash of their id. */
export class HashIdsOfDeliveryOrders1796688000003 extends HashIdsMigration {
  name = 'HashIdsOfDeliveryOrders1796688000003';
  tables = [
    {
      hashed: ['id'],
      definition: table(
        'delivery_orders',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace id arrival dateCreated status deliveryType document',
          maybe: 'contractId',
        },
        {
          delivery_orders_by_arrival: 'workspace arrival',
          delivery_orders_by_contract: 'workspace contractId dateCreated id',
          delivery_orders_by_id: 'workspace idHash',
        },
      ),
    },
    {
      hashed: ['about'],
      definition: table(
        'delivery_confirmations',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace about id arrival deliveryOrderId document',
        },
        {
          delivery_confirmations_by_order: 'workspace deliveryOrderId arrival',
          delivery_confirmations_by_id: 'workspace idHash',
        },
      ),
    },
  ];
}
