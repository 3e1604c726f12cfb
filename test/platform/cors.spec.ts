import { beforeEach, describe, expect, it } from '@jest/globals';
import { request as sendRequest, type IncomingHttpHeaders } from 'node:http';
import type { ConformanceReport } from '../../src/conformance/reports/report.js';
import { readConfig } from '../../src/app/read-config.js';
import { knownSettings } from '../../src/roles/index.js';
import { anOrder } from '../support/builders.js';
import { TestServer, testServer } from '../support/test-server.js';

const APP = 'http://localhost:5173';
const OTHER = 'https://other.example.org';
const LIST = `${APP}, https://app.example.org`;
const EXPOSED =
  'API-Version, Allow, Boknett-TGT, Content-Disposition, Date, Link, Location, Next, Retry-After, Sandbox-Reason, WWW-Authenticate';

type Headers = Record<string, string>;
interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Sends a request as it is, with any Host. */
function send(server: TestServer, method: string, path: string, headers: Headers): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: false };
    sendRequest(server.url, { ...options, path }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    })
      .on('error', reject)
      .end();
  });
}

const preflight = (origin: string, method = 'PUT', more: Headers = {}): Headers => ({
  origin,
  'access-control-request-method': method,
  'access-control-request-headers': 'authorization,content-type',
  ...more,
});
const corsHeadersOf = ({ headers }: Answer) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => /^(access-control-|vary$)/.test(name)),
  );

/** Every form of a path: base, version, root, older platform, host alias, token endpoint, unknown path. */
const paths: [string, Headers][] = [
  ['/ordersysteem/orders', {}],
  ['/ordersysteem/v1/orders', {}],
  ['/v1/orders', {}],
  ['/orders', {}],
  ['/bestelomgeving/orders', {}],
  ['/bestelomgeving/v2/deliveryorders/24e39454-5360-4ba4-819f-03e59b8dd679', {}],
  ['/bokbasen/orders/v1', {}],
  ['/orders/v1', {}],
  ['/boknett/order/orders', {}],
  ['/orders/v1', { host: 'api.bokbasen.io' }],
  ['/dds/order/v1', { host: 'api.stage.bokbasen.io' }],
  ['/ordersysteem/oauth2/token', {}],
  ['/oauth2/token', {}],
  ['/bokbasen/oauth/token', {}],
  ['/ordersysteem/.well-known/openid-configuration', {}],
  ['/ordersysteem/nothing', {}],
  ['/nothing', {}],
];

