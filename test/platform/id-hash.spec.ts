import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { platformSchema } from '../../src/app/schema.js';
import { hashedIdOf, hashing, idHash } from '../../src/platform/persistence/id-hash.js';
import { DuplicateRowError, insertInto } from '../../src/platform/persistence/insert.js';
import { openTestStore } from '../support/test-store.js';
import { tableOf } from '../../src/platform/persistence/entity-table.js';
import type { Store } from '../../src/platform/persistence/store.js';
import { Message } from '../../src/platform/messages/message.entity.js';
import { roles } from '../../src/roles/index.js';
import { aCreditOrder, anOrder } from '../support/builders.js';
import { onPostgres } from '../support/postgres.js';
import { TestServer } from '../support/test-server.js';

const EXPLAIN = onPostgres ? 'explain (costs off)' : 'explain query plan';
/** The search for the ids of a hash in the plan of a query. */
const searchByHash = (table: string): string =>
  onPostgres
    ? `Index Scan using ${table}_by_id on ${table}
  Index Cond: ((workspace = '1'::text COLLATE "C") AND ("idHash" = '1'::bigint))`
    : `${table}_by_id (workspace=? AND idHash=?)`;

describe('idHash', () => {
  it('is a whole number of at most 48 bits, and differs with the parts of the id', () => {
    const hashes = [idHash('orders', 'a'), idHash('orders', 'b'), idHash('ordersa', '')];
    expect(new Set(hashes).size).toBe(3);
    expect(hashes.every((one) => Number.isInteger(one) && Math.abs(one) < 2 ** 47)).toBe(true);
  });
});

describe('ids with the same hash', () => {
  const server = new TestServer({ CONFIRM_AFTER: 'PT0S' });
  const { hash } = hashing;
  beforeAll(() => {
    hashing.hash = () => 1;
    return server.start();
  });
  afterAll(async () => {
    hashing.hash = hash;
    await server.remove();
  });

  const idsOf = async (collection: string): Promise<unknown[]> => {
    const { items } = (await server.control('get', `state/${collection}?limit=500`)) as {
      items: { requestReferenceId: string }[];
    };
    return items.map(({ requestReferenceId }) => requestReferenceId);
  };

  it('belong to different messages, also in different collections', async () => {
    await server.control('post', 'reset');
    const [first, second] = [anOrder(), anOrder()];
    const { requestReferenceId } = first;
    const credit = aCreditOrder({ requestReferenceId });
    for (const order of [first, second, first])
      expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
    expect((await server.put('/ordersysteem/creditorders', credit)).status).toBe(202);
    expect(await idsOf('orders')).toEqual([second.requestReferenceId, requestReferenceId]);
    expect(await idsOf('creditorders')).toEqual([requestReferenceId]);
    expect(await server.control('get', `state/orders/${requestReferenceId}`)).toMatchObject(first);
    const path = `state/orders/${requestReferenceId}`;
    expect((await server.tryControl('delete', path)).status).toBe(204);
    expect((await server.tryControl('get', path)).status).toBe(404);
    expect(await idsOf('orders')).toEqual([second.requestReferenceId]);
    expect(await idsOf('creditorders')).toEqual([requestReferenceId]);
  });

  it('are saved and restored', async () => {
    await server.control('post', 'reset');
    await server.control('post', 'snapshots', { name: 'seed' });
    const collections = ['deliveryorders', 'bokbasen-orders', 'dds-orders'];
    const read = () =>
      Promise.all(collections.map((name) => server.control('get', `state/${name}?limit=500`)));
    const seed = await read();
    await server.control('post', 'snapshots/seed/restore');
    expect(await read()).toEqual(seed);
  });
});

describe('a table with hashed ids', () => {
  const schemas = [platformSchema, ...roles.map(({ schema }) => schema)];
  const entities = schemas.flatMap((schema) => schema.entities);
  const hashed = entities.filter(hashedIdOf).map((entity) => [tableOf(entity).name, entity]);
  let store: Store;
  beforeAll(async () => {
    const migrations = schemas.flatMap((schema) => schema.migrations);
    store = await openTestStore({ entities, migrations });
  });
  afterAll(() => store.close());

  it.each(hashed as [string, typeof Message][])(
    'is read by its index: %s',
    async (name, entity) => {
      const { find } = insertInto(entity).existing!;
      const values = find.positions.map(() => 1);
      const plan = await store.readShared((tx) =>
        tx.all<object>(`${EXPLAIN} ${find.sql}`, ...values),
      );
      const steps = plan.flatMap((row) => Object.values(row) as unknown[]).join('\n');
      expect(steps).toContain(searchByHash(name));
    },
  );

  it('refuses a second row of the same id', async () => {
    const message = {
      workspace: 'w',
      collection: 'c',
      id: 'i',
      arrival: 'a',
      document: 'd',
      state: null,
      relatedId: null,
    };
    const insert = () => store.write('w', (tx) => tx.insert(insertInto(Message), message));
    await insert();
    await expect(insert()).rejects.toThrow(DuplicateRowError);
  });
});
