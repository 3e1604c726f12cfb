import { afterEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWK } from 'jose';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { partnerServer } from '../support/partner-server.js';

const server = testServer();
const partner = partnerServer();

type Alg = 'RS256' | 'PS256' | 'ES256';
type Claims = Record<string, unknown>;

async function aKey(alg: Alg = 'ES256', kid: string = randomUUID()) {
  const { publicKey, privateKey } = await generateKeyPair(alg);
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  const now = Math.floor(Date.now() / 1000);
  const sign = (difference: Claims = {}) =>
    new SignJWT({
      iss: 'demo',
      sub: 'demo',
      aud: `${server.url}/ordersysteem/oauth2/token`,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
      ...difference,
    })
      .setProtectedHeader({ alg, kid })
      .sign(privateKey);
  return { jwk, sign, now };
}

const registerKeys = (keys: unknown, client = 'demo') =>
  server.control('put', `clients/${client}/keys`, keys);
const requestToken = (
  client_assertion: string,
  more: Record<string, string> = {},
  path = '/ordersysteem/oauth2/token',
) =>
  server.http
    .post(path)
    .type('form')
    .send({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
      scope: 'eduv.order',
      ...more,
    });

afterEach(() => server.control('delete', 'clients/demo/keys'));

describe('private_key_jwt at the token endpoint', () => {
  it.each(['RS256', 'PS256', 'ES256'] as const)(
    'issues a token for an assertion signed with %s',
    async (alg) => {
      const { jwk, sign } = await aKey(alg);
      await registerKeys({ jwks: { keys: [jwk] } });
      const response = await requestToken(await sign(), { client_id: 'demo' });
      expect([response.status, response.body]).toEqual([
        200,
        expect.objectContaining({ token_type: 'Bearer', scope: 'eduv.order' }),
      ]);
      const token = (response.body as { access_token: string }).access_token;
      expect((await server.put('/ordersysteem/orders', anOrder(), token)).status).toBe(202);
    },
  );

  it('accepts the token endpoint or the issuer on any host as aud', async () => {
    const { jwk, sign } = await aKey();
    await registerKeys({ jwks: { keys: [jwk] } });
    for (const aud of [
      `${server.url}/ordersysteem`,
      'https://lab.example.org/ordersysteem/oauth2/token',
      ['x', 'http://localhost/ordersysteem/'],
    ]) {
      expect([aud, (await requestToken(await sign({ aud }))).status]).toEqual([aud, 200]);
    }
    expect((await requestToken(await sign({ aud: server.url }), {}, '/oauth2/token')).status).toBe(
      200,
    );
    expect(
      (await requestToken(await sign({ aud: `${server.url}/oauth2/token` }), {}, '/oauth2/token'))
        .status,
    ).toBe(200);
  });

  it('accepts a jti of 255 characters', async () => {
    const { jwk, sign } = await aKey();
    await registerKeys({ jwks: { keys: [jwk] } });
    const jti = randomUUID().padEnd(255, 'x');
    expect((await requestToken(await sign({ jti }))).status).toBe(200);
  });

  it('accepts an assertion once', async () => {
    const { jwk, sign } = await aKey();
    await registerKeys({ jwks: { keys: [jwk] } });
    const assertion = await sign();
    expect((await requestToken(assertion)).status).toBe(200);
    const again = await requestToken(assertion);
    expect([again.status, (again.body as { error_description: string }).error_description]).toEqual(
      [401, expect.stringMatching(/^client_assertion: jti .* was already used/)],
    );
  });

  it('validates an assertion by real time, not by workspace time', async () => {
    const { jwk, sign } = await aKey();
    await registerKeys({ jwks: { keys: [jwk] } });
    await server.freeze('2020-01-01T00:00:00Z');
    expect((await requestToken(await sign())).status).toBe(200);
    await server.control('put', 'clock', { mode: 'real' });
  });

  const now = Math.floor(Date.now() / 1000);
  it.each([
    ['iss', { iss: 'another' }, 'iss must be the client id, like sub; seen: another'],
    ['sub', { sub: 'nobody', iss: 'nobody' }, 'sub must be a known client; seen: nobody'],
    [
      'aud',
      { aud: 'http://127.0.0.1/bestelomgeving/oauth2/token' },
      'aud must be the token endpoint or the issuer',
    ],
    ['aud', { aud: undefined }, 'seen: none'],
    ['exp', { exp: undefined }, 'exp is missing'],
    ['exp', { exp: now - 120 }, 'the assertion has expired'],
    ['exp', { exp: now + 7200 }, 'exp is more than 3600 s in the future'],
    ['iat', { iat: undefined }, 'iat is missing'],
    ['iat', { iat: now + 600 }, 'iat is in the future'],
    ['jti', { jti: undefined }, 'jti is missing'],
    ['jti', { jti: 'x'.repeat(256) }, 'jti has 256 characters; at most 255 are allowed'],
  ])('refuses an invalid %s: %j', async (_name, difference, description) => {
    const { jwk, sign } = await aKey();
    await registerKeys({ jwks: { keys: [jwk] } });
    const response = await requestToken(await sign(difference));
    expect([response.status, response.body]).toEqual([
      401,
      { error: 'invalid_client', error_description: expect.stringContaining(description) },
    ]);
  });

  it('refuses an assertion that another key signed', async () => {
    const [registeredKey, otherKey] = [await aKey('ES256', 'same'), await aKey('ES256', 'same')];
    await registerKeys({ jwks: { keys: [registeredKey.jwk] } });
    const response = await requestToken(await otherKey.sign());
    expect([response.status, response.body]).toEqual([
      401,
      {
        error: 'invalid_client',
        error_description:
          'client_assertion: the signature cannot be verified (signature verification failed)',
      },
    ]);
  });

  it.each([
    [
      'a client without keys',
      async () => requestToken(await (await aKey()).sign()),
      401,
      'has no registered keys',
    ],
    [
      'text that is not a JWT',
      () => requestToken('nonsense'),
      401,
      'the assertion must be a signed JWT',
    ],
    [
      'another client_id',
      async () => requestToken(await (await aKey()).sign(), { client_id: 'demo-ordersysteem' }),
      401,
      'client_id and sub must be equal',
    ],
    [
      'another type',
      async () => requestToken(await (await aKey()).sign(), { client_assertion_type: 'x' }),
      401,
      'client_assertion_type must be urn:ietf',
    ],
    [
      'a secret as well',
      async () => requestToken(await (await aKey()).sign(), { client_secret: 'x' }),
      400,
      'one is enough',
    ],
  ])('refuses %s', async (_name, send, status, description) => {
    const response = await send();
    expect([
      response.status,
      (response.body as { error_description: string }).error_description,
    ]).toEqual([status, expect.stringContaining(description)]);
  });

  it('refuses an algorithm that Edu-V does not allow', async () => {
    const { privateKey } = await generateKeyPair('ES384');
    const assertion = await new SignJWT({ sub: 'demo', iss: 'demo' })
      .setProtectedHeader({ alg: 'ES384' })
      .sign(privateKey);
    const response = await requestToken(assertion);
    expect((response.body as { error_description: string }).error_description).toBe(
      'client_assertion: alg must be one of RS256, PS256, ES256; seen: ES384',
    );
  });
});

