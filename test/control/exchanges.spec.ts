import { beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { anOrder } from '../support/builders.js';
import { TestServer, testServer, type Exchange, type Workspace } from '../support/test-server.js';

const server = testServer();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
});

const wait = (query: string) => workspace.tryControl('get', `exchanges/wait?${query}`);
const detailOf = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

describe('GET …/exchanges/wait', () => {
  it('answers the first matching exchange that finishes after the request arrived', async () => {
    await workspace.freeze();
    await workspace.put('/ordersysteem/orders', anOrder());
    const waiting = wait('operation=acceptOrder&role=ordersysteem&timeout=20').then(
      (response) => response,
    );
    // Two further requests are answered after the wait request has arrived.
    await workspace.control('get', 'clock');
    await workspace.control('get', 'clock');
    const order = anOrder();
    await workspace.put('/ordersysteem/creditorders', {});
    await workspace.put('/ordersysteem/orders', order);
    const response = await waiting;
    const newest = await workspace.lastExchange('operation=acceptOrder');
    expect([response.status, response.body]).toEqual([200, newest]);
    expect(newest?.request.body).toEqual(order);
  });

  it('answers at once the first exchange that finished after since', async () => {
    await workspace.freeze();
    const since = new Date().toISOString();
    const orders = [anOrder(), anOrder()];
    for (const order of orders) await workspace.put('/ordersysteem/orders', order);
    const response = await wait(`operation=acceptOrder&since=${since}&timeout=0`);
    expect((response.body as Exchange).request.body).toEqual(orders[0]);
  });

  it('waits for outbound exchanges too', async () => {
    const since = new Date().toISOString();
    await workspace.put('/ordersysteem/orders', anOrder());
    const response = await wait(`operation=confirmOrder&direction=outbound&since=${since}`);
    expect(response.body).toMatchObject({
      direction: 'outbound',
      operation: 'confirmOrder',
      status: 202,
      peer: 'sandbox',
    });
  });

  it('answers 204 when none finishes in time', async () => {
    const response = await wait('operation=acceptOrder&timeout=0.1');
    expect([response.status, response.text]).toEqual([204, '']);
  });

  it('keeps its workspace from expiring', async () => {
    workspace = await server.workspace({ expiresAfter: 'PT1S' });
    expect((await wait('operation=acceptOrder&timeout=1.5')).status).toBe(204);
    expect((await workspace.tryControl('get', 'clock')).status).toBe(200);
  });

  it('ignores exchanges of another workspace', async () => {
    const waiting = wait('operation=acceptOrder&timeout=0.5').then((response) => response);
    const otherWorkspace = await server.workspace();
    await otherWorkspace.put('/ordersysteem/orders', anOrder());
    expect((await waiting).status).toBe(204);
  });

  it.each([
    ['timeout=121', 'timeout: expected seconds from 0 to 120, seen 121'],
    ['timeout=soon', 'timeout: expected seconds from 0 to 120, seen soon'],
    ['since=noon', 'since: expected an RFC 3339 time like 2026-09-01T08:00:00Z, seen noon'],
    [
      'colour=blue',
      'colour: expected one of limit, cursor, direction, role, operation, status, since, q, timeout, seen blue',
    ],
  ])('answers 400 to %s', async (query, detail) => {
    const response = await wait(query);
    expect([response.status, detailOf(response)]).toEqual([400, detail]);
  });

  it.each([
    ['role=nope', /^role: expected one of ordersysteem, .*, seen nope$/],
    [
      'operation=acceptOrdr',
      /^operation: expected one of acceptOrder, .*issueToken.*, seen acceptOrdr$/,
    ],
  ])('answers 400 to %s, which can never match', async (query, detail) => {
    const response = await wait(query);
    expect([response.status, detailOf(response)]).toEqual([400, expect.stringMatching(detail)]);
  });

  it('does not prevent the server from stopping', async () => {
    const stoppingServer = new TestServer();
    await stoppingServer.start();
    const { port } = new URL(stoppingServer.url);
    const path = '/_sandbox/workspaces/default/exchanges/wait?timeout=60';
    const waitRequest = request({ port, path }).end();
    const waiting = new Promise<number | undefined>((resolve, reject) => {
      waitRequest.on('response', ({ statusCode }) => resolve(statusCode)).on('error', reject);
    });
    await new Promise((sent) => waitRequest.on('finish', sent));
    await stoppingServer.control('get', 'clock');
    await stoppingServer.control('get', 'clock');
    await stoppingServer.remove();
    expect(await waiting).toBe(204);
  });
});

describe('a control API request', () => {
  it.each(['/%5fsandbox/workspaces', '/_sandbox/workspaces'])(
    'is not recorded when it is sent to %s',
    async (path) => {
      await server.control('delete', 'exchanges');
      await server.http.get(path);
      expect(await server.exchanges()).toEqual([]);
    },
  );
});

