import type { Type as Class } from '@nestjs/common';
import { ID_HASH, tableOf, type EntityTable } from './entity-table.js';
import type { Value } from './value.js';

/** Insert of one row, for `tx.insert`. Values are bound by name, so that their order cannot be confused. */
export interface Insert<Row> {
  readonly sql: string;
  readonly values: (row: Row) => Value[];
  /** The search for an existing row, for a table with hashed ids. */
  readonly existing?: ExistingRow;
}

/** Statements on the row of the same id. They take the values of the columns at these positions. */
interface ExistingRow {
  find: Statement;
  /** Undefined: a row with the same id is an error. */
  conflict: 'ignore' | Statement | undefined;
}

interface Statement {
  sql: string;
  positions: number[];
}

type Table = Pick<EntityTable, 'name' | 'columns' | 'hashedId'>;

/** A row of the same id exists already. */
export class DuplicateRowError extends Error {}

/**
 * Builds the insert of an entity. A row with the same key is an error. With `ignore` that row stays as it is, and with a
 * list of properties their columns are replaced. `unchecked` does not search for a row of the same id: the caller knows
 * that there is none, because it has just stored a message of this id.
 */
export function insertInto<Row extends object>(
  entity: Class<Row>,
  conflict?: 'ignore' | 'unchecked' | readonly (keyof Row & string)[],
): Insert<Row> {
  const table = tableOf(entity);
  const { values } = table;
  const replaced = typeof conflict === 'object' ? conflict.map(table.columnOf) : conflict;
  const sql = insertSql(table.name, table.columns);
  if (replaced === 'unchecked') return { sql, values };
  if (table.hashedId) return { ...hashedInsert(table, replaced), values };
  if (replaced === undefined) return { sql, values };
  if (replaced === 'ignore') return { sql: `${sql} on conflict do nothing`, values };
  const changes = replaced.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  return { sql: `${sql} on conflict (${quoted(table.key)}) do update set ${changes}`, values };
}

/** Builds the insert into a table with hashed ids. No constraint forbids a second row, so it is searched for. */
export function hashedInsert(
  { name, columns, hashedId }: Table,
  conflict?: 'ignore' | readonly string[],
): Pick<Insert<never>, 'sql' | 'existing'> {
  const id = ['workspace', ID_HASH, ...(hashedId?.key ?? [])];
  const positionsOf = (names: readonly string[]) => names.map((one) => columns.indexOf(one));
  const where = id.map((column) => `"${column}" = ?`).join(' and ');
  const find = { sql: `select 1 from "${name}" where ${where}`, positions: positionsOf(id) };
  const sql = insertSql(name, columns);
  if (typeof conflict !== 'object') return { sql, existing: { find, conflict } };
  const changes = conflict.map((column) => `"${column}" = ?`).join(', ');
  const replace = {
    sql: `update "${name}" set ${changes} where ${where}`,
    positions: positionsOf([...conflict, ...id]),
  };
  return { sql, existing: { find, conflict: replace } };
}

/** `insert into "table" ("a", "b") values (?, ?)`, for a prepared statement. */
export function insertSql(table: string, columns: readonly string[]): string {
  const parameters = columns.map(() => '?').join(', ');
  return `insert into "${table}" (${quoted(columns)}) values (${parameters})`;
}

/** Names in double quotes, separated by commas. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
