import { describe, expect, it } from '@jest/globals';
import { requirementResultOf } from '../../src/conformance/recorder/requirement-result.js';
import type { RequirementStats } from '../../src/conformance/recorder/requirement-stats.js';
import type { Evidence, Verdict } from '../../src/conformance/reports/report.js';
import type { Api } from '../../src/platform/api/operation.js';
import type { Requirement } from '../../src/platform/requirements/requirement.js';
import { pass } from '../../src/platform/requirements/check-result.js';

const api = {
  name: 'lending',
  operations: { lend: { method: 'PUT', path: '/loans', servedBy: 'lender' } },
} as unknown as Api;
const requirementOf = (difference: Partial<Requirement> = {}): Requirement => ({
  id: 'LEND-01',
  level: 'MUST',
  actors: ['borrower client'],
  operations: ['lend'],
  text: 'A loan has a day',
  source: 'Lending API, chapter 1',
  ...difference,
});
const evidence: Evidence = {
  id: 'exchange-1',
  at: '2026-09-01T08:00:00.000Z',
  direction: 'inbound',
  operation: 'lend',
  method: 'PUT',
  path: '/loans',
  status: 202,
  request: { headers: { host: '127.0.0.1:3000' }, body: null },
  response: { headers: {}, body: null },
};
const violation = {
  pointer: '/day',
  expected: 'a day',
  seen: 'missing',
  cause: 'implementation',
} as const;
const statsOf = (difference: Partial<RequirementStats> = {}): RequirementStats => ({
  passed: 0,
  failed: 0,
  violations: [],
  ...difference,
});
const resultOf = (
  requirement: Requirement,
  stats: RequirementStats,
  context: Partial<Parameters<typeof requirementResultOf>[2]> = {},
) =>
  requirementResultOf({ requirement, api, passed: pass(requirement) }, stats, {
    exchanges: { 'exchange-1': evidence },
    reason: undefined,
    party: undefined,
    targets: [],
    absent: undefined,
    durationMs: undefined,
    isRunner: false,
    readingsOf: () => undefined,
    ...context,
  });

/** What every result of the requirement has. */
const common = {
  id: 'LEND-01',
  level: 'MUST',
  text: 'A loan has a day',
  source: 'Lending API, chapter 1',
  who: ['borrower client'],
  contract: 'lending',
  held: 0,
  departed: 0,
  findings: [],
};
const next = "Call PUT /loans at the sandbox's lender";

describe('the verdict of requirementResultOf', () => {
  it.each<[Requirement['level'], number, number, Verdict]>([
    ['MUST', 0, 0, 'skip'],
    ['MUST', 1, 0, 'pass'],
    ['MUST', 0, 1, 'fail'],
    ['MUST', 2 ** 53, 1, 'fail'],
    ['SHOULD', 0, 0, 'skip'],
    ['SHOULD', 1, 0, 'pass'],
    ['SHOULD', 1, 1, 'warn'],
    ['INFO', 0, 0, 'skip'],
    ['INFO', 1, 0, 'pass'],
    ['INFO', 0, 1, 'pass'],
  ])('of a %s with %d passed and %d failed is %s', (level, passed, failed, verdict) => {
    const {
      verdict: actual,
      held,
      departed,
    } = resultOf(requirementOf({ level }), statsOf({ passed, failed }));
    expect([actual, held, departed]).toEqual([verdict, passed, failed]);
  });

  it('is skip for a requirement that cannot be tested, whatever was counted', () => {
    const requirement = requirementOf({ notTestedReason: 'Nobody sees it' });
    expect(resultOf(requirement, statsOf({ passed: 1, failed: 1 })).verdict).toBe('skip');
  });
});

describe('a requirement that only the sandbox can check', () => {
  const requirement = requirementOf({
    level: 'SHOULD',
    sandboxOnlyReason: 'The runner hands out the secret',
    nextStep: 'Get a token',
  });
  const stats = statsOf({ failed: 1, violations: [{ ...violation, exchange: 'exchange-1' }] });

  it('has its verdict and findings in the report of the sandbox', () => {
    expect(resultOf(requirement, stats)).toMatchObject({ verdict: 'warn', findings: [violation] });
    expect(resultOf(requirement, statsOf())).toMatchObject({
      verdict: 'skip',
      next: 'Get a token',
    });
  });

  it('is excused and has no findings in the report of the runner', () => {
    expect(resultOf(requirement, stats, { isRunner: true })).toMatchObject({
      verdict: 'skip',
      excused: true,
      reason: 'The runner hands out the secret',
      departed: 0,
      findings: [],
    });
  });
});

