import { describe, expect, it } from '@jest/globals';
import { withConsequences } from '../../src/conformance/recorder/consequences.js';
import type { RecordedViolation } from '../../src/conformance/recorder/requirement-stats.js';
import { summarize, type RequirementResult } from '../../src/conformance/reports/report.js';

type Violation = Partial<RecordedViolation>;

const resultOf = (id: string, verdict: RequirementResult['verdict']): RequirementResult => ({
  id,
  level: 'MUST',
  text: id,
  source: 'a source',
  who: ['lender server'],
  contract: 'loans',
  verdict,
  held: 0,
  departed: 1,
  findings: [],
});

/** Results of requirements of which those with violations failed: id, verdict and consequenceOf. */
const verdictsOf = (violations: Record<string, Violation[]>) => {
  const results = Object.entries(violations).map(([id, own]) =>
    resultOf(id, own.length > 0 ? 'fail' : 'pass'),
  );
  const recorded = (id: string): RecordedViolation[] =>
    (violations[id] ?? []).map((violation) => ({
      pointer: '',
      expected: '202',
      seen: '400',
      cause: 'implementation',
      ...violation,
    }));
  return withConsequences(results, recorded);
};
const shown = (violations: Record<string, Violation[]>) =>
  verdictsOf(violations).map(({ id, verdict, consequenceOf }) =>
    [id, verdict, ...(consequenceOf === undefined ? [] : [consequenceOf])].join(' '),
  );

describe('a failed requirement', () => {
  it('is skipped when all of its violations follow from another failure', () => {
    expect(shown({ 'L-ok': [{}], 'L-1': [{ causes: ['L-ok'] }, { causes: ['L-ok'] }] })).toEqual([
      'L-ok fail',
      'L-1 skip L-ok',
    ]);
  });

  it.each<[string, Record<string, Violation[]>]>([
    ['the other requirement passed', { 'L-ok': [], 'L-1': [{ causes: ['L-ok'] }] }],
    ['one violation has another cause', { 'L-ok': [{}], 'L-1': [{ causes: ['L-ok'] }, {}] }],
    ['it names itself', { 'L-ok': [], 'L-1': [{ causes: ['L-1'] }] }],
    [
      'the status differs from that of the cause',
      { 'L-ok': [{ seen: '400' }], 'L-1': [{ seen: '500', causes: ['L-ok'] }] },
    ],
  ])('stays when %s', (_when, violations) => {
    expect(shown(violations)).toContain('L-1 fail');
  });

  it('follows from the first failure of a chain', () => {
    const chain = { 'L-1': [{}], 'L-2': [{ causes: ['L-1'] }], 'L-3': [{ causes: ['L-2'] }] };
    expect(shown(chain)).toEqual(['L-1 fail', 'L-2 skip L-1', 'L-3 skip L-1']);
  });

  it('keeps its verdict and names the first operation that is broken in the same way', () => {
    expect(
      shown({
        'L-lend-token': [{ expected: '401', seen: '403' }],
        'L-return-token': [{ expected: '401', seen: '403' }],
        'L-renew-token': [{ expected: '401', seen: '500' }],
        'L-lend-scope': [{ expected: '401 for a client', seen: '403: Forbidden' }],
        'L-lend-method': [{ expected: '401', seen: '403' }],
      }),
    ).toEqual([
      'L-lend-token fail',
      'L-return-token fail L-lend-token',
      'L-renew-token fail',
      'L-lend-scope fail L-lend-token',
      'L-lend-method fail',
    ]);
  });
});

describe('the summary', () => {
  it('counts the causes', () => {
    const results = verdictsOf({
      'L-ok': [{}],
      'L-1': [{ causes: ['L-ok'] }],
      'L-lend-token': [{ seen: '403' }],
      'L-return-token': [{ seen: '403' }],
      'L-2': [],
    });
    expect(summarize(results)).toEqual({
      pass: 1,
      fail: 3,
      warn: 0,
      skip: 1,
      excused: 0,
      coverage: 0.8,
      causes: 2,
    });
  });
});
