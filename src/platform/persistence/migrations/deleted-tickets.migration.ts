import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps a deleted ticket, so that a call with it belongs to its workspace. */
export class DeletedTickets1796515200001 implements MigrationInterface {
  name = 'DeletedTickets1796515200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "tickets" add column "deletedAt" bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "tickets" drop column "deletedAt"');
  }
}
