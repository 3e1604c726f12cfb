import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { anOrder as anEditxOrder } from '../support/bokbasen-client.js';
import { aCreditOrder, anOrder } from '../support/builders.js';
import { launchBrowser } from '../support/browser.js';
import { locales, rowsOf, untilLive } from '../support/dashboard.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const pictures = join(import.meta.dirname, '../../reports/pages');
let browser: Browser;
let page: Page;
let workspace: Workspace;
let messages: string[];

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  workspace = await server.workspace();
  // No confirmation is sent by itself.
  await workspace.freeze();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  page.setDefaultTimeout(8_000);
  messages = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
});
afterEach(async () => {
  await page.close();
  if (messages.length > 0) throw new Error(`The page wrote: ${messages.join('; ')}`);
});

const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const open = async (path = '', from = workspace) => {
  await page.goto(`${server.url}/#/traffic${path}?ws=${from.id}`);
  await untilLive(page);
};
const send = (order: object = anOrder(), from = workspace) =>
  from.put('/ordersysteem/orders', order);

describe('the dashboard in a workspace without traffic', () => {
  it('shows a command that sends a first message, and copies it', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open();
    const command = await page.locator('.empty pre').innerText();
    expect(command).toContain(`-d client_id=${workspace.id}-demo`);
    expect(command).toContain(`curl -i -X PUT ${server.url}/ordersysteem/orders`);
    await picture('dashboard-empty');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(command);
  });
});

