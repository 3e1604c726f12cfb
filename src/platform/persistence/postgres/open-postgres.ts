import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { SettingError } from '../../config/setting-error.js';
import type { DatabaseSchema } from '../database-schema.js';
import type { StoreCallbacks } from '../store.js';
import { WorkspaceGuard } from '../workspace-guard.js';
import { postgresCause } from './causes.js';
import { clientOver, typesOver } from './client.js';
import { CONNECTIONS, PostgresStore } from './postgres-store.js';
import { withSslModes, withoutSecrets } from './url.js';

/** PostgreSQL 15. */
const OLDEST_VERSION = 150_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** Longest statement. A server that hangs answers none. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** A process that was stopped inside a transaction must not block others for longer. */
const IDLE_IN_TRANSACTION_MS = 1_000;
/** Connections of leases and look-ups. */
const COORDINATION_CONNECTIONS = 4;
const COORDINATION_TIMEOUT_MS = 1_000;
/** Lock of the process that migrates: processes that start at once do it one after the other. */
const MIGRATION_LOCK = 'select pg_advisory_lock(7305112)';

/** A database that this process must not use, with the reason. */
class UnusableDatabase extends Error {}

/** Opens `postgres://user:password@host:port/database?sslmode=…` and runs the migrations. */
export async function openPostgres(
  url: string,
  schema: DatabaseSchema,
  callbacks?: Partial<StoreCallbacks>,
): Promise<PostgresStore> {
  // A start with SQLite does not load it.
  const { default: pg } = await import('pg');
  const connectionString = withSslModes(url);
  const common = { application_name: 'ketenlab', keepAlive: true };
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...common,
  });
  // An error between two statements; the next statement fails too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await assertVersion(client);
    await client.query(MIGRATION_LOCK);
    const options = {
      type: 'postgres',
      url: connectionString,
      driver: pg,
      connectTimeoutMS: CONNECT_TIMEOUT_MS,
      installExtensions: false,
      entities: schema.entities,
      migrations: schema.migrations,
      logging: false,
    } as const;
    const connection = { ...common, Client: clientOver(pg), types: typesOver(pg) };
    // A migration may take longer than the statements of a request.
    const migration = new DataSource({ ...options, extra: connection, migrationsRun: true });
    await (await migration.initialize()).destroy();
    const source = await new DataSource({
      ...options,
      poolSize: CONNECTIONS,
      extra: {
        ...connection,
        query_timeout: STATEMENT_TIMEOUT_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      },
      subscribers: [WorkspaceGuard],
    }).initialize();
    const coordination = new pg.Pool({
      ...common,
      connectionString,
      types: typesOver(pg),
      max: COORDINATION_CONNECTIONS,
      connectionTimeoutMillis: COORDINATION_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    });
    coordination.on('error', () => undefined);
    return new PostgresStore(source, coordination, schema, callbacks);
  } catch (error) {
    throw new SettingError(`DATABASE_URL=${withoutSecrets(url)}: ${reasonOf(error)}`);
  } finally {
    // It releases the lock.
    await client.end().catch(() => undefined);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UnusableDatabase) return error.message;
  const attempts = error instanceof AggregateError ? error.errors : [error];
  const cause = attempts.map(postgresCause).find((because) => because !== undefined);
  return cause ?? `the database cannot be used (${(error as Error).message})`;
}

async function assertVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as "number", current_setting('server_version') as "version"`,
  );
  const [{ number, version } = { number: 0, version: '' }] = rows;
  if (number < OLDEST_VERSION)
    throw new UnusableDatabase(`the server has PostgreSQL ${version}; use version 15 or later`);
}
