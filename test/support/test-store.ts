import type { DatabaseSchema } from '../../src/platform/persistence/database-schema.js';
import { openStore } from '../../src/platform/persistence/open-store.js';
import type { Store } from '../../src/platform/persistence/store.js';
import { createDatabase, onPostgres } from './postgres.js';

/** Opens an empty store, in memory or in a database of its own of PostgreSQL. Its `close` removes the data. */
export async function openTestStore(schema: DatabaseSchema): Promise<Store> {
  if (!onPostgres) return openStore('sqlite::memory:', schema);
  const database = await createDatabase();
  const store = await openStore(database.url, schema);
  const close = store.close.bind(store);
  store.close = async () => {
    await close();
    await database.drop();
  };
  return store;
}
