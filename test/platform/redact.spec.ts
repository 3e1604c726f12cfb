import { describe, expect, it } from '@jest/globals';
import { Redactor } from '../../src/platform/journal/redact.js';

const redactor = new Redactor([
  { headers: ['x-ticket'], texts: /TICKET-\w+/g },
  { headers: [], texts: /PASS-\d+/g },
]);

describe('Redactor.headers', () => {
  it.each<[string, string, string | string[] | undefined, string | string[] | undefined]>([
    ['keeps the scheme of', 'authorization', 'Bearer abc', 'Bearer [redacted]'],
    ['keeps the scheme of', 'proxy-authorization', 'Basic YTpi', 'Basic [redacted]'],
    ['redacts without a scheme', 'authorization', 'abc', '[redacted]'],
    ['redacts an empty', 'authorization', '', '[redacted]'],
    ['redacts an absent', 'authorization', undefined, '[redacted]'],
    ['redacts every value of', 'set-cookie', ['a=1; Path=/', 'b=2'], '[redacted]'],
    ...['cookie', 'x-api-key', 'api-key', 'x-auth-token', 'x-ticket'].map(
      (name): [string, string, string, string] => ['redacts', name, 'abc', '[redacted]'],
    ),
    [
      'redacts the secrets of a family in',
      'location',
      '/tickets/TICKET-1?PASS-2',
      '/tickets/[redacted]?[redacted]',
    ],
    [
      'redacts a token in the URL of',
      'sandbox-reason',
      'Unknown path: /a?token=b&x=1',
      'Unknown path: /a?token=[redacted]&x=1',
    ],
    [
      'redacts a token in each URL of',
      'link',
      ['</a?token=b>', '</c>'],
      ['</a?token=[redacted]', '</c>'],
    ],
    ['keeps', 'content-type', 'application/json', 'application/json'],
    ['keeps the name of a field in', 'x-note', 'client_secret=1', 'client_secret=1'],
    ['keeps a list in', 'accept', ['a/b', 'c/d'], ['a/b', 'c/d']],
    ['keeps an absent', 'accept', undefined, undefined],
  ])('%s %s: %j', (_title, name, value, expected) => {
    expect(redactor.headers({ [name]: value })).toEqual({ [name]: expected });
  });

  it('accepts the length of a response, which Fastify has as a number', () => {
    const headers = { 'content-length': 17 } as unknown as Record<string, string>;
    expect(redactor.headers(headers)).toEqual({ 'content-length': '17' });
  });

  it('keeps the other headers and the given object', () => {
    const headers = { accept: 'a/b', cookie: 'c' };
    expect(redactor.headers(headers)).toEqual({ accept: 'a/b', cookie: '[redacted]' });
    expect(headers.cookie).toBe('c');
    expect(redactor.headers({})).toEqual({});
  });
});

describe('Redactor.path', () => {
  it.each([
    ['/orders', '/orders'],
    ['/orders?mode=all', '/orders?mode=all'],
    ['/token?client_secret=a', '/token?client_secret=[redacted]'],
    [
      '/token?client_id=a&client_secret=b&scope=c',
      '/token?client_id=a&client_secret=[redacted]&scope=c',
    ],
    [
      '/token?client_secret=a&client_secret=b',
      '/token?client_secret=[redacted]&client_secret=[redacted]',
    ],
    ['/token?client%5Fsecret=a', '/token?client%5Fsecret=[redacted]'],
    ['/token?Access_Token=a', '/token?Access_Token=[redacted]'],
    ['/token?client_secret=', '/token?client_secret=[redacted]'],
    ['/token?client_secret', '/token?client_secret'],
    ['/token?token%=a&token=b', '/token?token%=a&token=[redacted]'],
    ['/tickets/TICKET-1', '/tickets/[redacted]'],
  ])('of %s is %s', (path, expected) => {
    expect(redactor.path(path)).toBe(expected);
  });
});

describe('Redactor.body of a form', () => {
  it.each([
    ['nothing', '', ''],
    ['a text without fields', 'client_secret', 'client_secret'],
    ['other fields', 'grant_type=x&client_id=demo', 'grant_type=x&client_id=demo'],
    ...[
      'client_secret',
      'clientsecret',
      'client_assertion',
      'access_token',
      'refresh_token',
      'id_token',
      'password',
      'token',
    ].map((name): [string, string, string] => [
      name,
      `${name}=a.b~c%20d&x=1`,
      `${name}=[redacted]&x=1`,
    ]),
    ['a name in capitals', 'CLIENT_SECRET=a', 'CLIENT_SECRET=[redacted]'],
    ['an encoded name', '%70assword=a', '%70assword=[redacted]'],
    ['a name that is not encoded well', 'a%=1&password=b', 'a%=1&password=[redacted]'],
    ['a value with an equals sign', 'password=a=b&x=1', 'password=[redacted]&x=1'],
    ['a field after a semicolon', 'x=1;password=a;y=2', 'x=1;password=[redacted];y=2'],
    ['a name that contains another', 'my_password=a&tokens=b', 'my_password=a&tokens=b'],
    ['a value with a quote', 'password=a"b&x=1', 'password=[redacted]&x=1'],
    ['a secret of a family', 'x=TICKET-1', 'x=[redacted]'],
  ])('redacts %s', (_title, body, expected) => {
    expect(redactor.body(body)).toBe(expected);
  });
});

