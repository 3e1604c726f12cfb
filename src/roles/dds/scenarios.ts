import type { Scenario } from '../../kernel/state/scenario.js';

const magic = (last: string): string => `a0d10000-0000-4000-8000-0000000000${last}`;
const FAILS = magic('f1');
const SLOW = magic('f2');
const BROKEN_ONCE = magic('f3');
export const NO_ACCESS = magic('f4');
const TEN_MINUTES_MS = 600_000;

// prettier-ignore
const behaviours: Record<string, [behaviour: string, description: string]> = {
  [FAILS]:       ['preparation-failed', 'The status page of a download becomes FAILED'],
  [SLOW]:        ['preparation-slow',   'The status page stays PROCESSING for PT10M'],
  [BROKEN_ONCE]: ['broken-once',        'The first order of a client is answered 500, those behind it as usual'],
  [NO_ACCESS]:   ['no-access',          'An order is answered 403: no access'],
};

/** The titles that make our side behave in a particular way; all are in the inventory. */
export const magicTitles = Object.keys(behaviours);

/** How the preparation of a download goes. */
export function preparationOf(resid: string): { fails: boolean; takes?: number } {
  return { fails: resid === FAILS, ...(resid === SLOW && { takes: TEN_MINUTES_MS }) };
}

export function isBrokenOnce(resid: string): boolean {
  return resid === BROKEN_ONCE;
}

/** The catalogue of the magic values above. */
export const ddsScenarios: Scenario[] = Object.entries(behaviours).map(
  ([value, [behaviour, description]]) => ({
    id: `dds-${behaviour}`,
    api: 'dds',
    field: 'resid',
    value,
    behaviour,
    description,
  }),
);
