import { afterAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import request from 'supertest';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Starts a server on all addresses, calls it, and stops it. Returns its output. */
async function runOnce<Answer>(
  env: Record<string, string>,
  call: (url: string, output: string) => Promise<Answer>,
): Promise<Answer> {
  const server = new CommandProcess(['dist/bundle/main.js'], {
    HOST: '0.0.0.0',
    PORT: '0',
    LOG_LEVEL: 'trace',
    DATABASE_URL: `sqlite:${join(folder.path, 'server.sqlite')}`,
    ...env,
  });
  const url = await server.url();
  const answer = await call(url, server.output);
  server.kill('SIGTERM');
  await server.exit;
  // In the banner only.
  const secrets = [tokenIn(server.output), demoSecretIn(server.output)];
  expect(secrets.map((secret) => server.output.split(secret).length - 1)).toEqual([1, 1]);
  return answer;
}

const demoSecretIn = (output: string) => /Demo client +demo, secret (\S+)/.exec(output)?.[1] ?? '';
const tokenIn = (output: string) => /Control API token +(\S+)/.exec(output)?.[1] ?? '';
const statusOf = async (url: string, token: string): Promise<number> =>
  (await request(url).get('/_sandbox/rules').set('authorization', `Bearer ${token}`)).status;

describe('the token of the control API on an address that is not loopback', () => {
  const tokenOf = (env: Record<string, string> = {}) =>
    runOnce(env, async (url, output) => {
      const token = tokenIn(output);
      expect([await statusOf(url, token), await statusOf(url, 'sandbox')]).toEqual([200, 401]);
      expect((await request(url).get('/_sandbox/rules')).status).toBe(401);
      return token;
    });

  it('is made once per database, and printed at each start', async () => {
    const made = await tokenOf();
    const again = await tokenOf();
    const other = await tokenOf({ DATABASE_URL: 'sqlite::memory:' });
    expect(made).toMatch(/^[\da-f]{32}$/);
    expect(again).toBe(made);
    expect(other).not.toBe(made);
  });

  it('is SANDBOX_TOKEN if it is given', async () => {
    expect(await tokenOf({ SANDBOX_TOKEN: 'mine' })).toBe('mine');
  });
});

describe('the secret of the demo client on an address that is not loopback', () => {
  const secretOf = (env: Record<string, string> = {}) =>
    runOnce(env, async (url, output) => {
      const secret = demoSecretIn(output);
      const { status } = await request(url)
        .post('/ordersysteem/oauth2/token')
        .auth('demo', secret)
        .type('form')
        .send({ grant_type: 'client_credentials' });
      expect(status).toBe(200);
      return secret;
    });

  it('is made once per database, and printed at each start', async () => {
    const made = await secretOf();
    expect([made, await secretOf()]).toEqual([expect.stringMatching(/^[\da-f]{32}$/), made]);
  });

  it('is the documented one with DEMO_SECRETS=default', async () => {
    expect(await secretOf({ DEMO_SECRETS: 'default' })).toBe('demo-secret');
  });
});
