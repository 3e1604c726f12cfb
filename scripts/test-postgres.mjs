// npm run test:postgres: the tests of which the storage is a part, on PostgreSQL. Arguments replace them, and go to Jest. The
// server is that of TEST_DATABASE_URL, or it is started in a temporary folder with the programs of the system.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, root } from './setup.mjs';

const subset = [
  'test/postgres/',
  'platform/store.spec',
  'platform/workspace-guard',
  'platform/outbox-repository',
  'platform/journal-size',
  'edu-v/delivery-chain',
  'ordersysteem/orders.spec',
  'ordersysteem/credit-orders',
  'bokbasen-orders/order.spec',
  'bokbasen-orders/whole-order',
  'dds/sale.spec',
  'dds/orders.spec',
  'dds/content.spec',
  'control/state.spec',
  'control/snapshots.spec',
  'control/exchanges.spec',
  'control/search.spec',
  'control/timeline.spec',
  'control/faults.spec',
  'control/workspaces.spec',
];

/** The folder of the programs: the newest installed version, or that of the path. */
function programs() {
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base)
    ? readdirSync(base)
        .map(Number)
        .filter((one) => one >= 15)
    : [];
  return versions.length === 0 ? '' : `${join(base, String(Math.max(...versions)), 'bin')}/`;
}

/** PostgreSQL refuses to run as root: then its programs run as the user that its package makes. */
const asUser =
  process.getuid?.() === 0
    ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups']
    : [];

function execute(...args) {
  const [command, ...rest] = [...asUser, ...args];
  const { status, stderr, stdout, error } = spawnSync(command, rest, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status !== 0)
    throw new Error(`${args.join(' ')}: ${error?.message ?? stderr}${stdout ?? ''}`);
  return stdout;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server, and returns its URL and the function that stops it. */
async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-postgres-'));
  if (asUser.length > 0) {
    const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
    chownSync(folder, id('-u'), id('-g'));
  }
  const data = join(folder, 'data');
  const port = process.env.TEST_DATABASE_PORT ?? (await freePort());
  const password = randomUUID();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  const auth = ['--auth-host', 'scram-sha-256', '--auth-local', 'reject', '--pwfile', passwordFile];
  execute(`${programs()}initdb`, '--pgdata', data, '--username', 'test', ...auth, '--no-sync');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -k ${folder} -c fsync=off -c max_connections=200`;
  execute(
    `${programs()}pg_ctl`,
    '--pgdata',
    data,
    '--wait',
    '--log',
    join(folder, 'log'),
    '--options',
    options,
    'start',
  );
  return {
    url: `postgres://test:${password}@127.0.0.1:${port}/postgres`,
    stop() {
      execute(`${programs()}pg_ctl`, '--pgdata', data, '--mode', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

built();
const given = process.env.TEST_DATABASE_URL;
const server = given ? { url: given, stop: () => undefined } : await startServer();
let status;
try {
  const args = process.argv.slice(2);
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  ({ status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings=ExperimentalWarning',
      jest,
      ...(args.length > 0 ? args : subset),
      '--testMatch',
      '**/*.spec.ts',
      '**/*.postgres.ts',
    ],
    {
      stdio: 'inherit',
      cwd: root,
      env: { ...process.env, TEST_DATABASE: 'postgres', TEST_DATABASE_URL: server.url },
    },
  ));
} finally {
  server.stop();
}
process.exitCode = status ?? 1;
