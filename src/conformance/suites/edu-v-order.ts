import { orderContract } from '../../contracts/edu-v-order/operations.js';
import { sellerTests } from './edu-v-order-seller.js';
import { supplierTests } from './edu-v-order-supplier.js';
import type { Suite } from './suite.js';

/** What is tried on an Ordersysteem, and on the Bestelomgeving that hears of it. */
export const orderSuite: Suite = {
  contract: orderContract,
  tests: (lab, role) => (role === 'ordersysteem' ? supplierTests(lab) : sellerTests(lab)),
};
