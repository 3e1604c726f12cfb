import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Message } from '../../src/platform/messages/message.entity.js';
import { insertInto } from '../../src/platform/persistence/insert.js';
import { Store } from '../../src/platform/persistence/store.js';
import { StoreUnavailable } from '../../src/platform/persistence/store-unavailable.js';
import { Restorer } from '../../src/sandbox/lifecycle/restorer.js';
import { WorkspaceDataRepository } from '../../src/sandbox/lifecycle/workspace-data.repository.js';
import { anOrder } from '../support/builders.js';
import { TestServer, type Workspace } from '../support/test-server.js';

const INSERT = insertInto(Message);
/** More rows than are replaced in one transaction. */
const ROWS = 9_000;

let server: TestServer;
let large: Workspace;
let other: Workspace;

beforeEach(async () => {
  server = new TestServer();
  await server.start();
  [large, other] = [await server.workspace(), await server.workspace()];
  await large.freeze();
  await fill();
  await large.control('post', 'snapshots', { name: 'large' });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await server.remove();
});

async function fill(): Promise<void> {
  const { id: workspace } = large;
  await server.provider(Store).write(workspace, async (tx) => {
    for (let count = 0; count < ROWS; count += 1) {
      const order = anOrder();
      const [id, document] = [order.requestReferenceId, JSON.stringify(order)];
      const arrival = String(count).padStart(8, '0');
      const message = { workspace, collection: 'orders', id, arrival, document };
      await tx.insert(INSERT, { ...message, state: null, relatedId: null });
    }
  });
}

const newest = async (workspace: Workspace): Promise<unknown[]> =>
  (await workspace.control<{ items: unknown[] }>('get', 'state/orders?limit=500')).items;
const countOf = async (): Promise<number> => {
  const sql =
    'select count(*) as "rows" from "messages" where "workspace" = ? and "collection" = ?';
  const row = await server
    .provider(Store)
    .read(large.id, (tx) => tx.get<{ rows: number }>(sql, large.id, 'orders'));
  return row?.rows ?? 0;
};
const diskIsFull = (): never => {
  throw new StoreUnavailable('the disk is full; free some space');
};
const operations: Record<string, () => Promise<unknown>> = {
  save: () => large.control('post', 'snapshots', { name: 'again' }),
  restore: () => large.control('post', 'snapshots/large/restore'),
  reset: () => large.control('post', 'reset'),
  removal: () => server.http.delete(`/_sandbox/workspaces/${large.id}`),
};

describe.each(Object.entries(operations))('the %s of a large workspace', (_, operation) => {
  it('is done in several transactions, and others write meanwhile', async () => {
    const store = server.provider(Store);
    const commits: string[] = [];
    const write = store.writeStep.bind(store);
    jest.spyOn(store, 'writeStep').mockImplementation(async (workspace, work) => {
      const result = await write(workspace, work);
      commits.push(workspace);
      return result;
    });
    await other.token();
    const run = { isOver: false };
    const running = operation().then(() => (run.isOver = true));
    const statuses: number[] = [];
    while (!run.isOver) statuses.push((await other.put('/ordersysteem/orders', anOrder())).status);
    await running;
    expect(new Set(statuses)).toEqual(new Set([202]));
    // Each transaction is a turn for the writes of others.
    expect(commits.filter((workspace) => workspace === large.id).length).toBeGreaterThan(4);
  });
});

describe('a request for a large workspace', () => {
  it('sees all of the data before a restore, or all of the data after it', async () => {
    const saved = await newest(large);
    await large.put('/ordersysteem/orders', anOrder());
    const before = await newest(large);
    const run = { isOver: false };
    const running = operations['restore']!().then(() => (run.isOver = true));
    const seen: unknown[] = [];
    while (!run.isOver) seen.push(await newest(large));
    await running;
    for (const items of seen) expect([before, saved]).toContainEqual(items);
    expect(await newest(large)).toEqual(saved);
    expect(await countOf()).toBe(ROWS);
  });

  it('is answered after a restore that came first', async () => {
    await large.token();
    const [, response] = await Promise.all([
      operations['restore']!(),
      large.put('/ordersysteem/orders', anOrder()),
    ]);
    expect(response.status).toBe(202);
  });
});

describe('a change of a large workspace that fails in the middle', () => {
  it('answers 503, and is finished when the database can be used', async () => {
    const saved = await newest(large);
    await large.put('/ordersysteem/orders', anOrder());
    const restorer = server.provider(Restorer);
    const insertPart = restorer.insertPart.bind(restorer);
    let calls = 0;
    jest.spyOn(restorer, 'insertPart').mockImplementation(async (...args) => {
      calls += 1;
      if (calls === 4) diskIsFull();
      await insertPart(...args);
    });
    const restored = await large.tryControl('post', 'snapshots/large/restore');
    expect([restored.status, (restored.body as { detail: string }).detail]).toEqual([
      503,
      'The sandbox cannot use its database: the disk is full; free some space',
    ]);
    expect((await large.tryControl('get', 'state/orders')).status).toBe(503);
    expect((await large.tryControl('post', 'reset')).status).toBe(503);
    let status = 503;
    while (status === 503) ({ status } = await large.tryControl('get', 'state/orders'));
    expect(await newest(large)).toEqual(saved);
    expect(await countOf()).toBe(ROWS);
  });

  it('is finished by the next start', async () => {
    const saved = await newest(large);
    jest.spyOn(server.provider(Restorer), 'insertPart').mockImplementation(diskIsFull);
    expect((await large.tryControl('post', 'snapshots/large/restore')).status).toBe(503);
    await server.stop();
    await server.start();
    expect(await newest(large)).toEqual(saved);
    expect(await countOf()).toBe(ROWS);
    const { mode } = await large.control<{ mode: string }>('get', 'clock');
    expect(mode).toBe('frozen');
  });

  describe('removes the rest of a workspace later, so that', () => {
    const create = () => server.http.post('/_sandbox/workspaces').send({ id: large.id });
    /** Begins a removal that stops, and starts the server again. Returns the status of the removal, and of a creation meanwhile. */
    const interrupt = async (): Promise<number[]> => {
      const data = server.provider(WorkspaceDataRepository);
      jest.spyOn(data, 'removeSome').mockImplementation(diskIsFull);
      const remove = await server.http.delete(`/_sandbox/workspaces/${large.id}`);
      const { status } = await create();
      await server.stop();
      await server.start();
      return [remove.status, status];
    };

    it('its id can be used again after the next start', async () => {
      expect(await interrupt()).toEqual([503, 409]);
      expect((await create()).status).toBe(201);
      expect(await countOf()).toBe(0);
    });

    it('it does not exist after the next start', async () => {
      expect(await interrupt()).toEqual([503, 409]);
      const { status, body } = await large.tryControl('get', 'clock');
      expect([status, (body as { detail: string }).detail]).toEqual([
        404,
        `There is no workspace "${large.id}"`,
      ]);
    });
  });
});
