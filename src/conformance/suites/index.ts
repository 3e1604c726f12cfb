import { ddsSuite } from './bokbasen-dds.js';
import { bokbasenOrderSuite } from './bokbasen-orders.js';
import { deliverySuite } from './edu-v-delivery.js';
import { orderSuite } from './edu-v-order.js';
import type { Suite } from './suite.js';

/** What the runner tries, contract by contract. */
export const suites: readonly Suite[] = [orderSuite, deliverySuite, bokbasenOrderSuite, ddsSuite];
