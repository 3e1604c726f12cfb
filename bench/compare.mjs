// Compares the servers of a measure, alternating in one run.
import { bytesIn } from './fill.mjs';
import { figure, median, reached, table } from './figures.mjs';
import { later, load, start, tokenAt } from './servers.mjs';

/** Runs a measure and prints its section. */
export async function compare(measure, { rounds, seconds, connections }) {
  const results = new Map(Object.keys(measure.servers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = Object.entries(measure.servers);
    for (const [name, server] of round % 2 === 0 ? order : order.toReversed()) {
      const run = await runOnce(measure, server, { seconds, connections });
      results.get(name).push(run);
      process.stderr.write(
        `${measure.name}, round ${round + 1}, ${name}: ${Math.round(run.perSecond)} a second\n`,
      );
    }
  }
  print(measure, results);
}

async function runOnce({ kind, role }, target, { seconds, connections }) {
  const server = await start(target);
  const token = target.token ?? (await tokenAt(server.url, role));
  await later(500);
  const idle = server.memory();
  const job = { kind, url: server.url + target.path, token };
  const empty = target.weighs && bytesIn(server.database);
  const warm = await load({ ...job, connections, seconds: 2 });
  const run = await load({ ...job, connections, seconds });
  const loaded = server.memory();
  const alone = await load({ ...job, connections: 1, seconds: 2 });
  const stored = warm.accepted + run.accepted + alone.accepted;
  const bytes = target.weighs && (bytesIn(server.database) - empty) / stored;
  const drained = target.drains && (await drain(server, seconds));
  await server.stop();
  return { ...run, coldStart: server.coldStart, idle, loaded, alone: alone.p50, bytes, drained };
}

/** Seconds until the code that sends is compiled. */
const WARM_UP = 2;

/** Measures confirmations per second to our own Bestelomgeving while nothing else happens. */
async function drain(server, seconds) {
  const waiting = async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/deliveries_waiting (\d+)/.exec(metrics)?.[1]);
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
  const rateOf = (server) => results.has(server) && median(of(server, 'perSecond'));
  const [ceiling, prism] = [rateOf('bare Fastify'), rateOf('Prism')];
  const rows = [...results.keys()].map((server) => {
    const refused = results.get(server).reduce((sum, run) => sum + run.total - run.accepted, 0);
    return [
      server,
      figure(of(server, 'perSecond')),
      `${((100 * rateOf(server)) / ceiling).toFixed(0)} %`,
      prism ? (rateOf(server) / prism).toFixed(1) : '',
      figure(of(server, 'p50'), 2),
      figure(of(server, 'p99'), 1),
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

  const rate = rateOf('Ketenlab');
  const compared = (what, value, least, unit) =>
    reached(`${name}, ${what}`, `≥ ${least}${unit}`, `${value}${unit}`, value >= least);
  compared('of bare Fastify', Math.round((100 * rate) / ceiling), 100 * targets.bare, ' %');
  if (targets.prism) compared('rate', Number((rate / prism).toFixed(2)), targets.prism, ' × Prism');
  const times = (field) => median(of('Ketenlab', field)) / median(of('Prism', field));
  if (targets.isMessage) {
    const [p99, alone] = [times('p99'), times('alone')];
    reached(`${name}, p99`, '≤ 1 × Prism', `${p99.toFixed(2)} × Prism`, p99 <= 1);
    reached(
      `${name}, one connection`,
      '≤ 1.2 × Prism',
      `${alone.toFixed(2)} × Prism`,
      alone <= 1.2,
    );
  }
  if (of('Ketenlab', 'drained')[0]) {
    const [drained, meanwhile] = [
      of('Ketenlab', 'drained'),
      rateOf('Ketenlab, confirming meanwhile'),
    ];
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
