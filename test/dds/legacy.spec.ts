import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { CONSUMER, NODRM, SDRM, anOrder, legacyHeaders } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const XML = 'application/xml';
let headers: Record<string, string>;

beforeAll(async () => {
  headers = await legacyHeaders(server);
});

const call = (method: 'get' | 'post', path: string, accept: string, body?: object) => {
  const request = server.http[method](`/boknett${path}`)
    .redirects(0)
    .set({ ...headers, accept });
  return body === undefined ? request : request.send(body);
};
const summaryOf = ({ status, headers: { location }, text }: Response) => [
  status,
  location?.replace(/[0-9a-f-]{36}/, '{id}'),
  text,
];

// "Orders and reporting", "Content download" and "IDM": XML support will be phased out. The pages describe one response.
describe('the older platform answers a client that accepts XML as its page describes', () => {
  const content = '/dds/content';

  // prettier-ignore
  it.each<[string, 'get' | 'post', string, () => object | undefined, [status: number, location: string | undefined, text: string]]>([
    ['an order',              'post', '/dds/order',                  () => anOrder(),         [201, '/boknett/dds/content/{id}', '']],
    ['a subscription order',  'post', '/dds/order/subscription',     () => ({ resid: NODRM }), [201, '/boknett/dds/content/{id}', '']],
    ['raw content',           'get',  `${content}/raw/${NODRM}`,     () => undefined,         [302, '/boknett/dds/download/{id}/status', '']],
    ['a sample',              'get',  `${content}/${SDRM}/sample`,   () => undefined,         [302, '/boknett/dds/download/{id}/status', '']],
    ['an account',            'get',  `/idp/validate/${CONSUMER}`,   () => undefined,         [200, undefined, `{"id":"${CONSUMER}","active":true}`]],
    ['an unknown account',    'get',  '/idp/validate/no@example.org', () => undefined,        [200, undefined, '{"data":"USER_NOT_FOUND"}']],
    ['an Adobe id',           'get',  `/idp/adobeid/${CONSUMER}`,    () => undefined,         [200, undefined, '{"data":"NO_ADOBEID_EXIST"}']],
  ])('for %s', async (_, method, path, body, [status, location, text]) => {
    const expected = [status, location && server.url + location, text];
    for (const accept of [XML, 'text/xml', `${XML};q=0.9, text/html`, 'application/json', '*/*'])
      expect([accept, ...summaryOf(await call(method, path, accept, body()))]).toEqual([accept, ...expected]);
  });

  it('with 406 to a client that accepts neither XML nor JSON', async () => {
    const { status, body } = await call('get', `/idp/validate/${CONSUMER}`, 'image/png');
    expect([status, body]).toEqual([
      406,
      {
        message: 'Not Acceptable',
        reason: 'Accept must be application/json or application/xml or text/xml; seen: image/png',
      },
    ]);
  });
});
