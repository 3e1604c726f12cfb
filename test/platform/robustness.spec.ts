import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const partner = partnerServer();
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

beforeEach(() => server.control('post', 'reset'));
afterEach(async () => {
  // A reset aborts requests that hang.
  await server.control('post', 'reset');
  partner.reset();
  for (const role of ['ordersysteem', 'bestelomgeving'])
    await server.control('delete', `partners/${role}`);
});

/** Sends raw bytes and returns the response. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

describe('unusual messages', () => {
  it.each(['constructor', 'toString', '__proto__'])(
    'are accepted with purchaseOrderId and productId %s',
    async (name) => {
      const order = anOrder({
        purchaseOrderId: name,
        orderLines: [{ productId: name, quantity: 1 }],
      });
      expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
      expect((await server.state('orders', order.requestReferenceId)).orderStatus).toBe('approved');
    },
  );

  it('are confirmed with all lines when they have 10,000', async () => {
    await server.freeze();
    const orderLines = Array.from({ length: 10_000 }, () => ({
      productId: '9789000000017',
      quantity: 1,
    }));
    const order = anOrder({ orderLines });
    expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
    expect(await server.advance('PT1S')).toMatchObject({ delivered: 1 });
    const [confirmation] =
      (await server.state('orders', order.requestReferenceId)).bestelomgeving?.confirmations ?? [];
    expect(confirmation?.['orderConfirmationLines']).toHaveLength(10_000);
  });

  it('are accepted with 60,000 unknown fields and recorded with 100 findings', async () => {
    const extra = Object.fromEntries(
      Array.from({ length: 60_000 }, (_, number) => [`f${number}`, 1]),
    );
    expect((await server.put('/ordersysteem/orders', { ...extra, ...anOrder() })).status).toBe(202);
    const exchange = await server.lastExchange('operation=acceptOrder');
    expect(exchange?.findings).toHaveLength(100);
  });

  it('are recorded as text when they have 10,000 levels', async () => {
    const deep = '['.repeat(10_000);
    await server.put('/ordersysteem/orders', deep + ']'.repeat(10_000), null);
    const exchange = await server.lastExchange('status=401');
    expect(exchange?.request.body).toEqual(expect.stringMatching(/^\[{10000}/));
    const settings = await server.http
      .put('/_sandbox/workspaces/default/settings')
      .set('content-type', 'application/json')
      .send(`{"x":${deep}${']'.repeat(10_000)}}`);
    expect([settings.status, detailOf(settings)]).toEqual([
      400,
      'body: expected at most 200 levels, seen more',
    ]);
  });

  it('cause no 5xx when they are truncated', async () => {
    const request = [
      'PUT /ordersysteem/orders HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      'Content-Length: 500',
      '',
      '{"a":',
    ];
    await raw(request.join('\r\n'));
    expect((await server.exchanges()).filter(({ status }) => status >= 500)).toEqual([]);
  });
});

describe('unusual requests', () => {
  it('are served in absolute form', async () => {
    const response = await raw(
      `PUT ${server.url}/ordersysteem/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(response.split('\r\n')[0]).toBe('HTTP/1.1 401 Unauthorized');
  });

  it('are answered 404 in the error format of the role for a path that cannot be decoded', async () => {
    const { status, body } = await server.http.put('/ordersysteem/%zz');
    expect([status, (body as { status: number }).status]).toEqual([404, 99]);
    const exchange = await server.lastExchange('status=404');
    expect(exchange?.path).toBe('/ordersysteem/%zz');
  });

  it.each([
    ['/ordersysteem/v1/oauth2/token', 'client_secret=hunter2'],
    ['/oauth/token', 'client%5Fsecret=hunter2'],
    ['/nobody/oauth2/token', 'a=b;client_secret=hunter2'],
    ['/ordersysteem/orders?token=hunter2', ''],
  ])('leave no secret in the journal when a token request is sent to %s', async (path, body) => {
    await server.http.post(path).type('form').set('x-api-key', 'hunter2').send(body);
    const exchanges = await server.exchanges();
    expect(exchanges).toHaveLength(1);
    expect(JSON.stringify(exchanges)).not.toContain('hunter2');
  });

  it('leave no secret in the pointer of a finding, or in a near miss', async () => {
    const name = 'client_secret=hunter2';
    await server.put('/ordersysteem/orders', anOrder({ [name]: 'x', password: 'x' }));
    const order = await server.lastExchange('operation=acceptOrder&direction=inbound');
    const pointers = order?.findings.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/client_secret=[redacted]', '/password']);
    await server.http.put('/ordersysteem/orders/TGT-1-hunter2-login.boknett.no');
    const { nearMiss } = (await server.lastExchange('status=404')) ?? {};
    expect(nearMiss).toMatchObject({ operation: 'acceptOrder', reason: 'unexpected /[redacted]' });
  });

  it('leave no secret in the journal when a client sends its token request as multipart/form-data', async () => {
    await server.http.post('/bokbasen/oauth/token').field('client_secret', 'hunter2');
    await server.http.post('/ordersysteem/oauth2/token').field('client_secret', 'hunter2');
    const exchanges = await server.exchanges();
    expect(exchanges.map(({ status }) => status)).toEqual([400, 401]);
    expect(JSON.stringify(exchanges)).not.toContain('hunter2');
  });

  it('are answered with the expected scheme when they use another one', async () => {
    const { headers } = await server.http
      .put('/ordersysteem/orders')
      .set('authorization', 'Basic eDp5');
    expect(headers['www-authenticate']).toContain('Authorization must be: Bearer <token>');
  });
});

describe('unusual control requests', () => {
  it.each([
    [
      'put',
      'settings',
      { confirmAfter: 'P100000D' },
      '/confirmAfter: expected an ISO 8601 duration',
    ],
    [
      'put',
      'settings',
      { confirmAfter: 'PT1S foo' },
      '/confirmAfter: expected an ISO 8601 duration',
    ],
    [
      'put',
      'settings',
      { x: 1 },
      '/x: expected one of decide, confirmAfter, processAfter, retryPauses, seen no such field',
    ],
    [
      'put',
      'partners/bestelomgeving',
      { baseUrl: 'http://a', client_secret: 's' },
      '/client_secret: expected one of baseUrl',
    ],
    [
      'put',
      'partners/bestelomgeving',
      { baseUrl: 'http://a/?x=1' },
      '/baseUrl: expected an http or https URL',
    ],
    [
      'put',
      'partners/bestelomgeving',
      { baseUrl: 'http://u:p@a/' },
      '/baseUrl: expected an http or https URL',
    ],
    [
      'put',
      'clock',
      { mode: 'frozen', now: '2016-12-31T23:59:60Z' },
      '/now: expected a time from 1970',
    ],
    [
      'put',
      'clock',
      { mode: 'frozen', now: '0001-01-01T00:00:00Z' },
      '/now: expected a time from 1970',
    ],
    ['get', 'exchanges?since=2016-12-31T23:59:60Z', undefined, 'since: expected an RFC 3339 time'],
    ['get', 'exchanges?cursor=zzzz', undefined, 'cursor: expected a nextCursor of this list'],
    ['get', 'deliveries?cursor=', undefined, 'cursor: expected a nextCursor of this list'],
    ['get', 'state/orders?cursor=!!!', undefined, 'cursor: expected a nextCursor of this list'],
  ] as const)('%s %s %j is answered 400', async (method, path, body, detail) => {
    const response = await server.tryControl(method, path, body);
    expect([response.status, detailOf(response)]).toEqual([400, expect.stringContaining(detail)]);
  });

  it('are all applied when they are concurrent', async () => {
    await Promise.all([
      server.freeze('2030-01-01T00:00:00Z'),
      server.control('put', 'settings', { confirmAfter: 'PT2S' }),
      server.control('put', 'settings', { processAfter: 'PT3S' }),
    ]);
    expect(await server.control('get', 'settings')).toMatchObject({
      confirmAfter: 'PT2S',
      processAfter: 'PT3S',
    });
    expect(await server.control('get', 'clock')).toMatchObject({ mode: 'frozen' });
    await server.control('put', 'settings', { confirmAfter: 'PT0.2S', processAfter: 'PT1S' });
  });

  it('list items newest first while the clock is frozen', async () => {
    await server.freeze();
    const orders = Array.from({ length: 10 }, () => anOrder());
    for (const order of orders) await server.put('/ordersysteem/orders', order);
    const { items } = await server.control<{ items: { requestReferenceId: string }[] }>(
      'get',
      'state/orders',
    );
    expect(items.map(({ requestReferenceId }) => requestReferenceId)).toEqual(
      orders.toReversed().map(({ requestReferenceId }) => requestReferenceId),
    );
  });
});

describe('a partner that does not respond', () => {
  it('blocks neither messages to another partner nor a reset', async () => {
    partner.responses = Array<'hang'>(100).fill('hang');
    await server.control('put', 'partners/ordersysteem', { baseUrl: partner.url });
    for (let times = 0; times < 80; times += 1) await server.control('post', 'state/orders', {});
    await partner.waitForMessages(8);
    await server.control('put', 'settings', { confirmAfter: 'PT0S' });
    const order = anOrder();
    await server.put('/ordersysteem/orders', order);
    let status: unknown;
    for (let polls = 0; polls < 500 && status !== 'approved'; polls += 1) {
      status = (await server.state('orders', order.requestReferenceId)).bestelomgeving?.[
        'orderStatus'
      ];
    }
    expect(status).toBe('approved');
    const before = performance.now();
    await server.control('post', 'reset');
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(await server.outbox()).toEqual([]);
    await server.control('put', 'settings', { confirmAfter: 'PT0.2S' });
  });

  it('blocks only messages of the same order', async () => {
    partner.responses = Array<'hang'>(10).fill('hang');
    await server.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    await server.control('put', 'settings', { confirmAfter: 'PT0S' });
    const [repeatedOrder, otherOrder] = [anOrder(), anOrder()];
    for (let times = 0; times < 70; times += 1)
      await server.put('/ordersysteem/orders', repeatedOrder);
    await server.put('/ordersysteem/orders', otherOrder);
    const received = await partner.waitForMessages(2);
    expect(received.map(({ body }) => body['requestReferenceId'])).toEqual([
      repeatedOrder.requestReferenceId,
      otherOrder.requestReferenceId,
    ]);
    await server.control('put', 'settings', { confirmAfter: 'PT0.2S' });
  });
});
