import { CreateTablesMigration, table } from '../tables.js';

const seeds = table('seeds', { key: 'workspace role' });

/** Marks of the roles that have seeded a workspace. */
export class Seeds1795305600001 extends CreateTablesMigration {
  name = 'Seeds1795305600001';
  tables = [seeds];
}