describe('jwks_uri', () => {
  it('is fetched once, and again for an unknown kid', async () => {
    const [first, second] = [await aKey('ES256'), await aKey('RS256')];
    partner.reset();
    partner.jwks = { keys: [first.jwk] };
    await registerKeys({ jwks_uri: `${partner.url}/jwks` });
    expect((await requestToken(await first.sign())).status).toBe(200);
    expect((await requestToken(await first.sign())).status).toBe(200);
    expect(partner.requests.map(({ path }) => path)).toEqual(['/jwks']);
    partner.jwks = { keys: [second.jwk] };
    expect((await requestToken(await second.sign())).status).toBe(200);
    expect(partner.requests).toHaveLength(2);
  });

  it('refuses the client with a reason when it has no reachable JWK Set of limited size', async () => {
    const { sign } = await aKey();
    for (const jwks of ['nonsense', { keys: [], padding: 'x'.repeat(300_000) }]) {
      partner.jwks = jwks;
      await registerKeys({ jwks_uri: `${partner.url}/jwks` });
      const response = await requestToken(await sign());
      expect([response.status, response.body]).toEqual([
        401,
        {
          error: 'invalid_client',
          error_description: expect.stringMatching(
            /^client_assertion: the signature cannot be verified \(.+\)/,
          ),
        },
      ]);
    }
    await registerKeys({ jwks_uri: 'http://127.0.0.1:9/jwks' });
    expect((await requestToken(await sign())).status).toBe(401);
  });

  it('does not use an unusable key, and names it in the refusal', async () => {
    const [good, bad] = [await aKey('RS256'), await aKey('ES256')];
    partner.jwks = { keys: [{ ...bad.jwk, d: 'AQAB' }, good.jwk, 'x'] };
    await registerKeys({ jwks_uri: `${partner.url}/jwks` });
    expect((await requestToken(await good.sign())).status).toBe(200);
    const { status, body } = await requestToken(await bad.sign());
    expect([status, body]).toEqual([
      401,
      {
        error: 'invalid_client',
        error_description:
          'client_assertion: the signature cannot be verified (no applicable key found in the JSON Web Key Set; ' +
          'not used: /keys/0/d: expected a public key only, seen a private key; ' +
          '/keys/2: expected a JWK (RFC 7517), seen another value)',
      },
    ]);
    partner.jwks = { keys: [bad.jwk] };
    expect((await requestToken(await bad.sign())).status).toBe(200);
  });
});

