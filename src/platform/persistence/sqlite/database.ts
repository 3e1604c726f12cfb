import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { SettingError } from '../../config/setting-error.js';
import { isNewer, type DatabaseSchema } from '../database-schema.js';
import { Connection } from './connection.js';
import { ID_HASH_FUNCTION, idHash } from '../id-hash.js';
import { FileView } from './file-view.js';
import { StoreUnavailable } from '../store-unavailable.js';
import type { Value } from '../value.js';
import { WorkspaceGuard } from '../workspace-guard.js';

/** Open SQLite file with one writing and one read-only connection. */
export interface OpenDatabase {
  writing: Connection;
  reading: Connection;
  /** Opens a view of the rows of a workspace at this moment. */
  openView(workspace: string): FileView;
  /** Throws `StoreUnavailable` if the file was removed or replaced: what is written would be lost. */
  assertInPlace(): void;
  close(): Promise<void>;
}

/**
 * Opens `sqlite:<path>` or `sqlite::memory:` and runs the migrations. Throws when another process
 * has the file open.
 */
export async function openDatabase(url: string, schema: DatabaseSchema): Promise<OpenDatabase> {
  const name = url.slice('sqlite:'.length);
  // A read-only second connection cannot see a `:memory:` database, so memory is a file that is removed on close.
  const temporary = name === ':memory:' ? mkdtempSync(join(tmpdir(), 'ketenlab-')) : undefined;
  const file = temporary ? join(temporary, 'memory.sqlite') : resolve(name);
  const release = lockFile(file, url);
  try {
    assertUsable(file, schema);
    const common = {
      type: 'better-sqlite3',
      database: file,
      entities: schema.entities,
      logging: false,
    } as const;
    const writing = await new DataSource({
      ...common,
      enableWAL: true,
      migrations: schema.migrations,
      subscribers: [WorkspaceGuard],
      migrationsRun: true,
      prepareDatabase: (db: Database) => tune(db, temporary === undefined),
    }).initialize();
    // The pages that savepoints keep for a rollback: in files, they cost as much as the log.
    await writing.query('pragma temp_store = memory');
    // The store waits for the lock instead, because this would block all requests.
    await writing.query('pragma busy_timeout = 0');
    const reading = await new DataSource({ ...common, readonly: true }).initialize();
    return {
      writing: await Connection.of(writing),
      reading: await Connection.of(reading),
      openView: (workspace) => new FileView(new Sqlite(file, { readonly: true }), workspace),
      assertInPlace: placeCheckOf(file),
      close: async () => {
        await reading.destroy();
        await writing.destroy();
        release();
        if (temporary) rmSync(temporary, { recursive: true, force: true });
      },
    };
  } catch (error) {
    release();
    throw new SettingError(`DATABASE_URL=${url}: ${unusableText(error)}`);
  }
}

/** Why a file cannot be opened, and what to do. */
function unusableText(error: unknown): string {
  if (error instanceof UnusableFile) return error.message;
  const { code = '', message } = error as { code?: string; message: string };
  if (/^(?:SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EPERM|EROFS)/.test(code)) return READ_ONLY;
  if (code === 'ERR_DLOPEN_FAILED' || message.startsWith('Could not locate the bindings'))
    return MISSING_BINARY;
  // An error of the operating system, while the folder is made.
  if (/^E[A-Z]+$/.test(code))
    return `the file cannot be opened (${message}); choose a path in a writable folder`;
  return `the file cannot be used (${message})`;
}

const READ_ONLY =
  'this user cannot write to the file or its folder; make both writable, or choose another path';
// npm 12 runs no install script that the project has not approved.
const MISSING_BINARY =
  `better-sqlite3 has no binary for Node ${process.versions.node} here; run ` +
  '`npm install-scripts approve better-sqlite3` (npm 12 or later), then `npm rebuild better-sqlite3`';
const IN_USE = 'another Ketenlab process uses this file; stop it or choose another file';

/** A file that this process must not use, with the reason. */
class UnusableFile extends Error {}

/**
 * Checks an existing file. Throws when another process has it open, by whatever path: only the sole user of a file can leave
 * the WAL mode. Throws when a newer version has written it: its tables may have changed.
 */
function assertUsable(file: string, schema: DatabaseSchema): void {
  if (!existsSync(file)) return;
  const db = new Sqlite(file, { timeout: 0 });
  try {
    if (db.pragma('journal_mode = delete', { simple: true }) !== 'delete')
      throw new UnusableFile(IN_USE);
    if (isNewer(schema, storedMigrations(db)))
      throw new UnusableFile(
        'a newer version of Ketenlab has written this file; use that version or choose another file',
      );
  } catch (error) {
    throw (error as { code?: string }).code === 'SQLITE_BUSY' ? new UnusableFile(IN_USE) : error;
  } finally {
    db.close();
  }
}

/** Names of the migrations that a file has had. */
function storedMigrations(db: Database): string[] {
  const table = `select 1 from sqlite_master where "type" = 'table' and "name" = 'migrations'`;
  if (!db.prepare(table).get()) return [];
  return db.prepare('select "name" from "migrations"').pluck().all() as string[];
}

/** Returns the check that a path still leads to the file that it leads to now. */
function placeCheckOf(file: string): () => void {
  const { dev, ino } = statSync(file);
  return () => {
    const now = statSync(file, { throwIfNoEntry: false });
    if (now?.ino === ino && now.dev === dev) return;
    const happened = now ? 'replaced' : 'removed';
    throw new StoreUnavailable(`the file was ${happened}; restart Ketenlab`);
  };
}

/**
 * Tunes the writing connection: durable commits (docs/performance.md), a larger cache and fewer checkpoints. The log of a
 * large transaction does not keep its size.
 */
function tune(db: Database, isDurable: boolean): void {
  db.pragma(`synchronous = ${isDurable ? 'FULL' : 'OFF'}`);
  db.pragma('cache_size = -16384');
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma(`journal_size_limit = ${16 * 1024 * 1024}`);
  allowRelease(db);
  db.function(ID_HASH_FUNCTION, { varargs: true }, (...id: Value[]) => idHash(...id));
}

/** Maximum pages of a file of an earlier version that is rewritten, so that it can shrink later. It takes a second. */
const MAX_REWRITTEN_PAGES = 32 * 1024;
const INCREMENTAL = 2;

/** Lets the file shrink (`Connection.releaseSpace`). A file of an earlier version must be rewritten for it. */
function allowRelease(db: Database): void {
  if (db.pragma('auto_vacuum', { simple: true }) === INCREMENTAL) return;
  const pages = Number(db.pragma('page_count', { simple: true }));
  if (pages > MAX_REWRITTEN_PAGES) return;
  db.pragma(`auto_vacuum = ${INCREMENTAL}`);
  if (pages > 0) db.exec('vacuum');
}

/** Creates a file that only its owner can read, unless it exists. SQLite gives its log the same rights. */
function createPrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'w', 0o600));
}

/**
 * Locks the file for this process, by an exclusive transaction on a second file. The operating system releases that lock
 * however the process ends.
 */
function lockFile(file: string, url: string): () => void {
  let lock: Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    createPrivate(file);
    accessSync(file, constants.R_OK | constants.W_OK);
    // Two paths to the same file need the same lock.
    const lockPath = `${realpathSync(file)}.lock`;
    createPrivate(lockPath);
    lock = new Sqlite(lockPath, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const isLocked = (error as { code?: string }).code === 'SQLITE_BUSY';
    throw new SettingError(`DATABASE_URL=${url}: ${isLocked ? IN_USE : unusableText(error)}`);
  }
  return () => lock.close();
}
