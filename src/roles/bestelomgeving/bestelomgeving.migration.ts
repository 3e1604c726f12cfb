import type { MigrationInterface, QueryRunner } from 'typeorm';
import { table } from '../../kernel/persistence/tables.js';

const confirmations = table(
  'confirmations',
  { key: 'workspace collection about id', text: 'arrival receivedAt status document' },
  { confirmations_by_status: 'workspace collection status arrival' },
);

export class Bestelomgeving1763769600000 implements MigrationInterface {
  name = 'Bestelomgeving1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(confirmations);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(confirmations);
  }
}