describe('…/clients', () => {
  it('lists the clients with their scopes and registered keys', async () => {
    const deliveryScope = (name: string) => `eduv.delivery.${name}`;
    const { items } = await server.control<{
      items: { clientId: string; clientSecret: string; scopes: string[] }[];
    }>('get', 'clients');
    expect(
      items.map(({ clientId, clientSecret, scopes }) => [clientId, clientSecret, scopes]),
    ).toEqual([
      [
        'demo',
        'demo-secret',
        ['eduv.order', ...['entitlor', 'licensor', 'dashboard', 'portal'].map(deliveryScope)],
      ],
      [
        'demo-bestelomgeving',
        'demo-bestelomgeving-secret',
        ['eduv.order', 'eduv.delivery.entitlor'],
      ],
      ['demo-ordersysteem', 'demo-ordersysteem-secret', ['eduv.order']],
      ['demo-aanspraakmanager', 'demo-aanspraakmanager-secret', ['eduv.delivery.entitlor']],
      ['demo-licentieregistratie', 'demo-licentieregistratie-secret', ['eduv.delivery.licensor']],
      ['demo-dashboard', 'demo-dashboard-secret', ['eduv.delivery.dashboard']],
      ['demo-portaal', 'demo-portaal-secret', ['eduv.delivery.portal']],
      [
        'demo-unconnected',
        'demo-unconnected-secret',
        ['eduv.order', ...['entitlor', 'licensor', 'dashboard', 'portal'].map(deliveryScope)],
      ],
      ['demo-noscope', 'demo-noscope-secret', []],
      // Bokbasen clients have audiences instead of scopes.
      ['demo-buyer', 'demo-buyer-secret', []],
      ['demo-seller', 'demo-seller-secret', []],
      ...['store', 'subscription', 'partner', 'library', 'reader'].map((kind) => [
        `demo-${kind}`,
        `demo-${kind}-secret`,
        [],
      ]),
    ]);
    expect(await registerKeys({ jwks_uri: 'http://127.0.0.1:9/jwks' })).toMatchObject({
      clientId: 'demo',
      jwks_uri: 'http://127.0.0.1:9/jwks',
    });
  });

  it.each([
    [{}, 'body: expected either jwks or jwks_uri, seen neither'],
    [
      { jwks: { keys: [] }, jwks_uri: 'http://a' },
      'body: expected either jwks or jwks_uri, seen both',
    ],
    [{ jwks_uri: 'here' }, '/jwks_uri: expected an http or https URL, seen here'],
    [{ jwks: {} }, '/jwks: expected a JWK Set (RFC 7517), seen JSON Web Key Set malformed'],
  ])('refuses keys %j', async (keys, detail) => {
    const { status, body } = await server.tryControl('put', 'clients/demo/keys', keys);
    expect([status, (body as { detail: string }).detail]).toEqual([400, detail]);
  });

  it('answers 404 for a client that does not exist', async () => {
    expect(
      (await server.tryControl('put', 'clients/nobody/keys', { jwks: { keys: [] } })).status,
    ).toBe(404);
  });
});

describe('a partner with tokenAuth private_key_jwt', () => {
  it('receives an assertion that the published keys verify', async () => {
    partner.reset();
    const tokenUrl = `${partner.url}/oauth2/token`;
    await server.control('put', 'partners/bestelomgeving', {
      baseUrl: partner.url,
      tokenUrl,
      tokenAuth: 'private_key_jwt',
      clientId: 'us',
    });
    await server.freeze();
    await server.put('/ordersysteem/orders', anOrder());
    expect(await server.advance('PT1S')).toMatchObject({ delivered: 1 });
    const form = new URLSearchParams(partner.requests[0]?.text);
    const assertion = form.get('client_assertion') ?? '';
    expect(Object.fromEntries(form)).toEqual({
      grant_type: 'client_credentials',
      scope: 'eduv.order',
      client_id: 'us',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    const keys = createRemoteJWKSet(new URL(`${server.url}/ordersysteem/oauth2/jwks`));
    const { payload } = await jwtVerify(assertion, keys, {
      audience: tokenUrl,
      issuer: 'us',
      subject: 'us',
    });
    expect(payload).toEqual({
      iss: 'us',
      sub: 'us',
      aud: tokenUrl,
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: payload.iat! + 60,
    });
    expect(JSON.stringify(await server.exchanges())).not.toContain(assertion);
    await server.control('delete', 'partners/bestelomgeving');
    await server.control('put', 'clock', { mode: 'real' });
  });
});
