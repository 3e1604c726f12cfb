import { describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, generateKeyPair, jwtVerify, SignJWT, decodeJwt } from 'jose';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

const credentials = { client_id: 'demo', client_secret: 'demo-secret' };
const grant = { grant_type: 'client_credentials' };
const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const requestToken = (form: Record<string, string>, path = '/ordersysteem/oauth2/token') =>
  server.http.post(path).type('form').send(form);
const tokenFrom = async (form: Record<string, string>, path?: string) =>
  (
    (await requestToken({ ...grant, ...credentials, ...form }, path)).body as {
      access_token: string;
    }
  ).access_token;

describe('POST /<role>/oauth2/token', () => {
  it.each(['/ordersysteem', '/bestelomgeving', ''])(
    'at "%s" issues a signed JWT that the keys of its discovery document verify',
    async (issuerPath) => {
      const response = await requestToken(
        { ...grant, ...credentials, scope: 'eduv.order' },
        `${issuerPath}/oauth2/token`,
      );
      expect([response.status, response.headers['cache-control'], response.body]).toEqual([
        200,
        'no-store',
        {
          access_token: expect.any(String),
          token_type: 'Bearer',
          expires_in: 21600,
          scope: 'eduv.order',
        },
      ]);
      const { body: discovery } = await server.http.get(
        `${issuerPath}/.well-known/openid-configuration`,
      );
      const issuer = `${server.url}${issuerPath}`;
      expect(discovery).toMatchObject({
        issuer,
        token_endpoint: `${issuer}/oauth2/token`,
        jwks_uri: `${issuer}/oauth2/jwks`,
      });
      const keys = createRemoteJWKSet(new URL((discovery as { jwks_uri: string }).jwks_uri));
      const { payload } = await jwtVerify(
        (response.body as { access_token: string }).access_token,
        keys,
        { issuer, audience: issuer },
      );
      expect(payload).toEqual({
        iss: issuer,
        aud: issuer,
        sub: 'demo',
        azp: 'demo',
        scope: 'eduv.order',
        iat: expect.any(Number),
        exp: payload.iat! + 21600,
        jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
    },
  );

  it('publishes only the public part of its key', async () => {
    const { body } = await server.http.get('/oauth2/jwks');
    expect(body).toEqual({
      keys: [
        {
          kty: 'RSA',
          n: expect.any(String),
          e: 'AQAB',
          kid: expect.any(String),
          use: 'sig',
          alg: 'RS256',
        },
      ],
    });
  });

  it('accepts the client in Authorization: Basic', async () => {
    const response = await requestToken(grant).set('authorization', basic('demo', 'demo-secret'));
    expect(response.status).toBe(200);
  });

  it.each([undefined, ''])('grants all scopes of the client for scope "%s"', async (scope) => {
    const response = await requestToken({
      ...grant,
      ...credentials,
      ...(scope !== undefined && { scope }),
    });
    expect((response.body as { scope: string }).scope).toBe(
      'eduv.order eduv.delivery.entitlor eduv.delivery.licensor eduv.delivery.dashboard eduv.delivery.portal',
    );
  });

  it('grants demo-noscope an empty scope', async () => {
    const response = await requestToken({
      ...grant,
      client_id: 'demo-noscope',
      client_secret: 'demo-noscope-secret',
      scope: 'eduv.order',
    });
    expect([response.status, (response.body as { scope: string }).scope]).toEqual([200, '']);
  });

  it.each([
    ['no grant_type', credentials, 400, 'invalid_request', 'grant_type is missing'],
    [
      'another grant',
      { ...credentials, grant_type: 'password' },
      400,
      'unsupported_grant_type',
      'seen: password',
    ],
    [
      'a scope that the client does not have',
      { ...grant, ...credentials, scope: 'eduv.ordr' },
      400,
      'invalid_scope',
      'does not have scope eduv.ordr',
    ],
    ['no client', grant, 401, 'invalid_client', 'The client must authenticate'],
    [
      'an unknown client',
      { ...grant, client_id: 'nobody', client_secret: 'x' },
      401,
      'invalid_client',
      '"nobody" is unknown',
    ],
    [
      'a wrong secret',
      { ...grant, client_id: 'demo', client_secret: 'x' },
      401,
      'invalid_client',
      'its secret is wrong',
    ],
  ])('refuses %s', async (_name, form, status, error, description) => {
    const response = await requestToken(form);
    expect([response.status, response.body]).toEqual([
      status,
      { error, error_description: expect.stringContaining(description) },
    ]);
  });

  it('challenges a client that tried Basic', async () => {
    const response = await requestToken(grant).set('authorization', basic('demo', 'wrong'));
    expect([response.status, response.headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="token endpoint", charset="UTF-8"',
    ]);
  });

  it('refuses a client that authenticates twice', async () => {
    const response = await requestToken({ ...grant, ...credentials }).set(
      'authorization',
      basic('demo', 'demo-secret'),
    );
    expect([response.status, (response.body as { error: string }).error]).toEqual([
      400,
      'invalid_request',
    ]);
  });

  it.each(['a:99999', 'a/b', 'a b'])(
    'refuses the Host %s, which cannot be an issuer',
    async (host) => {
      const response = await requestToken({ ...grant, ...credentials }).set('host', host);
      expect([response.status, response.body]).toEqual([
        400,
        {
          error: 'invalid_request',
          error_description: `Host: expected a name, and a port if needed, seen ${host}`,
        },
      ]);
    },
  );

  it('refuses a parameter that is given twice', async () => {
    const response = await server.http
      .post('/ordersysteem/oauth2/token')
      .type('form')
      .send(
        'grant_type=client_credentials&grant_type=client_credentials&client_id=demo&client_secret=demo-secret',
      );
    expect([response.status, (response.body as { error: string }).error]).toEqual([
      400,
      'invalid_request',
    ]);
  });

  it('refuses a body that is not a form', async () => {
    const response = await server.http
      .post('/ordersysteem/oauth2/token')
      .send({ ...grant, ...credentials });
    expect([response.status, response.body]).toEqual([
      400,
      {
        error: 'invalid_request',
        error_description:
          'Content-Type must be application/x-www-form-urlencoded; seen: application/json',
      },
    ]);
  });

  it('uses PUBLIC_URL as the base of its issuer', async () => {
    const publicServer = await import('../support/test-server.js').then(
      ({ TestServer }) => new TestServer({ PUBLIC_URL: 'https://lab.example.org/edu/' }),
    );
    await publicServer.start();
    const { body } = await publicServer.http.get('/ordersysteem/.well-known/openid-configuration');
    expect((body as { issuer: string }).issuer).toBe('https://lab.example.org/edu/ordersysteem');
    expect((await publicServer.put('/ordersysteem/orders', anOrder())).status).toBe(202);
    await publicServer.remove();
  });
});

describe('a request with a token', () => {
  const put = (token: string | null) => server.put('/ordersysteem/orders', anOrder(), token);

  it('accepts a token of the root at every role', async () => {
    const token = await tokenFrom({}, '/oauth2/token');
    expect((await put(token)).status).toBe(202);
    expect((await server.put('/bestelomgeving/orders/confirmations', {}, token)).status).toBe(400);
  });

  it('accepts a token that was fetched under another host name', async () => {
    const response = await requestToken({ ...grant, ...credentials }).set('host', 'lab.local:4010');
    const { access_token: token } = response.body as { access_token: string };
    expect(decodeJwt(token).iss).toBe('http://lab.local:4010/ordersysteem');
    expect((await put(token)).status).toBe(202);
  });

  it('accepts a token with an iat after workspace time', async () => {
    await server.freeze('2020-01-01T00:00:00Z');
    const token = await tokenFrom({});
    await server.freeze('2019-01-01T00:00:00Z');
    expect((await put(token)).status).toBe(202);
    await server.control('put', 'clock', { mode: 'real' });
  });

  it.each([
    ['no token', () => null, 'Bearer realm="ordersysteem"', { status: 21 }],
    [
      'a broken token',
      () => 'x.y.z',
      'Bearer realm="ordersysteem", error="invalid_token", error_description="the token was not issued by this sandbox"',
      { status: 21 },
    ],
    [
      'a token of another issuer',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        const issuer = `${server.url}/ordersysteem`;
        return new SignJWT({ azp: 'demo', scope: 'eduv.order' })
          .setProtectedHeader({ alg: 'RS256' })
          .setIssuer(issuer)
          .setExpirationTime('1h')
          .sign(privateKey);
      },
      'Bearer realm="ordersysteem", error="invalid_token", error_description="the token was not issued by this sandbox"',
      { status: 21 },
    ],
    [
      'a token of the other role',
      () => server.token('bestelomgeving'),
      'Bearer realm="ordersysteem", error="invalid_token", error_description="the token was issued by bestelomgeving; this role is ordersysteem"',
      { status: 21 },
    ],
    [
      'a token without scope eduv.order',
      () => server.token('ordersysteem', 'demo-noscope'),
      'Bearer realm="ordersysteem", error="insufficient_scope", error_description="the token has no scope", scope="eduv.order"',
      { status: 21, statusMessage: 'scope required' },
    ],
  ])('answers 401 to %s', async (_name, token, challenge, body) => {
    const response = await put(await token());
    expect([
      response.status,
      response.headers['www-authenticate'],
      response.headers['api-version'],
      response.body,
    ]).toEqual([401, challenge, '0.9.2', body]);
  });

  it('answers 401 to a token that has expired in workspace time', async () => {
    await server.freeze();
    const token = await tokenFrom({});
    await server.advance('PT5H59M59S');
    expect((await put(token)).status).toBe(202);
    await server.advance('PT1S');
    const response = await put(token);
    expect([response.status, response.headers['www-authenticate'], response.body]).toEqual([
      401,
      'Bearer realm="ordersysteem", error="invalid_token", error_description="the token has expired"',
      { status: 21 },
    ]);
    await server.control('put', 'clock', { mode: 'real' });
  });

  it('answers 403 to demo-unconnected before it validates the body', async () => {
    const response = await server.put(
      '/ordersysteem/orders',
      '{',
      await server.token('ordersysteem', 'demo-unconnected'),
    );
    expect([response.status, response.headers['www-authenticate'], response.body]).toEqual([
      403,
      undefined,
      { status: 99, statusMessage: 'not authorised: there is no connection with this party' },
    ]);
  });

  it('answers 401 before it validates the body', async () => {
    expect((await server.put('/ordersysteem/orders', '{', null)).status).toBe(401);
  });
});

describe('RULES_UNAUTHORIZED_BODY=empty', () => {
  const strict = testServer({ RULES_UNAUTHORIZED_BODY: 'empty', RULES_SCHEMA_DETAILS: 'off' });

  it('answers 401 without a body, with WWW-Authenticate', async () => {
    const response = await strict.put('/ordersysteem/orders', {}, null);
    expect([response.status, response.text, response.headers['www-authenticate']]).toEqual([
      401,
      '',
      'Bearer realm="ordersysteem"',
    ]);
  });

  it('answers no schema details with RULES_SCHEMA_DETAILS=off', async () => {
    const response = await strict.put('/ordersysteem/orders', {});
    expect([response.status, response.body]).toEqual([
      400,
      { status: 11, statusMessage: 'Schema incorrect' },
    ]);
  });

  it('is listed at /_sandbox/rules with its possible values', async () => {
    const { body } = await strict.http.get('/_sandbox/rules');
    const items = (body as { items: { name: string; value: string; values: string[] }[] }).items;
    expect(items.map(({ name, value, values }) => [name, value, values])).toEqual([
      ['UNAUTHORIZED_BODY', 'empty', ['status-response', 'empty']],
      ['SCHEMA_DETAILS', 'off', ['on', 'off']],
      ['DELIVERY_PORTAL_CONSENT', 'required', ['required', 'lists-only']],
      ['DELIVERY_TYPE_NAMES', 'lenient', ['lenient', 'strict']],
      ['EDITX_SCHEMA', 'strict', ['strict', 'lenient']],
      ['HEADER_CASE', 'printed', ['printed', 'lower']],
      ['DDS_CONSUMER_ID', 'lenient', ['lenient', 'strict']],
      ['DDS_DUPLICATE_ORDER', 'conflict', ['conflict', 'idempotent']],
    ]);
  });
});

describe('RULES_UNAUTHORIZED_BODY=edu-v-delivery=empty', () => {
  const perApi = testServer({ RULES_UNAUTHORIZED_BODY: 'edu-v-delivery=empty' });

  it.each([
    ['/ordersysteem/v1/orders', '{"status":21}'],
    ['/bestelomgeving/v1/orders/confirmations', '{"status":21}'],
    ['/bestelomgeving/v2/deliveryorders/confirmations', ''],
    ['/aanspraakmanager/v2/deliveryorders', ''],
    ['/v1/orders', '{"status":21}'],
    ['/v2/deliveryorders', ''],
  ])('answers 401 at %s with the body of its API: %s', async (path, body) => {
    const { status, text } = await perApi.put(path, {}, 'broken');
    expect([status, text]).toEqual([401, body]);
  });

  it('is shown with the value of each API at /_sandbox/rules', async () => {
    const response = await perApi.http.get('/_sandbox/rules');
    const { items } = response.body as { items: { name: string }[] };
    expect(items.find(({ name }) => name === 'UNAUTHORIZED_BODY')).toMatchObject({
      value: 'edu-v-order=status-response,edu-v-delivery=empty',
      values: ['status-response', 'empty'],
    });
  });
});
