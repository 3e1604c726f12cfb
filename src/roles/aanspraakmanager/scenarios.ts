import { UNKNOWN_CONTRACT } from '../../contracts/edu-v-delivery/seed.js';
import type { Scenario } from '../../kernel/state/scenario.js';

const DAY_MS = 86_400_000;

/** How the confirmation of a delivery order goes out. */
export interface Manner {
  /** Milliseconds until the confirmation, when it is not the workspace's usual time. */
  lateMs?: number;
  copies?: 'two alike' | 'two that differ';
  /** The first activation follows at once. */
  licensed?: boolean;
}

interface ProductScenario {
  behaviour: string;
  description: string;
  manner?: Manner;
}

export const UNKNOWN_PRODUCT = '9789000099085';
export const REFUSES_CANCELLATION = '9789000099092';

// prettier-ignore
const products = new Map<string, ProductScenario>(Object.entries({
  [UNKNOWN_PRODUCT]:      { behaviour: 'unknown-product',      description: 'The order is refused as one of an unknown product: success false' },
  [REFUSES_CANCELLATION]: { behaviour: 'cancellation-refused', description: 'A cancellation of this product is refused: success false' },
  '9789000099108':        { behaviour: 'confirmed-late',       description: 'The confirmation comes after P1D',                          manner: { lateMs: DAY_MS } },
  '9789000099115':        { behaviour: 'licensed-at-once',     description: 'The order is processed and, by another confirmation, licensed at once', manner: { licensed: true } },
  '9789000099122':        { behaviour: 'confirmed-twice',      description: 'The confirmation is sent twice, both alike',                manner: { copies: 'two alike' } },
  '9789000099139':        { behaviour: 'confirmed-differently', description: 'The confirmation is sent twice, the second with another deliveryOrderReceiveId: a fault on purpose', manner: { copies: 'two that differ' } },
}));

/** How the confirmation of an order of this product goes out. */
export function mannerOf(productId: string): Manner {
  return products.get(productId)?.manner ?? {};
}

/** The catalogue of the magic values above. */
export const deliveryScenarios: Scenario[] = [
  ...[...products].map(([value, { behaviour, description }]) => ({
    id: `edu-v-delivery-${behaviour}`,
    api: 'edu-v-delivery',
    field: 'productId',
    value,
    behaviour,
    description,
  })),
  {
    id: 'edu-v-delivery-unknown-contract',
    api: 'edu-v-delivery',
    field: 'contractId',
    value: UNKNOWN_CONTRACT,
    behaviour: 'unknown-contract',
    description: 'The order is refused: success false',
  },
];
