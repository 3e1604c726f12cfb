import { beforeEach, describe, expect, it } from '@jest/globals';
import { aDeliveryOrder, aDeliveryRequest, anOrder, anOrderOf } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';
import { PartnerServer } from '../support/partner-server.js';
import { afterAll, beforeAll } from '@jest/globals';

const server = testServer();
const other = new PartnerServer();
let mine: Workspace;

beforeAll(() => other.start());
afterAll(() => other.stop());
beforeEach(async () => {
  other.reset();
  mine = await server.workspace();
  await mine.freeze();
  await mine.control('put', 'partners/bestelomgeving', { baseUrl: other.url });
});

const rule = (api: string, field: string, value: string, behaviour: string, after?: string) =>
  mine.tryControl('post', 'scenarios', { api, field, value, behaviour, ...(after && { after }) });
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const heard = () => other.messages.map(({ body }) => body);

describe('a confirmation with a fault on purpose', () => {
  it('wrong-reference: it carries a requestReferenceId that nobody sent', async () => {
    const order = anOrderOf('9789000099146');
    await mine.put('/ordersysteem/orders', order);
    await mine.advance('PT1S');
    const [confirmation] = heard();
    expect(confirmation?.['requestReferenceId']).toEqual(uuid);
    expect(confirmation?.['requestReferenceId']).not.toBe(order.requestReferenceId);
    expect(confirmation?.['purchaseOrderId']).toBe(order.purchaseOrderId);
  });

  it('out-of-order: the final one, and behind it one that says pending', async () => {
    await mine.put('/ordersysteem/orders', anOrderOf('9789000099153'));
    await mine.advance('PT1S');
    expect(heard().map(({ orderStatus }) => orderStatus)).toEqual(['approved', 'pending']);
  });

  it('invalid-schema: success is a text, processedTimestamp is missing', async () => {
    await mine.put('/ordersysteem/orders', anOrderOf('9789000099160'));
    await mine.advance('PT1S');
    const [confirmation] = heard();
    expect(confirmation).toMatchObject({ success: 'perhaps', orderStatus: 'approved' });
    expect(confirmation).not.toHaveProperty('processedTimestamp');
  });

  it.each([
    ['9789000099177', 'wrong-reference'],
    ['9789000099184', 'out-of-order'],
    ['9789000099191', 'invalid-schema'],
    ['9789000099207', 'never-confirmed'],
  ])('of a delivery order of %s: %s', async (productId, behaviour) => {
    const request = aDeliveryRequest(aDeliveryOrder({ productId }));
    expect((await mine.put('/aanspraakmanager/deliveryorders', request)).status).toBe(202);
    await mine.advance('PT1S');
    const said = heard();
    const expected: Record<string, unknown[]> = {
      'wrong-reference': [{ deliveryOrderReferenceId: uuid, newStatus: 'processed' }],
      'out-of-order': [{ newStatus: 'licensed' }, { newStatus: 'processed' }],
      'invalid-schema': [{ success: 'perhaps' }],
      'never-confirmed': [],
    };
    expect(said).toMatchObject(expected[behaviour]!);
    const references = said.map((one) => one['deliveryOrderReferenceId']);
    expect(references.includes(request.deliveryOrderReferenceId)).toBe(
      behaviour === 'out-of-order' || behaviour === 'invalid-schema',
    );
  });
});

