import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { testServer } from '../support/test-server.js';
import { ORDERS, SEEDED_ORDER } from '../support/bokbasen-client.js';

const server = testServer();
const PATH = '/bokbasen/oauth/token';
const AUDIENCE = 'https://api.bokbasen.io/orders/';
const demo = {
  client_id: 'demo',
  client_secret: 'demo-secret',
  audience: AUDIENCE,
  grant_type: 'client_credentials',
};
const withStatus = async (token: string, path = SEEDED_ORDER): Promise<number> =>
  (await server.http.get(path).set('authorization', `Bearer ${token}`)).status;
const issue = async (fields: object = {}) => {
  const { status, body, headers } = await server.http.post(PATH).send({ ...demo, ...fields });
  return { status, body: body as Record<string, string>, reason: headers['sandbox-reason'] };
};

describe('POST /bokbasen/oauth/token', () => {
  it('answers 200 with access_token, expires_in and token_type to JSON', async () => {
    const { status, body, headers } = await server.http.post(PATH).send(demo);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ]);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: expect.any(Number),
      token_type: 'Bearer',
    });
  });

  it('accepts a form', async () => {
    const { status, body } = await server.http.post(PATH).type('form').send(demo);
    expect([status, (body as { token_type: string }).token_type]).toEqual([200, 'Bearer']);
  });

  it('accepts the client in Authorization: Basic and the audience in the query', async () => {
    const { status } = await server.http
      .post(`${PATH}?audience=${encodeURIComponent(AUDIENCE)}`)
      .auth('demo', 'demo-secret')
      .type('form')
      .send({ grant_type: 'client_credentials' });
    expect(status).toBe(200);
  });

  it('issues a JWT with exp and the requested audience, signed with a published key', async () => {
    const { body } = await issue();
    const keys = createRemoteJWKSet(new URL(`${server.url}/bokbasen/.well-known/jwks.json`));
    const { payload } = await jwtVerify(body['access_token']!, keys);
    expect(payload).toEqual({
      iss: `${server.url}/bokbasen/`,
      sub: 'demo',
      azp: 'demo',
      aud: AUDIENCE,
      iat: expect.any(Number),
      exp: payload.iat! + 86_400,
      jti: expect.any(String),
    });
  });

  // prettier-ignore
  it.each([
    ['a wrong secret',           { client_secret: 'wrong' },   /demo is unknown, or its secret is wrong/],
    ['an unknown client',        { client_id: 'nobody' },      /nobody is unknown/],
    ['no client_id',             { client_id: undefined },     /client_id is missing/],
    ['no client_secret',         { client_secret: undefined }, /client_secret is missing/],
    ['no audience',              { audience: undefined },      /audience is missing/],
    ['no grant_type',            { grant_type: undefined },    /grant_type is missing/],
  ])('answers 401 to %s with the documented body and the reason in a header', async (_, fields, reason) => {
    expect(await issue(fields)).toEqual({
      status: 401,
      body: { error: 'access_denied', error_description: 'Unauthorized' },
      reason: expect.stringMatching(reason),
    });
  });

  it.each([
    'https://api.bokbasen.io/metadatax/',
    'https://api.bokbasen.io/orders',
    'https://api.example.org/orders/',
    'orders',
  ])('answers 403 to the unknown audience %s', async (audience) => {
    expect(await issue({ audience })).toMatchObject({
      status: 403,
      body: {
        error: 'access_denied',
        error_description: `Service not enabled within domain: ${audience}`,
      },
    });
  });

  it('answers 403 to a client without the audience', async () => {
    const audience = 'https://api.bokbasen.io/reporting/';
    const client = { client_id: 'demo-buyer', client_secret: 'demo-buyer-secret' };
    expect(await issue({ ...client, audience })).toEqual({
      status: 403,
      body: {
        error: 'access_denied',
        error_description: expect.stringMatching(
          /^Client is not authorized to access "https:\/\/api\.bokbasen\.io\/reporting\/"\./,
        ),
      },
      reason: 'client demo-buyer has these audiences: orders',
    });
    const eduV = { client_id: 'demo-dashboard', client_secret: 'demo-dashboard-secret' };
    expect((await issue(eduV)).status).toBe(403);
  });

  it('answers 403 to another grant_type', async () => {
    expect(await issue({ grant_type: 'password' })).toMatchObject({
      status: 403,
      body: { error: 'unauthorized_client' },
    });
  });

  it.each([
    'https://api.stage.bokbasen.io/orders/',
    '{server}/orders/',
    '{server}/bokbasen/orders/',
    'http://localhost:{port}/bokbasen/orders/',
  ])('issues a token for the audience %s that is accepted in a call', async (template) => {
    const audience = template
      .replace('{server}', server.url)
      .replace('{port}', new URL(server.url).port);
    const { status, body } = await issue({ audience });
    expect([status, decodeJwt(body['access_token']!).aud]).toEqual([200, audience]);
    expect(await withStatus(body['access_token']!)).toBe(200);
  });

  it('is served at the root too, and answers 405 to another method', async () => {
    expect((await server.http.post('/oauth/token').send(demo)).status).toBe(200);
    const { status, headers, body } = await server.http.get(PATH);
    expect([status, headers['allow'], body]).toEqual([
      405,
      'POST',
      { error: 'invalid_request', error_description: 'Method Not Allowed' },
    ]);
  });

  it.each([
    ['broken JSON', 'application/json', '{'],
    ['a JSON list', 'application/json', '[]'],
    ['another media type', 'text/plain', 'client_id=demo'],
    ['a secret that is a number', 'application/json', '{"client_id":"demo","client_secret":1}'],
  ])('answers 401 to %s, as for missing fields', async (_, type, body) => {
    const response = await server.http.post(PATH).set('content-type', type).send(body);
    expect([response.status, response.body]).toEqual([
      401,
      { error: 'access_denied', error_description: 'Unauthorized' },
    ]);
  });

  it.each(['audience', 'client_id', 'client_secret', 'grant_type'])(
    'answers 401 when %s occurs twice in the query',
    async (name) => {
      const fields: Record<string, string> = { ...demo };
      delete fields[name];
      const { status, body } = await server.http
        .post(`${PATH}?${name}=a&${name}=b`)
        .type('form')
        .send(fields);
      expect([status, (body as { error_description: string }).error_description]).toEqual([
        401,
        'Unauthorized',
      ]);
    },
  );

  it.each(['a b', '[::1', 'foo:bar:1'])(
    'answers 400 to the Host %s, which cannot be an issuer',
    async (host) => {
      const { status, body } = await server.http.post(PATH).set('host', host).send(demo);
      expect([status, body]).toEqual([
        400,
        {
          error: 'invalid_request',
          error_description: `Host: expected a name, and a port if needed, seen ${host}`,
        },
      ]);
    },
  );

  it.each([
    ['application/json', '{"client\\u005fsecret":"demo-secret","client_id":"demo"}'],
    ['application/json', '{"\\u0063lient_secret" : "demo-secret"}'],
    ['application/x-www-form-urlencoded', 'client%5fse%63ret=demo-secret&client_id=demo'],
  ])('keeps a secret with an escaped name out of the journal (%s %s)', async (type, body) => {
    await server.http.post(PATH).set('content-type', type).send(body);
    const last = await server.lastExchange('operation=issueToken');
    expect(JSON.stringify(last)).toContain('[redacted]');
    expect(JSON.stringify(last)).not.toContain('demo-secret');
  });

  it('keeps secrets and tokens out of the journal', async () => {
    await issue();
    const last = await server.lastExchange('operation=issueToken');
    expect(last).toMatchObject({ role: null, status: 200, peer: 'partner' });
    expect(JSON.stringify(last)).not.toMatch(/demo-secret|eyJ/);
  });
});

