// npm run test:containers: the tests of the container image and of the compose files, with Docker or Podman.
// CONTAINER_ENGINE chooses the engine, CONTAINER_COMPOSE the command that reads the compose file.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from './setup.mjs';

function answers(command, ...args) {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}

/** Ends this process with one line. A skipped test would look like one that passed. */
function missing(what, hint) {
  process.stderr.write(`ketenlab: no ${what} answers; ${hint}\n`);
  process.exit(1);
}

function found(setting, candidates, check, what, hint) {
  const named = process.env[setting];
  return (
    (named ? [named] : candidates).find((candidate) => check(candidate)) ??
    missing(named ? `${what} ${setting}=${named}` : what, hint)
  );
}

const engine = found(
  'CONTAINER_ENGINE',
  ['docker', 'podman'],
  (name) => answers(name, 'info'),
  'container engine',
  'install Docker and start it, or install Podman (apt-get install podman podman-compose)',
);
const compose = found(
  'CONTAINER_COMPOSE',
  [`${engine} compose`, ...(basename(engine) === 'podman' ? ['podman-compose'] : [])],
  (name) => answers(...name.split(' '), 'version'),
  'compose command',
  'install the Compose plugin of Docker, or podman-compose for Podman',
);

/** Starts the Docker API of Podman for Testcontainers, until the end of this process. */
async function serveDockerApi() {
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-podman-'));
  const socket = join(folder, 'podman.sock');
  const args = ['system', 'service', '--time=0', `unix://${socket}`];
  const service = spawn(engine, args, { stdio: 'ignore' });
  process.on('exit', () => {
    service.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const end = performance.now() + 10_000;
  while (!existsSync(socket)) {
    if (performance.now() > end || service.exitCode !== null)
      missing('Docker API of Podman', `check \`${engine} system service\``);
    await pause(100);
  }
  process.env.DOCKER_HOST = `unix://${socket}`;
  // Its cleaner is an image of a registry, and needs the socket. The tests stop their containers.
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
}

if (basename(engine) === 'podman' && !process.env.DOCKER_HOST) await serveDockerApi();
process.env.CONTAINER_ENGINE = engine;
process.env.CONTAINER_COMPOSE = compose;
const args = ['--config', 'jest.containers.config.mjs', ...process.argv.slice(2)];
run(process.execPath, ['scripts/test.mjs', ...args]);
