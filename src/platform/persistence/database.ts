import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Type as Class } from '@nestjs/common';
import Sqlite, { type Database } from 'better-sqlite3';
import { DataSource, type MigrationInterface } from 'typeorm';
import { SettingError } from '../config/setting-error.js';
import { Connection } from './connection.js';
import { ID_HASH_FUNCTION, idHash } from './id-hash.js';
import type { Value } from './value.js';
import { WorkspaceGuard } from './workspace-guard.js';

export interface DatabaseSchema {
  entities: Class[];
  migrations: Class<MigrationInterface>[];
}

/** Open SQLite file with one writing and one read-only connection. */
export interface OpenDatabase {
  writing: Connection;
  reading: Connection;
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
    const reading = await new DataSource({ ...common, readonly: true }).initialize();
    return {
      writing: await Connection.of(writing),
      reading: await Connection.of(reading),
      close: async () => {
        await reading.destroy();
        await writing.destroy();
        release();
        if (temporary) rmSync(temporary, { recursive: true, force: true });
      },
    };
  } catch (error) {
    release();
    throw new SettingError(
      `DATABASE_URL=${url}: the file cannot be used (${(error as Error).message})`,
    );
  }
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

/**
 * Locks the file for this process, by an exclusive transaction on a second file. The operating system releases that lock
 * however the process ends.
 */
function lockFile(file: string, url: string): () => void {
  let lock: Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Two paths to the same file need the same lock.
    const real = existsSync(file) ? realpathSync(file) : file;
    lock = new Sqlite(`${real}.lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const isLocked = (error as { code?: string }).code === 'SQLITE_BUSY';
    const reason = isLocked
      ? 'another Ketenlab process uses this file; stop it or choose another file'
      : `the file cannot be opened (${(error as Error).message}); choose a path in a ` +
        'writable folder';
    throw new SettingError(`DATABASE_URL=${url}: ${reason}`);
  }
  return () => lock.close();
}
