// npm run bench: compares Ketenlab with all features on, bare Fastify and Prism, alternating in one run: PUT /creditorders, then
// GET /deliveryorders/{id} among 100,000, POST /orders/v1, POST /orders/v1/{id}/lines/{lineId} among 100,000, and
// POST /dds/order/v1; and the time to reset a workspace with 1,000 orders (MEASURE=reset).
// ROUNDS, SECONDS, CONNECTIONS set the length; the tables are for docs/performance.md. Compare only within one run.
// PREVIOUS=<folder> compares Ketenlab with the build in another checkout instead of with Prism.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, root, run } from '../scripts/setup.mjs';
import Sqlite from 'better-sqlite3';

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

const SERVER = 'dist/bundle/main.js';
const ketenlab = (more = {}) => ({
  command: ['node', join(root, SERVER)],
  // Confirmations are due after the run, so that they do not lower the accept rate.
  env: { CONFIRM_AFTER: 'P1D', ...more },
  path: '/ordersysteem/creditorders',
  ready: { path: '/readyz', status: 200 },
});
const bare = (path) => ({
  command: ['node', join(here, 'bare.mjs')],
  env: {},
  path,
  ready: { path: '/readyz', status: 200 },
  token: 'bench',
});
const prism = (role, path) => ({
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

const ROW = '/deliveryorders/5eed1000-0000-4000-8000-000000000001';
const LINE = '/orders/v1/5eed1000-0000-4000-8000-000000000001/lines/1';
const measures = [
  {
    name: 'PUT /creditorders',
    kind: 'creditOrder',
    role: 'ordersysteem',
    targets: {
      'bare Fastify': bare('/creditorders'),
      Ketenlab: { ...ketenlab(), drains: true },
      'Ketenlab, confirming meanwhile': ketenlab({ CONFIRM_AFTER: 'PT0.2S' }),
      Prism: prism('ordersysteem', '/creditorders'),
    },
  },
  {
    name: 'GET /deliveryorders/{id}',
    kind: 'read',
    role: 'bestelomgeving',
    targets: {
      'bare Fastify': bare(ROW),
      Ketenlab: { ...ketenlab(), path: `/bestelomgeving${ROW}`, fill: fillDeliveryOrders },
      Prism: prism('bestelomgeving', ROW),
    },
  },
  {
    name: 'POST /orders/v1',
    kind: 'editx',
    role: 'bokbasen-orders',
    targets: {
      'bare Fastify': bare('/orders/v1'),
      Ketenlab: { ...ketenlab(), path: '/bokbasen/orders/v1' },
      // Prism does not read XML.
    },
  },
  {
    name: 'POST /orders/v1/{id}/lines/{lineId}',
    kind: 'lineStatus',
    role: 'bokbasen-orders',
    targets: {
      'bare Fastify': bare(LINE),
      Ketenlab: { ...ketenlab(), path: `/bokbasen${LINE}`, fill: fillBokbasenOrders },
      Prism: prism('bokbasen-orders', LINE),
    },
  },
  {
    name: 'POST /dds/order/v1',
    kind: 'ddsOrder',
    role: 'dds',
    targets: {
      'bare Fastify': bare('/dds/order/v1'),
      Ketenlab: { ...ketenlab(), path: '/bokbasen/dds/order/v1' },
      Prism: prism('dds', '/dds/order/v1'),
    },
  },
];

/** Writes 100,000 orders of one line while the server does not run. */
function fillBokbasenOrders(file) {
  const db = new Sqlite(file);
  const seeded = db
    .prepare(`select * from "bokbasen_orders" where "processedAt" = '' limit 1`)
    .get();
  const line = db
    .prepare(`select * from "bokbasen_order_lines" where "orderId" = ? and "id" = 1`)
    .get(seeded.id);
  const insertInto = (table, row) =>
    db.prepare(
      `insert into "${table}" (${Object.keys(row).map((name) => `"${name}"`)}) values (${Object.keys(row).map((name) => `@${name}`)})`,
    );
  const [orders, lines] = [
    insertInto('bokbasen_orders', seeded),
    insertInto('bokbasen_order_lines', line),
  ];
  db.transaction(() => {
    for (let number = 0; number < 100_000; number += 1) {
      const id = `5eed1000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      orders.run({ ...seeded, id, arrival: id, orderNumber: id });
      lines.run({ ...line, orderId: id });
    }
  })();
  db.close();
}

/** Writes 100,000 delivery orders while the server does not run. */
function fillDeliveryOrders(file) {
  const db = new Sqlite(file);
  const seeded = db
    .prepare(`select * from "delivery_orders" where "deliveryType" = 'school-all'`)
    .get();
  const insert = db.prepare(
    `insert into "delivery_orders" ("workspace", "id", "arrival", "dateCreated", "status", "deliveryType", "contractId", "document")
     values (@workspace, @id, @id, @dateCreated, @status, @deliveryType, @contractId, @document)`,
  );
  db.transaction(() => {
    for (let number = 0; number < 100_000; number += 1) {
      const id = `5eed1000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      const document = seeded.document.replace(seeded.id, id);
      insert.run({ ...seeded, id, document });
    }
  })();
  db.close();
}

let nextPort = 4600;

async function start(target) {
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-bench-'));
  if (target.fill) {
    // Once for the tables, and once more with the rows.
    await (await launch(target, folder)).stop();
    target.fill(join(folder, 'bench.sqlite'));
  }
  const server = await launch(target, folder);
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch({ command, env, ready }, folder) {
  const port = (nextPort += 1);
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
    },
  };
}

async function tokenAt(url, role) {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
  };
  const service = { 'bokbasen-orders': 'orders', dds: 'dds' }[role];
  const bokbasen = service !== undefined;
  const audience = { audience: `https://api.bokbasen.io/${service}/` };
  const response = await fetch(
    url + (bokbasen ? '/bokbasen/oauth/token' : `/${role}/oauth2/token`),
    {
      method: 'POST',
      body: new URLSearchParams({ ...form, ...(bokbasen && audience) }),
    },
  );
  return (await response.json()).access_token;
}

