import {
  confirmationBehaviourOf,
  type ConfirmationBehaviour,
} from '../../sandbox/scenarios/confirmation-behaviour.js';
import {
  findBehaviour,
  defineScenarios,
  type TriggeredBehaviour,
} from '../../sandbox/scenarios/scenario.js';

export const API = 'edu-v-order';

// prettier-ignore
export const orderScenarios = defineScenarios(API, [
  ['productId',       '9789000099016', 'unknown-product',       'The line is declined as an unknown product; the whole order when it is the only line'],
  ['productId',       '9789000099023', 'pending-then-approved', 'pending at once, approved later', 'PT1H'],
  ['productId',       '9789000099030', 'line-declined',         'This line is declined, the others are approved'],
  ['productId',       '9789000099047', 'never-confirmed',       'No confirmation ever'],
  ['productId',       '9789000099054', 'confirmed-late',        'The confirmation comes late', 'P1D'],
  ['productId',       '9789000099061', 'confirmed-twice',       'The confirmation is sent twice, both alike'],
  ['productId',       '9789000099078', 'confirmed-differently', 'The confirmation is sent twice, the second with another responseReferenceId: a fault on purpose'],
  ['productId',       '9789000099146', 'wrong-reference',       'The confirmation carries a requestReferenceId that nobody sent: a fault on purpose'],
  ['productId',       '9789000099153', 'out-of-order',          'The final confirmation is sent, and behind it one that says pending: a fault on purpose'],
  ['productId',       '9789000099160', 'invalid-schema',        'The confirmation is against the schema: success is a text, processedTimestamp is missing; a fault on purpose'],
  ['contractId',      'CT-UNKNOWN',    'unknown-contract',      'The whole order is declined'],
  ['purchaseOrderId', 'PO-MAGIC-429',  'status-429',            'PUT /orders and PUT /creditorders answer 429 once per requestReferenceId, then as usual'],
  ['purchaseOrderId', 'PO-MAGIC-500',  'status-500',            'PUT /orders and PUT /creditorders answer 500 once per requestReferenceId, then as usual'],
  ['purchaseOrderId', 'PO-MAGIC-503',  'status-503',            'PUT /orders and PUT /creditorders answer 503 once per requestReferenceId, then as usual'],
]);

/** How the confirmations of a message go out. */
export interface OrderBehaviour extends ConfirmationBehaviour {
  /** Milliseconds for which the message stays pending before it is decided. */
  pendingMs: number | undefined;
  /** A confirmation that says pending comes behind the final one. */
  outOfOrder: boolean;
}

export function orderBehaviourOf(called: readonly TriggeredBehaviour[]): OrderBehaviour {
  return {
    ...confirmationBehaviourOf(called),
    pendingMs: findBehaviour(called, 'pending-then-approved')?.afterMs,
    outOfOrder: findBehaviour(called, 'out-of-order') !== undefined,
  };
}

/** The status that is answered once per requestReferenceId; undefined: the usual one. */
export function refusalFor(called: readonly TriggeredBehaviour[]): 429 | 500 | 503 | undefined {
  return ([429, 500, 503] as const).find((status) => findBehaviour(called, `status-${status}`));
}

/** Why a line that calls for these behaviours is declined; undefined: it is not. */
export function lineReason(called: readonly TriggeredBehaviour[]): string | undefined {
  if (findBehaviour(called, 'unknown-contract')) return 'unknown contract';
  if (findBehaviour(called, 'unknown-product')) return 'unknown product';
  return findBehaviour(called, 'line-declined') && 'this product cannot be delivered';
}
