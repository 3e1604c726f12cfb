// Compares the servers of a measure, second by second in one run.
import { bytesIn } from './fill.mjs';
import { figure, median, reached, table } from './figures.mjs';
import { later, load, start, tokenAt } from './servers.mjs';

/** Seconds until the code of a server is compiled. */
const WARM_UP = 2;

/** Runs a measure and prints its section. */
export async function compare(measure, { rounds, seconds, connections }) {
  const results = new Map(Object.keys(measure.servers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const servers = Object.entries(measure.servers);
    const order = round % 2 === 0 ? servers : servers.toReversed();
    const runs = [];
    for (const [name, target] of order.filter(([, { isApart }]) => !isApart))
      runs.push(await begin(measure, name, target));
    await alternate(runs, { seconds, connections });
    for (const run of runs) results.get(run.name).push(await end(run, seconds));
    for (const [name, target] of order.filter(([, { isApart }]) => isApart)) {
      const run = await begin(measure, name, target);
      await alternate([run], { seconds, connections });
      results.get(name).push(await end(run, seconds));
    }
    const rates = [...results].map(
      ([name, all]) => `${name} ${median(all.at(-1).slices.map(perSecond)).toFixed(0)}`,
    );
    process.stderr.write(`${measure.name}, round ${round + 1}, a second: ${rates.join(', ')}\n`);
  }
  print(measure, results);
}

const perSecond = (slice) => slice.perSecond;

/** Starts a server. */
async function begin({ kind, role }, name, target) {
  const server = await start(target);
  const token = target.token ?? (await tokenAt(server.url, role));
  await later(500);
  const job = { kind, url: server.url + target.path, token };
  const empty = target.weighs && bytesIn(server.database);
  return { name, target, server, job, empty, idle: server.memory(), slices: [] };
}

/**
 * Loads servers for a second each, in turn. The speed of a shared machine changes from one second to the next, and so
 * changes for all of them.
 */
async function alternate(runs, { seconds, connections }) {
  for (const run of runs) run.warm = await load({ ...run.job, connections, seconds: WARM_UP });
  for (let second = 0; second < seconds; second += 1)
    for (const run of second % 2 === 0 ? runs : runs.toReversed())
      run.slices.push(await load({ ...run.job, connections, seconds: 1 }));
  for (const run of runs) run.loaded = run.server.memory();
  for (const run of runs) run.alone = await load({ ...run.job, connections: 1, seconds: 2 });
}

/** Stops a server, and returns its results. */
async function end({ server, target, slices, warm, alone, empty, idle, loaded }, seconds) {
  const stored = [warm, alone, ...slices].reduce((sum, { accepted }) => sum + accepted, 0);
  const bytes = target.weighs && (bytesIn(server.database) - empty) / stored;
  const drained = target.drains && (await drain(server, seconds));
  await server.stop();
  return { slices, coldStart: server.coldStart, idle, loaded, alone: alone.p50, bytes, drained };
}

/** Measures confirmations per second to our own Bestelomgeving while nothing else happens. */
async function drain(server, seconds) {
  const waiting = async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/outbox_waiting (\d+)/.exec(metrics)?.[1]);
  };
  await fetch(`${server.url}/_sandbox/workspaces/default/clock`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      mode: 'real',
      now: new Date(Date.now() + 2 * 86_400_000).toISOString(),
    }),
  });
  await later(WARM_UP * 1000);
  const before = await waiting();
  const began = performance.now();
  // Long enough to tell; a large backlog is not drained to its end.
  while (performance.now() - began < seconds * 1000 && (await waiting()) > 0) await later(250);
  return (before - (await waiting())) / ((performance.now() - began) / 1000);
}

function print({ name, targets }, results) {
  const of = (server, field) => results.get(server).map((run) => run[field]);
  const slicesOf = (server) => results.get(server).flatMap(({ slices }) => slices);
  const inSlices = (server, field) => slicesOf(server).map((slice) => slice[field]);
  /** Median of the ratios to another server, each in the same second. */
  const ratio = (server, other, field = 'perSecond') => {
    if (!results.has(other)) return undefined;
    const others = inSlices(other, field);
    return median(inSlices(server, field).map((value, at) => value / others[at]));
  };
  const rows = [...results.keys()].map((server) => {
    const refused = slicesOf(server).reduce((sum, one) => sum + one.total - one.accepted, 0);
    return [
      server,
      figure(inSlices(server, 'perSecond')),
      `${(100 * ratio(server, 'bare Fastify')).toFixed(0)} %`,
      ratio(server, 'Prism')?.toFixed(1) ?? '',
      figure(inSlices(server, 'p50'), 2),
      figure(inSlices(server, 'p99'), 1),
      figure(of(server, 'alone'), 2),
      figure(of(server, 'coldStart')),
      figure(of(server, 'idle')),
      figure(of(server, 'loaded')),
      refused,
    ];
  });
  const head =
    'target,answered/s,of bare Fastify,× Prism,p50 ms,p99 ms,one connection ms,cold start ms,MB idle,MB loaded,refused';
  console.log(`\n### ${name}\n\n${table(head.split(','), rows)}`);

  const compared = (what, value, least, unit) =>
    reached(`${name}, ${what}`, `≥ ${least}${unit}`, `${value}${unit}`, value >= least);
  const ofBare = Math.round(100 * ratio('Ketenlab', 'bare Fastify'));
  compared('of bare Fastify', ofBare, 100 * targets.bare, ' %');
  const hasPrism = results.has('Prism');
  if (targets.prism && hasPrism)
    compared('rate', Number(ratio('Ketenlab', 'Prism').toFixed(2)), targets.prism, ' × Prism');
  if (targets.isMessage && hasPrism) {
    const p99 = ratio('Ketenlab', 'Prism', 'p99');
    const alone = median(of('Ketenlab', 'alone')) / median(of('Prism', 'alone'));
    reached(`${name}, p99`, '≤ 1 × Prism', `${p99.toFixed(2)} × Prism`, p99 <= 1);
    reached(
      `${name}, one connection`,
      '≤ 1.2 × Prism',
      `${alone.toFixed(2)} × Prism`,
      alone <= 1.2,
    );
  }
  if (of('Ketenlab', 'drained')[0]) {
    const drained = of('Ketenlab', 'drained');
    const meanwhile = median(inSlices('Ketenlab, confirming meanwhile', 'perSecond'));
    console.log(`\nConfirmations to our own Bestelomgeving, alone: ${figure(drained)} per second.`);
    const share = median(drained) / meanwhile;
    reached(
      'confirmations to our own roles',
      '≥ 1 × accept rate',
      `${share.toFixed(2)} ×`,
      share >= 1,
    );
  }
  if (of('Ketenlab', 'bytes')[0]) {
    const bytes = median(of('Ketenlab', 'bytes'));
    reached('bytes per order with its exchange', '≤ 2000', bytes.toFixed(0), bytes <= 2000);
    const [idle, loaded, cold] = ['idle', 'loaded', 'coldStart'].map((one) =>
      median(of('Ketenlab', one)),
    );
    reached('idle memory', '≤ 110 MB', `${idle.toFixed(0)} MB`, idle <= 110);
    reached('loaded memory', '≤ 200 MB', `${loaded.toFixed(0)} MB`, loaded <= 200);
    reached('cold start, empty folder', '≤ 600 ms', `${cold.toFixed(0)} ms`, cold <= 600);
  }
}
