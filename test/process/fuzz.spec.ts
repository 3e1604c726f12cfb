import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { parse } from 'yaml';
import { basePathOf } from '../../src/platform/api/served-role.js';
import { roles } from '../../src/roles/index.js';
import { messageOf } from '../support/arbitrary-messages.js';
import { anOrder as anEditxOrder } from '../support/bokbasen-client.js';
import { testServer } from '../support/test-server.js';

/** `npm run test:fuzz` has more requests in the long runs. SEED repeats a run. */
const REQUESTS = Number(process.env['REQUESTS'] ?? 5000);
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const server = testServer({ CONFIRM_AFTER: 'P1D', LOG_LEVEL: 'silent' });
const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());

/** Texts that programs have stumbled over. */
const hostile = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  'null',
  'true',
  '__proto__',
  'constructor',
  'toString',
  '%00',
  '%',
  '%E0%A4%A',
  '..%2F..%2Fetc',
  "' or 1=1 --",
  '${7*7}',
  '😀',
  'ﬀ',
  'A'.repeat(5000),
  '9'.repeat(400),
  '1e999',
  '2026-02-30T25:61:61Z',
  '[]',
  '{}',
  '*',
);
const segment = fc.oneof(hostile, fc.uuid(), fc.string({ maxLength: 40 })).map(encodeURIComponent);
const query = fc.oneof(
  fc.constant(''),
  fc.tuple(segment, segment).map(([name, value]) => `?${name}=${value}`),
  fc
    .tuple(fc.constantFrom('limit', 'cursor', 'since', 'status', 'page', 'next', 'role'), segment)
    .map(([name, value]) => `?${name}=${value}`),
);
/** Texts instead of a message. */
const noMessage = fc.oneof(
  hostile,
  fc.json({ maxDepth: 4 }),
  fc.string(),
  fc.constantFrom(
    '[' + '['.repeat(6000),
    `{"a":${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}}`,
    '{"requestReferenceId":"\\ud800"}',
    '{"__proto__":{"admin":true}}',
    '{"a":1,"a":2}',
    '﻿{}',
    '<Order version="1.3">',
    '<!DOCTYPE a [<!ENTITY b "c">]><Order>&b;</Order>',
    anEditxOrder({ number: 'x'.repeat(300) }),
  ),
);
const contentTypes = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'application/xml',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  ';',
  '',
);
const methods = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD');

interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
  role: string | undefined;
}

const withSegments = (path: string): fc.Arbitrary<string> => {
  const parts = path.split(/\{[^}]+\}|:[a-zA-Z]+/);
  return fc
    .array(segment, { minLength: parts.length - 1, maxLength: parts.length - 1 })
    .map((values) => parts.map((part, at) => part + (values[at] ?? '')).join(''));
};

/** Mostly the method, the media type and a message of an operation, and sometimes others. */
function callTo(
  method: string,
  path: string,
  role: string | undefined,
  message: fc.Arbitrary<string>,
): fc.Arbitrary<Call> {
  const often = <Value>(value: Value, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
    fc.oneof({ arbitrary: fc.constant(value), weight: 9 }, { arbitrary: others, weight: 1 });
  return fc
    .record({
      method: often(method, methods),
      path: withSegments(path),
      query,
      type: often('application/json', contentTypes),
      body: fc.oneof(
        { arbitrary: message, weight: 6 },
        { arbitrary: noMessage, weight: 2 },
        { arbitrary: fc.constant(undefined), weight: 1 },
      ),
      token: often<string | undefined>(
        role,
        fc.constantFrom(undefined, ...roles.map(({ name }) => name)),
      ),
      date: fc.constantFrom(new Date().toUTCString(), 'yesterday', ''),
    })
    .map(({ query: search, type, token, date, ...call }) => ({
      method: call.method,
      path: call.path + search,
      role: token,
      headers: { ...(type && { 'content-type': type }), ...(date && { date }) },
      body: ['GET', 'HEAD'].includes(call.method) ? undefined : call.body,
    }));
}

const partnerCalls = roles.flatMap((role) =>
  role.apis.flatMap((api) =>
    Object.values(api.operations)
      .filter(({ servedBy }) => servedBy === role.name)
      .map(({ method, path, body }) => {
        const message = body ? messageOf(body).map((one) => JSON.stringify(one)) : noMessage;
        return callTo(
          method,
          basePathOf({ name: role.name, apis: [api] }) + path,
          role.name,
          message,
        );
      }),
  ),
);

const control = parse(
  readFileSync(join(import.meta.dirname, '../../openapi/control.yaml'), 'utf8'),
) as { paths: Record<string, Record<string, unknown>> };
const controlCalls = Object.entries(control.paths)
  // A wait is long on purpose, and other workspaces stay as they are.
  .filter(([path]) => !/wait|advance/.test(path))
  .flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => /^(?:get|put|post|delete)$/.test(method))
      .map((method) =>
        callTo(
          method.toUpperCase(),
          path.replace('{ws}', 'default'),
          undefined,
          fc.object({ maxDepth: 3 }).map((one) => JSON.stringify(one)),
        ),
      ),
  );

