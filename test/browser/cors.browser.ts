import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { anOrder } from '../support/builders.js';
import { launchBrowser } from '../support/browser.js';
import { TestServer } from '../support/test-server.js';

/** Server of the page, which has another origin than the API. */
const pages = createServer((_, response) =>
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>App</title>'),
);
let browser: Browser;
let page: Page;
let server: TestServer;

beforeAll(async () => {
  await new Promise<void>((listening) => pages.listen(0, '127.0.0.1', listening));
  const origin = `http://localhost:${(pages.address() as AddressInfo).port}`;
  server = new TestServer({ CORS_ORIGINS: origin });
  await server.start();
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(origin);
});
afterAll(async () => {
  await browser.close();
  await server.remove();
  pages.close();
});

interface Call {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Makes a call as the page. Returns the status, the headers that the page may read, and the body. */
const call = ({ method, path, headers = {}, body }: Call) =>
  page.evaluate(
    async ([url, init]) => {
      try {
        const response = await fetch(url, init);
        const names: Record<string, string> = Object.fromEntries(response.headers);
        return { status: response.status, headers: names, text: await response.text() };
      } catch (error) {
        return { status: 0, headers: {}, text: String(error) };
      }
    },
    [server.url + path, { method, headers, ...(body !== undefined && { body }) }] as const,
  );

const put = async (path: string, body: object) => {
  const { text } = await call({
    method: 'POST',
    path: '/ordersysteem/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials&client_id=demo&client_secret=demo-secret',
  });
  const { access_token: token } = JSON.parse(text) as { access_token: string };
  return call({
    method: 'PUT',
    path,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
};

describe('a page of an origin in CORS_ORIGINS', () => {
  it('gets a token, sends an order and reads the headers of the answer', async () => {
    const { status, headers } = await put('/ordersysteem/v1/orders', anOrder());
    expect([status, headers['api-version']]).toEqual([202, '0.9.2']);
  });

  it('reads the reason of a 400 and the methods of a 405', async () => {
    const refused = await put('/ordersysteem/orders', {});
    expect([refused.status, refused.headers['sandbox-reason']]).toEqual([
      400,
      expect.stringMatching(/^Schema incorrect/),
    ]);
    const wrongRole = await put('/bestelomgeving/orders', {});
    expect([
      wrongRole.status,
      wrongRole.headers['sandbox-reason'],
      wrongRole.headers['allow'],
    ]).toEqual([405, 'wrong-role; provider="Ordersysteem leermiddelen"', '']);
  });

  it('cannot read the control API', async () => {
    const { status, text } = await call({ method: 'GET', path: '/_sandbox/rules' });
    expect([status, text]).toEqual([0, 'TypeError: Failed to fetch']);
  });
});
