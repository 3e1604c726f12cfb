import type { MigrationInterface, QueryRunner } from 'typeorm';
import { table } from './tables.js';

const seeds = table('seeds', { key: 'workspace role' });

/** Which roles have seeded which workspace. */
export class Seeds1795305600001 implements MigrationInterface {
  name = 'Seeds1795305600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(seeds);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(seeds);
  }
}