describe('an exchange', () => {
  it('appears without a reload, in its workspace only', async () => {
    const other = await browser.newPage();
    await open();
    await other.goto(`${server.url}/#/traffic?ws=default`);
    await untilLive(other);
    await send();
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).waitFor();
    const cells = await rowsOf(page).first().getByRole('gridcell').allInnerTexts();
    expect([cells.slice(1, 7), cells[8]]).toEqual([
      ['→ in', '202', 'PUT', '/ordersysteem/orders', 'acceptOrder', 'ordersysteem'],
      '',
    ]);
    expect(await rowsOf(other).count()).toBe(0);
    await other.close();
  });

  it('opens with request and response, and with each finding at its field', async () => {
    const line = { purchaseOrderLineId: '10', quantity: 3 };
    await send({ ...anOrder(), purchaseOrderId: 17, orderLines: [line] });
    await open();
    await rowsOf(page).filter({ hasText: '400' }).click();
    const request = page.getByRole('region', { name: 'Request' });
    const marked = request.locator('.marked');
    expect(await marked.locator('> code').allInnerTexts()).toEqual([
      '  "purchaseOrderId": 17,',
      '    {',
    ]);
    const notes = await marked.locator('summary').allInnerTexts();
    expect(notes).toEqual([
      '✖ MUST EDUV-ORDER-01 expected string, actual number 17',
      '✖ MUST EDUV-ORDER-01 field /orderLines/0/productId expected string, actual missing',
    ]);
    await marked.locator('summary').first().click();
    await request.getByText('The message conforms to its JSON schema').first().waitFor();
    expect(await request.getByText('Order API 0.9.2, components.schemas').first().isVisible()).toBe(
      true,
    );
    await page.getByRole('region', { name: 'Response' }).getByText('"status": 11').waitFor();
    await picture('dashboard-exchange');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('dashboard-exchange-dark');
    await page.setViewportSize({ width: 400, height: 800 });
    await picture('dashboard-exchange-narrow');
  });

  it('in XML is shown with one element on each line, and with each finding at its element', async () => {
    const order = anEditxOrder().replace(/<OrderQuantity>\d+/, '<OrderQuantity>many');
    const token = await workspace.token('bokbasen');
    await workspace.http
      .post('/bokbasen/orders/v1')
      .set({ authorization: `Bearer ${token}`, 'content-type': 'application/xml' })
      .send(order);
    await open();
    await rowsOf(page).filter({ hasText: '400' }).click();
    const lines = page.getByRole('region', { name: 'Request' }).locator('.lines li');
    expect(await lines.nth(1).locator('> code').innerText()).toMatch(/^<Order version="1.3"/);
    expect(await lines.and(page.locator('.marked')).locator('> code').innerText()).toBe(
      '    <OrderQuantity>many</OrderQuantity>',
    );
    await page.getByRole('button', { name: 'Findings: 1' }).click();
    expect(await page.evaluate('document.activeElement.textContent')).toContain('BOKB-ORDER-01');
    await picture('dashboard-xml');
  });

  it('of which the requirement is in the report leads to it', async () => {
    await send({ ...anOrder(), purchaseOrderId: 17 });
    await open();
    await rowsOf(page).filter({ hasText: '400' }).click();
    await page.locator('.finding summary').first().click();
    await page.getByRole('link', { name: 'In the conformance report' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Conformance' }).waitFor();
    const verdict = page.locator('details[open]', { hasText: 'EDUV-ORDER-01' });
    await verdict.first().waitFor();
  });

  it('that matched no operation shows the most similar one', async () => {
    await workspace.put('/ordersysteem/order', anOrder());
    await open();
    await rowsOf(page).filter({ hasText: '404' }).click();
    expect(await page.locator('.near-miss').innerText()).toContain('PUT /ordersysteem/orders');
  });

  it('is copied as a curl command that sends the request again', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const order = anOrder({ purchaseOrderId: "PO-'1" });
    await send(order);
    await open();
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).click();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const command = await page.evaluate('navigator.clipboard.readText()');
    expect(command).toContain(`curl -i -X PUT '${server.url}/ordersysteem/orders' \\\n`);
    expect(command).toContain(`--data-binary '${JSON.stringify(order).replaceAll("'", `'\\''`)}'`);
  });

  it('is sent again as the chosen client, and the new exchange opens', async () => {
    await send();
    const first = (await workspace.lastExchange('operation=acceptOrder'))!;
    await open(`/${first.id}`);
    await page
      .getByLabel('Send again as')
      .selectOption(workspace.clientId('demo-aanspraakmanager'));
    await page.getByRole('button', { name: 'Send the request again' }).click();
    await page.getByRole('region', { name: 'Exchange' }).getByText('401').first().waitFor();
    const second = (await workspace.lastExchange('operation=acceptOrder'))!;
    expect([second.status, new URL(page.url()).hash]).toEqual([
      401,
      `#/traffic/${second.id}?ws=${workspace.id}`,
    ]);
    expect(second.request.body).toEqual(first.request.body);
    await picture('dashboard-send-again');
  });

  it('of which the body had a credential cannot be sent again, and the page says so', async () => {
    await send();
    const { id } = (await workspace.lastExchange('operation=issueToken'))!;
    await open(`/${id}`);
    await page.getByRole('button', { name: 'Send the request again' }).click();
    await page.getByRole('alert').getByText('had a credential in its path or body').waitFor();
    expect(messages.splice(0)).toEqual([expect.stringContaining('409 (Conflict)')]);
  });

  it('can be bookmarked, and the back button closes it', async () => {
    await send();
    await open();
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).click();
    const { id } = (await workspace.lastExchange('operation=acceptOrder'))!;
    expect(new URL(page.url()).hash).toBe(`#/traffic/${id}?ws=${workspace.id}`);
    await page.reload();
    const detail = page.getByRole('region', { name: 'Exchange' });
    await detail.waitFor();
    await page.goBack();
    await detail.waitFor({ state: 'detached' });
  });

  it('is opened and left with the keyboard', async () => {
    await send();
    await send();
    await open();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.locator('[role=row][aria-selected=true]').getAttribute('aria-rowindex')).toBe(
      '3',
    );
    await page.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Exchange' }).waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.role')).toBe('grid');
  });
});

