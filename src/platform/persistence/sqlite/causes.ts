/** Causes by the code of an SQLite error, or by its beginning. */
const CAUSES: readonly [code: string, because: string][] = [
  ['SQLITE_FULL', 'the disk is full; free some space'],
  ['SQLITE_BUSY', 'another program has locked the file; end that program'],
  ['SQLITE_LOCKED', 'another program has locked the file; end that program'],
  ['SQLITE_READONLY', 'the file or its folder is read-only; make both writable'],
  ['SQLITE_CANTOPEN', 'the file cannot be opened; restore it and restart Ketenlab'],
  ['SQLITE_IOERR', 'the disk reports an error; check the disk'],
  ['SQLITE_CORRUPT', 'the file is damaged; restore a copy and restart Ketenlab'],
  ['SQLITE_NOTADB', 'the file is damaged; restore a copy and restart Ketenlab'],
];

/** Why SQLite cannot be used, if that is the cause of an error; otherwise undefined. */
export function sqliteCause(error: unknown): string | undefined {
  const { code = '' } = error as { code?: unknown };
  return CAUSES.find(([start]) => String(code).startsWith(start))?.[1];
}
