import { startKetenlab, type Sandbox, type Workspace } from 'ketenlab';
import 'ketenlab/vitest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Bookstore } from '../src/bookstore.js';
import { DdsClient, type DdsOrder } from '../src/dds-client.js';

let sandbox: Sandbox;
let workspace: Workspace;
let store: Bookstore;
beforeAll(async () => {
  sandbox = await startKetenlab();
});
beforeEach(async () => {
  workspace = await sandbox.workspace();
  await workspace.clock.freeze();
  store = startStore();
});
afterAll(() => sandbox.stop());

function startStore(): Bookstore {
  const { clientId, clientSecret } = workspace.client('demo-store');
  // A pause of the store moves the clock of the workspace: no test waits.
  const sleep = async (milliseconds: number) => {
    await workspace.clock.advance(milliseconds);
  };
  const dds = new DdsClient({
    baseUrl: `${workspace.url}/bokbasen`,
    tokenUrl: `${workspace.url}/bokbasen/oauth/token`,
    audienceBase: 'https://api.bokbasen.io',
    clientId,
    clientSecret,
    pauses: [1000, 5000],
    sleep,
  });
  return new Bookstore(dds, sleep);
}

const order = (change: Partial<DdsOrder> = {}): DdsOrder => ({
  orderid: 'S-1',
  resid: '18C8075F-C8B9-4029-9747-7C7F2CFB5CFA',
  spd: '18900',
  id: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec',
  firstname: 'Ola',
  lastname: 'Nordmann',
  ...change,
});
const magic = (suffix: string) => `a0d10000-0000-4000-8000-0000000000${suffix}`;
/** An EPUB is a ZIP file. */
const isZip = (file: Buffer) => file.subarray(0, 2).toString() === 'PK';

describe('a chain without errors', () => {
  test('a title is sold, prepared and downloaded', async () => {
    const sale = await store.sell(order());
    expect(sale.status).toBe('ordered');
    expect(isZip(await store.deliver(sale))).toBe(true);

    await expect(workspace).toHaveReceived('placeOrder', { status: 201 }, { times: 1 });
    await expect(workspace).toHaveNoViolations();
  });

  test('a repeated sale buys nothing', async () => {
    const [first, second] = [await store.sell(order()), await store.sell(order())];
    expect(second).toBe(first);
    await expect(workspace).toHaveReceived('placeOrder', {}, { times: 1 });
  });
});

describe('an error of DDS', () => {
  test('a title without access is refused', async () => {
    const sale = await store.sell(order({ resid: magic('f4') }));
    expect(sale).toMatchObject({ status: 'refused', reason: expect.stringContaining('403') });
    await expect(store.deliver(sale)).rejects.toThrow('not ordered');
  });

  test('an order number of another sale is refused', async () => {
    await store.sell(order());
    const other = await startStore().sell(order());
    expect(other).toMatchObject({ status: 'refused', reason: expect.stringContaining('409') });
    expect(other.contentUrl).toBeUndefined();
  });

  test('a failed preparation is an error, and is not polled again', async () => {
    const sale = await store.sell(order({ resid: magic('f1') }));
    await expect(store.deliver(sale)).rejects.toThrow('could not prepare');
    await expect(workspace).toHaveNoViolations();
  });

  test('a slow preparation is continued later', async () => {
    const sale = await store.sell(order({ resid: magic('f2') }));
    await expect(store.deliver(sale)).rejects.toThrow('still prepares');
    await workspace.clock.advance('PT10M');
    expect(isZip(await store.deliver(sale))).toBe(true);
    await expect(workspace).toHaveReceived('getContent', {}, { times: 1 });
  });
});

describe('a fault', () => {
  test('an order that is answered 503 is sent again', async () => {
    await workspace.faults.add({ kind: 'status', operation: 'placeOrder', times: 1 });
    expect(await store.sell(order())).toMatchObject({ status: 'ordered' });
    await expect(workspace).toHaveReceived('placeOrder', {}, { times: 2 });
  });

  test('a sale that no attempt could order is continued later', async () => {
    const fault = await workspace.faults.add({ kind: 'status', operation: 'placeOrder' });
    expect(await store.sell(order())).toMatchObject({ status: 'created' });
    await workspace.faults.remove(fault);
    expect(await store.sell(order())).toMatchObject({ status: 'ordered' });
  });

  test('a lost answer does not buy twice: the content is found on the shelf', async () => {
    await workspace.faults.add({ kind: 'reset', when: 'after', operation: 'placeOrder', times: 1 });
    const sale = await store.sell(order());
    expect(sale.status).toBe('ordered');
    expect(isZip(await store.deliver(sale))).toBe(true);

    const orders = await workspace.state<{ fulfilmentId: string }>('dds-orders').list();
    expect(sale.contentUrl).toContain(orders[0]?.fulfilmentId);
  });

  test('a truncated file is downloaded again', async () => {
    const sale = await store.sell(order());
    await workspace.faults.add({ kind: 'truncate', operation: 'getFile', times: 1 });
    expect(isZip(await store.deliver(sale))).toBe(true);
    await expect(workspace).toHaveReceived('getFile', {}, { times: 2 });
  });
});
