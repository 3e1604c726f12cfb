import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rewriteSnapshots } from '../rewrite-snapshots.js';

/** New and old names of the outbox columns. The old names did not describe their purpose. */
const columns = { correlationId: 'about', orderingKey: 'sequence' };

export class OutboxColumns1796515200000 implements MigrationInterface {
  name = 'OutboxColumns1796515200000';

  async up(runner: QueryRunner): Promise<void> {
    await rename(
      runner,
      Object.entries(columns).map(([now, before]) => [before, now]),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await rename(runner, Object.entries(columns));
  }
}

/** Renames the columns, and their names in the stored snapshots. */
async function rename(runner: QueryRunner, names: [from: string, to: string][]): Promise<void> {
  // In place: TypeORM's own renameColumn copies the whole table on SQLite.
  for (const [from, to] of names)
    await runner.query(`alter table "deliveries" rename column "${from}" to "${to}"`);
  const renamed = new Map(names);
  await rewriteSnapshots(runner, ({ deliveries: outbox }) => {
    if (outbox) outbox.columns = outbox.columns.map((column) => renamed.get(column) ?? column);
  });
}