describe('the token cache', () => {
  beforeAll(() => server.freeze('2026-09-01T08:00:00Z'));

  it('returns the same token with a decreasing expires_in, and a new one in the last five minutes', async () => {
    const first = (await issue()).body;
    expect(first['expires_in']).toBe(86_400);
    await server.advance('PT10H');
    const second = (await issue()).body;
    expect(second).toEqual({ ...first, expires_in: 86_400 - 36_000 });
    await server.advance('PT13H55M');
    expect((await issue()).body['expires_in']).toBe(300);
    await server.advance('PT1S');
    const third = (await issue()).body;
    expect(third['expires_in']).toBe(86_400);
    expect(third['access_token']).not.toBe(first['access_token']);
  });

  it('returns the same token to concurrent requests', async () => {
    const seller = { client_id: 'demo-seller', client_secret: 'demo-seller-secret' };
    const responses = await Promise.all(Array.from({ length: 20 }, () => issue(seller)));
    expect(new Set(responses.map(({ body }) => body['access_token'])).size).toBe(1);
  });

  it('has one token per audience and client', async () => {
    const demoToken = (await issue()).body['access_token'];
    const otherAudience = (await issue({ audience: `${server.url}/orders/` })).body['access_token'];
    const buyer = { client_id: 'demo-buyer', client_secret: 'demo-buyer-secret' };
    const buyerToken = (await issue(buyer)).body['access_token'];
    expect(new Set([demoToken, otherAudience, buyerToken]).size).toBe(3);
  });

  it('returns a new token after the clock was set back', async () => {
    await issue();
    await server.freeze('2026-08-01T08:00:00Z');
    expect((await issue()).body['expires_in']).toBe(86_400);
  });
});

