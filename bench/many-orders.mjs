// What an almost empty file and one with a million orders cost: acceptance, reading, lists, and a reset of another workspace.
import { fillAll } from './fill.mjs';
import { figure, median, reached, table } from './figures.mjs';
import { controlOf, timeOf } from './reset.mjs';
import { ketenlab, load, start, tokenAt } from './servers.mjs';

/** Repetitions of an operation of the control API. */
const REPEATS = 15;

/** Starts a server with that number of delivery orders, credit orders and confirmations. */
const startWith = (count) => start(ketenlab('', { fill: fillAll(count) }));

async function measure(server, { seconds, connections, rows }) {
  const { url } = server;
  const [seller, shop] = [await tokenAt(url, 'ordersysteem'), await tokenAt(url, 'bestelomgeving')];
  const accept = {
    kind: 'creditOrder',
    url: `${url}/ordersysteem/creditorders`,
    token: seller,
    connections,
    seconds,
  };
  const row = `${url}/bestelomgeving/deliveryorders/5eed1000-0000-4000-8000-000000000001`;
  const read = { kind: 'read', url: row, token: shop, connections, seconds, rows };
  await load({ ...accept, seconds: 2 });
  const control = controlOf(url);
  const lists = [];
  for (let at = 0; at < REPEATS; at += 1)
    lists.push(
      await timeOf(async () => (await control('GET', 'state/creditorders?limit=100')).text()),
    );
  const other = await (
    await fetch(`${url}/_sandbox/workspaces`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
  ).json();
  const resets = [];
  for (let at = 0; at < REPEATS; at += 1) {
    await controlOf(url, other.id)('POST', 'state/orders', {});
    resets.push(await timeOf(() => controlOf(url, other.id)('POST', 'reset')));
  }
  return {
    'accepting, µs': [1e6 / (await load(accept)).perSecond],
    'reading, µs': [1e6 / (await load(read)).perSecond],
    'list of the control API, ms': lists,
    'reset of another workspace, ms': resets,
  };
}

/** Prints the times with few and with many orders. */
export async function measureManyOrders({ seconds, connections, count }) {
  const results = [];
  for (const rows of [1000, count]) {
    const server = await startWith(rows);
    results.push(await measure(server, { seconds, connections, rows }));
    await server.stop();
  }
  const [few, many] = results;
  const rows = Object.keys(few).map((what) => {
    const ratio = median(many[what]) / median(few[what]);
    const limit = what.startsWith('reset') ? 1.1 : 1.3;
    reached(
      `${count} orders: ${what.split(',')[0]}`,
      `≤ ${limit} ×`,
      `${ratio.toFixed(2)} ×`,
      ratio <= limit,
    );
    return [what, figure(few[what], 1), figure(many[what], 1), ratio.toFixed(2)];
  });
  const head = ['operation', 'few orders', `${count} orders`, 'ratio'];
  console.log(`\n### A file with ${count} orders\n\n${table(head, rows)}`);
}
