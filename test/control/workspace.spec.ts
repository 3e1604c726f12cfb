import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

beforeEach(() => server.control('post', 'reset'));

describe('POST …/reset', () => {
  it('clears orders, journal, outbox and clock, and keeps settings, partners and tokens', async () => {
    await server.freeze();
    await server.control('put', 'settings', { confirmAfter: 'PT3S' });
    await server.control('put', 'partners/bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
    const order = anOrder({ purchaseOrderId: 'PO-MAGIC-429' });
    const token = await server.token();
    expect((await server.put('/ordersysteem/orders', order, token)).status).toBe(429);
    expect((await server.put('/ordersysteem/orders', order, token)).status).toBe(202);
    const response = await server.tryControl('post', 'reset');
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await server.exchanges()).toEqual([]);
    expect(await server.outbox()).toEqual([]);
    expect(await server.control('get', 'state/orders')).toEqual({ items: [] });
    expect(await server.control('get', 'clock')).toMatchObject({ mode: 'real' });
    expect(await server.control('get', 'settings')).toMatchObject({ confirmAfter: 'PT3S' });
    expect(await server.control('get', 'partners/bestelomgeving')).toEqual({
      baseUrl: 'http://127.0.0.1:1',
    });
    await server.freeze();
    expect((await server.put('/ordersysteem/orders', order, token)).status).toBe(429);
    await server.control('delete', 'partners/bestelomgeving');
    await server.control('put', 'settings', { confirmAfter: 'PT0.2S' });
  });
});

describe('…/settings', () => {
  it('changes only the given settings', async () => {
    const before = await server.control('get', 'settings');
    expect(before).toEqual({
      decide: 'auto',
      confirmAfter: 'PT0.2S',
      processAfter: 'PT1S',
      retryPauses: ['PT1S', 'PT5S', 'PT30S', 'PT5M'],
    });
    expect(
      await server.control('put', 'settings', { confirmAfter: 'PT5S', retryPauses: [] }),
    ).toEqual({
      ...before,
      confirmAfter: 'PT5S',
      retryPauses: [],
    });
    await server.freeze();
    await server.put('/ordersysteem/orders', anOrder());
    expect(await server.advance('PT4.9S')).toMatchObject({ delivered: 0 });
    expect(await server.advance('PT0.1S')).toMatchObject({ delivered: 1 });
    expect(await server.control('put', 'settings', before)).toEqual(before);
  });

  it.each([
    [
      { confirmAfter: '5' },
      '/confirmAfter: expected an ISO 8601 duration of weeks, days, hours, minutes or seconds, at most ten years, seen 5',
    ],
    [
      { retryPauses: ['PT1S', 'x'] },
      '/retryPauses/1: expected an ISO 8601 duration of weeks, days, hours, minutes or seconds, at most ten years, seen x',
    ],
    [{ decide: 'never' }, '/decide: expected one of auto, manual, seen never'],
    [[], 'body: expected object, seen array'],
  ])('refuses %j', async (settings, detail) => {
    const response = await server.tryControl('put', 'settings', settings);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });
});

