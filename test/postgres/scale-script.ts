import { expect } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { strFromU8, unzipSync } from 'fflate';
import {
  BOOK,
  BokbasenClient,
  DIGITAL,
  anOrder as anEditxOrder,
} from '../support/bokbasen-client.js';
import {
  aCreditOrder,
  aCreditOrderConfirmation,
  aDeliveryOrder,
  aDeliveryRequest,
  anOrder,
  anOrderConfirmation,
} from '../support/builders.js';
import { DdsClient, SDRM, anOrder as aDdsOrder, legacyHeaders } from '../support/dds-client.js';
import type { PartnerServer } from '../support/partner-server.js';
import type { OutboxMessage, Workspace } from '../support/test-server.js';
import { DAY, READ_PATHS } from './recording.js';

type Json = Record<string, unknown>;

const partnerAt = ({ url }: PartnerServer) => ({
  baseUrl: `${url}/v1`,
  deliveryBaseUrl: `${url}/v2`,
  tokenUrl: `${url}/oauth2/token`,
  clientId: 'ketenlab',
  clientSecret: 'secret',
});

/** A workspace that plays the script, and its messages that were sent without an advance of the clock. */
interface Player {
  workspace: Workspace;
  partner: PartnerServer;
  /** Start of the order numbers. */
  name: string;
  /** Resolves when no message is due. Its requests are not part of the recording. */
  settled: () => Promise<void>;
  /** Advances the clock when no message is due, so that the order of the journal is the same in each run. */
  advance: (duration: string) => Promise<void>;
}

function playerOf(workspace: Workspace, direct: Workspace, partner: PartnerServer): Player {
  const settled = async (): Promise<void> => {
    const { now } = await direct.control<{ now: string }>('get', 'clock');
    const isDue = ({ state, dueAt }: OutboxMessage) => state === 'waiting' && dueAt <= now;
    while ((await direct.outbox()).some(isDue));
  };
  const advance = async (duration: string): Promise<void> => {
    await settled();
    await workspace.advance(duration);
  };
  return { workspace, partner, name: workspace.id.toUpperCase(), settled, advance };
}

/** Order, change, credit and delivery order between our own roles. */
async function playOwnRoles({ workspace, name, settled, advance }: Player): Promise<void> {
  const digital = { purchaseOrderLineId: '20', productId: '9789000000029', quantity: 12 };
  const book = { purchaseOrderLineId: '10', productId: '9789000000017', quantity: 30 };
  const order = anOrder({ purchaseOrderId: `${name}-1`, orderLines: [book, digital] });
  await workspace.put('/ordersysteem/v1/orders', order);
  await advance('PT1S');
  const { salesOrderId } = await workspace.state('orders', order.requestReferenceId);

  // The digital line became a delivery order, which is licensed, and then refuses to be cancelled.
  const { items } = await workspace.control<{ items: Json[] }>(
    'get',
    'state/deliveryorders?limit=1',
  );
  const id = String(items[0]!['deliveryOrderId']);
  const path = `/bestelomgeving/v2/deliveryorders/${id}`;
  expect((await workspace.call('get', path)).body).toMatchObject({ status: 'processed' });
  await workspace.control('post', `aanspraakmanager/deliveryorders/${id}/license`);
  await advance('PT1S');
  const licensed = (await workspace.call('get', path)).body as Json;
  expect(licensed).toMatchObject({ status: 'licensed' });
  const cancelled = { ...licensed, status: 'cancelled', endDate: '2026-09-02' };
  await workspace.control('put', `state/deliveryorders/${id}`, cancelled);
  await advance('PT1S');
  expect((await workspace.call('get', path)).body).toEqual(licensed);

  // A part is credited, more than the rest is refused, and the rest is credited. The timeline sorts by id.
  const credit = (number: number, quantity?: number) =>
    aCreditOrder({
      requestReferenceId: `c0000000-0000-4000-8000-00000000000${number}`,
      purchaseOrderId: `${name}-1`,
      salesOrderId,
      ...(quantity !== undefined && { orderLines: [{ ...book, quantity }] }),
    });
  for (const message of [credit(1, 10), credit(2, 25), credit(3)]) {
    await workspace.put('/ordersysteem/v1/creditorders', message);
    await advance('PT1S');
  }

  // Repeats, a changed repeat, and refused requests.
  await workspace.put('/orders', order, await workspace.token());
  await settled();
  await workspace.put('/ordersysteem/orders', { ...order, orderLines: [digital] });
  await settled();
  await workspace.put('/ordersysteem/orders', { ...order, purchaseOrderId: 7, colour: 'blue' });
  await workspace.put('/ordersysteem/orders', '{"requestReferenceId":');
  await workspace.put('/ordersysteem/orders', order, 'no-token');
  await workspace.put(
    '/ordersysteem/orders',
    order,
    await workspace.token('ordersysteem', 'demo-noscope'),
  );
  await workspace.put('/bestelomgeving/orders', order);
  await workspace.put('/ordersysteem/v1/orderz', order);
  await advance('PT1M');
}

