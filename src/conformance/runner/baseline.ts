import { readFileSync } from 'node:fs';
import { parseJson } from '../../platform/requirements/check-result.js';
import type { ConformanceReport } from '../reports/report.js';
import { ConfigurationError } from './configuration/options.js';

/** Reads the ids of the expected failures: an earlier report, or a JSON list of ids. */
export function readBaseline(file: string): readonly string[] {
  const value = parseJson(readText(file));
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object' && value !== null && 'requirements' in value)
    return idsWithVerdict(value as ConformanceReport, 'fail');
  throw new ConfigurationError(
    `--baseline ${file} must be a conformance.json or a JSON list of requirement ids`,
  );
}

/** Compares the failures of a report with the expected ones. */
export function compareWithBaseline(
  report: ConformanceReport,
  expected: readonly string[],
): ConformanceReport {
  const failed = idsWithVerdict(report, 'fail');
  return {
    ...report,
    baseline: {
      expected: failed.filter((id) => expected.includes(id)),
      unexpected: failed.filter((id) => !expected.includes(id)),
      passed: idsWithVerdict(report, 'pass').filter((id) => expected.includes(id)),
    },
  };
}

function idsWithVerdict({ requirements }: ConformanceReport, verdict: string): string[] {
  return requirements.filter((result) => result.verdict === verdict).map(({ id }) => id);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`--baseline ${file}: ${(error as Error).message}`);
  }
}
