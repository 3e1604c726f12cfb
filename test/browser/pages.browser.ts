import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { deliveryExamples } from '../../src/apis/edu-v-delivery/examples.js';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import { launchBrowser } from '../support/browser.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const pictures = join(import.meta.dirname, '../../reports/pages');
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

// Every test has a new page, because Swagger UI remembers tokens.
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1200, height: 1400 } });
  page.setDefaultTimeout(8_000);
});
afterEach(() => page.close());

const picture = (name: string) =>
  page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

/** Opens a document in Swagger UI and authorizes it with the demo client. */
async function authorize(name: string): Promise<void> {
  await page.goto(`${server.url}/docs?urls.primaryName=${name}`);
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  const dialog = page.locator('.dialog-ux');
  // There is one button per audience. It is replaced once the audience is authorized.
  const wanted = await dialog.locator('button.authorize').count();
  for (let done = 0; done < wanted; done += 1) {
    await dialog.locator('button.authorize', { hasText: 'Authorize' }).first().click();
    await dialog.getByText('Authorized', { exact: true }).nth(done).waitFor();
  }
  await picture(`${name}-authorized`);
  await dialog.locator('button.btn-done').first().click();
}

/** Executes the example of an operation and returns the response status. */
async function execute(operationId: string): Promise<string> {
  const operation = page.locator(`[id$="-${operationId}"]`);
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  return (
    await operation.locator('.live-responses-table .response-col_status').nth(1).innerText()
  ).trim();
}

describe('Swagger UI', () => {
  it('lists a document per role and one for the control API', async () => {
    await page.goto(`${server.url}/docs`);
    await page.locator('.opblock').first().waitFor();
    expect(await page.locator('select#select option').allInnerTexts()).toEqual([
      'ordersysteem',
      'bestelomgeving',
      'aanspraakmanager',
      'bokbasen-orders',
      'dds',
      'control',
    ]);
    await picture('docs');
  });

  it('ordersysteem: authorizes the demo client and executes the examples', async () => {
    await authorize('ordersysteem');
    expect(await execute('acceptOrder')).toBe('202');
    expect(await execute('acceptCreditOrder')).toBe('202');
    expect(await execute('confirmOrder')).toBe('405');
    await picture('ordersysteem');
  });

  it('bestelomgeving: confirms the examples that ordersysteem accepted', async () => {
    await server.put('/ordersysteem/orders', orderExamples.order);
    await server.put('/ordersysteem/creditorders', orderExamples.creditOrder);
    await authorize('bestelomgeving');
    expect(await execute('confirmOrder')).toBe('202');
    expect(await execute('confirmCreditOrder')).toBe('202');
    expect(await execute('acceptOrder')).toBe('405');
    await picture('bestelomgeving');
  });

  it('aanspraakmanager: accepts the example and answers 405 to operations of other roles', async () => {
    await authorize('aanspraakmanager');
    expect(await execute('acceptDeliveryOrder')).toBe('202');
    expect(await execute('confirmDeliveryOrder')).toBe('405');
    await picture('aanspraakmanager');
  });

  it('bestelomgeving: reads seeded delivery orders and confirms the example of aanspraakmanager', async () => {
    await server.put('/aanspraakmanager/deliveryorders', deliveryExamples.request);
    await authorize('bestelomgeving');
    for (const id of [
      'getDeliveryOrder',
      'getDeliveryOrdersForSchool',
      'getDeliveryOrdersForUser',
      'getDeliveryOrdersByContract',
    ])
      expect([id, await execute(id)]).toEqual([id, '200']);
    expect(await execute('confirmDeliveryOrder')).toBe('202');
    await picture('bestelomgeving-deliveries');
  });

  it('bokbasen-orders: authorizes for the audience and executes every example', async () => {
    await authorize('bokbasen-orders');
    expect(await execute('sendOrder')).toBe('202');
    for (const id of [
      'listOrders',
      'getOrder',
      'getOrderEditx',
      'updateOrderLineStatus',
      'updateOrderLineQuantity',
      'issueToken',
    ])
      expect([id, await execute(id)]).toEqual([id, '200']);
    await picture('bokbasen-orders');
  });

  it('dds: authorizes for each audience and executes the examples', async () => {
    await authorize('dds');
    expect(await execute('placeOrder')).toBe('201');
    expect(await execute('placeSubscriptionOrder')).toBe('201');
    for (const id of [
      'getInventory',
      'getInventoryByIsbn',
      'getShelf',
      'findAccount',
      'registerAccount',
    ])
      expect([id, await execute(id)]).toEqual([id, '200']);
    for (const id of ['reportStreaming', 'reportLoan'])
      expect([id, await execute(id)]).toEqual([id, '204']);
    await picture('dds');
  });

  it('control: executes the examples that create something', async () => {
    await page.goto(`${server.url}/docs?urls.primaryName=control`);
    for (const [operation, status] of [
      ['createWorkspace', '201'],
      ['createSnapshot', '201'],
      ['createFault', '201'],
      ['createScenario', '201'],
      ['generateOrders', '201'],
      ['writeSeed', '201'],
      ['putItem', '200'],
      ['listExchanges', '200'],
    ] as const)
      expect([operation, await execute(operation)]).toEqual([operation, status]);
    await picture('control-made');
    await server.control('post', 'reset');
  });

  it('control: advances the clock and resets the workspace', async () => {
    await page.goto(`${server.url}/docs?urls.primaryName=control`);
    await page.locator('.opblock').first().waitFor();
    await picture('control');
    const press = async (path: string, method: string) => {
      const operation = page
        .locator('.opblock', { hasText: path })
        .and(page.locator(`.opblock-${method}`))
        .first();
      await operation.locator('.opblock-summary-control').click();
      await operation.getByRole('button', { name: 'Execute' }).click();
      return (
        await operation.locator('.live-responses-table .response-col_status').nth(1).innerText()
      ).trim();
    };
    expect(await press('/clock/advance', 'post')).toBe('200');
    expect(await press('/reset', 'post')).toBe('204');
    await picture('control-pressed');
  });
});

