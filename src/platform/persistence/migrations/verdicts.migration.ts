import { CreateTablesMigration, table } from '../tables.js';

/** How a partner meets each requirement, and the exchanges that prove it. */
export class Verdicts1795305600011 extends CreateTablesMigration {
  name = 'Verdicts1795305600011';
  tables = [
    table('verdicts', { key: 'workspace requirement', text: 'tally' }),
    table('proofs', { key: 'workspace id', text: 'exchange' }),
  ];
}