function load(kind, url, token, seconds) {
  const job = JSON.stringify({ kind, url, token, connections: CONNECTIONS, seconds });
  const [file, ...args] = onCore(1, ['node', join(here, 'load.mjs'), job]);
  return JSON.parse(execFileSync(file, args, { encoding: 'utf8' }));
}

/** Measures confirmations per second to our own Bestelomgeving while nothing else happens. */
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

/** Adds the previous version to each target that is Ketenlab, and leaves Prism out. */
function withPrevious(targets, folder) {
  const pairs = Object.entries(targets).flatMap(([name, target]) => {
    if (name === 'Prism') return [];
    if (!name.startsWith('Ketenlab')) return [[name, target]];
    const previous = { ...target, command: ['node', join(folder, SERVER)] };
    return [
      [name, target],
      [`previous ${name}`, previous],
    ];
  });
  return Object.fromEntries(pairs);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function compare({ name, kind, role, targets: ofMeasure }) {
  const { PREVIOUS } = process.env;
  const targets = PREVIOUS ? withPrevious(ofMeasure, PREVIOUS) : ofMeasure;
  const results = new Map(Object.keys(targets).map((target) => [target, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = Object.entries(targets);
    for (const [targetName, target] of round % 2 === 0 ? order : order.toReversed()) {
      const server = await start(target);
      const token = target.token ?? (await tokenAt(server.url, role));
      await later(500);
      const idle = server.memory();
      load(kind, server.url + target.path, token, 2);
      const run = load(kind, server.url + target.path, token, SECONDS);
      const loaded = server.memory();
      const drained = target.drains ? await drain(server) : undefined;
      results.get(targetName).push({ ...run, coldStart: server.coldStart, idle, loaded, drained });
      await server.stop();
      process.stderr.write(
        `${name}, round ${round + 1}, ${targetName}: ${Math.round(run.perSecond)} a second\n`,
      );
    }
  }
  print(name, results);
}

function print(name, results) {
  const of = (target, field) => results.get(target).map((run) => run[field]);
  const figure = (target, field, digits = 0) => {
    const values = of(target, field);
    return `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`;
  };
  const ceiling = median(of('bare Fastify', 'perSecond'));
  const prismRate = results.has('Prism') ? median(of('Prism', 'perSecond')) : undefined;
  console.log(`\n### ${name}\n`);
  console.log(
    '| target | answered/s | of bare Fastify | × Prism | p50 ms | p99 ms | cold start ms | MB idle | MB loaded | refused |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  for (const target of results.keys()) {
    const rate = median(of(target, 'perSecond'));
    const refused = of(target, 'total').reduce(
      (sum, total, at) => sum + total - of(target, 'accepted')[at],
      0,
    );
    const cells = [
      figure(target, 'perSecond'),
      `${((100 * rate) / ceiling).toFixed(0)} %`,
      prismRate ? (rate / prismRate).toFixed(1) : '',
      figure(target, 'p50', 2),
      figure(target, 'p99', 1),
      figure(target, 'coldStart'),
      figure(target, 'idle'),
      figure(target, 'loaded'),
      refused,
    ];
    console.log(`| ${target} | ${cells.join(' | ')} |`);
  }
  for (const target of results.keys())
    if (of(target, 'drained')[0] !== undefined)
      console.log(
        `\n${target}: confirmations to our own Bestelomgeving, alone: ${figure(target, 'drained')} a second`,
      );
}

console.log(
  `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections; median (least–most)`,
);
/** Measures the reset and restore of a workspace with 1,000 confirmed orders, in milliseconds. */
async function measureReset() {
  const server = await start({ ...ketenlab({ CONFIRM_AFTER: 'PT0S' }), role: 'ordersysteem' });
  const headers = { 'content-type': 'application/json' };
  const control = (method, path, body) =>
    fetch(`${server.url}/_sandbox/workspaces/default/${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
  const authorization = `Bearer ${await tokenAt(server.url, 'ordersysteem')}`;
  const send = () =>
    fetch(`${server.url}/ordersysteem/orders`, {
      method: 'PUT',
      headers: { ...headers, authorization },
      body: JSON.stringify({
        requestReferenceId: crypto.randomUUID(),
        purchaseOrderId: crypto.randomUUID(),
        orderLines: [{ purchaseOrderLineId: '10', productId: '9789000000017', quantity: 30 }],
      }),
    });
  const fill = async () => {
    for (let sent = 0; sent < 1000; sent += 50) await Promise.all(Array.from({ length: 50 }, send));
    const waits = async () => {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      return !/deliveries_waiting 0\b/.test(text);
    };
    while (await waits()) await later(100);
  };
  const took = async (work) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const times = { reset: [], 'restore a snapshot': [], 'restore it after a reset': [] };
  await fill();
  await control('POST', 'snapshots', { name: 'bench' });
  for (let round = 0; round < ROUNDS * 3; round += 1) {
    times['restore a snapshot'].push(await took(() => control('POST', 'snapshots/bench/restore')));
    await control('POST', 'reset');
    times['restore it after a reset'].push(
      await took(() => control('POST', 'snapshots/bench/restore')),
    );
    await control('POST', 'reset');
    await fill();
    times.reset.push(await took(() => control('POST', 'reset')));
  }
  await server.stop();
  console.log('\n### A workspace with 1,000 orders, their confirmations, deliveries and journal\n');
  console.log('| what | ms, median (least–most) |\n|---|---|');
  for (const [what, values] of Object.entries(times)) {
    const [least, most] = [Math.min(...values), Math.max(...values)].map((one) => one.toFixed(0));
    console.log(`| ${what} | ${median(values).toFixed(0)} (${least}–${most}) |`);
  }
}

for (const measure of measures) {
  if (!process.env.MEASURE || measure.name.includes(process.env.MEASURE)) await compare(measure);
}
if (!process.env.MEASURE || 'reset'.includes(process.env.MEASURE)) await measureReset();
