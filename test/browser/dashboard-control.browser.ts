import { beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { anOrder } from '../support/builders.js';
import { untilLive } from '../support/dashboard.js';
import { dashboardPages, takePicture } from '../support/dashboard-pages.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const pages = dashboardPages(/status of (400|404|409)/);
let page: Page;
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
  page = await pages.open();
});

const open = async (section: string) => {
  await page.goto(`${server.url}/#/control/${section}?ws=${workspace.id}`);
  await untilLive(page);
  await page.getByRole('heading', { level: 2 }).first().waitFor();
};
const picture = (name: string) =>
  takePicture(page, `dashboard-control-${name}`, { fullPage: true });
const form = (name: string) => page.getByRole('form', { name, exact: true });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const row = (text: string) => page.getByRole('row').filter({ hasText: text });
/** Waits for a message that a screen reader hears. */
const said = (text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).waitFor();
/** Waits for an error beside a form. */
const refused = (text: string | RegExp) =>
  page.getByRole('alert').filter({ hasText: text }).waitFor();

interface Items<Item> {
  items: Item[];
}
const list = async <Item>(path: string) =>
  (await workspace.control<Items<Item>>('get', path)).items;

describe('the page Control', () => {
  it('has an address for each section, which the back button leaves', async () => {
    await page.goto(`${server.url}/#/control?ws=${workspace.id}`);
    const sections = page.getByRole('navigation', { name: 'Control' });
    await sections
      .getByRole('link', { name: 'Workspaces' })
      .and(page.locator('[aria-current=page]'))
      .waitFor();
    await sections.getByRole('link', { name: 'Clock' }).click();
    await page.getByRole('heading', { level: 2, name: 'Clock' }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/control/clock?ws=${workspace.id}`);
    await page.goBack();
    await page.getByRole('heading', { level: 2, name: 'Workspaces' }).waitFor();
  });
});

describe('workspaces', () => {
  const exists = async (id: string) =>
    (await server.http.get(`/_sandbox/workspaces/${id}`)).status === 200;

  it('are made with an id, switched to, and removed after a question', async () => {
    await open('workspaces');
    const id = `${workspace.id}-second`;
    await form('Make workspace').getByLabel('Id').fill(id);
    await form('Make workspace').getByLabel('Expires without use after').fill('PT1H');
    await page.keyboard.press('Enter');
    await said(`Workspace ${id} was made.`);
    const { body } = await server.http.get(`/_sandbox/workspaces/${id}`);
    const { createdAt, expiresAt } = body as { createdAt: string; expiresAt: string };
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBeCloseTo(3_600_000, -4);
    await form('Make workspace')
      .getByRole('button', { name: `Switch to ${id}` })
      .click();
    await row(id).getByText('shown').waitFor();
    expect(new URL(page.url()).hash).toBe(`#/control/workspaces?ws=${id}`);
    await press(`Remove ${id}`);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: `Remove ${id}` })
      .and(page.locator(':focus'))
      .waitFor();
    expect(await exists(id)).toBe(true);
    await press(`Remove ${id}`);
    await picture('workspaces');
    await press('Yes, remove');
    await row(id).waitFor({ state: 'detached' });
    expect([await exists(id), new URL(page.url()).hash]).toEqual([false, '#/control/workspaces']);
  });

  it('are known to the other pages when they were made elsewhere', async () => {
    await open('workspaces');
    const other = await server.workspace();
    await page.evaluate(`location.hash = '#/traffic?ws=${other.id}'`);
    await page.locator('.empty pre', { hasText: `client_id=${other.id}-demo ` }).waitFor();
  });

  it('are reset after a question', async () => {
    await workspace.put('/ordersysteem/orders', anOrder());
    await open('workspaces');
    await press(`Reset ${workspace.id}`);
    await page
      .getByRole('group', {
        name: `Remove all state, traffic, messages, faults and scenarios of ${workspace.id}?`,
      })
      .waitFor();
    expect(await workspace.exchanges('operation=acceptOrder')).toHaveLength(1);
    await press('Yes, reset');
    await said(`Workspace ${workspace.id} is as it was at its start.`);
    expect(await workspace.exchanges('operation=acceptOrder')).toEqual([]);
  });

  it('cannot be removed if they are `default`', async () => {
    await open('workspaces');
    const current = row('default').filter({
      has: page.getByRole('button', { name: 'Reset default' }),
    });
    await current.waitFor();
    expect(await current.getByRole('button').allInnerTexts()).toEqual(['Switch', 'Reset']);
  });

  it('are not made with an id that exists', async () => {
    await open('workspaces');
    await form('Make workspace').getByLabel('Id').fill(workspace.id);
    await press('Make workspace');
    await refused(workspace.id);
  });
});

