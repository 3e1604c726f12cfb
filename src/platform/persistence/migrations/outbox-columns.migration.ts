import type { MigrationInterface, QueryRunner } from 'typeorm';

/** New and old names of the outbox columns. The old names did not describe their purpose. */
const columns = { correlationId: 'about', orderingKey: 'sequence' };

export class OutboxColumns1796515200000 implements MigrationInterface {
  name = 'OutboxColumns1796515200000';

  // A rename in place: TypeORM's own renameColumn copies the whole table on SQLite.
  async up(runner: QueryRunner): Promise<void> {
    for (const [now, before] of Object.entries(columns))
      await runner.query(`alter table "deliveries" rename column "${before}" to "${now}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [now, before] of Object.entries(columns))
      await runner.query(`alter table "deliveries" rename column "${now}" to "${before}"`);
  }
}
