import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueEntriesOf } from '../../src/conformance/recorder/requirement-catalogue.js';
import type { ConformanceSession } from '../../src/conformance/runner/conformance-session.js';
import { suites } from '../../src/conformance/suites/index.js';
import type { Requirement } from '../../src/platform/requirements/requirement.js';
import { roles } from '../../src/roles/index.js';

const apis = [...new Set(roles.flatMap((role) => role.apis))];
const catalogue = catalogueEntriesOf(apis);
const requirements = catalogue.map(({ requirement }) => requirement);
const tests = join(import.meta.dirname, '..');

/** Ids of the requirements that the tests of the runner verify. */
const testedIds = new Set(
  suites.flatMap((suite) =>
    Object.keys(suite.api.parties).flatMap((role) =>
      suite
        .tests(
          { options: { data: {}, clients: {}, act: {} } } as unknown as ConformanceSession,
          role,
        )
        .flatMap(({ verifies }) => verifies.flatMap((requirement) => requirement?.id ?? [])),
    ),
  ),
);
/** Roles that the runner tests. `npm run mutants` checks that no requirement of the sandbox's roles is skipped. */
const parties = suites.flatMap(({ api }) => Object.keys(api.parties));
const isTestedByRunner = ({ actors }: Requirement): boolean =>
  parties.some((party) => actors.some((actor) => actor.startsWith(`${party} `)));

/** Whether a test of the passive checks names the requirement. */
function isTestedPassively({ id }: Requirement, api: string): boolean {
  const file = api === 'edu-v-order' ? 'passive' : api;
  const text = readFileSync(join(tests, `conformance/${file}.spec.ts`), 'utf8');
  return new RegExp(`\\b${id.split('-').at(-1)}\\b`).test(text);
}

describe('the requirements', () => {
  it('are more than 150 and have unique ids', () => {
    const ids = requirements.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(150);
  });

  const untestable = requirements.filter((entry) => entry.notTestedReason !== undefined);
  const testable = catalogue.filter(({ requirement }) => requirement.notTestedReason === undefined);

  it.each(testable.map((entry) => [entry.requirement.id, entry] as const))(
    '%s is checked',
    (_id, { requirement, api }) => {
      expect(isTestedByRunner(requirement) || isTestedPassively(requirement, api.name)).toBe(true);
    },
  );

  it.each(untestable.map((entry) => [entry.id, entry] as const))(
    '%s has a reason why it is not tested, and no test',
    (id, { notTestedReason: reason = '' }) => {
      expect(reason.length).toBeGreaterThan(10);
      expect(testedIds.has(id)).toBe(false);
    },
  );

  it.each(catalogue.map((entry) => [entry.requirement.id, entry] as const))(
    '%s names operations of its API and existing actors',
    (_id, { requirement: { operations, actors }, api }) => {
      const known = Object.keys(api.operations);
      expect(operations.filter((name) => !known.includes(name))).toEqual([]);
      expect(actors.every((actor) => /^[a-z-]+ (client|server)$/.test(actor))).toBe(true);
    },
  );

  it.each(
    requirements.filter(({ level }) => level === 'MUST').map((entry) => [entry.id, entry] as const),
  )('%s is a MUST with a source of its own and without a rule', (_id, { source, rule }) => {
    expect(source).not.toMatch(/\bours\b/);
    expect(rule).toBeUndefined();
  });
});
