import type { Type as Class } from '@nestjs/common';
import type { MigrationInterface } from 'typeorm';
import type { JsonSchema } from '../validation/json-schemas.js';
import type { SnapshotTables } from './rewrite-snapshots.js';

export interface DatabaseSchema {
  entities: Class[];
  migrations: Class<MigrationInterface>[];
  /** All migrations of this version, also those of roles that are not served. Default: `migrations`. */
  known?: Class<MigrationInterface>[];
  /** Schemas of messages by collection, for the import of a snapshot. */
  messages?: Readonly<Record<string, SavedMessageSchema>>;
  /** Changes the tables of a snapshot of version 1 to those of this version. */
  snapshotFromVersion1?: (tables: SnapshotTables) => void;
}

/** Schemas of the document of a message, and of the state that a role stores with it. */
export interface SavedMessageSchema {
  document: () => JsonSchema;
  state?: () => JsonSchema;
}

/** True when a database has had a migration that this version does not know: a newer version has written it. */
export function isNewer({ known, migrations }: DatabaseSchema, stored: readonly string[]): boolean {
  const names = new Set((known ?? migrations).map(({ name }) => name));
  return stored.some((name) => !names.has(name));
}
