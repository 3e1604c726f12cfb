import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const WAITING = `"state" = 'waiting'`;

const before = new TableIndex({
  name: 'deliveries_in_sequence',
  columnNames: ['workspace', 'to', 'sequence', 'tries', 'dueAt', 'id'],
  where: WAITING,
});
const after = new TableIndex({
  name: 'deliveries_tried_again',
  columnNames: ['workspace', 'to', 'sequence', 'id'],
  where: `${WAITING} and "tries" > 0`,
});

/**
 * Limits the index by sequence to retried messages. An index of all waiting messages made an insert
 * a quarter slower.
 */
export class Sequences1795305600000 implements MigrationInterface {
  name = 'Sequences1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('deliveries', before);
    await runner.createIndex('deliveries', after);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('deliveries', after);
    await runner.createIndex('deliveries', before);
  }
}
