import { beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { axeViolations, excessWidth, rowsOf, untilLive } from '../support/dashboard.js';
import { dashboardPages, takePicture } from '../support/dashboard-pages.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const pages = dashboardPages(/status of (400|401|404)/);
let page: Page;
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
  page = await pages.open();
});

const picture = (name: string) => takePicture(page, name);
const open = async (operation = '', from = workspace) => {
  const item = operation && `/${encodeURIComponent(operation)}`;
  await page.goto(`${server.url}/#/try${item}?ws=${from.id}`);
  await untilLive(page);
  await page.locator('.request-line').waitFor();
};
const body = () => page.locator('textarea');
/** The example, which takes a request. */
const bodyValue = async (): Promise<Record<string, unknown>> => {
  for (;;) {
    const text = await body().inputValue();
    if (text.endsWith('}')) return JSON.parse(text) as Record<string, unknown>;
    await page.waitForTimeout(20);
  }
};
const answer = () => page.getByRole('region', { name: 'Answer' });
/** Sends the request, and returns the status of its answer. */
const send = async (): Promise<string> => {
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  return answer().locator('h2 .status').innerText();
};

describe('trying an operation', () => {
  it('sends a first order, which leads to its exchange and its timeline', async () => {
    await open();
    await page.getByText('This workspace has no traffic yet').waitFor();
    const { purchaseOrderId } = await bodyValue();
    expect(await send()).toBe('202');
    await answer().getByText('No findings').waitFor();
    await page.getByText('This workspace has no traffic yet').waitFor({ state: 'detached' });
    await picture('try');
    await page.getByRole('link', { name: 'Open in traffic' }).click();
    await rowsOf(page).filter({ hasText: 'acceptOrder' }).waitFor();
    const [exchange] = await workspace.exchanges('operation=acceptOrder');
    expect(page.url()).toContain(`#/traffic/${exchange?.id}`);
    await page.goBack();
    await page.getByRole('link', { name: 'Chain' }).click();
    await page.getByLabel('Any id').fill(String(purchaseOrderId));
    await page.keyboard.press('Enter');
    await page.locator('.timeline').getByText('orders: approved').waitFor();
  });

  it('refers to the order of this workspace in a credit order', async () => {
    await open('ordersysteem:acceptCreditOrder');
    await page.getByText('First send').waitFor();
    await page.getByRole('link', { name: 'acceptOrder' }).click();
    await page.locator('.request-line', { hasText: '/ordersysteem/v1/orders' }).waitFor();
    const { purchaseOrderId } = await bodyValue();
    await send();
    await workspace.advance('PT1M');
    await page.getByLabel('Operation').selectOption('ordersysteem:acceptCreditOrder');
    await page.locator('.request-line', { hasText: 'creditorders' }).waitFor();
    expect(await bodyValue()).toMatchObject({ purchaseOrderId });
    expect(await send()).toBe('202');
    await page.getByRole('link', { name: 'Open the timeline' }).click();
    await page.locator('.timeline').getByText('creditorders: approved').waitFor();
    await page.locator('.timeline').getByText('orders: accepted', { exact: true }).waitFor();
  });

  it('shows the findings of a changed body, and the answer of the server to no JSON', async () => {
    await open();
    const changed = { ...(await bodyValue()), purchaseOrderType: 7 };
    await body().fill(JSON.stringify(changed));
    expect(await send()).toBe('400');
    const finding = answer().locator('.finding summary');
    expect(await finding.allInnerTexts()).toEqual([
      '✖ MUST EDUV-ORDER-01 field /purchaseOrderType expected string, actual number 7',
    ]);
    await answer().getByText('Reason: Schema incorrect.').waitFor();
    await picture('try-findings');
    await body().fill('{"purchaseOrderId": ');
    expect(await send()).toBe('400');
    await page.getByRole('button', { name: 'New example' }).click();
    await answer().waitFor({ state: 'detached' });
    expect((await bodyValue())['purchaseOrderId']).not.toBe(changed['purchaseOrderId' as never]);
  });

  it('sends as the chosen client', async () => {
    await open();
    await page.getByLabel('Client').selectOption(workspace.clientId('demo-noscope'));
    expect(await send()).toBe('401');
    await page.reload();
    await page.locator('.request-line').waitFor();
    expect(await page.getByLabel('Client').inputValue()).toBe(workspace.clientId('demo-noscope'));
  });

  it('sends an XML document with the audience of its API', async () => {
    await open('bokbasen-orders:sendOrder');
    expect(await body().inputValue()).toMatch(/^<\?xml/);
    expect(await send()).toBe('202');
    await page.getByRole('link', { name: 'Open the timeline' }).click();
    await page.locator('.timeline').getByText('bokbasen-orders: SENT').waitFor();
  });

  it('sends the parameters of path and query', async () => {
    await open('bestelomgeving:getDeliveryOrdersForSchool');
    await page.getByLabel('status optional').fill('licensed');
    await page
      .locator('.request-line', { hasText: 'school?orgMasterId=104A158&status=licensed' })
      .waitFor();
    expect(await send()).toBe('200');
    await answer().getByText('"status": "licensed"').first().waitFor();
    await open('bestelomgeving:getDeliveryOrder');
    await page.getByLabel('id', { exact: true }).fill('a/b ?');
    await page.locator('.request-line', { hasText: '/deliveryorders/a%2Fb%20%3F' }).waitFor();
    expect(Number(await send())).toBeGreaterThanOrEqual(400);
  });

  it('shows a redirect as it was answered, and a file by its size', async () => {
    await open('dds:getSample');
    expect(await send()).toBe('302');
    await answer().locator('.headers summary').click();
    await answer().getByText('/status').waitFor();
    await workspace.advance('PT10S');
    await open('dds:getDownloadStatus');
    await page.getByText('No token needed').waitFor();
    expect(await send()).toBe('200');
    await open('dds:getFile');
    expect(await send()).toBe('200');
    await answer()
      .getByText(/\d+ bytes of application\/epub\+zip/)
      .waitFor();
  });

  it('copies a command that works', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('bestelomgeving:getDeliveryOrdersForSchool');
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const command = await page.evaluate<string>('navigator.clipboard.readText()');
    const { stdout } = await promisify(execFile)('sh', ['-c', command]);
    expect(stdout).toMatch(/^HTTP\/1.1 200 /);
  });

  it('says why there is no answer when the token endpoint refuses the client', async () => {
    await open();
    await page.route('**/oauth2/token', (route) =>
      route.fulfill({ status: 401, json: { error: 'invalid_client' } }),
    );
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('alert').getByText('401 {"error":"invalid_client"}').waitFor();
  });

  it('fits a narrow screen', async () => {
    await open();
    await send();
    expect(await excessWidth(page)).toBe(0);
    await picture('try-narrow');
  });
});

describe.each([
  ['en-GB', 'Try it', 'Send'],
  ['nl-NL', 'Proberen', 'Sturen'],
  ['nb-NO', 'Prøv', 'Send'],
])('trying an operation in a browser with %s', (locale, title, button) => {
  it.each(['light', 'dark'] as const)('has no axe violation in %s colours', async (colorScheme) => {
    await page.close();
    page = await pages.open(locale);
    await page.emulateMedia({ colorScheme });
    await open('ordersysteem:acceptCreditOrder');
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.locator('.first-step').last().waitFor();
    const found = [await axeViolations(page)];
    await open('bestelomgeving:getDeliveryOrdersForSchool');
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.locator('.answer .lines').waitFor();
    found.push(await axeViolations(page));
    await page.locator('.answer .headers summary').click();
    found.push(await axeViolations(page));
    expect(found).toEqual([[], [], []]);
  });
});
