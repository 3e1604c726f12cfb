import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { deliveryTypes } from '../../src/apis/edu-v-delivery/delivery-types.js';
import { seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import { deliveryConfirmationOf } from '../../src/conformance/suites/edu-v-delivery/partner-delivery-orders.js';
import { eduvMessageErrors } from '../facts/eduv-message-errors.js';
import { aCreditOrder, aDeliveryOrder, aDeliveryRequest, anOrder } from '../support/builders.js';
import { partnerServer } from '../support/partner-server.js';
import { testServer } from '../support/test-server.js';

type Fields = Record<string, unknown>;

/** A partner that validates with the published YAML of Order API 0.9.2 and Delivery API 2.0.0 receives these messages. */
const partner = partnerServer();
const server = testServer();

beforeAll(async () => {
  await server.freeze();
  for (const role of ['bestelomgeving', 'ordersysteem', 'aanspraakmanager'])
    await server.control('put', `partners/${role}`, {
      baseUrl: `${partner.url}/v1`,
      deliveryBaseUrl: `${partner.url}/v2`,
    });
});

interface MagicValue {
  api: string;
  behaviour: string;
  field: string;
  value: string;
}

/** The magic values of an API, except the one that violates the schema on purpose. */
async function magicValuesOf(api: string): Promise<MagicValue[]> {
  const { body } = await server.http.get('/_sandbox/scenarios');
  return (body as { items: MagicValue[] }).items.filter(
    (one) => one.api === api && one.behaviour !== 'invalid-schema',
  );
}

/** An order in which a field has a value. */
function orderWith({ field, value }: Pick<MagicValue, 'field' | 'value'>) {
  const productId = field === 'productId' ? value : '9789000000017';
  const lines = [productId, '9789000000029'].map((product, index) => ({
    purchaseOrderLineId: String(index),
    productId: product,
    quantity: 5,
  }));
  return anOrder({ ...(field !== 'productId' && { [field]: value }), orderLines: lines });
}

/** A delivery order of each type, with a value. */
function deliveryOrdersWith(field: string, value: string): Fields[] {
  return deliveryTypes.map((deliveryType) => {
    const { buyer, deliverySpecification } = seededOrders.find(
      ({ order }) => order.deliveryType === deliveryType,
    )!.order;
    return aDeliveryOrder({ deliveryType, buyer, deliverySpecification, [field]: value });
  });
}

describe('every message that the sandbox sends conforms to the published schemas', () => {
  it('confirmations of orders and credit orders, for each magic value', async () => {
    const values = await magicValuesOf('edu-v-order');
    expect(values.length).toBeGreaterThan(10);
    for (const value of [{ field: 'contractId', value: 'CT-2026-001' }, ...values]) {
      const order = orderWith(value);
      // The first answer to some values is an error status.
      await server.put('/ordersysteem/orders', order);
      await server.put('/ordersysteem/orders', order);
      await server.advance('P2D');
      const { purchaseOrderId, orderLines } = order;
      await server.put('/ordersysteem/creditorders', aCreditOrder({ purchaseOrderId, orderLines }));
      await server.put('/ordersysteem/creditorders', aCreditOrder({ purchaseOrderId }));
      await server.advance('P2D');
    }
    const paths = new Set(partner.messages.map(({ path }) => path));
    expect([...paths].toSorted()).toEqual([
      '/v1/creditorders/confirmations',
      '/v1/orders/confirmations',
    ]);
    expect(partner.messages.flatMap(eduvMessageErrors)).toEqual([]);
  });

  it.each(['v1', 'v2'])(
    'confirmations of delivery orders of each type for /%s, for each magic value',
    async (version) => {
      partner.reset();
      const all = await magicValuesOf('edu-v-delivery');
      expect(all.length).toBeGreaterThan(4);
      // The versions differ in the types that they know.
      const values = version === 'v2' ? all : all.slice(0, 2);
      const path = `/aanspraakmanager/${version}/deliveryorders`;
      for (const { field, value } of [{ field: 'productId', value: '9789000000017' }, ...values]) {
        const orders = deliveryOrdersWith(field, value).filter(
          ({ deliveryType }) => version === 'v2' || deliveryType !== 'school-admin',
        );
        for (const request of orders.map(aDeliveryRequest)) {
          expect((await server.put(path, request)).status).toBe(202);
          await server.put(path, request);
        }
        await server.advance('P2D');
        for (const request of orders.flatMap(changesOf).map(aDeliveryRequest))
          expect((await server.put(path, request)).status).toBe(202);
        await server.advance('P2D');
      }
      const confirmations = partner.messages.filter(({ body }) => 'success' in body);
      expect(confirmations.length).toBeGreaterThan(version === 'v2' ? 300 : 100);
      expect(confirmations.flatMap(eduvMessageErrors)).toEqual([]);
      expect(confirmations.filter(({ body }) => !hasConsistentStatus(body))).toEqual([]);
    },
  );

  it('requests of the Bestelomgeving, written and generated', async () => {
    partner.reset();
    for (const api of ['edu-v-order', 'edu-v-delivery'])
      await server.control('post', 'orders/generate', { api, count: 30, seed: 1 });
    await server.control('delete', 'partners/bestelomgeving');
    const order = orderWith({ field: 'contractId', value: 'CT-2026-001' });
    await server.put('/ordersysteem/orders', order);
    await server.advance('PT1M');
    for (const collection of ['orders', 'creditorders', 'deliveryorders'])
      await server.control('post', `state/${collection}`, {});
    await server.advance('P2D');
    expect(partner.messages.length).toBeGreaterThan(2);
    expect(partner.messages.flatMap(eduvMessageErrors)).toEqual([]);
  });
});

/** A higher quantity, a lower quantity, and two cancellations of an order. */
function changesOf(order: Fields): Fields[] {
  const cancelled = { ...order, status: 'cancelled', endDate: '2026-09-02' };
  return [
    { ...order, deliverySpecification: withTotal(order, 100_000) },
    { ...order, deliverySpecification: withTotal(order, 1) },
    cancelled,
    cancelled,
  ];
}

/** The specification with another total, where the type has one. */
function withTotal({ deliverySpecification }: Fields, totalQuantity: number): unknown {
  const specification = deliverySpecification as Fields;
  return 'totalQuantity' in specification
    ? { school: specification['school'], ...specification, totalQuantity }
    : specification;
}

/** True where newDeliveryOrderStatus is newStatus or, without a new status, one that an order can keep. */
function hasConsistentStatus({ newStatus, newDeliveryOrderStatus }: Fields): boolean {
  if (newStatus !== undefined) return newDeliveryOrderStatus === newStatus;
  return ['ordered', 'processed', 'licensed', 'cancelled'].includes(String(newDeliveryOrderStatus));
}

describe('confirmations of the runner', () => {
  it.each(seededOrders.map(({ order }) => [order.deliveryType, order.status, order] as const))(
    'of an order of type %s with the status %s conform to the published schema',
    (_type, _status, deliveryOrder) => {
      const request = { deliveryOrderReferenceId: randomUUID(), deliveryOrder };
      const refusal = { success: false, status: 99, statusMessage: 'in use' };
      for (const difference of [{}, refusal, { newStatus: 'licensed' } as const]) {
        const body = deliveryConfirmationOf(request, {
          ...difference,
          deliveryOrderReceiveId: 'R-1',
        });
        expect(eduvMessageErrors({ path: '/v2/deliveryorders/confirmations', body })).toEqual([]);
      }
    },
  );
});

describe('newDeliveryOrderStatus of a confirmation', () => {
  const path = '/aanspraakmanager/v2/deliveryorders';
  const confirmationsOf = (reference: string) =>
    partner.messages
      .filter(({ body }) => body['deliveryOrderReferenceId'] === reference)
      .map(({ body }) => [body['success'], body['newStatus'], body['newDeliveryOrderStatus']]);
  const send = async (order: Fields): Promise<unknown[]> => {
    const request = { deliveryOrderReferenceId: randomUUID(), deliveryOrder: order };
    await server.put(path, request);
    await server.advance('PT1M');
    return confirmationsOf(request.deliveryOrderReferenceId);
  };

  beforeEach(() =>
    server.control('put', 'partners/bestelomgeving', { baseUrl: `${partner.url}/v1` }),
  );

  it('is the new status, the kept status of a refusal, and ordered without an order', async () => {
    const order = aDeliveryOrder();
    const { deliveryOrderId } = order;
    expect(await send(order)).toEqual([[true, 'processed', 'processed']]);
    const specification = { ...(order['deliverySpecification'] as Fields), totalQuantity: 80 };
    const lowered = { ...order, status: 'processed', deliverySpecification: specification };
    expect(await send(lowered)).toEqual([[true, undefined, 'processed']]);
    const raised = { ...specification, totalQuantity: 500 };
    expect(await send({ ...lowered, deliverySpecification: raised })).toEqual([
      [false, undefined, 'processed'],
    ]);
    await server.control('post', `aanspraakmanager/deliveryorders/${deliveryOrderId}/license`);
    await server.advance('PT1M');
    const cancelled = { ...lowered, status: 'cancelled', endDate: '2026-09-02' };
    expect(await send(cancelled)).toEqual([[false, undefined, 'licensed']]);
    expect(await send(aDeliveryOrder({ productId: '9789000099085' }))).toEqual([
      [false, undefined, 'ordered'],
    ]);
  });
});
