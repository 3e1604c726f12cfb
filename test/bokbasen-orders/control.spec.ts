import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BOOK,
  BokbasenClient,
  DIGITAL,
  ORDERS,
  UUID,
  anOrder,
} from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const bokbasen = new BokbasenClient(server);
const SEED = '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11';
const receivedSince = async (fromDate: string, as = 'demo-seller') =>
  bokbasen.list(`fromDate=${fromDate}&mode=SENT_TO_ME`, as);

interface SentOrder {
  orderId: string;
  buyerOrderNumber: string;
}

beforeEach(() => server.freeze());

describe('POST …/state/bokbasen-orders', () => {
  const sendXml = (xml: string) =>
    server.http
      .post('/_sandbox/workspaces/default/state/bokbasen-orders')
      .set('content-type', 'application/xml')
      .send(xml);

  it('sends a generated order that the seller finds in SENT_TO_ME once it is processed', async () => {
    const { status, body } = await server.tryControl('post', 'state/bokbasen-orders', {});
    expect([status, body]).toEqual([
      201,
      { orderId: expect.stringMatching(UUID), buyerOrderNumber: expect.stringMatching(/^MOCK-/) },
    ]);
    const { orderId, buyerOrderNumber } = body as SentOrder;
    const listed = async () =>
      (await receivedSince('20260901080001')).map((order) => order.orderId);
    expect(await listed()).not.toContain(orderId);
    await server.advance('PT1S');
    expect(await listed()).toContain(orderId);
    const path = `${ORDERS}/${orderId}`;
    expect(await bokbasen.details(path, 'demo-seller')).toMatchObject({
      buyerOrderNumber,
      buyer: '4321',
      seller: '987654',
      status: 'SENT',
      created: '2026-09-01Z08:00:00',
    });
    const { text } = await server.call('get', `${path}/editx`, { as: 'demo-seller' });
    expect(text).toContain('<IssueDateTime>20260901T0800Z</IssueDateTime>');
    expect((await bokbasen.update(path, 1, { status: 'RECEIVED' })).status).toBe(200);
  });

  it('generates an order with the given fields, escaped as XML', async () => {
    const sent = await server.control<SentOrder>('post', 'state/bokbasen-orders', {
      buyerOrderNumber: 'A & <B>',
      lines: [{ ean: DIGITAL, quantity: 7 }],
    });
    await server.advance('PT1S');
    const { buyerOrderNumber, _embedded: content } = await bokbasen.details(
      `${ORDERS}/${sent.orderId}`,
      'demo-seller',
    );
    expect([sent.buyerOrderNumber, buyerOrderNumber, content.lines]).toEqual([
      'A & <B>',
      'A & <B>',
      [{ id: 1, ean: DIGITAL, quantity: 7, status: 'SENT' }],
    ]);
  });

  it('sends a given EDItX document unchanged, from XML or JSON', async () => {
    const [order, secondOrder] = [anOrder(), anOrder()];
    expect((await sendXml(order)).status).toBe(201);
    const { orderId } = await server.control<SentOrder>('post', 'state/bokbasen-orders', {
      editx: secondOrder,
    });
    await server.advance('PT1S');
    const { text } = await server.call('get', `${ORDERS}/${orderId}/editx`, { as: 'demo-seller' });
    expect(text).toBe(secondOrder);
  });

  it('does not reject 9788200099031, which the seller under test must do', async () => {
    const { orderId } = await server.control<SentOrder>('post', 'state/bokbasen-orders', {
      lines: [{ ean: '9788200099031', quantity: 1 }],
    });
    await server.advance('PT1S');
    expect(await bokbasen.statuses(`${ORDERS}/${orderId}`)).toEqual(['SENT', 'SENT']);
  });

  it('answers 409 to an order that would fail, because the seller would never see it', async () => {
    const lines = [{ ean: '9788200099017', quantity: 1 }];
    const { status, body } = await server.tryControl('post', 'state/bokbasen-orders', { lines });
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      'The order would fail: /Order/ItemDetail[1]/ProductID/Identifier: expected a known product, seen 9788200099017',
    ]);
  });

  // prettier-ignore
  it.each<[string, object, RegExp]>([
    ['a wrong field',                  { lines: [{ ean: 1, quantity: '1' }] },     /\/lines\/0\/ean: expected string, seen number 1; \/lines\/0\/quantity: expected integer, seen string "1"/],
    ['a broken document',              { editx: '<Order' },                        /expected well-formed XML/],
    ['a document with a schema error', { editx: anOrder({ purpose: 'Copy' }) },   /\/Order\/Header\/PurposeCode, line 4: expected one of Original, Duplicate, Test, seen Copy/],
    ['an unknown field',               { linez: [] },                             /\/linez: expected no such field/],
    ['no line',                        { lines: [] },                             /\/lines: expected at least one line, seen none/],
    ['a control character',            { buyerOrderNumber: 'a\u0001b' },          /\/buyerOrderNumber: expected text without control characters/],
    ['an unknown buyer',               { buyer: '1' },                             /\/buyer: expected one of the parties 4321, 555000, 987654, seen 1/],
  ])('answers 400 to %s', async (_, body, detail) => {
    const { status, body: problem } = await server.tryControl('post', 'state/bokbasen-orders', body);
    expect([status, (problem as { detail: string }).detail]).toEqual([400, expect.stringMatching(detail)]);
  });
});

