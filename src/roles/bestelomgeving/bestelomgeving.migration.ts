import { CreateTablesMigration, table } from '../../platform/persistence/tables.js';

const confirmations = table(
  'confirmations',
  { key: 'workspace collection about id', text: 'arrival receivedAt status document' },
  { confirmations_by_status: 'workspace collection status arrival' },
);

export class Bestelomgeving1763769600000 extends CreateTablesMigration {
  name = 'Bestelomgeving1763769600000';
  tables = [confirmations];
}
