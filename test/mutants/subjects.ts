import { BUYER, SELLER } from '../../src/apis/bokbasen/clients.js';
import {
  AUDIO_TITLE,
  CONSUMER,
  NODRM_TITLE,
  SDRM_TITLE,
} from '../../src/apis/bokbasen-dds/examples.js';
import { BOOK, DIGITAL } from '../../src/apis/bokbasen-orders/examples.js';
import { CONTRACT, schools, seededOrders, student } from '../../src/apis/edu-v-delivery/seed.js';
import { DIGITAL_PRODUCT } from '../../src/apis/edu-v/products.js';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import { aCreditOrder, aDeliveryOrder, anOrder } from '../support/builders.js';
import type { RunOptions } from '../../src/conformance/runner/configuration/options.js';
import type { Workspace } from '../support/test-server.js';

/** Role of the sandbox that the runner tests, and its addresses and options. */
export interface Subject {
  role: string;
  /** Base path after the origin. */
  base: string;
  token: string;
  options: Partial<RunOptions>;
  /** Partners of the server by role, with paths that follow the origin of the runner. */
  partners?: Record<string, Record<string, string>>;
  /** Prepares the server for a run. */
  prepare?: (server: Workspace) => Promise<void>;
}

const client = (kind: string, audience?: string) => ({
  clientId: `demo-${kind}`,
  clientSecret: `demo-${kind}-secret`,
  audience,
});
const noscope = client('noscope');

/** Address at which the runner receives requests of the server as its partner. */
const runnerAsPartner = (role: string) => ({
  baseUrl: `/${role}`,
  tokenUrl: `/${role}/oauth2/token`,
  clientId: 'partner',
  clientSecret: 'partner-secret',
});

export const ordersysteem: Subject = {
  role: 'ordersysteem',
  base: '/ordersysteem',
  token: '/ordersysteem/oauth2/token',
  options: {
    clients: { noscope },
    data: {
      products: orderExamples.order.orderLines.map(({ productId }) => productId),
      unknownProduct: '9789000099016',
      contract: CONTRACT,
    },
  },
  partners: { bestelomgeving: runnerAsPartner('bestelomgeving') },
};

export const aanspraakmanager: Subject = {
  role: 'aanspraakmanager',
  base: '/aanspraakmanager',
  token: '/aanspraakmanager/oauth2/token',
  options: {
    clients: { noscope, dashboard: client('dashboard') },
    data: {
      products: [DIGITAL_PRODUCT],
      productInUse: '9789000099115',
      contract: CONTRACT,
      school: schools.first,
    },
  },
  partners: { bestelomgeving: runnerAsPartner('bestelomgeving') },
};

const state = '/_sandbox/workspaces/default/state';
export const seeded = (type: string) =>
  seededOrders.find(({ order }) => order.deliveryType === type)!.order;
const subjectsOrder = seeded('school-subjects');
const customerOrder = seeded('customer-user');
export const orderWithoutConsent = '5eed0000-0000-4000-8001-00000000f001';
const mutantOrder = { requestReferenceId: undefined, purchaseOrderId: 'PO-2026-MUTANTS' };

/** The Bestelomgeving acts first: the control API makes it send orders, credits and changes. */
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
    data: {
      contract: CONTRACT,
      school: schools.first,
      schoolWithoutConsent: schools.second,
      user: student,
      orderIds: [seeded('school-groups').deliveryOrderId],
      orderWithoutConsent,
    },
    act: {
      acceptOrder: {
        url: `${state}/orders`,
        body: anOrder({ ...orderExamples.order, ...mutantOrder }),
      },
      acceptCreditOrder: { url: `${state}/creditorders`, body: {} },
      creditLines: {
        url: `${state}/creditorders`,
        body: aCreditOrder({ ...mutantOrder, orderLines: orderExamples.creditOrder.orderLines }),
      },
      acceptDeliveryOrder: { url: `${state}/deliveryorders`, body: {} },
      changeDeliveryOrder: {
        method: 'PUT',
        url: `${state}/deliveryorders/${subjectsOrder.deliveryOrderId}`,
        body: {
          ...subjectsOrder,
          deliverySpecification: {
            ...subjectsOrder.deliverySpecification,
            subjects: [{ subjectId: 'SUB-EN', quantity: 20 }],
            totalQuantity: 20,
          },
        },
      },
      cancelDeliveryOrder: {
        method: 'PUT',
        url: `${state}/deliveryorders/${customerOrder.deliveryOrderId}`,
        body: { ...customerOrder, status: 'cancelled', endDate: '2026-09-01' },
      },
    },
  },
  partners: {
    ordersysteem: runnerAsPartner('ordersysteem'),
    aanspraakmanager: runnerAsPartner('aanspraakmanager'),
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
    data: {
      buyer: BUYER,
      seller: SELLER,
      products: [BOOK, DIGITAL],
      ebook: '9788200000037',
      unknownProduct: '9788200099017',
      otherProduct: '9788200000044',
      slowProduct: '9788200099024',
    },
  },
};

/** ISBN of a title in the seed with two versions. */
const TWO_VERSIONS = '9788200105008';
const seededTitle = (end: string): string => `a0d10000-0000-4000-8000-00000000${end}`;

/** Subject with a client for each right. */
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
    data: {
      titles: {
        nodrm: NODRM_TITLE,
        sdrm: SDRM_TITLE,
        audio: AUDIO_TITLE,
        excerpt: NODRM_TITLE,
        withoutExcerpt: seededTitle('1107'),
        withoutAccess: seededTitle('00f4'),
        unpublished: seededTitle('1100'),
        failing: seededTitle('00f1'),
        slow: seededTitle('00f2'),
      },
      consumer: CONSUMER,
      isbn: TWO_VERSIONS,
      publishers: ['9999', '9998'],
    },
  },
};

/** Address with the origin added to its paths. */
export function withOrigin(address: Record<string, string>, origin: string): object {
  return Object.fromEntries(
    Object.entries(address).map(([name, value]) => [
      name,
      value.startsWith('/') ? origin + value : value,
    ]),
  );
}

/** Options with the origin of the server added to the URLs of `act`. */
export function withActOrigin(options: Partial<RunOptions>, origin: string): Partial<RunOptions> {
  const act = Object.entries(options.act ?? {}).map(
    ([name, trigger]) => [name, { ...trigger, url: origin + trigger.url }] as const,
  );
  return { ...options, act: Object.fromEntries(act) };
}
