import { jsonOf } from '../kernel/contract/judgement.js';
import type { Report } from './report.js';
import { ConfigurationFault } from './runner/options.js';

/** Compares a report with the failures that were expected of it: a report of before, or a list of ids. */
export function compare(report: Report, baseline: string): Report {
  const expected = expectedIn(baseline);
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

function expectedIn(text: string): string[] {
  const value = jsonOf(text);
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object' && value !== null && 'requirements' in value)
    return idsWith(value as Report, 'fail');
  throw new ConfigurationFault('--baseline is to be a conformance.json, or a JSON list of ids');
}