describe('a request to the Order API', () => {
  const responseOf = async (authorization: string | undefined, path = SEEDED_ORDER) => {
    const request = server.http.get(path);
    const response = await (authorization ? request.set('authorization', authorization) : request);
    const { message, reason } = response.body as Record<string, string>;
    return [response.status, message, reason, response.headers['www-authenticate']];
  };

  // prettier-ignore
  it.each([
    ['no Authorization',          undefined,          'Authorization must be: Bearer <token>'],
    ['another scheme',            'Basic ZGVtbzp4',   'Authorization must be: Bearer <token>'],
    ['a ticket',                  'Boknett TGT-1-x',  'Authorization must be: Bearer <token>'],
    ['a token of another issuer', 'Bearer a.b.c',     'the token was not issued by this sandbox'],
  ])('answers 401 to %s', async (_, authorization, reason) => {
    expect(await responseOf(authorization)).toEqual([
      401, 'Unauthorized', reason, 'Bearer realm="bokbasen"',
    ]);
  });

  it('is answered 401 when the token has expired in workspace time', async () => {
    await server.freeze('2026-09-01T08:00:00Z');
    const token = (await issue()).body['access_token']!;
    await server.advance('PT23H59M59S');
    expect(await withStatus(token)).toBe(200);
    await server.advance('PT1S');
    expect(await responseOf(`Bearer ${token}`)).toEqual([
      401,
      'Unauthorized',
      'the token has expired',
      'Bearer realm="bokbasen"',
    ]);
  });

  it.each(['dds', 'bokskya', 'reporting'])(
    'is answered 403 with a token for the audience of %s',
    async (service) => {
      const token = (await issue({ audience: `https://api.bokbasen.io/${service}/` })).body;
      expect(await responseOf(`Bearer ${token['access_token']}`)).toEqual([
        403,
        'Forbidden',
        `the token is for the audience …/${service}/; this operation requires …/orders/`,
        undefined,
      ]);
    },
  );

  it('is answered 403 with a token of another API', async () => {
    const { body } = await server.http
      .post('/ordersysteem/oauth2/token')
      .type('form')
      .send({ ...demo, audience: undefined });
    const { access_token: token } = body as { access_token: string };
    expect(await responseOf(`Bearer ${token}`)).toEqual([
      403,
      'Forbidden',
      `the token is for ${server.url}/ordersysteem; this operation requires …/orders/`,
      undefined,
    ]);
  });

  it('may have any Date, which only the legacy platform needs', async () => {
    const token = (await issue()).body['access_token']!;
    const { status } = await server.http
      .get(SEEDED_ORDER)
      .set('authorization', `Bearer ${token}`)
      .set('date', 'yesterday');
    expect(status).toBe(200);
  });

  it('is answered 404 or 405 before 401', async () => {
    expect((await server.http.get('/bokbasen/orders/v2')).status).toBe(404);
    expect((await server.http.delete(ORDERS)).status).toBe(405);
  });
});

describe('a token for Bokbasen', () => {
  it('is answered 401 by an Edu-V role', async () => {
    const token = (await issue()).body['access_token']!;
    const { status, headers } = await server.put('/ordersysteem/orders', {}, token);
    expect([status, headers['www-authenticate']]).toEqual([
      401,
      'Bearer realm="ordersysteem", error="invalid_token", error_description="the token is for the audience https://api.bokbasen.io/orders/"',
    ]);
  });
});
