import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import axe, { type AxeResults } from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { anOrder } from '../support/builders.js';
import { launchBrowser } from '../support/browser.js';
import { untilLive } from '../support/dashboard.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const guarded = testServer({ SANDBOX_TOKEN: 'open sesame', RULES_EDITX_SCHEMA: 'lenient' });
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
  await workspace.put('/ordersysteem/orders', anOrder());
  await workspace.control('post', 'faults', {
    kind: 'latency',
    role: 'ordersysteem',
    operation: 'acceptOrder',
    delayMs: { min: 10, max: 20 },
    probability: 0.5,
    times: 3,
  });
  await workspace.control('post', 'faults', { kind: 'reset' });
  await workspace.control('post', 'scenarios', {
    api: 'edu-v-order',
    field: 'purchaseOrderId',
    value: 'PO-LATE',
    behaviour: 'confirmed-late',
  });
  await workspace.control('post', 'snapshots', { name: 'before' });
  await workspace.control('put', 'settings', { decide: 'manual' });
});
afterAll(() => browser.close());
afterEach(() => context.close());

async function openContext(locale: string, colorScheme: 'light' | 'dark' = 'light') {
  const viewport = { width: 1440, height: 900 };
  context = await browser.newContext({ locale, colorScheme, viewport });
  page = await context.newPage();
  page.setDefaultTimeout(8_000);
}

/** Violations that axe finds in the page, each with its elements. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const buttons = () => page.locator('#content button');
const question = () => page.locator('.question');

/** Sections with what must be shown, and an action that shows more. */
const sections: Record<string, { ready: string; act?: () => Promise<void> }> = {
  workspaces: {
    ready: 'tbody tr',
    act: async () => {
      await page.locator('td.actions button').last().click();
      await question().waitFor();
    },
  },
  clock: {
    ready: 'input[name=now]',
    act: async () => {
      await page.locator('button[value=PT1H]').click();
      await page.locator('.outcome', { hasText: '2026-09-' }).waitFor();
    },
  },
  faults: {
    ready: 'table.magic tbody tr',
    act: async () => {
      await page.locator('input[name=field]').fill('colour');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
    },
  },
  snapshots: {
    ready: 'tbody tr',
    act: async () => {
      await page.locator('td.actions button').first().click();
      await question().waitFor();
    },
  },
  clients: { ready: 'tbody tr', act: () => page.locator('summary').click() },
  data: {
    ready: 'select[name=api]',
    act: async () => {
      await page.locator('textarea').fill('schools:\n  - id: 207\n');
      await buttons().first().click();
      await page.getByRole('alert').waitFor();
    },
  },
  rules: { ready: 'table.rules tbody tr' },
};

describe.each([
  ['en-GB', 'Settings and rules'],
  ['nl-NL', 'Instellingen en regels'],
  ['nb-NO', 'Innstillinger og regler'],
])('the page Control in a browser with %s', (locale, lastSection) => {
  it.each(Object.keys(sections))(
    'has no axe violation, and does not scroll sideways on a narrow screen, in the section %s',
    async (name) => {
      await openContext(locale);
      const { ready, act } = sections[name]!;
      await page.goto(`${server.url}/#/control/${name}?ws=${workspace.id}`);
      await untilLive(page);
      await page.locator(ready).first().waitFor();
      expect(await page.locator('nav.sections a').last().innerText()).toBe(lastSection);
      await act?.();
      const found = [await violations()];
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(await violations());
      await page.screenshot({ path: join(pictures, `control-${name}-${locale}-dark.png`) });
      await page.setViewportSize({ width: 390, height: 844 });
      found.push(await violations());
      await page.screenshot({ path: join(pictures, `control-${name}-${locale}-narrow.png`) });
      const width = await page.evaluate(
        `Math.max(document.documentElement.scrollWidth, document.querySelector('#content').scrollWidth)`,
      );
      expect([found, width]).toEqual([[[], [], []], 390]);
    },
  );
});

describe('the page Control behind the token of the control API', () => {
  it('downloads a snapshot, and marks a rule that is not the default', async () => {
    await openContext('en-GB');
    await page.goto(`${guarded.url}/#/control/snapshots`);
    await page.locator('.token input').fill('open sesame');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save snapshot' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export snapshot-1' }).click();
    expect((await download).suggestedFilename()).toBe('default-snapshot-1.json');
    await page.getByRole('link', { name: 'Settings and rules' }).click();
    await page.locator('table.rules tbody tr').first().waitFor();
    const marked = page.locator('table.rules tr', { has: page.locator('.mark') });
    expect(await marked.locator('th code').allInnerTexts()).toEqual(['RULES_EDITX_SCHEMA']);
  });
});
