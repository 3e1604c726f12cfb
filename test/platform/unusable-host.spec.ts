import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { isUsableHost } from '../../src/platform/http/links.js';
import { ORDERS } from '../support/bokbasen-client.js';
import { NODRM, ORDER } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();

/** Sends a request as it is, and returns the status and the body of its response. */
async function sendRaw(text: string): Promise<[status: number, body: string]> {
  const { hostname, port } = new URL(server.url);
  const answer = await new Promise<string>((done, fail) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let received = '';
    socket.on('data', (chunk) => (received += String(chunk)));
    socket.on('end', () => done(received));
    socket.on('error', fail);
  });
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return [Number(head.split(' ')[1]), body];
}

describe('isUsableHost', () => {
  it.each([
    'localhost',
    'localhost:4010',
    '127.0.0.1:4010',
    '[::1]:4010',
    '[::ffff:127.0.0.1]',
    'api.bokbasen.io:443',
    'ketenlab_1:4010',
    'name:',
    'xn--bcher-kva.example',
  ])('is true for %s', (host) => {
    expect(isUsableHost(host)).toBe(true);
  });

  it.each([
    '',
    'a b',
    'a/b',
    'a?b',
    'a#b',
    'user@host',
    'foo:bar:1',
    'host:port',
    'a:99999',
    '[::1',
    '::1',
    '[zz]',
    'a%20b',
    'a\\b',
    'b\u00fccher.example',
    '999.999.999.999',
  ])('is false for "%s"', (host) => {
    expect(isUsableHost(host)).toBe(false);
  });
});

describe('an unusable Host', () => {
  const expected = 'a name, and a port if needed';
  const fault = { path: 'Host', expected, seen: 'a b' };
  const message = `Host: expected ${expected}, seen a b`;
  const oauth = { error: 'invalid_request', error_description: message };

  // RFC 9112 \u00a73.2: a server answers 400 to an invalid Host.
  // prettier-ignore
  it.each<['get' | 'post' | 'put' | 'delete', string, object]>([
    ['post',   '/bokbasen/oauth/token',                     oauth],
    ['post',   '/ordersysteem/oauth2/token',                oauth],
    ['get',    ORDERS,                                      { message, faults: [fault] }],
    ['post',   ORDERS,                                      { message, faults: [fault] }],
    ['post',   ORDER,                                       { message, faults: [fault] }],
    ['get',    `/bokbasen/dds/content/v1/raw/${NODRM}`,     { message, faults: [fault] }],
    ['get',    '/bokbasen/dds/download/v1/x/status',        { message, faults: [fault] }],
    ['get',    '/bokbasen/dds/download/v1/x/file/1/a.epub', { message, faults: [fault] }],
    ['delete', '/boknett/login/v1/tickets/x',               { message, faults: [fault] }],
    ['get',    '/bokbasen/nothing',                         { message, faults: [fault] }],
    ['put',    '/ordersysteem/orders',                      { status: 11, statusMessage: `Schema incorrect. ${JSON.stringify([fault])}` }],
    ['get',    '/bestelomgeving/deliveryorders/x',          { status: 11, statusMessage: `Schema incorrect. ${JSON.stringify([fault])}` }],
    ['get',    '/nothing',                                  { title: 'Bad Request', status: 400, detail: message, faults: [fault] }],
    ['get',    '/_sandbox/workspaces',                      { title: 'Bad Request', status: 400, detail: message, faults: [fault] }],
    ['get',    '/healthz',                                  { title: 'Bad Request', status: 400, detail: message, faults: [fault] }],
    ['get',    '/docs/editx-order-1.3.xsd',                 { title: 'Bad Request', status: 400, detail: message, faults: [fault] }],
  ])('is answered 400 in the error format of the path: %s %s', async (method, path, body) => {
    const response = await server.http[method](path).set('host', 'a b');
    expect([response.status, response.body]).toMatchObject([400, body]);
  });

  it('is answered 400 when PUBLIC_URL is the base of all links', async () => {
    const token = await server.token('bokbasen');
    const { status } = await publicServer.http
      .get(ORDERS)
      .set({ host: 'a/b', authorization: `Bearer ${token}` });
    expect(status).toBe(400);
  });
  const publicServer = testServer({ PUBLIC_URL: 'https://lab.example.org' });

  it('is in the journal of the workspace of the caller', async () => {
    const workspace = await server.workspace();
    const authorization = `Bearer ${await workspace.token('bokbasen')}`;
    await server.http.get(ORDERS).set({ host: 'a b', authorization });
    const last = await workspace.lastExchange();
    expect(last).toMatchObject({
      status: 400,
      path: ORDERS,
      request: { headers: { host: 'a b' } },
    });
  });
});

describe('a request of HTTP/1.0 without Host', () => {
  it('reads the health of the server, and is answered 400 by a role', async () => {
    expect((await sendRaw('GET /healthz HTTP/1.0\r\n\r\n'))[0]).toBe(200);
    const [status, body] = await sendRaw(`GET ${ORDERS} HTTP/1.0\r\n\r\n`);
    expect([status, JSON.parse(body)]).toMatchObject([
      400,
      { message: 'Host: expected a name, and a port if needed, seen nothing' },
    ]);
  });
});
