import { UNKNOWN_CONTRACT } from '../../apis/edu-v-delivery/seed.js';
import {
  findBehaviour,
  defineScenarios,
  type TriggeredBehaviour,
} from '../../sandbox/scenarios/scenario.js';

export const DELIVERY_API = 'edu-v-delivery';

// prettier-ignore
export const deliveryScenarios = defineScenarios(DELIVERY_API, [
  ['productId',  '9789000099085',  'unknown-product',       'The order is refused as one of an unknown product: success false'],
  ['productId',  '9789000099092',  'cancellation-refused',  'A cancellation of this product is refused: success false'],
  ['productId',  '9789000099108',  'confirmed-late',        'The confirmation comes late', 'P1D'],
  ['productId',  '9789000099115',  'licensed-at-once',      'The order is processed and, by another confirmation, licensed at once'],
  ['productId',  '9789000099122',  'confirmed-twice',       'The confirmation is sent twice, both alike'],
  ['productId',  '9789000099139',  'confirmed-differently', 'The confirmation is sent twice, the second with another deliveryOrderReceiveId: a fault on purpose'],
  ['productId',  '9789000099177',  'wrong-reference',       'The confirmation carries a deliveryOrderReferenceId that nobody sent: a fault on purpose'],
  ['productId',  '9789000099184',  'out-of-order',          'licensed is confirmed before processed: a fault on purpose'],
  ['productId',  '9789000099191',  'invalid-schema',        'The confirmation is against the schema: success is a text, processedTimestamp is missing; a fault on purpose'],
  ['productId',  '9789000099207',  'never-confirmed',       'No confirmation ever'],
  ['contractId', UNKNOWN_CONTRACT, 'unknown-contract',      'The order is refused: success false'],
]);

/**
 * Simulated time of the first activation. `too early` confirms it before the processing of the
 * order.
 */
export function licensingOf(
  behaviours: readonly TriggeredBehaviour[],
): 'not' | 'at once' | 'too early' {
  if (findBehaviour(behaviours, 'out-of-order')) return 'too early';
  return findBehaviour(behaviours, 'licensed-at-once') ? 'at once' : 'not';
}
