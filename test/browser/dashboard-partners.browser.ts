import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { axeViolations, excessWidth, locales, untilLive } from '../support/dashboard.js';
import { dashboardPages, takePicture } from '../support/dashboard-pages.js';
import { PartnerServer } from '../support/partner-server.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const partner = new PartnerServer();
const pages = dashboardPages(/status of (404|400)/);
let page: Page;
let workspace: Workspace;

beforeAll(() => partner.start());
afterAll(() => partner.stop());
beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
  page = await pages.open();
});

const picture = (name: string) => takePicture(page, name);
const open = async (path = '') => {
  await page.goto(`${server.url}/#/partners${path}?ws=${workspace.id}`);
  await untilLive(page);
};
const section = (role: string): Locator => page.getByRole('region', { name: role, exact: true });
const button = (name: string, role = 'bestelomgeving') =>
  page.getByRole('button', { name: `${name}: ${role}` });
const setPartner = (address: object = {}) =>
  workspace.control('put', 'partners/bestelomgeving', { baseUrl: `${partner.url}/v1`, ...address });
const steps = () => page.locator('.connection-test li');

describe('the partners', () => {
  it('are shown for each role that receives messages, Ketenlab itself by default', async () => {
    await open();
    await section('aanspraakmanager').getByText('Ketenlab plays this role itself').waitFor();
    expect(await page.locator('.partner h2').allInnerTexts()).toEqual([
      'ordersysteem',
      'bestelomgeving',
      'aanspraakmanager',
    ]);
    expect(await section('bestelomgeving').locator('> p').first().innerText()).toBe(
      'Receives confirmOrder, confirmCreditOrder, confirmDeliveryOrder',
    );
  });

  it('are set by the form, without showing the secret again', async () => {
    await open();
    await button('Set a partner').click();
    expect(new URL(page.url()).hash).toBe(`#/partners/bestelomgeving?ws=${workspace.id}`);
    await page.getByLabel('Base URL', { exact: true }).fill(`${partner.url}/v1/`);
    await page.getByLabel('Base URL for Edu-V Delivery API').fill(`${partner.url}/v2`);
    await page.getByLabel('Token URL').fill(`${partner.url}/oauth2/token`);
    await page.getByLabel('Client authentication').selectOption('client_secret_post');
    await page.getByLabel('Client id').fill('ketenlab');
    await page.getByLabel('Client secret').fill('a secret');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. Test the connection now.').waitFor();
    expect(await workspace.control('get', 'partners/bestelomgeving')).toEqual({
      baseUrl: `${partner.url}/v1`,
      deliveryBaseUrl: `${partner.url}/v2`,
      tokenUrl: `${partner.url}/oauth2/token`,
      tokenAuth: 'client_secret_post',
      clientId: 'ketenlab',
    });
    await section('bestelomgeving').getByText('Messages go to this partner').waitFor();
    await button('Edit').click();
    expect(await page.getByLabel('Client secret').inputValue()).toBe('');
    expect(await page.getByLabel('Client authentication').inputValue()).toBe('client_secret_post');
    expect(await page.content()).not.toContain('a secret');
  });

  it('are not set with an invalid address, and the form says why', async () => {
    await open('/bestelomgeving');
    await page.getByLabel('Base URL', { exact: true }).fill('partner');
    await page.getByLabel('Token URL').fill(`${partner.url}/oauth2/token`);
    await page.getByRole('button', { name: 'Save' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('/baseUrl').first().waitFor();
    expect(await alert.innerText()).toContain('/clientId');
    expect(await page.getByLabel('Base URL', { exact: true }).inputValue()).toBe('partner');
  });

  it('are removed after a question only', async () => {
    await setPartner();
    await open();
    await button('Remove the partner').click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    expect((await workspace.tryControl('get', 'partners/bestelomgeving')).status).toBe(200);
    await button('Remove the partner').click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await section('bestelomgeving').getByText('Ketenlab plays this role itself').waitFor();
    expect((await workspace.tryControl('get', 'partners/bestelomgeving')).status).toBe(404);
  });
});

describe('the test of a connection', () => {
  it('shows each step of our own role, and that it works', async () => {
    await open();
    await button('Test the connection', 'ordersysteem').click();
    await page.getByText('The connection works.').waitFor();
    expect(await steps().locator('.step-result').allInnerTexts()).toEqual([
      '✓ Address: in order',
      '✓ Token: in order',
      '✓ Answer: in order',
      '✓ Clock: in order',
    ]);
  });

  it('explains what is wrong, with the exchange in the traffic', async () => {
    const date = new Date(Date.now() - 7_200_000).toUTCString();
    partner.responses = [
      { status: 401, headers: { date } },
      { status: 401, headers: { date } },
    ];
    partner.tokenResponse = { status: 401, body: { error: 'invalid_client' } };
    await setPartner({ tokenUrl: `${partner.url}/oauth2/token`, clientId: 'ketenlab' });
    await open();
    await button('Test the connection').click();
    await page.getByText('The connection does not work yet.').waitFor();
    expect(await steps().locator('.step-result').allInnerTexts()).toEqual([
      '✓ Address: in order',
      '✖ Token: wrong',
      '– Answer: not tested',
      '– Answer: not tested',
      '✖ Clock: wrong',
    ]);
    await steps().nth(1).getByText('check clientId, clientSecret and tokenAuth').waitFor();
    expect(await steps().nth(4).locator('.step-values').innerText()).toMatch(
      /partner (2 hr|1 hr 59 min) behind/,
    );
    await picture('dashboard-partners');
    await page.getByRole('link', { name: 'Open the exchange: Token' }).click();
    await page.getByRole('region', { name: 'Exchange' }).getByText('issueToken').waitFor();
  });
});

describe.each(locales)('the partners with %s', (locale) => {
  it.each(['light', 'dark'] as const)('have no axe violation in %s colours', async (scheme) => {
    await setPartner({ tokenUrl: `${partner.url}/oauth2/token`, clientId: 'ketenlab' });
    partner.responses = [404, 500];
    await page.close();
    page = await pages.open(locale, scheme);
    await open('/bestelomgeving');
    await page.locator('form.partner-form').waitFor();
    const found = [await axeViolations(page)];
    await section('bestelomgeving').locator('.partner-actions button').first().click();
    await page.locator('.connection-test').waitFor();
    found.push(await axeViolations(page));
    await picture(`dashboard-partners-${locale}-${scheme}`);
    const excess = await excessWidth(page);
    found.push(await axeViolations(page));
    await picture(`dashboard-partners-${locale}-${scheme}-narrow`);
    expect([found, excess]).toEqual([[[], [], []], 0]);
  });
});
