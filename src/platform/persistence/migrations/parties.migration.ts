import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';

const columns = [
  new TableColumn({ name: 'audiences', type: 'text', default: `'[]'` }),
  new TableColumn({ name: 'parties', type: 'text', isNullable: true }),
];

/** Services and parties for which a client acts. */
export class Parties1795305600004 implements MigrationInterface {
  name = 'Parties1795305600004';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of columns) await runner.addColumn('clients', column);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of columns.toReversed()) await runner.dropColumn('clients', column);
  }
}
