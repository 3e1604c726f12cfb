import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { testServer } from '../support/test-server.js';

const server = testServer({ SANDBOX_TOKEN: 'open sesame', ALLOWED_HOSTS: 'lab.test' });
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser('--host-resolver-rules=MAP *.test 127.0.0.1');
});
afterAll(() => browser.close());

/** Loads a page by a host name, and reads and writes with the token of the control API from it. Returns each status. */
async function statusesAt(host: string): Promise<(number | undefined)[]> {
  const page = await browser.newPage();
  const loaded = await page.goto(`http://${host}:${new URL(server.url).port}/healthz`);
  const called = await page.evaluate(async () => {
    const headers = { authorization: 'Bearer open sesame' };
    const answers = [
      await fetch('/docs/ordersysteem.json'),
      await fetch('/_sandbox/rules', { headers, referrerPolicy: 'no-referrer' }),
      await fetch('/_sandbox/workspaces', { headers, method: 'POST' }),
    ];
    return answers.map(({ status }) => status);
  });
  const start = await page.goto(`http://${host}:${new URL(server.url).port}/`);
  await page.close();
  return [loaded?.status(), ...called, start?.status()];
}

describe('a page in a browser', () => {
  it('that was loaded by an unknown name of this server cannot read or control it', async () => {
    expect(await statusesAt('evil.test')).toEqual([200, 403, 403, 403, 403]);
  });

  it('can do both by a name of ALLOWED_HOSTS and by localhost', async () => {
    expect(await statusesAt('lab.test')).toEqual([200, 200, 200, 201, 200]);
    expect(await statusesAt('localhost')).toEqual([200, 200, 200, 201, 200]);
  });
});
