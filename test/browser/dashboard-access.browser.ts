import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { anOrder } from '../support/builders.js';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, rowsOf, untilLive } from '../support/dashboard.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const guarded = testServer({ SANDBOX_TOKEN: 'open sesame' });
const pictures = join(import.meta.dirname, '../../reports/pages');
let browser: Browser;
let context: BrowserContext;
let page: Page;
let workspace: Workspace;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launchBrowser();
  workspace = await server.workspace();
  await workspace.freeze();
  await workspace.put('/ordersysteem/orders', { ...anOrder(), purchaseOrderId: 17 });
  await workspace.put('/ordersysteem/order', anOrder());
});
afterAll(() => browser.close());
afterEach(() => context.close());

async function openContext(locale: string, colorScheme: 'light' | 'dark' = 'light') {
  context = await browser.newContext({
    locale,
    colorScheme,
    viewport: { width: 1440, height: 900 },
  });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
}

const violations = () => axeViolations(page);

const languages = [
  ['en-GB', 'en', 'Traffic', 'No traffic yet'],
  ['nl-NL', 'nl', 'Verkeer', 'Nog geen verkeer'],
  ['nb-NO', 'nb', 'Trafikk', 'Ingen trafikk ennå'],
] as const;

describe.each(languages)(
  'the dashboard in a browser with %s',
  (locale, language, traffic, empty) => {
    it.each(['light', 'dark'] as const)('has no axe violation in %s colours', async (scheme) => {
      await openContext(locale, scheme);
      await page.goto(`${server.url}/#/traffic?ws=${workspace.id}`);
      await untilLive(page);
      await rowsOf(page).filter({ hasText: '400' }).click();
      await page.locator('.finding summary').first().click();
      await page.locator('.headers summary').first().click();
      const found = [await violations()];
      await page.screenshot({ path: join(pictures, `dashboard-${language}-${scheme}.png`) });
      await page.setViewportSize({ width: 400, height: 800 });
      found.push(await violations());
      await page.goto(`${server.url}/#/start`);
      await page.locator('.start table').waitFor();
      found.push(await violations());
      await page.goto(`${guarded.url}/`);
      await page.locator('.token input').fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      found.push(await violations());
      expect(found).toEqual([[], [], [], []]);
    });

    it('shows its texts in this language', async () => {
      await openContext(locale);
      const other = await server.workspace();
      await page.goto(`${server.url}/#/traffic?ws=${other.id}`);
      await page.getByRole('heading', { name: empty }).waitFor();
      expect([
        await page.locator('html').getAttribute('lang'),
        await page.locator('nav a').first().innerText(),
        await violations(),
      ]).toEqual([language, traffic, []]);
    });
  },
);

describe('the language of the dashboard', () => {
  beforeEach(() => openContext('fr-FR'));

  it('is English for a browser with other languages, and stays as it was chosen', async () => {
    await page.goto(server.url);
    await page.getByLabel('Language').selectOption('nl');
    await page.getByRole('link', { name: 'Verkeer' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Verkeer' }).waitFor();
  });
});
