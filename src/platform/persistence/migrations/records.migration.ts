import { CreateTablesMigration, table } from '../tables.js';

const records = table(
  'records',
  { key: 'workspace collection id', text: 'arrival document' },
  { records_by_arrival: 'workspace collection arrival' },
);

/** What roles know of the world. The first role that knew anything made this table for itself: then it is there. */
export class Records1795305600006 extends CreateTablesMigration {
  name = 'Records1795305600006';
  tables = [records];
}
