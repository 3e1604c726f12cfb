import { describe, expect, it } from '@jest/globals';
import { testServer } from '../support/test-server.js';

const server = testServer({ SANDBOX_TOKEN: 'open sesame' });
const expected = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const headersOf = async (path: string, headers: Record<string, string> = {}) => {
  const response = await server.http.get(path).set(headers);
  const found = Object.keys(expected).map((name) => [name, response.headers[name] as unknown]);
  return [response.status, Object.fromEntries(found) as object];
};

/** The dashboard has no inline styles. */
const ofDashboard = {
  ...expected,
  'content-security-policy': expected['content-security-policy'].replace(" 'unsafe-inline'", ''),
};

describe('the security headers', () => {
  it('are in the response to /, without inline styles', async () => {
    expect(await headersOf('/')).toEqual([200, ofDashboard]);
  });

  it.each([
    '/docs/dashboard/start.json',
    '/docs',
    '/docs/swagger-ui-init.js',
    '/docs/swagger-ui-bundle.js',
    '/docs/swagger-ui.css',
    '/docs/ordersysteem.json',
    '/docs/ordersysteem.yaml',
    '/docs/control.json',
    '/docs/editx-order-1.3.xsd',
    '/docs/seed.schema.json',
    '/docs/report.schema.json',
  ])('are in the response to %s', async (path) => {
    expect(await headersOf(path)).toEqual([200, expected]);
  });

  it('are in the responses of the control API, with and without success', async () => {
    const authorization = 'Bearer open sesame';
    const report = '/_sandbox/workspaces/default/conformance?format=html';
    expect([
      await headersOf(report, { authorization }),
      await headersOf(report),
      await headersOf('/', { host: 'evil.example', origin: 'http://evil.example' }),
    ]).toEqual([
      [200, expected],
      [401, expected],
      [403, expected],
    ]);
  });

  it('are in the response to a path that cannot be decoded', async () => {
    expect(await headersOf('/docs/%zz')).toEqual([404, expected]);
    expect(await headersOf('/_sandbox/%zz')).toEqual([404, expected]);
  });

  it('are not in the responses of partner APIs', async () => {
    const response = await server.http.put('/ordersysteem/orders');
    expect(Object.keys(expected).filter((name) => name in response.headers)).toEqual([]);
  });
});
