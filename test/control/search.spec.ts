import { beforeEach, describe, expect, it } from '@jest/globals';
import { Exchange } from '../../src/platform/journal/exchange.js';
import { Journal } from '../../src/platform/journal/journal.js';
import { anOrder } from '../support/builders.js';
import { testServer, type Exchange as View, type Workspace } from '../support/test-server.js';

const server = testServer();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  // No confirmation is sent by itself.
  await workspace.freeze();
});

const search = (q: string, more = ''): string => `exchanges?q=${encodeURIComponent(q)}${more}`;
const found = async (q: string, more = '', from = workspace): Promise<View[]> =>
  (await from.control<{ items: View[] }>('get', search(q, more))).items;
const idsOf = (exchanges: readonly View[]): string[] => exchanges.map(({ id }) => id);
const sendOrder = async (purchaseOrderId: string): Promise<View> => {
  await workspace.put('/ordersysteem/orders', { ...anOrder(), purchaseOrderId });
  return (await workspace.lastExchange('operation=acceptOrder'))!;
};

describe('GET …/exchanges?q=', () => {
  it('finds an exchange by its id, an order number, a product, a path, and several words', async () => {
    const order = await sendOrder('INK-2026-17');
    await sendOrder('INK-2026-18');
    for (const q of [order.id, order.id.toUpperCase(), 'INK-2026-17', 'ink-2026-17 acceptOrder'])
      expect([q, idsOf(await found(q))]).toEqual([q, [order.id]]);
    expect(await found('9789000000017 /ordersysteem/orders')).toHaveLength(2);
    expect(await found('INK-2026-17 INK-2026-18')).toEqual([]);
  });

  it('finds an exchange by a finding, and a request without an operation by its path', async () => {
    await workspace.put('/ordersysteem/orders', { ...anOrder(), purchaseOrderId: 17 });
    const [exchange] = await found('EDUV-ORDER-01 /purchaseOrderId');
    expect(exchange?.status).toBe(400);
    await workspace.put('/ordersysteem/orders', anOrder());
    await workspace.put('/ordersysteem/orderz', anOrder());
    const notFound = (await workspace.lastExchange('status=404'))!;
    expect(idsOf(await found('orderz'))).toEqual([notFound.id]);
  });

  it('takes every character as it is', async () => {
    const names = ['100%', 'a_b', `O'Neil`, 'back\\slash', 'say"so', 'smørås', '😀'];
    for (const name of [...names, '1000', 'axb']) await sendOrder(name);
    for (const name of names)
      expect((await found(name)).map(({ request }) => request.body)).toEqual([
        expect.objectContaining({ purchaseOrderId: name }),
      ]);
  });

  it('finds a text that a message has with escapes', async () => {
    const order = JSON.stringify({ ...anOrder(), purchaseOrderId: 'XX' });
    await workspace.put('/ordersysteem/orders', order.replace('XX', 'sm\\u00F8r'));
    expect(await found('smør')).toHaveLength(1);
  });

  it('finds nothing of another workspace', async () => {
    await sendOrder('INK-1');
    expect(await found('INK-1', '', await server.workspace())).toEqual([]);
  });

  it('does not find a credential, which the journal does not have', async () => {
    await workspace.http.post('/ordersysteem/oauth2/token').type('form').send({
      grant_type: 'client_credentials',
      client_id: workspace.clientId(),
      client_secret: 'very-secret',
    });
    expect(await found('issueToken')).toHaveLength(1);
    expect(await found('very-secret')).toEqual([]);
  });

  it('finds the exchanges of all slices of a large journal, page by page', async () => {
    const journal = server.provider(Journal);
    const ids: string[] = [];
    for (let number = 0; number < 1_200; number += 1) {
      const path = number % 400 === 0 ? '/needle' : '/hay';
      const exchange = new Exchange('inbound', 'partner', 'GET', path);
      exchange.workspace = workspace.id;
      exchange.finish(200, { headers: {}, body: '' });
      journal.add(exchange);
      if (path === '/needle') ids.unshift(exchange.id);
    }
    expect(idsOf(await found('needle'))).toEqual(ids);
    const first = await workspace.control<{ items: View[]; nextCursor: string }>(
      'get',
      search('needle', '&limit=2'),
    );
    const second = await found('needle', `&limit=2&cursor=${first.nextCursor}`);
    expect([...idsOf(first.items), ...idsOf(second)]).toEqual(ids);
  });

  it.each([
    ['', 'without a word'],
    ['x'.repeat(201), 'with more than 200 characters'],
  ])('answers 400 to a search "%.5s" %s', async (q) => {
    const { status, body } = await workspace.tryControl('get', search(q));
    expect([status, body]).toMatchObject([
      400,
      { faults: [{ path: 'q', expected: '1 to 200 characters', seen: q }] },
    ]);
  });
});

describe('the other operations on exchanges', () => {
  it('wait for a match of the search too', async () => {
    const waiting = workspace.control<View>(
      'get',
      search('ink-2', '&timeout=20').replace('?', '/wait?'),
    );
    await workspace.control('get', 'clock');
    await sendOrder('INK-1');
    await sendOrder('INK-2');
    expect((await waiting).request.body).toMatchObject({ purchaseOrderId: 'INK-2' });
  });
});
