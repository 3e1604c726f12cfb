import {
  findBehaviour,
  defineScenarios,
  type TriggeredBehaviour,
} from '../../sandbox/scenarios/scenario.js';

export const DDS_API = 'dds';
const magic = (last: string): string => `a0d10000-0000-4000-8000-0000000000${last}`;
export const NO_ACCESS = magic('f4');

// prettier-ignore
export const ddsScenarios = defineScenarios(DDS_API, [
  ['resid', magic('f1'), 'preparation-failed', 'The status page of a download becomes FAILED'],
  ['resid', magic('f2'), 'preparation-slow',   'The status page stays PROCESSING', 'PT10M'],
  ['resid', magic('f3'), 'broken-once',        'The first order of a client is answered with 500, later orders normally'],
  ['resid', NO_ACCESS,   'no-access',          'An order is answered with 403: no access'],
]);

/** Titles that trigger a behaviour. All are in the inventory. */
export const magicTitles = ddsScenarios.map(({ value }) => value);

/** Outcome and duration of the preparation of a download. */
export function preparationOf(triggered: readonly TriggeredBehaviour[]): {
  fails: boolean;
  takes?: number;
} {
  const slow = findBehaviour(triggered, 'preparation-slow');
  const fails = findBehaviour(triggered, 'preparation-failed') !== undefined;
  return { fails, ...(slow && { takes: slow.afterMs }) };
}
