import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

const columns = [
  new TableColumn({ name: 'expiresAfter', type: 'text', isNullable: true }),
  new TableColumn({ name: 'usedAt', type: 'text', default: `''` }),
];

/** Expiry of unused workspaces. */
export class Workspaces1795305600009 implements MigrationInterface {
  name = 'Workspaces1795305600009';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of columns) await runner.addColumn('workspaces', column);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of columns.toReversed()) await runner.dropColumn('workspaces', column);
  }
}
