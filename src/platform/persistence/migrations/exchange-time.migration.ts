import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workspace time of the exchanges in the journal. */
export class ExchangeTime1797033600000 implements MigrationInterface {
  name = 'ExchangeTime1797033600000';

  async up(runner: QueryRunner): Promise<void> {
    // In place: TypeORM's own addColumn copies the whole table on SQLite.
    await runner.query('alter table "exchanges" add column "workspaceTime" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "exchanges" drop column "workspaceTime"');
  }
}
