// Times of a reset, and of restoring a snapshot, for a workspace with 1,000 confirmed orders.
import { figure, table } from './figures.mjs';
import { ketenlab, later, start, tokenAt } from './servers.mjs';

const ORDERS = 1000;
const headers = { 'content-type': 'application/json', connection: 'close' };

/** Calls the control API of a workspace. */
export const controlOf =
  (url, workspace = 'default') =>
  (method, path, body) =>
    fetch(`${url}/_sandbox/workspaces/${workspace}/${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });

/** Milliseconds that work takes. */
export async function timeOf(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Sends orders to the workspace `default`, and waits for their confirmations. */
export async function sendOrders(url, count = ORDERS) {
  const authorization = `Bearer ${await tokenAt(url, 'ordersysteem')}`;
  const send = () =>
    fetch(`${url}/ordersysteem/orders`, {
      method: 'PUT',
      headers: { ...headers, authorization },
      body: JSON.stringify({
        requestReferenceId: crypto.randomUUID(),
        purchaseOrderId: crypto.randomUUID(),
        orderLines: [{ purchaseOrderLineId: '10', productId: '9789000000017', quantity: 30 }],
      }),
    });
  for (let sent = 0; sent < count; sent += 50) await Promise.all(Array.from({ length: 50 }, send));
  const waits = async () =>
    !/outbox_waiting 0\b/.test(await (await fetch(`${url}/metrics`)).text());
  while (await waits()) await later(100);
}

/** Prints the times of resetting and restoring. */
export async function measureReset(rounds) {
  const server = await start(ketenlab('', { env: { CONFIRM_AFTER: 'PT0S' } }));
  const control = controlOf(server.url);
  const times = { reset: [], 'restore a snapshot': [], 'restore it after a reset': [] };
  const restore = () => control('POST', 'snapshots/bench/restore');
  await sendOrders(server.url);
  await control('POST', 'snapshots', { name: 'bench' });
  for (let round = 0; round < rounds; round += 1) {
    times['restore a snapshot'].push(await timeOf(restore));
    await control('POST', 'reset');
    times['restore it after a reset'].push(await timeOf(restore));
    await control('POST', 'reset');
    await sendOrders(server.url);
    times.reset.push(await timeOf(() => control('POST', 'reset')));
  }
  await server.stop();
  const rows = Object.entries(times).map(([what, values]) => [what, figure(values)]);
  console.log(
    `\n### A workspace with 1,000 orders, their confirmations, deliveries and journal\n\n${table(['operation', 'ms'], rows)}`,
  );
}
