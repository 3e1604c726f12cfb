// A PostgreSQL server in a temporary folder, started with the programs of the system.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/**
 * Starts a server, and returns its URL and the function that stops it. Without `durable` a commit is not flushed, which is
 * faster.
 */
export async function startPostgres({ port, durable = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-postgres-'));
  if (asUser.length > 0) {
    const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
    chownSync(folder, id('-u'), id('-g'));
  }
  const data = join(folder, 'data');
  const boundPort = port ?? (await freePort());
  const password = randomUUID();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  const auth = ['--auth-host', 'scram-sha-256', '--auth-local', 'reject', '--pwfile', passwordFile];
  execute(`${programs()}initdb`, '--pgdata', data, '--username', 'test', ...auth, '--no-sync');
  const settings = {
    listen_addresses: '127.0.0.1',
    fsync: durable ? 'on' : 'off',
    max_connections: 200,
  };
  const options = [
    `-p ${boundPort} -k ${folder}`,
    ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`),
  ];
  execute(
    `${programs()}pg_ctl`,
    '--pgdata',
    data,
    '--wait',
    '--log',
    join(folder, 'log'),
    '--options',
    options.join(' '),
    'start',
  );
  return {
    url: `postgres://test:${password}@127.0.0.1:${boundPort}/postgres`,
    stop() {
      execute(`${programs()}pg_ctl`, '--pgdata', data, '--mode', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
