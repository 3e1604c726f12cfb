import { beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { Problem } from '../../src/platform/errors/problem.js';
import { reasonHeader } from '../../src/platform/http/sandbox-reason.js';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const json = 'application/json';
beforeEach(() => server.control('post', 'reset'));

describe('reasonHeader', () => {
  it.each([
    ['printable ASCII', 'the token has expired: 100%', 'the token has expired: 100%'],
    ['other letters', 'skole "Ås" – 學', 'skole "%C3%85s" %E2%80%93 %E5%AD%B8'],
    ['line breaks and tabs', 'a\r\nSet-Cookie: b\t', 'a%0D%0ASet-Cookie: b%09'],
    ['half of a surrogate pair', 'a\ud83d', 'a%EF%BF%BD'],
    ['500 characters', 'x'.repeat(500), 'x'.repeat(500)],
    ['501 characters', 'x'.repeat(501), `${'x'.repeat(497)}...`],
    ['encoded characters at the limit', '学'.repeat(100), `${'%E5%AD%A6'.repeat(55)}...`],
  ])('of %s', (_title, reason, expected) => {
    expect(reasonHeader(reason)).toBe(expected);
    expect(expected.length).toBeLessThanOrEqual(500);
  });
});

describe('Problem.reason', () => {
  it.each([
    [
      'its reason',
      { text: 'consent required', reason: 'no consent at 104A158' },
      'no consent at 104A158',
    ],
    ['its text, without a reason', { text: 'scope required' }, 'scope required'],
    ['the phrase of its status, without a text', { text: '' }, 'Forbidden'],
  ])('is %s', (_title, detail, expected) => {
    expect(new Problem(403, detail).reason).toBe(expected);
  });
});

/** The status, the header Sandbox-Reason, and the reason in the journal. */
async function reasons(response: { status: number; headers: unknown }) {
  const exchange = await server.lastExchange(`status=${response.status}`);
  const { 'sandbox-reason': header } = response.headers as Record<string, string>;
  return [response.status, header, exchange?.reason];
}

describe('Sandbox-Reason of a partner API', () => {
  const bearer = async (role: string, client?: string) =>
    `Bearer ${await server.token(role, client)}`;
  const put = (path: string, body = '{}', type = json) =>
    server.http.put(path).set('content-type', type).send(body);
  const post = async (path: string, body: string, type: string) =>
    server.http
      .post(path)
      .set('content-type', type)
      .set('authorization', await bearer('bokbasen'))
      .send(body);
  const authorized = async (path: string, body: string, client?: string) =>
    put(path, body).set('authorization', await bearer('ordersysteem', client));

  it.each([
    [
      'Edu-V 401 without a token',
      () => put('/ordersysteem/orders'),
      401,
      'the request has no Authorization header',
    ],
    [
      'Edu-V 403 without a connection',
      () => authorized('/ordersysteem/orders', '{}', 'demo-unconnected'),
      403,
      'not authorised: there is no connection with this party',
    ],
    [
      'Edu-V 400 to JSON that cannot be parsed',
      () => authorized('/ordersysteem/orders', '{x'),
      400,
      expect.stringMatching(/^Schema incorrect\. .*"expected":"JSON"/),
    ],
    [
      'Edu-V 404',
      () => put('/ordersysteem/no?x=1'),
      404,
      expect.stringMatching(/^unknown path: \/ordersysteem\/no\?x=1/),
    ],
    [
      'a path of no API',
      () => put('/nothing'),
      404,
      expect.stringMatching(/^Unknown path: \/nothing/),
    ],
    [
      'Edu-V 404 of a path that cannot be decoded',
      () => put('/ordersysteem/%zz'),
      404,
      expect.stringMatching(/^unknown path: \/ordersysteem\/%zz/),
    ],
    [
      'Edu-V 405 of a wrong role',
      () => put('/bestelomgeving/orders'),
      405,
      'wrong-role; provider="Ordersysteem leermiddelen"',
    ],
    ['Bokbasen 405 of a wrong method', () => put('/bokbasen/orders/v1'), 405, 'wrong-method'],
    [
      'Bokbasen 401',
      () => server.http.get('/bokbasen/orders/v1'),
      401,
      'Authorization must be: Bearer <token>',
    ],
    [
      'Bokbasen 413',
      () => post('/bokbasen/orders/v1', 'x'.repeat(6 * 1024 * 1024 + 1), 'application/xml'),
      413,
      expect.stringMatching(/^expected at most \d+ bytes, seen more$/),
    ],
    [
      'Bokbasen 415',
      () => post('/bokbasen/orders/v1', '<a/>', 'text/plain'),
      415,
      'expected Content-Type: application/xml, seen text/plain',
    ],
    [
      'the Edu-V token endpoint',
      () => server.http.post('/ordersysteem/oauth2/token').type('form').send({ client_id: 'x' }),
      401,
      expect.stringMatching(/^The client must authenticate/),
    ],
    [
      'the Bokbasen token endpoint',
      () => server.http.post('/bokbasen/oauth/token').type('form').send({ client_id: 'x' }),
      401,
      'client_secret is missing',
    ],
    [
      'a token endpoint with a Host that is no name',
      () =>
        server.http.post('/oauth2/token').set('host', 'a b').type('form').send({ client_id: 'x' }),
      400,
      'Host: expected a name, and a port if needed, seen a b',
    ],
  ])('is the reason of %s, as in the journal', async (_title, send, status, reason) => {
    expect(await reasons(await send())).toEqual([status, reason, reason]);
  });

  it('has the beginning of a long reason, and the journal has all of it', async () => {
    const order = anOrder({ requestReferenceId: 'é'.repeat(100), purchaseOrderId: 1 });
    const response = await authorized('/ordersysteem/orders', JSON.stringify(order));
    const [status, header, reason] = await reasons(response);
    const { statusMessage } = response.body as { statusMessage: string };
    expect([status, reason]).toEqual([400, statusMessage]);
    expect(String(header)).toMatch(/^Schema incorrect\. \[.*"seen":"(%C3%A9)+\.\.\.$/);
  });

  it.each(['before', 'after'])('names an injected fault (%s)', async (when) => {
    const fault = { kind: 'status', status: 429, when, operation: 'acceptOrder', times: 1 };
    const { id } = await server.control<{ id: string }>('post', 'faults', fault);
    const response = await authorized('/ordersysteem/orders', JSON.stringify(anOrder()));
    const reason = `injected fault ${id}`;
    expect(await reasons(response)).toEqual([429, reason, reason]);
  });

  it('names an injected fault of another kind with a status', async () => {
    const fault = { kind: 'malformed', status: 409, operation: 'acceptOrder', times: 1 };
    const { id } = await server.control<{ id: string }>('post', 'faults', fault);
    // Fetch, because the test client cannot return a body that is not JSON.
    const { status, headers } = await fetch(`${server.url}/ordersysteem/orders`, { method: 'PUT' });
    const reason = `injected fault ${id}`;
    expect(await reasons({ status, headers: Object.fromEntries(headers) })).toEqual([
      409,
      reason,
      reason,
    ]);
  });

  it('is absent from an accepted request', async () => {
    const response = await authorized('/ordersysteem/orders', JSON.stringify(anOrder()));
    expect(await reasons(response)).toEqual([202, undefined, undefined]);
  });

  it('is absent from the control API', async () => {
    const { status, headers } = await server.http.get('/_sandbox/nothing');
    expect([status, headers['sandbox-reason']]).toEqual([404, undefined]);
  });
});

/** Sends bytes and returns the status line, the header Sandbox-Reason and the body. */
function raw(bytes: string): Promise<(string | undefined)[]> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.on('close', () => {
      const [head = '', body] = text.split('\r\n\r\n');
      resolve([head.split('\r\n')[0], /^sandbox-reason: (.*)$/im.exec(head)?.[1], body]);
    });
    socket.on('error', reject);
  });
}