describe('the clock', () => {
  const clock = () => workspace.control<{ mode: string; now: string }>('get', 'clock');

  it('is advanced with one click, and what was sent is listed', async () => {
    await workspace.put('/ordersysteem/orders', anOrder());
    await open('clock');
    await page.getByText('The clock stands still').waitFor();
    await press('+ 14 days');
    await said('It is 2026-09-15 08:00:00. Messages: 1 accepted, 0 not accepted, 0 still waiting.');
    const cells = await row('confirmOrder').getByRole('cell').allInnerTexts();
    expect(cells).toEqual(['2026-09-01 08:00:00', 'bestelomgeving', '202', 'sent']);
    expect((await clock()).now).toBe('2026-09-15T08:00:00.000Z');
    await picture('clock');
  });

  it('is advanced by a duration with Enter, and says what the server refuses', async () => {
    await open('clock');
    await form('Advance the clock').getByLabel('Duration').fill('PT90M');
    await page.keyboard.press('Enter');
    await said('It is 2026-09-01 09:30:00.');
    await form('Advance the clock').getByLabel('Duration').fill('P999999D');
    await page.keyboard.press('Enter');
    await refused('at most ten years, seen P999999D');
    await form('Advance the clock').getByLabel('Duration').fill('1 hour');
    await page.keyboard.press('Enter');
    expect(await page.locator('input[name=duration]:invalid').count()).toBe(1);
    expect((await clock()).now).toBe('2026-09-01T09:30:00.000Z');
  });

  it('shows its new time in the bar before the next regular reading', async () => {
    await page.addInitScript('window.setInterval = () => 0');
    await open('clock');
    await press('+ 1 day');
    await page.locator('header .clocks').getByText('2026-09-02 08:00:00').waitFor();
  });

  it('runs, is frozen, is set, and goes back to the real time', async () => {
    await open('clock');
    await press('Let it run');
    await said('The clock runs from 2026-09-01 08:00:0');
    expect((await clock()).mode).toBe('real');
    expect((await clock()).now).toMatch(/^2026-09-01T08:00/);
    await press('Freeze');
    await said('The clock stands still at 2026-09-01 08:00:');
    expect((await clock()).mode).toBe('frozen');
    await form('Set the clock').getByLabel('Workspace time (UTC)').fill('2027-01-31T23:59:30');
    await press('Set the clock');
    await said('The clock stands still at 2027-01-31 23:59:30.');
    expect(await clock()).toEqual({ mode: 'frozen', now: '2027-01-31T23:59:30.000Z' });
    await press('Back to real time');
    await page.getByText('The clock runs, at the real time.').waitFor();
    expect(Math.abs(Date.parse((await clock()).now) - Date.now())).toBeLessThan(10_000);
  });
});