/** The same messages between the sandbox and a server of a partner, which sends its own confirmations. */
async function playPartner({ workspace, partner, name, settled, advance }: Player): Promise<void> {
  for (const role of ['bestelomgeving', 'ordersysteem', 'aanspraakmanager'])
    await workspace.control('put', `partners/${role}`, partnerAt(partner));
  partner.responses = [503, 202, 400];
  for (const number of [1, 2, 3]) {
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: `${name}-P${number}` }));
    await advance('PT5S');
  }
  await workspace.put(
    '/ordersysteem/creditorders',
    aCreditOrder({ purchaseOrderId: `${name}-P1` }),
  );
  await advance('PT1S');
  const change = aDeliveryOrder({ contractId: 'CT-2026-001' });
  const school = { organisationMasterIdentifier: '104A158' };
  for (const [difference, day] of [
    [{}, '01'],
    [{ deliverySpecification: { school, totalQuantity: 120 } }, '02'],
    [{ status: 'cancelled', endDate: '2026-09-05' }, '03'],
  ] as const) {
    const dateLastModified = `2026-06-${day}T10:00:00Z`;
    const request = aDeliveryRequest({ ...change, ...difference, dateLastModified });
    await workspace.put('/aanspraakmanager/v2/deliveryorders', request);
    await advance('PT1S');
  }

  // The sandbox sends, the partner confirms.
  const sent = await workspace.control<Json>(
    'post',
    'state/orders',
    anOrder({ purchaseOrderId: `${name}-S1` }),
  );
  await settled();
  const credited = await workspace.control<Json>(
    'post',
    'state/creditorders',
    aCreditOrder({ purchaseOrderId: `${name}-S1` }),
  );
  await settled();
  const delivery = await workspace.control<Json>('post', 'state/deliveryorders', aDeliveryOrder());
  await advance('PT1S');
  const { requestReferenceId } = sent;
  await workspace.put(
    '/bestelomgeving/orders/confirmations',
    anOrderConfirmation({ requestReferenceId }),
  );
  await workspace.put(
    '/bestelomgeving/v1/creditorders/confirmations',
    aCreditOrderConfirmation({
      requestReferenceId: credited['requestReferenceId'],
      purchaseOrderId: `${name}-S1`,
    }),
  );
  const { responseReferenceId: deliveryOrderReceiveId } = anOrderConfirmation();
  await workspace.put('/bestelomgeving/v2/deliveryorders/confirmations', {
    ...delivery,
    deliveryOrderReceiveId,
    productId: '9789000000017',
    processedTimestamp: '2026-09-01T08:00:01Z',
    newStatus: 'processed',
    newDeliveryOrderStatus: 'processed',
    success: true,
    status: 0,
    statusMessage: 'OK',
  });
  for (const role of ['ordersysteem', 'aanspraakmanager'])
    await workspace.control('delete', `partners/${role}`);
}

