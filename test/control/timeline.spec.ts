import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder as anEditxOrder } from '../support/bokbasen-client.js';
import { aCreditOrder, anOrder, anOrderOf } from '../support/builders.js';
import { partnerServer } from '../support/partner-server.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
const partner = partnerServer();
let workspace: Workspace;

beforeEach(async () => {
  partner.reset();
  workspace = await server.workspace();
  await workspace.freeze();
});

const BOOK = '9789000000017';
const DIGITAL = '9789000000029';
const LATE = '9789000099054';

interface Step {
  kind: string;
  at: string;
  title: string;
  role?: string;
  from?: string;
  to?: string;
  direction?: string;
  operation?: string;
  status?: number;
  state?: string;
  delivery?: string;
  dueAt?: string;
  exchange?: string;
  findings?: number;
  reason?: string;
}
interface Timeline {
  id: string;
  ids: string[];
  items: { collection: string; id: string; status?: string }[];
  steps: Step[];
  truncated: boolean;
}

const special = [
  '100%',
  'PO_1',
  `it's "5" \\ <a&b>`,
  'bestelling-é-ø-漢-😀',
  'PO 7/8?x=1#y',
  '{id}',
  '.*',
];

const timeline = (id: string, from = workspace): Promise<Timeline> =>
  from.control<Timeline>('get', `timeline?id=${encodeURIComponent(id)}`);

/** A step as a line: time, role, direction, operation or state change, HTTP status, and the status of the order. */
const lineOf = ({ at, role, direction, operation, title, status, state, delivery }: Step): string =>
  [at.slice(11, 23), role, direction ?? '·', operation ?? title, status, state, delivery]
    .filter((part) => part !== undefined)
    .join(' ');
const linesOf = ({ steps }: Timeline): string[] => steps.map(lineOf);

/** Sends an order of the digital product, until its licence is activated. */
async function licensedOrder(): Promise<ReturnType<typeof anOrder>> {
  const order = anOrderOf(DIGITAL);
  await workspace.put('/ordersysteem/orders', order);
  await workspace.advance('PT1M');
  const { items } = await workspace.control<{ items: { deliveryOrderId: string }[] }>(
    'get',
    'state/deliveryorders?limit=1',
  );
  const id = items[0]!.deliveryOrderId;
  await workspace.control('post', `aanspraakmanager/deliveryorders/${id}/license`);
  await workspace.advance('PT1M');
  return order;
}

