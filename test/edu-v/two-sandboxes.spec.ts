import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { TestServer } from '../support/test-server.js';

// A plays the Bestelomgeving, B the Ordersysteem; each is the other's partner, with tokens of the other.
const shop = new TestServer();
const supplier = new TestServer();

const partnerOf = (server: TestServer, role: string) => ({
  baseUrl: `${server.url}/${role}/v1`,
  tokenUrl: `${server.url}/${role}/oauth2/token`,
  clientId: role === 'ordersysteem' ? 'demo-bestelomgeving' : 'demo-ordersysteem',
});

beforeAll(async () => {
  await shop.start();
  await supplier.start();
  await shop.control('put', 'partners/ordersysteem', {
    ...partnerOf(supplier, 'ordersysteem'),
    clientSecret: 'demo-bestelomgeving-secret',
  });
  // The other way with a signed assertion: the shop takes the keys that the supplier publishes.
  await shop.control('put', 'clients/demo-ordersysteem/keys', {
    jwks_uri: `${supplier.url}/ordersysteem/oauth2/jwks`,
  });
  await supplier.control('put', 'partners/bestelomgeving', {
    ...partnerOf(shop, 'bestelomgeving'),
    tokenAuth: 'private_key_jwt',
  });
  for (const server of [shop, supplier]) await server.freeze();
});
afterAll(async () => {
  await shop.remove();
  await supplier.remove();
});

/** Time goes on at both: what the shop sends, what the supplier answers, and what either tries again. */
async function pass(duration: string): Promise<void> {
  await shop.advance(duration);
  await supplier.advance(duration);
}

/** What both say of a message: the supplier's decision and the shop's knowledge of it. */
async function statesOf(collection: string, id: string): Promise<unknown[]> {
  const field = collection === 'orders' ? 'orderStatus' : 'creditOrderStatus';
  const [there, here] = [await supplier.state(collection, id), await shop.state(collection, id)];
  return [
    there.ordersysteem?.[field],
    here.bestelomgeving?.[field],
    here.bestelomgeving?.confirmations.length,
  ];
}

const send = async (collection: string, message: { requestReferenceId: string }) => {
  await shop.control('post', `state/${collection}`, message);
  return message.requestReferenceId;
};

describe('two sandboxes, each the other one’s partner', () => {
  it('agree on an approved order, its credit, and a credit that is too large', async () => {
    const order = anOrder();
    const id = await send('orders', order);
    await pass('PT1S');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    const line = { productId: '9789000000017', quantity: 20 };
    const { purchaseOrderId } = order;
    const credit = await send(
      'creditorders',
      aCreditOrder({ purchaseOrderId, orderLines: [line] }),
    );
    await pass('PT1S');
    expect(await statesOf('creditorders', credit)).toEqual(['approved', 'approved', 1]);
    const tooMany = await send(
      'creditorders',
      aCreditOrder({ purchaseOrderId, orderLines: [line] }),
    );
    await pass('PT1S');
    expect(await statesOf('creditorders', tooMany)).toEqual(['declined', 'declined', 1]);
  });

  it('agree on a declined order, and on one that is pending first', async () => {
    const declined = await send('orders', anOrderOf('9789000099016'));
    const pending = await send('orders', anOrderOf('9789000099023'));
    await pass('PT1S');
    expect(await statesOf('orders', declined)).toEqual(['declined', 'declined', 1]);
    expect(await statesOf('orders', pending)).toEqual(['pending', 'pending', 1]);
    await pass('PT1H');
    expect(await statesOf('orders', pending)).toEqual(['approved', 'approved', 2]);
  });

  it('agree after a repeat: processed once, confirmed with the same message', async () => {
    const id = await send('orders', anOrder());
    await pass('PT1S');
    const sent = (await shop.outbox()).find(({ about }) => about === id);
    await shop.control('post', `deliveries/${sent?.id}/replay`);
    await pass('PT1S');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    const confirmations = (await supplier.outbox()).filter(({ about }) => about === id);
    expect(confirmations.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(JSON.stringify(confirmations[0]?.body)).toBe(JSON.stringify(confirmations[1]?.body));
  });

  it('agree after the supplier was down for a while', async () => {
    const [order, other] = [anOrder(), anOrderOf('9789000099030', '9789000000017')];
    await supplier.stop();
    const [id, otherId] = [await send('orders', order), await send('orders', other)];
    const credit = await send(
      'creditorders',
      aCreditOrder({ purchaseOrderId: order.purchaseOrderId }),
    );
    await shop.advance('PT2S');
    expect((await shop.state('orders', id)).bestelomgeving?.['orderStatus']).toBeNull();
    // It comes back with its state, on another port.
    await supplier.start();
    await shop.control('put', 'partners/ordersysteem', {
      ...partnerOf(supplier, 'ordersysteem'),
      clientSecret: 'demo-bestelomgeving-secret',
    });
    await shop.control('put', 'clients/demo-ordersysteem/keys', {
      jwks_uri: `${supplier.url}/ordersysteem/oauth2/jwks`,
    });
    await pass('PT1M');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    expect(await statesOf('orders', otherId)).toEqual(['approved', 'approved', 1]);
    expect(await statesOf('creditorders', credit)).toEqual(['approved', 'approved', 1]);
  });

  it('agree after the shop was down while confirmations were due', async () => {
    const id = await send('orders', anOrder());
    await shop.advance('PT1S');
    await shop.stop();
    await supplier.advance('PT3S');
    await shop.start();
    await supplier.control('put', 'partners/bestelomgeving', {
      ...partnerOf(shop, 'bestelomgeving'),
      tokenAuth: 'private_key_jwt',
    });
    await pass('PT1M');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    for (const server of [shop, supplier])
      expect((await server.outbox()).filter(({ state }) => state === 'waiting')).toEqual([]);
  });
});
