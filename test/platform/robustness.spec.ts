import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const slow = partnerServer();
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

beforeEach(() => server.control('post', 'reset'));
afterEach(async () => {
  // Breaks off what hangs.
  await server.control('post', 'reset');
  slow.reset();
  for (const role of ['ordersysteem', 'bestelomgeving'])
    await server.control('delete', `partners/${role}`);
});

/** Sends bytes as they are, and answers what comes back. */
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

describe('odd messages', () => {
  it.each(['constructor', 'toString', '__proto__'])(
    'may name their purchaseOrderId and product %s',
    async (name) => {
      const order = anOrder({
        purchaseOrderId: name,
        orderLines: [{ productId: name, quantity: 1 }],
      });
      expect((await server.put('/ordersysteem/orders', order)).status).toBe(202);
      expect((await server.state('orders', order.requestReferenceId)).orderStatus).toBe('approved');
    },
  );

  it('with 10,000 lines are confirmed line by line', async () => {
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

  it('with very many unknown fields are accepted, with 100 findings', async () => {
    const extra = Object.fromEntries(
      Array.from({ length: 60_000 }, (_, number) => [`f${number}`, 1]),
    );
    expect((await server.put('/ordersysteem/orders', { ...extra, ...anOrder() })).status).toBe(202);
    const [exchange] = await server.exchanges('operation=acceptOrder');
    expect(exchange?.findings).toHaveLength(100);
  });

  it('that nest without end are in the journal as text', async () => {
    const deep = '['.repeat(10_000);
    await server.put('/ordersysteem/orders', deep + ']'.repeat(10_000), null);
    const [exchange] = await server.exchanges('status=401');
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

  it('that are cut off are no error of ours', async () => {
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

describe('odd requests', () => {
  it('in absolute form are served', async () => {
    const answer = await raw(
      `PUT ${server.url}/ordersysteem/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(answer.split('\r\n')[0]).toBe('HTTP/1.1 401 Unauthorized');
  });

  it('with a path that cannot be decoded are 404 in the dialect of the role, and in the journal', async () => {
    const { status, body } = await server.http.put('/ordersysteem/%zz');
    expect([status, (body as { status: number }).status]).toEqual([404, 99]);
    const [exchange] = await server.exchanges('status=404');
    expect(exchange?.path).toBe('/ordersysteem/%zz');
  });

  it.each([
    ['/ordersysteem/v1/oauth2/token', 'client_secret=hunter2'],
    ['/oauth/token', 'client%5Fsecret=hunter2'],
    ['/nobody/oauth2/token', 'a=b;client_secret=hunter2'],
    ['/ordersysteem/orders?token=hunter2', ''],
  ])('for a token that went astray to %s leave no secret in the journal', async (path, body) => {
    await server.http.post(path).type('form').set('x-api-key', 'hunter2').send(body);
    const exchanges = await server.exchanges();
    expect(exchanges).toHaveLength(1);
    expect(JSON.stringify(exchanges)).not.toContain('hunter2');
  });

  it('with another scheme are told so', async () => {
    const { headers } = await server.http
      .put('/ordersysteem/orders')
      .set('authorization', 'Basic eDp5');
    expect(headers['www-authenticate']).toContain('Authorization is to be: Bearer <token>');
  });
});

describe('odd controls', () => {
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
      '/now: expected a moment from 1970',
    ],
    [
      'put',
      'clock',
      { mode: 'frozen', now: '0001-01-01T00:00:00Z' },
      '/now: expected a moment from 1970',
    ],
    ['get', 'exchanges?since=2016-12-31T23:59:60Z', undefined, 'since: expected an RFC 3339 time'],
    ['get', 'exchanges?cursor=zzzz', undefined, 'cursor: expected a nextCursor of this list'],
    ['get', 'deliveries?cursor=', undefined, 'cursor: expected a nextCursor of this list'],
    ['get', 'state/orders?cursor=!!!', undefined, 'cursor: expected a nextCursor of this list'],
  ] as const)('%s %s %j is refused', async (method, path, body, detail) => {
    const response = await server.tryControl(method, path, body);
    expect([response.status, detailOf(response)]).toEqual([400, expect.stringContaining(detail)]);
  });

  it('that come together are all kept', async () => {
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

  it('list the newest first when time stands still', async () => {
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

describe('a partner that hangs', () => {
  it('does not hold up what goes to another one, nor a reset', async () => {
    slow.responses = Array<'hang'>(100).fill('hang');
    await server.control('put', 'partners/ordersysteem', { baseUrl: slow.url });
    for (let times = 0; times < 80; times += 1) await server.control('post', 'state/orders', {});
    await slow.waitForMessages(8);
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

  it('does not keep many repeats of one order in front of another order', async () => {
    slow.responses = Array<'hang'>(10).fill('hang');
    await server.control('put', 'partners/bestelomgeving', { baseUrl: slow.url });
    await server.control('put', 'settings', { confirmAfter: 'PT0S' });
    const [loud, quiet] = [anOrder(), anOrder()];
    for (let times = 0; times < 70; times += 1) await server.put('/ordersysteem/orders', loud);
    await server.put('/ordersysteem/orders', quiet);
    const heard = await slow.waitForMessages(2);
    expect(heard.map(({ body }) => body['requestReferenceId'])).toEqual([
      loud.requestReferenceId,
      quiet.requestReferenceId,
    ]);
    await server.control('put', 'settings', { confirmAfter: 'PT0.2S' });
  });
});
