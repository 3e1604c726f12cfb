import { ddsSuite } from './bokbasen-dds/suite.js';
import { bokbasenOrderSuite } from './bokbasen-orders/suite.js';
import { deliverySuite } from './edu-v-delivery/suite.js';
import { orderSuite } from './edu-v-order/suite.js';
import type { Suite } from '../runner/suite.js';

/** What the runner tries, contract by contract. */
export const suites: readonly Suite[] = [orderSuite, deliverySuite, bokbasenOrderSuite, ddsSuite];
