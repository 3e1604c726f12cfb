import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { askingsOf } from '../../src/conformance/catalogue.js';
import type { Lab } from '../../src/conformance/runner/lab.js';
import { suites } from '../../src/conformance/suites/index.js';
import { roles } from '../../src/roles/index.js';

const contracts = [...new Set(roles.flatMap((role) => role.contracts))];
const asked = askingsOf(contracts).map(({ requirement }) => requirement);
const tests = join(import.meta.dirname, '..');

/** What the runner judges, by the tests that it would run on each role. */
const tried = new Set(
  suites.flatMap((suite) =>
    Object.keys(suite.contract.parties).flatMap((role) =>
      suite
        .tests({ options: { data: {}, clients: {}, act: {} } } as unknown as Lab, role)
        .flatMap(({ verifies }) => verifies.flatMap((one) => one?.id ?? [])),
    ),
  ),
);
/** What the tests of the roles and the mutants name: a message that departs from it. */
const named = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(spec|mutants)\.ts$/.test(file))
  .map((file) => readFileSync(join(tests, file), 'utf8'))
  .join('\n');

describe('the requirements', () => {
  it('are 150 and more, each under an id of its own', () => {
    const ids = asked.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(150);
  });

  it.each(asked.map((one) => [one.id, one] as const))(
    '%s is checked, or says why it cannot be',
    (id, { excused }) => {
      if (excused !== undefined) expect(excused.length).toBeGreaterThan(10);
      else expect(tried.has(id) || named.includes(`'${id}'`)).toBe(true);
    },
  );

  it.each(asked.map((one) => [one.id, one] as const))(
    '%s names operations and parties that there are',
    (_id, { over, who }) => {
      const operations = contracts.flatMap((contract) => Object.keys(contract.operations));
      expect(over.filter((name) => !operations.includes(name))).toEqual([]);
      expect(who.every((one) => /^[a-z-]+ (client|server)$/.test(one))).toBe(true);
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
