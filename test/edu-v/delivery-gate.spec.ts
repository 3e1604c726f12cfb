import { describe, expect, it } from '@jest/globals';
import { deliveryDescriptor } from '../../src/apis/edu-v-delivery/operations.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
type Verb = 'get' | 'put' | 'post' | 'delete' | 'patch';

type OperationRow = [
  name: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  provider: string,
  id: string,
  scopes: string[],
  ok: number,
];

// Table of the Delivery API specification §1.
// prettier-ignore
const table: OperationRow[] = [
  ['getDeliveryOrder',            'GET',  '/deliveryorders/{id}',           'bestelomgeving',   'get-delivery-order',                     ['entitlor', 'licensor', 'dashboard', 'portal'], 200],
  ['getDeliveryOrdersForSchool',  'GET',  '/deliveryorders/school',         'bestelomgeving',   'get-delivery-orders-for-school',         ['dashboard', 'portal'],                         200],
  ['getDeliveryOrdersForUser',    'POST', '/deliveryorders/school/user',    'bestelomgeving',   'get-delivery-orders-for-user-at-school', ['dashboard', 'portal'],                         200],
  ['getDeliveryOrdersByContract', 'GET',  '/deliveryorders/contracts/{id}', 'bestelomgeving',   'get-delivery-orders-by-contract',        ['entitlor', 'licensor'],                        200],
  ['acceptDeliveryOrder',         'PUT',  '/deliveryorders',                'aanspraakmanager', 'accept-delivery-order',                  ['entitlor'],                                    202],
  ['confirmDeliveryOrder',        'PUT',  '/deliveryorders/confirmations',  'bestelomgeving',   'confirm-delivery-order',                 ['entitlor'],                                    202],
];

it('the Delivery API has exactly the six operations of its specification', () => {
  const operations = Object.values(deliveryDescriptor.operations).map((operation) => [
    operation.name,
    operation.method,
    operation.path,
    operation.servedBy,
    operation.operationId,
    operation.scope.map((scope) => scope.replace('eduv.delivery.', '')),
    operation.successStatus,
  ]);
  expect(operations).toEqual(table);
});

describe.each(table)('%s: %s %s', (_name, method, path, provider, _id, _scopes, _ok) => {
  const send = (urlPath: string) =>
    server.http[method.toLowerCase() as Verb](urlPath)
      .set('content-type', 'application/json')
      .send(method === 'GET' ? undefined : '{broken');
  const concrete = path.replace('{id}', '24e39454-5360-4ba4-819f-03e59b8dd679');

  it.each([
    ['', '2.0.0'],
    ['/v2', '2.0.0'],
    ['/v1', '1.0.0'],
  ])(
    'is served with prefix "%s" as version %s, and answers 405 at the other role',
    async (prefix, version) => {
      for (const role of ['bestelomgeving', 'aanspraakmanager']) {
        const { status, headers, text } = await send(`/${role}${prefix}${concrete}`);
        const actual = [
          status,
          headers['api-version'],
          headers['allow'],
          headers['sandbox-reason'],
        ];
        const providerName = deliveryDescriptor.parties[provider];
        const served = [401, version, undefined, expect.any(String), 'with a body'];
        const elsewhere = [405, version, '', `wrong-role; provider="${providerName}"`, ''];
        expect([...actual, text && 'with a body']).toEqual(role === provider ? served : elsewhere);
      }
    },
  );

  it('is served by its provider at the root', async () => {
    for (const prefix of ['', '/v2', '/v1']) {
      const { status, headers } = await send(prefix + concrete);
      expect([status, headers['www-authenticate']]).toEqual([401, `Bearer realm="${provider}"`]);
    }
  });

  it('answers 404 under /v3', async () => {
    expect((await send(`/${provider}/v3${concrete}`)).status).toBe(404);
  });
});

describe('a path or method that no role serves', () => {
  // prettier-ignore
  it.each([
    ['get',    '/deliveryorders',                   ''],
    ['post',   '/deliveryorders',                   ''],
    ['delete', '/deliveryorders/x',                 'GET'],
    ['put',    '/deliveryorders/x',                 'GET'],
    ['get',    '/deliveryorders/confirmations',     'PUT'],
    ['get',    '/v1/deliveryorders/confirmations',  'PUT'],
    ['post',   '/deliveryorders/school',            'GET'],
    ['get',    '/deliveryorders/school/user',       'POST'],
    ['put',    '/deliveryorders/contracts/x',       'GET'],
  ] as const)('%s %s at the Bestelomgeving answers 405, and is not treated as /{id}', async (method, path, allow) => {
    const { status, headers, text } = await server.http[method](`/bestelomgeving${path}`).set('authorization', `Bearer ${await server.token('bestelomgeving')}`);
    expect([status, headers['allow'], headers['sandbox-reason'], text]).toEqual([405, allow, 'wrong-method', '']);
  });

  it.each(['/deliveryorders//', '/deliveryorders/contracts//', '//deliveryorders/x'])(
    '%s with an empty segment answers 404',
    async (path) => {
      expect((await server.call('get', `/bestelomgeving${path}`)).status).toBe(404);
    },
  );

  it('/deliveryorders/contracts without an id is read as the order id "contracts"', async () => {
    const { status, body } = await server.call('get', '/bestelomgeving/deliveryorders/contracts');
    expect([status, body]).toEqual([
      404,
      { status: 99, statusMessage: 'unknown delivery order: contracts' },
    ]);
  });
});

describe('scopes', () => {
  // prettier-ignore
  const clients = { entitlor: 'demo-aanspraakmanager', licensor: 'demo-licentieregistratie', dashboard: 'demo-dashboard', portal: 'demo-portaal' };
  const bodies: Record<string, unknown> = {
    getDeliveryOrdersForUser: {
      school: { organisationMasterIdentifier: '104A158' },
      user: { userMasterIdentifier: 'x' },
    },
    acceptDeliveryOrder: {},
    confirmDeliveryOrder: {},
  };

  it.each(table)(
    '%s: accepts each of its scopes and answers 401 with status 21 to others',
    async (name, method, path, provider, _id, scopes, _ok) => {
      const query = name === 'getDeliveryOrdersForSchool' ? '?orgMasterId=104A158' : '';
      const urlPath = `/${provider}${path}`
        .replace('contracts/{id}', 'contracts/CT-2026-001')
        .replace('{id}', '24e39454-5360-4ba4-819f-03e59b8dd679');
      for (const [scope, client] of [...Object.entries(clients), ['none', 'demo-ordersysteem']]) {
        const { status, body, headers } = await server.call(
          method.toLowerCase() as 'get',
          urlPath + query,
          { as: client!, body: bodies[name] },
        );
        const challenged = String(headers['www-authenticate']).includes('insufficient_scope');
        const { status: code } = body as { status?: unknown };
        // An empty message passes authorization and then fails validation.
        const accepted = method === 'PUT' ? [400, 11, false] : [200, undefined, false];
        const isListed = scopes.includes(scope!);
        expect([scope, status, Number(code) || undefined, challenged]).toEqual([
          scope,
          ...(isListed ? accepted : [401, 21, true]),
        ]);
      }
    },
  );

  it.each(table)(
    '%s: answers 403 with status 99 to a party without a connection',
    async (name, method, path, provider, _id, _scopes, _ok) => {
      const { status, body } = await server.call(
        method.toLowerCase() as 'get',
        `/${provider}${path.replace('{id}', 'x')}`,
        { as: 'demo-unconnected', body: bodies[name] },
      );
      expect([status, (body as { status: number }).status]).toEqual([403, 99]);
    },
  );
});
