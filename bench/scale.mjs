// node bench/scale.mjs: one process on SQLite, one on PostgreSQL, and three replicas on one PostgreSQL database, alternating in one
// run. It prints the tables of docs/scaling.md. ROUNDS, SECONDS, CONNECTIONS set the length. PostgreSQL starts in a temporary
// folder and flushes each commit. All processes share the cores of the machine with the load, so the figures of three replicas show
// the cost of sharing, not the speed of three machines.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../scripts/postgres-server.mjs';
import { built, root, run } from '../scripts/setup.mjs';

built();
if (!existsSync(join(root, 'bench/node_modules')))
  run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', join(root, 'bench')]);

// This needs the packages.
const { startConstellations } = await import('./constellations.mjs');
const { playCycles, timeOfAll } = await import('./cycle.mjs');
const { figure, median, table } = await import('./figures.mjs');
const { load } = await import('./servers.mjs');

const rounds = Number(process.env.ROUNDS ?? 3);
const seconds = Number(process.env.SECONDS ?? 6);
const connections = Number(process.env.CONNECTIONS ?? 48);
/** Cycles per constellation and round. */
const CYCLES = 40;

const alternating = (list, turn) => (turn % 2 === 0 ? list : list.toReversed());
const from = (constellations, name) => constellations.find((one) => one.name === name);

/** Median of the ratios to another constellation, each in the same turn. */
function ratio(one, other, field) {
  if (!one || !other) return undefined;
  return median(one.results.map((result, at) => result[field] / other.results[at][field]));
}

/** Cells with the ratios to each single process. */
const ratios = (constellations, one, field) =>
  ['one process, SQLite', 'one process, PostgreSQL'].map((name) =>
    ratio(one, from(constellations, name), field).toFixed(2),
  );

/** Prints the cost of a request that is forwarded, if there are replicas that forward. */
function printForwarding(constellations, field, what) {
  const [direct, forwarded] = ['to the owner', 'to another replica'].map((way) =>
    from(constellations, `three replicas, ${way}`),
  );
  const cost = ratio(forwarded, direct, field);
  if (cost)
    console.log(`\nA forwarded request: ${cost.toFixed(2)} × the ${what} of one to the owner.`);
}

/** Measures `PUT /orders`, one second for each constellation in turn. */
async function measureOrders(constellations) {
  const orders = (one, more) => load({ kind: 'order', targets: one.targets, ...more }, 'any');
  for (const one of constellations) await orders(one, { connections, seconds: 2 });
  for (let turn = 0; turn < rounds * seconds; turn += 1) {
    for (const one of alternating(constellations, turn))
      one.results.push(await orders(one, { connections, seconds: 1 }));
    if (turn % seconds > 0) continue;
    for (const one of alternating(constellations, turn / seconds))
      one.alone.push((await orders(one, { connections: 1, seconds: 1 })).p50);
  }
  const rows = constellations.map((one) => {
    const all = (field) => one.results.map((result) => result[field]);
    const refused = one.results.reduce((sum, { total, accepted }) => sum + total - accepted, 0);
    const rate = figure(all('perSecond'));
    const times = [figure(all('p50'), 1), figure(all('p99'), 1), figure(one.alone, 2)];
    return [one.name, rate, ...ratios(constellations, one, 'perSecond'), ...times, refused];
  });
  const head =
    'constellation,acknowledged/s,× SQLite,× PostgreSQL,p50 ms,p99 ms,one connection ms,refused';
  console.log(`\n### PUT /orders, 30 workspaces\n\n${table(head.split(','), rows)}`);
  printForwarding(constellations, 'perSecond', 'rate');
}

/** Measures the cycle of a test: a workspace, a token, an order, its confirmation, and the end of the workspace. */
async function measureCycles(constellations) {
  for (const one of constellations) await playCycles(one.nextRoute, CYCLES);
  for (let turn = 0; turn < rounds; turn += 1)
    for (const one of alternating(constellations, turn)) {
      const began = performance.now();
      const times = (await playCycles(one.nextRoute, CYCLES)).map(timeOfAll);
      const perSecond = (1000 * times.length) / (performance.now() - began);
      one.results.push({ perSecond, milliseconds: median(times) });
    }
  const rows = constellations.map((one) => {
    const all = (field) => one.results.map((result) => result[field]);
    const time = figure(all('milliseconds'), 1);
    return [
      one.name,
      time,
      ...ratios(constellations, one, 'milliseconds'),
      figure(all('perSecond')),
    ];
  });
  const head = 'constellation,ms,× SQLite,× PostgreSQL,cycles/s';
  console.log(`\n### The cycle of a test, eight at a time\n\n${table(head.split(','), rows)}`);
  printForwarding(constellations, 'milliseconds', 'time');
}

const [{ model } = { model: '' }] = cpus();
console.log(
  `Node ${process.version}, ${cpus().length} × ${model.trim()}, ${rounds} rounds of ${seconds} s, ${connections} connections; median (least–most)`,
);
for (const [measure, confirmAfter] of [
  [measureOrders, 'P1D'],
  [measureCycles, 'PT0S'],
]) {
  const postgres = await startPostgres({ durable: true });
  try {
    const { constellations, stop } = await startConstellations(postgres.url, confirmAfter);
    await measure(constellations);
    await stop();
  } finally {
    postgres.stop();
  }
}
