import type { DatabaseSchema } from './database-schema.js';
import { openPostgres } from './postgres/open-postgres.js';
import { isPostgresUrl } from './postgres/url.js';
import { openDatabase } from './sqlite/database.js';
import { SqliteStore } from './sqlite/sqlite-store.js';
import type { Store, StoreCallbacks } from './store.js';

/** Opens the database of a URL, and runs the migrations. Throws a `SettingError` if it cannot be used. */
export async function openStore(
  url: string,
  schema: DatabaseSchema,
  callbacks?: Partial<StoreCallbacks>,
): Promise<Store> {
  if (isPostgresUrl(url)) return openPostgres(url, schema, callbacks);
  return new SqliteStore(await openDatabase(url, schema), callbacks);
}
