import { HashIdsMigration } from '../hash-ids.js';
import { table } from '../tables.js';

/** Messages are found by a hash of their id. */
export class HashIdsOfMessages1796688000000 extends HashIdsMigration {
  name = 'HashIdsOfMessages1796688000000';
  tables = [
    {
      hashed: ['collection', 'id'],
      definition: table(
        'messages',
        { keyInteger: 'seq', bigint: 'idHash', text: 'workspace collection id arrival document' },
        {
          messages_by_arrival: 'workspace collection arrival',
          messages_by_id: 'workspace idHash',
        },
      ),
    },
  ];
}
