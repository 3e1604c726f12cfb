import { ddsSuite } from './bokbasen-dds/suite.js';
import { bokbasenOrderSuite } from './bokbasen-orders/suite.js';
import { eduvDeliverySuite } from './edu-v-delivery/suite.js';
import { eduvOrderSuite } from './edu-v-order/suite.js';
import type { ConformanceSuite } from '../runner/suite.js';

/** Suites of all APIs, in the order of the report. */
export const suites: readonly ConformanceSuite[] = [
  eduvOrderSuite,
  eduvDeliverySuite,
  bokbasenOrderSuite,
  ddsSuite,
];
