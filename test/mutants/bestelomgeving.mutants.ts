import { seededOrders, schools } from '../../src/contracts/edu-v-delivery/seed.js';
import { examples as orderExamples } from '../../src/contracts/edu-v-order/examples.js';
import { aCreditOrder, aDeliveryOrder, anOrder } from '../support/builders.js';
import { mutantsOf, type Mutant, type Subject } from './bench.js';

const client = (clientId: string) => ({ clientId, clientSecret: `${clientId}-secret` });
const state = '/_sandbox/workspaces/default/state';
const seeded = (type: string) =>
  seededOrders.find(({ order }) => order.deliveryType === type)!.order;
const subjects = seeded('school-subjects');
const customers = seeded('customer-user');
const orderWithoutConsent = '5eed0000-0000-4000-8001-00000000f001';

const own = { requestReferenceId: undefined, purchaseOrderId: 'PO-2026-MUTANTS' };

const partner = (role: string) => ({
  baseUrl: `/${role}`,
  tokenUrl: `/${role}/oauth2/token`,
  clientId: 'partner',
  clientSecret: 'partner-secret',
});

const subject: Subject = {
  role: 'bestelomgeving',
  base: '/bestelomgeving',
  token: '/bestelomgeving/oauth2/token',
  options: {
    clients: {
      noscope: client('demo-noscope'),
      entitlor: client('demo-aanspraakmanager'),
      licensor: client('demo-licentieregistratie'),
      dashboard: client('demo-dashboard'),
      portal: client('demo-portaal'),
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
    ordersysteem: partner('ordersysteem'),
    aanspraakmanager: partner('aanspraakmanager'),
  },
  prepare: async (server) => {
    const order = aDeliveryOrder({
      buyer: schools.second,
      deliverySpecification: { school: schools.second, totalQuantity: 10 },
      status: 'processed',
    });
    await server.control('put', `state/deliveryorders/${orderWithoutConsent}`, {
      ...order,
      deliveryOrderId: orderWithoutConsent,
    });
  },
};

const mutants: Mutant[] = [];
mutantsOf(subject, mutants);
