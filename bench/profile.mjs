// npm run bench:profile: the functions in which Ketenlab spends most time under load. MEASURE=<text> selects the operation.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { built } from '../scripts/setup.mjs';
import { table } from './figures.mjs';
import { measures } from './measures.mjs';
import { load, start, tokenAt } from './servers.mjs';

const SHOWN = 30;
const { MEASURE = 'PUT /creditorders' } = process.env;
const seconds = Number(process.env.SECONDS ?? 8);

built();
const measure = measures.find(({ name }) => name.includes(MEASURE));
if (!measure) throw new Error(`no operation has ${MEASURE} in its name`);
const folder = mkdtempSync(join(tmpdir(), 'ketenlab-profile-'));
const target = measure.servers.Ketenlab;
const [node, ...args] = target.command;
const server = await start({
  ...target,
  command: [node, '--cpu-prof', `--cpu-prof-dir=${folder}`, ...args],
});
const token = await tokenAt(server.url, measure.role);
const job = { kind: measure.kind, url: server.url + target.path, token, connections: 50, seconds };
const { perSecond } = await load(job);
// The profile is written when the process ends by itself.
await server.stop('SIGTERM');

const file = readdirSync(folder).at(-1);
const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
rmSync(folder, { recursive: true, force: true });
const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
const times = new Map();
let busy = 0;
for (const [at, id] of samples.entries()) {
  const { functionName, url, lineNumber } = frames.get(id);
  if (functionName === '(idle)') continue;
  const name = `${functionName || '(anonymous)'} ${basename(url)}:${lineNumber}`;
  times.set(name, (times.get(name) ?? 0) + timeDeltas[at]);
  busy += timeDeltas[at];
}
const hottest = [...times].toSorted(([, one], [, other]) => other - one).slice(0, SHOWN);
const rows = hottest.map(([name, time]) => [
  `${((100 * time) / busy).toFixed(1)} %`,
  `\`${name}\``,
]);
console.log(`${measure.name}: ${perSecond.toFixed(0)} per second, with the profiler\n`);
console.log(table(['of the busy time', 'function'], rows));
