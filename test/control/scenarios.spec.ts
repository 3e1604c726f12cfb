import { beforeEach, describe, expect, it } from '@jest/globals';
import { aDeliveryOrder, aDeliveryRequest, anOrder, anOrderOf } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';
import { PartnerServer } from '../support/partner-server.js';
import { afterAll, beforeAll } from '@jest/globals';

const server = testServer();
const partner = new PartnerServer();
let workspace: Workspace;

beforeAll(() => partner.start());
afterAll(() => partner.stop());
beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
  await workspace.freeze();
  await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
});

const createScenario = (
  api: string,
  field: string,
  value: string,
  behaviour: string,
  after?: string,
) =>
  workspace.tryControl('post', 'scenarios', {
    api,
    field,
    value,
    behaviour,
    ...(after && { after }),
  });
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const confirmations = () => partner.messages.map(({ body }) => body);

describe('a confirmation with a magic value', () => {
  it('wrong-reference: has an unknown requestReferenceId', async () => {
    const order = anOrderOf('9789000099146');
    await workspace.put('/ordersysteem/orders', order);
    await workspace.advance('PT1S');
    const [confirmation] = confirmations();
    expect(confirmation?.['requestReferenceId']).toEqual(uuid);
    expect(confirmation?.['requestReferenceId']).not.toBe(order.requestReferenceId);
    expect(confirmation?.['purchaseOrderId']).toBe(order.purchaseOrderId);
  });

  it('out-of-order: sends the final status before pending', async () => {
    await workspace.put('/ordersysteem/orders', anOrderOf('9789000099153'));
    await workspace.advance('PT1S');
    expect(confirmations().map(({ orderStatus }) => orderStatus)).toEqual(['approved', 'pending']);
  });

  it('invalid-schema: has a success of type string and no processedTimestamp', async () => {
    await workspace.put('/ordersysteem/orders', anOrderOf('9789000099160'));
    await workspace.advance('PT1S');
    const [confirmation] = confirmations();
    expect(confirmation).toMatchObject({ success: 'perhaps', orderStatus: 'approved' });
    expect(confirmation).not.toHaveProperty('processedTimestamp');
  });

  it.each([
    ['9789000099177', 'wrong-reference'],
    ['9789000099184', 'out-of-order'],
    ['9789000099191', 'invalid-schema'],
    ['9789000099207', 'never-confirmed'],
  ])('of a delivery order with product %s: %s', async (productId, behaviour) => {
    const request = aDeliveryRequest(aDeliveryOrder({ productId }));
    expect((await workspace.put('/aanspraakmanager/deliveryorders', request)).status).toBe(202);
    await workspace.advance('PT1S');
    const confirmationList = confirmations();
    const expected: Record<string, unknown[]> = {
      'wrong-reference': [{ deliveryOrderReferenceId: uuid, newStatus: 'processed' }],
      'out-of-order': [{ newStatus: 'licensed' }, { newStatus: 'processed' }],
      'invalid-schema': [{ success: 'perhaps' }],
      'never-confirmed': [],
    };
    expect(confirmationList).toMatchObject(expected[behaviour]!);
    const references = confirmationList.map((item) => item['deliveryOrderReferenceId']);
    expect(references.includes(request.deliveryOrderReferenceId)).toBe(
      behaviour === 'out-of-order' || behaviour === 'invalid-schema',
    );
  });
});