describe('requirementResultOf', () => {
  it.each<[string, Partial<Requirement>, RequirementStats, Parameters<typeof resultOf>[2], object]>(
    [
      [
        'one that passed, with its evidence',
        {},
        statsOf({ passed: 2, first: 'a', last: 'b' }),
        { reason: { text: 'none' } },
        { verdict: 'pass', held: 2, first: 'a', last: 'b' },
      ],
      [
        'one that was not tested, with the next step',
        {},
        statsOf(),
        {},
        { verdict: 'skip', reason: 'No message showed whether it passes or fails', next },
      ],
      [
        'one that was not tested, for the reason of the run',
        {},
        statsOf(),
        { reason: { text: 'Not selected' } },
        { verdict: 'skip', reason: 'Not selected', next },
      ],
      [
        'one that cannot be tested, for its own reason',
        { notTestedReason: 'Nobody sees it' },
        statsOf(),
        { reason: { text: 'Not selected' } },
        { verdict: 'skip', reason: 'Nobody sees it', excused: true },
      ],
      [
        'one of a server that was not tested, with the tested party',
        { actors: ['lender server'], stateful: true },
        statsOf(),
        { party: 'lender' },
        {
          who: ['lender server'],
          verdict: 'skip',
          reason: 'No message showed whether it passes or fails',
          next: 'Run `ketenlab conformance --role lender --target <your base URL>`',
        },
      ],
      [
        'a SHOULD that failed',
        { level: 'SHOULD' },
        statsOf({ failed: 1 }),
        {},
        { level: 'SHOULD', verdict: 'warn', departed: 1 },
      ],
      [
        'one of several actors that failed',
        { actors: ['borrower client', 'lender server'] },
        statsOf({ failed: 1, violations: [violation], first: 'a', last: 'a' }),
        {},
        {
          who: ['borrower client', 'lender server'],
          verdict: 'fail',
          departed: 1,
          findings: [violation],
          first: 'a',
          last: 'a',
        },
      ],
    ],
  )('shows %s', (_title, difference, stats, context, expected) => {
    expect(resultOf(requirementOf(difference), stats, context)).toEqual({ ...common, ...expected });
  });
});

describe('the findings of requirementResultOf', () => {
  const curl = String.raw`curl -i -X PUT 'http://127.0.0.1:3000/loans'`;
  const readingsOf = (rule: string) => (rule === 'DAY' ? 'A or B; set: A' : undefined);

  it.each<[string, object, Partial<Requirement>, Partial<Evidence>, object]>([
    ['without an exchange', {}, {}, {}, {}],
    [
      'with an exchange and its call',
      { exchange: 'exchange-1' },
      {},
      {},
      { exchange: 'exchange-1', curl },
    ],
    ['of an exchange that is gone', { exchange: 'exchange-2' }, {}, {}, {}],
    [
      'of a call to the target over another scheme',
      { exchange: 'exchange-1' },
      {},
      { direction: 'outbound' },
      { exchange: 'exchange-1', curl: curl.replace('http:', 'https:') },
    ],
    ['with its test', { test: 'an order' }, {}, {}, { test: 'an order' }],
    ['with the readings of its rule', {}, { rule: 'DAY' }, {}, { readings: 'A or B; set: A' }],
    ['without the readings of an unknown rule', {}, { rule: 'NIGHT' }, {}, {}],
  ])('are shown %s', (_title, recorded, difference, exchange, expected) => {
    const stats = statsOf({ failed: 1, violations: [{ ...violation, ...recorded }] });
    const { findings } = resultOf(requirementOf(difference), stats, {
      exchanges: { 'exchange-1': { ...evidence, ...exchange } },
      targets: ['https://127.0.0.1:3000/base'],
      readingsOf,
    });
    expect(findings).toEqual([{ ...violation, ...expected }]);
  });
});
