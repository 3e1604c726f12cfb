import { expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

/** Limit of docs/limits.md for 10,000 exchanges, in bytes. */
const BOUND = 64 * 1024 * 1024;
const CONCURRENT = 50;

it('the memory of the process grows at most 64 MiB in 10,000 exchanges', async () => {
  const folder = temporaryFolder();
  const server = new CommandProcess(
    ['--expose-gc', '--max-old-space-size=256', 'dist/bundle/main.js'],
    {
      PORT: '0',
      LOG_LEVEL: 'error',
      CONFIRM_AFTER: 'P1D',
      DATABASE_URL: `sqlite:${folder.path}/lab.sqlite`,
    },
    folder.path,
  );
  try {
    const url = await server.url();
    const grant = await fetch(`${url}/ordersysteem/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'demo',
        client_secret: 'demo-secret',
      }),
    });
    const { access_token: token } = (await grant.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const send = async (): Promise<void> => {
      const body = JSON.stringify({
        requestReferenceId: randomUUID(),
        purchaseOrderId: randomUUID(),
        orderLines: [{ productId: '9789000000017', quantity: 1 }],
      });
      const response = await fetch(`${url}/ordersysteem/orders`, { method: 'PUT', headers, body });
      expect(response.status).toBe(202);
      await response.arrayBuffer();
    };
    const exchange = async (count: number): Promise<void> => {
      for (let sent = 0; sent < count; sent += CONCURRENT)
        await Promise.all(Array.from({ length: CONCURRENT }, send));
    };
    const resident = async (): Promise<number> => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
    };
    await exchange(3000);
    const before = await resident();
    await exchange(10_000);
    const after = await resident();
    expect((after - before) / 1024 / 1024).toBeLessThan(BOUND / 1024 / 1024);
    const { items } = (await (
      await fetch(`${url}/_sandbox/workspaces/default/exchanges?limit=1`)
    ).json()) as { items: object[] };
    expect(items).toHaveLength(1);
  } finally {
    server.kill('SIGTERM');
    await server.exit;
    folder.remove();
  }
}, 120_000);
