import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueEntriesOf } from '../../src/conformance/recorder/requirement-catalogue.js';
import type { ConformanceSession } from '../../src/conformance/runner/conformance-session.js';
import { suites } from '../../src/conformance/suites/index.js';
import type { Requirement } from '../../src/platform/requirements/requirement.js';
import { roles } from '../../src/roles/index.js';

const contracts = [...new Set(roles.flatMap((role) => role.apis))];
const askings = catalogueEntriesOf(contracts);
const asked = askings.map(({ requirement }) => requirement);
const tests = join(import.meta.dirname, '..');

/** What the runner judges, by the tests that it would run on each role. */
const tried = new Set(
  suites.flatMap((suite) =>
    Object.keys(suite.api.parties).flatMap((role) =>
      suite
        .tests(
          { options: { data: {}, clients: {}, act: {} } } as unknown as ConformanceSession,
          role,
        )
        .flatMap(({ verifies }) => verifies.flatMap((one) => one?.id ?? [])),
    ),
  ),
);
/** Who is tested by the runner: that nothing of theirs is skipped is seen at our own, by `npm run mutants`. */
const parties = suites.flatMap(({ api: contract }) => Object.keys(contract.parties));
const isTried = ({ actors }: Requirement): boolean =>
  parties.some((party) => actors.some((one) => one.startsWith(`${party} `)));

/** What the tests of verdicts in passing name, contract by contract. */
function isNamed({ id }: Requirement, contract: string): boolean {
  const file = contract === 'edu-v-order' ? 'passive' : contract;
  const text = readFileSync(join(tests, `conformance/${file}.spec.ts`), 'utf8');
  return new RegExp(`\\b${id.split('-').at(-1)}\\b`).test(text);
}

describe('the requirements', () => {
  it('are 150 and more, each under an id of its own', () => {
    const ids = asked.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(150);
  });

  const excused = asked.filter((one) => one.notTestedReason !== undefined);
  const asking = askings.filter(({ requirement }) => requirement.notTestedReason === undefined);

  it.each(asking.map((one) => [one.requirement.id, one] as const))(
    '%s is checked',
    (_id, { requirement, api: contract }) => {
      expect(isTried(requirement) || isNamed(requirement, contract.name)).toBe(true);
    },
  );

  it.each(excused.map((one) => [one.id, one] as const))(
    '%s says why it cannot be tested, and is tried by nobody',
    (id, { notTestedReason: why = '' }) => {
      expect(why.length).toBeGreaterThan(10);
      expect(tried.has(id)).toBe(false);
    },
  );

  it.each(askings.map((one) => [one.requirement.id, one] as const))(
    '%s names operations of its API, and parties',
    (_id, { requirement: { operations, actors }, api }) => {
      const known = Object.keys(api.operations);
      expect(operations.filter((name) => !known.includes(name))).toEqual([]);
      expect(actors.every((one) => /^[a-z-]+ (client|server)$/.test(one))).toBe(true);
    },
  );

  it.each(asked.filter(({ level }) => level === 'MUST').map((one) => [one.id, one] as const))(
    '%s is a MUST that the sources state',
    (_id, { source, rule }) => {
      expect(source).not.toMatch(/\bours\b/);
      expect(rule).toBeUndefined();
    },
  );
});
