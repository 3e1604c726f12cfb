import { CreateTablesMigration, table } from '../tables.js';

const records = table(
  'records',
  { key: 'workspace collection id', text: 'arrival document' },
  { records_by_arrival: 'workspace collection arrival' },
);

/** Reference data of roles. In older databases the migration of one role has created this table already. */
export class Records1795305600006 extends CreateTablesMigration {
  name = 'Records1795305600006';
  tables = [records];
}
