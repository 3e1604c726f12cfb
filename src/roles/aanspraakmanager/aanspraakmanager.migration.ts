import { CreateTablesMigration, table } from '../../platform/persistence/tables.js';

const tables = [
  table(
    'accepted_delivery_orders',
    { key: 'workspace id', text: 'arrival document reference' },
    { accepted_delivery_orders_by_arrival: 'workspace arrival' },
  ),
  table(
    'delivery_requests',
    { key: 'workspace id', text: 'arrival deliveryOrderId sent', maybe: 'waiting' },
    { delivery_requests_by_order: 'workspace deliveryOrderId arrival' },
  ),
];

export class Aanspraakmanager1795305600003 extends CreateTablesMigration {
  name = 'Aanspraakmanager1795305600003';
  tables = tables;
}
