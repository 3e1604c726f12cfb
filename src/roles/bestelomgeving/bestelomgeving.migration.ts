import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column } from '../../kernel/persistence/columns.js';

export class Bestelomgeving1763769600000 implements MigrationInterface {
  name = 'Bestelomgeving1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'confirmations',
        columns: [
          column.key('workspace'),
          column.key('collection'),
          column.key('about'),
          column.key('id'),
          column.text('arrival'),
          column.text('receivedAt'),
          column.text('status'),
          column.text('document'),
        ],
        indices: [
          {
            name: 'confirmations_by_status',
            columnNames: ['workspace', 'collection', 'status', 'arrival'],
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('confirmations');
  }
}
