import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TestServer } from '../support/test-server.js';

const fixtures = join(import.meta.dirname, '../fixtures');
/** Last migration of each earlier version of which there is a file. All files have the same data. */
const versions = ['1796601600000', '1796774460000'];
/** The lists that the earliest of these versions answered. */
const before = JSON.parse(readFileSync(join(fixtures, 'earlier-versions.json'), 'utf8')) as Record<
  string,
  object[]
>;
const { deliveries, exchanges, ...collections } = before;

/** Server that starts with the file of an earlier version. */
function upgradedServer(version: string): TestServer {
  const server = new TestServer();
  const file = join(fixtures, `version-${version}.sqlite.gz`);
  beforeAll(async () => {
    writeFileSync(server.databaseFile, gunzipSync(readFileSync(file)));
    await server.start();
  });
  afterAll(() => server.remove());
  return server;
}

async function itemsOf(server: TestServer, path: string): Promise<object[]> {
  return (await server.control<{ items: object[] }>('get', `${path}?limit=500`)).items;
}

/** A delivery as the earlier versions answered it. */
function withoutAddress(delivery: object): object {
  const text = JSON.stringify(delivery, (name, value: unknown) =>
    name === 'url' || name === 'exchange' ? undefined : value,
  );
  return JSON.parse(text) as object;
}

describe.each(versions)('a file of version %s', (version) => {
  const server = upgradedServer(version);

  it.each(Object.entries(collections))('keeps the %s, in their order', async (name, items) => {
    expect(await itemsOf(server, `state/${name}`)).toEqual(items);
  });

  it('keeps the outbox and the journal, in their order', async () => {
    const now = (await itemsOf(server, 'deliveries')).map(withoutAddress);
    expect(now).toEqual(deliveries);
    const ids = (await itemsOf(server, 'exchanges')).map(
      (exchange) => 'id' in exchange && exchange.id,
    );
    expect(ids).toEqual(exchanges);
  });

  it('keeps the findings of the journal', async () => {
    const found = (await server.exchanges('status=200')).flatMap(({ findings }) => findings);
    expect(found.find(({ requirement }) => requirement === 'EDUV-ORDER-62')).toEqual({
      requirement: 'EDUV-ORDER-62',
      level: 'SHOULD',
      pointer: 'client_assertion',
      expected: 'private_key_jwt; production refuses a client secret',
      seen: expect.stringMatching(/^client_secret_/),
      source: expect.stringMatching(/^ours: /),
      text: 'The client authenticates with private_key_jwt',
    });
  });
});

describe.each(versions)('a snapshot in a file of version %s', (version) => {
  const server = upgradedServer(version);

  it('is restored', async () => {
    const { status } = await server.tryControl('post', 'snapshots/before/restore');
    expect(status).toBe(204);
    // One order arrived after the snapshot was saved.
    expect(await itemsOf(server, 'state/orders')).toEqual(before['orders']?.slice(1));
  });
});

describe.each(versions)('an order that version %s received', (version) => {
  const server = upgradedServer(version);

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
