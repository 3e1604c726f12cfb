// npm run bench: PUT /creditorders at Ketenlab with everything on, beside bare Fastify and Prism, in turn in one run.
// ROUNDS, SECONDS, CONNECTIONS set how long; the table is for docs/performance.md. Compare only within one run.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, root, run } from '../scripts/setup.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SECONDS = Number(process.env.SECONDS ?? 6);
const CONNECTIONS = Number(process.env.CONNECTIONS ?? 50);
const here = join(root, 'bench');
const pinned =
  process.platform === 'linux' && availableParallelism() > 1 && existsSync('/usr/bin/taskset');
const onCore = (core, command) =>
  pinned ? ['/usr/bin/taskset', '-c', String(core), ...command] : command;
const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

built();
if (!existsSync(join(here, 'node_modules')))
  run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', here]);

const ketenlab = (more = {}) => ({
  command: ['node', join(root, 'dist/bundle/main.js')],
  // The confirmations stay out of the accept rate: they are due after the run.
  env: { CONFIRM_AFTER: 'P1D', ...more },
  path: '/ordersysteem/creditorders',
  ready: { path: '/readyz', status: 200 },
});
const targets = {
  'bare Fastify': {
    command: ['node', join(here, 'bare.mjs')],
    env: {},
    path: '/creditorders',
    ready: { path: '/readyz', status: 200 },
    token: 'bench',
  },
  Ketenlab: ketenlab(),
  'Ketenlab, confirming meanwhile': ketenlab({ CONFIRM_AFTER: 'PT0.2S' }),
  Prism: {
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
      join(root, 'openapi/ordersysteem.yaml'),
    ],
    env: {},
    path: '/creditorders',
    ready: { path: '/nothing', status: 404 },
    token: 'bench',
  },
};

let nextPort = 4600;

async function start({ command, env, ready }) {
  const port = (nextPort += 1);
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-bench-'));
  const [file, ...args] = onCore(
    0,
    command.map((part) => part.replace('{port}', String(port))),
  );
  const began = performance.now();
  const child = spawn(file, args, {
    cwd: folder,
    stdio: 'ignore',
    env: {
      ...process.env,
      ...env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: `sqlite:${join(folder, 'bench.sqlite')}`,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    const status = await fetch(url + ready.path).then(
      (response) => response.status,
      () => 0,
    );
    if (status === ready.status) break;
    if (performance.now() - began > 30_000) throw new Error(`${command.join(' ')} does not start`);
    await later(10);
  }
  return {
    url,
    coldStart: performance.now() - began,
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: async () => {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function tokenAt(url) {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
  };
  const response = await fetch(`${url}/ordersysteem/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return (await response.json()).access_token;
}

function load(url, token, seconds) {
  const job = JSON.stringify({ url, token, connections: CONNECTIONS, seconds });
  const [file, ...args] = onCore(1, ['node', join(here, 'load.mjs'), job]);
  return JSON.parse(execFileSync(file, args, { encoding: 'utf8' }));
}

/** How fast confirmations to our own Bestelomgeving go out when nothing else happens. */
async function drain(server) {
  const waiting = async () =>
    Number(
      /deliveries_waiting (\d+)/.exec(await (await fetch(`${server.url}/metrics`)).text())?.[1],
    );
  const before = await waiting();
  const began = performance.now();
  const now = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const headers = { 'content-type': 'application/json' };
  await fetch(`${server.url}/_sandbox/workspaces/default/clock`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ mode: 'real', now }),
  });
  // Long enough to tell; a large backlog is not drained to its end.
  while (performance.now() - began < SECONDS * 1000 && (await waiting()) > 0) await later(250);
  return (before - (await waiting())) / ((performance.now() - began) / 1000);
}

const results = new Map(Object.keys(targets).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  const order = Object.entries(targets);
  for (const [name, target] of round % 2 === 0 ? order : order.toReversed()) {
    const server = await start(target);
    const token = target.token ?? (await tokenAt(server.url));
    await later(500);
    const idle = server.memory();
    load(server.url + target.path, token, 2);
    const run = load(server.url + target.path, token, SECONDS);
    const loaded = server.memory();
    const drained = name === 'Ketenlab' ? await drain(server) : undefined;
    results.get(name).push({ ...run, coldStart: server.coldStart, idle, loaded, drained });
    await server.stop();
    process.stderr.write(`round ${round + 1}, ${name}: ${Math.round(run.perSecond)} a second\n`);
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const of = (name, field) => results.get(name).map((run) => run[field]);
const figure = (name, field, digits = 0) => {
  const values = of(name, field);
  return `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;
};
const ceiling = median(of('bare Fastify', 'perSecond'));
const prism = median(of('Prism', 'perSecond'));
console.log(
  `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections; median (least–most)\n`,
);
console.log(
  '| target | accepted/s | of bare Fastify | × Prism | p50 ms | p99 ms | cold start ms | MB idle | MB loaded | not 202 |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const name of results.keys()) {
  const rate = median(of(name, 'perSecond'));
  const refused = of(name, 'total').reduce(
    (sum, total, at) => sum + total - of(name, 'accepted')[at],
    0,
  );
  const cells = [
    figure(name, 'perSecond'),
    `${((100 * rate) / ceiling).toFixed(0)} %`,
    (rate / prism).toFixed(1),
  ];
  cells.push(
    figure(name, 'p50', 2),
    figure(name, 'p99', 1),
    figure(name, 'coldStart'),
    figure(name, 'idle'),
    figure(name, 'loaded'),
    refused,
  );
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
console.log(
  `\nConfirmations to our own Bestelomgeving, alone: ${figure('Ketenlab', 'drained')} a second`,
);
