import { UNKNOWN_CONTRACT } from '../../apis/edu-v-delivery/seed.js';
import {
  findBehaviour,
  defineScenarios,
  type TriggeredBehaviour,
} from '../../sandbox/scenarios/scenario.js';

export const DELIVERY_API = 'edu-v-delivery';

// prettier-ignore
export const deliveryScenarios = defineScenarios(DELIVERY_API, [
  ['productId',  '9789000099085',  'unknown-product',       'The order is rejected because of an unknown product: success false'],
  ['productId',  '9789000099092',  'cancellation-refused',  'A cancellation of this product is rejected: success false'],
  ['productId',  '9789000099108',  'confirmed-late',        'The confirmation is sent late', 'P1D'],
  ['productId',  '9789000099115',  'licensed-at-once',      'The order becomes processed and, in a second confirmation, immediately licensed'],
  ['productId',  '9789000099122',  'confirmed-twice',       'The same confirmation is sent twice'],
  ['productId',  '9789000099139',  'confirmed-differently', 'Two confirmations are sent, with different deliveryOrderReceiveIds: an intentional error'],
  ['productId',  '9789000099177',  'wrong-reference',       'The confirmation has a deliveryOrderReferenceId that was never sent: an intentional error'],
  ['productId',  '9789000099184',  'out-of-order',          'licensed is confirmed before processed: an intentional error'],
  ['productId',  '9789000099191',  'invalid-schema',        'The confirmation violates the schema: success is a string, processedTimestamp is missing; an intentional error'],
  ['productId',  '9789000099207',  'never-confirmed',       'No confirmation is sent'],
  ['contractId', UNKNOWN_CONTRACT, 'unknown-contract',      'The order is rejected: success false'],
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
