import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anOrderOf } from '../support/builders.js';
import { axeViolations, excessWidth, locales, untilLive } from '../support/dashboard.js';
import { dashboardPages, takePicture } from '../support/dashboard-pages.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const ordersOnly = testServer({ ROLES: 'ordersysteem' });
const pages = dashboardPages(/status of 404/);
let page: Page;
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
  page = await pages.open();
});

const DIGITAL = '9789000000029';
const LATE = '9789000099054';
const picture = (name: string) => takePicture(page, name);
const open = async (item = '', from = workspace) => {
  await page.goto(`${server.url}/#/chain${item && `/${encodeURIComponent(item)}`}?ws=${from.id}`);
  await untilLive(page);
};
const flows = (index = 0) => page.locator('.flows').nth(index);
const rowOf = (text: string) => flows().locator('tbody tr').filter({ hasText: text });
const steps = () => page.locator('.timeline > li');

/** Text of the steps: roles, title, outcome. Spaces of the layout are removed. */
const stepTexts = async (): Promise<string[]> =>
  (await steps().allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());

describe('the chain', () => {
  it('counts the exchanges and the messages in flight of each flow, live', async () => {
    await open();
    await flows().locator('summary').click();
    const row = rowOf('confirmCreditOrder');
    expect(await row.locator('td').allInnerTexts()).toEqual([
      'bestelomgeving',
      '0',
      '0',
      expect.stringMatching(/^confirmOrder confirmCreditOrder\s*$/),
    ]);
    await workspace.put('/ordersysteem/orders', anOrderOf(LATE));
    await row.locator('td').nth(2).getByText('1').waitFor();
    await workspace.advance('P2D');
    await row.locator('td').nth(1).getByText('1').waitFor();
    await row.locator('td').nth(2).getByText('0').waitFor();
    await picture('chain');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('chain-dark');
  });

  it('opens the traffic of an arrow and of a role', async () => {
    await open();
    await page.locator('.diagram .arrow').first().locator('rect').click();
    await page.waitForURL(/#\/traffic\?.*role=ordersysteem&direction=inbound/);
    await page.goBack();
    await page.locator('.party', { hasText: 'aanspraakmanager' }).click();
    await page.waitForURL(/#\/traffic\?.*role=aanspraakmanager$/);
    await page.goBack();
    await flows().locator('summary').click();
    await page.getByRole('link', { name: 'acceptDeliveryOrder' }).click();
    await page.waitForURL(/role=aanspraakmanager&operation=acceptDeliveryOrder&direction=inbound/);
  });

  it('emphasises the roles that Ketenlab plays', async () => {
    await page.goto(`${ordersOnly.url}/#/chain`);
    await page.locator('.party').first().waitFor();
    expect([
      await page.locator('.party.served').allTextContents(),
      await page.locator('.party.partner').allTextContents(),
    ]).toEqual([
      [expect.stringMatching(/^ordersysteem\s*Ketenlab$/)],
      [expect.stringMatching(/^bestelomgeving\s*partner$/)],
    ]);
  });

  it('lists the newest orders, each with its status, and opens one', async () => {
    const order = anOrderOf(DIGITAL);
    await workspace.put('/ordersysteem/orders', order);
    await workspace.advance('PT1M');
    await open();
    const row = page.locator('.orders tbody tr').first();
    await row.getByText('approved').waitFor();
    await row.getByRole('link', { name: order.requestReferenceId }).click();
    await steps().first().waitFor();
    expect(page.url()).toContain(`#/chain/${order.requestReferenceId}`);
  });
});

describe('the timeline of an order', () => {
  it('goes across the roles to the licence, and follows new steps', async () => {
    const order = anOrderOf(DIGITAL);
    await workspace.put('/ordersysteem/orders', order);
    await open();
    await page.getByLabel('Any id').fill(order.purchaseOrderId);
    await page.keyboard.press('Enter');
    await page.getByText('waits until 2026-09-01 08:00:00').waitFor();
    await workspace.advance('PT1M');
    await steps().filter({ hasText: 'processed' }).waitFor();
    const { items } = await workspace.control<{ items: { deliveryOrderId: string }[] }>(
      'get',
      'state/deliveryorders?limit=1',
    );
    const id = items[0]!.deliveryOrderId;
    await workspace.control('post', `aanspraakmanager/deliveryorders/${id}/license`);
    await workspace.advance('PT1M');
    await steps().filter({ hasText: 'licensed' }).waitFor();
    const day = '2026-09-01';
    expect(await stepTexts()).toEqual([
      `${day} 08:00:00 bestelomgeving → ordersysteem Order learning materials acceptOrder 202 Exchange`,
      `${day} 08:00:00 ordersysteem · state orders: accepted`,
      `${day} 08:00:00 ordersysteem · state orders: approved`,
      `${day} 08:00:00 ordersysteem → bestelomgeving Confirm an order confirmOrder approved 202 Sent Received`,
      `${day} 08:00:00 bestelomgeving → aanspraakmanager Send a new, changed or cancelled delivery order acceptDeliveryOrder ordered 202 Sent Received`,
      `${day} 08:00:00 bestelomgeving · state deliveryorders: created`,
      `${day} 08:00:00 aanspraakmanager → bestelomgeving Confirm a delivery order confirmDeliveryOrder processed 202 Sent Received`,
      `${day} 08:01:00 aanspraakmanager → bestelomgeving Confirm a delivery order confirmDeliveryOrder licensed 202 Sent Received`,
    ]);
    await picture('chain-timeline');
    await page.getByRole('link', { name: 'Exchange: Order learning materials' }).click();
    await page.getByRole('region', { name: 'Exchange' }).getByText('acceptOrder').waitFor();
    const [exchange] = await workspace.exchanges('operation=acceptOrder');
    expect(page.url()).toContain(`#/traffic/${exchange?.id}`);
  });

  it('shows findings and why a request was refused', async () => {
    await workspace.put('/ordersysteem/orders', { ...anOrderOf(DIGITAL), purchaseOrderType: 7 });
    const [exchange] = await workspace.exchanges();
    await open(exchange?.id);
    await steps().getByText('1 finding').waitFor();
    expect(await stepTexts()).toEqual([expect.stringContaining('Schema incorrect')]);
  });

  it('says for an unknown id where ids come from, also for one of another workspace', async () => {
    const order = anOrderOf(DIGITAL);
    await workspace.put('/ordersysteem/orders', order);
    const other = await server.workspace();
    for (const [id, from] of [
      [`50% "off" #1/?`, workspace],
      [order.purchaseOrderId, other],
    ] as const) {
      await open(id, from);
      const alert = page.getByRole('alert');
      await alert.getByText(`does not know the id "${id}"`).waitFor();
    }
  });

  it('fits a narrow screen, with a list instead of the diagram', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const order = anOrderOf(DIGITAL);
    await workspace.put('/ordersysteem/orders', order);
    await workspace.advance('PT1M');
    await open();
    await rowOf('confirmOrder').waitFor();
    expect([await page.locator('.diagram').first().isVisible(), await excessWidth(page)]).toEqual([
      false,
      0,
    ]);
    await picture('chain-narrow');
    await open(order.purchaseOrderId);
    await steps().first().waitFor();
    expect(await excessWidth(page)).toBe(0);
    await picture('chain-timeline-narrow');
  });
});

const titles = new Map(
  locales.map((locale, index) => [locale, ['Chain', 'Keten', 'Kjede'][index]]),
);

describe.each(locales)('the chain in a browser with %s', (locale) => {
  it.each(['light', 'dark'] as const)('has no axe violation in %s colours', async (colorScheme) => {
    const order = anOrderOf(LATE);
    await workspace.put('/ordersysteem/orders', order);
    await page.close();
    page = await pages.open(locale);
    await page.emulateMedia({ colorScheme });
    await open();
    await page.getByRole('heading', { name: titles.get(locale)!, level: 1 }).waitFor();
    await page.locator('.orders').waitFor();
    for (const summary of await page.locator('.flows summary').all()) await summary.click();
    const found = [await axeViolations(page)];
    await open(order.purchaseOrderId);
    await steps().last().waitFor();
    await page.locator('details summary').click();
    found.push(await axeViolations(page));
    await open('unknown');
    await page.getByRole('alert').waitFor();
    found.push(await axeViolations(page));
    expect(found).toEqual([[], [], []]);
  });
});
