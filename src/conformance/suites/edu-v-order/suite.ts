import { orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderBestelomgevingTests } from './bestelomgeving.js';
import { ordersysteemTests } from './ordersysteem.js';
import type { ConformanceSuite } from '../../runner/suite.js';

/** What is tried on an Ordersysteem, and on the Bestelomgeving that hears of it. */
export const eduvOrderSuite: ConformanceSuite = {
  api: orderDescriptor,
  optionalConfiguration: [
    'clients.noscope: a client that gets tokens without the scope',
    'data.products, data.contract: what the partner sells, and under which contract',
    'act.acceptOrder, act.acceptCreditOrder, act.creditLines: how a Bestelomgeving is made to order, and to credit an order or lines of it',
  ],
  tests: (session, role) =>
    role === 'ordersysteem' ? ordersysteemTests(session) : orderBestelomgevingTests(session),
};
