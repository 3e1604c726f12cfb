import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { TestServer } from '../support/test-server.js';

// Two servers that are each other's partner: one for the Bestelomgeving, one for the Ordersysteem.
const bestelomgeving = new TestServer();
const ordersysteem = new TestServer();

const partnerOf = (server: TestServer, role: string) => ({
  baseUrl: `${server.url}/${role}/v1`,
  tokenUrl: `${server.url}/${role}/oauth2/token`,
  clientId: role === 'ordersysteem' ? 'demo-bestelomgeving' : 'demo-ordersysteem',
});

beforeAll(async () => {
  await bestelomgeving.start();
  await ordersysteem.start();
  await bestelomgeving.control('put', 'partners/ordersysteem', {
    ...partnerOf(ordersysteem, 'ordersysteem'),
    clientSecret: 'demo-bestelomgeving-secret',
  });
  // The Ordersysteem authenticates with a signed assertion, for which it publishes the keys.
  await bestelomgeving.control('put', 'clients/demo-ordersysteem/keys', {
    jwks_uri: `${ordersysteem.url}/ordersysteem/oauth2/jwks`,
  });
  await ordersysteem.control('put', 'partners/bestelomgeving', {
    ...partnerOf(bestelomgeving, 'bestelomgeving'),
    tokenAuth: 'private_key_jwt',
  });
  for (const server of [bestelomgeving, ordersysteem]) await server.freeze();
});
afterAll(async () => {
  await bestelomgeving.remove();
  await ordersysteem.remove();
});

/** Advances both clocks, so that messages, confirmations and retries are sent. */
async function advanceBoth(duration: string): Promise<void> {
  await bestelomgeving.advance(duration);
  await ordersysteem.advance(duration);
}

/** Status of a message at the Ordersysteem, at the Bestelomgeving, and its number of confirmations. */
async function statesOf(collection: string, id: string): Promise<unknown[]> {
  const field = collection === 'orders' ? 'orderStatus' : 'creditOrderStatus';
  const [ordered, known] = [
    await ordersysteem.state(collection, id),
    await bestelomgeving.state(collection, id),
  ];
  return [
    ordered.ordersysteem?.[field],
    known.bestelomgeving?.[field],
    known.bestelomgeving?.confirmations.length,
  ];
}

const send = async (collection: string, message: { requestReferenceId: string }) => {
  await bestelomgeving.control('post', `state/${collection}`, message);
  return message.requestReferenceId;
};

describe('two sandboxes that are each other’s partner', () => {
  it('agree on an approved order, its credit, and a declined second credit', async () => {
    const order = anOrder();
    const id = await send('orders', order);
    await advanceBoth('PT1S');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    const line = { productId: '9789000000017', quantity: 20 };
    const { purchaseOrderId } = order;
    const credit = await send(
      'creditorders',
      aCreditOrder({ purchaseOrderId, orderLines: [line] }),
    );
    await advanceBoth('PT1S');
    expect(await statesOf('creditorders', credit)).toEqual(['approved', 'approved', 1]);
    const tooMany = await send(
      'creditorders',
      aCreditOrder({ purchaseOrderId, orderLines: [line] }),
    );
    await advanceBoth('PT1S');
    expect(await statesOf('creditorders', tooMany)).toEqual(['declined', 'declined', 1]);
  });

  it('agree on a declined order and on a pending order', async () => {
    const declined = await send('orders', anOrderOf('9789000099016'));
    const pending = await send('orders', anOrderOf('9789000099023'));
    await advanceBoth('PT1S');
    expect(await statesOf('orders', declined)).toEqual(['declined', 'declined', 1]);
    expect(await statesOf('orders', pending)).toEqual(['pending', 'pending', 1]);
    await advanceBoth('PT1H');
    expect(await statesOf('orders', pending)).toEqual(['approved', 'approved', 2]);
  });

  it('process a repeated order once and confirm it with the same message', async () => {
    const id = await send('orders', anOrder());
    await advanceBoth('PT1S');
    const sent = (await bestelomgeving.outbox()).find(({ about }) => about === id);
    await bestelomgeving.control('post', `deliveries/${sent?.id}/replay`);
    await advanceBoth('PT1S');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    const confirmations = (await ordersysteem.outbox()).filter(({ about }) => about === id);
    expect(confirmations.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(JSON.stringify(confirmations[0]?.body)).toBe(JSON.stringify(confirmations[1]?.body));
  });

  it('agree after the Ordersysteem was down', async () => {
    const [order, secondOrder] = [anOrder(), anOrderOf('9789000099030', '9789000000017')];
    await ordersysteem.stop();
    const [id, secondId] = [await send('orders', order), await send('orders', secondOrder)];
    const credit = await send(
      'creditorders',
      aCreditOrder({ purchaseOrderId: order.purchaseOrderId }),
    );
    await bestelomgeving.advance('PT2S');
    expect((await bestelomgeving.state('orders', id)).bestelomgeving?.['orderStatus']).toBeNull();
    // It restarts with its state on another port.
    await ordersysteem.start();
    await bestelomgeving.control('put', 'partners/ordersysteem', {
      ...partnerOf(ordersysteem, 'ordersysteem'),
      clientSecret: 'demo-bestelomgeving-secret',
    });
    await bestelomgeving.control('put', 'clients/demo-ordersysteem/keys', {
      jwks_uri: `${ordersysteem.url}/ordersysteem/oauth2/jwks`,
    });
    await advanceBoth('PT1M');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    expect(await statesOf('orders', secondId)).toEqual(['approved', 'approved', 1]);
    expect(await statesOf('creditorders', credit)).toEqual(['approved', 'approved', 1]);
  });

  it('agree after the Bestelomgeving was down while confirmations were due', async () => {
    const id = await send('orders', anOrder());
    await bestelomgeving.advance('PT1S');
    await bestelomgeving.stop();
    await ordersysteem.advance('PT3S');
    await bestelomgeving.start();
    await ordersysteem.control('put', 'partners/bestelomgeving', {
      ...partnerOf(bestelomgeving, 'bestelomgeving'),
      tokenAuth: 'private_key_jwt',
    });
    await advanceBoth('PT1M');
    expect(await statesOf('orders', id)).toEqual(['approved', 'approved', 1]);
    for (const server of [bestelomgeving, ordersysteem])
      expect((await server.outbox()).filter(({ state }) => state === 'waiting')).toEqual([]);
  });
});
