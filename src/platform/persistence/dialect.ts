import type { DataSource, Table, TableColumn } from 'typeorm';
import { toPostgres } from './postgres/statements.js';

/** Condition that a text contains another one, in upper or lower case of ASCII letters. */
export function containsText(connection: DataSource, text: string, part: string): string {
  return isPostgres(connection)
    ? `strpos(lower(${text}), lower(${part} collate "C")) > 0`
    : `instr(lower(${text}), lower(${part})) > 0`;
}

export function isPostgres({ options }: DataSource): boolean {
  return options.type === 'postgres';
}

/** A statement with `?` for its parameters, for a migration. */
export function statementFor(connection: DataSource, sql: string): string {
  return isPostgres(connection) ? toPostgres(sql) : sql;
}

/** The definition of a table. In PostgreSQL integers have 64 bits, and texts sort by their bytes, as they always do in SQLite. */
export function tableFor(connection: DataSource, table: Table): Table {
  const copy = table.clone();
  if (isPostgres(connection))
    for (const column of copy.columns) toPostgresColumn(column, table.primaryColumns.length === 1);
  return copy;
}

function toPostgresColumn(column: TableColumn, isOnlyKey: boolean): void {
  if (column.type === 'text') column.collation = 'C';
  if (column.type === 'real') column.type = 'double precision';
  if (column.type !== 'integer') return;
  column.type = 'bigint';
  if (!column.isPrimary || !isOnlyKey) return;
  column.isGenerated = true;
  column.generationStrategy = 'increment';
}
