import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TestServer } from '../support/test-server.js';

/** A file that an earlier version wrote, and the lists that this version answered. */
const fixture = join(import.meta.dirname, '../fixtures/version-1796601600000');
const before = JSON.parse(readFileSync(`${fixture}.json`, 'utf8')) as Record<string, object[]>;
const { deliveries, exchanges, ...collections } = before;

/** Server that starts with the earlier file. */
function upgradedServer(): TestServer {
  const server = new TestServer();
  beforeAll(async () => {
    writeFileSync(server.databaseFile, gunzipSync(readFileSync(`${fixture}.sqlite.gz`)));
    await server.start();
  });
  afterAll(() => server.remove());
  return server;
}

async function itemsOf(server: TestServer, path: string): Promise<object[]> {
  return (await server.control<{ items: object[] }>('get', `${path}?limit=500`)).items;
}

describe('a file of an earlier version', () => {
  const server = upgradedServer();

  it.each(Object.entries(collections))('keeps the %s, in their order', async (name, items) => {
    expect(await itemsOf(server, `state/${name}`)).toEqual(items);
  });

  it('keeps the outbox and the journal, in their order', async () => {
    expect(await itemsOf(server, 'deliveries')).toEqual(deliveries);
    const ids = (await itemsOf(server, 'exchanges')).map(
      (exchange) => 'id' in exchange && exchange.id,
    );
    expect(ids).toEqual(exchanges);
  });
});

describe('a snapshot of an earlier version', () => {
  const server = upgradedServer();

  it('is restored', async () => {
    const { status } = await server.tryControl('post', 'snapshots/before/restore');
    expect(status).toBe(204);
    // One order arrived after the snapshot was saved.
    expect(await itemsOf(server, 'state/orders')).toEqual(before['orders']?.slice(1));
  });
});

describe('an order that an earlier version received', () => {
  const server = upgradedServer();

  it('is recognized when it is repeated', async () => {
    const message = {
      requestReferenceId: '00000000-0000-4000-8000-000000000001',
      purchaseOrderId: 'PO-other',
      orderLines: [],
    };
    expect((await server.put('/ordersysteem/orders', message)).status).toBe(202);
    expect(await itemsOf(server, 'state/orders')).toEqual(before['orders']);
  });
});
