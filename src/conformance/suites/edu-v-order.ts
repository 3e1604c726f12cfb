import { orderContract } from '../../contracts/edu-v-order/operations.js';
import { sellerTests } from './edu-v-order/seller.js';
import { supplierTests } from './edu-v-order/supplier.js';
import type { Suite } from './suite.js';

/** What is tried on an Ordersysteem, and on the Bestelomgeving that hears of it. */
export const orderSuite: Suite = {
  contract: orderContract,
  needs: [
    'clients.noscope: a client that gets tokens without the scope',
    'data.products, data.contract: what the partner sells, and under which contract',
    'act.acceptOrder, act.acceptCreditOrder, act.creditLines: how a Bestelomgeving is made to order, and to credit an order or lines of it',
  ],
  tests: (lab, role) => (role === 'ordersysteem' ? supplierTests(lab) : sellerTests(lab)),
};
