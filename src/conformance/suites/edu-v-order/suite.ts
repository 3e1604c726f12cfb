import { orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { bestelomgevingTests } from './bestelomgeving.js';
import { ordersysteemTests } from './ordersysteem.js';
import { OrderConfiguration } from './configuration.js';
import type { Suite } from '../../runner/suite.js';

/** What is tried on an Ordersysteem, and on the Bestelomgeving that hears of it. */
export const orderSuite: Suite = {
  api: orderDescriptor,
  configuration: OrderConfiguration,
  needs: [
    'clients.noscope: a client that gets tokens without the scope',
    'data.products, data.contract: what the partner sells, and under which contract',
    'act.acceptOrder, act.acceptCreditOrder, act.creditLines: how a Bestelomgeving is made to order, and to credit an order or lines of it',
  ],
  tests: (session, role) =>
    role === 'ordersysteem' ? ordersysteemTests(session) : bestelomgevingTests(session),
};
