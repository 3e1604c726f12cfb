import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { tableFor } from './dialect.js';

/** Column names by type, separated by spaces. JSON and times are text. */
interface Columns {
  /** Text columns of the primary key. */
  key?: string;
  /** Integer columns of the primary key. As the only one of the key, it grows with each row. */
  keyInteger?: string;
  /** Integers of up to 64 bits. */
  bigint?: string;
  text?: string;
  /** Nullable text. */
  maybe?: string;
  integer?: string;
  real?: string;
  flag?: string;
}

const columnTypes: Record<keyof Columns, Omit<TableColumnOptions, 'name'>> = {
  key: { type: 'text', isPrimary: true },
  keyInteger: { type: 'integer', isPrimary: true },
  text: { type: 'text' },
  maybe: { type: 'text', isNullable: true },
  bigint: { type: 'bigint' },
  integer: { type: 'integer' },
  real: { type: 'real' },
  flag: { type: 'boolean' },
};

/** Columns of an index, separated by spaces. `where` makes it a partial index. */
type Index = string | { columns: string; where: string };

/** Defines a table for a migration. It has row ids: WITHOUT ROWID made writes of random ids a sixth slower. */
export function table(name: string, columns: Columns, indexes: Record<string, Index> = {}): Table {
  return new Table({
    name,
    columns: Object.entries(columns).flatMap(([type, names]: [string, string]) =>
      names.split(' ').map((column) => ({ name: column, ...columnTypes[type as keyof Columns] })),
    ),
    indices: Object.entries(indexes).map(([indexName, index]) => {
      const { columns: names, where } =
        typeof index === 'string' ? { columns: index, where: undefined } : index;
      return { name: indexName, columnNames: names.split(' '), ...(where && { where }) };
    }),
  });
}

/** Migration that creates tables that do not exist yet. Its reversal drops them. */
export abstract class CreateTablesMigration implements MigrationInterface {
  /** Name of the migration for TypeORM. */
  abstract readonly name: string;
  protected abstract readonly tables: Table[];

  async up(runner: QueryRunner): Promise<void> {
    for (const definition of this.tables)
      await runner.createTable(tableFor(runner.connection, definition), true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const definition of this.tables.toReversed()) await runner.dropTable(definition);
  }
}
