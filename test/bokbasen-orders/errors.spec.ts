import { beforeAll, describe, expect, it } from '@jest/globals';
import { DIGITAL, ORDERS, SEEDED_ORDER, anOrder } from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const json = 'application/json';
const xml = 'application/xml';

type Call = [method: 'get' | 'post', path: string, type?: string, body?: string];
const operations: Record<string, Call> = {
  sendOrder: ['post', ORDERS, xml, anOrder()],
  listOrders: ['get', `${ORDERS}?fromDate=20260101000000&mode=SENT_TO_ME`],
  getOrder: ['get', SEEDED_ORDER],
  getOrderEditx: ['get', `${SEEDED_ORDER}/editx`],
  updateOrderLineStatus: ['post', `${SEEDED_ORDER}/lines/1`, json, '{"status":"RECEIVED"}'],
  updateOrderLineQuantity: [
    'post',
    `${SEEDED_ORDER}/update`,
    json,
    `{"ean":"${DIGITAL}","number":-1}`,
  ],
};
const call = async ([method, path, type, body]: Call, headers: Record<string, string> = {}) => {
  const request = server.http[method](path).set(headers);
  if (type) void request.set('content-type', type);
  return body === undefined ? request : request.send(body);
};
let authorization = '';
beforeAll(async () => {
  authorization = `Bearer ${await server.token('bokbasen', 'demo')}`;
});

describe.each(Object.entries(operations))('%s', (name, [method, path, type, body]) => {
  it('answers its success code to a valid request', async () => {
    const { status, text } = await call([method, path, type, body], { authorization });
    const expected = name === 'sendOrder' ? 202 : 200;
    expect([status, text === '']).toEqual([expected, method === 'post']);
    const last = await server.lastExchange(`operation=${name}`);
    expect(last).toMatchObject({ role: 'bokbasen-orders', operation: name, status: expected });
  });

  it('answers 401 with a JSON message without a token', async () => {
    const { status, body: problem, headers } = await call([method, path, type, body]);
    expect([status, problem]).toEqual([
      401,
      { message: 'Unauthorized', reason: 'Authorization must be: Bearer <token>' },
    ]);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('answers 403 to a token for another API', async () => {
    const otherToken = `Bearer ${await server.token('ordersysteem')}`;
    const { status, body: problem } = await call([method, path, type, body], {
      authorization: otherToken,
    });
    expect([status, problem]).toMatchObject([403, { message: 'Forbidden' }]);
  });

  it('answers 405 with Allow to another method before it checks the token', async () => {
    const { status, body: problem, headers } = await server.http.put(path.split('?')[0]!);
    const allow =
      name === 'sendOrder' || name === 'listOrders' ? 'POST, GET' : method.toUpperCase();
    expect([status, headers['allow'], headers['sandbox-reason'], problem]).toEqual([
      405,
      allow,
      'wrong-method',
      {
        message: 'Method Not Allowed',
        reason: `PUT is not supported on this path; supported methods: ${allow}`,
      },
    ]);
    expect(headers['api-version']).toBeUndefined();
  });

  if (type !== undefined) {
    it('answers 415 to another media type and to a compressed body', async () => {
      const plain = await call([method, path, 'text/plain', body], { authorization });
      expect([plain.status, plain.body]).toEqual([
        415,
        {
          message: 'Unsupported Media Type',
          reason: `expected Content-Type: ${type}, seen text/plain`,
        },
      ]);
      const gzip = await call([method, path, type, body], {
        authorization,
        'content-encoding': 'gzip',
      });
      expect(gzip.status).toBe(415);
    });

    it('answers 413 above 6 MiB and accepts 6 MiB', async () => {
      const MOST = 6 * 1024 * 1024;
      const padded = (size: number) => body + ' '.repeat(size - body!.length);
      const below = await call([method, path, type, padded(MOST)], { authorization });
      // A repeated order and a repeated status are accepted.
      expect(below.status).toBe(name === 'sendOrder' ? 202 : 200);
      const above = await call([method, path, type, padded(MOST + 1)], { authorization });
      expect([above.status, above.body]).toEqual([
        413,
        { message: 'Request Too Long', reason: `expected at most ${MOST} bytes, seen more` },
      ]);
    });

    it('answers 400 to an empty body', async () => {
      const { status, body: problem } = await call([method, path, type, ''], { authorization });
      expect([status, problem]).toMatchObject([
        400,
        { message: expect.stringMatching(/^body: expected /) },
      ]);
    });
  }

  if (type === json) {
    it.each(['{', '[]', 'null', '"text"', '\u0000'])(
      'answers 400 to the body %s',
      async (broken) => {
        const { status, body: problem } = await call([method, path, type, broken], {
          authorization,
        });
        expect([status, problem]).toMatchObject([
          400,
          { message: expect.stringMatching(/expected/) },
        ]);
      },
    );
  }
});

describe('an unknown path', () => {
  it.each([
    '/bokbasen',
    '/bokbasen/',
    '/bokbasen/orders',
    `${ORDERS}/`.repeat(2),
    `${SEEDED_ORDER}/lines`,
    `${SEEDED_ORDER}/lines/`,
    '/bokbasen/orders/v2',
    '/boknett',
    '/boknett/order/orders/v1/x/y',
    '/boknett/login',
    '/bokbasen/%E0%A4%A',
  ])('answers 404 with a message to %s', async (path) => {
    const { status, body } = await server.http.get(path);
    expect([status, body]).toEqual([
      404,
      { message: 'Not Found', reason: expect.stringMatching(/^unknown path: /) },
    ]);
  });
});

describe('the reason of a 404', () => {
  it('lists the known paths with the prefix of the request', async () => {
    const knownPaths = async (path: string) =>
      ((await server.http.get(path)).body as { reason: string }).reason.split('; ')[1];
    expect(await knownPaths('/bokbasen/nothing')).toMatch(
      /^known paths: \/orders\/v1, \/orders\/v1\/\{id\}, .*\/bokbasen\/oauth\/token/,
    );
    expect(await knownPaths('/boknett/nothing')).toMatch(
      /^known paths: \/boknett\/order\/orders, \/boknett\/order\/orders\/\{id\}, /,
    );
  });
});