describe('an own rule', () => {
  it('of any field leads to the behaviour of a magic value, and is gone when it is removed', async () => {
    const made = await rule('edu-v-order', 'purchaseOrderId', 'PO-TWICE', 'confirmed-twice');
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: uuid,
        api: 'edu-v-order',
        field: 'purchaseOrderId',
        value: 'PO-TWICE',
        behaviour: 'confirmed-twice',
        description: 'The confirmation is sent twice, both alike',
      },
    ]);
    expect(await mine.control('get', 'scenarios')).toEqual({ items: [made.body] });
    await mine.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'po-twice' }));
    await mine.advance('PT1S');
    expect(heard()).toHaveLength(2);

    const { id } = made.body as { id: string };
    expect((await mine.tryControl('delete', `scenarios/${id}`)).status).toBe(204);
    expect((await mine.tryControl('delete', `scenarios/${id}`)).status).toBe(404);
    await mine.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-TWICE' }));
    await mine.advance('PT1S');
    expect(heard()).toHaveLength(3);
  });

  it('says how long a behaviour takes that takes time', async () => {
    await rule('edu-v-order', 'purchaseOrderId', 'PO-LATE', 'confirmed-late', 'PT10M');
    await mine.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-LATE' }));
    await mine.advance('PT9M');
    expect(heard()).toHaveLength(0);
    await mine.advance('PT1M');
    expect(heard()).toHaveLength(1);
  });

  it('of a field of a line is about that line; * is every value', async () => {
    await rule('edu-v-order', 'purchaseOrderLineId', '20', 'line-declined');
    await mine.put('/ordersysteem/orders', anOrderOf('9789000000017', '9789000000024'));
    await mine.advance('PT1S');
    expect(heard()[0]).toMatchObject({
      orderStatus: 'approved',
      orderConfirmationLines: [
        { status: 2 },
        { status: 99, statusMessage: 'this product cannot be delivered' },
      ],
    });
    await rule('edu-v-order', 'contractId', '*', 'unknown-contract');
    await mine.put('/ordersysteem/orders', anOrder({ contractId: 'CT-2026-001' }));
    await mine.advance('PT1S');
    expect(heard()[1]).toMatchObject({
      orderStatus: 'declined',
      statusMessage: 'unknown contract: CT-2026-001',
    });
  });

  it('refuses a cancellation, an unknown product, a contract of delivery orders', async () => {
    await rule('edu-v-delivery', 'productId', '9789000000017', 'unknown-product');
    await mine.put('/aanspraakmanager/deliveryorders', aDeliveryRequest());
    await mine.advance('PT1S');
    expect(heard()[0]).toMatchObject({
      success: false,
      statusMessage: 'unknown product: 9789000000017',
    });
  });

  it('answers PUT /orders 503 once per requestReferenceId', async () => {
    await rule('edu-v-order', 'purchaseOrderLineId', '77', 'status-503');
    const order = anOrder({
      orderLines: [{ purchaseOrderLineId: '77', productId: '9789000000017', quantity: 1 }],
    });
    const statuses = [];
    for (let sent = 0; sent < 2; sent += 1)
      statuses.push((await mine.put('/ordersysteem/orders', order)).status);
    expect(statuses).toEqual([503, 202]);
  });

  it('makes a Bokbasen order fail, stay UNPROCESSED, be rejected, or refuse a reduction', async () => {
    const send = async (number: string): Promise<string> => {
      const made = await mine.control<{ orderId: string }>('post', 'state/bokbasen-orders', {
        buyerOrderNumber: number,
        lines: [{ ean: '9788200000013', quantity: 4 }],
      });
      return made.orderId;
    };
    const order = async (id: string) => {
      const shown = await mine.call('get', `/bokbasen/orders/v1/${id}`);
      const { status, _embedded } = shown.body as {
        status: string;
        _embedded: { lines: { status: string }[] };
      };
      return [status, _embedded.lines.map((line) => line.status)];
    };
    await rule('bokbasen-orders', 'OrderNumber', 'SLOW-1', 'slow', 'PT5M');
    await rule('bokbasen-orders', 'OrderNumber', 'SMALL-1', 'reduction-refused');
    const [slow, small] = [await send('SLOW-1'), await send('SMALL-1')];
    await mine.advance('PT4M');
    expect([await order(slow), await order(small)]).toEqual([
      ['UNPROCESSED', ['UNPROCESSED']],
      ['SENT', ['SENT']],
    ]);
    await mine.advance('PT1M');
    expect(await order(slow)).toEqual(['SENT', ['SENT']]);
    const reduced = await mine.call('post', `/bokbasen/orders/v1/${small}/update`, {
      body: { ean: '9788200000013', number: -1 },
    });
    expect(reduced.status).toBe(403);
    await rule('bokbasen-orders', 'EAN', '9788200000013', 'unknown-product');
    const failing = await mine.tryControl('post', 'state/bokbasen-orders', {
      lines: [{ ean: '9788200000013', quantity: 4 }],
    });
    expect([failing.status, (failing.body as { detail: string }).detail]).toEqual([
      409,
      expect.stringContaining('a product that is known here, seen 9788200000013'),
    ]);
  });

  it('makes a title of DDS closed, broken once, slow or failing', async () => {
    const login = await server.http.post('/bokbasen/oauth/token').send({
      grant_type: 'client_credentials',
      client_id: mine.clientId(),
      client_secret: `${mine.clientId()}-secret`,
      audience: 'https://api.bokbasen.io/dds/',
    });
    const { access_token: token } = login.body as { access_token: string };
    const send = (orderid: string) =>
      server.http
        .post('/bokbasen/dds/order/v1')
        .set('authorization', `Bearer ${token}`)
        .send({ orderid, resid: 'FAB4599E-eb2e-445a-a7f9-4af12c052dec', spd: '100' });
    await rule('dds', 'orderid', 'closed', 'no-access');
    await rule('dds', 'orderid', 'broken', 'broken-once');
    await rule('dds', 'orderid', 'slow', 'preparation-slow', 'PT2M');
    const answers = [await send('closed'), await send('broken'), await send('broken')];
    expect(answers.map(({ status }) => status)).toEqual([403, 500, 201]);
    const content = new URL((await send('slow')).headers['location'] as string).pathname;
    const started = await server.http.get(content).set('authorization', `Bearer ${token}`);
    const page = new URL(started.headers['location'] as string).pathname;
    const status = async (): Promise<unknown> =>
      ((await server.http.get(page).set('accept', 'application/json')).body as { status: string })
        .status;
    await mine.advance('PT1M');
    expect(await status()).toBe('PROCESSING');
    await mine.advance('PT1M');
    expect(await status()).toBe('READY');
  });
});