describe('…/state/bokbasen-orders', () => {
  it('shows an order as the buyer sees it, with its processing time and failures', async () => {
    const order = await bokbasen.sendOrder(anOrder({ lines: [{ quantity: 0 }] }));
    const id = order.split('/').at(-1)!;
    expect(await server.state('bokbasen-orders', id)).toMatchObject({
      _links: { self: { href: order } },
      orderId: id,
      status: 'UNPROCESSED',
      'bokbasen-orders': {
        processedAt: '2026-09-01T08:00:01.000Z',
        failures: [
          {
            requirement: 'BOKB-ORDER-08',
            pointer: '/Order/ItemDetail[1]/OrderQuantity',
            expected: 'at least 1',
            seen: '0',
          },
        ],
      },
    });
    const { items } = await server.control<{ items: { orderId: string }[] }>(
      'get',
      'state/bokbasen-orders?limit=1',
    );
    expect(items.map(({ orderId }) => orderId)).toEqual([id]);
  });

  it('has the seeded orders after a reset', async () => {
    await bokbasen.update(`${ORDERS}/${SEED}`, 1, { status: 'REJECTED', comment: 'x' });
    await server.control('post', 'reset');
    const { items } = await server.control<{ items: { buyerOrderNumber: string }[] }>(
      'get',
      'state/bokbasen-orders',
    );
    expect(items.map((order) => order.buyerOrderNumber).toSorted()).toEqual([
      'SEED-2026-0001',
      'SEED-2026-0002',
      'SEED-2026-0003',
    ]);
    expect(await bokbasen.statuses(`${ORDERS}/${SEED}`)).toEqual([
      'SENT',
      'SENT',
      'RECEIVED',
      'FULFILLED',
      'FULFILLED_BLOCKED',
      'FULLFILLED_ASSIGNED_ORGANIZATION',
      'REJECTED',
      'REQUESTED',
    ]);
  });
});

describe('decide by hand', () => {
  const decide = (order: string, decision: string, body?: object) =>
    server.tryControl(
      'post',
      `bokbasen-orders/bokbasen-orders/${order.split('/').at(-1)}/${decision}`,
      body,
    );
  beforeAll(() => server.control('put', 'settings', { decide: 'manual' }));

  it('leaves an order UNPROCESSED until it is approved', async () => {
    const order = await bokbasen.processedOrder();
    await server.advance('P30D');
    expect(await server.state('bokbasen-orders', order.split('/').at(-1)!)).toMatchObject({
      'bokbasen-orders': { processedAt: null, failures: [] },
    });
    expect(await bokbasen.statuses(order)).toEqual(['UNPROCESSED', 'UNPROCESSED']);
    const { status, body } = await decide(order, 'approve');
    expect([status, body]).toMatchObject([200, { status: 'SENT' }]);
    expect(await bokbasen.statuses(order, 'demo-seller')).toEqual(['SENT', 'SENT']);
    expect((await receivedSince('20261001080001')).map(({ orderId }) => orderId)).toContain(
      order.split('/').at(-1),
    );
    expect((await decide(order, 'approve')).status).toBe(409);
  });

  it('fail makes an order FAILED with the given reason', async () => {
    const order = await bokbasen.sendOrder();
    const { status, body } = await decide(order, 'fail', { reason: 'the metadata were away' });
    expect([status, body]).toMatchObject([
      200,
      {
        status: 'FAILED',
        'bokbasen-orders': {
          failures: [{ requirement: 'by-hand', text: 'the metadata were away' }],
        },
      },
    ]);
  });

  it('answers 409 for an order that the seller updated before the clock was set back', async () => {
    const order = await bokbasen.sendOrder();
    await decide(order, 'approve');
    await server.advance('P1D');
    await bokbasen.update(order, 1, { status: 'FULFILLED' });
    await server.freeze('2026-08-01T08:00:00Z');
    const { status, body } = await decide(order, 'fail');
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      expect.stringMatching(/is updated; only an UNPROCESSED order can be decided/),
    ]);
  });

  it('approve answers 409 for an order that cannot be processed, and 404 for an unknown one', async () => {
    const order = await bokbasen.sendOrder(anOrder({ lines: [{ quantity: 0 }] }));
    const { status, body } = await decide(order, 'approve');
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      expect.stringMatching(/cannot be processed: \/Order\/ItemDetail\[1\]\/OrderQuantity/),
    ]);
    expect((await decide('/x/nothing', 'approve')).status).toBe(404);
    expect((await decide(order, 'decline')).status).toBe(404);
  });
});

