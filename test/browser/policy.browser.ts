import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { untilLive } from '../support/dashboard.js';
import { testServer } from '../support/test-server.js';

// By this name Swagger UI would contact its validator, which it does not by localhost.
const server = testServer({ ALLOWED_HOSTS: 'lab.test' });
let browser: Browser;
let page: Page;
let base: string;
let origins: Set<string>;
let messages: string[];

beforeAll(async () => {
  base = `http://lab.test:${new URL(server.url).port}`;
  browser = await launchBrowser('--host-resolver-rules=MAP *.test 127.0.0.1');
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage();
  [origins, messages] = [new Set(), []];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) origins.add(new URL(request.url()).origin);
  });
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
});

/** Expects no console message since the start of the test, and no request to another host. */
async function expectQuietPage(): Promise<void> {
  // An example without a token gets 401, of which Chromium writes a message.
  const unexpected = messages.filter((text) => !text.includes('401 (Unauthorized)'));
  expect([unexpected, [...origins]]).toEqual([[], [base]]);
  await page.close();
}

describe('a page of this server', () => {
  it.each([
    'ordersysteem',
    'bestelomgeving',
    'aanspraakmanager',
    'bokbasen-orders',
    'dds',
    'control',
  ])('/docs with %s executes an example, and contacts this server only', async (name) => {
    await page.goto(`${base}/docs?urls.primaryName=${name}`);
    const operation = page.locator('.opblock').first();
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await operation.locator('.live-responses-table').first().waitFor();
    await page.waitForLoadState('networkidle');
    await expectQuietPage();
  });

  it('/ contacts this server only', async () => {
    await page.goto(`${base}/`);
    // The stream of exchanges stays open, so the network is never idle.
    await untilLive(page);
    await page.locator('.empty, .list').first().waitFor();
    await expectQuietPage();
  });
});
