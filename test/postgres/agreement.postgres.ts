import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { CommandProcess } from '../support/command-process.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const SEED = 'orders: []\n';
const folder = mkdtempSync(join(tmpdir(), 'ketenlab-agreement-'));
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

const start = (env: Record<string, string> = {}) =>
  new CommandProcess(['dist/bundle/main.js'], { PORT: '0', DATABASE_URL: database.url, ...env });
const stop = async (server: CommandProcess): Promise<void> => {
  server.kill('SIGTERM');
  await server.exit;
};
const seedFile = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
interface Replicas {
  replicas: { id: string; url: string; self: boolean; workspaces: string[] }[];
}
const replicasOf = async (url: string): Promise<Replicas['replicas']> =>
  ((await request(url).get('/_sandbox/replicas')).body as Replicas).replicas;

describe('a second replica with other settings', () => {
  let first: CommandProcess;
  beforeAll(async () => {
    first = start({ SEED_FILE: seedFile('first.yaml', SEED) });
    await first.url();
  });
  afterAll(() => stop(first));

  it.each([
    ['ROLES', { ROLES: 'ordersysteem' }, /^ketenlab: ROLES=ordersysteem \(there: \S+\)/],
    ['LEGACY', { LEGACY: 'off' }, /^ketenlab: LEGACY=off \(there: on\)/],
    [
      'a rule',
      { RULES_DELIVERY_TYPE_NAMES: 'strict' },
      /^ketenlab: RULES_DELIVERY_TYPE_NAMES=strict \(there: lenient\)/,
    ],
    ['SEED_FILE', { SEED_FILE: 'second.yaml' }, /^ketenlab: SEED_FILE has another content/],
  ])('is refused with one line that names %s', async (_, change, message) => {
    const SEED_FILE = seedFile('same.yaml', SEED);
    seedFile('second.yaml', `# Another one\n${SEED}`);
    const settings = { SEED_FILE, ...change };
    if (settings.SEED_FILE === 'second.yaml') settings.SEED_FILE = join(folder, 'second.yaml');
    const second = start(settings);
    expect(await second.exit).toEqual({ code: 2, signal: null });
    const lines = second.errors.trim().split('\n');
    expect(lines).toEqual([expect.stringMatching(message)]);
    expect(lines[0]).toMatch(/give all replicas the same ones$/);
  });

  it('is accepted when only settings of its own differ', async () => {
    const SEED_FILE = seedFile('same.yaml', SEED);
    const second = start({ SEED_FILE, LOG_LEVEL: 'warn', INSTANCE_URL: 'http://replica-2:4010/' });
    const url = await second.url();
    expect((await replicasOf(url)).map(({ self, url: its }) => [self, its])).toEqual([
      [false, await first.url()],
      [true, 'http://replica-2:4010'],
    ]);
    await stop(second);
    expect(await replicasOf(await first.url())).toHaveLength(1);
  });
});

describe('a seed file that cannot be used', () => {
  it('ends the start with one line, also when another replica owns `default`', async () => {
    const first = start({ SEED_FILE: seedFile('invalid.yaml', SEED) });
    await first.url();
    const second = start({ SEED_FILE: seedFile('invalid.yaml', 'orders: 1\n') });
    expect(await second.exit).toEqual({ code: 2, signal: null });
    expect(second.errors.trim().split('\n')[0]).toMatch(
      /^ketenlab: SEED_FILE=\S+ is not allowed: /,
    );
    await stop(first);
  });
});

describe('INSTANCE_URL', () => {
  it('is by default the name of the machine with the bound port, if HOST is a wildcard', async () => {
    const server = start({ HOST: '0.0.0.0', SANDBOX_TOKEN: 'secret' });
    const { port } = new URL(await server.url());
    const { body } = await request(await server.url())
      .get('/_sandbox/replicas')
      .set('authorization', 'Bearer secret');
    expect((body as Replicas).replicas.map(({ url }) => url)).toEqual([
      `http://${hostname()}:${port}`,
    ]);
    await stop(server);
  });

  it.each(['replica-1:4010', 'http://replica-1:4010/path', 'ftp://replica-1', 'http://'])(
    'that is no address of a server is refused with one line: %s',
    async (value) => {
      const server = start({ INSTANCE_URL: value });
      expect(await server.exit).toEqual({ code: 2, signal: null });
      expect(server.errors).toBe(
        `ketenlab: INSTANCE_URL=${value} is not allowed: an http or https URL without path and query, for example http://replica-1:4010\n`,
      );
    },
  );
});

describe('the metrics of a replica', () => {
  it('have its workspaces, its lease and the requests that it forwarded', async () => {
    const owner = start();
    const ownerUrl = await owner.url();
    const other = start();
    const otherUrl = await other.url();
    const valuesAt = async (url: string): Promise<string[]> =>
      (await request(url).get('/metrics')).text
        .split('\n')
        .filter((line) => /^ketenlab_(?:owned|lease|forwarded)/.test(line));
    expect((await request(otherUrl).get('/_sandbox/workspaces/default/clock')).status).toBe(200);
    expect(await valuesAt(ownerUrl)).toEqual([
      'ketenlab_owned_workspaces 1',
      'ketenlab_lease_valid 1',
    ]);
    expect((await valuesAt(otherUrl)).toSorted()).toEqual([
      'ketenlab_forwarded_requests_total{result="sent"} 1',
      'ketenlab_lease_valid 1',
      'ketenlab_owned_workspaces 0',
    ]);
    await stop(owner);
    await stop(other);
  });
});
