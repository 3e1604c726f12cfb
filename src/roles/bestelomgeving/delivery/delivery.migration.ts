import { CreateTablesMigration, table } from '../../../platform/persistence/tables.js';

const tables = [
  table(
    'delivery_orders',
    {
      key: 'workspace id',
      text: 'arrival dateCreated status deliveryType document',
      maybe: 'contractId',
    },
    {
      delivery_orders_by_arrival: 'workspace arrival',
      delivery_orders_by_contract: 'workspace contractId dateCreated id',
    },
  ),
  table('delivery_order_keys', { key: 'workspace key id' }),
  table(
    'delivery_confirmations',
    {
      key: 'workspace about id',
      text: 'arrival deliveryOrderId document',
    },
    { delivery_confirmations_by_order: 'workspace deliveryOrderId arrival' },
  ),
];

export class Delivery1795305600002 extends CreateTablesMigration {
  name = 'Delivery1795305600002';
  tables = tables;
}

const references = table('delivery_references', { key: 'workspace deliveryOrderId reference' });

export class DeliveryReferences1795910400000 extends CreateTablesMigration {
  name = 'DeliveryReferences1795910400000';
  tables = [references];
}