describe.each([
  ['*', '*', {}],
  [LIST, APP, { vary: 'Origin' }],
])('with CORS_ORIGINS=%s', (setting, allowed, vary) => {
  const server = testServer({ CORS_ORIGINS: setting });
  beforeEach(async () => {
    await server.control('post', 'reset');
    await server.control('delete', 'conformance');
  });

  it.each(paths)('answers the preflight of a browser client at %s %j', async (path, host) => {
    const answer = await send(server, 'OPTIONS', path, preflight(APP, 'PUT', host));
    expect([answer.status, answer.text, corsHeadersOf(answer)]).toEqual([
      204,
      '',
      {
        ...vary,
        'access-control-allow-origin': allowed,
        'access-control-expose-headers': EXPOSED,
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-max-age': '600',
      },
    ]);
  });

  it('records a preflight without a finding, and counts it in no report', async () => {
    await send(server, 'OPTIONS', '/ordersysteem/orders', preflight(APP));
    const [exchange, ...others] = await server.exchanges();
    expect(exchange).toMatchObject({
      method: 'OPTIONS',
      path: '/ordersysteem/orders',
      role: 'ordersysteem',
      status: 204,
      findings: [],
    });
    expect([others, exchange?.nearMiss]).toEqual([[], undefined]);
    const { summary } = await server.control<ConformanceReport & Record<string, unknown>>(
      'get',
      'conformance',
    );
    expect(summary.coverage).toBe(0);
  });

  it.each<[string, string, string, number]>([
    ['a success', 'GET', '/ordersysteem/.well-known/openid-configuration', 200],
    ['a 401', 'PUT', '/ordersysteem/orders', 401],
    ['a 404', 'PUT', '/ordersysteem/nothing', 404],
    ['a 404 of a path that cannot be decoded', 'PUT', '/ordersysteem/%zz', 404],
    ['a 405 of a wrong role', 'PUT', '/bestelomgeving/orders', 405],
    ['a 405 of a wrong method', 'DELETE', '/bokbasen/orders/v1', 405],
    ['a 405 to OPTIONS that is no preflight', 'OPTIONS', '/ordersysteem/orders', 405],
    ['an error of a token endpoint', 'POST', '/bokbasen/oauth/token', 401],
  ])('lets a browser client read %s', async (_title, method, path, status) => {
    const answer = await send(server, method, path, { origin: APP });
    expect([answer.status, corsHeadersOf(answer)]).toEqual([
      status,
      {
        ...vary,
        'access-control-allow-origin': allowed,
        'access-control-expose-headers': EXPOSED,
      },
    ]);
  });

  it('lets a browser client read an injected 503', async () => {
    const fault = { kind: 'status', status: 503, operation: 'acceptOrder', times: 1 };
    await server.control('post', 'faults', fault);
    const answer = await send(server, 'PUT', '/ordersysteem/orders', { origin: APP });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([503, allowed]);
  });

  it('serves a browser client as another client', async () => {
    const response = await fetch(`${server.url}/ordersysteem/orders`, {
      method: 'PUT',
      headers: {
        origin: APP,
        authorization: `Bearer ${await server.token()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(anOrder()),
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      202,
      allowed,
    ]);
  });

  it.each([
    '/_sandbox/rules',
    '/%5fsandbox/rules',
    '/_sandbox/workspaces/default/exchanges',
    '/healthz',
    '/',
    '/docs/ordersysteem.json',
  ])('keeps %s closed to a page of another origin', async (path) => {
    for (const [method, headers] of [
      ['OPTIONS', preflight(APP, 'GET')],
      ['GET', { origin: APP }],
    ] as const)
      expect(corsHeadersOf(await send(server, method, path, headers))).toEqual({});
  });
});

describe('an origin that CORS_ORIGINS does not have', () => {
  const server = testServer({ CORS_ORIGINS: LIST });

  it.each([OTHER, 'null', `${APP}.example.org`])('gets no header (%s)', async (origin) => {
    const answer = await send(server, 'PUT', '/ordersysteem/orders', { origin });
    expect([answer.status, corsHeadersOf(answer)]).toEqual([401, { vary: 'Origin' }]);
    const refused = await send(server, 'OPTIONS', '/ordersysteem/orders', preflight(origin));
    expect([refused.status, corsHeadersOf(refused)]).toEqual([405, { vary: 'Origin' }]);
  });
});

describe('without CORS_ORIGINS', () => {
  const server = testServer();

  it('answers a preflight as another method, without a finding', async () => {
    const answer = await send(server, 'OPTIONS', '/ordersysteem/orders', preflight(APP));
    expect([answer.status, answer.headers['allow'], corsHeadersOf(answer)]).toEqual([
      405,
      'PUT',
      {},
    ]);
    expect((await server.lastExchange('status=405'))?.findings).toEqual([]);
  });
});

describe('CORS_ORIGINS', () => {
  const read = (value: string) => readConfig({ CORS_ORIGINS: value }, knownSettings()).corsOrigins;

  it.each([
    ['', []],
    ['*', ['*']],
    [LIST, [APP, 'https://app.example.org']],
    ['HTTP://LocalHost:80', ['http://localhost']],
    ['http://[::1]:3000', ['http://[::1]:3000']],
    ['capacitor://localhost', ['capacitor://localhost']],
  ])('"%s" allows %j', (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  it.each([
    'localhost:5173',
    'http://localhost:5173/',
    'http://app.example.org/page',
    'http://user@app.example.org',
    'https://*.example.org',
    `*,${APP}`,
    `${APP},`,
    'null',
    'http://localhost:port',
  ])('refuses %s in one line', (value) => {
    expect(() => read(value)).toThrow(
      /^CORS_ORIGINS=\S* is not allowed: \*, or a comma-separated list of origins, for example/,
    );
  });
});
