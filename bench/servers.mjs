// The servers that are compared, and how one is started, called and stopped.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../scripts/setup.mjs';

const here = join(root, 'bench');
const pinned =
  process.platform === 'linux' && availableParallelism() > 1 && existsSync('/usr/bin/taskset');
const onCore = (core, command) =>
  pinned && core !== 'any' ? ['/usr/bin/taskset', '-c', String(core), ...command] : command;
export const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ketenlab with all features on. `folder` is the checkout whose build runs, `flags` are those of Node. */
export const ketenlab = (path, { env = {}, fill, folder = root, flags = [] } = {}) => ({
  command: ['node', ...flags, join(folder, 'dist/bundle/main.js')],
  // Confirmations are due after the run, so that they do not lower the accept rate.
  env: { CONFIRM_AFTER: 'P1D', ...env },
  path,
  ready: { path: '/readyz', status: 200 },
  fill,
});

/** Fastify alone: the upper limit. */
export const bare = (path) => ({
  command: ['node', join(here, 'bare.mjs')],
  env: {},
  path,
  ready: { path: '/readyz', status: 200 },
  token: 'bench',
});

/** Prism with the document of a role. It stores nothing. */
export const prism = (role, path) => ({
  command: [
    'node',
    join(here, 'node_modules/.bin/prism'),
    'mock',
    '-h',
    '127.0.0.1',
    '-p',
    '{port}',
    '-v',
    'silent',
    join(root, `openapi/${role}.yaml`),
  ],
  env: {},
  path,
  ready: { path: '/nothing', status: 404 },
  token: 'bench',
});

/** Servers that run. None outlives the benchmark. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

// Another benchmark may run on the same machine.
let nextPort = 10_000 + (process.pid % 20_000);

/** Starts a server in an empty folder, with its rows where it has some. */
export async function start(target) {
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-bench-'));
  if (target.fill) {
    // Once for the tables, and once more with the rows.
    await (await launch(target, folder)).stop();
    target.fill(join(folder, 'bench.sqlite'));
  }
  const server = await launch(target, folder);
  return {
    ...server,
    stop: async (signal) => {
      await server.stop(signal);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch({ command, env, ready, core = 0 }, folder) {
  const port = (nextPort += 1);
  const [file, ...args] = onCore(
    core,
    command.map((part) => part.replace('{port}', String(port))),
  );
  const database = join(folder, 'bench.sqlite');
  const began = performance.now();
  const child = spawn(file, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: `sqlite:${database}`,
      ...env,
    },
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    const status = await fetch(url + ready.path).then(
      (response) => response.status,
      () => 0,
    );
    if (status === ready.status) break;
    if (performance.now() - began > 120_000) throw new Error(`${command.join(' ')} does not start`);
    await later(10);
  }
  return {
    url,
    database,
    coldStart: performance.now() - began,
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: async (signal = 'SIGKILL') => {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
}

/** A token of a demo client for a role. */
export async function tokenAt(url, role, client = 'demo') {
  const service = { 'bokbasen-orders': 'orders', dds: 'dds' }[role];
  const form = {
    grant_type: 'client_credentials',
    client_id: client,
    client_secret: `${client}-secret`,
    ...(service && { audience: `https://api.bokbasen.io/${service}/` }),
  };
  const path = service ? '/bokbasen/oauth/token' : `/${role}/oauth2/token`;
  const response = await fetch(url + path, { method: 'POST', body: new URLSearchParams(form) });
  return (await response.json()).access_token;
}

/** Sends requests of a kind for some seconds, from the other core. Returns rates and times (load.mjs). */
export async function load(job, core = 1) {
  const [file, ...args] = onCore(core, ['node', join(here, 'load.mjs'), JSON.stringify(job)]);
  return JSON.parse((await promisify(execFile)(file, args)).stdout);
}
