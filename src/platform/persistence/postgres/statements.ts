import { workspaceParameters } from '../workspace-guard.js';

/** A statement as PostgreSQL prepares it, and the positions of the parameters that name the workspace. */
export interface Statement {
  /** Name under which a connection keeps the prepared statement. */
  name: string;
  text: string;
  workspaceAt: readonly number[];
}

/** Names of SQLite, and those of PostgreSQL: the place of a row, and the position of a text in another one. */
const NAMES = new Map([
  ['rowid', 'ctid'],
  ['instr', 'strpos'],
]);
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|\w+|\?/g;

const statements = new Map<string, Statement>();

/** Returns a statement of the repositories for PostgreSQL. */
export function statementOf(sql: string): Statement {
  let statement = statements.get(sql);
  if (!statement) {
    const name = `ketenlab_${statements.size}`;
    statement = { name, text: toPostgres(sql), workspaceAt: workspaceParameters(sql) };
    statements.set(sql, statement);
  }
  return statement;
}

/** Numbers the parameters, and replaces the names of SQLite. */
export function toPostgres(sql: string): string {
  let count = 0;
  return sql.replaceAll(TOKEN, (token) => {
    if (token === '?') return `$${(count += 1)}`;
    return NAMES.get(token) ?? token;
  });
}

/** An insert of one row that does nothing if a search finds a row. Its parameters are those of the insert and of the search. */
export function insertUnlessFound(insert: string, find: string): string {
  return insert.replace(/ values \((.*)\)$/, ` select $1 where not exists (${find})`);
}
