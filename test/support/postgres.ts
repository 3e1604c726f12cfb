import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** True when the tests use PostgreSQL: `TEST_DATABASE=postgres`. */
export const onPostgres = process.env['TEST_DATABASE'] === 'postgres';

/** A database of one test server. */
export interface TestDatabase {
  url: string;
  name: string;
  drop(): Promise<void>;
}

/**
 * Creates a database in the server at `TEST_DATABASE_URL`, which `scripts/test-postgres.mjs` starts if it is not given. It is empty, or a
 * copy of another one that nobody uses.
 */
export async function createDatabase(original?: TestDatabase): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name} template ${original?.name ?? 'template1'}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, name, drop: () => administer(`drop database ${name} with (force)`) };
}

/** Runs a statement as the administrator of the server. */
export async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The URL of the server, with its first database. */
export function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('Run these tests with npm run test:postgres');
  return url;
}
