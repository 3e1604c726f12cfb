import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConformanceReport, Verdict } from '../../src/conformance/reports/report.js';
import { compareWithBaseline, readBaseline } from '../../src/conformance/runner/baseline.js';
import { ConfigurationError } from '../../src/conformance/runner/configuration/options.js';

/** A report of requirements with these verdicts. */
const reportOf = (verdicts: Record<string, Verdict>) =>
  ({
    format: 1,
    requirements: Object.entries(verdicts).map(([id, verdict]) => ({ id, verdict })),
  }) as ConformanceReport;

describe('readBaseline', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const fileOf = (text: string): string => {
    const file = join(folder, 'baseline.json');
    writeFileSync(file, text);
    return file;
  };

  const mixed = reportOf({ a: 'fail', b: 'pass', c: 'warn', d: 'skip', e: 'fail' });

  it.each<[string, string, string[]]>([
    ['a list of ids', '["a","b"]', ['a', 'b']],
    ['an empty list', '[]', []],
    ['a list of numbers, as texts', '[1, 2]', ['1', '2']],
    ['the failures of a report', JSON.stringify(mixed), ['a', 'e']],
    ['a report without failures', JSON.stringify(reportOf({ b: 'pass' })), []],
  ])('reads %s', (_title, text, ids) => {
    expect(readBaseline(fileOf(text))).toEqual(ids);
  });

  it.each([
    ['no JSON', 'a, b'],
    ['an empty file', ''],
    ['null', 'null'],
    ['a text', '"a"'],
    ['another object', '{"ids":["a"]}'],
  ])('refuses %s', (_title, text) => {
    const file = fileOf(text);
    const message = `--baseline ${file} must be a conformance.json or a JSON list of requirement ids`;
    expect(() => readBaseline(file)).toThrow(new ConfigurationError(message));
  });

  it('refuses a file that does not exist', () => {
    const file = join(folder, 'none.json');
    expect(() => readBaseline(file)).toThrow(
      new ConfigurationError(
        `--baseline ${file}: ENOENT: no such file or directory, open '${file}'`,
      ),
    );
  });
});

describe('compareWithBaseline', () => {
  it.each<[string, Record<string, Verdict>, string[], ConformanceReport['baseline']]>([
    ['nothing', {}, [], { expected: [], unexpected: [], passed: [] }],
    ['an expected failure', { a: 'fail' }, ['a'], { expected: ['a'], unexpected: [], passed: [] }],
    ['an unexpected failure', { a: 'fail' }, [], { expected: [], unexpected: ['a'], passed: [] }],
    ['an unexpected pass', { a: 'pass' }, ['a'], { expected: [], unexpected: [], passed: ['a'] }],
    ['an expected pass', { a: 'pass' }, [], { expected: [], unexpected: [], passed: [] }],
    [
      'an expected failure that was not tested or is a warning',
      { a: 'skip', b: 'warn' },
      ['a', 'b'],
      { expected: [], unexpected: [], passed: [] },
    ],
    [
      'an expected failure of an unknown requirement',
      {},
      ['a'],
      { expected: [], unexpected: [], passed: [] },
    ],
    [
      'an id in other letters, because case counts',
      { 'A-1': 'fail' },
      ['a-1'],
      { expected: [], unexpected: ['A-1'], passed: [] },
    ],
    [
      'several requirements, in the order of the report',
      { d: 'fail', c: 'fail', b: 'pass', a: 'fail' },
      ['a', 'b', 'd', 'd'],
      { expected: ['d', 'a'], unexpected: ['c'], passed: ['b'] },
    ],
  ])('lists %s', (_title, verdicts, expected, baseline) => {
    const report = reportOf(verdicts);
    expect(compareWithBaseline(report, expected)).toEqual({ ...report, baseline });
    expect(report).not.toHaveProperty('baseline');
  });
});