describe('the list', () => {
  it('filters by role, operation, direction, status and findings, and searches', async () => {
    await send(anOrder({ purchaseOrderId: 'PO-SEARCHED' }));
    await send({ ...anOrder(), purchaseOrderId: 17 });
    await workspace.put('/ordersysteem/creditorders', aCreditOrder());
    await workspace.advance('PT1M');
    await open();
    const operations = async () => {
      const texts = await rowsOf(page).locator('.operation').allInnerTexts();
      return [...new Set(texts)].toSorted();
    };
    await rowsOf(page).filter({ hasText: 'confirmOrder' }).first().waitFor();
    await page.getByLabel('Operation').selectOption('acceptCreditOrder');
    expect(await operations()).toEqual(['acceptCreditOrder']);
    await page.getByLabel('Operation').selectOption('');
    await page.getByLabel('Status').selectOption('4xx');
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).waitFor();
    expect(await rowsOf(page).count()).toBe(1);
    await page.getByLabel('Status').selectOption('');
    await page.getByLabel('With findings').check();
    await page.getByText(/^\d+ of \d+ exchanges$/).waitFor();
    expect(await rowsOf(page).locator('.finding-count').count()).toBe(await rowsOf(page).count());
    await page.getByRole('button', { name: 'Remove filters' }).click();
    await page.getByLabel('Direction').selectOption('outbound');
    await rowsOf(page).filter({ hasText: '→' }).first().waitFor({ state: 'detached' });
    expect(await operations()).toEqual(['confirmCreditOrder', 'confirmOrder', 'issueToken']);
    await page.getByLabel('Role').selectOption('ordersysteem');
    expect(new URL(page.url()).hash).toBe(
      `#/traffic?ws=${workspace.id}&role=ordersysteem&direction=outbound`,
    );
    await page.getByRole('button', { name: 'Remove filters' }).click();
    await page.getByRole('searchbox').fill('po-searched acceptOrder');
    await page.getByText(/^1 of \d+ exchanges$/).waitFor();
    await page.getByRole('searchbox').fill('nothing has this');
    await page.getByText('No exchange matches the filters.').waitFor();
  });

  it('marks a broken MUST in another way than a broken SHOULD', async () => {
    // The client of the token used a secret, which breaks a SHOULD.
    await send({ ...anOrder(), purchaseOrderId: 17 });
    await open();
    const countOf = (operation: string) =>
      rowsOf(page).filter({ hasText: operation }).locator('.finding-count');
    expect(await countOf('acceptOrder').innerText()).toMatch(/^✖\s+MUST\s+1$/);
    expect(await countOf('issueToken').innerText()).toBe('▲ 1');
    const colours = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.row .finding-count')].map((one) => getComputedStyle(one).color)`,
    );
    expect(new Set(colours).size).toBe(2);
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).click();
    await page.getByRole('button', { name: 'MUST Findings: 1' }).waitFor();
    await picture('dashboard-must');
  });

  it('has its headers in one font', async () => {
    await send();
    await open();
    const fonts = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[role=columnheader]')].map((head) => getComputedStyle(head).font)`,
    );
    expect(fonts).toHaveLength(9);
    expect(new Set(fonts).size).toBe(1);
  });

  it.each(locales)('has a search field that shows its whole hint (%s)', async (locale) => {
    const other = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale });
    await other.goto(`${server.url}/#/traffic?ws=${workspace.id}`);
    await untilLive(other);
    const spare = await other.evaluate<number>(`
      const input = document.querySelector('input[type=search]');
      const { font, paddingLeft, paddingRight } = getComputedStyle(input);
      const context = document.createElement('canvas').getContext('2d');
      context.font = font;
      const padding = parseFloat(paddingLeft) + parseFloat(paddingRight);
      input.clientWidth - padding - context.measureText(input.placeholder).width`);
    await other.close();
    expect(spare).toBeGreaterThan(10);
  });

  it('stands still during a pause, and shows afterwards what arrived', async () => {
    await send();
    await open();
    await rowsOf(page).first().waitFor();
    const before = await rowsOf(page).count();
    await page.getByRole('button', { name: 'Pause' }).click();
    await send();
    await page.getByRole('button', { name: 'Continue (1 new)' }).waitFor();
    expect(await rowsOf(page).count()).toBe(before);
    await page.getByRole('button', { name: 'Continue (1 new)' }).click();
    await rowsOf(page).nth(before).waitFor();
  });

  it.each([
    ['a reset of the workspace', 'post', 'reset'],
    ['the removal of its exchanges', 'delete', 'exchanges'],
  ] as const)('is empty after %s', async (_what, method, path) => {
    await send();
    await open();
    await rowsOf(page).first().waitFor();
    await workspace.control(method, path);
    await page.getByRole('heading', { name: 'No traffic yet' }).waitFor();
  });
});

describe('the bar', () => {
  it('shows the workspace clock next to the real time', async () => {
    await open();
    const clock = page.locator('.clocks div', { hasText: 'Workspace time' });
    await clock.getByText('2026-09-01 08:00:00 UTC frozen').waitFor();
    await workspace.advance('PT1H');
    await clock.getByText('2026-09-01 09:00:00 UTC frozen').waitFor();
  });

  it('changes the workspace', async () => {
    await send();
    await open();
    await rowsOf(page).first().waitFor();
    const other = await server.workspace();
    await page.getByRole('combobox', { name: 'Workspace' }).focus();
    await page.locator(`option:text-is("${other.id}")`).waitFor({ state: 'attached' });
    await page.getByRole('combobox', { name: 'Workspace' }).selectOption(other.id);
    await page.getByRole('heading', { name: 'No traffic yet' }).waitFor();
    expect(await rowsOf(page).count()).toBe(0);
  });
});
