import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueEntriesOf } from '../../src/conformance/recorder/requirement-catalogue.js';
import type { ConformanceSession } from '../../src/conformance/runner/conformance-session.js';
import { suites } from '../../src/conformance/suites/index.js';
import type { Requirement } from '../../src/platform/requirements/requirement.js';
import { roles } from '../../src/roles/index.js';
import { allMutants } from '../mutants/all-mutants.js';

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
/** Ids of the requirements that a mutant violates: `npm run mutants` shows that the runner detects it. */
const mutantIds = new Set(allMutants.flatMap(({ breaks }) => breaks));

/** True when a test of the passive checks of the API names the requirement. */
function isTestedPassively({ id }: Requirement, api: string): boolean {
  const file = api === 'edu-v-order' ? 'passive' : api;
  const text = readFileSync(join(tests, `conformance/${file}.spec.ts`), 'utf8');
  return text.includes(`'${id}'`) || text.includes(`'${id.split('-').at(-1)}'`);
}

describe('the requirements', () => {
  it('are more than 150 and have unique ids', () => {
    const ids = requirements.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(150);
  });

  it('are each tested by the runner, a passive test or a mutant, or have a reason why not', () => {
    const untested = catalogue.filter(
      ({ requirement, api }) =>
        requirement.notTestedReason === undefined &&
        !testedIds.has(requirement.id) &&
        !mutantIds.has(requirement.id) &&
        !isTestedPassively(requirement, api.name),
    );
    expect(untested.map(({ requirement }) => requirement.id)).toEqual([]);
  });

  it('have no test when they have a reason why they are not tested', () => {
    const untestable = requirements.filter(({ notTestedReason }) => notTestedReason !== undefined);
    const tested = untestable.filter(({ id }) => testedIds.has(id) || mutantIds.has(id));
    expect(tested.map(({ id }) => id)).toEqual([]);
    const unexplained = untestable.filter(
      ({ notTestedReason = '' }) => notTestedReason.length < 10,
    );
    expect(unexplained.map(({ id }) => id)).toEqual([]);
  });

  it('say what a violation does in production, in one sentence', () => {
    const without = requirements
      .filter(({ level, notTestedReason }) => level !== 'INFO' && notTestedReason === undefined)
      .filter(({ effect = '' }) => !/^[A-Z“"`].{15,}\.$/.test(effect))
      .map(({ id, effect }) => `${id}: ${effect}`);
    expect(without).toEqual([]);
  });

  it('name operations of their API', () => {
    const unknown = catalogue.flatMap(({ requirement: { id, operations }, api }) =>
      operations.filter((name) => !(name in api.operations)).map((name) => `${id}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('name roles as client or server as their actors', () => {
    const unknown = requirements.flatMap(({ id, actors }) =>
      actors
        .filter((actor) => !/^[a-z-]+ (client|server)$/.test(actor))
        .map((actor) => `${id}: ${actor}`),
    );
    expect(unknown).toEqual([]);
  });

  it('have a source outside this project and no rule when they are a MUST', () => {
    const unfounded = requirements.filter(
      ({ level, source, rule }) =>
        level === 'MUST' &&
        (/^ours: |\bour (?:interpretation|choice)\b/.test(source) || rule !== undefined),
    );
    expect(unfounded.map(({ id }) => id)).toEqual([]);
  });

  it('mark what Ketenlab adds with "ours: <reason>" at the beginning of the source', () => {
    const unmarked = requirements.filter(
      ({ source }) =>
        /\bour (?:interpretation|choice|recommendation)\b|seen at a client/.test(source) ||
        /^ours:(?! \S.{9,})/.test(source),
    );
    expect(unmarked.map(({ id, source }) => `${id}: ${source}`)).toEqual([]);
  });
});
