import { ddsSuite } from './bokbasen-dds/suite.js';
import { bokbasenOrderSuite } from './bokbasen-orders/suite.js';
import { eduvDeliverySuite } from './edu-v-delivery/suite.js';
import { eduvOrderSuite } from './edu-v-order/suite.js';
import type { ConformanceSuite } from '../runner/suite.js';

/** What the runner tries, contract by contract. */
export const suites: readonly ConformanceSuite[] = [
  eduvOrderSuite,
  eduvDeliverySuite,
  bokbasenOrderSuite,
  ddsSuite,
];
