// Cost of an open dashboard: the rate of a server whose exchanges another process follows as server-sent events, as the
// dashboard does, in turn with a server that nobody follows.
import { spawn } from 'node:child_process';
import { figure, median, table } from './figures.mjs';
import { ketenlab, later, load, start, tokenAt } from './servers.mjs';

const PATH = '/ordersysteem/creditorders';
/** Follows a stream and discards it. */
const FOLLOW = `
const { body } = await fetch(process.argv[1]);
for await (const chunk of body) chunk.length;
`;

/** Prints the rates with and without an open dashboard. */
export async function measureDashboard({ rounds, seconds, connections }) {
  const runs = [];
  for (const name of ['closed', 'open']) {
    const server = await start(ketenlab(PATH));
    const job = { kind: 'creditOrder', url: server.url + PATH, connections };
    job.token = await tokenAt(server.url, 'ordersysteem');
    const stream = `${server.url}/_sandbox/workspaces/default/exchanges/stream`;
    const follower =
      name === 'open' && spawn('node', ['--input-type=module', '--eval', FOLLOW, stream]);
    runs.push({ name, server, job, follower, slices: [] });
  }
  await later(500);
  for (const { job } of runs) await load({ ...job, seconds: 2 });
  for (let second = 0; second < rounds * seconds; second += 1)
    for (const { job, slices } of second % 2 === 0 ? runs : runs.toReversed())
      slices.push(await load({ ...job, seconds: 1 }));
  for (const { server, follower } of runs) {
    if (follower) follower.kill();
    await server.stop();
  }
  const [closed, open] = runs.map(({ slices }) => slices.map(({ perSecond }) => perSecond));
  const ratio = median(open.map((rate, second) => rate / closed[second]));
  const rows = runs.map(({ name, slices }) => [
    name,
    figure(slices.map(({ perSecond }) => perSecond)),
    figure(
      slices.map(({ p99 }) => p99),
      1,
    ),
  ]);
  console.log(
    `\n### An open dashboard\n\n${table(['dashboard', 'answered/s', 'p99 ms'], rows)}\n\nWith an open dashboard: ${Math.round(100 * ratio)} % of the rate.`,
  );
}
