// The cycle of a test: its workspace is made, it sends an order, sees the confirmation, and removes the workspace.
import { figure, median, reached, table } from './figures.mjs';
import { ketenlab, start } from './servers.mjs';

const AT_ONCE = 8;
const headers = { 'content-type': 'application/json' };

async function call(url, method, { body, more = {} } = {}) {
  const init = { method, headers: { ...headers, ...more } };
  const response = await fetch(url, body === undefined ? init : { ...init, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/**
 * Plays one cycle and returns the milliseconds of each part. `route` has the URL of the server that makes the workspace, and
 * `to`: it gives, for a workspace, the function that returns the URL of each further request.
 */
async function playCycle(route) {
  const times = {};
  let began = performance.now();
  const part = (name) => {
    const now = performance.now();
    times[name] = now - began;
    began = now;
  };
  const { id } = await call(`${route.url}/_sandbox/workspaces`, 'POST', { body: '{}' });
  part('workspace made');
  const next = await route.to(id);
  const control = () => `${next()}/_sandbox/workspaces/${id}`;
  began = performance.now();
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: `${id}-demo`,
    client_secret: `${id}-demo-secret`,
  });
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const token = await call(`${next()}/ordersysteem/oauth2/token`, 'POST', {
    body: String(form),
    more: type,
  });
  part('token');
  const order = {
    requestReferenceId: crypto.randomUUID(),
    purchaseOrderId: 'PO-1',
    orderLines: [{ purchaseOrderLineId: '10', productId: '9789000000017', quantity: 30 }],
  };
  const sent = new Date().toISOString();
  await call(`${next()}/ordersysteem/orders`, 'PUT', {
    body: JSON.stringify(order),
    more: { authorization: `Bearer ${token.access_token}` },
  });
  part('order');
  const query = `operation=confirmOrder&direction=inbound&since=${sent}&timeout=10`;
  await call(`${control()}/exchanges/wait?${query}`, 'GET');
  part('confirmation seen');
  await call(control(), 'DELETE');
  part('workspace removed');
  return times;
}

/** Route to one server. */
export const routeTo = (url) => ({ url, to: () => () => url });

/** Plays cycles, eight at a time, and returns the milliseconds of each part of each. `nextRoute` gives the route of each. */
export async function playCycles(nextRoute, count) {
  const cycles = [];
  const worker = async () => {
    while (cycles.length < count) cycles.push(await playCycle(nextRoute()));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return cycles;
}

/** Milliseconds of a whole cycle. */
export const timeOfAll = (parts) => Object.values(parts).reduce((sum, one) => sum + one, 0);

/** Prints the time of each part of a cycle. */
export async function measureCycle(rounds) {
  const server = await start(ketenlab('', { env: { CONFIRM_AFTER: 'PT0S' } }));
  const route = () => routeTo(server.url);
  await playCycles(route, 40);
  const cycles = await playCycles(route, 80 * rounds);
  await server.stop();
  const whole = cycles.map(timeOfAll);
  const rows = Object.keys(cycles[0]).map((part) => [
    part,
    figure(
      cycles.map((parts) => parts[part]),
      1,
    ),
  ]);
  const head = ['part', 'ms'];
  console.log(
    `\n### The cycle of a test, eight at a time\n\n${table(head, [...rows, ['all', figure(whole, 1)]])}`,
  );
  const all = median(whole);
  reached('cycle of a test, eight at a time', '≤ 25 ms', `${all.toFixed(1)} ms`, all <= 25);
}
