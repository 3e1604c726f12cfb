import type { ConformanceReport, Summary } from './report.js';
import { pluralize } from './words.js';

/** What a report comes to; `none`: nothing was judged. */
export type Outcome = 'fail' | 'warn' | 'pass' | 'none';

export function outcomeOf({ fail, warn, pass }: Summary): Outcome {
  if (fail > 0) return 'fail';
  if (warn > 0) return 'warn';
  return pass > 0 ? 'pass' : 'none';
}

/** How many requirements can be tested from outside. */
export function countTestable({ pass, fail, warn, skip, excused }: Summary): number {
  return pass + fail + warn + skip - excused;
}

/** How many of them were not judged. */
export function countUntested({ skip, excused }: Summary): number {
  return skip - excused;
}

/** What a report comes to, in plain sentences; the first says most. */
export function describeOutcome(report: ConformanceReport): string[] {
  const { summary, baseline } = report;
  const untested = countUntested(summary);
  const checks = failedChecks(report);
  if (outcomeOf(summary) === 'none')
    return [`Nothing was judged: ${checks ?? describeNothingTested(summary)}.`];
  return [
    `${outcomeSentence(summary)}.`,
    ...(checks === undefined ? [] : [`Beforehand, ${checks}.`]),
    ...(untested > 0
      ? [`${pluralize(untested, 'requirement was', 'requirements were')} not judged.`]
      : []),
    ...(baseline ? baselineSentences(baseline) : []),
  ];
}

function describeNothingTested(summary: Summary): string {
  return countTestable(summary) > 0
    ? 'nothing was seen by which to judge'
    : 'there is no requirement that can be tested';
}

function outcomeSentence(summary: Summary): string {
  const { fail, warn } = summary;
  const must = pluralize(
    fail,
    'requirement that must be met is',
    'requirements that must be met are',
  );
  const should = `${warn} that should be met ${warn === 1 ? 'is' : 'are'} not`;
  if (fail > 0) return `${must} not met${warn > 0 ? `, and ${should}` : ''}`;
  if (warn > 0) return `No requirement that must be met was seen broken; ${should}`;
  const which = countUntested(summary) > 0 ? 'was judged' : 'can be tested';
  return `Every requirement that ${which} is met`;
}

function failedChecks({ preflight }: ConformanceReport): string | undefined {
  const wrong = preflight.filter(({ ok }) => !ok).length;
  return wrong > 0 ? `${wrong} of ${preflight.length} checks failed` : undefined;
}

function baselineSentences({
  expected,
  unexpected,
  passed,
}: NonNullable<ConformanceReport['baseline']>): string[] {
  const sentences = [];
  if (unexpected.length > 0)
    sentences.push(`${pluralize(unexpected.length, 'failure was', 'failures were')} not expected.`);
  else if (expected.length > 0) sentences.push('Every failure was expected.');
  if (passed.length > 0) sentences.push(`${passed.length} that had been expected to fail passed.`);
  return sentences;
}