describe('Sandbox-Reason of a request that the HTTP parser refuses', () => {
  it.each([
    [
      'a header that is no header',
      'PUT /ordersysteem/orders HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n',
      'HTTP/1.1 400 Bad Request',
      /^The request is not valid HTTP: /,
      (reason: string) => ({ status: 99, statusMessage: reason }),
    ],
    [
      'headers that are too large',
      `GET /bokbasen/orders/v1 HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`,
      'HTTP/1.1 431 Request Header Fields Too Large',
      /^The headers of the request have more than 16384 bytes$/,
      (reason: string) => ({ message: 'Request Header Fields Too Large', reason }),
    ],
    [
      'a missing Host',
      'PUT /ordersysteem/orders HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 400 Bad Request',
      /^The request has no Host header$/,
      (reason: string) => ({ status: 99, statusMessage: reason }),
    ],
    [
      'an expectation that is not supported',
      'PUT /ordersysteem/orders HTTP/1.1\r\nHost: x\r\nExpect: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 417 Expectation Failed',
      /^Expect must be 100-continue; seen: x$/,
      (reason: string) => ({ status: 99, statusMessage: reason }),
    ],
    [
      'an unknown method at a token endpoint',
      'GRAB /bokbasen/oauth/token HTTP/1.1\r\nHost: x\r\n\r\n',
      'HTTP/1.1 400 Bad Request',
      /^The request is not valid HTTP: /,
      (reason: string) => ({ error: 'invalid_request', error_description: reason }),
    ],
  ])('names %s, as in the journal', async (_title, bytes, statusLine, reason, bodyOf) => {
    const [line, header = '', body = ''] = await raw(bytes);
    expect([line, header]).toEqual([statusLine, expect.stringMatching(reason)]);
    expect(JSON.parse(body)).toEqual(bodyOf(header));
    const [exchange, ...others] = await server.exchanges();
    const [method, path] = bytes.split(' ');
    expect([exchange?.method, exchange?.path, exchange?.reason, others]).toEqual([
      method,
      path,
      header,
      [],
    ]);
  });

  it('answers bytes that are not HTTP, without an entry in the journal', async () => {
    const [line, header] = await raw('hello\r\n\r\n');
    expect([line, header]).toEqual([
      'HTTP/1.1 400 Bad Request',
      expect.stringMatching(/^The request is not valid HTTP: /),
    ]);
    expect(await server.exchanges()).toEqual([]);
  });

  it('leaves no token of such a request in the journal', async () => {
    await raw(
      'GET /bokbasen/orders/v1?access_token=hunter2 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer hunter2\r\nno header\r\n\r\n',
    );
    const exchanges = await server.exchanges();
    expect(exchanges).toHaveLength(1);
    expect(JSON.stringify(exchanges)).not.toContain('hunter2');
  });
});
