import { CreateTablesMigration, table } from '../tables.js';

const seeds = table('seeds', { key: 'workspace role' });

/** Which roles have seeded which workspace. */
export class Seeds1795305600001 extends CreateTablesMigration {
  name = 'Seeds1795305600001';
  tables = [seeds];
}
