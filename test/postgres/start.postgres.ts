import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { CommandProcess } from '../support/command-process.js';
import { administer, createDatabase, type TestDatabase } from '../support/postgres.js';

const SECRET = 'hidden-secret';
const ROLE = `limited_${process.pid}`;
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
  await administer(`create role ${ROLE} login password '${SECRET}'`);
});
afterAll(async () => {
  await database.drop();
  await administer(`drop role ${ROLE}`);
});

const start = (url: string) =>
  new CommandProcess(['dist/bundle/main.js'], { PORT: '0', DATABASE_URL: url, HOST: '127.0.0.1' });
const changed = (change: Partial<Pick<URL, 'username' | 'password' | 'port' | 'pathname'>>) =>
  Object.assign(new URL(database.url), change).href;
/** Runs a statement in the database. */
const run = async (sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('a database that cannot be used ends the start with one line and code 2:', () => {
  it.each<[string, () => string, RegExp]>([
    [
      'wrong password',
      () => changed({ password: `${SECRET}-wrong` }),
      /the user or the password is wrong; correct them$/,
    ],
    [
      'unknown database',
      () => changed({ pathname: '/no_such_database', password: new URL(database.url).password }),
      /\/no_such_database: the database does not exist; create it$/,
    ],
    [
      'no server at the address',
      () => changed({ port: '1' }),
      /127\.0\.0\.1:1\/test_\w+: no PostgreSQL server answers at this address; start it, or correct the address$/,
    ],
    [
      'missing right',
      () => changed({ username: ROLE, password: SECRET }),
      /: this user has not the rights to create and use the tables; grant them$/,
    ],
    ['no database in the URL', () => changed({ pathname: '/' }), /postgres… is not allowed: /],
    [
      'server without encryption',
      () => `${database.url}?sslmode=require`,
      /: the server has no encryption; enable it there, or set sslmode=disable$/,
    ],
  ])('%s', async (_, url, message) => {
    const server = start(url());
    expect(await server.exit).toEqual({ code: 2, signal: null });
    const lines = server.errors.trim().split('\n');
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(lines[0]).toMatch(/^ketenlab: DATABASE_URL=postgres/);
    expect(server.output + server.errors).not.toContain(SECRET);
    expect(server.errors).not.toContain(new URL(database.url).password);
  });
});

describe('two processes that start at once on an empty database', () => {
  it('both listen, with the same signing key', async () => {
    const servers = [start(database.url), start(database.url)];
    const urls = await Promise.all(servers.map((server) => server.url()));
    const keys = await Promise.all(
      urls.map(async (url) => (await request(url).get('/oauth2/jwks')).text),
    );
    for (const server of servers) server.kill('SIGTERM');
    expect(await Promise.all(servers.map(({ exit }) => exit))).toEqual(
      servers.map(() => ({ code: 0, signal: null })),
    );
    expect(new Set(keys).size).toBe(1);
    expect(await run('select count(*)::int as "keys" from "signing_keys"')).toEqual([{ keys: 1 }]);
  });
});

describe('a database of a newer version', () => {
  it('is refused with one line', async () => {
    await run(`insert into "migrations" ("timestamp", "name") values (1, 'Later1')`);
    const server = start(database.url);
    expect(await server.exit).toEqual({ code: 2, signal: null });
    expect(server.errors).toMatch(/: a newer version of Ketenlab has used this database; .+\n$/);
  });
});
