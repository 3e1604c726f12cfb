import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConformanceReport, RequirementResult } from '../../src/conformance/reports/report.js';
import { anOrder } from '../support/builders.js';
import { BokbasenClient, ORDERS } from '../support/bokbasen-client.js';
import { DdsClient, ORDER, anOrder as aDdsOrder } from '../support/dds-client.js';
import { PartnerServer } from '../support/partner-server.js';
import { testServer } from '../support/test-server.js';

const server = testServer({ CONFIRM_AFTER: 'PT0S' });
const bokbasen = new BokbasenClient(server);
const dds = new DdsClient(server);
const partner = new PartnerServer();
const NOW = '2026-11-21T12:00:00.000Z';

beforeAll(() => partner.start());
afterAll(() => partner.stop());
beforeEach(async () => {
  await server.control('post', 'reset');
  partner.reset();
  await server.control('delete', 'conformance');
  await server.freeze(NOW);
});

const reportOn = (party: string) =>
  server.control<ConformanceReport & Record<string, unknown>>('get', `conformance?party=${party}`);

/** Counts of a requirement by party: passed and failed. */
async function counts(id: string, ...parties: string[]): Promise<Record<string, string>> {
  const entries = parties.map(async (party) => {
    const { requirements } = await reportOn(party);
    const { held, departed } = requirements.find((one) => one.id === id) as RequirementResult;
    return [party, `${held} passed, ${departed} failed`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const NONE = '0 passed, 0 failed';
const PASSED = '1 passed, 0 failed';
const FAILED = '0 passed, 1 failed';

describe('GET conformance?party= with the Edu-V Order API', () => {
  const parties = ['bestelomgeving', 'ordersysteem'];

  it('counts an order for the Bestelomgeving that sent it, not for the Ordersysteem', async () => {
    await server.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 1 }));
    await server.put('/ordersysteem/orders', anOrder());
    expect(await counts('EDUV-ORDER-01', ...parties)).toEqual({
      bestelomgeving: '1 passed, 1 failed',
      ordersysteem: NONE,
    });
    expect((await reportOn('ordersysteem')).summary.coverage).toBe(0);
    expect((await reportOn('ordersysteem')).exchanges).toEqual({});
    // The two orders, and the request for the token, which had a client secret.
    expect(Object.keys((await reportOn('bestelomgeving')).exchanges)).toHaveLength(3);
    expect(await counts('EDUV-ORDER-62', ...parties)).toEqual({
      bestelomgeving: FAILED,
      ordersysteem: NONE,
    });
  });

  it('counts a confirmation for the Ordersysteem that sent it', async () => {
    await server.put('/bestelomgeving/orders/confirmations', {});
    expect(await counts('EDUV-ORDER-01', ...parties)).toEqual({
      bestelomgeving: NONE,
      ordersysteem: FAILED,
    });
  });

  it('counts an answer for the party that gave it', async () => {
    await server.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    partner.responses = [{ status: 202, headers: { 'API-Version': '0.9.2' } }];
    await server.put('/ordersysteem/orders', anOrder());
    await server.advance('PT1S');
    await server.control('delete', 'partners/bestelomgeving');
    expect(await counts('EDUV-ORDER-40', ...parties)).toEqual({
      bestelomgeving: PASSED,
      ordersysteem: NONE,
    });
  });

  it('counts an order at a wrong role, or without a token, for the Bestelomgeving', async () => {
    await server.put('/bestelomgeving/orders', anOrder());
    await server.put('/ordersysteem/orders', anOrder(), null);
    const failed = { bestelomgeving: FAILED, ordersysteem: NONE };
    expect(await counts('EDUV-ORDER-03', ...parties)).toEqual(failed);
    expect(await counts('EDUV-ORDER-02', ...parties)).toEqual(failed);
  });

  it('counts the same after a restart', async () => {
    await server.put('/ordersysteem/orders', anOrder());
    await reportOn('bestelomgeving');
    await server.stop();
    await server.start();
    expect(await counts('EDUV-ORDER-01', ...parties)).toEqual({
      bestelomgeving: PASSED,
      ordersysteem: NONE,
    });
  });
});

describe('GET conformance?party= with the Edu-V Delivery API', () => {
  const readers = [
    'bestelomgeving',
    'aanspraakmanager',
    'licentieregistratie',
    'leermiddelendashboard',
    'leermiddelenportaal',
  ];
  const read = (as: string) =>
    server.call('get', '/bestelomgeving/deliveryorders/school?orgMasterId=104A158', { as });
  const expected = (...parties: string[]) =>
    Object.fromEntries(readers.map((one) => [one, parties.includes(one) ? PASSED : NONE]));

  it.each([
    ['demo-dashboard', 'leermiddelendashboard'],
    ['demo-portaal', 'leermiddelenportaal'],
  ])('counts a read of %s for %s only', async (client, party) => {
    expect((await read(client)).status).toBe(200);
    expect(await counts('EDUV-DELIVERY-01', ...readers)).toEqual(expected(party));
  });

  it('counts a read of the client with all rights by the scope of its token', async () => {
    const form = {
      grant_type: 'client_credentials',
      client_id: 'demo',
      client_secret: 'demo-secret',
      scope: 'eduv.delivery.dashboard',
    };
    const { body } = await server.http.post('/bestelomgeving/oauth2/token').type('form').send(form);
    const { access_token: token } = body as { access_token: string };
    const { status } = await server.http
      .get('/bestelomgeving/deliveryorders/school?orgMasterId=104A158')
      .set('authorization', `Bearer ${token}`);
    expect(status).toBe(200);
    expect(await counts('EDUV-DELIVERY-01', ...readers)).toEqual(expected('leermiddelendashboard'));
  });

  it('counts a read with several scopes for each party that has one of them', async () => {
    expect((await read('demo')).status).toBe(200);
    expect(await counts('EDUV-DELIVERY-01', ...readers)).toEqual(
      expected('leermiddelendashboard', 'leermiddelenportaal'),
    );
  });
});

describe('GET conformance?party= with Bokbasen', () => {
  it('counts a list for the buyer or the seller that read it', async () => {
    const future = `${ORDERS}?fromDate=20270101000000&mode=SENT_TO_ME`;
    await server.call('get', future, { as: 'demo-seller' });
    expect(await counts('BOKB-ORDER-38', 'buyer', 'seller')).toEqual({
      buyer: NONE,
      seller: FAILED,
    });
  });

  it('counts an order of the client with all rights for the buyer', async () => {
    await bokbasen.sendOrder();
    expect(await counts('BOKB-ORDER-40', 'buyer', 'seller')).toEqual({
      buyer: PASSED,
      seller: NONE,
    });
  });

  it('counts a token request for the party of its client', async () => {
    await server.http
      .post('/bokbasen/oauth/token')
      .set('content-type', 'application/json')
      .send(
        '\uFEFF{"client_id":"demo-buyer","client_secret":"demo-buyer-secret","grant_type":"client_credentials","audience":"https://api.bokbasen.io/orders/"}',
      );
    expect(await counts('BOKB-ORDER-130', 'buyer', 'seller')).toEqual({
      buyer: FAILED,
      seller: NONE,
    });
  });

  it.each([
    ['demo-store', 'store'],
    ['demo', 'store'],
    ['demo-subscription', 'subscription'],
  ])('counts a DDS order of %s for the party %s', async (client, party) => {
    await dds.call('post', ORDER, { as: client, body: aDdsOrder({ spd: undefined }) });
    const parties = ['store', 'subscription', 'partner', 'library'];
    expect(await counts('BOKB-DDS-06', ...parties)).toEqual({
      ...Object.fromEntries(parties.map((one) => [one, NONE])),
      [party]: FAILED,
    });
  });
});
