import { UNKNOWN_CONTRACT } from '../../contracts/edu-v-delivery/seed.js';
import { calledFor, scenarios, type Called } from '../../kernel/state/scenario.js';

export const API = 'edu-v-delivery';

// prettier-ignore
export const deliveryScenarios = scenarios(API, [
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

/** How the confirmation of a delivery order goes out. */
export interface Manner {
  /** No confirmation ever. */
  never: boolean;
  /** Milliseconds until the confirmation, when it is not the workspace's usual time. */
  lateMs: number | undefined;
  copies: 'one' | 'two alike' | 'two that differ';
  /** The first activation follows at once, or is confirmed before the rest. */
  licensed: 'not' | 'at once' | 'too early';
  /** What is wrong with the confirmation, on purpose. */
  wrong: 'reference' | 'schema' | undefined;
}

/** How the confirmation of a message goes out that calls for these behaviours. */
export function mannerOf(called: readonly Called[]): Manner {
  const has = (behaviour: string): boolean => calledFor(called, behaviour) !== undefined;
  return {
    never: has('never-confirmed'),
    lateMs: calledFor(called, 'confirmed-late')?.afterMs,
    copies: has('confirmed-differently')
      ? 'two that differ'
      : has('confirmed-twice')
        ? 'two alike'
        : 'one',
    licensed: has('out-of-order') ? 'too early' : has('licensed-at-once') ? 'at once' : 'not',
    wrong: has('invalid-schema') ? 'schema' : has('wrong-reference') ? 'reference' : undefined,
  };
}