describe('Redactor.body of multipart/form-data', () => {
  const part = (header: string, content: string) =>
    `--b\r\nContent-Disposition: form-data; ${header}\r\n\r\n${content}\r\n`;
  const other = part('name="grant_type"', 'client_credentials');

  it.each([
    ['a secret', part('name="client_secret"', 'a'), part('name="client_secret"', '[redacted]')],
    [
      'a secret of several lines, with two hyphens',
      part('name="password"', 'a\r\n\r\n--c\r\nd'),
      part('name="password"', '[redacted]'),
    ],
    ['an unquoted name', part('name=token', 'a'), part('name=token', '[redacted]')],
    [
      'an encoded name',
      part(`name*=utf-8''client%5Fsecret`, 'a'),
      part(`name*=utf-8''client%5Fsecret`, '[redacted]'),
    ],
    [
      'a file',
      part('filename="a.txt"; name="client_assertion"', 'a'),
      part('filename="a.txt"; name="client_assertion"', '[redacted]'),
    ],
    [
      'a part with another header first',
      '--b\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name="token"\r\n\r\na\r\n',
      '--b\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name="token"\r\n\r\n[redacted]\r\n',
    ],
    [
      'a truncated body',
      part('name="token"', 'a').trimEnd(),
      part('name="token"', '[redacted]').trimEnd(),
    ],
    [
      'lines that end with LF',
      part('name="token"', 'a').replaceAll('\r', ''),
      part('name="token"', '[redacted]').replaceAll('\r', ''),
    ],
    [
      'a file name as a value',
      part('name="x"; filename="token"', 'a'),
      part('name="x"; filename="token"', 'a'),
    ],
    [
      'a field of JSON',
      part('name="x"', '{"token":"a"}'),
      part('name="x"', '{"token":"[redacted]"}'),
    ],
    ['a text with hyphens', '-- token\r\n\r\na', '-- token\r\n\r\na'],
  ])('redacts %s', (_title, body, expected) => {
    expect(redactor.body(body)).toBe(expected);
    expect(redactor.body(`${other}${body}--b--\r\n`)).toBe(`${other}${expected}--b--\r\n`);
  });
});

describe('Redactor.body of JSON', () => {
  it.each([
    ['no secret', '{"client_id":"demo"}', '{"client_id":"demo"}'],
    ['a secret', '{"client_secret":"a","x":1}', '{"client_secret":"[redacted]","x":1}'],
    ['a name without underscore', '{"clientSecret":"a"}', '{"clientSecret":"[redacted]"}'],
    [
      'a secret in a list of objects',
      '[{"a":{"password":"b"}},{"token":"c"}]',
      '[{"a":{"password":"[redacted]"}},{"token":"[redacted]"}]',
    ],
    ['white space', '{ "token" :\n "a" }', '{ "token" :\n "[redacted]" }'],
    ['an empty secret', '{"token":""}', '{"token":"[redacted]"}'],
    [
      'a secret with an escaped quote',
      String.raw`{"token":"a\"b\\","x":"y"}`,
      '{"token":"[redacted]","x":"y"}',
    ],
    ['a secret with an equals sign', '{"password":"a=b&token=c"}', '{"password":"[redacted]"}'],
    [
      'a secret in a URL, up to its end',
      '{"url":"/a?x=1&token=b","y":2}',
      '{"url":"/a?x=1&token=[redacted]","y":2}',
    ],
    [
      'a secret in a URL with an escaped quote',
      String.raw`[{"url":"/a?token=b\"c"}]`,
      '[{"url":"/a?token=[redacted]"}]',
    ],
    ['a truncated text', '{"password":"abc', '{"password":"[redacted]'],
    [
      'a name with an escaped letter',
      String.raw`{"\u0070assword":"a","\u0063lient\u005Fsecret":"b"}`,
      '{"password":"[redacted]","client_secret":"[redacted]"}',
    ],
    [
      'an escaped letter without a secret',
      String.raw`{"\u0070et":"cat"}`,
      String.raw`{"\u0070et":"cat"}`,
    ],
    [
      'a name with one escaped letter',
      String.raw`{"passw\u006Frd":"a"}`,
      '{"password":"[redacted]"}',
    ],
    [
      'a secret beside one of a family',
      '{"token":"a","x":"TICKET-1"}',
      '{"token":"[redacted]","x":"[redacted]"}',
    ],
    ['the name as a value', '{"x":"password"}', '{"x":"password"}'],
    [
      'a name that contains another',
      '{"tokens":"a","my_password":"b"}',
      '{"tokens":"a","my_password":"b"}',
    ],
    ['a number', '{"token":4711}', '{"token":4711}'],
    [
      'a secret of a family',
      '{"x":"TICKET-1 PASS-2 PASS-x"}',
      '{"x":"[redacted] [redacted] PASS-x"}',
    ],
  ])('redacts %s', (_title, body, expected) => {
    expect(redactor.body(body)).toBe(expected);
  });

  it('redacts the same for a second text', () => {
    expect([redactor.body('TICKET-1'), redactor.body('TICKET-2')]).toEqual([
      '[redacted]',
      '[redacted]',
    ]);
  });
});
