import { describe, expect, it } from '@jest/globals';
import type { Delivery, RequirementResult } from '../../src/dashboard/app/api/types.js';
import { formatDuration, formatTime } from '../../src/dashboard/app/components/time.js';
import {
  filteredResults,
  groupedResults,
  nextSteps,
} from '../../src/dashboard/app/conformance/report-groups.js';
import { addressOf } from '../../src/dashboard/app/outbox/address.js';

const aResult = (id: string, difference: Partial<RequirementResult> = {}): RequirementResult => ({
  id,
  level: 'MUST',
  text: 'The message conforms to its schema',
  source: 'Order API',
  who: ['ordersysteem client'],
  contract: 'edu-v-order',
  verdict: 'skip',
  held: 0,
  departed: 0,
  findings: [],
  ...difference,
});

describe('a duration', () => {
  it.each([
    [0, '0 ms'],
    [200, '200 ms'],
    [1_500, '1 sec'],
    [65_000, '1 min 5 sec'],
    [3_600_000, '1 hr'],
    [3_605_000, '1 hr'],
    [90_061_000, '1 day 1 hr'],
    [-5, '0 ms'],
  ])('of %s ms is shown as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds, 'en')).toBe(text);
  });

  it('has the units of the language', () => {
    expect(formatDuration(3_600_000, 'nl')).toMatch(/^1 u/);
    expect(formatDuration(3_600_000, 'nb')).toMatch(/^1 t/);
  });
});

it('a time is shown in UTC, in whole seconds', () => {
  expect(formatTime('2026-09-01T10:00:00.900+02:00')).toBe('2026-09-01 08:00:00 UTC');
});

describe('the results of a report', () => {
  it('are grouped by verdict, the most urgent first', () => {
    const results = [
      aResult('A'),
      aResult('B', { verdict: 'pass' }),
      aResult('C', { verdict: 'fail' }),
      aResult('D', { verdict: 'fail' }),
    ];
    expect(
      groupedResults(results).map((group) => [group.verdict, group.results.map(({ id }) => id)]),
    ).toEqual([
      ['fail', ['C', 'D']],
      ['pass', ['B']],
      ['skip', ['A']],
    ]);
  });

  it.each([
    [{ verdict: 'fail' }, ['C']],
    [{ level: 'SHOULD' }, ['B']],
    [{ api: 'dds' }, ['D']],
    [{ search: 'SCHEMA conforms' }, ['A', 'B', 'C', 'D']],
    [{ search: '/lines/0 number' }, ['C']],
    [{ verdict: 'fail', level: 'SHOULD' }, []],
  ])('are filtered by %j', (filters, ids) => {
    const finding = { pointer: '/lines/0', expected: 'string', seen: 'number 1' };
    const results = [
      aResult('A'),
      aResult('B', { level: 'SHOULD' }),
      aResult('C', { verdict: 'fail', findings: [{ ...finding, cause: 'implementation' }] }),
      aResult('D', { contract: 'dds' }),
    ];
    expect(filteredResults(results, filters).map(({ id }) => id)).toEqual(ids);
  });
});

describe('the next steps', () => {
  const results = [
    aResult('A', { next: 'call' }),
    aResult('B', { next: 'run' }),
    aResult('C', { next: 'run' }),
    aResult('D', { next: 'other', contract: 'dds' }),
    aResult('E'),
  ];

  it('begin with the step for the most requirements', () => {
    expect(nextSteps(results)).toEqual([
      { step: 'run', count: 2 },
      { step: 'call', count: 1 },
      { step: 'other', count: 1 },
    ]);
  });

  it('are those of the APIs that have a result, if one has', () => {
    const used = [...results, aResult('F', { verdict: 'pass', contract: 'dds' })];
    expect(nextSteps(used)).toEqual([{ step: 'other', count: 1 }]);
  });
});

describe('the address of a message', () => {
  const attempt = { at: '2026-09-01T08:00:00Z', durationMs: 1 };
  const called = { ...attempt, request: { headers: { host: 'old.example:80' }, body: null } };
  const url = 'http://new.example/orders';

  it.each<[string, Pick<Delivery, 'state' | 'attempts'>, string]>([
    ['the next one while it waits', { state: 'waiting', attempts: [called] }, url],
    ['the called one afterwards', { state: 'sent', attempts: [called] }, 'old.example:80'],
    ['the next one without a record of the call', { state: 'sent', attempts: [attempt] }, url],
    ['the next one without an attempt', { state: 'cancelled', attempts: [] }, url],
  ])('is %s', (_what, message, address) => {
    const rest = { id: '', operation: '', to: '', about: '', dueAt: '', body: null };
    expect(addressOf({ ...rest, url, ...message })).toBe(address);
  });
});