describe('faults', () => {
  interface Fault {
    kind: string;
    met: number;
  }

  it('are added with the fields of their kind, counted, and removed', async () => {
    await open('faults');
    await page.getByText('No faults.').waitFor();
    const fields = form('Add fault');
    await fields.getByRole('spinbutton', { name: 'Status' }).fill('500');
    await fields.getByLabel('Role').selectOption('ordersysteem');
    expect(await fields.getByLabel('Operation').locator('option').allInnerTexts()).toEqual([
      'any',
      'acceptOrder',
      'acceptCreditOrder',
      'issueToken',
    ]);
    await fields.getByLabel('Operation').selectOption('acceptOrder');
    await fields.getByLabel('Client').selectOption(`${workspace.id}-demo`);
    await fields.getByLabel('Times').fill('3');
    await fields.getByLabel('Probability').fill('1');
    await fields.getByLabel('Until').fill('2026-09-02T08:00:00');
    await page.keyboard.press('Enter');
    await said('Fault added: error status.');
    const [fault] = await list<Fault>('faults');
    expect(fault).toEqual({
      id: expect.any(String), kind: 'status', when: 'before', status: 500, role: 'ordersysteem',
      operation: 'acceptOrder', client: `${workspace.id}-demo`, times: 3, probability: 1,
      expiresAt: '2026-09-02T08:00:00.000Z', met: 0,
    }); // prettier-ignore
    expect((await workspace.put('/ordersysteem/orders', anOrder())).status).toBe(500);
    await row('acceptOrder').getByRole('cell', { name: '2', exact: true }).waitFor();
    expect(await row('acceptOrder').getByRole('cell').allInnerTexts()).toEqual([
      `ordersysteem · acceptOrder · ${workspace.id}-demo`,
      '1',
      '2',
      '2026-09-02 08:00:00',
      'Remove',
    ]);
    await picture('faults');
    await row('acceptOrder').getByRole('button').click();
    await said('The fault was removed.');
    expect(await list('faults')).toEqual([]);
  });

  it('of the other kinds have a delay or none, and no status after the request is processed', async () => {
    await open('faults');
    const fields = form('Add fault');
    const labels = () =>
      fields
        .locator('label')
        .evaluateAll((all) => all.map((label) => label.firstChild?.textContent ?? ''));
    const shared = [
      'Role',
      'Operation',
      'Client',
      'Times',
      'Probability',
      'Until (workspace time, UTC)',
    ];
    const kind = fields.getByLabel('Kind');
    await kind.selectOption('reset');
    expect(await labels()).toEqual(['Kind', 'Request', ...shared]);
    await kind.selectOption('truncate');
    expect(await labels()).toEqual(['Kind', 'Status', 'Request', ...shared]);
    await fields.getByLabel('Request').selectOption('after');
    expect(await labels()).toEqual(['Kind', 'Request', ...shared]);
    await kind.selectOption('slow');
    expect(await labels()).toEqual(['Kind', 'Delay (ms)', 'at most (ms)', ...shared]);
    await kind.selectOption('latency');
    await fields.getByLabel('Delay (ms)').fill('10');
    await fields.getByLabel('at most (ms)').fill('20');
    await fields.getByLabel('Times').fill('');
    await press('Add fault');
    await said('Fault added: late answer.');
    expect(await list('faults')).toEqual([
      {
        id: expect.any(String),
        kind: 'latency',
        when: 'after',
        delayMs: { min: 10, max: 20 },
        met: 0,
      },
    ]);
  });

  it('are removed together after a question, and say what the server refuses', async () => {
    for (const operation of ['acceptOrder', 'acceptCreditOrder'])
      await workspace.control('post', 'faults', { kind: 'reset', operation });
    await open('faults');
    await form('Add fault').getByLabel('Kind').selectOption('latency');
    await form('Add fault').getByLabel('Delay (ms)').fill('20');
    await form('Add fault').getByLabel('at most (ms)').fill('10');
    await press('Add fault');
    await refused('/delayMs');
    await press('Remove all');
    await page.getByRole('group', { name: 'Remove all 2 faults?' }).waitFor();
    await press('Yes, remove all');
    await said('All faults were removed.');
    expect(await list('faults')).toEqual([]);
  });
});

describe('own scenarios', () => {
  it('are added with a behaviour of the API, listed, and removed', async () => {
    await open('faults');
    const fields = form('Add scenario');
    await fields.getByLabel('API').selectOption('edu-v-order');
    await fields.getByLabel('Behaviour').selectOption('confirmed-late');
    await fields.getByLabel('Field').fill('purchaseOrderId');
    await fields.getByLabel('Value').fill('PO-LATE');
    await fields.getByLabel('After').fill('PT10M');
    await page.keyboard.press('Enter');
    await said('Scenario added for PO-LATE.');
    expect(await list('scenarios')).toEqual([
      expect.objectContaining({
        api: 'edu-v-order',
        field: 'purchaseOrderId',
        value: 'PO-LATE',
        behaviour: 'confirmed-late',
        after: 'PT10M',
      }),
    ]);
    await fields.getByLabel('Field').fill('colour');
    await press('Add scenario');
    await refused('/field: expected one of');
    await fields.getByLabel('Behaviour').selectOption('never-confirmed');
    expect(await fields.getByLabel('After').count()).toBe(0);
    await press('Remove: PO-LATE, confirmed-late');
    await said('The scenario was removed.');
    expect(await list('scenarios')).toEqual([]);
  });
});

describe('magic values', () => {
  it('are those of the server, and are copied', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const { items } = (await server.http.get('/_sandbox/scenarios')).body as Items<{ api: string }>;
    await open('faults');
    const rows = page.locator('table.magic tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(items.length);
    await page.getByLabel('API').last().selectOption('dds');
    expect(await rows.count()).toBe(items.filter(({ api }) => api === 'dds').length);
    const value = await rows.first().locator('th code').innerText();
    await rows.first().getByRole('button', { name: 'Copy' }).click();
    await rows.first().getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(value);
  });
});

