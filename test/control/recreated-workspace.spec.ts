import { beforeAll, describe, expect, it } from '@jest/globals';
import { ConformanceRecorder } from '../../src/conformance/recorder/conformance-recorder.js';
import { Journal } from '../../src/platform/journal/journal.js';
import { Clients } from '../../src/platform/oauth/clients.js';
import { Tokens } from '../../src/platform/oauth/tokens.js';
import { Dispatcher } from '../../src/platform/outbox/dispatcher.js';
import { PartnerTokens } from '../../src/platform/outbox/partner-tokens.js';
import { Partners } from '../../src/platform/outbox/partners.js';
import { Workspaces } from '../../src/platform/workspaces/workspaces.js';
import { Faults } from '../../src/sandbox/faults/faults.js';
import { SavedStates } from '../../src/sandbox/lifecycle/saved-states.js';
import { Scenarios } from '../../src/sandbox/scenarios/scenarios.js';
import { aCreditOrder, anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';
import { mentions } from '../support/memory.js';
import { partnerServer } from '../support/partner-server.js';

const ID = 'recreated-once';
const server = testServer();
const shop = partnerServer();
const collections =
  'orders creditorders deliveryorders contracts schools consents memberships bokbasen-orders bokbasen-products parties titles consumers dds-orders reports';

/** All that a tester can read of a workspace, without what every workspace has of its own. */
async function contentOf(workspace: Workspace): Promise<Record<string, string>> {
  const paths = [
    'settings clients partners/bestelomgeving faults scenarios deliveries snapshots exchanges conformance'.split(
      ' ',
    ),
    collections.split(' ').map((name) => `state/${name}?limit=500`),
  ].flat();
  const found = paths.map(async (path) => {
    const { status, text } = await workspace.tryControl('get', path);
    if (status !== 200 && status !== 404) throw new Error(`${path} answered ${status}: ${text}`);
    return [path, text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')] as const;
  });
  const { mode } = await workspace.control<{ mode: string }>('get', 'clock');
  return { ...Object.fromEntries(await Promise.all(found)), clock: mode };
}

/** Leaves something of every kind in a workspace. */
async function fill(workspace: Workspace): Promise<void> {
  const order = anOrder();
  await workspace.control('put', 'settings', { confirmAfter: 'PT1H' });
  await workspace.control('put', 'clock', { mode: 'frozen' });
  await workspace.control('put', `clients/${workspace.clientId()}/keys`, {
    jwks_uri: `${shop.url}/jwks`,
  });
  await workspace.control('put', 'partners/bestelomgeving', {
    baseUrl: shop.url,
    tokenUrl: `${shop.url}/oauth2/token`,
    clientId: 'us',
    clientSecret: 'secret',
  });
  await workspace.put('/ordersysteem/orders', order);
  await workspace.advance('PT1H');
  await workspace.put(
    '/ordersysteem/creditorders',
    aCreditOrder({ purchaseOrderId: order.purchaseOrderId }),
  );
  await workspace.control('post', 'faults', { kind: 'latency', delayMs: 1, when: 'before' });
  await workspace.control('post', 'scenarios', {
    api: 'edu-v-order',
    field: 'purchaseOrderId',
    value: 'PO-OWN',
    behaviour: 'confirmed-twice',
  });
  await workspace.control('put', 'state/schools/207B334', {
    organisationMasterIdentifier: '207B334',
  });
  await workspace.control('post', 'snapshots', { name: 'kept' });
  await workspace.control('post', 'snapshots/kept/restore');
}

describe('a workspace that is removed and made again with the same id', () => {
  let [before, filled, after]: Record<string, string>[] = [];
  let workspace: Workspace;
  let token: string;

  beforeAll(async () => {
    workspace = await server.workspace({ id: ID });
    before = await contentOf(workspace);
    await fill(workspace);
    token = await workspace.token();
    await workspace.put('/ordersysteem/orders', 'no order', token);
    filled = await contentOf(workspace);
    await server.http.delete(`/_sandbox/workspaces/${ID}`);
    workspace = await server.workspace({ id: ID });
    after = await contentOf(workspace);
  });

  it('begins with nothing of the first one', () => {
    expect(after).toEqual(before);
  });

  it.each(
    'settings clients partners/bestelomgeving faults scenarios deliveries snapshots exchanges conformance clock state/orders?limit=500 state/creditorders?limit=500 state/schools?limit=500'.split(
      ' ',
    ),
  )('had other %s before it was removed', (path) => {
    expect(filled?.[path]).not.toBe(before?.[path]);
  });

  it('does not take the tokens of the first one', async () => {
    const response = await workspace.put('/ordersysteem/orders', anOrder(), token);
    expect(response.status).toBe(401);
  });

  it('fetches a token of its own from the same partner', async () => {
    shop.reset();
    await fill(workspace);
    expect(shop.issuedTokens).toBe(1);
  });
});

describe('every provider and controller that holds data of a workspace in memory', () => {
  const holders = [
    Clients,
    ConformanceRecorder,
    Dispatcher,
    Faults,
    Journal,
    PartnerTokens,
    Partners,
    SavedStates,
    Scenarios,
    Tokens,
    Workspaces,
  ];
  const holding = (id: string): unknown[] => {
    const providers = server.providers();
    const borders = new Set<unknown>(providers);
    return providers
      .filter((one) => mentions(one, id, borders))
      .map(({ constructor }) => constructor);
  };

  it('forgets it when the workspace is removed', async () => {
    const workspace = await server.workspace({ id: 'held-in-memory' });
    await fill(workspace);
    await workspace.put('/ordersysteem/orders', 'no order');
    // The journal knows its size when it is written.
    await workspace.exchanges();
    expect(holding(workspace.id)).toEqual(expect.arrayContaining(holders));
    const removal = await server.http.delete(`/_sandbox/workspaces/${workspace.id}`);
    expect([removal.status, removal.text]).toEqual([204, '']);
    expect(holding(workspace.id)).toEqual([]);
  });
});