describe('…/state/bokbasen-products and …/state/parties', () => {
  beforeAll(() => server.control('put', 'settings', { decide: 'auto' }));

  it('determine how an order is processed', async () => {
    await server.control('put', 'state/parties/7045', {
      name: 'En annen selger',
      clients: ['demo-reader'],
    });
    await server.control('put', `state/bokbasen-products/${BOOK}`, {
      kind: 'book',
      seller: '7045',
    });
    const order = await bokbasen.processedOrder();
    expect(await bokbasen.details(order)).toMatchObject({ status: 'SENT', seller: '7045' });
    expect((await bokbasen.update(order, 1, { status: 'RECEIVED' }, 'demo-reader')).status).toBe(
      200,
    );
    expect((await server.call('get', order, { as: 'demo-seller' })).status).toBe(404);
    await server.control('put', `state/bokbasen-products/${BOOK}`, {
      kind: 'audiobook',
      seller: '7045',
    });
    expect((await bokbasen.statuses(await bokbasen.processedOrder()))[0]).toBe('FAILED');
    await server.control('delete', `state/bokbasen-products/${BOOK}`);
    expect(await bokbasen.details(await bokbasen.processedOrder())).toMatchObject({
      seller: '987654',
    });
  });

  it('determine the parties that …/clients shows for each client', async () => {
    const { items } = await server.control<{ items: Record<string, unknown>[] }>('get', 'clients');
    const permissionsOf = (id: string) => {
      const { audiences, parties } = items.find(({ clientId }) => clientId === id)!;
      return { audiences, parties };
    };
    expect(permissionsOf('demo')).toEqual({
      audiences: ['orders', 'dds', 'bokskya', 'reporting'],
      parties: ['4321', '987654'],
    });
    expect(permissionsOf('demo-reader')).toEqual({
      audiences: ['orders'],
      parties: ['555000', '7045'],
    });
    expect(permissionsOf('demo-portaal')).toEqual({ audiences: [], parties: [] });
    await server.control('put', 'state/parties/7045', { name: 'En annen selger', clients: [] });
    const { items: after } = await server.control<{ items: Record<string, unknown>[] }>(
      'get',
      'clients',
    );
    expect(after.find(({ clientId }) => clientId === 'demo-reader')).toMatchObject({
      parties: ['555000'],
    });
  });

  it('removes the party from its clients when it is deleted', async () => {
    await server.control('delete', 'state/parties/4321');
    expect((await bokbasen.postOrder(anOrder())).status).toBe(403);
    const { items } = await server.control<{ items: Record<string, unknown>[] }>('get', 'clients');
    expect(items.find(({ clientId }) => clientId === 'demo')).toMatchObject({
      parties: ['987654'],
    });
    await server.control('post', 'reset');
    await server.freeze();
    expect((await bokbasen.postOrder(anOrder())).status).toBe(202);
  });

  it('have the seeded parties and clients after a reset', async () => {
    await server.control('put', 'state/parties/555000', { name: 'x', clients: ['demo'] });
    await server.control('put', 'state/parties/987654', { name: 'x', clients: [] });
    await server.control('post', 'reset');
    const { items } = await server.control<{ items: object[] }>('get', 'state/parties');
    expect(items).toEqual([
      { id: '987654', name: 'Nordlys Læremidler AS', clients: ['demo', 'demo-seller'] },
      { id: '555000', name: 'Utsikten Bokhandel AS', clients: ['demo-reader'] },
      { id: '4321', name: 'Fjordbyen Bokhandel AS', clients: ['demo', 'demo-buyer'] },
    ]);
  });

  // prettier-ignore
  it.each<[string, string, object, RegExp]>([
    ['an EAN with a wrong check digit', 'bokbasen-products/9788200000014', { kind: 'book', seller: '987654' }, /\/id: expected an EAN-13 with a valid check digit/],
    ['an unknown kind',                 `bokbasen-products/${BOOK}`,       { kind: 'game', seller: '987654' }, /\/kind: expected one of book, digital, e-book, audiobook/],
    ['an unknown client',               'parties/1',                       { name: 'x', clients: ['nobody'] }, /\/clients\/0: expected a client of the workspace, seen nobody/],
    ['another id',                      'parties/1',                       { id: '2', name: 'x', clients: [] }, /\/id: expected 1, seen 2/],
  ])('PUT answers 400 to %s', async (_, path, body, detail) => {
    const { status, body: problem } = await server.tryControl('put', `state/${path}`, body);
    expect([status, (problem as { detail: string }).detail]).toEqual([400, expect.stringMatching(detail)]);
  });
});

describe('/_sandbox/scenarios', () => {
  it('lists the magic values of the Order API', async () => {
    const { body } = await server.http.get('/_sandbox/scenarios');
    const { items } = body as { items: Record<string, string>[] };
    const bokbasenItems = items.filter(({ api }) => api === 'bokbasen-orders');
    expect(bokbasenItems.map(({ field, value, behaviour }) => [field, value, behaviour])).toEqual([
      ['EAN', '9788200099017', 'unknown-product'],
      ['EAN', '9788200099024', 'slow'],
      ['EAN', '9788200099031', 'rejected'],
      ['EAN', '9788200099048', 'reduction-refused'],
    ]);
  });
});
