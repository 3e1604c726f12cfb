import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { isPostgres, tableFor } from './dialect.js';
import { ID_HASH_FUNCTION } from './id-hash.js';
import { quoted } from './insert.js';

/** A table in its new form, and the columns of which it stores the hash. */
export interface TableWithHash {
  definition: Table;
  hashed: string[];
}

/**
 * Migration that replaces the text key of tables by a growing integer and the hash of the id. The rows stay, in their
 * order.
 */
export abstract class HashIdsMigration implements MigrationInterface {
  /** Name of the migration for TypeORM. */
  abstract readonly name: string;
  protected abstract readonly tables: TableWithHash[];

  async up(runner: QueryRunner): Promise<void> {
    for (const table of this.tables) await replaceTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('An earlier version cannot read this file: restore the copy of before');
  }
}

async function replaceTable(runner: QueryRunner, { definition, hashed }: TableWithHash) {
  const { name } = definition;
  const before = `${name}_before`;
  const names = definition.columns.map((column) => column.name);
  const columns = quoted(names.filter((column) => column !== 'seq' && column !== 'idHash'));
  await runner.query(`alter table "${name}" rename to "${before}"`);
  const table = tableFor(runner.connection, definition);
  await runner.createTable(table, false, false, false);
  const hash = `${ID_HASH_FUNCTION}(${quoted(hashed)})`;
  // PostgreSQL had the new form before the first row.
  if (!isPostgres(runner.connection))
    await runner.query(
      `insert into "${name}" ("idHash", ${columns}) select ${hash}, ${columns} from "${before}"`,
    );
  // The names of its indexes become free.
  await runner.query(`drop table "${before}"`);
  for (const index of definition.indices) await runner.createIndex(table, index);
}
