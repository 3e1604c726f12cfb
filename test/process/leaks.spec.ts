import { afterAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { anOrder } from '../support/builders.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { partnerServer, type PartnerServer } from '../support/partner-server.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const partner = partnerServer();

const RUN = `Hidden${randomBytes(8).toString('hex')}`;
const CONTROL = '/_sandbox/workspaces/default';
const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const names = `access_token refresh_token id_token client_secret clientSecret client-secret
  CLIENT_SECRET client_assertion assertion password passwd token secret private_key api_key apiKey`.split(
  /\s+/,
);
const headerNames = `Cookie Proxy-Authorization X-Access-Token X-Api-Key api-key X-Auth-Token
  Ocp-Apim-Subscription-Key X-Amz-Security-Token Client-Secret X-Functions-Key`.split(/\s+/);

/** Texts that contain the secret of their position. */
const positions: string[] = [];
const secret = (position: string) => `${RUN}n${positions.push(position)}n`;

interface Call {
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

const formOf = (name: string) => `grant_type=x&${name}=${secret(`form ${name}`)}&scope=y`;
const jsonOf = (name: string) =>
  JSON.stringify({ ...anOrder(), a: [{ [name]: secret(`JSON ${name}`), b: 1 }] });
const xmlOf = (name: string) => {
  const element = `<${name}>${secret(`XML element ${name}`)}</${name}>`;
  return `<a ${name}="${secret(`XML attribute ${name}`)}">${element}</a>`;
};
const partOf = (name: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${secret(`part ${name}`)}\r\n--b--\r\n`;

/** Texts of other shapes. */
const others = (): string[] => [
  `{"\\u0070assword":"${secret('escaped letter')}"}`,
  `{"token":{"a":["${secret('object')}"]}}`,
  `{"token":["${secret('list')}"]}`,
  `{"a":${JSON.stringify(`{"password":"${secret('JSON in JSON')}"}`)}}`,
  `{"a":"/b?c=1&token=${secret('URL in JSON')}"}`,
  `{"a":"{\\u0022token\\u0022:\\u0022${secret('JSON in JSON of .NET')}\\u0022}"}`,
  `{"token":"${secret('cut JSON')}`,
  `{"token":"${secret('comma at the end')}",}`,
  `{'token':'${secret('single quotes')}'}`,
  `{token: ${secret('no quotes')}}`,
  `a=%7B%22token%22%3A%22${secret('encoded JSON')}%22%7D`,
  `a=b&client%5Fsecret=${secret('encoded name')}`,
  `a=b;client_secret=${secret('after a semicolon')}`,
  `client_secret=a;b${secret('value with a semicolon')}`,
  `client_secret=${secret('first of two')}&client_secret=${secret('second of two')}`,
  `url=%2Fa%3Ftoken%3D${secret('encoded URL')}`,
  `<soap:Envelope><w:Password Type="t">${secret('SOAP')}</w:Password></soap:Envelope>`,
  `<token><![CDATA[${secret('CDATA')}]]></token>`,
  `<a>&lt;token&gt;${secret('escaped XML')}&lt;/token&gt;</a>`,
  `Authorization: Bearer ${secret('header in a text')}`,
];

function calls(): Call[] {
  const [tokenPath, wrongPath, unknown] = [
    '/ordersysteem/oauth2/token',
    '/oauth2/tokens',
    '/nothing',
  ];
  return [
    ...headerNames.map((name) => ({
      path: '/ordersysteem/orders',
      headers: { [name]: secret(`header ${name}`) },
    })),
    ...['Basic', 'Bearer', 'bearer', 'DPoP', 'Unknown', ''].map((scheme) => ({
      path: '/ordersysteem/orders',
      headers: { authorization: `${scheme} ${secret(`Authorization: ${scheme}`)}`.trim() },
    })),
    { path: unknown, headers: { referer: `/a?token=${secret('URL in a header')}` } },
    ...names.flatMap((name) => [
      { path: `${unknown}?a=b&${name}=${secret(`query ${name}`)}` },
      { path: tokenPath, headers: FORM, body: formOf(name) },
      { path: wrongPath, headers: FORM, body: formOf(name) },
      { path: unknown, headers: JSON_TYPE, body: jsonOf(name) },
      { path: '/ordersysteem/nothing', headers: { 'content-type': 'text/xml' }, body: xmlOf(name) },
      {
        path: tokenPath,
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: partOf(name),
      },
    ]),
    ...others().map((body) => ({ path: '/ordersysteem/orders', headers: JSON_TYPE, body })),
  ];
}

/** Responses of a partner with secrets. */
function answers(): PartnerServer['responses'] {
  return [
    { status: 500, body: jsonOf('access_token') },
    { status: 401, body: formOf('client_secret') },
    { status: 503, body: xmlOf('password') },
    {
      status: 400,
      headers: JSON_TYPE,
      body: `{"error":"Authorization: Bearer ${secret('echo')}"}`,
    },
    { status: 302, headers: { location: `/a#access_token=${secret('Location')}` } },
    { status: 500, headers: { 'set-cookie': `a=${secret('Set-Cookie')}` } },
  ];
}

it('finds no secret of a request or response in what it stores, shows and logs', async () => {
  const process = new CommandProcess(['dist/bundle/main.js'], {
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder.path, 'server.sqlite')}`,
    LOG_LEVEL: 'trace',
  });
  const http = request(await process.url());
  const control = (method: 'post' | 'put', path: string, body: object) =>
    http[method](`${CONTROL}/${path}`)
      .send(body)
      .expect(({ status }) => expect(status).toBeLessThan(300));

  for (const { path, headers = {}, body } of calls()) {
    const sent = body === undefined ? http.get(path) : http.post(path);
    const { status } = await sent.set(headers).send(body);
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
  }

  const ours = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
  };
  const issued = await http.post('/ordersysteem/oauth2/token').type('form').send(ours);
  const { access_token: token } = issued.body as { access_token: string };
  partner.tokenResponse = {
    status: 200,
    body: {
      access_token: secret('token of a partner'),
      refresh_token: secret('refresh token of a partner'),
      expires_in: 300,
      token_type: 'Bearer',
    },
  };
  await control('put', 'clock', { mode: 'frozen', now: '2026-09-01T08:00:00Z' });
  await control('put', 'partners/bestelomgeving', {
    baseUrl: partner.url,
    tokenUrl: `${partner.url}/oauth2/token`,
    clientId: 'us',
    clientSecret: 'x',
  });
  partner.responses = answers();
  const sent = await http
    .post('/ordersysteem/oauth2/token')
    .type('form')
    .send(ours)
    .then(({ body }) => (body as { access_token: string }).access_token);
  while (partner.responses.length > 0) {
    const order = http.put('/ordersysteem/orders').set('authorization', `Bearer ${sent}`);
    await order.send(anOrder()).expect(202);
    await control('post', 'clock/advance', { duration: 'PT1S' });
  }

  const waiting = http
    .get(`${CONTROL}/exchanges/wait?status=404&timeout=10`)
    .then(({ text }) => text);
  await http.get(`/nothing?token=${secret('query of a request that is waited for')}`);

  await control('post', 'snapshots', { name: 'all' });
  const shown = [
    'exchanges?limit=500',
    'exchanges/wait?since=2020-01-01T00:00:00Z',
    'deliveries',
    'snapshots/all/file',
    ...['json', 'junit', 'html', 'markdown', 'badge'].map(
      (format) => `conformance?format=${format}`,
    ),
  ].map((path) => `${CONTROL}/${path}`);
  const texts: Record<string, string> = { waiting: await waiting };
  for (const path of [...shown, '/metrics']) {
    const response = await http.get(path).buffer(true);
    expect([path, response.status]).toEqual([path, 200]);
    texts[path] = response.text ?? String(response.body);
  }
  process.kill('SIGTERM');
  await process.exit;
  texts['log'] = process.output + process.errors;
  for (const file of readdirSync(folder.path))
    texts[file] = readFileSync(join(folder.path, file), 'latin1');

  const found = Object.entries(texts).flatMap(([where, text]) =>
    [...new Set(text.match(new RegExp(`${RUN}n\\d+`, 'g')))].map(
      (one) => `${where}: ${positions[Number(one.slice(RUN.length + 1)) - 1]}`,
    ),
  );
  expect(found).toEqual([]);
  for (const [where, text] of Object.entries(texts))
    expect([where, text.includes(token) || text.includes(sent)]).toEqual([where, false]);
  expect(positions.length).toBeGreaterThan(100);
  expect(texts[`${CONTROL}/exchanges?limit=500`]).toContain('[redacted]');
});
