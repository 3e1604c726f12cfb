import { Table, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';

/** Column names by sort, separated by spaces; of types that every database here has. JSON and times are text. */
interface Columns {
  key: string;
  /** Whole numbers that are part of the key. */
  keyInteger?: string;
  text?: string;
  /** Text, or null. */
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
  integer: { type: 'integer' },
  real: { type: 'real' },
  flag: { type: 'boolean' },
};

/** The columns of an index, separated by spaces; `where` leaves the other rows out of it. */
type Index = string | { columns: string; where: string };

/** A table for a migration. (Without row ids, in the order of its key, writes of random ids cost a sixth more.) */
export function table(name: string, columns: Columns, indexes: Record<string, Index> = {}): Table {
  return new Table({
    name,
    columns: Object.entries(columns).flatMap(([sort, names]: [string, string]) =>
      names.split(' ').map((column) => ({ name: column, ...columnTypes[sort as keyof Columns] })),
    ),
    indices: Object.entries(indexes).map(([index, about]) => {
      const { columns: names, where } =
        typeof about === 'string' ? { columns: about, where: undefined } : about;
      return { name: index, columnNames: names.split(' '), ...(where && { where }) };
    }),
  });
}

/** A migration that makes tables that are not there yet, and whose undoing removes them. */
export abstract class CreateTablesMigration implements MigrationInterface {
  /** What TypeORM knows it by. */
  abstract readonly name: string;
  protected abstract readonly tables: Table[];

  async up(runner: QueryRunner): Promise<void> {
    for (const one of this.tables) await runner.createTable(one, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const one of this.tables.toReversed()) await runner.dropTable(one);
  }
}