describe('…/clock', () => {
  it('freezes at a given time and advances', async () => {
    expect(
      await server.control('put', 'clock', { mode: 'frozen', now: '2030-01-01T01:00:00+01:00' }),
    ).toEqual({
      mode: 'frozen',
      now: '2030-01-01T00:00:00.000Z',
    });
    expect(await server.advance('P1DT1S')).toEqual({
      now: '2030-01-02T00:00:01.000Z',
      delivered: 0,
      failed: 0,
      waiting: 0,
    });
    expect(await server.control('get', 'clock')).toEqual({
      mode: 'frozen',
      now: '2030-01-02T00:00:01.000Z',
    });
  });

  it('has an offset after an advance while running, and none after mode real', async () => {
    await server.advance('P1D');
    const ahead =
      Date.parse((await server.control<{ now: string }>('get', 'clock')).now) - Date.now();
    expect(Math.round(ahead / 1000)).toBe(86_400);
    await server.control('put', 'clock', { mode: 'real' });
    const behind =
      Date.parse((await server.control<{ now: string }>('get', 'clock')).now) - Date.now();
    expect(Math.abs(behind)).toBeLessThan(1000);
  });

  it('sends messages that become due when it is set', async () => {
    await server.freeze('2026-09-01T08:00:00Z');
    const { requestReferenceId } = anOrder();
    await server.put('/ordersysteem/orders', anOrder({ requestReferenceId }));
    await server.freeze('2026-09-01T08:01:00Z');
    await server.advance('PT0S');
    expect((await server.state('orders', requestReferenceId)).bestelomgeving).toMatchObject({
      orderStatus: 'approved',
    });
  });

  it('sends messages that an advance itself causes', async () => {
    await server.freeze();
    const { requestReferenceId } = await server.control<{ requestReferenceId: string }>(
      'post',
      'state/orders',
      {},
    );
    await server.advance('PT1S');
    expect((await server.state('orders', requestReferenceId)).bestelomgeving).toMatchObject({
      orderStatus: 'approved',
    });
  });

  it.each([
    ['put', 'clock', { mode: 'stopped' }, '/mode: expected one of real, frozen, seen stopped'],
    ['put', 'clock', { mode: 'frozen', now: 'noon' }, '/now: expected date-time, seen noon'],
    [
      'post',
      'clock/advance',
      { duration: 'P1M' },
      '/duration: expected an ISO 8601 duration of weeks, days, hours, minutes or seconds, at most ten years, seen P1M',
    ],
    ['post', 'clock/advance', {}, '/duration: expected string, seen missing'],
  ] as const)('%s %s refuses %j', async (method, path, body, detail) => {
    const response = await server.tryControl(method, path, body);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });
});

describe('…/partners/{role}', () => {
  it('is set, shown without its secret, and removed', async () => {
    const address = {
      baseUrl: 'http://127.0.0.1:1/v1/',
      tokenUrl: 'http://127.0.0.1:1/token',
      clientId: 'us',
      clientSecret: 'x',
    };
    const shown = {
      baseUrl: 'http://127.0.0.1:1/v1',
      tokenUrl: 'http://127.0.0.1:1/token',
      clientId: 'us',
    };
    expect(await server.control('put', 'partners/ordersysteem', address)).toEqual(shown);
    expect(await server.control('get', 'partners/ordersysteem')).toEqual(shown);
    expect((await server.tryControl('delete', 'partners/ordersysteem')).status).toBe(204);
    const gone = await server.tryControl('get', 'partners/ordersysteem');
    expect([gone.status, detailOf(gone)]).toEqual([
      404,
      'No partner is set for ordersysteem: the sandbox plays that role itself',
    ]);
  });

  it.each([
    [
      { baseUrl: 'partner.example' },
      '/baseUrl: expected an http or https URL, seen partner.example',
    ],
    [
      { baseUrl: 'http://a', tokenUrl: 'http://a' },
      '/clientId: expected a client id for the token endpoint, seen missing',
    ],
    [
      { baseUrl: 'http://a', tokenAuth: 'magic' },
      '/tokenAuth: expected one of client_secret_basic, client_secret_post, private_key_jwt, seen magic',
    ],
    [{}, '/baseUrl: expected string, seen missing'],
  ])('refuses %j', async (address, detail) => {
    const response = await server.tryControl('put', 'partners/ordersysteem', address);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });

  it('answers 404 for an unknown role', async () => {
    const response = await server.tryControl('put', 'partners/shop', { baseUrl: 'http://a' });
    expect([response.status, detailOf(response)]).toEqual([
      404,
      'The sandbox sends no messages to "shop"; use one of ordersysteem, bestelomgeving, aanspraakmanager',
    ]);
  });
});