describe('the page Start of the dashboard', () => {
  it('contains only links that answer 200, also to Swagger UI, which links back', async () => {
    await page.goto(`${server.url}/#/start`);
    expect(await page.title()).toBe('Ketenlab');
    await page.getByRole('link', { name: 'try it' }).first().waitFor();
    await picture('start');
    const links = await page
      .locator('a[href^="http"]')
      .evaluateAll((all) => all.map((link) => (link as unknown as { href: string }).href));
    expect(links.length).toBeGreaterThan(15);
    for (const link of links)
      expect([link, (await server.http.get(link.replace(server.url, ''))).status]).toEqual([
        link,
        200,
      ]);
    await page.getByRole('main').getByRole('link', { name: 'try it' }).first().click();
    await page.locator('.opblock').first().waitFor();
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await page.locator('.connection.live').waitFor();
  });
});

describe('the page Verdicts', () => {
  it('is linked from the page Start, loads nothing from other origins, and shows failures', async () => {
    await server.put('/ordersysteem/orders', { ...orderExamples.order, purchaseOrderId: 17 });
    const origins: string[] = [];
    const consoleMessages: string[] = [];
    page.on('request', (request) => origins.push(new URL(request.url()).origin));
    page.on('console', (message) => consoleMessages.push(message.text()));
    page.on('pageerror', (error) => consoleMessages.push(error.message));
    await page.goto(`${server.url}/#/start`);
    await page.getByRole('link', { name: 'Verdicts' }).click();
    await page.getByRole('heading', { name: 'default' }).first().waitFor();
    await picture('verdicts');
    expect(await page.getByText('EDUV-ORDER-01').first().isVisible()).toBe(true);
    expect(await page.getByText('/purchaseOrderId').first().isVisible()).toBe(true);
    expect([[...new Set(origins)], consoleMessages]).toEqual([[server.url], []]);
  });
});