describe('a scenario of a workspace', () => {
  it('triggers its behaviour for a field value until it is removed', async () => {
    const made = await createScenario(
      'edu-v-order',
      'purchaseOrderId',
      'PO-TWICE',
      'confirmed-twice',
    );
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: uuid,
        api: 'edu-v-order',
        field: 'purchaseOrderId',
        value: 'PO-TWICE',
        behaviour: 'confirmed-twice',
        description: 'The same confirmation is sent twice',
      },
    ]);
    expect(await workspace.control('get', 'scenarios')).toEqual({ items: [made.body] });
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'po-twice' }));
    await workspace.advance('PT1S');
    expect(confirmations()).toHaveLength(2);

    const { id } = made.body as { id: string };
    expect((await workspace.tryControl('delete', `scenarios/${id}`)).status).toBe(204);
    expect((await workspace.tryControl('delete', `scenarios/${id}`)).status).toBe(404);
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-TWICE' }));
    await workspace.advance('PT1S');
    expect(confirmations()).toHaveLength(3);
  });

  it('delays a behaviour by its duration', async () => {
    await createScenario('edu-v-order', 'purchaseOrderId', 'PO-LATE', 'confirmed-late', 'PT10M');
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-LATE' }));
    await workspace.advance('PT9M');
    expect(confirmations()).toHaveLength(0);
    await workspace.advance('PT1M');
    expect(confirmations()).toHaveLength(1);
  });

  it('applies to one line for a line field, and to every value for *', async () => {
    await createScenario('edu-v-order', 'purchaseOrderLineId', '20', 'line-declined');
    await workspace.put('/ordersysteem/orders', anOrderOf('9789000000017', '9789000000024'));
    await workspace.advance('PT1S');
    expect(confirmations()[0]).toMatchObject({
      orderStatus: 'approved',
      orderConfirmationLines: [
        { status: 2 },
        { status: 99, statusMessage: 'this product cannot be delivered' },
      ],
    });
    await createScenario('edu-v-order', 'contractId', '*', 'unknown-contract');
    await workspace.put('/ordersysteem/orders', anOrder({ contractId: 'CT-2026-001' }));
    await workspace.advance('PT1S');
    expect(confirmations()[1]).toMatchObject({
      orderStatus: 'declined',
      statusMessage: 'unknown contract: CT-2026-001',
    });
  });

  it('refuses a delivery order with unknown-product', async () => {
    await createScenario('edu-v-delivery', 'productId', '9789000000017', 'unknown-product');
    await workspace.put('/aanspraakmanager/deliveryorders', aDeliveryRequest());
    await workspace.advance('PT1S');
    expect(confirmations()[0]).toMatchObject({
      success: false,
      statusMessage: 'unknown product: 9789000000017',
    });
  });

  it('answers 503 once per requestReferenceId with status-503', async () => {
    await createScenario('edu-v-order', 'purchaseOrderLineId', '77', 'status-503');
    const order = anOrder({
      orderLines: [{ purchaseOrderLineId: '77', productId: '9789000000017', quantity: 1 }],
    });
    const statuses = [];
    for (let sent = 0; sent < 2; sent += 1)
      statuses.push((await workspace.put('/ordersysteem/orders', order)).status);
    expect(statuses).toEqual([503, 202]);
  });

  it('applies slow, reduction-refused and unknown-product to Bokbasen orders', async () => {
    const send = async (number: string): Promise<string> => {
      const made = await workspace.control<{ orderId: string }>('post', 'state/bokbasen-orders', {
        buyerOrderNumber: number,
        lines: [{ ean: '9788200000013', quantity: 4 }],
      });
      return made.orderId;
    };
    const order = async (id: string) => {
      const shown = await workspace.call('get', `/bokbasen/orders/v1/${id}`);
      const { status, _embedded } = shown.body as {
        status: string;
        _embedded: { lines: { status: string }[] };
      };
      return [status, _embedded.lines.map((line) => line.status)];
    };
    await createScenario('bokbasen-orders', 'OrderNumber', 'SLOW-1', 'slow', 'PT5M');
    await createScenario('bokbasen-orders', 'OrderNumber', 'SMALL-1', 'reduction-refused');
    const [slow, small] = [await send('SLOW-1'), await send('SMALL-1')];
    await workspace.advance('PT4M');
    expect([await order(slow), await order(small)]).toEqual([
      ['UNPROCESSED', ['UNPROCESSED']],
      ['SENT', ['SENT']],
    ]);
    await workspace.advance('PT1M');
    expect(await order(slow)).toEqual(['SENT', ['SENT']]);
    const reduced = await workspace.call('post', `/bokbasen/orders/v1/${small}/update`, {
      body: { ean: '9788200000013', number: -1 },
    });
    expect(reduced.status).toBe(403);
    await createScenario('bokbasen-orders', 'EAN', '9788200000013', 'unknown-product');
    const failing = await workspace.tryControl('post', 'state/bokbasen-orders', {
      lines: [{ ean: '9788200000013', quantity: 4 }],
    });
    expect([failing.status, (failing.body as { detail: string }).detail]).toEqual([
      409,
      expect.stringContaining('a known product, seen 9788200000013'),
    ]);
  });

  it('applies no-access, broken-once and preparation-slow to DDS orders', async () => {
    const login = await server.http.post('/bokbasen/oauth/token').send({
      grant_type: 'client_credentials',
      client_id: workspace.clientId(),
      client_secret: `${workspace.clientId()}-secret`,
      audience: 'https://api.bokbasen.io/dds/',
    });
    const { access_token: token } = login.body as { access_token: string };
    const send = (orderid: string) =>
      server.http
        .post('/bokbasen/dds/order/v1')
        .set('authorization', `Bearer ${token}`)
        .send({ orderid, resid: 'FAB4599E-eb2e-445a-a7f9-4af12c052dec', spd: '100' });
    await createScenario('dds', 'orderid', 'closed', 'no-access');
    await createScenario('dds', 'orderid', 'broken', 'broken-once');
    await createScenario('dds', 'orderid', 'slow', 'preparation-slow', 'PT2M');
    const responses = [await send('closed'), await send('broken'), await send('broken')];
    expect(responses.map(({ status }) => status)).toEqual([403, 500, 201]);
    const content = new URL((await send('slow')).headers['location'] as string).pathname;
    const started = await server.http.get(content).set('authorization', `Bearer ${token}`);
    const page = new URL(started.headers['location'] as string).pathname;
    const status = async (): Promise<unknown> =>
      ((await server.http.get(page).set('accept', 'application/json')).body as { status: string })
        .status;
    await workspace.advance('PT1M');
    expect(await status()).toBe('PROCESSING');
    await workspace.advance('PT1M');
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
      /^\/after: expected no such field: no-access has no delay, seen PT1S$/,
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
      /^\/value: expected a value, or \* for any value, seen an empty text$/,
    ],
    [{ api: 'dds', field: 'x' }, /^\/value: expected string, seen missing; \/behaviour/],
  ])('answers 400 to %j', async (scenario, detail) => {
    const response = await workspace.tryControl('post', 'scenarios', scenario);
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      400,
      expect.stringMatching(detail),
    ]);
  });
});
