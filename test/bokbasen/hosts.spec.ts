import type { OpenAPIObject } from '@nestjs/swagger';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Paths } from '../../src/platform/http/paths.js';
import { roles } from '../../src/roles/index.js';
import { ORDERS, SEEDED_ORDER, anOrder } from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

const paths = new Paths(roles);
const SEED = '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11';

describe('Paths.rewrite', () => {
  // prettier-ignore
  it.each([
    // Current paths with and without the prefix.
    ['/bokbasen/orders/v1',                      undefined, '/bokbasen/orders/v1'],
    ['/orders/v1',                               undefined, '/bokbasen/orders/v1'],
    ['/orders/v1?mode=a',                        undefined, '/bokbasen/orders/v1?mode=a'],
    ['/orders/v1/x/lines/2',                     undefined, '/bokbasen/orders/v1/x/lines/2'],
    ['/orders/v1/x/EdItX/',                      undefined, '/bokbasen/orders/v1/x/editx'],
    ['/bokbasen/orders/v1/X%2F/EDITX?a',         undefined, '/bokbasen/orders/v1/X%2F/editx?a'],
    // Edu-V paths start with the same segment.
    ['/orders',                                  undefined, '/ordersysteem/v1/orders'],
    ['/orders/confirmations',                    undefined, '/bestelomgeving/v1/orders/confirmations'],
    // Legacy paths exist only under their prefix.
    ['/boknett/order/orders/x/lines/2',          undefined, '/boknett/order/orders/x/lines/2'],
    ['/boknett/order/orders/x/EDItX',            undefined, '/boknett/order/orders/x/editx'],
    ['/orders/x/lines/2',                        undefined, '/orders/x/lines/2'],
    // Real host names with and without a port.
    ['/orders/v1/x',                             'api.bokbasen.io',             '/bokbasen/orders/v1/x'],
    ['/orders/v1/x',                             'API.bokbasen.io:443',         '/bokbasen/orders/v1/x'],
    ['/orders/v1/x',                             'api.stage.bokbasen.io',       '/bokbasen/orders/v1/x'],
    ['/oauth/token',                             'auth.bokbasen.io',            '/bokbasen/oauth/token'],
    ['/oauth/token',                             'auth.stage.bokbasen.io',      '/bokbasen/oauth/token'],
    ['/orders/x',                                'api.order.boknett.no',        '/boknett/order/orders/x'],
    ['/orders/x',                                'api.order.boknett.webbe.no',  '/boknett/order/orders/x'],
    ['/v1/tickets',                              'login.boknett.no',            '/boknett/login/v1/tickets'],
    ['/v1/tickets',                              'login.boknett.webbe.no',      '/boknett/login/v1/tickets'],
    ['/order',                                   'api.dds.boknett.no',          '/boknett/dds/order'],
    ['/x',                                       'idp.dds.boknett.no',          '/boknett/idp/x'],
    ['/orders/v1/x',                             'api.bokbasen.io.example.org', '/bokbasen/orders/v1/x'],
    ['/orders',                                  'api.bokbasen.io',             '/bokbasen/orders'],
  ])('rewrites %s at host %s to %s', (path, host, route) => {
    expect(paths.rewrite(path, host)).toBe(route);
  });
});

