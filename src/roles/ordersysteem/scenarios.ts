import type { Scenario } from '../../kernel/state/scenario.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Reasons with which the Ordersysteem declines a line. */
export type LineReason = 'unknown product' | 'this product cannot be delivered';

/** How the confirmations of a message go out. */
export interface Manner {
  /** No confirmation ever. */
  never: boolean;
  /** Milliseconds until the confirmation, when it is not the workspace's usual time. */
  lateMs: number | undefined;
  /** Milliseconds for which the message stays pending before it is decided. */
  pendingMs: number | undefined;
  copies: 'one' | 'two alike' | 'two that differ';
}

const usual: Manner = { never: false, lateMs: undefined, pendingMs: undefined, copies: 'one' };

interface ProductScenario {
  behaviour: string;
  description: string;
  declines?: LineReason;
  manner?: Partial<Manner>;
}

// prettier-ignore
const products = new Map<string, ProductScenario>(Object.entries({
  '9789000099016': { behaviour: 'unknown-product',       description: 'The line is declined as an unknown product; the whole order when it is the only line', declines: 'unknown product' },
  '9789000099023': { behaviour: 'pending-then-approved', description: 'pending at once, approved after PT1H',                    manner: { pendingMs: HOUR_MS } },
  '9789000099030': { behaviour: 'line-declined',         description: 'This line is declined, the others are approved',          declines: 'this product cannot be delivered' },
  '9789000099047': { behaviour: 'never-confirmed',       description: 'No confirmation ever',                                    manner: { never: true } },
  '9789000099054': { behaviour: 'confirmed-late',        description: 'The confirmation comes after P1D',                        manner: { lateMs: DAY_MS } },
  '9789000099061': { behaviour: 'confirmed-twice',       description: 'The confirmation is sent twice, both alike',              manner: { copies: 'two alike' } },
  '9789000099078': { behaviour: 'confirmed-differently', description: 'The confirmation is sent twice, the second with another responseReferenceId: a fault on purpose', manner: { copies: 'two that differ' } },
}));

export const UNKNOWN_CONTRACT = 'CT-UNKNOWN';

/** Status codes that are answered once per requestReferenceId, by purchaseOrderId. */
export const refusedOnce = new Map<string, 429 | 500 | 503>([
  ['PO-MAGIC-429', 429],
  ['PO-MAGIC-500', 500],
  ['PO-MAGIC-503', 503],
]);

/** Why a line of an order for this product is declined; undefined: it is not. */
export function lineReason(productId: string): LineReason | undefined {
  return products.get(productId)?.declines;
}

/** How the confirmation of a message with these products goes out. */
export function mannerOf(productIds: string[]): Manner {
  return Object.assign({}, usual, ...productIds.map((id) => products.get(id)?.manner)) as Manner;
}

/** The catalogue of the magic values above. */
export const orderScenarios: Scenario[] = [
  ...[...products].map(([value, { behaviour, description }]) => ({
    id: `edu-v-order-${behaviour}`,
    api: 'edu-v-order',
    field: 'productId',
    value,
    behaviour,
    description,
  })),
  {
    id: 'edu-v-order-unknown-contract',
    api: 'edu-v-order',
    field: 'contractId',
    value: UNKNOWN_CONTRACT,
    behaviour: 'unknown-contract',
    description: 'The whole order is declined',
  },
  ...[...refusedOnce].map(([value, status]) => ({
    id: `edu-v-order-status-${status}`,
    api: 'edu-v-order',
    field: 'purchaseOrderId',
    value,
    behaviour: `status-${status}`,
    description: `PUT /orders and PUT /creditorders answer ${status} once per requestReferenceId, then as usual`,
  })),
];
