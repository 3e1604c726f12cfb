import { CreateTablesMigration, table } from '../../platform/persistence/tables.js';

const tables = [
  table(
    'dds_titles',
    { key: 'workspace id', text: 'arrival isbn updated document', integer: 'version' },
    {
      dds_titles_by_arrival: 'workspace arrival',
      dds_titles_by_update: 'workspace updated id',
      dds_titles_by_isbn: 'workspace isbn version',
    },
  ),
  table(
    'dds_orders',
    {
      key: 'workspace id',
      text: 'arrival clientId orderid resid createdAt document',
      maybe: 'consumer',
    },
    {
      dds_orders_by_arrival: 'workspace arrival',
      dds_orders_by_orderid: 'workspace clientId orderid',
      dds_orders_by_consumer: 'workspace consumer arrival',
    },
  ),
  table(
    'dds_downloads',
    { key: 'workspace id', text: 'resid createdAt document' },
    { dds_downloads_by_id: 'id' },
  ),
  table(
    'dds_consumers',
    { key: 'workspace id', text: 'arrival email document' },
    { dds_consumers_by_email: 'workspace email', dds_consumers_by_arrival: 'workspace arrival' },
  ),
  table('dds_reports', { key: 'workspace id', text: 'document' }),
];

export class Dds1795305600008 extends CreateTablesMigration {
  name = 'Dds1795305600008';
  tables = tables;
}
