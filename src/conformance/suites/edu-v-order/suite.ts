import { orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import type { ConformanceSuite } from '../../runner/suite.js';
import { orderBestelomgevingTests } from './bestelomgeving.js';
import { ordersysteemTests } from './ordersysteem.js';
import { OrderConfiguration } from './configuration.js';

/** Tests for both roles of the Order API of Edu-V. */
export const eduvOrderSuite: ConformanceSuite = {
  api: orderDescriptor,
  configuration: OrderConfiguration,
  optionalConfiguration: [
    'clients.noscope: a client whose tokens do not have the scope',
    'data.products: products that the partner sells',
    'data.unknownProduct: a product that the partner does not sell',
    'data.contract: a contract that the partner knows',
    'act.acceptOrder, act.acceptCreditOrder: calls that make a ' +
      'Bestelomgeving send an order, and a credit order',
    'act.creditLines: a call that makes a Bestelomgeving ' +
      'send a credit order for lines of an order',
  ],
  tests: (session, role) =>
    role === 'ordersysteem' ? ordersysteemTests(session) : orderBestelomgevingTests(session),
};
