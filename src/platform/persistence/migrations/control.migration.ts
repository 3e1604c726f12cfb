import { TableColumn, type QueryRunner } from 'typeorm';
import { CreateTablesMigration, table } from '../tables.js';

const columns = ['fault', 'nearMiss'].map(
  (name) => new TableColumn({ name, type: 'text', isNullable: true }),
);

/** Faults, own scenarios and snapshots of a workspace. */
export class Control1795305600010 extends CreateTablesMigration {
  name = 'Control1795305600010';
  tables = [
    table('faults', { key: 'workspace id', text: 'fault', integer: 'asked met' }),
    table('own_scenarios', { key: 'workspace id', text: 'scenario' }),
    table('snapshots', { key: 'workspace name', text: 'createdAt content' }),
    table('snapshot_waiting', {
      key: 'workspace name id',
      maybe: 'state attempts',
    }),
  ];

  override async up(runner: QueryRunner): Promise<void> {
    await super.up(runner);
    for (const column of columns) await runner.addColumn('exchanges', column);
  }

  override async down(runner: QueryRunner): Promise<void> {
    for (const column of columns.toReversed()) await runner.dropColumn('exchanges', column);
    await super.down(runner);
  }
}
