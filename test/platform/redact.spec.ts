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
      String.raw`{"\u0070assword":"[redacted]","\u0063lient\u005Fsecret":"[redacted]"}`,
    ],
    [
      'an escaped letter without a secret',
      String.raw`{"\u0070et":"cat"}`,
      String.raw`{"\u0070et":"cat"}`,
    ],
    [
      'a name with one escaped letter',
      String.raw`{"passw\u006Frd":"a"}`,
      String.raw`{"passw\u006Frd":"[redacted]"}`,
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
    ['a number', '{"token":4711,"x":-1.5e3}', '{"token":"[redacted]","x":-1.5e3}'],
    [
      'an object',
      '{"token":{"a":["}","b"]},"x":{"token":[]}}',
      '{"token":"[redacted]","x":{"token":"[redacted]"}}',
    ],
    ['a list', '{"secret" : ["a", {"b": "]"}] , "x":1}', '{"secret" : "[redacted]" , "x":1}'],
    [
      'no null or boolean',
      '{"token":null,"password":true,"secret":false}',
      '{"token":null,"password":true,"secret":false}',
    ],
    [
      'JSON in a text of JSON',
      JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ password: 'x"y', c: 1 }) }) }),
      JSON.stringify({
        a: JSON.stringify({ b: JSON.stringify({ password: '[redacted]', c: 1 }) }),
      }),
    ],
    [
      'JSON in a text of JSON, as .NET escapes it',
      String.raw`{"a":"{\u0022password\u0022:\u0022x\u0022}","b":"\u003Ctitle\u003E"}`,
      String.raw`{"a":"{\"password\":\"[redacted]\"}","b":"\u003Ctitle\u003E"}`,
    ],
    [
      'a URL in JSON, as .NET escapes it',
      String.raw`{"a":"/b?c=1\u0026token=x\u0026d=2"}`,
      '{"a":"/b?c=1&token=[redacted]&d=2"}',
    ],
    ['XML in JSON', '{"a":"<token>x</token>"}', '{"a":"<token>[redacted]</token>"}'],
    ['a form in JSON', '{"a":"b=1&token=x"}', '{"a":"b=1&token=[redacted]"}'],
    ['JSON with a byte order mark', '\uFEFF{"token":1}', '\uFEFF{"token":"[redacted]"}'],
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

describe('Redactor.body of XML', () => {
  it.each([
    ['an element', '<a><password>x</password></a>', '<a><password>[redacted]</password></a>'],
    [
      'a namespace and attributes',
      '<w:Password Type="t">x</w:Password><b/>',
      '<w:Password Type="t">[redacted]</w:Password><b/>',
    ],
    [
      'an element with elements',
      '<token><a>x</a><token>y</token>z</token><b>1</b>',
      '<token>[redacted]</token><b>1</b>',
    ],
    ['CDATA', '<token><![CDATA[x</token>y]]></token><b>1</b>', '<token>[redacted]</token><b>1</b>'],
    [
      'an element in CDATA',
      '<a><![CDATA[<token>x</token>]]></a>',
      '<a><![CDATA[<token>[redacted]</token>]]></a>',
    ],
    ['an empty element', '<token/><a>x</a>', '<token/><a>x</a>'],
    [
      'attributes',
      `<a api-key="x" b='c' ClientSecret = 'y>"'/>`,
      `<a api-key="[redacted]" b='c' ClientSecret = '[redacted]'/>`,
    ],
    ['a truncated element', '<a><token>x<b>y', '<a><token>[redacted]'],
    ['a truncated attribute', '<a token="x', '<a token="[redacted]'],
    [
      'escaped XML',
      '<a>&lt;token&gt;x&lt;/token&gt;</a>',
      '<a>&lt;token&gt;[redacted]&lt;/token&gt;</a>',
    ],
    ['a URL', '<a>/b?c=1&amp;token=x&amp;d=2</a>', '<a>/b?c=1&amp;token=[redacted]&amp;d=2</a>'],
    ['no other element', '<tokens>x</tokens>', '<tokens>x</tokens>'],
  ])('redacts %s', (_title, body, expected) => {
    expect(redactor.body(body)).toBe(expected);
  });
});

describe('Redactor.body of a text that looks like JSON', () => {
  it.each([
    ['a cut object', '{"a":{"token":{"b":"x', '{"a":{"token":"[redacted]"'],
    ['a comma at the end', '{"token":"x","a":1,}', '{"token":"[redacted]","a":1,}'],
    ['a missing quote before', '{"a": b", "token":"x"}', '{"a": b", "token":"[redacted]"}'],
    ['single quotes', `{'token':'x"y','a':'b'}`, `{'token':'[redacted]','a':'b'}`],
    ['names without quotes', '{token: "x", a: 1}', '{token: "[redacted]", a: 1}'],
    ['values without quotes', '{token: x y, a: 1}', '{token: "[redacted]", a: 1}'],
    ['an arrow', '{"token" => "x"}', '{"token" => "[redacted]"}'],
    [
      'an object in single quotes',
      `{'token':{"a":"}","b":'x'},'c':1}`,
      `{'token':"[redacted]",'c':1}`,
    ],
    ['lines of JSON', '{"a":1}\n{"token":"x"}', '{"a":1}\n{"token":"[redacted]"}'],
    ['JSON in a text', 'Bad: {"token":"x"}', 'Bad: {"token":"[redacted]"}'],
    [
      'escaped JSON',
      String.raw`{"a":"{\"token\":\"x\\\"y\",\"b\":1}`,
      String.raw`{"a":"{\"token\":\"[redacted]\",\"b\":1}`,
    ],
    [
      'an escaped letter',
      String.raw`{"\u0074oken":"x",}`,
      String.raw`{"\u0074oken":"[redacted]",}`,
    ],
    ['a header', 'Authorization: Bearer x.y, a', 'Authorization: Bearer [redacted], a'],
    [
      'nesting that is too deep',
      `${'['.repeat(300)}{"token":"x"}`,
      `${'['.repeat(300)}{"token":"[redacted]"}`,
    ],
  ])('redacts %s', (_title, body, expected) => {
    expect(redactor.body(body)).toBe(expected);
  });
});

