import { readFileSync } from 'node:fs';
import { parseJson } from '../../platform/requirements/check-result.js';
import type { Report } from '../reports/report.js';
import { ConfigurationError } from './options.js';

/** Ids of the failures that are expected: those of a report of before, or a JSON list of them. */
export function baselineIn(file: string): readonly string[] {
  const value = parseJson(textOf(file));
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object' && value !== null && 'requirements' in value)
    return idsWith(value as Report, 'fail');
  throw new ConfigurationError(
    `--baseline ${file} is to be a conformance.json, or a JSON list of ids`,
  );
}

/** Compares a report with the failures that were expected of it. */
export function compare(report: Report, expected: readonly string[]): Report {
  const failed = idsWith(report, 'fail');
  return {
    ...report,
    baseline: {
      expected: failed.filter((id) => expected.includes(id)),
      unexpected: failed.filter((id) => !expected.includes(id)),
      passed: idsWith(report, 'pass').filter((id) => expected.includes(id)),
    },
  };
}

function idsWith({ requirements }: Report, verdict: string): string[] {
  return requirements.filter((one) => one.verdict === verdict).map(({ id }) => id);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`--baseline ${file}: ${(error as Error).message}`);
  }
}
