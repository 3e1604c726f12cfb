import { schools, seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import { aCreditOrder, aDeliveryOrder, anOrder } from '../support/builders.js';
import type { RunOptions } from '../../src/conformance/runner/options.js';
import type { Workspace } from '../support/test-server.js';

/** A server of ours that is tested, and how the runner comes to it. */
export interface Subject {
  role: string;
  /** What goes behind the origin. */
  base: string;
  token: string;
  options: Partial<RunOptions>;
  /** Where the server is to call: partners by role, with the path behind the origin of the runner. */
  partners?: Record<string, Record<string, string>>;
  /** Readies the server for a run. */
  prepare?: (server: Workspace) => Promise<void>;
}

const client = (kind: string, audience?: string) => ({
  clientId: `demo-${kind}`,
  clientSecret: `demo-${kind}-secret`,
  audience,
});
const noscope = client('noscope');

/** Where the runner awaits the calls of a server, as one of its partners. */
const awaited = (role: string) => ({
  baseUrl: `/${role}`,
  tokenUrl: `/${role}/oauth2/token`,
  clientId: 'partner',
  clientSecret: 'partner-secret',
});

export const ordersysteem: Subject = {
  role: 'ordersysteem',
  base: '/ordersysteem',
  token: '/ordersysteem/oauth2/token',
  options: { clients: { noscope } },
  partners: { bestelomgeving: awaited('bestelomgeving') },
};

export const aanspraakmanager: Subject = {
  role: 'aanspraakmanager',
  base: '/aanspraakmanager',
  token: '/aanspraakmanager/oauth2/token',
  options: { clients: { noscope, dashboard: client('dashboard') } },
  partners: { bestelomgeving: awaited('bestelomgeving') },
};

const state = '/_sandbox/workspaces/default/state';
export const seeded = (type: string) =>
  seededOrders.find(({ order }) => order.deliveryType === type)!.order;
const subjects = seeded('school-subjects');
const customers = seeded('customer-user');
export const orderWithoutConsent = '5eed0000-0000-4000-8001-00000000f001';
const own = { requestReferenceId: undefined, purchaseOrderId: 'PO-2026-MUTANTS' };

/** It has to act first: the control API makes it order, credit and change. */
export const bestelomgeving: Subject = {
  role: 'bestelomgeving',
  base: '/bestelomgeving',
  token: '/bestelomgeving/oauth2/token',
  options: {
    clients: {
      noscope,
      entitlor: client('aanspraakmanager'),
      licensor: client('licentieregistratie'),
      dashboard: client('dashboard'),
      portal: client('portaal'),
    },
    data: { orderWithoutConsent },
    act: {
      acceptOrder: { url: `${state}/orders`, body: anOrder({ ...orderExamples.order, ...own }) },
      acceptCreditOrder: { url: `${state}/creditorders`, body: {} },
      creditLines: {
        url: `${state}/creditorders`,
        body: aCreditOrder({ ...own, orderLines: orderExamples.creditOrder.orderLines }),
      },
      acceptDeliveryOrder: { url: `${state}/deliveryorders`, body: {} },
      changeDeliveryOrder: {
        method: 'PUT',
        url: `${state}/deliveryorders/${subjects.deliveryOrderId}`,
        body: {
          ...subjects,
          deliverySpecification: {
            ...subjects.deliverySpecification,
            subjects: [{ subjectId: 'SUB-EN', quantity: 20 }],
            totalQuantity: 20,
          },
        },
      },
      cancelDeliveryOrder: {
        method: 'PUT',
        url: `${state}/deliveryorders/${customers.deliveryOrderId}`,
        body: { ...customers, status: 'cancelled', endDate: '2026-09-01' },
      },
    },
  },
  partners: {
    ordersysteem: awaited('ordersysteem'),
    aanspraakmanager: awaited('aanspraakmanager'),
  },
  prepare: writeOrderWithoutConsent,
};

async function writeOrderWithoutConsent(server: Workspace): Promise<void> {
  const order = aDeliveryOrder({
    buyer: schools.second,
    deliverySpecification: { school: schools.second, totalQuantity: 10 },
    status: 'processed',
  });
  await server.control('put', `state/deliveryorders/${orderWithoutConsent}`, {
    ...order,
    deliveryOrderId: orderWithoutConsent,
  });
}

export const bokbasenOrders: Subject = {
  role: 'bokbasen-orders',
  base: '/bokbasen',
  token: '/bokbasen/oauth/token',
  options: {
    clients: {
      buyer: client('buyer'),
      seller: client('seller'),
      reader: client('reader'),
      otherAudience: client('store', 'https://api.bokbasen.io/dds/'),
    },
  },
};

/** A client for each of its rights. */
export const dds: Subject = {
  role: 'dds',
  base: '/bokbasen',
  token: '/bokbasen/oauth/token',
  options: {
    clients: {
      store: client('store'),
      subscription: client('subscription'),
      partner: client('partner'),
      library: client('library'),
    },
  },
};

/** An address whose paths stand behind that origin. */
export function addressed(address: Record<string, string>, origin: string): object {
  return Object.fromEntries(
    Object.entries(address).map(([name, value]) => [
      name,
      value.startsWith('/') ? origin + value : value,
    ]),
  );
}

/** The calls by which the server is made to act go to the server itself. */
export function acting(options: Partial<RunOptions>, origin: string): Partial<RunOptions> {
  const act = Object.entries(options.act ?? {}).map(
    ([name, one]) => [name, { ...one, url: origin + one.url }] as const,
  );
  return { ...options, act: Object.fromEntries(act) };
}