describe('POST …/scenarios', () => {
  it.each([
    [
      { api: 'edu-v-order', field: 'productId', value: 'y', behaviour: 'dance' },
      /^\/behaviour: expected one of unknown-product, .*status-503, seen dance$/,
    ],
    [
      { api: 'shop', field: 'x', value: 'y', behaviour: 'slow' },
      /^\/api: expected one of edu-v-order, edu-v-delivery, bokbasen-orders, dds, seen shop$/,
    ],
    [
      { api: 'dds', field: 'resid', value: 'y', behaviour: 'no-access', after: 'PT1S' },
      /^\/after: expected no such field: no-access takes no time, seen PT1S$/,
    ],
    [
      { api: 'dds', field: 'resid', value: 'y', behaviour: 'preparation-slow', after: 'soon' },
      /^\/after: expected an ISO 8601 duration/,
    ],
    [
      { api: 'edu-v-order', field: 'purchaseOrderID', value: 'y', behaviour: 'never-confirmed' },
      /^\/field: expected one of requestReferenceId, .*purchaseOrderId.*, seen purchaseOrderID$/,
    ],
    [
      { api: 'bokbasen-orders', field: 'ean', value: 'y', behaviour: 'slow' },
      /^\/field: expected one of EAN, OrderNumber, buyer, seller, seen ean$/,
    ],
    [
      { api: 'dds', field: 'resid', value: '', behaviour: 'no-access' },
      /^\/value: expected a value, or \* for every one, seen nothing$/,
    ],
    [{ api: 'dds', field: 'x' }, /^\/value: expected string, seen missing; \/behaviour/],
  ])('refuses %j', async (asked, detail) => {
    const response = await mine.tryControl('post', 'scenarios', asked);
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      400,
      expect.stringMatching(detail),
    ]);
  });
});
