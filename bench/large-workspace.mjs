// Waiting times of other workspaces while a workspace with 20,000 orders is saved, exported, imported, restored, reset and removed.
import { figure, table } from './figures.mjs';
import { controlOf, sendOrders, timeOf } from './reset.mjs';
import { ketenlab, later, start } from './servers.mjs';

const ORDERS = 20_000;
const headers = { 'content-type': 'application/json' };

/** Calls another workspace again and again while work runs, and returns the time of the work and the longest wait. */
async function waitsDuring(control, work) {
  let isRunning = true;
  const waits = [];
  const probe = async (method, path, body) => {
    while (isRunning) {
      waits.push(await timeOf(() => control(method, path, body)));
      await later(2);
    }
  };
  const probes = Promise.all([
    probe('GET', 'state/orders?limit=1'),
    probe('PUT', 'state/contracts/CT-1', { id: 'CT-1' }),
  ]);
  const took = await timeOf(work);
  isRunning = false;
  await probes;
  return [took, Math.max(...waits)];
}

/** Prints the times for a large workspace. */
export async function measureLargeWorkspace(rounds, orders = ORDERS) {
  const server = await start(ketenlab('', { env: { CONFIRM_AFTER: 'PT0S' } }));
  const times = {};
  await fetch(`${server.url}/_sandbox/workspaces`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ id: 'other' }),
  });
  const [large, other] = [controlOf(server.url), controlOf(server.url, 'other')];
  await sendOrders(server.url, orders);
  const measure = async (what, work) => {
    const [took, wait] = await waitsDuring(other, work);
    (times[what] ??= { took: [], wait: [] }).took.push(took);
    times[what].wait.push(wait);
  };
  const post = async (path, body) => {
    const { status } = await large('POST', path, body);
    if (status >= 300) throw new Error(`${path} answered ${status}`);
  };
  for (let round = 0; round < rounds; round += 1) {
    await measure('nothing', () => later(1000));
    await measure('save', () => post('snapshots', { name: 'large' }));
    let file;
    await measure('export', async () => {
      // As text: parsing it here would delay the probes.
      file = await (await large('GET', 'snapshots/large/file')).text();
    });
    await measure('import', async () => {
      const url = `${server.url}/_sandbox/workspaces/default/snapshots/import`;
      const { status } = await fetch(url, { method: 'POST', headers, body: file });
      if (status >= 300) throw new Error(`the import answered ${status}`);
    });
    await measure('restore', () => post('snapshots/large/restore'));
    await measure('reset', () => post('reset'));
    await post('snapshots/large/restore');
  }
  await server.stop();
  const rows = Object.entries(times).map(([what, { took, wait }]) => [
    what,
    figure(took),
    figure(wait),
  ]);
  console.log(
    `\n### A workspace with ${orders} orders, and the longest wait of another workspace\n\n${table(['operation', 'ms', 'longest wait, ms'], rows)}`,
  );
}
