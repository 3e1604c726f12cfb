import { CreateTablesMigration, table } from '../tables.js';

/** Processes that share a database, and the owner of each workspace. A database in a file has one process and no rows here. */
export class Replicas1797120000000 extends CreateTablesMigration {
  name = 'Replicas1797120000000';
  tables = [
    table('replicas', { key: 'id', text: 'url version settings startedAt', integer: 'lease' }),
    table(
      'workspace_owners',
      { key: 'workspace', maybe: 'replica', text: 'epoch' },
      { workspace_owners_by_replica: 'replica' },
    ),
  ];
}