describe('links in responses', () => {
  const server = testServer();
  let authorization = '';
  beforeAll(async () => {
    await server.freeze();
    authorization = `Bearer ${await server.token('bokbasen', 'demo')}`;
  });
  const self = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
    const { text } = await server.http.get(path).set({ authorization, ...headers });
    return (JSON.parse(text) as { _links: { self: { href: string } } })._links.self.href;
  };

  it('have the form of the request: prefix, root path, or real host name', async () => {
    expect(await self(SEEDED_ORDER)).toBe(`${server.url}${SEEDED_ORDER}`);
    expect(await self(`/orders/v1/${SEED}`)).toBe(`${server.url}/orders/v1/${SEED}`);
    expect(await self(`/orders/v1/${SEED}`, { host: 'api.bokbasen.io' })).toBe(
      `https://api.bokbasen.io/orders/v1/${SEED}`,
    );
    expect(await self(`/orders/v1/${SEED}`, { host: 'api.stage.bokbasen.io' })).toBe(
      `https://api.stage.bokbasen.io/orders/v1/${SEED}`,
    );
  });

  // Behind a TLS proxy. Java and .NET clients that name the port of a URL also send it in Host.
  // prettier-ignore
  it.each<[host: string, forwarded: string | undefined, base: string]>([
    ['api.bokbasen.io',       undefined,     'https://api.bokbasen.io'],
    ['api.bokbasen.io',       'https',       'https://api.bokbasen.io'],
    ['api.bokbasen.io',       'http',        'http://api.bokbasen.io'],
    ['api.bokbasen.io:443',   undefined,     'https://api.bokbasen.io'],
    ['api.bokbasen.io:443',   'https',       'https://api.bokbasen.io'],
    ['api.bokbasen.io:443',   'http',        'http://api.bokbasen.io:443'],
    ['API.bokbasen.io:443',   undefined,     'https://API.bokbasen.io'],
    ['api.bokbasen.io:80',    undefined,     'http://api.bokbasen.io'],
    ['api.bokbasen.io:80',    'https',       'https://api.bokbasen.io:80'],
    ['api.bokbasen.io:8080',  undefined,     'http://api.bokbasen.io:8080'],
    ['api.bokbasen.io:8443',  'https',       'https://api.bokbasen.io:8443'],
    ['api.bokbasen.io:8443',  'HTTPS, http', 'https://api.bokbasen.io:8443'],
    ['api.bokbasen.io:8443',  'constructor', 'http://api.bokbasen.io:8443'],
    ['api.stage.bokbasen.io', 'wss',         'https://api.stage.bokbasen.io'],
  ])('of a request to the Host %s with X-Forwarded-Proto %s begin with %s', async (host, forwarded, base) => {
    const path = `/orders/v1/${SEED}`;
    const proxied: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-proto': forwarded };
    expect(await self(path, { host, ...proxied })).toBe(base + path);
  });

  it('ignore X-Forwarded-Proto at another host name, which PUBLIC_URL is for', async () => {
    expect(await self(SEEDED_ORDER, { 'x-forwarded-proto': 'https' })).toBe(
      server.url + SEEDED_ORDER,
    );
  });

  it('have the form of the request in a Location header too', async () => {
    const { headers } = await server.http
      .post('/orders/v1')
      .set({ authorization, host: 'api.bokbasen.io', 'content-type': 'application/xml' })
      .send(anOrder());
    expect(headers['location']).toMatch(/^https:\/\/api\.bokbasen\.io\/orders\/v1\/[0-9a-f-]{36}$/);
  });

  it('are not needed to fetch a token at its real host for the real audience', async () => {
    const { status, body } = await server.http
      .post('/oauth/token')
      .set('host', 'auth.bokbasen.io')
      .send({
        client_id: 'demo',
        client_secret: 'demo-secret',
        audience: 'https://api.bokbasen.io/orders/',
        grant_type: 'client_credentials',
      });
    expect([status, typeof (body as { access_token: string }).access_token]).toEqual([
      200,
      'string',
    ]);
  });

  it('lead to a token with an issuer of the real host name', async () => {
    const { body } = await server.http
      .post('/oauth/token')
      .set('host', 'auth.bokbasen.io:443')
      .send({
        client_id: 'demo',
        client_secret: 'demo-secret',
        audience: 'https://api.bokbasen.io/orders/',
        grant_type: 'client_credentials',
      });
    const [, payload = ''] = (body as { access_token: string }).access_token.split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).toMatchObject({
      iss: 'https://auth.bokbasen.io/',
    });
  });

  it('have the real host name when a ticket is fetched and used at the real hosts', async () => {
    const login = await server.http
      .post('/v1/tickets')
      .set('host', 'login.boknett.no')
      .type('form')
      .send('username=demo&password=demo-secret');
    expect(login.status).toBe(201);
    const { text } = await server.http.get(`/orders/${SEED}`).set({
      host: 'api.order.boknett.no',
      authorization: `Boknett ${login.headers['boknett-tgt']}`,
      date: new Date().toUTCString(),
    });
    expect(JSON.parse(text)).toMatchObject({
      _links: { self: { href: `https://api.order.boknett.no/orders/${SEED}` } },
    });
  });
});

describe('PUBLIC_URL', () => {
  const server = testServer({ PUBLIC_URL: 'https://lab.example.org/sandbox' });

  it('is the base of links and of an accepted audience', async () => {
    const { status, body } = await server.http.post('/bokbasen/oauth/token').send({
      client_id: 'demo',
      client_secret: 'demo-secret',
      audience: 'https://lab.example.org/sandbox/bokbasen/orders/',
      grant_type: 'client_credentials',
    });
    expect(status).toBe(200);
    const { access_token: token } = body as { access_token: string };
    const { text } = await server.http.get(SEEDED_ORDER).set('authorization', `Bearer ${token}`);
    expect(JSON.parse(text)).toMatchObject({
      _links: { self: { href: `https://lab.example.org/sandbox${SEEDED_ORDER}` } },
    });
  });

  it('is the base of the addresses in the documents', async () => {
    const { text } = await server.http.get('/docs/ordersysteem.json');
    const { servers, components } = JSON.parse(text) as OpenAPIObject;
    const addresses = Object.values(components!.securitySchemes!).map((scheme) =>
      'flows' in scheme ? scheme.flows!.clientCredentials!.tokenUrl : undefined,
    );
    expect([servers, new Set(addresses)]).toEqual([
      [{ url: '/sandbox/ordersysteem', description: 'This sandbox' }],
      new Set(['/sandbox/ordersysteem/oauth2/token']),
    ]);
    const yaml = await server.http.get('/docs/control.yaml');
    expect(yaml.text).toContain('servers:\n  - url: /sandbox/\n');
  });
});

describe('ROOT_ROLE=bokbasen-orders', () => {
  const server = testServer({ ROLES: 'bokbasen-orders', ROOT_ROLE: 'bokbasen-orders' });

  it('serves tokens and orders at root paths, and no other role', async () => {
    const { body } = await server.http.post('/oauth/token').send({
      client_id: 'demo-seller',
      client_secret: 'demo-seller-secret',
      audience: `${server.url}/orders/`,
      grant_type: 'client_credentials',
    });
    const { status } = await server.http
      .get('/orders/v1?fromDate=20260101000000&mode=SENT_TO_ME')
      .set('authorization', `Bearer ${(body as { access_token: string }).access_token}`);
    expect(status).toBe(200);
    expect((await server.http.put('/orders')).status).toBe(404);
    expect((await server.http.post('/oauth2/token')).status).toBe(404);
    expect((await server.http.get(`${ORDERS}/x`)).status).toBe(401);
  });
});

describe('ROOT_ROLE=ordersysteem', () => {
  const server = testServer({ ROOT_ROLE: 'ordersysteem' });

  it('serves no token endpoint of Bokbasen at the root', async () => {
    expect((await server.http.post('/oauth/token')).status).toBe(404);
    expect((await server.http.post('/bokbasen/oauth/token')).status).toBe(401);
    expect((await server.http.post('/oauth2/token')).status).toBe(400);
  });
});