describe('snapshots', () => {
  const names = async () => (await list<{ name: string }>('snapshots')).map(({ name }) => name);

  it('are saved under a free name, restored after a question, and removed', async () => {
    await open('snapshots');
    await press('Save snapshot');
    await said('Snapshot snapshot-1 was saved.');
    await workspace.control('post', 'faults', { kind: 'reset' });
    await form('Save snapshot')
      .getByLabel('Name')
      .and(page.locator('[value=snapshot-2]'))
      .waitFor();
    await press('Restore snapshot-1');
    expect(await list('faults')).toHaveLength(1);
    await press('Yes, restore');
    await said('The workspace is as it was in snapshot-1.');
    expect(await list('faults')).toEqual([]);
    await picture('snapshots');
    await press('Remove snapshot-1');
    expect(await names()).toEqual(['snapshot-1']);
    await press('Yes, remove');
    await said('Snapshot snapshot-1 was removed.');
    expect(await names()).toEqual([]);
    expect(await page.evaluate('document.activeElement.id')).toBe('section-title');
  });

  it('are exported to a file, which another workspace imports', async () => {
    await workspace.control('post', 'snapshots', { name: 'before' });
    await open('snapshots');
    const download = page.waitForEvent('download');
    await press('Export before');
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${workspace.id}-before.json`);
    const path = await file.path();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      format: 'ketenlab-snapshot',
      name: 'before',
      workspace: workspace.id,
    });
    workspace = await server.workspace();
    await open('snapshots');
    await page.getByText('No snapshots.').waitFor();
    await form('Import file').getByLabel('File').setInputFiles(path);
    await press('Import file');
    await said('Snapshot before was imported.');
    expect(await names()).toEqual(['before']);
    await page.getByRole('rowheader', { name: 'before' }).waitFor();
  });

  it('of a wrong file are refused with the errors of the server', async () => {
    await open('snapshots');
    const input = form('Import file').getByLabel('File');
    await input.setInputFiles({
      name: 'wrong.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format": "zip"}'),
    });
    await press('Import file');
    await refused('/format');
    await input.setInputFiles({
      name: 'wrong.json',
      mimeType: 'application/json',
      buffer: Buffer.from('no JSON'),
    });
    await press('Import file');
    await page.getByRole('alert').filter({ hasText: '/format' }).waitFor({ state: 'detached' });
    await refused(/JSON/);
    expect(await names()).toEqual([]);
  });
});

describe('clients', () => {
  it('have a command that gets a token of the chosen role or audience', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('clients');
    const command = page.locator('pre.command');
    const id = `${workspace.id}-demo`;
    expect(await command.innerText()).toBe(
      `curl -s ${server.url}/ordersysteem/oauth2/token \\\n  -d grant_type=client_credentials -d client_id=${id} -d client_secret=${id}-secret`,
    );
    await press(`${id}-buyer`);
    expect(await page.getByLabel('Token for').locator('option').allInnerTexts()).toEqual([
      'orders',
    ]);
    await press('Copy command');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toBe(await command.innerText());
    const parameters = new URLSearchParams(
      [...copied.matchAll(/-d (\w+)=(\S+)/g)].map(
        ([, name = '', value = '']) => [name, value] as [string, string],
      ),
    );
    const answer = await fetch(copied.split(' ')[2] ?? '', { method: 'POST', body: parameters });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ access_token: expect.any(String) }),
    ]);
    const cells = await row(`${id}-buyer`).getByRole('cell').allInnerTexts();
    expect(cells).toEqual(['buyer', 'orders', '4321', '']);
    await picture('clients');
  });

  it('get keys by their address or as a text, and lose them after a question', async () => {
    await open('clients');
    const keysOf = async () => {
      const [{ jwks, jwks_uri } = {}] = await list<{ jwks?: object; jwks_uri?: string }>('clients');
      return { jwks, jwks_uri };
    };
    await page.getByText('Public keys (private_key_jwt)').click();
    const fields = form('Register keys');
    await fields
      .getByRole('textbox', { name: 'Address of a JWK Set' })
      .fill('http://127.0.0.1:9000/jwks');
    await page.keyboard.press('Enter');
    await said(`The keys of ${workspace.id}-demo were registered.`);
    expect(await keysOf()).toEqual({ jwks_uri: 'http://127.0.0.1:9000/jwks' });
    await fields.getByLabel('Keys as').selectOption('text');
    await fields.locator('textarea').fill('{"keys": [{"kty": "RSA"}]}');
    await press('Register keys');
    await refused('/jwks/keys/0');
    await press('Remove keys');
    await press('Yes, remove');
    await said(`The keys of ${workspace.id}-demo were removed.`);
    expect(await keysOf()).toEqual({});
  });
});

describe('data', () => {
  const load = async (text: string) => {
    await page.getByLabel('Seed (YAML or JSON)').fill(text);
    await press('Load seed');
  };

  it('is loaded from a text, a file, or the example', async () => {
    await open('data');
    await load('schools:\n  - id: 207B334\n    organisationMasterIdentifier: 207B334\n');
    await said('Written: schools 1.');
    expect(await workspace.state('schools', '207B334')).toEqual({
      id: '207B334',
      organisationMasterIdentifier: '207B334',
    });
    await page.getByLabel('File').setInputFiles({
      name: 'seed.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"contracts": [{"id": "CT-FILE"}]}'),
    });
    await press('Load seed');
    await said('Written: contracts 1.');
    expect((await workspace.tryControl('get', 'state/contracts/CT-FILE')).status).toBe(200);
    await press('Insert an example');
    const seed = page.getByLabel('Seed (YAML or JSON)');
    while (!(await seed.inputValue()).startsWith('{\n')) await page.waitForTimeout(20);
    await press('Load seed');
    await said(/^✓ Written: /);
    await picture('data');
  });

  it('with errors shows each with its line, and selects the line', async () => {
    await open('data');
    await load('schools:\n  - id: 207\ncontracts:\n  - name: none\n');
    await refused('Nothing was written: 4 errors.');
    await page.getByRole('button', { name: 'Line 2' }).first().click();
    expect(await page.evaluate('getSelection().toString()')).toBe('  - id: 207');
    await picture('data-errors');
    await load('schools: [');
    await refused('Line 1');
    expect((await workspace.tryControl('get', 'state/schools/207')).status).toBe(404);
  });

  it('has a link to the schema of the format', async () => {
    await open('data');
    const link = page.getByRole('link', { name: 'JSON Schema of the format' });
    const answer = await page.request.get((await link.getAttribute('href'))!);
    expect(((await answer.json()) as { properties: object }).properties).toHaveProperty('schools');
  });

  it('is generated for an API, with a number and a seed', async () => {
    await open('data');
    const fields = form('Generate orders');
    expect(await fields.getByLabel('API').locator('option').allInnerTexts()).toEqual([
      'edu-v-order',
      'edu-v-delivery',
      'bokbasen-orders',
      'dds',
    ]);
    await fields.getByLabel('API').selectOption('edu-v-delivery');
    await fields.getByLabel('Number').fill('3');
    await fields.getByLabel('Seed').fill('42');
    await page.keyboard.press('Enter');
    await said('3 orders were generated.');
    await page.getByText('Ids of the orders').click();
    const ids = (await page.locator('pre.ids').innerText()).split('\n');
    const again = await workspace.control<{ ids: string[] }>('post', 'orders/generate', {
      api: 'edu-v-delivery',
      count: 3,
      seed: 42,
    });
    expect(ids).toEqual(again.ids);
  });
});

describe('settings', () => {
  const settings = () => workspace.control('get', 'settings');

  it('are changed, show their defaults, and go back to them', async () => {
    const defaults = await settings();
    await open('rules');
    const fields = form('Save settings');
    await fields.getByLabel('Decisions').selectOption('manual');
    await fields.getByLabel('Confirmation after').fill('PT5S');
    await fields.getByLabel('Pauses before each retry').fill('PT2S, PT3S');
    await page.keyboard.press('Enter');
    await said('The settings were saved.');
    expect(await settings()).toEqual({
      ...defaults,
      decide: 'manual',
      confirmAfter: 'PT5S',
      retryPauses: ['PT2S', 'PT3S'],
    });
    expect(await page.locator('ul.changed li').allInnerTexts()).toEqual([
      'changed Decisions: default auto',
      'changed Confirmation after: default PT0.2S',
      'changed Pauses before each retry: default PT1S, PT5S, PT30S, PT5M',
    ]);
    await picture('rules');
    await press('Back to the defaults');
    await said('The settings are the defaults again.');
    expect(await settings()).toEqual(defaults);
    await page.locator('ul.changed').waitFor({ state: 'detached' });
  });

  it('that the server refuses say why', async () => {
    await open('rules');
    await form('Save settings').getByLabel('Processing takes').fill('P99999D');
    await press('Save settings');
    await refused('/processAfter: expected an ISO 8601 duration');
  });
});
