import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

describe('the journal', () => {
  beforeEach(() => server.control('post', 'reset'));

  it('records a request and its response with the token redacted', async () => {
    await server.freeze();
    const order = anOrder({ colour: 'blue' });
    await server.put('/ordersysteem/v1/orders', order);
    const exchange = await server.lastExchange('operation=acceptOrder');
    expect(exchange).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      direction: 'inbound',
      peer: 'partner',
      role: 'ordersysteem',
      operation: 'acceptOrder',
      method: 'PUT',
      path: '/ordersysteem/v1/orders',
      status: 202,
      durationMs: expect.any(Number),
      request: {
        headers: expect.objectContaining({
          'content-type': 'application/json',
          authorization: 'Bearer [redacted]',
        }),
        body: order,
      },
      response: { headers: { 'api-version': '0.9.2' }, body: null },
      findings: [
        {
          requirement: 'EDUV-ORDER-30',
          level: 'INFO',
          pointer: '/colour',
          expected: 'no such field',
          seen: 'a field',
          source: 'Order API 0.9.2, components.schemas: they do not forbid other fields',
          text: 'The message contains only fields that the schema defines',
        },
      ],
    });
    expect(await server.control('get', `exchanges/${exchange?.id}`)).toEqual(exchange);
  });

  it.each([
    ['a 405 with its body', '/bestelomgeving/orders', '{"a":1}', 405, { a: 1 }, 'bestelomgeving'],
    ['broken JSON as its text', '/ordersysteem/orders', '{broken', 400, '{broken', 'ordersysteem'],
    ['a 404', '/ordersysteem/nothing', '{"a":1}', 404, { a: 1 }, 'ordersysteem'],
    ['a 404 without a role', '/nothing', '{"a":1}', 404, { a: 1 }, null],
  ])('records %s', async (_name, path, body, status, recordedBody, role) => {
    await server.put(path, body, await server.token());
    const exchange = await server.lastExchange(`status=${status}`);
    expect([exchange?.path, exchange?.request.body, exchange?.role]).toEqual([
      path,
      recordedBody,
      role,
    ]);
  });

  it('records a request that was refused because of its token', async () => {
    await server.put('/ordersysteem/orders', { a: 1 }, 'broken');
    const exchange = await server.lastExchange('status=401');
    expect([exchange?.operation, exchange?.request.body, exchange?.response.body]).toEqual([
      'acceptOrder',
      { a: 1 },
      { status: 21 },
    ]);
  });

  it('records no secret and no token of a token request', async () => {
    const form = {
      grant_type: 'client_credentials',
      client_id: 'demo',
      client_secret: 'demo-secret',
    };
    const { body } = await server.http.post('/ordersysteem/oauth2/token').type('form').send(form);
    await server.http
      .post('/oauth2/token?client_secret=in-the-query')
      .type('form')
      .send({ ...form, client_secret: 'another-secret' });
    const recordedBody = JSON.stringify(await server.exchanges('operation=issueToken'));
    expect(recordedBody).toContain('client_id=demo');
    for (const secret of [
      'demo-secret',
      'another-secret',
      'in-the-query',
      (body as { access_token: string }).access_token,
    ]) {
      expect(recordedBody).not.toContain(secret);
    }
  });

  it('records no request to the control API or the pages', async () => {
    for (const path of [
      '/',
      '/docs',
      '/healthz',
      '/metrics',
      '/_sandbox/rules',
      '/_sandbox/nothing',
    ])
      await server.http.get(path);
    expect(await server.exchanges()).toEqual([]);
  });

  it('marks exchanges between roles of the sandbox, which a partner cannot forge', async () => {
    await server.freeze();
    await server.put('/ordersysteem/orders', anOrder());
    await server.advance('PT1S');
    await server.http.put('/ordersysteem/orders').set('sandbox-own-call', 'guessed');
    const peers = (await server.exchanges()).map(
      ({ direction, operation, peer }) => `${direction} ${operation} ${peer}`,
    );
    expect(peers).toContain('inbound confirmOrder sandbox');
    expect(peers).toContain('outbound confirmOrder sandbox');
    expect(peers[0]).toBe('inbound acceptOrder partner');
    expect(JSON.stringify(await server.exchanges())).not.toContain('sandbox-own-call');
  });

  it('lists exchanges newest first by filter, limit and cursor', async () => {
    await server.freeze();
    for (let times = 0; times < 5; times += 1) await server.put('/ordersysteem/orders', anOrder());
    await server.http.get('/orders');
    const count = async (query: string) => (await server.exchanges(query)).length;
    expect(await count('operation=acceptOrder')).toBe(5);
    expect(await count('operation=acceptOrder&status=405')).toBe(0);
    expect(await count('status=405&role=ordersysteem&direction=inbound')).toBe(1);
    expect(await count('direction=outbound')).toBe(0);
    expect(await count('since=2999-01-01T00:00:00Z')).toBe(0);
    expect(await count('since=2020-01-01T00:00:00%2B02:00&operation=acceptOrder')).toBe(5);
    const read: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const page: { items: { id: string }[]; nextCursor?: string } = await server.control(
        'get',
        `exchanges?operation=acceptOrder&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      read.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(read).toEqual((await server.exchanges('operation=acceptOrder')).map(({ id }) => id));
    expect(read).toEqual(read.toSorted().toReversed());
  });

  it.each([
    ['limit=0', 'limit: expected 1 to 500, seen 0'],
    ['limit=501', 'limit: expected 1 to 500, seen 501'],
    ['limit=x', 'limit: expected 1 to 500, seen x'],
    ['status=ok', 'status: expected an HTTP status, seen ok'],
    ['direction=up', 'direction: expected inbound or outbound, seen up'],
    [
      'since=yesterday',
      'since: expected an RFC 3339 time like 2026-09-01T08:00:00Z, seen yesterday',
    ],
    [
      'colour=blue',
      'colour: expected one of limit, cursor, direction, role, operation, status, since, q, seen blue',
    ],
    ['role=a&role=b', 'role: expected one value, seen a,b'],
  ])('answers 400 to ?%s', async (query, detail) => {
    const { status, body } = await server.tryControl('get', `exchanges?${query}`);
    expect([status, (body as { detail: string }).detail]).toEqual([400, detail]);
  });

  it('answers 404 for an unknown exchange', async () => {
    expect((await server.tryControl('get', 'exchanges/none')).status).toBe(404);
  });
});
