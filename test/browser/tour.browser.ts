import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { rowsOf, untilLive } from '../support/dashboard.js';
import { pathProxy } from '../support/path-proxy.js';
import { Workspace, testServer } from '../support/test-server.js';

const TOKEN = 'open sesame';
const DIGITAL = '9789000000029';
const pictures = join(import.meta.dirname, '../../reports/pages');
let browser: Browser;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A visitor of the dashboard, who knows its words only. */
class Visitor {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly name: string,
  ) {}

  static async arrive(name: string): Promise<Visitor> {
    const context = await browser.newContext({
      locale: 'en',
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return new Visitor(context, page, name);
  }

  /** Opens a page of the navigation. */
  async go(page: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Ketenlab' })
      .getByRole('link', { name: page, exact: true })
      .click();
    await this.page.getByRole('heading', { level: 1, name: page }).waitFor({ state: 'attached' });
  }

  async section(name: string): Promise<void> {
    await this.go('Control');
    await this.page.getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 2 }).first().waitFor();
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  said(text: string | RegExp): Promise<void> {
    return this.page.getByRole('status').filter({ hasText: text }).waitFor();
  }

  picture(name: string): Promise<Buffer> {
    return this.page.screenshot({ path: join(pictures, `tour-${this.name}-${name}.png`) });
  }

  /** Changes the example of an order in Try it, sends it, and returns the status of the answer. */
  async sendOrder(change: (order: Order) => void): Promise<{ order: Order; status: string }> {
    await this.go('Try it');
    await this.page.locator('.request-line').waitFor();
    const body = this.page.locator('textarea');
    const before = await body.inputValue();
    await this.press('New example');
    while ((await body.inputValue()) === before) await this.page.waitForTimeout(20);
    const order = JSON.parse(await body.inputValue()) as Order;
    change(order);
    await body.fill(JSON.stringify(order));
    await this.press('Send');
    const answer = this.page.getByRole('region', { name: 'Answer' });
    return { order, status: await answer.locator('h2 .status').innerText() };
  }

  async advance(duration: string): Promise<void> {
    await this.section('Clock');
    await this.page.getByLabel('Duration').fill(duration);
    await this.page.keyboard.press('Enter');
    await this.said(/^✓ It is /);
  }
}

interface Order {
  requestReferenceId: string;
  purchaseOrderId: string;
  orderLines: { productId: string; quantity: unknown }[];
}

const plain = testServer();
const proxied = testServer({ SANDBOX_TOKEN: TOKEN, PUBLIC_URL: 'http://127.0.0.1:9/lab' });
const proxy = pathProxy(proxied);

describe.each([
  { name: 'direct', server: plain, base: () => `${plain.url}/`, token: undefined },
  { name: 'behind a path and a token', server: proxied, base: () => proxy.url, token: TOKEN },
])('a tour of the dashboard, $name', ({ name, server, base, token }) => {
  it('goes from the first visit to the downloaded report', async () => {
    const workspace = new Workspace('default', () => server.url, token);
    const other = await server.workspace();
    const visitor = await Visitor.arrive(name.split(' ')[0]!);
    const { page, context } = visitor;

    // First visit: the page asks for the token, and explains the first step.
    await page.goto(base());
    if (token !== undefined) {
      await page.getByLabel('Token').fill(token);
      await page.keyboard.press('Enter');
    }
    await untilLive(page);
    await page.locator('.empty pre').waitFor();

    // Another window sees the order arrive.
    const [watching] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate('void open(location.href)'),
    ]);
    await untilLive(watching);
    // A window behind another one is slow.
    await page.bringToFront();
    const { order, status } = await visitor.sendOrder(({ orderLines: [line] }) => {
      line!.productId = DIGITAL;
    });
    expect(status).toBe('202');
    await rowsOf(watching).filter({ hasText: 'acceptOrder' }).waitFor();
    await visitor.picture('try');

    // Its timeline goes on to the licence.
    await visitor.advance('PT1M');
    await visitor.go('Chain');
    await page.getByLabel('Any id').fill(order.purchaseOrderId);
    await page.keyboard.press('Enter');
    await page.locator('.timeline').getByText('orders: approved').waitFor();
    const { items } = await workspace.control<{ items: { deliveryOrderId: string }[] }>(
      'get',
      'state/deliveryorders?limit=1',
    );
    const id = items[0]!.deliveryOrderId;
    await workspace.control('post', `aanspraakmanager/deliveryorders/${id}/license`);
    await page.locator('.timeline').getByText('licensed').first().waitFor();
    await visitor.picture('timeline');

    // A snapshot of this state.
    await visitor.section('Snapshots');
    await page.getByLabel('Name').fill('licensed');
    await visitor.press('Save snapshot');
    await visitor.said('Snapshot licensed was saved.');

    // A broken message has its finding at the field.
    const broken = await visitor.sendOrder(({ orderLines: [line] }) => {
      line!.quantity = 'many';
    });
    expect(broken.status).toBe('400');
    await page.getByRole('link', { name: 'Open in traffic' }).click();
    const marked = page.getByRole('region', { name: 'Request' }).locator('.marked');
    expect(await marked.locator('> code').innerText()).toBe('      "quantity": "many"');
    await marked.getByText('EDUV-ORDER-01').waitFor();
    await visitor.picture('finding');

    // A fault is added, and met.
    await visitor.section('Faults and scenarios');
    await page.getByLabel('Operation').first().selectOption('acceptOrder');
    await visitor.press('Add fault');
    await visitor.said('Fault added');
    expect((await visitor.sendOrder(() => undefined)).status).toBe('503');
    await visitor.section('Faults and scenarios');
    await page.getByRole('row').filter({ hasText: 'acceptOrder' }).first().waitFor();
    await visitor.picture('fault');

    // The clock goes on; then the snapshot brings the state back.
    await visitor.advance('P14D');
    await visitor.section('Snapshots');
    await visitor.press('Restore licensed');
    await visitor.press('Yes, restore');
    await visitor.said('as it was in licensed');
    expect((await workspace.control<{ items: object[] }>('get', 'faults')).items).toEqual([]);
    await watching.locator('.empty').waitFor();

    // The report is downloaded.
    await visitor.sendOrder(() => undefined);
    await visitor.go('Conformance');
    await page.getByText('EDUV-ORDER-01').first().waitFor();
    await visitor.picture('conformance');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the report: JSON', exact: true }).click(),
    ]);
    const report = JSON.parse(readFileSync(await download.path(), 'utf8')) as { summary: object };
    expect(report.summary).toMatchObject({ fail: expect.any(Number) });

    // Another workspace sees none of it.
    await visitor.go('Traffic');
    await page.locator('.place select').selectOption(other.id);
    await page.locator('.empty').waitFor();
    await visitor.go('Outbox');
    await page.getByText(order.requestReferenceId).waitFor({ state: 'detached' });
    expect(await other.exchanges()).toEqual([]);
    await context.close();
  });
});
