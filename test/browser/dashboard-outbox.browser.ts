import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { anOrder } from '../support/builders.js';
import { axeViolations, excessWidth, locales, untilLive } from '../support/dashboard.js';
import { dashboardPages, takePicture } from '../support/dashboard-pages.js';
import { partnerServer } from '../support/partner-server.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const partner = partnerServer();
const pages = dashboardPages(/status of (404|409)/);
const LATE_PRODUCT = '9789000099054';
let page: Page;
let workspace: Workspace;

beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
  await workspace.freeze();
  await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
  page = await pages.open();
});

const picture = (name: string) => takePicture(page, name);
const open = async (path = '', query = '') => {
  await page.goto(`${server.url}/#/outbox${path}?ws=${workspace.id}${query}`);
  await untilLive(page);
};
const rows = () => page.locator('table.deliveries tbody tr');
const row = (text: string) => rows().filter({ hasText: text });
const detail = () => page.getByRole('region', { name: 'Message', exact: true }).first();
const send = (productId = '9789000000017') =>
  workspace.put('/ordersysteem/orders', anOrder({ orderLines: [{ productId, quantity: 1 }] }));
const statesOf = async () => (await workspace.outbox()).map(({ state }) => state);

describe('the outbox', () => {
  it('shows a message without a reload, and each change of its state', async () => {
    await open();
    await page.getByRole('heading', { name: 'No outgoing messages yet' }).waitFor();
    await send();
    await row('waiting').waitFor();
    expect(await row('waiting').locator('td, th').allInnerTexts()).toEqual([
      '◷ waiting',
      'confirmOrder',
      'bestelomgeving',
      `${partner.url}/orders/confirmations`,
      '0',
      '–',
      '2026-09-01 08:00:00 UTC (in 200 ms)',
    ]);
    await workspace.advance('PT1S');
    await row('sent').waitFor();
    expect(await row('sent').locator('td, th').allInnerTexts()).toEqual([
      '✓ sent',
      'confirmOrder',
      'bestelomgeving',
      new URL(partner.url).host,
      '1',
      '202',
      '–',
    ]);
  });

  it('has filters by state and role, which are in the address', async () => {
    await send();
    await workspace.advance('PT1S');
    await send(LATE_PRODUCT);
    partner.responses = [503];
    await workspace.control('put', 'partners/ordersysteem', { baseUrl: partner.url });
    await workspace.control('post', 'state/orders', {});
    await partner.waitForMessages(2);
    await open();
    await rows().nth(2).waitFor();
    await page.getByLabel('State').selectOption('waiting');
    await page.getByText('2 messages', { exact: true }).waitFor();
    await page.getByLabel('Role').selectOption('ordersysteem');
    await page.getByText('1 message', { exact: true }).waitFor();
    expect(await rows().locator('th').allInnerTexts()).toEqual(['acceptOrder']);
    expect(new URL(page.url()).hash).toBe(
      `#/outbox?ws=${workspace.id}&role=ordersysteem&state=waiting`,
    );
    await page.getByLabel('State').selectOption('failed');
    await page.getByText('No message matches the filters.').waitFor();
    await page.getByRole('button', { name: 'Remove filters' }).click();
    await page.getByText('3 messages', { exact: true }).waitFor();
  });

  it('loads older messages', async () => {
    await workspace.control('put', 'partners/ordersysteem', { baseUrl: partner.url });
    for (let sent = 0; sent < 60; sent += 1) await workspace.control('post', 'state/orders', {});
    await open();
    await page.getByText('50+ messages', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Load older messages' }).click();
    await page.getByText('60 messages', { exact: true }).waitFor();
    expect(await rows().count()).toBe(60);
  });
});

describe('a message', () => {
  it('opens with all attempts, their exchanges, the answer and the body', async () => {
    partner.responses = [
      'reset',
      { status: 503, headers: { 'content-type': 'application/json' }, body: '{"why": "busy"}' },
    ];
    await send();
    await workspace.advance('PT2S');
    await open();
    await row('waiting').click();
    await detail().getByRole('heading', { name: 'confirmOrder' }).waitFor();
    const attempts = detail().locator('table.attempts tbody tr');
    const { host } = new URL(partner.url);
    expect(
      (await attempts.allInnerTexts()).map((text) => text.split(/\t/).toSpliced(4, 1)),
    ).toEqual([
      ['1', '2026-09-01 08:00:00 UTC', host, 'UND_ERR_SOCKET', 'Open the exchange'],
      ['2', '2026-09-01 08:00:01 UTC', host, '503', 'Open the exchange'],
    ]);
    expect(await detail().locator('.facts').innerText()).toContain(
      '2026-09-01 08:00:06 UTC (in 4 sec) The clock is frozen: move it forward, or send the message now.',
    );
    await detail().getByText('"why": "busy"').waitFor();
    await detail().getByText('"orderStatus": "approved"').first().waitFor();
    await picture('dashboard-outbox');
    const [newest] = await workspace.outbox();
    expect(new URL(page.url()).hash).toBe(`#/outbox/${newest?.id}?ws=${workspace.id}`);
    await page.getByRole('link', { name: 'Open the exchange: attempt 2' }).click();
    await page
      .getByRole('region', { name: 'Exchange' })
      .getByRole('heading', { name: '503' })
      .waitFor();
    expect(new URL(page.url()).hash).toBe(
      `#/traffic/${newest?.attempts[1]?.exchange}?ws=${workspace.id}`,
    );
  });

  it('is sent now, before it is due', async () => {
    await send(LATE_PRODUCT);
    await open();
    await row('waiting').click();
    await page.getByText('in 1 day').first().waitFor();
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByText('The message is sent now.').waitFor();
    await detail().getByText('The partner accepted it.').waitFor();
    await row('sent').waitFor();
    expect(await page.getByRole('button', { name: 'Send now' }).count()).toBe(0);
  });

  it('is cancelled after a question only', async () => {
    await send(LATE_PRODUCT);
    await open();
    await row('waiting').click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    expect(await statesOf()).toEqual(['waiting']);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await row('cancelled').waitFor();
    expect(await statesOf()).toEqual(['cancelled']);
  });

  it('is replayed as a copy, which is open then', async () => {
    await send();
    await workspace.advance('PT1S');
    await open();
    await row('sent').click();
    await page.getByRole('button', { name: 'Replay' }).click();
    await page.getByText('A copy was made; it is open now.').waitFor();
    await rows().nth(1).waitFor();
    const [copy] = await workspace.outbox();
    expect(new URL(page.url()).hash).toBe(`#/outbox/${copy?.id}?ws=${workspace.id}`);
  });

  it('is sent twice', async () => {
    await send();
    await workspace.advance('PT1S');
    await open();
    await row('sent').click();
    await page.getByRole('button', { name: 'Send twice' }).click();
    await page.getByText('The message is sent twice.').waitFor();
    await rows().nth(2).waitFor();
    expect(await partner.waitForMessages(3)).toHaveLength(3);
  });

  it('shows the error of an action that came too late', async () => {
    await send(LATE_PRODUCT);
    await open();
    await row('waiting').click();
    await page.getByRole('button', { name: 'Send now' }).waitFor();
    const [message] = await workspace.outbox();
    await workspace.control('post', `deliveries/${message!.id}/cancel`);
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('alert').getByText('is not waiting: it is cancelled').waitFor();
  });

  it('that does not exist is explained', async () => {
    await open('/none');
    await page.getByText('This message does not exist.').waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await page.getByText('This message does not exist.').waitFor({ state: 'detached' });
  });
});

describe.each(locales)('the outbox with %s', (locale) => {
  it.each(['light', 'dark'] as const)('has no axe violation in %s colours', async (scheme) => {
    partner.responses = [400, 503];
    await send();
    await send();
    await workspace.advance('PT1S');
    await send(LATE_PRODUCT);
    await page.close();
    page = await pages.open(locale, scheme);
    await open();
    await rows().nth(2).waitFor();
    const found = [await axeViolations(page)];
    await rows().last().click();
    await page.locator('table.attempts').waitFor();
    found.push(await axeViolations(page));
    await picture(`dashboard-outbox-${locale}-${scheme}`);
    const excess = await excessWidth(page);
    found.push(await axeViolations(page));
    await picture(`dashboard-outbox-${locale}-${scheme}-narrow`);
    const empty = await server.workspace();
    await page.goto(`${server.url}/#/outbox?ws=${empty.id}`);
    await page.locator('.first-step pre').waitFor();
    found.push(await axeViolations(page));
    expect([found, excess, await excessWidth(page)]).toEqual([[[], [], [], []], 0, 0]);
  });
});
