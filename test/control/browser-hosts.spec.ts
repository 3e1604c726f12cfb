import { describe, expect, it } from '@jest/globals';
import { isAllowedHost, isFromBrowser } from '../../src/control/http/allowed-hosts.js';
import { anOrder } from '../support/builders.js';
import { testServer, type TestServer } from '../support/test-server.js';

const settings = {
  PUBLIC_URL: 'https://sandbox.example.org',
  ALLOWED_HOSTS: 'lab.example.org,192.168.1.20:4010',
};
const open = testServer(settings);
const guarded = testServer({ ...settings, SANDBOX_TOKEN: 'open sesame' });
const authorization = 'Bearer open sesame';

const refusal = (host: string): object => ({
  status: 403,
  detail: `Browsers may not use the host "${host}" for this page; use localhost, or set ALLOWED_HOSTS to this host and start the server again`,
});
async function get(
  target: TestServer,
  path: string,
  headers: Record<string, string>,
): Promise<object> {
  const { status, body } = await target.http.get(path).set({ authorization, ...headers });
  const { detail } = body as { detail?: string };
  return detail === undefined ? { status } : { status, detail };
}

const servers = [
  ['with SANDBOX_TOKEN', guarded],
  ['without SANDBOX_TOKEN', open],
] as const;
const pages = [
  '/',
  '/?a=b',
  '/docs',
  '/docs/',
  '/%64ocs',
  '/docs/swagger-ui-init.js',
  '/docs/swagger-ui.css',
  '/docs/ordersysteem.json',
  '/docs/ordersysteem.yaml',
  '/docs/control.json',
  '/docs/editx-order-1.3.xsd',
  '/_sandbox/rules',
  '/%5Fsandbox/rules',
  '/_sandbox/workspaces/default/exchanges',
];

describe.each(servers)('a page of this server, %s', (_, target) => {
  it.each(pages)('%s is refused to a browser with another Host', async (path) => {
    const host = 'evil.example:4010';
    expect([
      await get(target, path, { host, origin: `http://${host}` }),
      await get(target, path, { host, 'sec-fetch-site': 'same-origin' }),
      await get(target, path, { host, 'sec-fetch-mode': 'navigate' }),
      await get(target, path, {
        host,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      }),
    ]).toEqual(Array(4).fill(refusal(host)));
  });

  it.each(pages)('%s is answered to a browser with an allowed Host', async (path) => {
    const hosts = ['localhost:4010', '127.0.0.1', '[::1]:4010', 'sandbox.example.org'];
    for (const host of [...hosts, 'lab.example.org:8080', '192.168.1.20:4010'])
      expect([host, await get(target, path, { host, 'sec-fetch-site': 'same-origin' })]).toEqual([
        host,
        { status: 200 },
      ]);
  });
});

describe('another Host', () => {
  it('is refused to a browser that writes, before the body is read', async () => {
    const host = 'evil.example';
    const { body } = await guarded.http
      .post('/_sandbox/workspaces')
      .set({ host, origin: `http://${host}`, authorization, 'content-type': 'text/plain' })
      .send('{');
    expect(body).toMatchObject(refusal(host));
  });

  it('is accepted from clients that are no browsers', async () => {
    const host = 'ketenlab:4010';
    for (const path of ['/', '/docs', '/docs/ordersysteem.json', '/_sandbox/rules'])
      expect([path, await get(guarded, path, { host })]).toEqual([path, { status: 200 }]);
  });

  it('is accepted from a browser by partner APIs and token endpoints', async () => {
    const headers = {
      host: 'ketenlab:4010',
      origin: 'http://ketenlab:4010',
      'sec-fetch-mode': 'cors',
    };
    const token = await guarded.http
      .post('/ordersysteem/oauth2/token')
      .set(headers)
      .type('form')
      .send({ grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' });
    const order = await guarded.http
      .put('/ordersysteem/orders')
      .set({
        ...headers,
        authorization: `Bearer ${(token.body as { access_token: string }).access_token}`,
      })
      .set('content-type', 'application/json')
      .send(JSON.stringify(anOrder()));
    expect([token.status, order.status]).toEqual([200, 202]);
  });
});

describe('isFromBrowser', () => {
  const powerShell =
    'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.26100.1';
  it.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ 'user-agent': 'curl/8.5.0', referer: 'http://evil.example/' }, false],
    [{ 'user-agent': powerShell }, false],
    [{ 'user-agent': 'node', 'sec-fetch-mode': 'cors' }, false],
    [{ 'user-agent': 'node', 'sec-fetch-mode': 'navigate' }, true],
    [{ 'user-agent': 'node', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-origin' }, true],
    [{ 'user-agent': 'node', 'sec-fetch-mode': 'cors', origin: 'null' }, true],
    [{ 'user-agent': 'curl/8.5.0', 'sec-fetch-mode': 'cors' }, true],
    [{ 'sec-fetch-storage-access': 'none' }, true],
    [{ 'user-agent': 'Mozilla/5.0 (Macintosh) Safari/605.1.15' }, true],
  ])('%j: %s', (headers, expected) => {
    expect(isFromBrowser(headers)).toBe(expected);
  });
});

describe('isAllowedHost', () => {
  const allowed = {
    publicUrl: 'https://lab.example.org:8443/edu',
    allowedHosts: ['Kennis.example', 'box.example:443', '[fd00::1]:4010'],
  };
  // prettier-ignore
  it.each([
    ['localhost', true],            ['LOCALHOST:1', true],          ['127.8.9.10:4010', true],     ['[::1]', true],
    ['lab.example.org:8443', true], ['lab.example.org', false],     ['lab.example.org:80', false], ['kennis.example:99', true],
    ['box.example', true],          ['box.example:443', true],      ['box.example:444', false],    ['[fd00::1]:4010', true],
    ['[fd00::1]', false],           ['a.kennis.example', false],    ['kennis.example.evil.example', false],
    ['localhost.evil.example', false], ['127.0.0.1.evil.example', false], ['0.0.0.0:4010', false], ['', false],
  ])('%s: %s', (host, expected) => {
    expect(isAllowedHost(host, allowed)).toBe(expected);
  });
});
