import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reasons of error responses in the journal. */
export class ExchangeReason1796601600000 implements MigrationInterface {
  name = 'ExchangeReason1796601600000';

  async up(runner: QueryRunner): Promise<void> {
    // In place: TypeORM's own addColumn copies the whole table on SQLite.
    await runner.query('alter table "exchanges" add column "reason" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "exchanges" drop column "reason"');
  }
}