describe('…/state/{collection}', () => {
  it('lists items newest first, page by page', async () => {
    await server.freeze();
    const orders = [anOrder(), anOrder(), anOrder()];
    for (const order of orders) {
      await server.put('/ordersysteem/orders', order);
      await server.advance('PT1S');
    }
    interface Page {
      items: { requestReferenceId: string }[];
      nextCursor?: string;
    }
    const first = await server.control<Page>('get', 'state/orders?limit=2');
    const second = await server.control<Page>(
      'get',
      `state/orders?limit=2&cursor=${first.nextCursor}`,
    );
    expect(
      [...first.items, ...second.items].map(({ requestReferenceId }) => requestReferenceId),
    ).toEqual(orders.toReversed().map(({ requestReferenceId }) => requestReferenceId));
    expect(second.nextCursor).toBeUndefined();
  });

  it.each([
    [
      'get',
      'state/shoes',
      'There is no collection "shoes"; use one of schools, contracts, memberships, consents, parties, bokbasen-products, titles, consumers, orders, creditorders, deliveryorders, bokbasen-orders, dds-orders, reports',
    ],
    ['get', 'state/orders/none', 'There is no item none in orders of workspace default'],
    [
      'post',
      'state/shoes',
      'There is no collection "shoes"; use one of schools, contracts, memberships, consents, parties, bokbasen-products, titles, consumers, orders, creditorders, deliveryorders, bokbasen-orders, dds-orders, reports',
    ],
  ] as const)('%s %s answers 404', async (method, path, detail) => {
    const response = await server.tryControl(method, path, method === 'post' ? {} : undefined);
    expect([response.status, detailOf(response)]).toEqual([404, detail]);
  });

  it.each([
    ['[]', 'body: expected a JSON object, seen array'],
    ['{', expect.stringContaining('expected JSON')],
  ])('POST refuses %s', async (body, detail) => {
    const response = await server.http
      .post('/_sandbox/workspaces/default/state/orders')
      .set('content-type', 'application/json')
      .send(body);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });
});

describe('the control API', () => {
  it('answers 404 for a workspace that does not exist', async () => {
    const response = await server.http.get('/_sandbox/workspaces/nobody/exchanges');
    expect([response.status, response.headers['content-type'], response.body]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
      {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: 'There is no workspace "nobody"',
      },
    ]);
  });

  it('answers 404 for an unknown path', async () => {
    const response = await server.http.get('/_sandbox/nothing');
    expect([response.status, detailOf(response)]).toEqual([
      404,
      'Unknown path: /_sandbox/nothing.',
    ]);
  });
});

describe('SANDBOX_TOKEN', () => {
  const guarded = testServer({ SANDBOX_TOKEN: 'open sesame' });

  it('is required by the control API only', async () => {
    const refused = await guarded.http.get('/_sandbox/rules');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      401,
      'Bearer realm="control API"',
    ]);
    expect(
      (await guarded.http.get('/_sandbox/rules').set('authorization', 'Bearer open sesame')).status,
    ).toBe(200);
    expect((await guarded.http.get('/healthz')).status).toBe(200);
    expect((await guarded.put('/ordersysteem/orders', anOrder())).status).toBe(202);
  });
});

describe('the operational endpoints', () => {
  it.each([
    ['/healthz', { status: 'ok' }],
    ['/readyz', { status: 'ready' }],
  ])('%s answers 200', async (path, body) => {
    const response = await server.http.get(path);
    expect([response.status, response.body]).toEqual([200, body]);
  });

  it('/metrics counts exchanges, findings and waiting messages', async () => {
    await server.freeze();
    await server.put('/ordersysteem/orders', anOrder({ orderLines: [] }));
    const { text, headers } = await server.http.get('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toMatch(
      /ketenlab_exchange_seconds_count\{direction="inbound",role="ordersysteem",operation="acceptOrder",status="202"\} \d+/,
    );
    expect(text).toMatch(/ketenlab_findings_total\{requirement="EDUV-ORDER-31",level="SHOULD"\} 1/);
    expect(text).toMatch(/ketenlab_outbox_waiting 1/);
  });
});