describe('the timeline of an order', () => {
  const steps = [
    '08:00:00.000 ordersysteem inbound acceptOrder 202',
    '08:00:00.000 ordersysteem · orders: accepted accepted',
    '08:00:00.000 ordersysteem · orders: approved approved',
    '08:00:00.200 ordersysteem outbound confirmOrder 202 approved sent',
    '08:00:00.200 bestelomgeving inbound confirmOrder 202 approved',
    '08:00:00.200 bestelomgeving outbound acceptDeliveryOrder 202 ordered sent',
    '08:00:00.200 aanspraakmanager inbound acceptDeliveryOrder 202 ordered',
    '08:00:00.200 bestelomgeving · deliveryorders: created created',
    '08:00:00.400 aanspraakmanager outbound confirmDeliveryOrder 202 processed sent',
    '08:00:00.400 bestelomgeving inbound confirmDeliveryOrder 202 processed',
    '08:01:00.200 aanspraakmanager outbound confirmDeliveryOrder 202 licensed sent',
    '08:01:00.200 bestelomgeving inbound confirmDeliveryOrder 202 licensed',
  ];

  it('goes from the order to the licence, across the roles, in workspace time', async () => {
    const { purchaseOrderId, requestReferenceId } = await licensedOrder();
    const found = await timeline(purchaseOrderId);
    expect(linesOf(found)).toEqual(steps);
    expect(found.items).toEqual([
      { collection: 'orders', id: requestReferenceId, status: 'approved' },
      { collection: 'deliveryorders', id: expect.any(String), status: 'licensed' },
    ]);
    expect([found.id, found.ids[0], found.truncated]).toEqual([
      purchaseOrderId,
      purchaseOrderId,
      false,
    ]);
    const [accepted] = found.steps;
    const [exchange] = await workspace.exchanges('operation=acceptOrder');
    expect(accepted).toEqual({
      kind: 'exchange',
      at: '2026-09-01T08:00:00.000Z',
      title: 'Order learning materials',
      role: 'ordersysteem',
      from: 'bestelomgeving',
      to: 'ordersysteem',
      direction: 'inbound',
      peer: 'partner',
      operation: 'acceptOrder',
      status: 202,
      exchange: exchange?.id,
      findings: 0,
    });
  });

  it('is the same for each id that belongs to it', async () => {
    const { purchaseOrderId, requestReferenceId } = await licensedOrder();
    const [delivery] = await workspace.outbox();
    await workspace.put('/ordersysteem/orders', anOrderOf(BOOK));
    const { ids, steps: all } = await timeline(purchaseOrderId);
    const [exchange] = await workspace.exchanges('operation=confirmOrder&direction=inbound');
    const upper = requestReferenceId.toUpperCase();
    for (const id of [...ids, upper, exchange!.id, delivery!.id])
      expect([id, (await timeline(id)).steps]).toEqual([id, all]);
  });

  it('has its credit order', async () => {
    const order = anOrderOf(BOOK);
    await workspace.put('/ordersysteem/orders', order);
    await workspace.advance('PT1M');
    const { purchaseOrderId } = order;
    const credit = aCreditOrder({ purchaseOrderId });
    await workspace.put('/ordersysteem/creditorders', credit);
    await workspace.advance('PT1M');
    const found = await timeline(order.requestReferenceId);
    expect(linesOf(found).slice(5)).toEqual([
      '08:01:00.000 ordersysteem inbound acceptCreditOrder 202',
      '08:01:00.000 ordersysteem · creditorders: accepted accepted',
      '08:01:00.000 ordersysteem · creditorders: approved approved',
      '08:01:00.200 ordersysteem outbound confirmCreditOrder 202 approved sent',
      '08:01:00.200 bestelomgeving inbound confirmCreditOrder 202 approved',
    ]);
    expect(found.items).toEqual([
      { collection: 'orders', id: order.requestReferenceId, status: 'approved' },
      { collection: 'creditorders', id: credit.requestReferenceId, status: 'approved' },
    ]);
    expect((await timeline(credit.requestReferenceId)).steps).toEqual(found.steps);
  });

  it('has a confirmation that waits, with the time at which it is due', async () => {
    const order = anOrderOf(LATE);
    await workspace.put('/ordersysteem/orders', order);
    const { steps: found } = await timeline(order.requestReferenceId);
    const [delivery] = await workspace.outbox();
    expect(found.at(-1)).toEqual({
      kind: 'message',
      at: '2026-09-02T08:00:00.000Z',
      title: 'Confirm an order',
      role: 'ordersysteem',
      from: 'ordersysteem',
      to: 'bestelomgeving',
      direction: 'outbound',
      operation: 'confirmOrder',
      state: 'approved',
      delivery: 'waiting',
      deliveryId: delivery?.id,
      dueAt: '2026-09-02T08:00:00.000Z',
    });
  });

  it('has a decision that is planned', async () => {
    const order = anOrderOf('9789000099023');
    await workspace.put('/ordersysteem/orders', order);
    const { steps: found } = await timeline(order.requestReferenceId);
    expect(found.find(({ dueAt, kind }) => kind === 'state' && dueAt !== undefined)).toMatchObject({
      at: '2026-09-01T09:00:00.000Z',
      state: 'approved',
      dueAt: '2026-09-01T09:00:00.000Z',
    });
  });

  it('has each attempt to send a confirmation that the partner does not accept', async () => {
    await workspace.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    partner.responses = [503, 400];
    const order = anOrderOf(BOOK);
    await workspace.put('/ordersysteem/orders', order);
    await workspace.advance('PT1M');
    expect(linesOf(await timeline(order.purchaseOrderId)).slice(3)).toEqual([
      '08:00:00.200 ordersysteem outbound confirmOrder 503 approved refused',
      '08:00:01.200 ordersysteem outbound confirmOrder 400 approved refused',
    ]);
  });

  it('has the findings of its messages, also of a message that was refused', async () => {
    const order = anOrder({ purchaseOrderType: 7 });
    await workspace.put('/ordersysteem/orders', order);
    const { steps: found, items } = await timeline(order.purchaseOrderId);
    expect(found).toMatchObject([
      { operation: 'acceptOrder', status: 400, findings: 1, reason: expect.any(String) },
    ]);
    expect(items).toEqual([]);
  });

  it('is found by its purchase order, its sales order and its request after the journal was emptied', async () => {
    const { purchaseOrderId, requestReferenceId } = await licensedOrder();
    const { salesOrderId } = await workspace.state('orders', requestReferenceId);
    await workspace.control('delete', 'exchanges');
    for (const id of [purchaseOrderId, requestReferenceId, salesOrderId!])
      expect(linesOf(await timeline(id))).toEqual([
        '08:00:00.000 ordersysteem · orders: accepted accepted',
        '08:00:00.000 ordersysteem · orders: approved approved',
        '08:00:00.200 ordersysteem outbound confirmOrder 202 approved sent',
        '08:00:00.200 bestelomgeving outbound acceptDeliveryOrder 202 ordered sent',
        '08:00:00.200 bestelomgeving · deliveryorders: created created',
        '08:00:00.400 aanspraakmanager outbound confirmDeliveryOrder 202 processed sent',
        '08:01:00.200 aanspraakmanager outbound confirmDeliveryOrder 202 licensed sent',
      ]);
  });

  it('has no step of an order whose number only begins alike', async () => {
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-1' }));
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO-10' }));
    const { steps: found } = await timeline('PO-1');
    expect(found.filter(({ operation }) => operation === 'acceptOrder')).toHaveLength(1);
  });

  it('has only the order of the id where a list has several', async () => {
    const { requestReferenceId } = await licensedOrder();
    const { items } = await timeline(requestReferenceId);
    const { id } = items.find(({ collection }) => collection === 'deliveryorders')!;
    await workspace.call('get', '/bestelomgeving/v2/deliveryorders/contracts/CT-2026-001');
    await workspace.call('get', `/bestelomgeving/v2/deliveryorders/${id}`);
    await workspace.call('get', '/bestelomgeving/v2/deliveryorders/school?orgMasterId=104A158');
    const found = await timeline(id);
    expect(found.items).toEqual(items);
    expect(linesOf(found).slice(12)).toEqual([
      '08:02:00.000 bestelomgeving inbound getDeliveryOrder 200 licensed',
      '08:02:00.000 bestelomgeving inbound getDeliveryOrdersForSchool 200',
    ]);
  });

  it.each(special)('is found by a number with special characters: %s', async (purchaseOrderId) => {
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO11' }));
    const order = anOrder({ purchaseOrderId });
    await workspace.put('/ordersysteem/orders', order);
    const { items, id } = await timeline(purchaseOrderId);
    expect([id, items]).toEqual([
      purchaseOrderId,
      [{ collection: 'orders', id: order.requestReferenceId, status: 'approved' }],
    ]);
  });

  it.each(special)(
    'is found in the journal alone by such a number: %s',
    async (purchaseOrderId) => {
      const refused = { purchaseOrderType: 7 };
      await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId: 'PO11', ...refused }));
      await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId, ...refused }));
      expect(linesOf(await timeline(purchaseOrderId))).toEqual([
        '08:00:00.000 ordersysteem inbound acceptOrder 400',
      ]);
    },
  );

  it('is found in the journal by a number that the sender wrote with escapes', async () => {
    const order = anOrder({ purchaseOrderId: 'PO-NUMBER', purchaseOrderType: 7 });
    const text = JSON.stringify(order).replace('PO-NUMBER', 'PO-\\u00e9');
    await workspace.put('/ordersysteem/orders', text);
    expect((await timeline('PO-é')).steps).toHaveLength(1);
  });
});

