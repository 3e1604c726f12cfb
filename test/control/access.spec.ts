import { describe, expect, it } from '@jest/globals';
import { testServer } from '../support/test-server.js';

const server = testServer({ PUBLIC_URL: 'https://sandbox.example.org' });
const guarded = testServer({ SANDBOX_TOKEN: 'open sesame' });

const getRules = async (
  headers: Record<string, string>,
  target = server,
): Promise<[number, string]> => {
  const response = await target.http.get('/_sandbox/rules').set(headers);
  expect(response.headers['access-control-allow-origin']).toBeUndefined();
  return [response.status, (response.body as { detail?: string }).detail ?? ''];
};
const ok: [number, string] = [200, ''];

describe('the control API', () => {
  it('accepts its own pages, at the requested Host and at PUBLIC_URL', async () => {
    const { host } = new URL(server.url);
    expect(await getRules({})).toEqual(ok);
    expect(await getRules({ origin: `http://${host}` })).toEqual(ok);
    expect(await getRules({ origin: 'https://sandbox.example.org' })).toEqual(ok);
    expect(await getRules({ host: 'sandbox.example.org' })).toEqual(ok);
    expect(await getRules({ host: 'localhost:4010', 'sec-fetch-site': 'same-origin' })).toEqual(ok);
    expect(await getRules({ host: '[::1]:4010' })).toEqual(ok);
  });

  it.each([
    [
      { origin: 'https://evil.example' },
      'The control API is not open to pages of https://evil.example',
    ],
    [{ origin: 'null' }, 'The control API is not open to pages of null'],
    [{ origin: 'garbage' }, 'The control API is not open to pages of garbage'],
    [{ 'sec-fetch-site': 'cross-site' }, 'The control API is not open to pages of other sites'],
    [
      { host: 'evil.example' },
      'Host "evil.example" is not allowed: without SANDBOX_TOKEN the control API accepts only localhost, the host of PUBLIC_URL and ALLOWED_HOSTS',
    ],
    [
      { host: '127.0.0.1.evil.example' },
      'Host "127.0.0.1.evil.example" is not allowed: without SANDBOX_TOKEN the control API accepts only localhost, the host of PUBLIC_URL and ALLOWED_HOSTS',
    ],
  ])('answers 403 to %j', async (headers, detail) => {
    expect(await getRules(headers)).toEqual([403, detail]);
  });

  it('accepts any Host with SANDBOX_TOKEN, but no page of another site', async () => {
    const authorization = 'Bearer open sesame';
    expect(await getRules({ authorization, host: 'ketenlab' }, guarded)).toEqual(ok);
    expect((await getRules({ authorization, origin: 'https://evil.example' }, guarded))[0]).toBe(
      403,
    );
    expect((await getRules({ host: 'ketenlab' }, guarded))[0]).toBe(401);
  });

  it('answers a CORS preflight with 405 and no Access-Control-Allow-Origin', async () => {
    const response = await server.http
      .options('/_sandbox/workspaces')
      .set({ origin: 'https://evil.example', 'access-control-request-method': 'POST' });
    expect([response.status, response.headers['access-control-allow-origin']]).toEqual([
      405,
      undefined,
    ]);
  });
});