/** An order of a buyer that a seller delivers, with tokens, and one with a ticket. */
async function playBokbasen({ workspace, name, advance }: Player): Promise<void> {
  const bokbasen = new BokbasenClient(workspace);
  const lines = [{ ean: BOOK }, { ean: DIGITAL, quantity: 120 }];
  const order = await bokbasen.processedOrder(anEditxOrder({ number: `${name}-B1`, lines }));
  await bokbasen.list('fromDate=20260901000000&mode=SENT_TO_ME', 'demo-seller');
  await workspace.call('get', `${order}/editx`, { as: 'demo-seller' });
  await bokbasen.update(order, 1, { status: 'RECEIVED' });
  const period = { valid_from: '2026-12-01', valid_to: '2027-07-31' };
  await bokbasen.update(order, 2, { status: 'FULFILLED', comment: 'Lisens aktiv', ...period });
  await bokbasen.reduce(order, { ean: DIGITAL, number: -20 });
  await bokbasen.update(order, 3, { status: 'FULFILLED' });
  await bokbasen.update(order, 9, { status: 'FULFILLED' });
  await bokbasen.postOrder('<Order>');
  await bokbasen.postOrder(anEditxOrder({ number: `${name}-B0` }), null);
  expect(await bokbasen.statuses(order)).toEqual(['SENT', 'RECEIVED', 'FULFILLED', 'FULFILLED']);

  const headers = await legacyHeaders(workspace);
  const path = '/boknett/order/orders';
  const sent = await workspace.http
    .post(path)
    .set(headers)
    .set('content-type', 'application/xml')
    .send(anEditxOrder({ number: `${name}-B2`, lines }));
  expect([sent.status, sent.text]).toEqual([202, '']);
  await advance('PT1S');
  const { pathname: legacy } = new URL(sent.headers['location']!);
  await workspace.http.get(legacy).set(headers);
  await workspace.http
    .post(`${legacy}/lines/1`)
    .set(headers)
    .set('content-type', 'application/json')
    .send('{"status":"RECEIVED"}');
  const shown = await workspace.http.get(legacy).set(headers);
  expect(JSON.parse(shown.text)).toMatchObject({
    _embedded: { lines: [{ status: 'RECEIVED' }, { status: 'SENT' }] },
  });
}

/** A sale with its status page and file, and a consumer who is registered for it. */
async function playDds({ workspace, name, advance }: Player): Promise<void> {
  const dds = new DdsClient(workspace);
  const account = '/bokbasen/bokskya/account/v1';
  const consumer = { email: `${name.toLowerCase()}@example.org`, name: 'Kim', surname: 'Kunde' };
  await dds.call('get', `${account}/${consumer.email}`, { service: 'bokskya' });
  const { body } = await dds.call('post', account, { service: 'bokskya', body: consumer });
  const { id } = body as { id: string };
  const buyer = { id, firstname: 'Kim', lastname: 'Kunde' };
  const order = aDdsOrder({ orderid: `${name}-D1`, resid: SDRM, ...buyer });
  const content = await dds.placeOrder(order);
  await dds.call('post', '/bokbasen/dds/order/v1', { body: order });
  const page = await dds.startContent(content);
  expect(await dds.status(page)).toEqual({ status: 'PROCESSING' });
  await advance('PT1S');
  // The pace of a client is measured in real time: two reads within half a second would be a finding on a fast machine only.
  await pause(600);
  const { downloadURL } = await dds.status(page);
  const { bytes, type } = await dds.download(downloadURL!);
  expect(type).toBe('application/epub+zip');
  const watermark = strFromU8(unzipSync(bytes)['OEBPS/watermark.xhtml']!);
  expect(watermark).toContain('Kjøpt av Kim Kunde');
  const { pathname } = new URL(downloadURL!);
  await workspace.http.get(pathname).set('range', 'bytes=0-9').buffer();
  await dds.call('get', `/bokbasen/bokskya/content/v1/${id}`, { service: 'bokskya' });
}

/**
 * Plays the Edu-V chain, Bokbasen orders and a DDS sale in a workspace, and then reads all that it has. `direct` is a client of
 * the workspace whose requests are not part of the recording.
 */
export async function playScript(
  workspace: Workspace,
  direct: Workspace,
  partner: PartnerServer,
): Promise<void> {
  const player = playerOf(workspace, direct, partner);
  await workspace.freeze(`${DAY}T08:00:00.000Z`);
  await workspace.control('post', 'snapshots', { name: 'before' });
  await playOwnRoles(player);
  await playPartner(player);
  await playBokbasen(player);
  await playDds(player);
  await player.settled();
  for (const path of READ_PATHS) await workspace.tryControl('get', path);
  await workspace.control('get', `timeline?id=${player.name}-1`);
  await workspace.control('post', 'snapshots/before/restore');
  for (const path of READ_PATHS) await workspace.tryControl('get', path);
}
