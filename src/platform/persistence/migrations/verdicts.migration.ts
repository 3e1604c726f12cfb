import { CreateTablesMigration, table } from '../tables.js';

/** Results of a partner by requirement, and the exchanges that are their evidence. */
export class Verdicts1795305600011 extends CreateTablesMigration {
  name = 'Verdicts1795305600011';
  tables = [
    table('verdicts', { key: 'workspace requirement', text: 'tally' }),
    table('proofs', { key: 'workspace id', text: 'exchange' }),
  ];
}
