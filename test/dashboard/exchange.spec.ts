import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import type { Exchange, Finding } from '../../src/dashboard/app/api/types.js';
import { bodyText, curlOf } from '../../src/dashboard/app/exchange/curl.js';
import {
  formLines,
  jsonLines,
  textLines,
  type BodyLine,
} from '../../src/dashboard/app/exchange/body-lines.js';
import { placeFindings } from '../../src/dashboard/app/exchange/place-findings.js';
import { hashOf, parseRoute } from '../../src/dashboard/app/frame/view-address.js';
import { requestCommand } from '../../src/dashboard/app/traffic/first-command.js';

const order = { id: 'a', lines: [{ quantity: 0, 'a/b~c': null }, {}], none: [] };
const orderLines = jsonLines(order);

describe('the lines of a body', () => {
  it('are one for each field of JSON, with its JSON Pointer', () => {
    const lines = orderLines.map(({ depth, text, place }) => [depth, text, place]);
    expect(lines).toEqual([
      [0, '{', ''],
      [1, '"id": "a",', '/id'],
      [1, '"lines": [', '/lines'],
      [2, '{', '/lines/0'],
      [3, '"quantity": 0,', '/lines/0/quantity'],
      [3, '"a/b~c": null', '/lines/0/a~1b~0c'],
      [2, '},', undefined],
      [2, '{}', '/lines/1'],
      [1, '],', undefined],
      [1, '"none": []', '/none'],
      [0, '}', undefined],
    ]);
    expect(JSON.parse(orderLines.map(({ text }) => text).join(''))).toEqual(order);
  });

  it('are one for each field of a form', () => {
    expect(formLines('grant_type=client_credentials&scope=a+b')).toEqual([
      { depth: 0, text: 'grant_type = client_credentials', place: '/grant_type' },
      { depth: 0, text: 'scope = a b', place: '/scope' },
    ]);
  });
});

describe('a finding', () => {
  const finding = (pointer: string): Finding => ({
    requirement: 'EDUV-ORDER-01',
    level: 'MUST',
    pointer,
    expected: '',
    seen: '',
    source: '',
    text: '',
  });
  const xml: BodyLine[] = ['/feed', '/feed/entry', '/feed/entry/link'].map((place) => ({
    depth: 0,
    text: place,
    place,
  }));

  it.each([
    ['at a field', '/lines/0/quantity', orderLines, 4],
    ['at a field with an escaped name', '/lines/0/a~1b~0c', orderLines, 5],
    ['at an absent field, at its object', '/lines/1/quantity', orderLines, 7],
    ['at an absent field of the body, at its first line', '/other', orderLines, 0],
    ['at an element of XML', 'entry/link', xml, 2],
    ['at an element of XML, of which the line follows', '/feed/entry, line 3', xml, 1],
    ['at a line of a text', 'line 2', textLines('a\nb'), 1],
    ['on the body as a whole', '', orderLines, undefined],
    ['on the query', '?after', orderLines, undefined],
    ['on a header', 'Authorization', orderLines, undefined],
    ['without a body', '/id', [], undefined],
  ])('%s is at its line, or above the body', (_what, pointer, lines, line) => {
    const one = finding(pointer);
    const { byLine, elsewhere } = placeFindings([one], lines);
    expect([[...byLine], elsewhere]).toEqual(
      line === undefined ? [[], [one]] : [[[line, [one]]], []],
    );
  });
});

describe('a copied command', () => {
  const exchange = {
    direction: 'inbound',
    method: 'PUT',
    path: '/ordersysteem/orders?a=b&c',
    request: {
      headers: { host: 'api.test', 'content-length': '9', 'content-type': 'application/json' },
      body: { note: "it's $HOME `id`" },
    },
  } as unknown as Exchange;

  it('gives curl the same request, whatever characters it has', () => {
    const command = curlOf(exchange, 'http://127.0.0.1:4010/');
    const shell = `curl() { printf '%s\\n' "$@"; }\n${command}`;
    expect(execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).split('\n')).toEqual([
      '-i',
      '-X',
      'PUT',
      'http://127.0.0.1:4010/ordersysteem/orders?a=b&c',
      '-H',
      'content-type: application/json',
      '--data-binary',
      JSON.stringify({ note: "it's $HOME `id`" }),
      '',
    ]);
  });

  it('of an outgoing request goes to its host', () => {
    const command = curlOf({ ...exchange, direction: 'outbound' }, 'http://127.0.0.1:4010/');
    expect(command).toContain("'http://api.test/ordersysteem/orders?a=b&c'");
  });

  it.each([
    [{ body: null }, undefined],
    [{ body: 'text' }, 'text'],
    [{ body: { a: 1 }, text: '{"a":0,"a":1}' }, '{"a":0,"a":1}'],
  ])('has the body %j as it was sent', (part, text) => {
    expect(bodyText(part)).toBe(text);
  });

  it('of the first step has the client of the workspace and the audience of the API', () => {
    const example = {
      method: 'POST',
      path: '/bokbasen/orders/v1',
      mediaType: 'application/xml',
      body: '<Order/>',
      tokenPath: '/bokbasen/oauth/token',
      audience: 'https://api.bokbasen.io/orders/',
    };
    const client = {
      clientId: 'run-demo',
      clientSecret: 'p&w',
      kind: 'everything',
      scopes: [],
      audiences: [],
      parties: [],
    };
    expect(requestCommand(example, client, 'http://lab/')).toBe(
      `TOKEN=$(curl -s http://lab/bokbasen/oauth/token \\
  -d grant_type=client_credentials -d client_id=run-demo -d client_secret='p&w' -d audience=https://api.bokbasen.io/orders/ \\
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -i -X POST http://lab/bokbasen/orders/v1 \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/xml' \\
  -d '<Order/>'`,
    );
  });
});

describe('the address of a view', () => {
  it.each([
    '#/traffic',
    '#/start?ws=run-1',
    '#/traffic/01a?ws=run-1&role=dds&operation=placeOrder&direction=inbound&status=4xx&findings=1&q=a+b',
  ])('%s is read and written', (hash) => {
    expect(hashOf(parseRoute(hash))).toBe(hash);
  });

  it('of an unknown page is the traffic of default', () => {
    expect(parseRoute('#/other?role=')).toEqual({
      page: 'traffic',
      workspace: 'default',
      filters: {},
    });
  });
});
