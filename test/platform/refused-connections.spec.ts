import { afterEach, describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { anOrder } from '../support/builders.js';
import { testServer, type Exchange } from '../support/test-server.js';

const server = testServer();
const HOST = 'Host: 127.0.0.1\r\n';
const ORDERS = 'PUT /ordersysteem/orders HTTP/1.1\r\n';
const BOKBASEN = 'POST /bokbasen/orders/v1 HTTP/1.1\r\n';
const CHUNKED = `Transfer-Encoding: chunked\r\n\r\n`;

afterEach(() => server.control('delete', 'exchanges'));

interface RawResponse {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

async function sendParts(socket: Socket, parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    socket.write(part);
    // The server gets the next part on its own.
    if (parts.length > 1) await new Promise((later) => setTimeout(later, 100));
  }
}

/** Sends parts of a connection as they are, and reads its responses until the server closes it. */
async function send(...parts: string[]): Promise<RawResponse[]> {
  const { hostname, port } = new URL(server.url);
  let received = '';
  await new Promise<void>((done, fail) => {
    const socket = connect(Number(port), hostname, () => void sendParts(socket, parts));
    socket.on('data', (chunk) => (received += String(chunk)));
    socket.on('end', done);
    socket.on('error', fail);
  });
  return received
    .split(/(?=HTTP\/1\.1 \d)/)
    .map(responseOf)
    .filter(({ status }) => status >= 200);
}

function responseOf(text: string): RawResponse {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((one) => [one.split(':')[0]!.toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]),
  );
  return { status: Number(line.split(' ')[1]), headers, body: body && JSON.parse(body) };
}

const eduV = (statusMessage: string) => ({ status: 99, statusMessage });
const bokbasen = (message: string) => ({ message });

describe('a request that no route can get', () => {
  // prettier-ignore
  it.each<[string, string[], number, string, string, (reason: string) => unknown]>([
    ['a header that is not valid',       [`${ORDERS}${HOST}Bad Header: x\r\n\r\n`],                             400, 'PUT /ordersysteem/orders', 'The request is not valid HTTP: Invalid header token', eduV],
    ['a method in lower case',           [`put /ordersysteem/orders HTTP/1.1\r\n${HOST}\r\n`],                 400, 'put /ordersysteem/orders', 'The request is not valid HTTP: Invalid method encountered', eduV],
    ['lines that end with LF',           [`${BOKBASEN.replace('\r', '')}Host: a\n\n`],                          400, 'POST /bokbasen/orders/v1', 'The request is not valid HTTP: Expected CRLF after version', bokbasen],
    ['two lengths',                      [`${ORDERS}${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`],    400, 'PUT /ordersysteem/orders', 'The request is not valid HTTP: Duplicate Content-Length', eduV],
    ['a length and chunks',              [`${BOKBASEN}${HOST}Content-Length: 1\r\n${CHUNKED}`],                 400, 'POST /bokbasen/orders/v1', "The request is not valid HTTP: Transfer-Encoding can't be present with Content-Length", bokbasen],
    ['an unknown transfer coding',       [`${ORDERS}${HOST}Transfer-Encoding: foo\r\n\r\n`],                    400, 'PUT /ordersysteem/orders', 'Transfer-Encoding must be chunked; seen: foo', eduV],
    ['a compressed transfer coding',     [`${BOKBASEN}${HOST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`], 400, 'POST /bokbasen/orders/v1', 'Transfer-Encoding must be chunked; seen: gzip, chunked', bokbasen],
    ['a chunk without a size',           [`${ORDERS}${HOST}${CHUNKED}zz\r\n`],                                  400, 'PUT /ordersysteem/orders', 'The request is not valid HTTP: Invalid character in chunk size', eduV],
    ['a later chunk without a size',     [`${BOKBASEN}${HOST}${CHUNKED}1\r\n{\r\n`, 'zz\r\n'],                  400, 'POST /bokbasen/orders/v1', 'The request is not valid HTTP: Invalid character in chunk size', bokbasen],
    ['no Host',                          [`${ORDERS}Content-Length: 2\r\n\r\n{}`],                              400, 'PUT /ordersysteem/orders', 'The request has no Host header', eduV],
    ['two Host headers',                 [`${BOKBASEN}Host: a\r\nHost: b\r\n\r\n`],                             400, 'POST /bokbasen/orders/v1', 'The request has 2 Host headers', bokbasen],
    ['an unknown expectation',           [`${ORDERS}${HOST}Expect: x\r\nContent-Length: 2\r\n\r\n{}`],          417, 'PUT /ordersysteem/orders', 'Expect must be 100-continue; seen: x', eduV],
  ])('with %s gets its reason in the format of its path, is recorded and closes the connection', async (_title, parts, status, request, reason, format) => {
    const responses = await send(...parts);
    expect(responses.map((one) => [one.status, one.body])).toEqual([[status, format(reason)]]);
    const [{ headers }] = responses as [RawResponse];
    expect([headers['connection'], headers['sandbox-reason']]).toEqual(['close', reason]);
    const exchanges = await server.exchanges();
    const recorded = exchanges.map((one) => [`${one.method} ${one.path}`, one.role, one.status, one.reason]);
    const role = request.includes('bokbasen') ? 'bokbasen-orders' : 'ordersysteem';
    expect(recorded).toEqual([[request, role, status, reason]]);
  });

  it('with headers that are too large gets 431', async () => {
    const [{ status, headers } = { status: 0, headers: {} as Record<string, string> }] = await send(
      `${BOKBASEN}${HOST}X: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    const reason = 'The headers of the request have more than 16384 bytes';
    expect([status, headers['connection'], headers['sandbox-reason']]).toEqual([
      431,
      'close',
      reason,
    ]);
    expect((await server.lastExchange())?.reason).toBe(reason);
  });

  it('keeps a header with a name that every object has', async () => {
    await send(`${ORDERS}${HOST}constructor: x\r\nBad Header: x\r\n\r\n`);
    expect((await server.lastExchange())?.request.headers).toEqual({
      host: '127.0.0.1',
      constructor: 'x',
    });
  });

  it('comes after the response to the request before it on its connection', async () => {
    const first = `GET /ordersysteem/oauth2/jwks HTTP/1.1\r\n${HOST}\r\n`;
    const responses = await send(`${first}${ORDERS}${HOST}Bad Header: x\r\n\r\n`);
    expect(responses.map(({ status }) => status)).toEqual([200, 400]);
    expect((await server.exchanges()).map(({ method, status }) => [method, status])).toEqual([
      ['PUT', 400],
      ['GET', 200],
    ]);
  });
});

/** Sends a body until the server closes the connection. */
async function sendFarTooMuch(): Promise<void> {
  const { hostname, port } = new URL(server.url);
  await new Promise<void>((done) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${ORDERS}${HOST}Content-Length: 20000000\r\n\r\n`);
      socket.write('x'.repeat(18_000_000));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => done());
  });
}

