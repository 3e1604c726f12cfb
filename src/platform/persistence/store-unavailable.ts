import { Problem } from '../errors/problem.js';

/** The database cannot be used: every request that needs it is answered 503 until it can. */
export class StoreUnavailable extends Problem {
  /** `because`: the cause, and what to do about it. */
  constructor(readonly because: string) {
    super(503, {
      text: `The sandbox cannot use its database: ${because}`,
      headers: { 'Retry-After': '1' },
    });
  }
}

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

/** The reason why the database cannot be used, if that is the cause of an error; otherwise undefined. */
export function unavailableFor(error: unknown): StoreUnavailable | undefined {
  if (error instanceof StoreUnavailable) return error;
  const { code = '' } = error as { code?: unknown };
  const [, because] = CAUSES.find(([start]) => String(code).startsWith(start)) ?? [];
  return because === undefined ? undefined : new StoreUnavailable(because);
}
