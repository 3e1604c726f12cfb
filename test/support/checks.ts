import { violationsOf, type CheckResult } from '../../src/platform/requirements/check-result.js';

/** The violations of results, as the number of their requirement and their place: `31 /orderLines`. */
export function violated(results: readonly CheckResult[]): string[] {
  return violationsOf(results).map(({ requirement, pointer }) =>
    `${numberOf(requirement)} ${pointer}`.trim(),
  );
}

/** The numbers of the stateful requirements that passed. */
export function satisfied(results: readonly CheckResult[]): string[] {
  return results
    .filter(({ requirement, violations }) => requirement.stateful && violations.length === 0)
    .map(({ requirement }) => numberOf(requirement.id));
}

function numberOf(id: string): string {
  return id.split('-').at(-1) ?? '';
}