describe('DELETE …/exchanges', () => {
  it('clears the journal, which records later exchanges', async () => {
    await workspace.put('/ordersysteem/orders', {});
    const response = await workspace.tryControl('delete', 'exchanges');
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await workspace.exchanges()).toEqual([]);
    await workspace.put('/ordersysteem/orders', {});
    expect(await workspace.exchanges()).toHaveLength(1);
  });
});

describe('nearMiss of a request without a matching operation', () => {
  const send = async (method: 'put' | 'get' | 'post', path: string) => {
    const token = await workspace.token();
    await server.http[method](path).set('authorization', `Bearer ${token}`);
    const exchange = await workspace.lastExchange();
    return [exchange?.status, exchange?.nearMiss];
  };
  const acceptOrder = { operation: 'acceptOrder', role: 'ordersysteem', method: 'PUT' };

  it.each([
    [
      'put',
      '/ordersysteem/orderz',
      404,
      { ...acceptOrder, path: '/ordersysteem/orders', reason: 'expected /orders, seen /orderz' },
    ],
    [
      'put',
      '/ordersysteem/v3/orders',
      404,
      { ...acceptOrder, path: '/ordersysteem/v1/orders', reason: 'expected /v1, seen /v3' },
    ],
    [
      'post',
      '/ordersystem/orders',
      404,
      {
        ...acceptOrder,
        path: '/ordersysteem/orders',
        reason: 'expected /ordersysteem, seen /ordersystem; expected PUT, seen POST',
      },
    ],
    [
      'put',
      '/ordersysteem/orders/17',
      404,
      {
        operation: 'acceptOrder',
        role: 'ordersysteem',
        method: 'PUT',
        path: '/ordersysteem/orders',
        reason: 'unexpected /17',
      },
    ],
    [
      'post',
      '/ordersysteem/orders',
      405,
      { ...acceptOrder, path: '/ordersysteem/v1/orders', reason: 'expected PUT, seen POST' },
    ],
    [
      'put',
      '/bestelomgeving/orders',
      405,
      {
        ...acceptOrder,
        path: '/ordersysteem/v1/orders',
        reason:
          'this role does not serve the operation; ordersysteem (Ordersysteem leermiddelen) serves it',
      },
    ],
    [
      'get',
      '/bestelomgeving/deliveryorders',
      405,
      {
        operation: 'getDeliveryOrder',
        role: 'bestelomgeving',
        method: 'GET',
        path: '/bestelomgeving/v2/deliveryorders/{id}',
        reason: 'missing /{id}',
      },
    ],
    [
      'post',
      '/bokbasen/orders/v1/7/line/1',
      404,
      {
        operation: 'updateOrderLineStatus',
        role: 'bokbasen-orders',
        method: 'POST',
        path: '/bokbasen/orders/v1/{id}/lines/{lineId}',
        reason: 'expected /lines, seen /line',
      },
    ],
  ] as const)(
    '%s %s names the closest operation and why it did not match',
    async (method, path, status, near) => {
      expect(await send(method, path)).toEqual([status, near]);
    },
  );

  it('is absent when no operation is close', async () => {
    expect(await send('get', '/wp-admin/setup-config.php')).toEqual([404, undefined]);
  });

  it('is absent when an operation matches', async () => {
    expect(await send('put', '/ordersysteem/orders')).toEqual([400, undefined]);
  });
});

describe('a message with schema errors', () => {
  it('is recorded with a finding for each error', async () => {
    await workspace.put('/ordersysteem/orders', {
      ...anOrder(),
      requestReferenceId: 'x',
      orderLines: [{ productId: '9789000000017', quantity: '5' }],
    });
    const exchange = await workspace.lastExchange('operation=acceptOrder');
    const common = {
      requirement: 'EDUV-ORDER-01',
      level: 'MUST',
      source:
        'Order API 0.9.2, components.schemas: required, type, format and enum of each message',
      text: 'The message conforms to its JSON schema',
    };
    expect([exchange?.status, exchange?.findings]).toEqual([
      400,
      [
        { ...common, pointer: '/requestReferenceId', expected: 'uuid', seen: 'x' },
        { ...common, pointer: '/orderLines/0/quantity', expected: 'integer', seen: 'string "5"' },
      ],
    ]);
  });

  it.each([
    [
      'bestelomgeving',
      'put',
      '/bestelomgeving/v2/deliveryorders/confirmations',
      'EDUV-DELIVERY-01',
      '/deliveryOrderReferenceId',
    ],
    [
      'bestelomgeving',
      'get',
      '/bestelomgeving/v2/deliveryorders/school?status=gone',
      'EDUV-DELIVERY-01',
      '?status',
    ],
    [
      'bokbasen',
      'post',
      '/bokbasen/orders/v1/0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11/lines/1',
      'BOKB-ORDER-25',
      '/status',
    ],
  ] as const)(
    'of %s is recorded with a finding: %s %s',
    async (_role, method, path, requirement, pointer) => {
      await workspace.call(method, path, method === 'get' ? {} : { body: {} });
      const exchange = await workspace.lastExchange('status=400');
      expect(exchange?.findings[0]).toMatchObject({ requirement, level: 'MUST', pointer });
    },
  );
});
