import { concernsParty } from '../../platform/api/derived-requirements.js';
import type { RequirementCatalogue } from '../recorder/requirement-catalogue.js';
import { ConfigurationError } from './configuration/options.js';
import type { ConformanceTest } from './test-context.js';

/**
 * The ids of the requirements of a role that `--only` names: an id, or every id with that beginning.
 * Empty: all.
 */
export function selectIds(
  catalogue: RequirementCatalogue,
  role: string,
  only: readonly string[],
): readonly string[] {
  return only.flatMap((name) => {
    const exact = catalogue.find(name)?.requirement;
    const named = exact
      ? [exact]
      : catalogue.all.map(({ requirement }) => requirement).filter(({ id }) => id.startsWith(name));
    if (named.length === 0)
      throw new ConfigurationError(
        `--only ${name}: unknown requirement; see docs/reference/requirements.md`,
      );
    const own = named.filter((requirement) => concernsParty(requirement, role));
    if (own.length > 0) return own.map(({ id }) => id);
    const actors = [...new Set(named.flatMap((requirement) => requirement.actors))];
    throw new ConfigurationError(
      `--only ${name}: this requirement does not apply to ${role}, but to ${actors.join(', ')}`,
    );
  });
}

/**
 * Selects the tests for the given ids. A requirement without a test of its own is checked by every
 * call: all tests run.
 */
export function selectTests(
  tests: readonly ConformanceTest[],
  only: readonly string[],
): readonly ConformanceTest[] {
  const tested = new Set(tests.flatMap(idsOf));
  if (only.length === 0 || !only.every((id) => tested.has(id))) return tests;
  return tests.filter((test) => idsOf(test).some((id) => only.includes(id)));
}

/** The ids of the requirements that a test verifies. */
export function idsOf({ verifies }: ConformanceTest): string[] {
  return verifies.flatMap((requirement) => requirement?.id ?? []);
}
