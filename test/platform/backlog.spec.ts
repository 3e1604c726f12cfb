import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer({ CONFIRM_AFTER: 'P1D', MAX_WAITING: '3' });
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
});

const send = async () => workspace.put('/ordersysteem/orders', anOrder());
const statuses = async (count: number) => {
  const all: number[] = [];
  for (let sent = 0; sent < count; sent += 1) all.push((await send()).status);
  return all;
};

describe('MAX_WAITING messages that wait to be sent', () => {
  it('make the next message end with 429 in the format of the API, and nothing of it is stored', async () => {
    expect(await statuses(3)).toEqual([202, 202, 202]);
    const { status, headers, body } = await send();
    expect([status, headers['retry-after'], body]).toEqual([
      429,
      '1',
      {
        status: 99,
        statusMessage: 'too many messages wait to be sent: 3 is the limit (MAX_WAITING)',
      },
    ]);
    const { items } = await workspace.control<{ items: unknown[] }>('get', 'state/orders');
    expect(items).toHaveLength(3);
  });

  it('are counted for each workspace', async () => {
    expect(await statuses(4)).toEqual([202, 202, 202, 429]);
    const other = await server.workspace();
    expect((await other.put('/ordersysteem/orders', anOrder())).status).toBe(202);
  });

  it('are accepted again after they were sent', async () => {
    expect(await statuses(4)).toEqual([202, 202, 202, 429]);
    await workspace.advance('P2D');
    // For a second, the number is not counted again.
    await expect(
      (async () => {
        for (;;) if ((await send()).status === 202) return 'accepted';
      })(),
    ).resolves.toBe('accepted');
  });

  it('are accepted again after a reset', async () => {
    expect(await statuses(4)).toEqual([202, 202, 202, 429]);
    await workspace.control('post', 'reset');
    expect(await statuses(4)).toEqual([202, 202, 202, 429]);
  });

  it('are in the metrics, with the age of the oldest', async () => {
    await statuses(1);
    const { text } = await workspace.http.get('/metrics');
    expect(Number(/^ketenlab_outbox_waiting (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(Number(/^ketenlab_outbox_oldest_seconds ([\d.e-]+)$/m.exec(text)?.[1])).toBeGreaterThan(
      0,
    );
  });
});
