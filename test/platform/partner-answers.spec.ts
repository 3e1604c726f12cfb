import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { readXml } from '../../src/apis/bokbasen-dds/read-xml.js';
import { AccessTokens } from '../../src/conformance/runner/partner/access-tokens.js';
import type { RunOptions } from '../../src/conformance/runner/configuration/options.js';
import { JournaledHttp } from '../../src/platform/outbox/journaled-http.js';
import { responseText } from '../../src/platform/outbox/response-text.js';
import { anOrder } from '../support/builders.js';
import { partnerServer } from '../support/partner-server.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const partner = partnerServer();
let count = 0;
const MARK = '\uFEFF';
const token = '{"access_token":"a|b","expires_in":"300","token_type":"Bearer"}';

type Headers = Record<string, string>;
type Answer = { status?: number; headers?: Headers; body: string | Buffer };
const encoded = (encoding: string) => ({ 'content-encoding': encoding });
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

beforeEach(async () => {
  await server.control('post', 'reset');
  partner.reset();
  await server.control('put', 'partners/bestelomgeving', {
    baseUrl: partner.url,
    tokenUrl: `${partner.url}/oauth2/token`,
    // Tokens are cached by client.
    clientId: `us-${(count += 1)}`,
    clientSecret: 'secret',
  });
  await server.freeze();
});
afterEach(() => server.control('delete', 'partners/bestelomgeving'));

/** Sends a confirmation, and returns its state and the errors of its attempts. */
async function confirm() {
  const order = anOrder();
  await server.put('/ordersysteem/orders', order);
  await server.advance('PT1S');
  const message = (await server.outbox()).find(({ about }) => about === order.requestReferenceId);
  return [message?.state, message?.attempts[0]?.error];
}

/** The token that the runner gets, or the reason why it gets none. */
async function runnerToken(): Promise<string> {
  const client = { clientId: 'us', clientSecret: 'secret' };
  const options = {
    target: partner.url,
    tokenUrl: `${partner.url}/oauth2/token`,
    client,
    clients: {},
    timeoutMs: 5_000,
  };
  const tokens = new AccessTokens(server.provider(JournaledHttp), options as unknown as RunOptions);
  return tokens.get().catch((error: unknown) => (error as Error).message);
}

