import { aCreditOrder, aDeliveryRequest, aDeliveryOrder, anOrder } from './builders.js';
import { BokbasenClient, anOrder as anEditxOrder } from './bokbasen-client.js';
import { DdsClient, ORDER, SDRM, anOrder as aDdsOrder } from './dds-client.js';
import type { TestServer } from './test-server.js';

/** Collections of the control API. */
export const COLLECTIONS =
  'orders creditorders deliveryorders contracts schools consents memberships bokbasen-orders bokbasen-products parties titles consumers dds-orders reports'.split(
    ' ',
  );

/** Part of a partner's order: a number above 2^53, and fields with the names of ours. */
export const WIRE_TEXT =
  '"big":12345678901234567890,"clientId":"demo","client":"demo","clients":["demo"]';

/** Order whose text must not change. It has spaces, and fields that Ketenlab does not know. */
export function anOrderText(
  { requestReferenceId, purchaseOrderId, orderLines } = anOrder(),
): string {
  return `{ "requestReferenceId":"${requestReferenceId}", "purchaseOrderId":"${purchaseOrderId}",${WIRE_TEXT},
    "orderLines":${JSON.stringify(orderLines)} }`;
}

const aLoan = { isbn: '9788200100010', model: 'PACKAGE', price: 49, date: '2026-11-21' };

/** Fills the workspace `default` with data of every role: sent, waiting and refused messages, a fault and a scenario. */
export async function fillWorkspace(server: TestServer): Promise<void> {
  await server.freeze();
  await server.control('post', 'faults', {
    kind: 'latency',
    delayMs: { min: 1, max: 2 },
    client: 'demo-unconnected',
  });
  await server.control('post', 'scenarios', {
    api: 'edu-v-order',
    field: 'purchaseOrderId',
    value: 'PO-LATE',
    behaviour: 'confirmed-late',
    after: 'PT10M',
  });
  const orders = '/ordersysteem/orders';
  const confirmed = anOrder();
  await server.put(orders, confirmed);
  await server.put(orders, anOrderText());
  await server.put(orders, anOrder({ purchaseOrderId: 'PO-LATE' }));
  await server.put(orders, anOrder({ purchaseOrderId: 'PO-MAGIC-503' }));
  const bokbasen = new BokbasenClient(server);
  await bokbasen.postOrder(anEditxOrder());
  await bokbasen.postOrder(anEditxOrder({ lines: [{ ean: '9788200000010' }] }));
  const deliveryOrders = '/aanspraakmanager/deliveryorders';
  await server.put(deliveryOrders, aDeliveryRequest());
  await server.control('post', 'state/deliveryorders', {});
  await server.advance('PT2S');
  const { purchaseOrderId } = confirmed;
  await server.put('/ordersysteem/creditorders', aCreditOrder({ purchaseOrderId }));
  await server.put('/ordersysteem/creditorders', aCreditOrder());
  const dds = new DdsClient(server);
  const location = await dds.placeOrder(aDdsOrder());
  await dds.call('post', ORDER, {
    body: aDdsOrder({ orderid: 'marked', resid: SDRM, firstname: 'Ola', lastname: 'N' }),
  });
  await dds.startContent(location);
  await dds.call('post', '/bokbasen/reporting/loan/tibi/v1', {
    service: 'reporting',
    body: [aLoan],
  });
  for (const api of ['edu-v-order', 'edu-v-delivery', 'bokbasen-orders', 'dds'])
    await server.tryControl('post', 'orders/generate', { api, count: 6, seed: 7 });
  await server.advance('PT1S');
  await server.control('put', 'settings', { decide: 'manual' });
  await server.put(orders, anOrder());
  await server.put(deliveryOrders, aDeliveryRequest(aDeliveryOrder()));
  await server.control('put', 'settings', {});
  await server.put(orders, anOrder());
}

/** Fields of deliveries that belong to the journal and to the address of this server. */
const UNSAVED = ['request', 'response', 'exchange', 'url'];

/** A value without the fields of deliveries that no snapshot has. */
export function savedFieldsOf<Value>(value: Value): Value {
  const text = JSON.stringify(value, (name, field: unknown) =>
    UNSAVED.includes(name) ? undefined : field,
  );
  return JSON.parse(text) as Value;
}

/** All lists of a workspace, with the fields that a snapshot has. */
export async function listsOf(
  workspace: Pick<TestServer, 'control'>,
): Promise<Record<string, unknown>> {
  const lists: Record<string, unknown> = {};
  for (const name of [
    ...COLLECTIONS.map((one) => `state/${one}`),
    'deliveries',
    'faults',
    'scenarios',
  ])
    lists[name] = await workspace.control(
      'get',
      `${name}${/^(state|deliv)/.test(name) ? '?limit=500' : ''}`,
    );
  return savedFieldsOf(lists);
}
