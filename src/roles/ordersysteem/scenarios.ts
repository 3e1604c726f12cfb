import {
  confirmationBehaviourOf,
  type ConfirmationBehaviour,
} from '../../sandbox/scenarios/confirmation-behaviour.js';
import {
  findBehaviour,
  defineScenarios,
  type TriggeredBehaviour,
} from '../../sandbox/scenarios/scenario.js';

export const ORDER_API = 'edu-v-order';

// prettier-ignore
export const orderScenarios = defineScenarios(ORDER_API, [
  ['productId',       '9789000099016', 'unknown-product',       'The line is declined because of an unknown product; if it is the only line, the whole order is declined'],
  ['productId',       '9789000099023', 'pending-then-approved', 'The order is pending at first and approved later', 'PT1H'],
  ['productId',       '9789000099030', 'line-declined',         'This line is declined, the others are approved'],
  ['productId',       '9789000099047', 'never-confirmed',       'No confirmation is sent'],
  ['productId',       '9789000099054', 'confirmed-late',        'The confirmation is sent late', 'P1D'],
  ['productId',       '9789000099061', 'confirmed-twice',       'The same confirmation is sent twice'],
  ['productId',       '9789000099078', 'confirmed-differently', 'Two confirmations are sent, with different responseReferenceIds: an intentional error'],
  ['productId',       '9789000099146', 'wrong-reference',       'The confirmation has a requestReferenceId that was never sent: an intentional error'],
  ['productId',       '9789000099153', 'out-of-order',          'A pending confirmation is sent after the final one: an intentional error'],
  ['productId',       '9789000099160', 'invalid-schema',        'The confirmation violates the schema: success is a string, processedTimestamp is missing; an intentional error'],
  ['contractId',      'CT-UNKNOWN',    'unknown-contract',      'The whole order is declined'],
  ['purchaseOrderId', 'PO-MAGIC-429',  'status-429',            'PUT /orders and PUT /creditorders answer 429 once per requestReferenceId, then normally'],
  ['purchaseOrderId', 'PO-MAGIC-500',  'status-500',            'PUT /orders and PUT /creditorders answer 500 once per requestReferenceId, then normally'],
  ['purchaseOrderId', 'PO-MAGIC-503',  'status-503',            'PUT /orders and PUT /creditorders answer 503 once per requestReferenceId, then normally'],
]);

/** Behaviour of the confirmations of a message. */
export interface OrderBehaviour extends ConfirmationBehaviour {
  /** Milliseconds for which the message stays pending before it is decided. */
  pendingMs: number | undefined;
  /** A pending confirmation is sent after the final one. */
  outOfOrder: boolean;
}

export function orderBehaviourOf(behaviours: readonly TriggeredBehaviour[]): OrderBehaviour {
  return {
    ...confirmationBehaviourOf(behaviours),
    pendingMs: findBehaviour(behaviours, 'pending-then-approved')?.afterMs,
    outOfOrder: findBehaviour(behaviours, 'out-of-order') !== undefined,
  };
}

/** Status of the simulated refusal, once per requestReferenceId; undefined: none. */
export function refusalFor(behaviours: readonly TriggeredBehaviour[]): 429 | 500 | 503 | undefined {
  return ([429, 500, 503] as const).find((status) => findBehaviour(behaviours, `status-${status}`));
}

/** Reason for declining a line with these behaviours; undefined: it is approved. */
export function lineDeclineReason(behaviours: readonly TriggeredBehaviour[]): string | undefined {
  if (findBehaviour(behaviours, 'unknown-contract')) return 'unknown contract';
  if (findBehaviour(behaviours, 'unknown-product')) return 'unknown product';
  return findBehaviour(behaviours, 'line-declined') && 'this product cannot be delivered';
}