describe('the token answer of a partner', () => {
  it.each<[string, Answer]>([
    ['status 201, as a Spring controller answers a POST', { status: 201, body: token }],
    ['gzip', { headers: encoded('gzip'), body: gzipSync(token) }],
    ['x-gzip in capitals', { headers: encoded('X-GZIP'), body: gzipSync(token) }],
    ['deflate', { headers: encoded('deflate'), body: deflateSync(token) }],
    [
      'deflate without the header of zlib',
      { headers: encoded('deflate'), body: deflateRawSync(token) },
    ],
    ['br', { headers: encoded('br'), body: brotliCompressSync(token) }],
    ['two encodings', { headers: encoded('br, gzip'), body: gzipSync(brotliCompressSync(token)) }],
    ['identity', { headers: encoded('identity'), body: token }],
    ['a byte order mark, as a .NET server writes', { body: MARK + token }],
    [
      'a byte order mark in gzip and 201',
      { status: 201, headers: encoded('gzip'), body: gzipSync(MARK + token) },
    ],
    [
      'UTF-16',
      { headers: { 'content-type': 'application/json; charset=utf-16' }, body: utf16(token) },
    ],
    ['UTF-16 with a byte order mark', { body: utf16(MARK + token) }],
  ])('is accepted with %s', async (_title, { status = 200, ...answer }) => {
    partner.tokenResponse = { status, ...answer };
    expect(await confirm()).toEqual(['sent', undefined]);
    expect(partner.messages[0]?.headers['authorization']).toBe('Bearer a|b');
    expect(await runnerToken()).toBe('a|b');
  });

  it.each<[string, Answer, string]>([
    [
      'HTML, as a login page',
      { headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' },
      'not a JSON object (text/html): <html>Log in</html>',
    ],
    ['no body', { status: 204, body: '' }, 'no body'],
    ['a list', { body: '[]' }, 'not a JSON object (application/json): []'],
    ['another field', { body: '{"token":"a","id":1}' }, 'no access_token; fields: token, id'],
    ['an empty object', { body: '{}' }, 'no access_token; fields: none'],
    [
      'a token with a line break',
      { body: '{"access_token":"a\\nb"}' },
      'an access_token that is not a text of visible ASCII characters',
    ],
    [
      'an encoding that is not supported',
      { headers: encoded('compress'), body: 'x' },
      'not a JSON object (application/json): (unreadable body: Content-Encoding compress is not supported)',
    ],
    [
      'an encoding with a name that every object has',
      { headers: encoded('constructor'), body: 'x' },
      'not a JSON object (application/json): (unreadable body: Content-Encoding constructor is not supported)',
    ],
    [
      'gzip that is no gzip',
      { headers: encoded('gzip'), body: token },
      'not a JSON object (application/json): (unreadable body: Content-Encoding gzip: incorrect header check)',
    ],
    [
      'a redirect',
      { status: 302, headers: { location: '/login' }, body: '' },
      'a redirect to /login, which is not followed',
    ],
    [
      'an error of OAuth',
      { status: 400, body: '{"error":"invalid_scope","error_description":"No eduv.order"}' },
      'invalid_scope: No eduv.order',
    ],
    [
      'an error in gzip',
      { status: 403, headers: encoded('gzip'), body: gzipSync('Forbidden') },
      'Forbidden',
    ],
    ['an error without a body', { status: 401, body: '' }, 'no body'],
  ])('is rejected with the reason for %s', async (_title, { status = 200, ...answer }, reason) => {
    partner.tokenResponse = { status, ...answer };
    const [, error] = await confirm();
    expect(error).toBe(`${partner.url}/oauth2/token answered ${status}: ${reason}`);
    expect(await runnerToken()).toBe(
      `${partner.url}/oauth2/token answered ${status} to client us: ${reason}`,
    );
  });
});

describe('the answer of a partner to a message', () => {
  const status = { status: 11, statusMessage: 'Schema incorrect: prisen på boka' };
  const json = JSON.stringify(status);
  const type = (charset: string) => ({ 'content-type': `application/json; charset=${charset}` });

  it.each<[string, Headers, Buffer | string]>([
    ['gzip', encoded('gzip'), gzipSync(json)],
    ['br and a byte order mark', encoded('br'), brotliCompressSync(MARK + json)],
    ['Windows-1252', type('windows-1252'), Buffer.from(json, 'latin1')],
    ['UTF-8 that is declared as ISO-8859-1', type('iso-8859-1'), json],
    ['bytes of Windows-1252 without a charset', {}, Buffer.from(json, 'latin1')],
  ])('in %s is read, checked and recorded', async (_title, headers, body) => {
    partner.responses = [{ status: 400, headers, body }];
    expect(await confirm()).toEqual(['refused', undefined]);
    const exchange = await server.lastExchange('direction=outbound&operation=confirmOrder');
    expect([exchange?.status, exchange?.response.body]).toEqual([400, status]);
    const ids = exchange?.findings.map(({ requirement }) => requirement);
    expect(ids).not.toContain('EDUV-ORDER-41');
  });

  it('keeps its status when its body cannot be decoded', async () => {
    partner.responses = [{ status: 202, headers: encoded('gzip'), body: 'no gzip' }];
    expect(await confirm()).toEqual(['sent', undefined]);
    const exchange = await server.lastExchange('direction=outbound&operation=confirmOrder');
    expect([exchange?.status, exchange?.response.body]).toEqual([
      202,
      '(unreadable body: Content-Encoding gzip: incorrect header check)',
    ]);
  });

  it('leaves no token in the journal or in a finding', async () => {
    const body = 'access_token=hunter2';
    partner.responses = [{ status: 400, body }];
    await confirm();
    const exchange = await server.lastExchange('direction=outbound&operation=confirmOrder');
    expect(exchange?.findings.map(({ seen }) => seen)).toContain('access_token=[redacted]');
    const report = await server.control('get', 'conformance');
    expect(JSON.stringify([exchange, report])).not.toContain('hunter2');
  });
});

describe('responseText', () => {
  const read = (bytes: Buffer, headers: Headers, maxBytes = 1000, truncated = false) =>
    responseText({ bytes, truncated }, headers, maxBytes);

  it.each<[string, Buffer, Headers, string]>([
    ['nothing in gzip', Buffer.alloc(0), encoded('gzip'), ''],
    [
      'an XML declaration',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>å</a>', 'latin1'),
      {},
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>å</a>',
    ],
    [
      'an unknown charset',
      Buffer.from('å', 'latin1'),
      { 'content-type': 'text/plain; charset=x' },
      'å',
    ],
  ])('reads %s', async (_title, bytes, headers, expected) => {
    expect(await read(bytes, headers)).toBe(expected);
  });

  it('reads only the beginning of a body that is small in gzip', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'));
    expect(await read(bomb, encoded('gzip'), 100)).toBe('a'.repeat(100));
  });

  it('reads the beginning of a truncated body', async () => {
    const text = Array.from({ length: 5000 }, (_, index) => String(index * 7919)).join();
    const bytes = gzipSync(text).subarray(0, 2000);
    const beginning = await read(bytes, encoded('gzip'), 1_000_000, true);
    expect(beginning.length).toBeGreaterThan(100);
    expect(text.startsWith(beginning)).toBe(true);
  });

  it('reads truncated UTF-8 as UTF-8', async () => {
    const bytes = Buffer.from('aé').subarray(0, 2);
    expect(await read(bytes, {}, 2, true)).toBe('a\uFFFD');
  });
});

describe('the XML answer of a partner', () => {
  it.each([
    ['a byte order mark', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-8"?><a>å</a>')],
    ['ISO-8859-1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>å</a>', 'latin1')],
    ['UTF-16', utf16('\uFEFF<?xml version="1.0" encoding="utf-16"?><a>å</a>')],
  ])('is read with %s', async (_title, bytes) => {
    const text = await responseText({ bytes, truncated: false }, {}, 1000);
    expect((await readXml(text))?.text).toBe('å');
  });
});
