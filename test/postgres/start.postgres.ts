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

describe('a replica that is older than the tables', () => {
  const later = [
    `insert into "migrations" ("timestamp", "name") values (1, 'Later1')`,
    `delete from "migrations" where "name" = 'Later1'`,
  ] as const;
  const REASON =
    'a newer version of Ketenlab has changed the database; start that version here too';
  /** Waits until the server is ready or not, and returns the answer. */
  const ready = async (url: string, status: number): Promise<unknown> => {
    for (;;) {
      const response = await request(url).get('/readyz');
      if (response.status === status) return response.body;
      await new Promise((wait) => setTimeout(wait, 20));
    }
  };
  /** Expects that the server is not ready and serves nothing, and stops it. */
  const expectRefusal = async (server: CommandProcess, url: string): Promise<void> => {
    expect(await ready(url, 503)).toEqual({ status: 'not ready', reason: REASON });
    const refused = await request(url).put('/orders');
    expect([refused.status, refused.headers['retry-after'], refused.body]).toEqual([
      503,
      '1',
      { status: 99, statusMessage: expect.stringContaining(REASON) },
    ]);
    await run(later[1]);
    server.kill('SIGTERM');
    expect(await server.exit).toEqual({ code: 0, signal: null });
  };

  it('is not ready, gives the reason, and serves nothing when they change while it runs', async () => {
    const server = start(database.url);
    const url = await server.url();
    expect(await ready(url, 200)).toEqual({ status: 'ready' });
    await run(later[0]);
    await expectRefusal(server, url);
  });

  it('is not ready, gives the reason, and serves nothing when they changed before its start', async () => {
    await run(later[0]);
    const server = start(database.url);
    await expectRefusal(server, await server.url());
  });
});
