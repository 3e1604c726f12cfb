import { HashIdsMigration } from '../../platform/persistence/hash-ids.js';
import { table } from '../../platform/persistence/tables.js';

/** Confirmations are found by a hash of the id of their request. */
export class HashIdsOfConfirmations1796688000002 extends HashIdsMigration {
  name = 'HashIdsOfConfirmations1796688000002';
  tables = [
    {
      hashed: ['collection', 'about'],
      definition: table(
        'confirmations',
        {
          keyInteger: 'seq',
          bigint: 'idHash',
          text: 'workspace collection about id arrival receivedAt status document',
        },
        {
          confirmations_by_status: 'workspace collection status arrival',
          confirmations_by_id: 'workspace idHash',
        },
      ),
    },
  ];
}
