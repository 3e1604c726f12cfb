import type { MigrationInterface, QueryRunner, Table } from 'typeorm';
import { idHash } from './id-hash.js';

/** A table in its new form, and the columns of which it stores the hash. */
export interface TableWithHash {
  definition: Table;
  hashed: string[];
}

type Row = Record<string, string> & { seq: number };

/** Rows that are read at once. */
const BATCH = 1000;

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
  const copied = definition.columns
    .map((column) => column.name)
    .filter((column) => column !== 'seq' && column !== 'idHash')
    .map((column) => `"${column}"`)
    .join(', ');
  await runner.query(`alter table "${name}" rename to "${before}"`);
  const table = definition.clone();
  await runner.createTable(table, false, false, false);
  await runner.query(
    `insert into "${name}" ("idHash", ${copied}) select 0, ${copied} from "${before}"`,
  );
  // The names of its indexes become free.
  await runner.query(`drop table "${before}"`);
  await storeHashes(runner, name, hashed);
  for (const index of definition.indices) await runner.createIndex(table, index);
}

async function storeHashes(runner: QueryRunner, name: string, hashed: string[]): Promise<void> {
  const columns = hashed.map((column) => `"${column}"`).join(', ');
  let last = 0;
  for (;;) {
    const rows = (await runner.query(
      `select "seq", ${columns} from "${name}" where "seq" > ? order by "seq" limit ${BATCH}`,
      [last],
    )) as Row[];
    for (const row of rows) {
      const hash = idHash(...hashed.map((column) => row[column]!));
      await runner.query(`update "${name}" set "idHash" = ? where "seq" = ?`, [hash, row.seq]);
    }
    if (rows.length < BATCH) return;
    last = rows.at(-1)!.seq;
  }
}
