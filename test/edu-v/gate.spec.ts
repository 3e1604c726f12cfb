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
  const send = (at: string) =>
    server.http.put(at).set('content-type', 'application/json').send('{broken');

  it.each([`/${role}${path}`, `/${role}/v1${path}`])(
    servedBy === role
      ? 'is served at %s'
      : 'answers 405 at %s, without a token and with a broken body',
    async (at) => {
      const { status, text, headers } = await send(at);
      const provider = orderDescriptor.parties[servedBy];
      const served = [
        401,
        undefined,
        undefined,
        '0.9.2',
        expect.stringContaining('scope required'),
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
    async (other) => {
      const { status, text, headers } = await server.http[other](`/${role}${path}`);
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

describe('the root', () => {
  it.each(
    operations.flatMap(({ path, servedBy }) =>
      [path, `/v1${path}`].map((at) => [at, servedBy] as const),
    ),
  )('has PUT %s answered by %s', async (at, servedBy) => {
    const { status, headers } = await server.http.put(at);
    expect([status, headers['www-authenticate']]).toEqual([401, `Bearer realm="${servedBy}"`]);
  });

  it('answers 405 with Allow to another method', async () => {
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
  ])('PUT %s answers 404 and says what is known', async (path) => {
    const { status, body } = await server.http.put(path);
    expect([status, body]).toEqual([
      404,
      {
        status: 99,
        statusMessage: `no such path: ${path}; known here: /orders, /creditorders, /orders/confirmations, /creditorders/confirmations, /ordersysteem/oauth2/token, /ordersysteem/oauth2/jwks, /ordersysteem/.well-known/openid-configuration`,
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

  it('exist for no other name', async () => {
    expect((await server.http.post('/nobody/oauth2/token')).status).toBe(404);
  });
});

describe('ROOT_ROLE=bestelomgeving', () => {
  const asOne = testServer({ ROOT_ROLE: 'bestelomgeving' });

  it('has the root play that one role, 405s included', async () => {
    const { status, headers } = await asOne.http.put('/orders');
    expect([status, headers['allow'], headers['sandbox-reason']]).toEqual([
      405,
      '',
      'wrong-role; provider="Ordersysteem leermiddelen"',
    ]);
    const token = await asOne.token('', 'demo');
    expect((await asOne.put('/v1/orders/confirmations', '{', token)).status).toBe(400);
    expect((await asOne.put('/orders/confirmations', '{', null)).status).toBe(401);
  });

  it('leaves the other roles where they are', async () => {
    expect((await asOne.http.put('/ordersysteem/orders')).status).toBe(401);
  });
});

describe('ROLES=bestelomgeving', () => {
  const alone = testServer({ ROLES: 'bestelomgeving' });

  it('answers 404 for the role that is not served, at the root too', async () => {
    expect((await alone.http.put('/ordersysteem/orders')).status).toBe(404);
    expect((await alone.http.put('/orders')).status).toBe(404);
    expect((await alone.http.put('/orders/confirmations')).status).toBe(401);
  });

  it('still answers 405 for the operations of the other role', async () => {
    const { status, headers } = await alone.http.put('/bestelomgeving/orders');
    expect([status, headers['sandbox-reason']]).toEqual([
      405,
      'wrong-role; provider="Ordersysteem leermiddelen"',
    ]);
  });
});
