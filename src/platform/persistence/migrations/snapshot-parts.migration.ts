import type { MigrationInterface, QueryRunner } from 'typeorm';
import { tableFor } from '../dialect.js';
import { table } from '../tables.js';

const PARTS = table('snapshot_parts', {
  key: 'workspace snapshot',
  keyInteger: 'number',
  text: 'list content',
});

const UNFINISHED = table('unfinished_changes', { key: 'workspace', text: 'change' });

/** Unfinished changes of workspaces, and snapshots in parts, with the version of their format. The content of earlier snapshots stays as it is. */
export class SnapshotParts1796947200000 implements MigrationInterface {
  name = 'SnapshotParts1796947200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(tableFor(runner.connection, PARTS), true);
    await runner.createTable(tableFor(runner.connection, UNFINISHED), true);
    // In place: TypeORM's own addColumn copies the whole table on SQLite.
    await runner.query('alter table "snapshots" add column "version" bigint not null default 1');
    await runner.query(`alter table "snapshots" add column "parts" text not null default ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from "snapshots" where "version" > 1');
    await runner.query('alter table "snapshots" drop column "parts"');
    await runner.query('alter table "snapshots" drop column "version"');
    await runner.dropTable(UNFINISHED);
    await runner.dropTable(PARTS);
  }
}
