import type { Scenario } from '../../kernel/state/scenario.js';

export const UNKNOWN_PRODUCT = '9788200099017';
const SLOW = '9788200099024';
const REJECTED = '9788200099031';
export const REFUSES_REDUCTION = '9788200099048';

export const REJECTION = 'Utsolgt fra forlaget (on purpose)';
const HOUR_MS = 3_600_000;

// prettier-ignore
const behaviours: Record<string, [behaviour: string, description: string]> = {
  [UNKNOWN_PRODUCT]:   ['unknown-product',   'The product is unknown: the order becomes FAILED'],
  [SLOW]:              ['slow',              'The order stays UNPROCESSED for PT1H'],
  [REJECTED]:          ['rejected',          'The seller rejects the line with a comment, as soon as the order is processed'],
  [REFUSES_REDUCTION]: ['reduction-refused', 'A quantity update of this product is refused with 403'],
};

/** Milliseconds until an order of these products is processed, when it is not the workspace's usual time. */
export function processedAfter(eans: readonly (string | undefined)[]): number | undefined {
  return eans.includes(SLOW) ? HOUR_MS : undefined;
}

/** Whether the seller rejects a line of this product by himself. */
export function isRejected(ean: string | undefined): boolean {
  return ean === REJECTED;
}

/** The catalogue of the magic values above. */
export const bokbasenOrderScenarios: Scenario[] = Object.entries(behaviours).map(
  ([value, [behaviour, description]]) => ({
    id: `bokbasen-orders-${behaviour}`,
    api: 'bokbasen-orders',
    field: 'EAN',
    value,
    behaviour,
    description,
  }),
);
