import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { anOrder } from '../support/builders.js';
import { axeViolations, excessWidth, locales, untilLive } from '../support/dashboard.js';
import { dashboardPages, takePicture } from '../support/dashboard-pages.js';
import { testServer, type TestServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const guarded = testServer({ SANDBOX_TOKEN: 'open sesame' });
const pages = dashboardPages(/status of 401/);
let page: Page;
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
  page = await pages.open();
});

const picture = (name: string) => takePicture(page, name);
const open = async (path = '', at: TestServer = server, id = workspace.id) => {
  await page.goto(`${at.url}/#/conformance${path}?ws=${id}`);
};
const groups = () => page.locator('.results h2').allInnerTexts();
const requirement = (id: string) => page.locator('.requirement-item').filter({ hasText: id });
const sendWrong = (from: Workspace = workspace) =>
  from.put('/ordersysteem/orders', { ...anOrder(), purchaseOrderId: 17 });
const tile = (verdict: string) => page.locator(`.summary li.${verdict} strong`).innerText();

describe('the verdicts', () => {
  it('appear without a reload, with how they come into being before that', async () => {
    await open();
    await untilLive(page);
    await page.getByRole('heading', { name: 'No results yet' }).waitFor();
    expect(await page.locator('.first-step pre').last().innerText()).toContain(
      'npx ketenlab conformance --role ordersysteem --target http://127.0.0.1:9000/v1',
    );
    await sendWrong();
    await requirement('EDUV-ORDER-01').waitFor();
    const { summary } = await workspace.control<{ summary: Record<string, number> }>(
      'get',
      'conformance',
    );
    expect([await tile('fail'), await tile('pass'), await tile('skip')]).toEqual([
      String(summary['fail']),
      String(summary['pass']),
      String(summary['skip']),
    ]);
    const percent = Math.floor(summary['coverage']! * 100);
    await page.getByText(`Coverage: ${percent} %`).waitFor();
  });

  it('have the violations first, each with its evidence', async () => {
    await workspace.put('/ordersysteem/orders', anOrder());
    await sendWrong();
    await open();
    await requirement('EDUV-ORDER-01').waitFor();
    expect((await groups()).map((text) => text.replace(/ \d+$/, ''))).toEqual([
      'Violations',
      'Recommendations that were not followed',
      'Passed',
      'Not tested yet',
    ]);
    await requirement('EDUV-ORDER-01').locator('summary').first().click();
    await page.waitForURL(`**/#/conformance/EDUV-ORDER-01?ws=${workspace.id}`);
    const violation = page.locator('.violation');
    expect((await violation.locator('dd').allInnerTexts()).slice(0, 4)).toEqual([
      '/purchaseOrderId',
      'string',
      'number 17',
      'your code',
    ]);
    await requirement('EDUV-ORDER-01').getByText('Order API 0.9.2, components.schemas').waitFor();
    await violation.locator('summary').first().click();
    await violation.getByText('"purchaseOrderId": 17').waitFor();
    await picture('dashboard-conformance');
    const { id } = (await workspace.lastExchange('operation=acceptOrder'))!;
    await violation.getByRole('link', { name: 'Open in the traffic: EDUV-ORDER-01' }).click();
    await page.getByRole('region', { name: 'Exchange' }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/traffic/${id}?ws=${workspace.id}`);
  });

  it('show the requirement in the address, also far down in the list', async () => {
    await sendWrong();
    const { requirements } = await workspace.control<{
      requirements: { id: string; verdict: string }[];
    }>('get', 'conformance');
    const { id } = requirements.findLast(({ verdict }) => verdict === 'skip')!;
    await open(`/${id}`);
    await requirement(id).getByText('Source').waitFor();
    expect(await requirement(id).locator('summary').first().isVisible()).toBe(true);
  });

  it('have filters by verdict, level and API, and a search', async () => {
    await sendWrong();
    await open();
    await requirement('EDUV-ORDER-01').waitFor();
    await page.getByLabel('Verdict').selectOption('fail');
    await page.getByRole('heading', { name: 'Passed' }).waitFor({ state: 'detached' });
    expect(await groups()).toEqual(['Violations 1']);
    await page.getByLabel('Verdict').selectOption('');
    await page.getByLabel('Level').selectOption('SHOULD');
    await page.getByLabel('API').selectOption('bokbasen-orders');
    await page.getByRole('heading', { name: 'Violations' }).waitFor({ state: 'detached' });
    expect(
      await page.locator('.requirement-item summary > .requirement').first().innerText(),
    ).toMatch(/^BOKB-ORDER-/);
    expect(new URL(page.url()).hash).toBe(
      `#/conformance?ws=${workspace.id}&level=SHOULD&api=bokbasen-orders`,
    );
    await page.getByRole('button', { name: 'Remove filters' }).click();
    await page.getByRole('searchbox').fill('json SCHEMA purchaseorderid');
    await page.getByRole('heading', { name: 'Passed' }).waitFor({ state: 'detached' });
    expect(await groups()).toEqual(['Violations 1']);
    await page.getByRole('searchbox').fill('nothing has this');
    await page.getByText('No requirement matches the filters.').waitFor();
  });

  it('are limited to a party', async () => {
    await sendWrong();
    await open();
    await requirement('EDUV-ORDER-01').waitFor();
    await page.getByLabel('Report on').selectOption('buyer');
    await page.getByRole('heading', { name: 'No results yet' }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/conformance?ws=${workspace.id}&role=buyer`);
    await page.getByLabel('Report on').selectOption('');
    await requirement('EDUV-ORDER-01').waitFor();
  });

  it('say what to do next', async () => {
    await sendWrong();
    await open();
    const next = page.getByRole('region', { name: 'What to do next' });
    await next.getByText('Correct the violation below first.').waitFor();
    const steps = await next.locator('li').allInnerTexts();
    expect(steps[0]).toMatch(
      /^Run ketenlab conformance --role \w+ --target .* \(\d+ requirements\)$/,
    );
    await next.getByRole('button', { name: /^Show all/ }).click();
    expect(await next.locator('li').count()).toBeGreaterThan(steps.length);
  });

  it('are removed after a question only', async () => {
    await sendWrong();
    await open();
    await page.getByRole('button', { name: 'Clear the results' }).click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await requirement('EDUV-ORDER-01').waitFor();
    await page.getByRole('button', { name: 'Clear the results' }).click();
    await page.getByRole('button', { name: 'Yes, remove them' }).click();
    await page.getByRole('heading', { name: 'No results yet' }).waitFor();
  });
});

describe('the report of a server with SANDBOX_TOKEN', () => {
  it.each([
    ['JSON', 'conformance.json', '"EDUV-ORDER-01"'],
    ['JUnit', 'conformance.junit.xml', '<testsuites'],
    ['HTML', 'conformance.html', '<!doctype html>'],
    ['Markdown', 'conformance.md', 'EDUV-ORDER-01'],
    ['Badge', 'conformance.svg', '<svg'],
  ])('is downloaded as %s', async (name, file, content) => {
    const other = await guarded.workspace();
    await other.freeze();
    await sendWrong(other);
    await open('', guarded, other.id);
    await page.getByLabel('Token').fill('open sesame');
    await page.keyboard.press('Enter');
    await requirement('EDUV-ORDER-01').waitFor();
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name: `Download the report: ${name}`, exact: true }).click();
    const download = await started;
    expect(download.suggestedFilename()).toBe(file);
    expect(readFileSync(await download.path(), 'utf8').toLowerCase()).toContain(
      content.toLowerCase(),
    );
  });
});

describe.each(locales)('the verdicts with %s', (locale) => {
  it.each(['light', 'dark'] as const)('have no axe violation in %s colours', async (scheme) => {
    await sendWrong();
    await page.close();
    page = await pages.open(locale, scheme);
    await open('/EDUV-ORDER-01');
    await page.locator('.violation summary').first().click();
    await page.locator('.violation .messages').first().waitFor();
    const found = [await axeViolations(page)];
    await page.locator('#content').evaluate('document.querySelector("#content").scrollTo(0, 0)');
    await picture(`dashboard-conformance-${locale}-${scheme}`);
    const excess = await excessWidth(page);
    found.push(await axeViolations(page));
    await picture(`dashboard-conformance-${locale}-${scheme}-narrow`);
    const empty = await server.workspace();
    await open('', server, empty.id);
    await page.locator('.first-step pre').first().waitFor();
    found.push(await axeViolations(page));
    expect([found, excess, await excessWidth(page)]).toEqual([[[], [], []], 0, 0]);
  });
});
