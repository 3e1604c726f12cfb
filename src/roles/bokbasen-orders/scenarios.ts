import { defineScenarios } from '../../sandbox/scenarios/scenario.js';

export const BOKBASEN_ORDERS_API = 'bokbasen-orders';
/** Fields of an order that a scenario can match. */
export const SCENARIO_FIELDS = ['EAN', 'OrderNumber', 'buyer', 'seller'];
export const UNKNOWN_PRODUCT = '9788200099017';
export const REJECTION = 'Utsolgt fra forlaget (on purpose)';

// prettier-ignore
export const bokbasenOrderScenarios = defineScenarios(BOKBASEN_ORDERS_API, [
  ['EAN', UNKNOWN_PRODUCT, 'unknown-product',   'The product is unknown: the order becomes FAILED'],
  ['EAN', '9788200099024', 'slow',              'The order stays UNPROCESSED', 'PT1H'],
  ['EAN', '9788200099031', 'rejected',          'The seller rejects the line with a comment when the order is processed'],
  ['EAN', '9788200099048', 'reduction-refused', 'A quantity update of this product is rejected with 403'],
]);