describe('Redactor.body of a form with texts', () => {
  it.each([
    ['a value with a semicolon', 'client_secret=a;b=c&x=1', 'client_secret=[redacted]&x=1'],
    ['a repeated name', 'token=a&token=b', 'token=[redacted]&token=[redacted]'],
    ['a name with a plus', 'a+b=1&token=x', 'a+b=1&token=[redacted]'],
    ['a name with hyphens', 'Client-Secret=x', 'Client-Secret=[redacted]'],
    ['a fragment', '/a#access_token=x&y=1', '/a#access_token=[redacted]&y=1'],
    [
      'an encoded URL',
      'a=b%2Bc&url=%2Fa%3Ftoken%3Dx%26b%3D1&token=y',
      'a=b%2Bc&url=%2Fa%3Ftoken%3D[redacted]%26b%3D1&token=[redacted]',
    ],
    [
      'a URL that is encoded twice',
      'u=%252Fa%253Ftoken%253Dx',
      'u=%252Fa%253Ftoken%253D[redacted]',
    ],
    [
      'encoded JSON',
      'a=%7B%22token%22%3A%22x%22%7D&b=c+d',
      'a=%7B%22token%22%3A%22%5Bredacted%5D%22%7D&b=c+d',
    ],
    ['an encoded field', 'a=b%26c&d=token%3Dx', 'a=b%26c&d=token%3D%5Bredacted%5D'],
    ['a line', 'a=1\ntoken=x\nb=2', 'a=1\ntoken=[redacted]\nb=2'],
  ])('redacts %s', (_title, body, expected) => {
    expect(redactor.body(body)).toBe(expected);
  });
});

describe('Redactor', () => {
  it.each(
    [
      'Authorization',
      'Cookie',
      'Set-Cookie',
      'Proxy-Authorization',
      'X-Access-Token',
      'X-Api-Key',
      'Ocp-Apim-Subscription-Key',
      'X-Amz-Security-Token',
      'X-Auth-Token',
      'api_key',
      'apikey',
      'client-secret',
      'clientSecret',
      'client_assertion',
      'assertion',
      'access_token',
      'refresh_token',
      'id_token',
      'password',
      'passwd',
      'token',
      'secret',
      'private_key',
      'PRIVATE-KEY',
      'pass_word',
      'passphrase',
    ].map((name) => [name]),
  )('redacts %s in a header, query, form, JSON, XML and multipart', (name) => {
    const part = `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`;
    const texts = (value: string, json = value) => [
      redactor.headers({ [name.toLowerCase()]: value }),
      redactor.path(`/a?b=c&${name}=${value}&d=e`),
      redactor.body(`b=c&${name}=${value}&d=e`),
      redactor.body(`{"b":[{"${name}":"${json}"}]}`),
      redactor.body(`<a ${name}="${value}"><b:${name}>${value}</b:${name}></a>`),
      redactor.body(`${part}${value}\r\n--b--\r\n`),
    ];
    expect(JSON.stringify(texts('hidden'))).not.toContain('hidden');
    expect(texts('hidden')).toEqual(texts('[redacted]'));
  });

  it.each([
    ['{"tokenType":"a","purchaseOrderId":"PO-1","title":"The secret: a story, token: 5"}'],
    ['{"title":"Password, secret: 100%","isbn":"9789000000017","url":"/a?b=%20c"}'],
    ['{ "key" : "a" ,\n"keys":[1.0,"\\u00e9"] }'],
    ['<title xml:lang="nl">The <i>secret</i> of = "token"</title>'],
    ['title=The+secret&key=1&author=%C3%A9'],
    ['The <secret> of "token": a story'],
  ])('does not change %s', (text) => {
    expect(redactor.body(text)).toBe(text);
  });

  it('keeps no text of an authorization without a known scheme', () => {
    expect(redactor.headers({ authorization: 'my secret', cookie: 'a b' })).toEqual({
      authorization: '[redacted]',
      cookie: '[redacted]',
    });
  });

  it.each([
    '\\',
    '"',
    "'",
    '{',
    '[',
    '<',
    '&',
    '=',
    '%',
    ';',
    ' ',
    '\n',
    'a',
    '_',
    '?',
    '--a\n',
    '{"token":',
    '"token"',
    '"token" ',
    'token=',
    '?token=',
    '&a=%',
    '&a=%41',
    '&a=%ff+',
    '?a=%3D',
    '<token>',
    '<token ',
    '</token>',
    '<a:token>',
    '<![CDATA[',
    '<token><![CDATA[',
    '&lt;token',
    ' token="',
    '\\"token\\":',
    '\\u0074',
    ',token',
    ', ',
    '{token:',
    "'token':'",
    '%2574oken%253D',
    '%3Ftoken',
    'authorization',
    'authorization: bearer ',
    'content-disposition:;name=',
    '["',
    '{"a":"\\"',
    't_',
    'k-',
    '%3F%3D',
    '=;',
    'a=b;',
    '\r\n\r\n',
    '[{"token":[',
  ])('redacts 200 kB of %j in time that does not grow with its square', (text) => {
    const hostile = text.repeat(Math.ceil(200_000 / text.length));
    const start = performance.now();
    for (const prefix of ['', '{"token":', '<token', 'token=%', '--a\r\n']) {
      redactor.body(prefix + hostile);
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
