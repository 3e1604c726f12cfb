// npm run bench: compares Ketenlab with all features on, bare Fastify and Prism, alternating in one run, and prints the tables
// of docs/performance.md with the targets. ROUNDS, SECONDS, CONNECTIONS set the length; COUNT the orders of the large file.
// MEASURE=<text> selects the measures with that text in their name: an operation, reset, large, cycle, dashboard or many.
// PREVIOUS=<folder> compares Ketenlab with the build in another checkout instead of with Prism.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { built, root, run } from '../scripts/setup.mjs';

built();
const here = join(root, 'bench');
if (!existsSync(join(here, 'node_modules')))
  run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', here]);

// These need the packages.
const { compare } = await import('./compare.mjs');
const { measureCycle } = await import('./cycle.mjs');
const { measureDashboard } = await import('./dashboard.mjs');
const { targetTable } = await import('./figures.mjs');
const { measureLargeWorkspace } = await import('./large-workspace.mjs');
const { measureManyOrders } = await import('./many-orders.mjs');
const { measures } = await import('./measures.mjs');
const { measureReset } = await import('./reset.mjs');

const { MEASURE = '', PREVIOUS } = process.env;
const rounds = Number(process.env.ROUNDS ?? 3);
const seconds = Number(process.env.SECONDS ?? 6);
const connections = Number(process.env.CONNECTIONS ?? 50);
const count = Number(process.env.COUNT ?? 1_000_000);

/** Adds the previous version to each server that is Ketenlab, and leaves Prism out. */
function withPrevious(servers) {
  const pairs = Object.entries(servers).flatMap(([name, server]) => {
    if (name === 'Prism') return [];
    if (!name.startsWith('Ketenlab')) return [[name, server]];
    const command = ['node', join(PREVIOUS, 'dist/bundle/main.js')];
    return [
      [name, server],
      [`previous ${name}`, { ...server, command }],
    ];
  });
  return Object.fromEntries(pairs);
}

console.log(
  `Node ${process.version}, ${cpus()[0]?.model.trim()}, ${rounds} rounds of ${seconds} s, ${connections} connections; median (least–most)`,
);
for (const measure of measures.filter(({ name }) => name.includes(MEASURE))) {
  const servers = PREVIOUS ? withPrevious(measure.servers) : measure.servers;
  await compare({ ...measure, servers }, { rounds, seconds, connections });
}
if ('reset'.includes(MEASURE)) await measureReset(rounds * 3);
if ('large'.includes(MEASURE)) await measureLargeWorkspace(rounds);
if ('cycle'.includes(MEASURE)) await measureCycle(rounds);
if ('dashboard'.includes(MEASURE)) await measureDashboard({ rounds, seconds, connections });
if ('many'.includes(MEASURE)) await measureManyOrders({ seconds, connections, count });
console.log(targetTable());
