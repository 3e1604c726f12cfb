import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Exchange } from '../../src/platform/journal/exchange.js';
import { Journal } from '../../src/platform/journal/journal.js';
import { anOrder } from '../support/builders.js';
import { launchBrowser } from '../support/browser.js';
import { rowsOf, untilLive } from '../support/dashboard.js';
import { pathProxy } from '../support/path-proxy.js';
import { TestServer, testServer } from '../support/test-server.js';

let browser: Browser;
const pages: Page[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});

async function newPage(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  page.setDefaultTimeout(20_000);
  pages.push(page);
  return page;
}

describe('the dashboard behind a proxy with a path', () => {
  const server = testServer({ PUBLIC_URL: 'http://127.0.0.1:9/lab' });
  const proxy = pathProxy(server);

  it('requests everything below this path, and shows the traffic', async () => {
    const page = await newPage();
    const { url: base, paths } = proxy;
    await page.goto(base);
    await untilLive(page);
    expect(await page.locator('.empty pre').innerText()).toContain(`${base}ordersysteem/orders`);
    await server.put('/ordersysteem/orders', anOrder());
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).waitFor();
    await page.getByRole('link', { name: 'Start' }).click();
    await page.getByRole('link', { name: 'try it' }).first().click();
    // Swagger UI too, also with a slash at the end.
    await page.goto(`${base}docs/`);
    const operation = page.locator('.opblock').first();
    await operation.locator('.opblock-summary-control').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await operation.locator('.live-responses-table').first().waitFor();
    expect(paths).toContain('/lab/ordersysteem/orders');
    expect(paths.filter((path) => !path.startsWith('/lab/'))).toEqual([]);
    expect(page.url()).toMatch(`${base}docs`);
  });
});

describe('the dashboard of a server with SANDBOX_TOKEN', () => {
  const server = testServer({ SANDBOX_TOKEN: 'open sesame' });

  it('asks once for the token, explains a wrong one, and keeps it for the session', async () => {
    const page = await newPage();
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Token of the control API' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByLabel('Token').fill('open sesam');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The server refused this token.').waitFor();
    await page.getByLabel('Token').fill('open sesame');
    await page.getByRole('button', { name: 'Continue' }).click();
    await untilLive(page);
    await server.put('/ordersysteem/orders', anOrder());
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).waitFor();
    await page.reload();
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).waitFor();
  });
});

describe('the dashboard of a server that starts again', () => {
  it('says that it is disconnected, connects again, and misses nothing', async () => {
    const first = new TestServer();
    await first.start();
    const { port } = new URL(first.url);
    const page = await newPage();
    await page.goto(first.url);
    await untilLive(page);
    await first.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-BEFORE' }));
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).waitFor();
    await first.stop();
    await page.getByRole('status').getByText('Disconnected, connecting again…').waitFor();
    const second = new TestServer({ PORT: port, DATABASE_URL: `sqlite:${first.databaseFile}` });
    try {
      await second.start();
      await second.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-AFTER' }));
      await untilLive(page);
      await rowsOf(page).filter({ hasText: 'acceptOrder' }).nth(1).waitFor();
      for (const number of ['PO-BEFORE', 'PO-AFTER']) {
        await page.getByRole('searchbox').fill(`${number} acceptOrder`);
        await page.getByText(/^1 of \d+ exchanges$/).waitFor();
        await rowsOf(page).first().click();
        await page.getByRole('region', { name: 'Request' }).getByText(number).waitFor();
      }
    } finally {
      await second.remove();
    }
  });
});

describe('the dashboard in a burst', () => {
  const server = testServer();

  /** An exchange as a request leaves it, without the request. */
  function anExchange(number: number): Exchange {
    const exchange = new Exchange('inbound', 'partner', 'PUT', `/ordersysteem/v1/orders?${number}`);
    exchange.status = 202;
    exchange.request.body = JSON.stringify(anOrder({ purchaseOrderId: `PO-${number}` }));
    return exchange;
  }

  function addAll(workspace: string, from: number, to: number): void {
    const journal = server.provider(Journal);
    for (let number = from; number < to; number += 1) {
      const exchange = anExchange(number);
      exchange.workspace = workspace;
      journal.add(exchange);
    }
  }

  it('keeps 10,000 exchanges, renders only the visible ones, and still opens one', async () => {
    const page = await newPage();
    await page.goto(server.url);
    await untilLive(page);
    const journal = server.provider(Journal);
    const BURST = 500;
    for (let sent = 0; sent < 10_500; sent += BURST) {
      for (let one = 0; one < BURST; one += 1) journal.add(anExchange(sent + one));
      await journal.flush();
      const shown = Math.min(sent + BURST, 10_000);
      await page.getByText(`${shown} exchanges`, { exact: true }).waitFor();
    }
    expect(await rowsOf(page).count()).toBeLessThan(80);
    await rowsOf(page).filter({ hasText: '?10499' }).click();
    await page.getByRole('region', { name: 'Request' }).getByText('"PO-10499"').waitFor();
    await page.getByRole('searchbox').fill('PO-777"');
    await page.getByText('1 of 10000 exchanges').waitFor();
  });

  it('keeps the rows in their place while newer ones arrive above them', async () => {
    const workspace = await server.workspace();
    addAll(workspace.id, 0, 200);
    const page = await newPage();
    await page.goto(`${server.url}/#/traffic?ws=${workspace.id}`);
    const row = rowsOf(page).filter({ hasText: '?150' });
    await page.getByRole('grid').focus();
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('PageDown');
    await row.waitFor();
    const before = await row.boundingBox();
    addAll(workspace.id, 200, 300);
    await page.getByText('300 exchanges', { exact: true }).waitFor();
    expect(await row.boundingBox()).toEqual(before);
  });

  it('loads older exchanges when the list is scrolled to its end', async () => {
    const workspace = await server.workspace();
    addAll(workspace.id, 0, 700);
    const page = await newPage();
    await page.goto(`${server.url}/#/traffic?ws=${workspace.id}`);
    await page.getByText('500 exchanges', { exact: true }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.getByText('700 exchanges', { exact: true }).waitFor();
  });

  it('searches the whole journal, also the exchanges that it has not loaded', async () => {
    const workspace = await server.workspace();
    addAll(workspace.id, 0, 700);
    const page = await newPage();
    await page.goto(`${server.url}/#/traffic?ws=${workspace.id}`);
    await page.getByText('500 exchanges', { exact: true }).waitFor();
    await page.getByLabel('Search').fill('PO-12 ');
    await rowsOf(page).filter({ hasText: '?12' }).first().waitFor();
  });
});