describe('a body that is far larger than its limit', () => {
  it('is recorded with the reason for which its connection was closed, and gives back its memory', async () => {
    const since = new Date().toISOString();
    // Together they have more than the 96 MiB that may be received at the same time.
    for (let count = 0; count < 17; count += 1) await sendFarTooMuch();
    const exchange = await server.control<Exchange>('get', `exchanges/wait?since=${since}`);
    expect([exchange.status, exchange.reason]).toEqual([
      413,
      'The connection was closed: the body has more than 6291456 bytes',
    ]);
    expect((await server.put('/ordersysteem/orders', anOrder())).status).toBe(202);
  });
});

describe('CONNECT', () => {
  it.each([
    ['/ordersysteem/orders', 'ordersysteem', 'PUT', ''],
    [
      '/bokbasen/orders/v1',
      'bokbasen-orders',
      'POST, GET',
      {
        message: 'Method Not Allowed',
        reason: 'CONNECT is not supported on this path; supported methods: POST, GET',
      },
    ],
    [
      'example.org:443',
      null,
      '',
      {
        type: 'about:blank',
        title: 'Method Not Allowed',
        status: 405,
        detail: 'CONNECT is not supported on this path; supported methods: none',
      },
    ],
  ])('to %s is answered 405 and recorded', async (target, role, allow, body) => {
    const [response] = await send(`CONNECT ${target} HTTP/1.1\r\n${HOST}\r\n`);
    const reason = 'CONNECT is not supported: this server is no proxy';
    expect([response?.status, response?.body, response?.headers]).toEqual([
      405,
      body,
      expect.objectContaining({ allow, connection: 'close', 'sandbox-reason': reason }),
    ]);
    const exchange = await server.lastExchange();
    expect([exchange?.method, exchange?.path, exchange?.role, exchange?.reason]).toEqual([
      'CONNECT',
      target,
      role,
      reason,
    ]);
  });
});

describe('a target that is no path', () => {
  it.each(['GET *', 'OPTIONS *', 'HEAD *'])('%s is answered without 5xx', async (line) => {
    const [response] = await send(`${line} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    expect(response?.status).toBeLessThan(500);
  });

  it('* is answered 404 and recorded', async () => {
    const [response] = await send(`GET * HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    expect([response?.status, (await server.lastExchange())?.path]).toEqual([404, '*']);
  });
});

describe('a request of another protocol', () => {
  it.each([
    [
      'websocket',
      'Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n',
    ],
    [
      'HTTP/2',
      'Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n',
    ],
  ])('with an upgrade to %s is answered as one without', async (_title, headers) => {
    const [response] = await send(`GET /bokbasen/orders/v1 HTTP/1.1\r\n${HOST}${headers}\r\n`);
    expect([response?.status, response?.headers['upgrade']]).toEqual([401, undefined]);
  });

  it('with TRACE is answered 405 in the format of its path', async () => {
    const [response] = await send(
      `TRACE /bokbasen/orders/v1 HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
    );
    expect([response?.status, response?.headers['allow'], response?.body]).toEqual([
      405,
      'POST, GET',
      {
        message: 'Method Not Allowed',
        reason: 'TRACE is not supported on this path; supported methods: POST, GET',
      },
    ]);
  });
});