describe('the timeline of an order of Bokbasen', () => {
  const send = async (number: string): Promise<string> => {
    const response = await workspace.call('post', '/bokbasen/orders/v1', {
      body: anEditxOrder({ number, seller: '987654' }),
    });
    return String(response.headers['location']).split('/').at(-1) ?? '';
  };

  it('has the status of its lines', async () => {
    const id = await send('BEST &amp; 7');
    await workspace.advance('PT1M');
    await workspace.call('post', `/bokbasen/orders/v1/${id}/lines/1`, {
      body: { status: 'FULFILLED' },
    });
    await workspace.call('get', `/bokbasen/orders/v1/${id}`);
    const found = await timeline('BEST & 7');
    expect(linesOf(found)).toEqual([
      '08:00:00.000 bokbasen-orders inbound sendOrder 202',
      '08:00:00.000 bokbasen-orders · bokbasen-orders: UNPROCESSED UNPROCESSED',
      expect.stringMatching(/bokbasen-orders · bokbasen-orders: SENT SENT$/),
      '08:01:00.000 bokbasen-orders inbound updateOrderLineStatus 200 FULFILLED',
      '08:01:00.000 bokbasen-orders inbound getOrder 200 SENT',
    ]);
    expect(found.steps[0]).toMatchObject({ from: 'buyer', to: 'bokbasen-orders' });
    expect(found.items).toEqual([{ collection: 'bokbasen-orders', id, status: 'SENT' }]);
    expect((await timeline(id)).steps).toEqual(found.steps);
  });

  it('is found in the journal by a number in XML, and by an id in a path', async () => {
    await workspace.call('post', '/bokbasen/orders/v1', {
      body: anEditxOrder({ number: 'A &amp; &lt;B&gt;', numberOfLines: 7 }).replace('4321', '&'),
    });
    await workspace.call('get', `/bokbasen/orders/v1/${encodeURIComponent('é & %')}`);
    expect([linesOf(await timeline('A & <B>')), linesOf(await timeline('é & %'))]).toEqual([
      ['08:00:00.000 bokbasen-orders inbound sendOrder 400'],
      ['08:00:00.000 bokbasen-orders inbound getOrder 404'],
    ]);
  });

  it('is found by its number after the journal was emptied', async () => {
    const id = await send('BEST-8');
    await workspace.control('delete', 'exchanges');
    expect((await timeline('BEST-8')).items).toMatchObject([{ id }]);
  });

  it('has the downloads of an order of DDS', async () => {
    const example = await workspace.control<{ body: { orderid: string } }>(
      'get',
      'examples/dds/placeOrder',
    );
    const client_id = workspace.clientId();
    const { body } = await server.http.post('/bokbasen/oauth/token').send({
      grant_type: 'client_credentials',
      client_id,
      client_secret: `${client_id}-secret`,
      audience: 'https://api.bokbasen.io/dds/',
    });
    const { access_token } = body as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}`, accept: 'application/json' };
    const placed = await server.http.post('/bokbasen/dds/order/v1').set(headers).send(example.body);
    const content = await server.http
      .get(new URL(String(placed.headers['location'])).pathname)
      .set(headers)
      .redirects(0);
    const page = new URL(String(content.headers['location']), server.url);
    await server.http.get(page.pathname);
    expect(linesOf(await timeline(example.body.orderid))).toEqual([
      '08:00:00.000 dds inbound placeOrder 201',
      '08:00:00.000 dds inbound getContent 302',
      expect.stringMatching(/^08:00:00.000 dds inbound getDownloadStatus 200/),
      '08:00:00.000 dds · dds-orders: sold sold',
    ]);
  });
});

describe('GET …/timeline', () => {
  it.each([
    ['no id', 'timeline', 'missing'],
    ['an empty id', 'timeline?id=%20', ' '],
    ['a long id', `timeline?id=${'x'.repeat(501)}`, 'x'.repeat(501)],
    ['two ids', 'timeline?id=a&id=b', 'a,b'],
  ])('answers 400 to %s', async (_what, path, seen) => {
    const response = await workspace.tryControl('get', path);
    expect([response.status, response.body]).toMatchObject([
      400,
      { faults: [{ path: 'id', seen }] },
    ]);
  });

  it('answers 404 to an unknown id, and says where ids come from', async () => {
    const response = await workspace.tryControl('get', 'timeline?id=PO-UNKNOWN');
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      404,
      `Workspace ${workspace.id} does not know the id "PO-UNKNOWN". Ids are in the messages that were sent and received ` +
        '(GET …/exchanges), in the outbox (GET …/deliveries) and in the items of GET …/state/{collection}',
    ]);
  });

  it('answers 404 to a text of a message that is no id', async () => {
    await workspace.put('/ordersysteem/orders', anOrderOf(BOOK));
    expect((await workspace.tryControl('get', `timeline?id=${BOOK}`)).status).toBe(404);
  });

  it('answers 404 in a workspace that does not exist', async () => {
    const response = await server.http.get('/_sandbox/workspaces/none/timeline?id=PO-1');
    expect(response.status).toBe(404);
  });

  it('has nothing of another workspace', async () => {
    const { purchaseOrderId, requestReferenceId } = await licensedOrder();
    const other = await server.workspace();
    for (const id of (await timeline(purchaseOrderId)).ids)
      expect((await other.tryControl('get', `timeline?id=${id}`)).status).toBe(404);
    await other.put('/ordersysteem/orders', anOrder());
    await other.put('/ordersysteem/orders', anOrder({ purchaseOrderId }));
    await workspace.put('/ordersysteem/orders', anOrder({ purchaseOrderId }));
    await other.put('/ordersysteem/orders', anOrder());
    const [own, others] = [await timeline(purchaseOrderId), await timeline(purchaseOrderId, other)];
    expect(own.ids.filter((id) => others.ids.includes(id))).toEqual([purchaseOrderId]);
    expect(own.ids).toContain(requestReferenceId);
  });

  it('is cut where a line id belongs to more orders than one answer has', async () => {
    await workspace.control('post', 'orders/generate', { api: 'edu-v-order', count: 1 });
    for (let index = 0; index < 210; index += 1)
      await workspace.put('/ordersysteem/orders', anOrder());
    const { truncated, ids, steps } = await timeline('10');
    expect([truncated, ids.length <= 200, steps.length > 0]).toEqual([true, true, true]);
  });
});
