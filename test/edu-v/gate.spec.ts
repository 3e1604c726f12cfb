import { describe, expect, it } from '@jest/globals';
import { orderDescriptor } from '../../src/apis/edu-v-order/operations.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const operations = Object.values(orderDescriptor.operations);
const roles = ['ordersysteem', 'bestelomgeving'] as const;

describe.each(
  roles.flatMap((role) =>
    operations.map((operation) => [role, operation.method, operation.path, operation] as const),
  ),
)('%s: %s %s', (role, method, path, { servedBy }) => {
  const send = (urlPath: string) =>
    server.http.put(urlPath).set('content-type', 'application/json').send('{broken');

  it.each([`/${role}${path}`, `/${role}/v1${path}`])(
    servedBy === role
      ? 'is served at %s'
      : 'answers 405 at %s, without a token and with a broken body',
    async (urlPath) => {
      const { status, text, headers } = await send(urlPath);
      const provider = orderDescriptor.parties[servedBy];
      const served = [
        401,
        undefined,
        'the request has no Authorization header',
        '0.9.2',
        '{"status":21}',
      ];
      const elsewhere = [405, '', `wrong-role; provider="${provider}"`, '0.9.2', ''];
      expect([
        status,
        headers['allow'],
        headers['sandbox-reason'],
        headers['api-version'],
        text,
      ]).toEqual(servedBy === role ? served : elsewhere);
    },
  );

  it.each(['get', 'post', 'patch', 'delete', 'options', 'head'] as const)(
    'answers 405 to %s',
    async (wrongMethod) => {
      const { status, text, headers } = await server.http[wrongMethod](`/${role}${path}`);
      expect([
        status,
        headers['allow'],
        headers['sandbox-reason'],
        headers['api-version'],
        text ?? '',
      ]).toEqual([405, servedBy === role ? method : '', 'wrong-method', '0.9.2', '']);
    },
  );
});

describe('root paths', () => {
  it.each(
    operations.flatMap(({ path, servedBy }) =>
      [path, `/v1${path}`].map((urlPath) => [urlPath, servedBy] as const),
    ),
  )('serve PUT %s as %s', async (urlPath, servedBy) => {
    const { status, headers } = await server.http.put(urlPath);
    expect([status, headers['www-authenticate']]).toEqual([401, `Bearer realm="${servedBy}"`]);
  });

  it('answer 405 with Allow to another method', async () => {
    const { status, headers } = await server.http.get('/orders');
    expect([status, headers['allow'], headers['sandbox-reason']]).toEqual([
      405,
      'PUT',
      'wrong-method',
    ]);
  });
});

describe('unknown paths', () => {
  it.each([
    '/ordersysteem/v2/orders',
    '/ordersysteem/v0/orders',
    '/ordersysteem/order',
    '/ordersysteem',
    '/ordersysteem/orders/x',
    '/ordersysteem/ORDERS',
  ])('PUT %s answers 404 and lists the known paths', async (path) => {
    const { status, body } = await server.http.put(path);
    expect([status, body]).toEqual([
      404,
      {
        status: 99,
        statusMessage: `unknown path: ${path}; known paths: /orders, /creditorders, /orders/confirmations, /creditorders/confirmations, /ordersysteem/oauth2/token, /ordersysteem/oauth2/jwks, /ordersysteem/.well-known/openid-configuration`,
      },
    ]);
  });

  it.each(['/aanspraakmanager/orders', '/v2/orders', '/nothing', '/%zz'])(
    'PUT %s answers 404',
    async (path) => {
      expect((await server.http.put(path)).status).toBe(404);
    },
  );
});

describe('the token endpoints', () => {
  it.each([
    ['get', '/ordersysteem/oauth2/token', 'POST'],
    ['put', '/oauth2/token', 'POST'],
    ['post', '/bestelomgeving/oauth2/jwks', 'GET, HEAD'],
    ['post', '/.well-known/openid-configuration', 'GET, HEAD'],
  ] as const)('answer 405 to %s %s', async (method, path, allow) => {
    const { status, headers } = await server.http[method](path);
    expect([status, headers['allow']]).toEqual([405, allow]);
  });

  it('do not exist for an unknown role', async () => {
    expect((await server.http.post('/nobody/oauth2/token')).status).toBe(404);
  });
});

describe('ROOT_ROLE=bestelomgeving', () => {
  const rootServer = testServer({ ROOT_ROLE: 'bestelomgeving' });

  it('serves only that role at the root, and answers 405 for others', async () => {
    const { status, headers } = await rootServer.http.put('/orders');
    expect([status, headers['allow'], headers['sandbox-reason']]).toEqual([
      405,
      '',
      'wrong-role; provider="Ordersysteem leermiddelen"',
    ]);
    const token = await rootServer.token('', 'demo');
    expect((await rootServer.put('/v1/orders/confirmations', '{', token)).status).toBe(400);
    expect((await rootServer.put('/orders/confirmations', '{', null)).status).toBe(401);
  });

  it('serves the other roles under their prefix', async () => {
    expect((await rootServer.http.put('/ordersysteem/orders')).status).toBe(401);
  });
});

describe('ROLES=bestelomgeving', () => {
  const oneRole = testServer({ ROLES: 'bestelomgeving' });

  it('answers 404 for a role that is not enabled, at the root too', async () => {
    expect((await oneRole.http.put('/ordersysteem/orders')).status).toBe(404);
    expect((await oneRole.http.put('/orders')).status).toBe(404);
    expect((await oneRole.http.put('/orders/confirmations')).status).toBe(401);
  });

  it('answers 405 for operations of the other role', async () => {
    const { status, headers } = await oneRole.http.put('/bestelomgeving/orders');
    expect([status, headers['sandbox-reason']]).toEqual([
      405,
      'wrong-role; provider="Ordersysteem leermiddelen"',
    ]);
  });
});
