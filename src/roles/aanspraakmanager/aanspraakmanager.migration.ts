import { MakesTables, table } from '../../kernel/persistence/tables.js';

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

export class Aanspraakmanager1795305600003 extends MakesTables {
  name = 'Aanspraakmanager1795305600003';
  tables = tables;
}
