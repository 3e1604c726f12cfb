import type { Type as Class } from '@nestjs/common';
import { tableOf } from './entity-table.js';
import type { Value } from './value.js';

/** An insert of one row, for `tx.insert`. Its values are bound by name, so that no order can be mixed up. */
export interface Insert<Row> {
  readonly sql: string;
  readonly values: (row: Row) => Value[];
}

/**
 * The insert of an entity. A row of the same key is an error; with `ignore` it stays, and with a list of columns it gets
 * those of the new one.
 */
export function insertInto<Row extends object>(
  entity: Class<Row>,
  conflict?: 'ignore' | readonly (keyof Row & string)[],
): Insert<Row> {
  const { name, columns, key, values } = tableOf(entity);
  const sql = insertSql(name, columns);
  if (conflict === undefined) return { sql, values };
  if (conflict === 'ignore') return { sql: `${sql} on conflict do nothing`, values };
  const changes = conflict.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  return { sql: `${sql} on conflict (${quoted(key)}) do update set ${changes}`, values };
}

/** `insert into "table" ("a", "b") values (?, ?)`, for a prepared statement. */
export function insertSql(table: string, columns: readonly string[]): string {
  const parameters = columns.map(() => '?').join(', ');
  return `insert into "${table}" (${quoted(columns)}) values (${parameters})`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
