// npm run test:postgres: the tests of which the storage is a part, on PostgreSQL. `--all` as the first argument: all tests that
// use a database. Other arguments name other tests; all of them go to Jest. The server is that of TEST_DATABASE_URL, or it is
// started in a temporary folder with the programs of the system.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { startPostgres } from './postgres-server.mjs';
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
/** Every test that starts a server or opens a store in its own process: they import the file that makes the databases. */
const all = ['--findRelatedTests', 'test/support/postgres.ts'];

function jestArguments([first, ...rest]) {
  if (first === '--all') return [...all, ...rest];
  return first === undefined ? subset : [first, ...rest];
}

built();
const given = process.env.TEST_DATABASE_URL;
const server = given
  ? { url: given, stop: () => undefined }
  : await startPostgres({ port: process.env.TEST_DATABASE_PORT });
let status;
try {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  ({ status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings=ExperimentalWarning',
      jest,
      ...jestArguments(process.argv.slice(2)),
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