function send(call: Call, token: string | undefined): Promise<[IncomingMessage, string]> {
  const { port } = new URL(server.url);
  const headers = {
    ...call.headers,
    ...(token && { authorization: `Bearer ${token}` }),
    // Node's client does not send the length of the body of a DELETE.
    ...(call.body !== undefined && { 'content-length': Buffer.byteLength(call.body) }),
  };
  return new Promise((resolve, reject) => {
    const { method, path } = call;
    const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (response) => {
      // A stream of events has no end.
      if (response.headers['content-type'] === 'text/event-stream') {
        resolve([response, '']);
        response.destroy();
        return;
      }
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve([response, text]));
    });
    sent.on('error', reject);
    sent.end(call.body);
  });
}

async function tokensOf(): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {};
  for (const { name, family } of roles) {
    const service = { 'bokbasen-orders': 'orders', dds: 'dds' }[name];
    const form = {
      grant_type: 'client_credentials',
      client_id: 'demo',
      client_secret: 'demo-secret',
      ...(service && { audience: `https://api.bokbasen.io/${service}/` }),
    };
    const answer = await fetch(server.url + family.tokenUrl(name), {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    tokens[name] = ((await answer.json()) as { access_token: string }).access_token;
  }
  return tokens;
}

/** What is wrong with a response; undefined: nothing. */
function faultOf({ path }: Call, { statusCode = 0, headers }: IncomingMessage, text: string) {
  if (statusCode >= 500) return `status ${statusCode}`;
  if (/\n\s+at .*:\d+:\d+/.test(text)) return 'a stack trace';
  if (statusCode < 400 || text === '') return undefined;
  const type = headers['content-type'] ?? '';
  const expected = path.startsWith('/_sandbox') ? 'application/problem+json' : 'application/json';
  if (!type.startsWith(expected)) return `an error as ${type}`;
  const error = JSON.parse(text) as Record<string, unknown>;
  const fields = path.startsWith('/_sandbox')
    ? ['status', 'title']
    : path.startsWith('/bokbasen') || path.startsWith('/boknett')
      ? []
      : ['status'];
  const missing = fields.find((field) => error[field] === undefined);
  return missing && `an error without ${missing}`;
}

describe(`${REQUESTS} random requests`, () => {
  it(
    `are answered without an error of the server (SEED=${SEED})`,
    async () => {
      const tokens = await tokensOf();
      const calls = fc.sample(fc.oneof(...partnerCalls, ...partnerCalls, ...controlCalls), {
        numRuns: REQUESTS,
        seed: SEED,
      });
      const faults: unknown[] = [];
      for (const call of calls) {
        if (faults.length >= 5) break;
        // A random call may have removed the clients or the workspace state, never the server.
        const [response, text] = await send(call, call.role && tokens[call.role]);
        const fault = faultOf(call, response, text);
        if (fault) faults.push({ fault, call, text: text.slice(0, 500) });
      }
      expect(faults).toEqual([]);
    },
    60_000 + REQUESTS * 20,
  );
});
